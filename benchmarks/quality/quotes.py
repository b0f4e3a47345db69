"""quotes_polnear: exact F1 of sources, cues and contents on the segments of PolNeAR as CofeNet published them.

Rows of one document are its paragraphs and are read together, so that quotations may run on. The labels are flat, so
of nested attributions the outermost counts. Two conventions of the corpus are applied to our spans here and nowhere
else: a source keeps the comma that closes its apposition, and a cue keeps the colon before its content.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from benchmarks.quality.metrics import precision_recall_f1
from dateline.annotate.attributions import find_attributions
from dateline.annotate.sentences import parse
from dateline.model import Annotations, Attribution, Block, Document
from dateline.resources import Resources

_MARKS = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "--": "—"}
_NO_SPACE_BEFORE = frozenset([*",.;:?!)%'", "''", "-RRB-", "-RSB-", "'s", "n't", "'re", "'ve", "'ll", "'d", "'m"])
_NO_SPACE_AFTER = frozenset(["``", "-LRB-", "-LSB-", "(", "$", "#"])

Piece = tuple[str, int, int]  # role, first token, end token


def score(rows: list[dict], folder: Path, resources: Resources) -> dict[str, float | int]:
    gold = [_pieces(row["labels"]) for row in rows]
    predicted: list[set[Piece]] = []
    for _, group in groupby(rows, key=lambda row: row["doc"]):
        predicted += _predict(list(group), resources)
    return _scores(gold, predicted)


def _scores(gold: list[set[Piece]], predicted: list[set[Piece]]) -> dict[str, float | int]:
    result: dict[str, float | int] = {}
    for role in ("source", "cue", "content"):
        wanted = [{p for p in row if p[0] == role} for row in gold]
        found = [{p for p in row if p[0] == role} for row in predicted]
        right = sum(len(w & f) for w, f in zip(wanted, found, strict=True))
        p, r, f = precision_recall_f1(right, sum(map(len, found)), sum(map(len, wanted)))
        result |= {f"{role}_f1": f, f"{role}_precision": p, f"{role}_recall": r}
    return {k: result[k] for k in sorted(result, key=lambda k: not k.endswith("_f1"))} | {"segments": len(gold)}


def _predict(rows: list[dict], resources: Resources) -> list[set[Piece]]:
    document, offsets = _document(rows)
    sentences, entities = parse(document, resources)
    annotations = Annotations(report=document.report, sentences=sentences, entities=entities)
    return label(rows, document, offsets, find_attributions(document, annotations, resources))


def label(
    rows: list[dict], document: Document, offsets: list[list[tuple[int, int]]], found: tuple[Attribution, ...]
) -> list[set[Piece]]:
    """Each row's pieces of the outermost attributions."""
    outermost = [a for a in found if not nested(a, found)]
    result = []
    for row, places in zip(rows, offsets, strict=True):
        taken = ["O"] * len(places)
        pieces: set[Piece] = set()
        for a in outermost:
            spans = [("source", a.source), ("cue", a.cue), *(("content", c) for c in a.content)]
            for role, span in spans:
                at = [n for n, (s, e) in enumerate(places) if span and s < span.end and span.start < e]
                if not at:
                    continue
                first, end = at[0], at[-1] + 1
                if role == "source" and "," in row["tokens"][first:end] and _closes(row, end, places, a):
                    end += 1
                if role == "cue" and end < len(places) and row["tokens"][end] == ":":
                    end += 1
                if all(label == "O" for label in taken[first:end]):
                    taken[first:end] = [role] * (end - first)
                    pieces.add((role, first, end))
        result.append(pieces)
    return result


def _closes(row: dict, end: int, places: list[tuple[int, int]], a: Attribution) -> bool:
    follows = end + 1 < len(places) and a.cue is not None and places[end + 1][0] == a.cue.start
    return follows and row["tokens"][end] == ","


def nested(inner: Attribution, attributions: tuple[Attribution, ...]) -> bool:
    """Whether an attribution is made inside another's words."""
    at = inner.cue or inner.content[0]
    return any(
        c.start <= at.start and at.end <= c.end for outer in attributions if outer is not inner for c in outer.content
    )


def _pieces(labels: list[str]) -> set[Piece]:
    pieces, n = set(), 0
    while n < len(labels):
        end = n + 1
        if labels[n].startswith("B-"):
            while end < len(labels) and labels[end] == "I-" + labels[n][2:]:
                end += 1
            pieces.add((labels[n][2:], n, end))
        n = end
    return pieces


def _document(rows: list[dict]) -> tuple[Document, list[list[tuple[int, int]]]]:
    """Set the tokens as a newspaper would, each row a paragraph, and say where each token came to stand."""
    text, blocks, offsets = "", [], []
    for row in rows:
        text += "\n\n" if text else ""
        start, places, glue = len(text), [], True
        for token in _with_openings(row["tokens"]):
            word = _MARKS.get(token, token)
            if not glue and token not in _NO_SPACE_BEFORE:
                text += " "
            places.append((len(text), len(text) + len(word)))
            text += word
            glue = token in _NO_SPACE_AFTER
        blocks.append(Block(start=start, end=len(text), kind="paragraph"))
        offsets.append(places)
    document = Document(report="R-0", text=text, blocks=tuple(blocks), runs=(), removed=(), language="en")
    return document, offsets


def _with_openings(tokens: list[str]) -> list[str]:
    """Some outlets open with the same two strokes they close with: of an even number, every first one opens."""
    if "``" in tokens or tokens.count("''") % 2:
        return tokens
    result, opens = [], True
    for token in tokens:
        result.append("``" if token == "''" and opens else token)
        opens ^= token == "''"
    return result
