"""The order of the stages: the only place that knows it.

A report goes through `process_report` alone, so it can run in any worker and in any order; `link_reports` sees them all,
sorted by id, so the order of files cannot matter.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.annotate.actors import find_actors
from dateline.annotate.attributions import find_attributions
from dateline.annotate.dating import date_report
from dateline.annotate.figures import find_figures
from dateline.annotate.places import find_places
from dateline.annotate.sentences import parse
from dateline.annotate.times import find_times
from dateline.clean.article import clean
from dateline.coder.mentions import code_mentions
from dateline.model import Annotations, Document, Mention, Report
from dateline.resources import Resources


class Processed(msgspec.Struct, frozen=True, kw_only=True):
    """Everything one report gives on its own."""

    document: Document
    annotations: Annotations
    mentions: tuple[Mention, ...]


def process_report(report: Report, resources: Resources, *, now: str) -> Processed:
    """Clean, parse, date, annotate and code one report. `now` (YYYY-MM-DD) bounds dates: nothing is published after it."""
    return annotate_document(clean(report, resources, now=now), resources, now=now)


def annotate_document(document: Document, resources: Resources, *, now: str) -> Processed:
    sentences, entities = parse(document, resources)
    base = Annotations(report=document.report, sentences=sentences, entities=entities)
    document = date_report(document, base, resources, now=now)
    base = msgspec.structs.replace(base, times=find_times(document, base, resources))
    base = msgspec.structs.replace(base, actors=find_actors(document, base, resources))
    base = msgspec.structs.replace(base, places=find_places(document, base, resources))
    base = msgspec.structs.replace(base, figures=find_figures(document, base, resources))
    base = msgspec.structs.replace(base, attributions=find_attributions(document, base, resources))
    mentions = code_mentions(document, base, resources)
    return Processed(document=document, annotations=base, mentions=tuple(mentions))
