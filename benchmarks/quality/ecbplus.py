"""ECB+: which gold event mentions are one event, documents grouped by ourselves. CoNLL F1, singletons included.

Reports are grouped into stories by their whole texts, as in the published systems, where the set `ecbplus_docs` lies
beside this one; else by the annotated sentences, some forty words a report. Of that set ids and texts are read, never its
clusters.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from spacy.tokens import Doc

from benchmarks.quality.metrics import conll
from benchmarks.quality.wire_lineage import as_document
from dateline.link.coreference import group_tellings
from dateline.link.likeness import pair_scores, portraits
from dateline.link.lineage import find_copying
from dateline.link.passages import passages_of
from dateline.link.stories import group_stories
from dateline.link.triggers import Telling, telling
from dateline.model import Document, Sentence, Token
from dateline.resources import Resources


def score(rows: list[dict], folder: Path, resources: Resources) -> dict[str, float | int]:
    told, gold = read_tellings(rows, resources)
    likeness, bare = document_likeness(rows)
    whole = whole_texts(folder.parent / "ecbplus_docs")
    stories = stories_of([whole.get(row["doc_id"], sentences_of(row)) for row in rows], resources)
    groups = group_tellings(told, likeness, bare, stories)
    predicted = {i: n for n, group in enumerate(groups) for i in group}
    return {
        **conll(dict(enumerate(gold)), predicted),
        "whole_texts": sum(row["doc_id"] in whole for row in rows),
        "mentions": len(told),
        "events": len(groups),
        "gold_events": len(set(gold)),
    }


def document_likeness(rows: list[dict]) -> tuple[dict[tuple[int, int], float], dict[tuple[int, int], float]]:
    """How alike the documents are, from their annotated sentences alone."""
    return pair_scores(portraits(_documents([sentences_of(row) for row in rows])))


def stories_of(texts: Sequence[str], resources: Resources) -> dict[int, str]:
    """The story of each text, as a build groups reports."""
    documents = _documents(texts)
    copying = find_copying({doc.report: passages_of(doc) for doc in documents}, share=resources.config.family_share)
    stories = group_stories(documents, copying.groups, resources)
    return {int(report): story.id for story in stories for report in story.reports}


def sentences_of(row: dict) -> str:
    return "\n".join(" ".join(words) for words in row["sentences"].values())


def whole_texts(folder: Path) -> dict[str, str]:
    """The texts of all documents in a folder, by id; none where there is no such folder."""
    rows = (
        json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    )
    return {row["id"]: row["text"] for row in rows}


def _documents(texts: Sequence[str]) -> list[Document]:
    return [as_document(f"{n:06}", None, text) for n, text in enumerate(texts)]


def read_tellings(rows: list[dict], resources: Resources) -> tuple[list[Telling], list[str]]:
    """Every gold event mention with its surroundings, and its gold chain."""
    places = [(n, int(number), words) for n, row in enumerate(rows) for number, words in row["sentences"].items()]
    parsed = resources.nlp.pipe((Doc(resources.nlp.vocab, words=words) for _, _, words in places), batch_size=64)
    lemmatize = resources.nlp.get_pipe("lemmatizer")  # left out of the pipeline, which looks lemmas up by word form
    sentences = {
        (n, number): _sentence(number, lemmatize(doc)) for (n, number, _), doc in zip(places, parsed, strict=True)
    }
    told, gold = [], []
    for n, row in enumerate(rows):
        first = min(int(number) for number in row["sentences"])
        for event in row["events"]:
            sentence = sentences[n, event["sent"]]
            told.append(telling(sentence, event["tokens"], report=n, opening=event["sent"] == first))
            gold.append(event["chain"])
    return told, gold


def _sentence(number: int, doc: Doc) -> Sentence:
    tokens = tuple(
        Token(t.idx, t.idx + len(t), t.text, t.lemma_, t.pos_, t.tag_, t.dep_, t.head.i, t.ent_type_) for t in doc
    )
    return Sentence(index=number, start=0, end=tokens[-1].end, block=0, tokens=tokens)
