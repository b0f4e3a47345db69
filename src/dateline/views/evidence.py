"""Evidence: every report's clean text, sentence by sentence, with the words the record rests on marked."""

from __future__ import annotations

import msgspec

from dateline.model import Document, Record, Sentence
from dateline.views.index import Index
from dateline.views.phrases import day_words
from dateline.views.register import pieces, web_address

KINDS = {
    "did": "what was done",
    "who": "who did it",
    "whom": "to whom",
    "when": "when",
    "where": "where",
    "says": "who says so",
}


def evidence(record: Record) -> dict:
    index = Index(record)
    marked = _marked(record)
    return {
        "reports": [_report(index.documents[one], index, marked.get(one, [])) for one in index.order],
        "kinds": KINDS,
    }


def report_evidence(record: Record, index: Index, report: str) -> dict:
    """One report's text with its marked words, as its own page shows it."""
    own = msgspec.structs.replace(
        record,
        mentions=tuple(one for one in record.mentions if one.report == report),
        annotations=tuple(one for one in record.annotations if one.report == report),
    )
    return _report(index.documents[report], index, _marked(own).get(report, []))


def _marked(record: Record) -> dict[str, list[tuple[int, int, str]]]:
    """All slots of all mentions by report. What was done comes first: where spans overlap, it wins."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    for mention in record.mentions:
        spans = found.setdefault(mention.report, {})
        spans[(mention.trigger.start, mention.trigger.end)] = "did"
    for mention in record.mentions:
        spans = found[mention.report]
        for party in mention.actors:
            spans.setdefault((party.start, party.end), "who")
        for party in mention.targets:
            spans.setdefault((party.start, party.end), "whom")
        if mention.when_span:
            spans.setdefault((mention.when_span.start, mention.when_span.end), "when")
        if mention.where:
            spans.setdefault((mention.where.start, mention.where.end), "where")
    for of_report in record.annotations:
        for one in of_report.attributions:
            if one.source:
                found.setdefault(one.report, {}).setdefault((one.source.start, one.source.end), "says")
    rank = {kind: n for n, kind in enumerate(KINDS)}
    return {
        report: sorted(((a, b, kind) for (a, b), kind in spans.items()), key=lambda one: (rank[one[2]], one[0], one[1]))
        for report, spans in found.items()
    }


def _report(doc: Document, index: Index, marked: list[tuple[int, int, str]]) -> dict:
    number = index.number[doc.report]
    sentences = index.annotations[doc.report].sentences if doc.report in index.annotations else ()
    by_sentence = _by_sentence(sentences, marked)
    paragraphs: dict[int, list[dict]] = {}
    for one in sentences:
        paragraphs.setdefault(one.block, []).append(
            {"id": f"r{number}s{one.index + 1}", "pieces": pieces(doc.text, one.start, one.end, by_sentence[one.index])}
        )
    if not sentences:
        paragraphs = {
            n: [{"id": f"r{number}b{n}", "pieces": [{"text": doc.text[b.start : b.end], "kind": ""}]}]
            for n, b in enumerate(doc.blocks)
        }
    return {
        "id": f"r{number}",
        "number": number,
        "report": doc.report,
        "path": index.paths.get(doc.report, ""),
        "outlet": index.name(doc.report),
        "title": index.heading(doc.report),
        "byline": doc.byline,
        "agency": doc.agency,
        "published": day_words(doc.published) if doc.published else "undated",
        "basis": doc.published.basis if doc.published else "",
        "url": web_address(doc.url),
        "language": doc.language,
        "paragraphs": [
            {"kind": doc.blocks[n].kind if n < len(doc.blocks) else "paragraph", "sentences": found}
            for n, found in sorted(paragraphs.items())
        ],
    }


def _by_sentence(
    sentences: tuple[Sentence, ...], marked: list[tuple[int, int, str]]
) -> dict[int, list[tuple[int, int, str]]]:
    found: dict[int, list[tuple[int, int, str]]] = {one.index: [] for one in sentences}
    starts = [(one.start, one.end, one.index) for one in sentences]
    for span in marked:
        for start, end, number in starts:
            if span[0] < end and start < span[1]:
                found[number].append(span)
    return found
