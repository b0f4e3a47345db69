"""What an analyst is told of since a day: alerts on new events and changed facts, never on a copy, in several formats.

Rules choose among the lines of `dateline.changes.since`; nothing here decides anew what has changed.
"""

from __future__ import annotations

import hashlib
import html
import tomllib
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec

from dateline import changes
from dateline.asking import search_record
from dateline.errors import ConfigError, UnknownName
from dateline.model import Event, Mention, Record, Struct
from dateline.resources import Resources
from dateline.views.first import conflict_words
from dateline.views.index import Index
from dateline.views.labels import report_labels
from dateline.views.marks import MARKS, mark, origin_words
from dateline.views.phrases import count_words
from dateline.views.weight import weight

ATOM = "http://www.w3.org/2005/Atom"
# Characters that XML 1.0 cannot hold, whatever a report holds.
_NOT_XML = {n: "\ufffd" for n in [*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]}
_WORDS = {
    "NEW": "New",
    "CHANGED": "Changed",
    "CONFLICT": "In conflict",
    "SECOND VOICE": "Second independent voice",
    "MERGED": "Found to be one event",
    "GONE": "No longer told",
}


class Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When to speak up. What no rule wants is counted, never silently dropped."""

    new_event: bool = True  # an event that no earlier report told
    changed_fact: bool = True  # another status, a figure told for the first time, events found to be one
    figure_moved: float = 0.0  # a figure whose bound moved by more than this (per cent); less is left out
    conflict: bool = True  # sources that have come to contradict each other
    second_voice: bool = True  # a second independent voice for an event that had one
    goldstein: float | None = None  # only events at or below this on the Goldstein scale (-10 to 10)
    query: str | None = None  # only events that fit this query, as `dateline ask` takes it: a saved search


class Alert(Struct):
    id: str  # stable: the same change has the same id in every digest
    kind: str  # NEW, CHANGED, CONFLICT, SECOND VOICE, MERGED, GONE
    event: str
    text: str
    goldstein: float | None
    mark: str  # independent, one-voice, single or conflict; "" for what nothing tells any more
    origin: str  # who stands behind it: "2 voices: Reuters, Ravi Courier"
    evidence: tuple[
        tuple[str, str], ...
    ]  # (reports' short names, their sentence) since the day; the sides of a conflict
    day: str | None  # the latest report among them


class Digest(Struct):
    title: str
    since: str
    alerts: tuple[Alert, ...]
    new_reports: int
    copies: int  # of them copies of earlier reports or of each other: no news
    background: int  # events that are new to the record but old in the world
    left_out: int  # changes that no rule asks for
    quiet: tuple[tuple[str, str], ...]  # (story, day of its last report): nothing since the day


def load_rules(path: Path | None) -> Rules:
    """Rules from a TOML file; without one, everything but background is told."""
    if path is None:
        return Rules()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}).", advice="Check --rules.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML ({error}).", advice="Mend the line.") from error
    known = Rules.__struct_fields__
    for name in table:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(known)}."
            raise ConfigError(f"{path}: unknown rule {name!r}.", advice=hint)
    try:
        return msgspec.convert(table, Rules)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{path}: {error}.", advice="docs/watch.md shows each rule's type.") from error


def make_digest(record: Record, since: str, rules: Rules, resources: Resources) -> Digest:
    """What reports published on `since` (YYYY-MM-DD) or later brought, as the rules want it; of each kind the weightiest
    event first. Raises BadQuery for a query of the rules that cannot be read.
    """
    published = {d.report: d.published and (d.published.start or d.published.end) for d in record.documents}
    fresh = {report for report, day in published.items() if day and day >= since}
    events = {event.id: event for event in record.events}
    index, labels = Index(record), report_labels(record)
    asked = _asked(record, rules.query)
    alerts, background, left_out = [], 0, 0
    for line in changes.since(record, since):
        event = events.get(line.event)
        goldstein = _goldstein(event, resources)
        if line.kind == "NEW" and event is not None and event.background:
            background += 1
        elif line.event not in asked or not _wanted(line, goldstein, rules):
            left_out += 1
        else:
            alerts.append(_alert(line, event, goldstein, fresh, published, index, labels))
    weights = {event.id: weight(event, index) for event in record.events}
    alerts.sort(key=lambda one: (changes.KINDS.index(one.kind), -weights.get(one.event, 0.0), one.event, one.text))
    copied = {copy.report for family in record.families for copy in family.copies}
    return Digest(
        title=record.title,
        since=since,
        alerts=tuple(alerts),
        new_reports=len(fresh),
        copies=len(copied & fresh),
        background=background,
        left_out=left_out,
        quiet=tuple(_quiet(record, fresh, published)),
    )


def _asked(record: Record, query: str | None) -> set[str]:
    """Ids of the events that fit the query; all without one."""
    ids = {event.id for event in record.events}
    if query is None:
        return ids
    return set(search_record(record, query, folder=None, limit=max(1, len(ids))).events)


def _wanted(line: changes.Changed, goldstein: float | None, rules: Rules) -> bool:
    if rules.goldstein is not None and (goldstein is None or goldstein > rules.goldstein):
        return False
    if line.kind == "CHANGED" and line.moved is not None:
        return line.moved * 100 > rules.figure_moved
    return {
        "NEW": rules.new_event,
        "CONFLICT": rules.conflict,
        "SECOND VOICE": rules.second_voice,
    }.get(line.kind, rules.changed_fact)


def _goldstein(event: Event | None, resources: Resources) -> float | None:
    ontology = resources.ontology
    return ontology[event.concept].goldstein if event and event.concept in ontology.concepts else None


def _alert(
    line: changes.Changed,
    event: Event | None,
    goldstein: float | None,
    fresh: set[str],
    published: dict[str, str | None],
    index: Index,
    labels: dict[str, str],
) -> Alert:
    told = [m for m in index.of(event) if m.report in fresh] if event else []
    return Alert(
        id=f"{line.event}-{hashlib.sha256(f'{line.kind} {line.text}'.encode()).hexdigest()[:12]}",
        kind=line.kind,
        event=line.event,
        text=line.text,
        goldstein=goldstein,
        mark=mark(event, index) if event else "",
        origin=origin_words(event, index) if event else "",
        evidence=tuple(_evidence(line, told, fresh, index, labels)),
        day=max((published[m.report] or "" for m in told), default=None),
    )


def _evidence(
    line: changes.Changed, told: Sequence[Mention], fresh: set[str], index: Index, labels: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """The sentences of the reports since the day, each once, however many copies carry it; of a conflict its sides."""
    if line.kind == "CONFLICT":
        for conflict in index.conflicts.get(line.event, []):
            if any(fresh & set(side.reports) for side in conflict.sides):
                yield conflict.type, conflict_words(conflict, labels)
        return
    reports: dict[str, list[str]] = {}
    for mention in told:
        reports.setdefault(index.sentence_text(mention.report, mention.start), []).append(labels[mention.report])
    for words, names in reports.items():
        others = len(set(names)) - 1
        yield f"{names[0]} +{others}" if others else names[0], words


def _quiet(record: Record, fresh: set[str], published: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    """Stories of more than one report in which nothing was reported since the day; the latest first."""
    found = []
    for story in record.stories:
        days = [day for report in story.reports if (day := published.get(report))]
        if len(story.reports) > 1 and days and not fresh & set(story.reports):
            found.append((story.label, max(days)))
    return iter(sorted(found, key=lambda one: (one[1], one[0]), reverse=True))


# --- formats ---------------------------------------------------------------------------------------------------------


def summary(digest: Digest) -> str:
    """What is not an alert, counted: one sentence."""
    return (
        f"{digest.new_reports} reports since {digest.since}, {digest.copies} of them copies; "
        f"{digest.background} events new to the record but old; {digest.left_out} changes left out by the rules."
    )


def headline(digest: Digest) -> str:
    """ "kashmir since 2025-05-06: 4 new events, 2 changes, 1 conflict"."""
    words = {"NEW": "new event", "CHANGED": "change", "CONFLICT": "conflict", "SECOND VOICE": "second voice"}
    kinds = [alert.kind for alert in digest.alerts]
    told = [count_words(kinds.count(kind), one) for kind, one in words.items() if kind in kinds]
    others = sum(kind not in words for kind in kinds)
    told += [count_words(others, "other")] if others else []
    return f"{digest.title} since {digest.since}: {', '.join(told) or 'nothing new'}"


def as_text(digest: Digest) -> str:
    lines = []
    for alert in digest.alerts:
        sign = f"{MARKS[alert.mark]['sign']} " if alert.mark else ""
        origin = f" · {_line(alert.origin)}" if alert.origin else ""
        lines.append(f"{alert.kind:<13} {sign}{_line(alert.text)}{origin}  {alert.event}")
        lines += [f"{'':<13}   {_line(label)}: {_line(words)}" for label, words in alert.evidence]
    lines += [f"{'QUIET':<13} {_line(label)}: last report {day}" for label, day in digest.quiet]
    return "\n".join([_line(headline(digest)), *lines, summary(digest)]) + "\n"


def as_markdown(digest: Digest) -> str:
    lines = [f"# {_plain(digest.title)}: since {digest.since}\n", summary(digest) + "\n"]
    for kind, alerts in _by_kind(digest):
        lines.append(f"## {kind}\n")
        for alert in alerts:
            origin = f" ({_plain(alert.origin)})" if alert.origin else ""
            lines.append(f"- {_plain(alert.text)}{origin} `{alert.event}`")
            lines += [f"  - {_plain(label)}: “{_plain(words)}”" for label, words in alert.evidence]
        lines.append("")
    if digest.quiet:
        lines += ["## Quiet\n", *(f"- {_plain(label)}: last report {day}" for label, day in digest.quiet), ""]
    return "\n".join(lines)


def as_html(digest: Digest) -> str:
    """A file that mail programs show: no script, no request, styles only where they cannot be lost."""
    parts = [
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{html.escape(digest.title)}: since {html.escape(digest.since)}</title></head>",
        '<body style="font-family:sans-serif;max-width:42em;margin:1em auto;line-height:1.4">',
        f"<h1>{html.escape(digest.title)}: since {html.escape(digest.since)}</h1><p>{html.escape(summary(digest))}</p>",
    ]
    for kind, alerts in _by_kind(digest):
        parts.append(f"<h2>{html.escape(kind)}</h2><ul>")
        for alert in alerts:
            quotes = "".join(
                f"<blockquote><b>{html.escape(label)}</b>: {html.escape(words)}</blockquote>"
                for label, words in alert.evidence
            )
            origin = f" <small>{html.escape(alert.origin)}</small>" if alert.origin else ""
            parts.append(f"<li>{html.escape(alert.text)}{origin} <code>{html.escape(alert.event)}</code>{quotes}</li>")
        parts.append("</ul>")
    if digest.quiet:
        rows = "".join(f"<li>{html.escape(label)}: last report {html.escape(day)}</li>" for label, day in digest.quiet)
        parts.append(f"<h2>Quiet</h2><ul>{rows}</ul>")
    return "\n".join([*parts, "</body></html>"]) + "\n"


def as_atom(digest: Digest) -> str:
    """One entry an alert. Ids stay, so that a reader shows each change once however often the file is written."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    _add(feed, "id", f"urn:dateline:digest:{digest.title}")
    _add(feed, "title", f"{digest.title}: what changed")
    _add(feed, "updated", f"{max((a.day or digest.since for a in digest.alerts), default=digest.since)}T00:00:00Z")
    _add(_add(feed, "author"), "name", "dateline")
    for alert in digest.alerts:
        entry = _add(feed, "entry")
        _add(entry, "id", f"urn:dateline:{alert.id}")
        _add(entry, "title", f"{_WORDS[alert.kind]}: {alert.text}")
        _add(entry, "updated", f"{alert.day or digest.since}T00:00:00Z")
        _add(entry, "category").set("term", alert.kind)
        words = "\n".join(f"{label}: {words}" for label, words in alert.evidence)
        _add(entry, "content", words or alert.text).set("type", "text")
    ET.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def as_jsonl(digest: Digest) -> str:
    """One alert a line."""
    return "".join(msgspec.json.encode(alert).decode() + "\n" for alert in digest.alerts)


FORMATS: dict[str, Callable[[Digest], str]] = {
    "terminal": as_text,
    "markdown": as_markdown,
    "html": as_html,
    "atom": as_atom,
    "jsonl": as_jsonl,
}


def written(digest: Digest, name: str) -> str:
    """The digest in one of FORMATS; raises UnknownName with the nearest name."""
    if name not in FORMATS:
        near = get_close_matches(name, FORMATS, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(FORMATS)}."
        raise UnknownName(f"digest formats: no {name!r}.", advice=hint)
    return FORMATS[name](digest)


def _by_kind(digest: Digest) -> Iterator[tuple[str, list[Alert]]]:
    for kind in changes.KINDS:
        alerts = [alert for alert in digest.alerts if alert.kind == kind]
        if alerts:
            yield _WORDS[kind], alerts


def _add(parent: ET.Element, tag: str, text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{tag}")
    element.text = text.translate(_NOT_XML) if text is not None else None
    return element


def _line(text: str) -> str:
    """One line for a terminal: no control characters, which could move its cursor or change its title."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))


def _plain(text: str) -> str:
    """Text from a report cannot start markup of its own."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in " ".join(text.split()))
