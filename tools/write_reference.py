"""Write docs/reference from the code: commands, settings, tables with their JSON Schemas, formats, concepts.

python tools/write_reference.py          # tests/docs fails when these pages are stale
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import typer.main

from dateline import tables
from dateline.cli import app
from dateline.config import Config
from dateline.engine import engines
from dateline.exporters import exporters
from dateline.readers import readers
from dateline.resources import resources

ROOT = Path(__file__).parents[1]
NOTE = "<!-- Written by tools/write_reference.py from the code: change the code, then run it. -->\n"


def pages() -> dict[str, str]:
    """Path under docs/reference -> content."""
    found = {
        "commands.md": commands(),
        "settings.md": settings(),
        "tables.md": table_page(),
        "formats.md": formats(),
        "concepts.md": concepts(),
        "measured.md": measured(),
    }
    for name in tables.TABLES:
        found[f"schemas/{name}.json"] = json.dumps(tables.schema(name), indent=2) + "\n"
    return found


def commands() -> str:
    lines = [
        NOTE,
        "# Commands\n",
        "Exit codes: 0 all read · 1 some files unread · 2 usage · 3 the record fails `verify` · 130 stopped.\n",
    ]
    lines += _command_lines(typer.main.get_command(app), "dateline")
    return "\n".join(lines)


def _command_lines(command: Any, path: str) -> list[str]:
    if hasattr(command, "commands"):
        return [
            line
            for name in sorted(command.commands)
            for line in _command_lines(command.commands[name], f"{path} {name}")
        ]
    arguments = [_argument(p) for p in command.params if p.param_type_name == "argument"]
    usage = " ".join([path, *arguments, "[OPTIONS]"])
    told = re.sub(r"^Example: (.*)$", r"Example: `\1`", command.help, flags=re.MULTILINE)
    lines = [f"## {path}\n", f"{told}\n", f"```\n{usage}\n```\n"]
    rows = []
    for parameter in command.params:
        option = parameter.param_type_name == "option"
        name = ", ".join([*parameter.opts, *parameter.secondary_opts]) if option else parameter.name.upper()
        if "--help" not in name:
            rows.append(f"| `{name}` | {getattr(parameter, 'help', None) or ''} |")
    if rows:
        lines += ["| | |", "| --- | --- |", *rows, ""]
    return lines


def _argument(parameter: Any) -> str:
    name = parameter.name.upper() + (" ..." if parameter.nargs == -1 else "")
    return name if parameter.required else f"[{name}]"


def settings() -> str:
    """Each setting with the comment beside it in config.py."""
    source = (ROOT / "src" / "dateline" / "config.py").read_text(encoding="utf-8")
    lines = [
        NOTE,
        "# Settings\n",
        "`dateline.toml` in the working folder, or `--config FILE`. `dateline config` prints what is in force.\n",
    ]
    lines += ["| setting | default | meaning |", "| --- | --- | --- |"]
    for name in Config.__struct_fields__:
        # The comment may stand on the next line, in brackets.
        comment = re.search(rf"^    {name}: [^#]*#\s*(.*)$", source, re.MULTILINE)
        default = getattr(Config(), name)
        shown = "not set" if default is None else f"`{json.dumps(default)}`"
        lines.append(f"| `{name}` | {shown} | {comment[1] if comment else ''} |")
    return "\n".join(lines) + "\n"


def table_page() -> str:
    lines = [
        NOTE,
        "# Tables\n",
        "What `dateline export` writes and `record.events` (and so on) holds. Offsets are Unicode code points of the report's",
        '`text`, end exclusive. A missing value is null: never 0, never "". Countries are ISO 3166-1 alpha-3; dates YYYY-MM-DD.\n',
    ]
    for name, (_, kind) in tables.TABLES.items():
        lines += [
            f"## {name}\n",
            f"{(kind.__doc__ or '').strip()} JSON Schema: [schemas/{name}.json](schemas/{name}.json)\n",
        ]
        lines += _columns(kind.__name__, tables.schema(name)["$defs"])
    lines += [
        "## Cells\n",
        "What a column of several values holds; in CSV `date` becomes `date_start`, `date_end` and so on.\n",
    ]
    nested = {n: spec for name in tables.TABLES for n, spec in tables.schema(name)["$defs"].items()}
    for name in sorted(set(nested) - {kind.__name__ for _, kind in tables.TABLES.values()}):
        lines += [f"### {name}\n", *_columns(name, nested)]
    return "\n".join(lines)


def _columns(name: str, shapes: dict[str, Any]) -> list[str]:
    """A table of columns, each with the comment beside it in rows.py."""
    source = (ROOT / "src" / "dateline" / "rows.py").read_text(encoding="utf-8")
    own = source.partition(f"\nclass {name}(Struct):\n")[2].partition("\n\n\n")[0]
    lines = ["| column | type | meaning |", "| --- | --- | --- |"]
    for field, spec in shapes[name]["properties"].items():
        comment = re.search(rf"^    {field}: [^#\n]*#\s*(.*)$", own, re.MULTILINE)
        lines.append(f"| `{field}` | {_type(spec)} | {comment[1] if comment else ''} |")
    return [*lines, ""]


def _type(spec: dict[str, Any]) -> str:
    if "$ref" in spec:
        return spec["$ref"].rsplit("/", 1)[-1]
    if "anyOf" in spec:
        return " or ".join(_type(option) for option in spec["anyOf"])
    if spec.get("type") == "array":
        return f"list of {_type(spec.get('items', {}))}"
    return spec.get("type", "any")


def formats() -> str:
    lines = [
        NOTE,
        "# Formats\n",
        "## Read\n",
        "The reader is chosen by content first, then by suffix. Files packed with gzip, bzip2 or xz are unpacked on the way.\n",
    ]
    lines += [f"- `{name}`: {_first_line(readers[name])}" for name in readers.names()]
    lines += ["\n## Written\n", "`dateline export RECORD --format NAME -o OUT`\n"]
    lines += [f"- `{name}`: {_first_line(exporters[name])}" for name in exporters.names()]
    lines += ["\n## Engines\n", "`engine` in dateline.toml. All write the same bytes.\n"]
    lines += [f"- `{name}`: {_first_line(engines[name])}" for name in engines.names()]
    return "\n".join(lines) + "\n"


def _first_line(function: Any) -> str:
    """The first sentence of the function's docstring, or of its file's."""
    import sys

    text = function.__doc__ or sys.modules[function.__module__].__doc__ or ""
    return text.strip().split("\n\n")[0].replace("\n", " ")


def concepts() -> str:
    lines = [NOTE, "# Concepts\n", "What was done, finer than any ontology, with its PLOVER and CAMEO codes.\n"]
    lines += [
        "| concept | meaning | PLOVER | mode | CAMEO | quad | Goldstein |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    ontology = resources(Config()).ontology
    for name in sorted(ontology.concepts):
        c = ontology[name]
        lines.append(
            f"| `{name}` | {c.gloss} | {c.event} | {c.mode or ''} | {c.cameo or ''} | {c.quad or ''} | {c.goldstein} |"
        )
    return "\n".join(lines) + "\n"


def measured() -> str:
    """The floors that `make gate` holds, with what they mean and what others reach."""
    folder = ROOT / "benchmarks" / "quality"
    floors = tomllib.loads((folder / "floors.toml").read_text(encoding="utf-8"))
    about = tomllib.loads((folder / "about.toml").read_text(encoding="utf-8"))
    lines = [
        NOTE,
        "# Measured\n",
        "What dateline reaches on the *development* rows of public gold sets: the floors that `make gate` holds. The rules were",
        "written while looking at half of some of these rows, so expect a little less on rows that nobody looked at. Numbers of",
        "others are from their papers, mostly on test rows: read them as the neighbourhood, not as a race on equal terms.\n",
        "| what | data | reached at least | others |",
        "| --- | --- | --- | --- |",
    ]
    for task, metrics in floors.items():
        told = about[task]
        reached = "<br>".join(f"{name.replace('_', ' ')} {_floor(name, value)}" for name, value in metrics.items())
        lines.append(f"| {told['what']} (`{task}`) | {told['data']} | {reached} | {told['others']} |")
    lines += [
        "\nMetrics that end in *wrong* or *mae* count mistakes: the figure is a ceiling.",
        "\nSpeed: `make bench` (a build against a bare parse of the same texts) and `make race` (cleaning against",
        "trafilatura alone). What was read by eye: [../measured-coder.md](../measured-coder.md) and",
        "[../measured-linking.md](../measured-linking.md).",
    ]
    return "\n".join(lines) + "\n"


def _floor(name: str, value: float) -> str:
    return f"at most {value:.3f}" if name.endswith(("_wrong", "mae")) else f"{value:.3f}"


def main() -> None:
    for name, content in pages().items():
        path = ROOT / "docs" / "reference" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
