"""python -m benchmarks.quality TASK FILE.jsonl [--json]: score one file of gold rows."""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path

from benchmarks.quality.tasks import TASKS
from dateline.config import Config
from dateline.resources import resources


def score_file(task: str, path: Path) -> dict[str, float | int]:
    module, _, name = TASKS[task].partition(":")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return getattr(import_module(module), name)(rows, path.parent, resources(Config()))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("task", choices=sorted(TASKS), metavar="TASK", help=", ".join(sorted(TASKS)))
    parser.add_argument("file", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--json", action="store_true", help="one JSON object of named metrics on stdout")
    options = parser.parse_args(arguments)
    if not options.file.is_file():
        parser.error(f"{options.file}: no such file")
    metrics = score_file(options.task, options.file)
    if options.json:
        print(json.dumps(metrics))
    else:
        for name, value in metrics.items():
            print(
                f"{options.task:<18} {name:<28} {value:.4f}"
                if isinstance(value, float)
                else f"{options.task:<18} {name:<28} {value}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
