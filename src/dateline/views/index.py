"""The record, indexed for looking at: which number a report has, which sentence holds an offset.

Every view builds one from the record and throws it away. Reports are numbered 1, 2, 3 ... in order of publication, and
a footnote "3·2" is the second sentence of report 3.
"""

from __future__ import annotations

from bisect import bisect_right

from dateline.model import Annotations, Conflict, Document, Event, FigureEntry, Mention, Record, Sentence, Story

# A sentence in a table is cut here (characters); the whole of it is one click away.
LONGEST_SENTENCE = 420
# A day is a date; a month or a year is a guess that the page must show as one.
DATED = ("hour", "part of day", "day")


class Index:
    def __init__(self, record: Record) -> None:
        self.record = record
        self.documents: dict[str, Document] = {doc.report: doc for doc in record.documents}
        self.paths = {report.id: report.path for report in record.reports}
        self.annotations: dict[str, Annotations] = {one.report: one for one in record.annotations}
        self.mentions: dict[str, Mention] = {one.id: one for one in record.mentions}
        self.events: dict[str, Event] = {one.id: one for one in record.events}
        self.stories: dict[str, Story] = {one.id: one for one in record.stories}
        self.order = sorted(self.documents, key=self._published_key)
        self.number = {report: n for n, report in enumerate(self.order, 1)}
        self._starts = {
            report: [sentence.start for sentence in one.sentences] for report, one in self.annotations.items()
        }
        self.conflicts: dict[str, list[Conflict]] = {}
        for conflict in record.conflicts:
            if conflict.event:
                self.conflicts.setdefault(conflict.event, []).append(conflict)
        self.figures: dict[str, list[FigureEntry]] = {}
        for entry in record.figures:
            self.figures.setdefault(entry.event, []).append(entry)
        self.country = _countries(record)
        self.family = {report: family for family in record.families for report in family.reports}

    def _published_key(self, report: str) -> tuple[str, str, str]:
        when = self.documents[report].published
        return ((when and (when.start or when.end)) or "9999", self.paths.get(report, ""), report)

    def of(self, event: Event) -> list[Mention]:
        """The event's mentions, by report number and text order."""
        found = [self.mentions[one] for one in event.mentions if one in self.mentions]
        return sorted(found, key=lambda one: (self.number.get(one.report, 0), one.start, one.id))

    def name(self, report: str) -> str:
        """What to call a report: its outlet, or the file's name."""
        doc = self.documents.get(report)
        return (doc and doc.outlet) or self.paths.get(report, report).rsplit("/", 1)[-1]

    def heading(self, report: str) -> str:
        """The report's title, or its first words."""
        doc = self.documents.get(report)
        if doc is None:
            return report
        return doc.title or cut(doc.text.strip().split("\n", 1)[0], 90) or self.paths.get(report, report)

    def published(self, report: str) -> str | None:
        """The day of publication (ISO), None where it is not known to the day: a guess must not look like a date."""
        doc = self.documents.get(report)
        when = doc.published if doc else None
        return when.start if when and when.start and when.precision in DATED else None

    def sentence(self, report: str, offset: int) -> Sentence | None:
        """The sentence that holds an offset of the report's text."""
        starts = self._starts.get(report)
        if not starts:
            return None
        place = max(0, bisect_right(starts, offset) - 1)
        return self.annotations[report].sentences[place]

    def cite(self, report: str, offset: int) -> dict[str, object]:
        """A footnote: its label and where it leads on the page."""
        number = self.number.get(report, 0)
        sentence = self.sentence(report, offset)
        if sentence is None:
            return {"report": number, "label": str(number), "href": f"#r{number}", "outlet": self.name(report)}
        place = sentence.index + 1
        return {
            "report": number,
            "label": f"{number}·{place}",
            "href": f"#r{number}s{place}",
            "outlet": self.name(report),
        }

    def words(self, report: str, start: int, end: int) -> str:
        doc = self.documents.get(report)
        return " ".join(doc.text[start:end].split()) if doc else ""

    def sentence_text(self, report: str, offset: int) -> str:
        sentence = self.sentence(report, offset)
        return self.words(report, sentence.start, sentence.end) if sentence else ""

    def in_context(self, report: str, start: int, end: int) -> list[dict[str, object]]:
        """The sentence of a span in pieces, the span's own words marked."""
        doc, sentence = self.documents.get(report), self.sentence(report, start)
        if doc is None:
            return []
        first = sentence.start if sentence and sentence.start <= start else start
        last = max(end, sentence.end) if sentence else end
        pieces = [(doc.text[first:start], False), (doc.text[start:end], True), (doc.text[end:last], False)]
        return [{"text": text, "marked": marked} for text, marked in pieces if text]


def _countries(record: Record) -> dict[str, str]:
    """The country of each actor by key: one report says "Pakistan's Imran Khan", the next only "Khan"."""
    found: dict[str, str] = {}
    for event in record.events:
        for actor in (*event.actors, *event.targets):
            if actor.country:
                found.setdefault(actor.key, actor.country)
    return found


def cut(text: str, longest: int = LONGEST_SENTENCE) -> str:
    """Shorten at a word, with an ellipsis."""
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(",;: ") + " …"
