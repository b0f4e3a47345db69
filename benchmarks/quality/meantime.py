"""MEANTIME: time expressions of the annotated part of each text, and the factuality of its events.

Factuality is three questions about each gold event, as the annotators put them: is it certain, is it affirmed, and does
it lie in the future. Each is scored by macro-F1 over its two answers; what they left open is not scored.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.quality.metrics import label_scores
from benchmarks.quality.timex import as_document, timex_pair, timex_scores
from dateline.annotate.sentences import parse
from dateline.coder.status import status_of
from dateline.grammar import Tree
from dateline.resources import Resources
from dateline.tense import tense_at

# The annotators marked the headline, the date line and the first four sentences, one a line, and no more.
_LINES = 6
# A status graded from here on counts as certain: the scale runs from -3 to +3.
_CERTAIN = 1.75
_DENIED = -0.75
_CERTAINTY = {"CERTAIN": "CERTAIN", "POSSIBLE": "UNCERTAIN", "PROBABLE": "UNCERTAIN"}
_AHEAD = frozenset({"planned", "threatened", "called for", "hypothetical"})


def score(rows: list[dict], folder: Path, resources: Resources) -> dict[str, float | int]:
    pairs = [timex_pair(row, resources, lines=_LINES) for row in rows]
    scores = timex_scores([gold for gold, _ in pairs], [found for _, found in pairs])
    judged = [answer for row in rows for answer in _answers(row, resources)]
    parts = {name: _macro(judged, name) for name in ("certainty", "polarity", "time")}
    scores["factuality_macro_f1"] = sum(parts.values()) / len(parts)
    for name, value in parts.items():
        scores[f"{name}_macro_f1"] = value
    scores["events"] = len(judged)
    return scores


def _macro(judged: list[dict[str, tuple[str, str]]], name: str) -> float:
    answers = [answer[name] for answer in judged if name in answer]
    return label_scores([gold for gold, _ in answers], [found for _, found in answers])["macro_f1"] if answers else 0.0


def _answers(row: dict, resources: Resources) -> list[dict[str, tuple[str, str]]]:
    """For each judged event: question -> (gold answer, ours)."""
    events = [event for event in row["events"] if event.get("certainty")]
    document = as_document(row["text"], row.get("dct"))
    sentences, _ = parse(document, resources)
    trees: dict[int, Tree] = {}
    answers = []
    for event in events:
        sentence = next((s for s in sentences if s.start <= event["start"] < s.end), None)
        if sentence is None:
            continue
        tree = trees.setdefault(sentence.index, Tree(sentence))
        trigger = tree.head_of(_Words(event))
        if trigger is None:
            continue
        judgement = status_of(tree, trigger)
        ahead = judgement.status in _AHEAD or tense_at(tree.tokens, trigger) == "future"
        sure = abs(judgement.certainty) >= _CERTAIN or judgement.status == "planned"
        found = {
            "certainty": "CERTAIN" if sure else "UNCERTAIN",
            "polarity": "NEG" if judgement.certainty <= _DENIED else "POS",
            "time": "FUTURE" if ahead else "NON_FUTURE",
        }
        gold = {
            "certainty": _CERTAINTY.get(event["certainty"]),
            "polarity": {"POS": "POS", "NEG": "NEG"}.get(event["polarity"]),
            "time": {"FUTURE": "FUTURE", "NON_FUTURE": "NON_FUTURE"}.get(event["time"]),
        }
        answers.append({name: (answer, found[name]) for name, answer in gold.items() if answer})
    return answers


class _Words:
    """A gold event's span, as the grammar takes spans."""

    def __init__(self, event: dict) -> None:
        self.start, self.end = event["start"], event["end"]
