"""Builds in processes that can be killed, forked from one that has loaded the model: two hundred take minutes."""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from dateline.build import RECORD, build
from dateline.config import Config
from dateline.errors import DatelineError
from dateline.resources import resources
from dateline.store.database import read_record
from dateline.verify import verify

NOW = "2021-12-31"
# What a child says with its exit code.
DONE, REFUSED, FAULT = 0, 12, 13


def write_reports(folder: Path, count: int) -> list[Path]:
    """`count` short reports, each about its own town, so that none is taken for a copy of another."""
    towns = ("Birgunj", "Biratnagar", "Nepalgunj", "Janakpur", "Dharan", "Butwal", "Hetauda", "Itahari")
    acts = (
        ("accused India of closing the border crossing", "Traders said lorries had stood in line for three days."),
        ("asked China for medicine", "The hospital of the town has treated forty patients this week."),
        ("agreed with Bhutan to share river data", "The two sides will meet again in the summer."),
        ("condemned the arrest of two journalists", "Their newspaper printed an empty front page."),
    )
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(count):
        town, (act, after) = towns[number % len(towns)], acts[number % len(acts)]
        day = 1 + number % 27
        path = folder / f"{number:02}.txt"
        path.write_text(
            f"Report {number} from {town}\n\n{town.upper()}, March {day}, 2021 - The government of Nepal {act} on "
            f"March {day}, officials in {town} said. {after}\n\nAt least {number + 2} people were injured in a clash "
            f"with police near the market of {town}, the mayor told reporters. He called for an inquiry.\n",
            encoding="utf-8",
        )
        paths.append(path)
    return paths


def make(paths: list[Path], folder: Path, *, workers: int = 1) -> None:
    engine = "serial" if workers == 1 else "processes"
    build(paths, folder, now=NOW, title="integrity", config=Config(engine=engine, workers=workers))


def warm_up() -> None:
    """Load what a build needs, so that a forked child starts at once."""
    knowledge = resources(Config(engine="serial", workers=1))
    for part in ("nlp", "roster", "gazetteer", "ontology", "lexicon", "furniture", "outlets", "agencies"):
        getattr(knowledge, part)


def forked(work: Callable[[], None], log: Path) -> int:
    """Start `work` in a child process with a process group of its own; what it prints goes to `log`."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    code = FAULT
    try:
        os.setpgid(0, 0)
        with log.open("w", encoding="utf-8") as told:
            try:
                work()
                code = DONE
            except DatelineError as error:
                told.write(f"{error}\n")
                code = REFUSED
            except BaseException:
                traceback.print_exc(file=told)
    finally:
        os._exit(code)


def ended(child: int) -> int:
    """The child's exit code, minus the signal where it was killed."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_after(child: int, seconds: float) -> bool:
    """Kill the child, and it alone, after `seconds`; False when it was done before."""
    time.sleep(seconds)
    pid, _ = os.waitpid(child, os.WNOHANG)
    if pid:
        return False
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def die_at(step: int, folder: Path) -> None:
    """In a child: kill ourselves at the `step`-th time a file of `folder` is opened, renamed or removed."""
    seen = 0

    def count() -> None:
        nonlocal seen
        seen += 1
        if seen == step:
            os.kill(os.getpid(), signal.SIGKILL)

    watch(folder, count)


def watch(folder: Path, saw: Callable[[], None]) -> None:
    """Call `saw` whenever this process opens, renames or removes a file of `folder`, from now to its end."""
    inside = str(folder)

    def hook(event: str, arguments: tuple) -> None:
        if event in ("open", "os.rename", "os.remove", "sqlite3.connect") and inside in str(arguments[0]):
            saw()

    sys.addaudithook(hook)


def reports_in(folder: Path) -> set[str]:
    return {report.path for report in read_record(folder / RECORD).reports}


def holds(folder: Path) -> list[str]:
    return verify(folder)
