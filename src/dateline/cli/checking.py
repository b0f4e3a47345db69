"""verify, doctor, check data, config: is the record sound, is the installation, is the knowledge?"""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from dateline import __version__
from dateline.cli import app
from dateline.cli.options import ConfigFile, RecordFolder
from dateline.errors import DatelineError, VerifyError

check_app = typer.Typer(help="Check what dateline itself knows.", no_args_is_help=True)
app.add_typer(check_app, name="check")


@app.command()
def verify(record: RecordFolder) -> None:
    """Check that a record holds: every span, count and id.

    Re-cuts every span from its report, re-counts every support, follows every id. Exit code 3 when anything does not
    hold, and names it.

    Example: dateline verify kashmir
    """
    from dateline.build import RECORD
    from dateline.store.database import read_record
    from dateline.verify import verify as run

    problems = run(record)
    for problem in problems:
        print(problem)
    if problems:
        raise VerifyError(
            f"{record}: {len(problems)} of its statements do not hold.",
            advice="Build it again: dateline build PATHS -o NEW",
        )
    r = read_record(record / RECORD)
    spans = len(r.mentions) + sum(len(a.attributions) for a in r.annotations)
    print(f"holds: {len(r.reports)} reports, {len(r.events)} events, {len(r.mentions)} mentions; {spans} spans re-cut")


@app.command()
def doctor() -> None:
    """Check the installation: versions, models, what is missing.

    Names each package and model with its version, loads what a build loads, and says what to do about what is missing.

    Example: dateline doctor
    """
    import platform
    import sqlite3
    from importlib.metadata import PackageNotFoundError, version

    from dateline.config import Config
    from dateline.extras import installed
    from dateline.modelfiles import parser_files
    from dateline.pipeline import fingerprints
    from dateline.resources import resources

    print(f"dateline     {__version__}   ({Path(__file__).parents[1]})")
    print(f"python       {platform.python_version()} on {platform.system()} {platform.machine()}")
    print(f"sqlite       {sqlite3.sqlite_version}")
    config = Config()
    faults = 0
    for package, extra in installed():
        name = f"{package:<20}"
        try:
            print(f"package      {name} {version(package)}" + (f"   (extra: {extra})" if extra else ""))
        except PackageNotFoundError:
            faults += not extra
            wanted = f"dateline[{extra}]" if extra else package
            print(f"package      {name} {'not installed' if extra else 'MISSING'}: pip install '{wanted}'")
    told = parser_files(config.parser)
    print(f"model        {config.parser}: {told}, loaded without pickle")
    faults += "CHANGED" in told
    for name, load in (("parser", "nlp"), ("roster", "roster"), ("gazetteer", "gazetteer"), ("lexicon", "lexicon")):
        try:
            getattr(resources(config), load)
            print(f"{name:<12} loads")
        except Exception as error:
            faults += 1
            print(f"{name:<12} DOES NOT LOAD: {error}")
    for part, content in fingerprints().items():
        print(f"part         {part:<12} {content}")
    print("network      not used")
    if faults:
        raise DatelineError(
            f"{faults} part(s) are missing, changed or do not load.",
            advice="Install dateline again: pip install --force-reinstall dateline",
        )


@check_app.command("data")
def check_data() -> None:
    """Run the examples of every row of dateline's own knowledge.

    Each lexicon row has a `yes` and a `no` sentence; tables are checked against each other. Exit code 3 on a fault, which
    is named with file and line.

    Example: dateline check data
    """
    from dateline.checks import check_all

    problems = check_all()
    for problem in problems:
        print(problem)
    if problems:
        raise VerifyError(f"{len(problems)} rows do not hold.", advice="Mend the rows named above.")
    print("every row holds")


@app.command()
def config(file: ConfigFile = None) -> None:
    """Print every setting, its value and where it comes from.

    Settings stand in dateline.toml in the working folder; docs/reference/settings.md tells what each means.

    Example: dateline config
    """
    import msgspec

    from dateline.config import Config, load_config

    defaults = msgspec.to_builtins(Config())
    where = file or Path("dateline.toml")
    for name, value in msgspec.to_builtins(load_config(file)).items():
        source = "default" if value == defaults[name] else str(where)
        print(f"{name:<18} {value!r:<28} {source}")
    sys.stdout.flush()
