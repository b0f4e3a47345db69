"""Who stands behind an event: copies of one text, papers of one publisher and statements of one speaker are one
voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from dateline.alike.identities import Identities, find_identities, identity
from dateline.model import Actor, Annotations, Document, Event, Family, Mention, Voice
from dateline.resources import Resources

# Acts in words: their author's announcement is where they are known from, whoever retells them. A strike can be seen by
# others; an offer of help cannot.
_IN_WORDS = frozenset({"consult", "offer", "request", "accuse", "reject", "threaten", "support", "agree"})
_NO_NAME = ("unnamed:", "people:")
# Bodies of which an event has one, named or not: "police said". Officials, sources and witnesses may be anybody.
_BODY_WORDS = "police army military navy government hospital ministry gendarmerie coastguard junta parliament court"
_BODIES = frozenset(_BODY_WORDS.split())


def find_voices(
    events: Sequence[Event],
    mentions: Sequence[Mention],
    documents: Sequence[Document],
    annotations: Sequence[Annotations],
    families: Sequence[Family],
    resources: Resources,
) -> tuple[Event, ...]:
    """The events with their voices, each report in exactly one voice of an event.

    A report that credits a speaker rests on that speaker; a minister and his ministry are one. A report's own
    assertion is its own voice, one with those that copy it or belong to its publisher. Where an act in words was
    announced by who did it, reports that retell it without a source rest on that announcement.
    """
    told = {mention.id: mention for mention in mentions}
    docs = {doc.report: doc for doc in documents}
    family_of = {report: family for family in families for report in family.reports}
    groups = {doc.report: _group(doc, resources) for doc in documents}
    story_of = {report: event.story for event in events if event.story for report in event.reports}
    identities = find_identities(annotations, mentions, families, story_of)
    credited = _credited(mentions, identities)
    return tuple(
        msgspec.structs.replace(
            event,
            voices=_voices(event, [told[m] for m in event.mentions], docs, family_of, groups, identities, credited),
        )
        for event in events
    )


def _group(doc: Document, resources: Resources) -> str | None:
    """The publisher whose papers share a newsroom, where the table of outlets knows it."""
    outlet = resources.outlets.by_url(doc.url) or resources.outlets.by_name(doc.outlet)
    return outlet.group if outlet else None


def _voices(
    event: Event,
    mentions: Sequence[Mention],
    docs: Mapping[str, Document],
    family_of: Mapping[str, Family],
    groups: Mapping[str, str | None],
    identities: Identities,
    credited: Mapping[str, Mapping[str, Actor]],
) -> tuple[Voice, ...]:
    credits: dict[str, list[Actor]] = defaultdict(list)
    for mention in mentions:
        if mention.speaker is not None:
            credits[mention.report].append(identity(identities, mention.report, mention.speaker))
    for report in event.reports:
        implied = _implied(event, credited.get(report, {})) if not credits[report] else None
        if implied is not None:
            credits[report].append(implied)
    speakers: dict[str, list[tuple[str, Actor]]] = defaultdict(list)
    unsourced: dict[str, list[str]] = defaultdict(list)
    for report in event.reports:
        if credits[report]:
            speaker = min(credits[report], key=_rank)
            speakers[_origin(speaker, report, family_of)].append((report, speaker))
        else:
            unsourced[_publisher(report, groups, family_of)].append(report)
    announced = _announced(event, speakers)
    voices = []
    for key in sorted(speakers):
        reports = sorted(report for report, _ in speakers[key])
        retold: list[str] = []
        if key == announced:
            retold = sorted(report for rows in unsourced.values() for report in rows)
            unsourced.clear()
        voices.append(_speaker_voice([actor for _, actor in speakers[key]], reports, retold))
    for key in sorted(unsourced):
        voices.append(_own_voice(sorted(unsourced[key]), docs, family_of, groups))
    return tuple(sorted(voices, key=lambda voice: (-len(voice.reports), voice.reports)))


def _credited(mentions: Sequence[Mention], identities: Identities) -> dict[str, dict[str, Actor]]:
    """Whom each report credits by name for what it tells, by the body spoken for."""
    found: dict[str, dict[str, Actor]] = defaultdict(dict)
    for mention in mentions:
        if mention.speaker is not None and _is_in_words(mention.concept):
            speaker = identity(identities, mention.report, mention.speaker)
            if not speaker.key.startswith(_NO_NAME):
                found[mention.report].setdefault(speaker.body or speaker.key, speaker)
    return found


def _implied(event: Event, credited: Mapping[str, Actor]) -> Actor | None:
    """Who stands behind an act in words that a report tells without a source: the body of who did it, where the report
    credits that body elsewhere. "He had also spoken to B", in a report on the ministry's statement, is the
    ministry's."""
    if not _is_in_words(event.concept):
        return None
    own = [
        speaker for _, speaker in sorted(credited.items()) if any(_same_body(speaker, doer) for doer in event.actors)
    ]
    return own[0] if len(own) == 1 else None


