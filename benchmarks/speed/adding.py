"""python -m benchmarks.speed.adding [N]: what an addition costs when N reports are added one by one, for each thousand,
and whether the record is the one that all of them give at once.

Reports are short and made from lists: six hundred subjects, each told by several outlets over some days, so that there
are stories, copies and look-alikes. Processor seconds, because the machine may be busy.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

SEED = 20251121
FIRST = date(2025, 3, 1)
DAYS = 60
_TOWN_NAMES = (
    "Goma Bukavu Bunia Beni Uvira Kindu Goundam Menaka Gao Kidal Mopti Sikasso Djibo Dori Kaya Fada Zinder Diffa Maradi "
    "Tillaberi Agadez Nyala Zalingei Kosti Kassala Gedaref Atbara Dilling Kadugli Bentiu Bor Malakal Torit Yei Wau "
    "Kismayo Baidoa Beledweyne Galkayo Garowe Marka Afgoye Jowhar Hudur Luuq"
)
_TOWNS = _TOWN_NAMES.split()
_ACTORS = (
    ("The army of Mali", "Malian soldiers"),
    ("The government of Niger", "Niamey"),
    ("Rwanda", "Kigali"),
    ("The United Nations mission", "peacekeepers"),
    ("The Sudanese army", "the army"),
    ("Ethiopia", "Addis Ababa"),
    ("The government of Somalia", "Mogadishu"),
    ("Burundi", "Bujumbura"),
)
_ACTS = (
    ("attacked a rebel camp near {town}", "Fighting went on until noon and the market stayed closed."),
    ("offered talks with the rebels in {town}", "A date was not given, but a hall has been rented."),
    ("accused its neighbour of arming militias around {town}", "The neighbour has not answered."),
    ("arrested {n} suspects in {town}", "They will be tried in the capital."),
    ("sent food for {n} families to {town}", "Lorries had waited at the bridge for a week."),
    ("threatened to close the border crossing at {town}", "Traders hurried to bring their goods across."),
    ("signed a truce with the fighters that hold {town}", "It is the third truce of this year."),
    ("condemned the shelling of {town}", "A school and a clinic were hit."),
)
_VOICES = ("the governor", "a spokesman for the army", "the mayor", "two residents", "a hospital doctor", "aid workers")
_OUTLETS = 40


def written(count: int) -> Iterator[dict[str, str]]:
    """`count` reports as rows of a JSON lines file, always the same."""
    chance = random.Random(SEED)
    subjects = [
        (
            chance.choice(_ACTORS),
            chance.choice(_ACTS),
            chance.choice(_TOWNS),
            chance.randrange(DAYS),
            chance.randrange(3, 60),
        )
        for _ in range(600)
    ]
    for number in range(count):
        (actor, other), (act, after), town, day, n = chance.choice(subjects)
        published = FIRST + timedelta(days=day + chance.randrange(3))
        told = act.format(town=town, n=n)
        dead = n + chance.randrange(4)
        lines = [
            f"{actor} {told} on {(FIRST + timedelta(days=day)).strftime('%A')}, {chance.choice(_VOICES)} said.",
            after
            if chance.random() < 0.7
            else f"It was the {chance.randrange(2, 9)}th such report from {town} in a month.",
            f"At least {dead} people were killed near {town} this month, {chance.choice(_VOICES)} told reporters.",
            f"Calls to {other} went unanswered, correspondent {number} wrote.",
        ]
        chance.shuffle(lines)
        yield {
            "title": f"{actor} {told}",
            "maintext": "\n\n".join(lines),
            "source_domain": f"outlet{chance.randrange(_OUTLETS)}.example",
            "date_publish": f"{published.isoformat()} 08:00:00",
        }


def main(arguments: list[str]) -> int:
    from dateline.build import RECORD, add, build, open_record
    from dateline.config import Config
    from dateline.store.database import read_record

    count = int(arguments[0]) if arguments else 3000
    config = Config(engine="serial", workers=1)
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        paths = []
        for number, row in enumerate(written(count)):
            paths.append(folder / f"{number:05}.jsonl")
            paths[-1].write_text(json.dumps(row) + "\n", encoding="utf-8")
        build(paths[:1], folder / "one", config=config, title="same")
        began = time.process_time()
        rest = iter(paths[1:])
        added, linkings = 1, 0
        while batch := list(islice(rest, 1000 - added % 1000)):
            for path in batch:
                linkings += add([path], folder / "one", config=config)[0] is not None
            added += len(batch)
            spent, began = time.process_time() - began, time.process_time()
            print(f"to {added:>6}: {1000 * spent / len(batch):6.0f} ms an addition ({linkings} linkings)", flush=True)
            linkings = 0
        open_record(folder / "one")
        print(f"the last look: {time.process_time() - began:.1f} s", flush=True)
        began = time.process_time()
        build(paths, folder / "all", config=config, title="same")
        print(f"all at once: {1000 * (time.process_time() - began) / count:.0f} ms a report")
        same = (folder / "one" / RECORD).read_bytes() == (folder / "all" / RECORD).read_bytes()
        print(
            f"the same record: {'yes' if same else 'NO'}; {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
        )
        if not same:
            one, other = (read_record(folder / name / RECORD) for name in ("one", "all"))
            parts = [name for name in one.__struct_fields__ if getattr(one, name) != getattr(other, name)]
            print(f"what differs: {', '.join(parts)}; not read one by one: {[line.reason for line in one.unread][:5]}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
