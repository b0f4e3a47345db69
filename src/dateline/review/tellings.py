"""Which telling a decision means: by the report's bytes, the sentence's words and the trigger, never by running ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dateline.model import Annotations, Document, Mention, Report
from dateline.review.log import Telling

# More of a sentence than this tells it apart no better (characters).
LONGEST = 400


class Tellings:
    """The mentions of a record, to be named by content and found again by it."""

    def __init__(
        self,
        reports: Sequence[Report],
        documents: Sequence[Document],
        annotations: Sequence[Annotations],
        mentions: Sequence[Mention],
    ) -> None:
        self._hash = {report.id: report.sha256 for report in reports}
        self._report = {report.sha256: report.id for report in reports}
        self._documents = {doc.report: doc for doc in documents}
        self._sentences = {one.report: one.sentences for one in annotations}
        self._by_trigger: dict[tuple[str, str], list[Mention]] = defaultdict(list)
        for mention in mentions:
            self._by_trigger[mention.report, self.trigger(mention)].append(mention)

    def key(self, mention: Mention) -> Telling:
        """The mention's name by content."""
        return Telling(
            report=self._hash[mention.report],
            sentence=self.sentence(mention),
            trigger=self.trigger(mention),
            concept=mention.concept,
            start=mention.trigger.start,
        )

    def find(self, telling: Telling) -> Mention | str:
        """The mention that `telling` names, or in words why there is none."""
        report = self._report.get(telling.report)
        if report is None:
            return "its report is not in the record"
        alike = [m for m in self._by_trigger.get((report, telling.trigger), ()) if self.sentence(m) == telling.sentence]
        if not alike:
            return f"no event is read any more from “{telling.trigger}” in that sentence"
        return min(alike, key=lambda m: (m.concept != telling.concept, abs(m.trigger.start - telling.start), m.id))

    def trigger(self, mention: Mention) -> str:
        return self._words(mention.report, mention.trigger.start, mention.trigger.end)

    def sentence(self, mention: Mention) -> str:
        return self._words(mention.report, *self.bounds(mention))[:LONGEST]

    def bounds(self, mention: Mention) -> tuple[int, int]:
        """Where the mention's sentence begins and ends; its clause where no sentence holds it."""
        sentences = self._sentences.get(mention.report, ())
        inside = next((s for s in sentences if s.start <= mention.trigger.start < s.end), None)
        return (inside.start, inside.end) if inside else (mention.start, mention.end)

    def words(self, report: str) -> str:
        return self._documents[report].text

    def _words(self, report: str, start: int, end: int) -> str:
        return " ".join(self._documents[report].text[start:end].split())