def _is_in_words(concept: str) -> bool:
    return concept.split(".")[0] in _IN_WORDS


def _same_body(speaker: Actor, doer: Actor) -> bool:
    return bool({speaker.key, speaker.body} & {doer.key, doer.body} - {None}) or _speaks_for(speaker, doer)


def _rank(speaker: Actor) -> tuple[bool, str]:
    """Named speakers before "officials", then by key: the order of the mentions cannot matter."""
    return speaker.key.startswith(_NO_NAME), speaker.key


def _origin(speaker: Actor, report: str, family_of: Mapping[str, Family]) -> str:
    """What counts as the same speaker: the body spoken for. "Police" who speak of one event in two papers are one body;
    others without a name are only the same within a family of copies."""
    if speaker.key.startswith(_NO_NAME) and not _BODIES & set(speaker.name.casefold().split()[-1:]):
        family = family_of.get(report)
        return f"{speaker.key} in {family.id if family else report}"
    return speaker.body or speaker.key


def _publisher(report: str, groups: Mapping[str, str | None], family_of: Mapping[str, Family]) -> str:
    """What makes two reports without a source one voice: the text they copy, else the publisher they share."""
    family = family_of.get(report)
    return family.id if family and len(family.reports) > 1 else groups.get(report) or report


def _announced(event: Event, speakers: Mapping[str, list[tuple[str, Actor]]]) -> str | None:
    """The voice of who did it, where the act is one in words and there is just one such voice."""
    if not _is_in_words(event.concept):
        return None
    own = [
        key
        for key, rows in sorted(speakers.items())
        if any(_speaks_for(actor, doer) for _, actor in rows for doer in event.actors + event.targets)
    ]
    return own[0] if len(own) == 1 else None


def _speaks_for(speaker: Actor, doer: Actor) -> bool:
    keys = {doer.key, doer.body} - {None}
    if speaker.key in keys or speaker.body in keys:
        return True
    state = speaker.kind in ("organisation", "office", "person", "state") and speaker.sector in ("GOV", "MIL")
    return bool(
        state and doer.kind in ("state", "office", "person") and speaker.country and speaker.country == doer.country
    )


def _speaker_voice(actors: Sequence[Actor], reports: list[str], retold: list[str]) -> Voice:
    # "Russian foreign ministry" says more than the name of whoever spoke for it that day.
    named = sorted(actors, key=lambda actor: (actor.kind != "organisation", actor.kind != "office", actor.name))
    label = named[0].name
    reason = f"{_listed(reports)} {'rests' if len(reports) == 1 else 'rest'} on what {label} said"
    if retold:
        reason += f"; {_listed(retold)} {'tells' if len(retold) == 1 else 'tell'} it without a source"
    return Voice(label=label, kind="speaker", reports=tuple(sorted(reports + retold)), reason=reason)


def _own_voice(
    reports: list[str],
    docs: Mapping[str, Document],
    family_of: Mapping[str, Family],
    groups: Mapping[str, str | None],
) -> Voice:
    first = docs[reports[0]]
    if len(reports) == 1:
        reason = "tells it in its own words, no source named"
        return Voice(label=_name(first), kind="report", reports=(reports[0],), reason=reason)
    if reports[0] not in family_of or reports[1] not in family_of[reports[0]].reports:
        group = groups[reports[0]] or _name(first)
        return Voice(label=group, kind="family", reports=tuple(reports), reason=f"{_listed(reports)} are {group}'s")
    family = family_of[reports[0]]
    label = family.agency or _name(docs.get(family.origin, first))
    return Voice(label=label, kind="family", reports=tuple(reports), reason=f"{_listed(reports)} copy one text")


def _name(doc: Document) -> str:
    return doc.outlet or doc.agency or doc.report


def _listed(reports: Sequence[str]) -> str:
    return " and ".join(reports) if len(reports) < 3 else f"{', '.join(reports[:-1])} and {reports[-1]}"
