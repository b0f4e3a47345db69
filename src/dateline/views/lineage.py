"""Lineage: which report copies which, and the sentences that were dropped, added or changed on the way."""

from __future__ import annotations

from dateline.model import Change, Copy, Family, Record
from dateline.views.compare import differing
from dateline.views.index import Index

FAMILIES = 40
CHANGES = 20


def lineage(record: Record) -> dict:
    index = Index(record)
    several = sorted(
        (one for one in record.families if len(one.reports) > 1), key=lambda one: (-len(one.reports), one.id)
    )
    return {
        "families": [_family(one, index) for one in several[:FAMILIES]],
        "left_out": max(0, len(several) - FAMILIES),
        "alone": sum(len(one.reports) == 1 for one in record.families),
    }


def _family(family: Family, index: Index) -> dict:
    copies = sorted(family.copies, key=lambda one: (index.number.get(one.report, 0), one.origin))
    return {
        "id": family.id,
        "agency": family.agency,
        "origin": _report(family.origin, index) if family.origin else None,
        "reports": [_report(one, index) for one in sorted(family.reports, key=lambda r: index.number.get(r, 0))],
        "copies": [_copy(one, index) for one in copies],
        "roots": [_report(one, index) for one in _roots(family, index)],
        "changed": sum(change.meaning is not None for copy in copies for change in copy.changes),
    }


def _roots(family: Family, index: Index) -> list[str]:
    """What the others are compared with: the origin, or where it is not known the reports that copy none."""
    if family.origin:
        return [family.origin]
    copied = {one.report for one in family.copies}
    return sorted((one for one in family.reports if one not in copied), key=lambda one: index.number.get(one, 0))


def _report(report: str, index: Index) -> dict:
    number = index.number.get(report, 0)
    return {
        "number": number,
        "href": f"#r{number}",
        "name": index.name(report),
        "title": index.heading(report),
        "published": index.published(report),
    }


def _copy(copy: Copy, index: Index) -> dict:
    changes = sorted(copy.changes, key=lambda one: (one.meaning is None, one.kind != "altered", _place(one)))
    return {
        "report": _report(copy.report, index),
        "origin": _report(copy.origin, index),
        "share": round(100 * copy.share),
        "runs": copy.runs,
        "reason": copy.reason,
        "counts": {kind: sum(one.kind == kind for one in copy.changes) for kind in ("dropped", "added", "altered")},
        "changes": [_change(one, copy, index) for one in changes[:CHANGES]],
        "more": max(0, len(changes) - CHANGES),
    }


def _place(change: Change) -> int:
    span = change.copy or change.origin
    return span.start if span else 0


def _change(change: Change, copy: Copy, index: Index) -> dict:
    was = index.words(copy.origin, change.origin.start, change.origin.end) if change.origin else ""
    now = index.words(copy.report, change.copy.start, change.copy.end) if change.copy else ""
    first, second = differing(was, now) if was and now else (_plain(was), _plain(now))
    return {
        "kind": change.kind,
        "meaning": change.meaning,
        "was": first,
        "now": second,
        "was_cite": index.cite(copy.origin, change.origin.start) if change.origin else None,
        "now_cite": index.cite(copy.report, change.copy.start) if change.copy else None,
    }


def _plain(text: str) -> list[dict]:
    return [{"text": text, "marked": False}] if text else []
