"""The same thing under different names: "militants" here, "terrorists" there, each with the reports that say so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from dateline.model import Document, Event, Mention, Struct, Words

_LEADING = re.compile(r"^(?:the|a|an|its|their|his|her|some|several|many)\s+", re.IGNORECASE)
# Names longer than this describe more than they name (words).
_LONGEST = 6


class Form(Struct):
    """One name and where it stands."""

    name: str
    reports: tuple[str, ...]
    spans: tuple[Words, ...]


class Wording(Struct):
    """One thing of one event (an actor, a target, a place) under two names or more."""

    event: str
    thing: str  # "actor", "target", "place"
    forms: tuple[Form, ...]


def wordings(
    events: Sequence[Event], mentions: Sequence[Mention], documents: Sequence[Document]
) -> tuple[Wording, ...]:
    """Things that different reports name differently, in the order of the events; forms by how many reports use them.

    A difference within one report alone is style and left out, as are names that differ in case or article only.
    """
    told = {mention.id: mention for mention in mentions}
    docs = {doc.report: doc for doc in documents}
    found = []
    for event in events:
        rows = [told[one] for one in event.mentions]
        for thing in ("actor", "target", "place"):
            forms = _forms(rows, thing, docs)
            if len(forms) > 1 and len({report for form in forms for report in form.reports}) > 1:
                found.append(Wording(event=event.id, thing=thing, forms=forms))
    return tuple(found)


def _forms(mentions: Sequence[Mention], thing: str, docs: dict[str, Document]) -> tuple[Form, ...]:
    spans: dict[str, list[Words]] = defaultdict(list)
    for mention in mentions:
        for start, end in _spans(mention, thing):
            text = docs[mention.report].text[start:end]
            name = _LEADING.sub("", " ".join(text.split()))
            if name and len(name.split()) <= _LONGEST:
                spans[name.casefold()].append(Words(report=mention.report, start=start, end=end, text=text))
    forms = []
    for rows in spans.values():
        reports = tuple(sorted({row.report for row in rows}))
        name = _LEADING.sub("", " ".join(rows[0].text.split()))
        forms.append(Form(name=name, reports=reports, spans=tuple(sorted(rows, key=lambda w: (w.report, w.start)))))
    return tuple(sorted(forms, key=lambda form: (-len(form.reports), form.name)))


def _spans(mention: Mention, thing: str) -> list[tuple[int, int]]:
    if thing == "place":
        return [(mention.where.start, mention.where.end)] if mention.where else []
    # Only kinds of people and groups: a minister named in full here and by surname there is no choice of words.
    parties = mention.actors if thing == "actor" else mention.targets
    return [(p.start, p.end) for p in parties if p.actor.kind in ("people", "group", "unnamed")]
