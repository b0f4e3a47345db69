"""Make data/model from the sentences of data/training, and from nothing else. Run from the project's root:

    make model            (python -m tools.train_coder)

Two linear models: how far a coded mention can be trusted (coder/score.py), and which event stands between two parties
where no row of the lexicon reads it (coder/choose.py). Examples are taken in one shuffled order of a fixed seed, and
weights are rounded, so the same sentences and lexicon give the same bytes. Prints what cross-validation measures.
"""

from __future__ import annotations

import csv
import json
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np
from tools.training_truth import MOVED_BY, is_right

from dateline.annotate.actors import find_actors
from dateline.annotate.sentences import parse
from dateline.coder.choose import choice_features
from dateline.coder.classify import one_paragraph, read_pair
from dateline.coder.linear import squeeze
from dateline.coder.mentions import events_of
from dateline.coder.score import score_features
from dateline.coder.status import status_of
from dateline.coder.told import is_news
from dateline.config import Config
from dateline.grammar import Tree
from dateline.model import Annotations, Block, Span
from dateline.resources import Resources, resources

DATA = Path(__file__).parents[1] / "src" / "dateline" / "data"
MODEL = DATA / "model"
_SEED, _FOLDS = 7, 5
# Sentences beside each other are often about one concept: a fold takes them in blocks, so that none is learnt by heart.
_BLOCK = 20
# How many sentences are parsed at once.
_TOGETHER = 400
# A word seen in fewer examples says nothing about the next sentence.
_FEWEST = 3
# Rows that tell every event of a sentence as reports write them count this often: of 476 mentions of real reports judged
# by eye the score then told right from wrong better (area under the curve .748; .730 when all count alike).
_LIKE_REPORTS = 2.0
_BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


class Example(msgspec.Struct):
    features: list[str]
    label: int | str
    fold: int
    weight: float = 1.0


