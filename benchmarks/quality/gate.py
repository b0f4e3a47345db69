"""make gate: score the dev splits against the floors in floors.toml. Exit 1 when a metric is under its floor.

`--update` raises floors to what was reached now (rounded down to three decimals); it never lowers one.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
import tomllib
from pathlib import Path

from benchmarks.quality.__main__ import score_file

HERE = Path(__file__).parent
GOLD = HERE.parents[2] / "shared" / "gold"
FLOORS = HERE / "floors.toml"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.gate", description=__doc__)
    parser.add_argument("tasks", nargs="*", metavar="TASK", help="only these tasks")
    parser.add_argument("--gold", type=Path, default=GOLD, help="folder of the gold sets")
    parser.add_argument("--update", action="store_true", help="raise floors to what is reached now")
    options = parser.parse_args(arguments)
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    if not options.gold.is_dir():
        print(f"gate skipped: no gold sets at {options.gold}. Point --gold at them.")
        return 0
    failed, reached = [], {}
    for task, wanted in floors.items():
        if options.tasks and task not in options.tasks:
            continue
        path = options.gold / task / "dev.jsonl"
        if not path.is_file():
            print(f"{task:<18} skipped: no {path}")
            continue
        began = time.perf_counter()
        reached[task] = score_file(task, path)
        for metric, floor in wanted.items():
            value = reached[task][metric]
            # An "at most" floor: metrics that count mistakes are better when smaller.
            good = value <= floor if metric.endswith(("_wrong", "mae")) else value >= floor
            print(f"{task:<18} {metric:<26} {value:.4f}  floor {floor:.3f}  {'ok' if good else 'UNDER THE FLOOR'}")
            if not good:
                failed.append(f"{task} {metric}")
        print(f"{task:<18} {time.perf_counter() - began:.1f} s", flush=True)
    if options.update:
        FLOORS.write_text(_raised(floors, reached), encoding="utf-8")
    if failed:
        print(f"{len(failed)} under the floor: {', '.join(failed)}")
    return 1 if failed else 0


def _raised(floors: dict, reached: dict) -> str:
    lines = [
        "# Floors on the dev splits of the gold sets; `make gate` fails under them. Raised with --update, never lowered",
        "# without the reason in a commit message. Metrics ending in _wrong or mae are ceilings.",
    ]
    for task, wanted in floors.items():
        lines.append(f"\n[{task}]")
        for metric, floor in wanted.items():
            value = reached.get(task, {}).get(metric, floor)
            better = (
                min(floor, math.ceil(value * 1000) / 1000)
                if metric.endswith(("_wrong", "mae"))
                else max(floor, math.floor(value * 1000) / 1000)
            )
            lines.append(f"{metric} = {better:.3f}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
