"""Do two words tell one happening? A trained scorer over features one can read, for any words, coded or not.

Where events.py knows concept, actors and time of a mention, this knows only words: the trigger and its kin ("quake",
"earthquake"), what its clause names, how alike the two reports are (resemblance.py). Every pair is looked at twice: once
by itself, once beside what the first look found for all the others (second_look.py). The trees of both looks are in
data/linking/coreference.json, made by tools/train_linker.py from the ECB+ training split.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dateline.link.clusters import average_link
from dateline.link.resemblance import features, setting
from dateline.link.second_look import second_features
from dateline.link.trees import probabilities
from dateline.link.triggers import Telling

# The least score of two groups that are one happening, and the share of their best pair in it. From .28 to .34 the CoNLL
# F1 moves by .002 on thirds of the ECB+ training topics and by .008 on dev; shares of .3 to .6 by .002 and .003.
GROUP_SCORE = 0.31
BEST_SHARE = 0.5
# What is left of a pair's score where its reports tell two stories. Beside .5, .3 and .7 lose nothing on the thirds, and
# .005 and .013 on dev; 1 loses .003 and .025.
OTHER_STORY = 0.5
_FEWEST_SCORE = 0.02

Pair = tuple[int, int]


def group_tellings(
    told: Sequence[Telling],
    likeness: Mapping[Pair, float],
    bare: Mapping[Pair, float],
    stories: Mapping[int, str] | None = None,
) -> list[list[int]]:
    """Groups of tellings of one happening. `likeness` and `bare` are those of `likeness.pair_scores`, by report;
    `stories` tell the story of each report, where that is known."""
    around = setting(told, likeness, bare)
    pairs = list(candidates(told, likeness))
    rows = [features(told[i], told[j], around) for i, j in pairs]
    first = dict(zip(pairs, probabilities(_model()["first"], rows), strict=True))
    return join(told, dict(_looked_again(told, pairs, rows, first)), stories)


def join(
    told: Sequence[Telling], scores: Mapping[Pair, float], stories: Mapping[int, str] | None = None
) -> list[list[int]]:
    """Groups of tellings by the final scores of pairs."""

    def share(pair: Pair) -> float:
        a, b = (told[i].report for i in pair)
        return 1.0 if stories is None or stories[a] == stories[b] else OTHER_STORY

    weighed = {pair: score * share(pair) for pair, score in scores.items()}
    kept = {pair: score for pair, score in weighed.items() if score > _FEWEST_SCORE}
    return average_link(len(told), kept, least=GROUP_SCORE, best_share=BEST_SHARE)


def candidates(told: Sequence[Telling], likeness: Mapping[Pair, float]) -> Iterator[Pair]:
    """Pairs within a report and across reports that are alike at all."""
    by_report: dict[int, list[int]] = defaultdict(list)
    for i, one in enumerate(told):
        by_report[one.report].append(i)
    for rows in (by_report[report] for report in sorted(by_report)):
        yield from ((i, j) for n, i in enumerate(rows) for j in rows[n + 1 :])
    for (a, b), score in sorted(likeness.items()):
        if score >= 0:
            yield from ((min(i, j), max(i, j)) for i in by_report.get(a, ()) for j in by_report.get(b, ()))


def _looked_again(
    told: Sequence[Telling], pairs: Sequence[Pair], rows: Sequence[list[float]], first: Mapping[Pair, float]
) -> Iterator[tuple[Pair, float]]:
    looked = second_features(told, first)
    again = [(pair, row + looked[pair]) for pair, row in zip(pairs, rows, strict=True) if pair in looked]
    scores = probabilities(_model()["second"], [row for _, row in again])
    return zip((pair for pair, _ in again), scores, strict=True)


@lru_cache(maxsize=1)
def _model() -> dict[str, Any]:
    return json.loads(files("dateline").joinpath("data/linking/coreference.json").read_text(encoding="utf-8"))
