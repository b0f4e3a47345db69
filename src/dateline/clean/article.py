"""Report -> Document: the article's own words, each with its place in the raw characters, and a ledger of the rest.

Characters kept and characters removed are together the characters a reader of the source sees.
"""

from __future__ import annotations

from dateline.clean.furniture import load_furniture, take_out
from dateline.clean.language import language_of
from dateline.clean.page import read_page
from dateline.clean.passages import Passage, passages_of_text
from dateline.clean.select import choose
from dateline.clean.source import Source, text_source, title_source
from dateline.errors import InputError
from dateline.model import Block, Document, Removed, Report
from dateline.resources import Resources
from dateline.text import MappedText

_BETWEEN = "\n\n"


def clean(report: Report, resources: Resources, *, now: str) -> Document:
    """The report's text without its furniture.

    Raises InputError when fewer than `Config.min_words` words are left. `now` (YYYY-MM-DD) refuses dates after it.
    """
    config = resources.config
    source = text_source(report)
    notes = [report.fields["decoding"]] if "decoding" in report.fields else []
    dropped: list[tuple[Passage, str]] = []
    extractor = "text"
    if report.media_type == "text/html":
        page = read_page(source.text, max_elements=config.max_elements, max_depth=config.max_depth)
        flags, extractor = choose(source.text, page.passages, 0)
        passages = [p for p, keep in zip(page.passages, flags, strict=True) if keep]
        dropped = [
            (p, p.hidden or "outside the article") for p, keep in zip(page.passages, flags, strict=True) if not keep
        ]
    else:
        passages = passages_of_text(source.text)
    title = report.fields.get("title")
    made = take_out(passages, load_furniture(), title=title)
    dropped += made.dropped
    builder = _Builder()
    heading = title_source(report)
    if heading:
        for passage in passages_of_text(heading.text)[:1]:
            builder.add(passage, heading, "title")
    for passage in made.kept:
        builder.add(passage, source, passage.kind)
    text = builder.mapped.text()
    words = len(text.split())
    if words < config.min_words:
        raise InputError(
            f"too little text ({words} words; at least {config.min_words} are needed)",
            advice="Look at the file; if it is a report, lower min_words in dateline.toml.",
        )
    return Document(
        report=report.id,
        text=text,
        blocks=tuple(builder.blocks),
        runs=builder.mapped.runs(),
        removed=tuple(
            _removed(passage, reason, source) for passage, reason in sorted(dropped, key=lambda d: d[0].start)
        ),
        language=language_of(text),
        title=title,
        url=report.fields.get("url"),
        outlet=report.fields.get("outlet"),
        byline=report.fields.get("byline"),
        extractor=extractor,
        notes=tuple(notes),
    )


class _Builder:
    def __init__(self) -> None:
        self.mapped = MappedText()
        self.blocks: list[Block] = []

    def add(self, passage: Passage, source: Source, kind: str) -> None:
        if self.blocks:
            # stands for nothing in raw: an empty run where the next passage begins
            at = next(source.raw_pieces(*passage.pieces[0]))[1]
            self.mapped.add(_BETWEEN, at, at)
        start = self.mapped.length
        for piece in passage.pieces:
            self.mapped.extend(source.raw_pieces(*piece))
        self.blocks.append(Block(start=start, end=self.mapped.length, kind=kind))


def _removed(passage: Passage, reason: str, source: Source) -> Removed:
    first = next(source.raw_pieces(*passage.pieces[0]))
    *_, last = source.raw_pieces(*passage.pieces[-1])
    return Removed(raw_start=first[1], raw_end=last[2], text=passage.text, reason=reason)