def main(folder: Path = MODEL, *, measure: bool = True) -> None:
    """Write the models into `folder`; `measure` also prints what they reach."""
    shared = resources(Config())
    told, pairs = [], []
    for number, row, annotations in training(shared):
        fold = (number // _BLOCK) % _FOLDS
        weight = _LIKE_REPORTS if "also" in row else 1.0
        told += [Example(f, int(right), fold, weight) for f, right in mentions_of(row, annotations, shared)]
        pairs += [Example(f, event, fold) for f, event in pair_of(row, annotations, shared)]
    folder.mkdir(exist_ok=True)
    write_score(told, folder)
    write_choice(pairs, folder)
    if measure:
        measure_choice(pairs)


def training(shared: Resources) -> Iterator[tuple[int, dict, Annotations]]:
    """Every training sentence with its number in its file, parsed and with its actors, in order of file and line."""
    for path in sorted((DATA / "training").glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for first in range(0, len(rows), _TOGETHER):
            some = rows[first : first + _TOGETHER]
            parse_together([row["text"] for row in some], shared)
            for number, row in enumerate(some, first):
                document = one_paragraph(row["text"])
                sentences, entities = parse(document, shared)
                parsed = Annotations(report=document.report, sentences=sentences, entities=entities)
                actors = tuple(find_actors(document, parsed, shared))
                yield number, row, msgspec.structs.replace(parsed, actors=actors)


def parse_together(texts: Sequence[str], shared: Resources) -> None:
    """Parse these as the paragraphs of one document: `parse` remembers each, with the same result at half the cost."""
    blocks, start = [], 0
    for text in texts:
        blocks.append(Block(start=start, end=start + len(text), kind="paragraph"))
        start += len(text) + 1
    document = one_paragraph("\n".join(texts))
    parse(msgspec.structs.replace(document, blocks=tuple(blocks)), shared)


# --- how far a mention can be trusted -------------------------------------------------------------------------------


def mentions_of(row: dict, annotations: Annotations, shared: Resources) -> Iterator[tuple[list[str], bool]]:
    """What the rules code in a sentence: the features of each mention that can be judged, and whether it is right."""
    lexicon = shared.lexicon
    for sentence in annotations.sentences:
        tree = Tree(sentence)
        actors = [mention for mention in annotations.actors if mention.sentence == sentence.index]
        for found in events_of(tree, actors, lexicon):
            status = status_of(tree, found.reading.trigger, annotations, settled=found.reading.settled).status
            news = is_news(found, status, lexicon)
            right = is_right(found, status, row, annotations, lexicon.ontology) if news else None
            if right is not None:
                yield score_features(found, status, tree, lexicon), right


def write_score(examples: list[Example], folder: Path) -> None:
    totals = [0.0] * len(examples)
    for fold in range(_FOLDS):
        bias, weights = fit_linear([e for e in examples if e.fold != fold])
        for n, e in enumerate(examples):
            if e.fold == fold:
                totals[n] = bias + sum(weights.get(f, 0.0) for f in e.features)
    labels = [int(e.label) for e in examples]
    slope, offset = platt(totals, labels)
    shares = [squeeze(slope * total + offset) for total in totals]
    bias, weights = fit_linear(examples)
    model = {"bias": bias, "weights": weights, "slope": slope, "offset": offset}
    _write_json(folder / "score.json", model)
    brier = sum((share - label) ** 2 for share, label in zip(shares, labels, strict=True)) / len(labels)
    table = calibration(shares, labels)
    error = sum(n * abs(share - right) for _, _, n, share, right in table) / len(labels)
    with (folder / "calibration.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["from", "to", "mentions", "mean_score", "share_right"])
        writer.writerows(table)
    right = sum(labels) / len(labels)
    print(f"score: {len(labels)} mentions, {right:.3f} right; Brier {brier:.4f} (constant {right * (1 - right):.4f})")
    print(f"score: expected calibration error {error:.4f}; {len(weights)} features")


def fit_linear(examples: Sequence[Example]) -> tuple[float, dict[str, float]]:
    """Logistic regression by AdaGrad, one example at a time, by its weight."""
    names, rows = _indexed(examples)
    weights, squares = np.zeros(len(names)), np.full(len(names), 1e-2)
    bias, bias_squares = 0.0, 1e-2
    order = _shuffled(examples)
    for _ in range(8):
        for row, example in zip(rows, order, strict=True):
            gradient = (squeeze(bias + float(weights[row].sum())) - int(example.label)) * example.weight
            steps = gradient + 0.03 * weights[row]
            squares[row] += steps * steps
            weights[row] -= 0.05 * steps / np.sqrt(squares[row])
            bias_squares += gradient * gradient
            bias -= 0.05 * gradient / math.sqrt(bias_squares)
    return round(bias, 3), {name: round(float(w), 3) for name, w in zip(names, weights, strict=True) if abs(w) >= 0.01}


def platt(totals: Sequence[float], labels: Sequence[int]) -> tuple[float, float]:
    """The line that turns sums into shares: fitted by Newton's method."""
    slope, offset = 1.0, 0.0
    for _ in range(25):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for total, label in zip(totals, labels, strict=True):
            share = squeeze(slope * total + offset)
            gap, spread = share - label, share * (1 - share)
            g0, g1 = g0 + gap, g1 + gap * total
            h00, h01, h11 = h00 + spread, h01 + spread * total, h11 + spread * total * total
        whole = h00 * h11 - h01 * h01
        slope -= (h00 * g1 - h01 * g0) / whole
        offset -= (h11 * g0 - h01 * g1) / whole
    return round(slope, 3), round(offset, 3)


def calibration(shares: Sequence[float], labels: Sequence[int]) -> list[tuple[float, float, int, float, float]]:
    """By range of scores: how many mentions, their mean score, and the share of them that was right."""
    table = []
    for low, high in pairwise(_BINS):
        inside = [(s, y) for s, y in zip(shares, labels, strict=True) if low <= s < high or (high == 1.0 and s == 1.0)]
        if inside:
            mean, right = (sum(pair[k] for pair in inside) / len(inside) for k in (0, 1))
            table.append((low, high, len(inside), round(mean, 3), round(right, 3)))
    return table


# --- what stands between two parties --------------------------------------------------------------------------------


def pair_of(row: dict, annotations: Annotations, shared: Resources) -> Iterator[tuple[list[str], str]]:
    """The pairs of a sentence as features, with the PLOVER event that stands between them."""
    ontology = shared.lexicon.ontology
    for event in (row, *row.get("also", ())) if row["concept"] != "none" else ():
        if not (event["source"] and event["target"]):
            continue
        read = read_pair(annotations.sentences, Span(*event["source"]), Span(*event["target"]), shared.lexicon)
        if read is not None:
            operator = MOVED_BY.get(event["status"])
            moved = ontology.remapped(operator, event["concept"]) if operator else ""
            yield choice_features(read, ontology), ontology[moved or event["concept"]].event


def write_choice(examples: list[Example], folder: Path) -> None:
    model = fit_choice(examples)
    _write_json(folder / "choice.json", model)


def measure_choice(examples: list[Example]) -> None:
    """Print how many of the pairs that the rules do not read are chosen right, by cross-validation."""
    right = unread = 0
    for fold in range(_FOLDS):
        model = fit_choice([e for e in examples if e.fold != fold])
        for e in examples:
            if e.fold == fold and "read nothing" in e.features:
                unread += 1
                right += _best(model, e.features) == e.label
    most, n = Counter(e.label for e in examples if "read nothing" in e.features).most_common(1)[0]
    print(f"choice: {len(examples)} pairs, {unread} of them not read by the rules; {right / unread:.3f} of these right")
    print(f"choice: always {most} would be right in {n / unread:.3f}")


def fit_choice(examples: Sequence[Example]) -> dict:
    """Multinomial logistic regression by AdaGrad, one example at a time."""
    classes = sorted({str(e.label) for e in examples})
    names, rows = _indexed(examples)
    shape = (len(names), len(classes))
    weights, squares = np.zeros(shape), np.full(shape, 1e-2)
    bias, bias_squares = np.zeros(len(classes)), np.full(len(classes), 1e-2)
    labels = [classes.index(str(e.label)) for e in _shuffled(examples)]
    for _ in range(8):
        for row, label in zip(rows, labels, strict=True):
            totals = bias + weights[row].sum(0)
            raised = np.exp(totals - totals.max())
            gradient = raised / raised.sum()
            gradient[label] -= 1.0
            steps = gradient[None, :] + 0.001 * weights[row]
            squares[row] += steps * steps
            weights[row] -= 0.1 * steps / np.sqrt(squares[row])
            bias_squares += gradient * gradient
            bias -= 0.1 * gradient / np.sqrt(bias_squares)
    return {
        "classes": classes,
        "bias": [round(float(b), 2) for b in bias],
        "weights": {name: [round(float(w), 2) for w in row] for name, row in zip(names, weights, strict=True)},
    }


def _best(model: dict, features: Sequence[str]) -> str:
    totals = list(model["bias"])
    for feature in features:
        for n, weight in enumerate(model["weights"].get(feature, ())):
            totals[n] += weight
    return model["classes"][totals.index(max(totals))]


# --- shared ---------------------------------------------------------------------------------------------------------


def _shuffled(examples: Sequence[Example]) -> list[Example]:
    order = list(examples)
    random.Random(_SEED).shuffle(order)
    return order


def _indexed(examples: Sequence[Example]) -> tuple[list[str], list[np.ndarray]]:
    """The features seen often enough, sorted, and each example's as numbers of them, in shuffled order."""
    counts = Counter(feature for e in examples for feature in e.features)
    names = sorted(feature for feature, n in counts.items() if n >= _FEWEST)
    place = {name: n for n, name in enumerate(names)}
    return names, [np.array([place[f] for f in e.features if f in place], dtype=int) for e in _shuffled(examples)]


def _write_json(path: Path, model: dict) -> None:
    text = json.dumps(model, separators=(",", ":"), ensure_ascii=False, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
