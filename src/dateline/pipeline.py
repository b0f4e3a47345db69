"""The order of the stages: the only place that knows it.

A report goes through `process_report` alone, so it can run in any worker and in any order; `link_reports` sees them all,
sorted by id, so the order of files cannot matter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

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
from dateline.config import Config
from dateline.corroborate.conflicts import find_conflicts
from dateline.corroborate.figures import build_ledger
from dateline.corroborate.novelty import mark_background
from dateline.corroborate.quotes import compare_quotes
from dateline.corroborate.voices import find_voices
from dateline.link.events import merge_mentions
from dateline.link.lineage import Copying, find_copying, find_families
from dateline.link.neighbours import story_bounds
from dateline.link.passages import Passages, passages_of
from dateline.link.stories import group_stories
from dateline.link.traits import Traits, traits_of
from dateline.model import Annotations, DateCandidate, Document, Mention, Record, Report, Story
from dateline.modelfiles import parser_files
from dateline.resources import Resources
from dateline.review.log import Decision
from dateline.review.replay import Stale, replay, settle

# Coding takes about 60 microseconds a character on a busy laptop; thirty times that is no work but a fault.
_SECONDS_A_CHARACTER = 0.002

# Stops what stands inside it after so many seconds; `dateline.engine.limits.time_limit`, or none.
Limit = Callable[[float], AbstractContextManager[None]]


class Processed(msgspec.Struct, frozen=True, kw_only=True):
    """Everything one report gives on its own."""

    document: Document
    annotations: Annotations
    mentions: tuple[Mention, ...]
    # What linking asks of the text alone.
    passages: Passages
    traits: Traits


def process_report(
    report: Report, resources: Resources, *, now: str, hint: DateCandidate | None = None, limit: Limit = nullcontext
) -> Processed:
    """Clean, parse, date, annotate and code one report. `now` (YYYY-MM-DD) bounds dates: nothing is published after it.
    `hint` is what the report's story says about its date, when it was read once before. `limit` is told how long
    cleaning may take (`Config.page_seconds`), and then how long coding may, which grows with the text.
    """
    seconds = resources.config.page_seconds
    with limit(seconds):
        document = clean(report, resources, now=now)
    if hint:
        document = msgspec.structs.replace(document, date_candidates=(*document.date_candidates, hint))
    with limit(seconds + len(document.text) * _SECONDS_A_CHARACTER):
        return annotate_document(document, resources, now=now)


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """Which reports stand on one text, and which are about one subject."""

    copying: Copying
    stories: tuple[Story, ...]


def join_reports(processed: Sequence[Processed], resources: Resources, *, copying: Copying | None = None) -> Joined:
    """Order does not matter. `copying`: found before in the same texts, whatever their dates were then."""
    copying = copying or find_copying(
        {p.document.report: p.passages for p in processed}, share=resources.config.family_share
    )
    documents = sorted((p.document for p in processed), key=lambda doc: doc.report)
    traits = {p.document.report: p.traits for p in processed}
    return Joined(copying=copying, stories=group_stories(documents, copying.groups, resources, traits=traits))


def date_hints(processed: Sequence[Processed], stories: Sequence[Story]) -> dict[str, DateCandidate]:
    """What their stories say about reports that are not dated to the day, by report id. Order does not matter."""
    return story_bounds(sorted((p.document for p in processed), key=lambda doc: doc.report), stories)


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
    return Processed(
        document=document,
        annotations=base,
        mentions=tuple(mentions),
        passages=passages_of(document),
        traits=traits_of(document),
    )


def link_reports(
    reports: Sequence[Report], processed: Sequence[Processed], resources: Resources, *, title: str = "record"
) -> Record:
    """Join what each report told into one record, as the machine sees it."""
    return link_decided(reports, processed, resources, title=title)[0]


def link_decided(
    reports: Sequence[Report],
    processed: Sequence[Processed],
    resources: Resources,
    *,
    title: str = "record",
    decisions: Sequence[Decision] = (),
    joined: Joined | None = None,
) -> tuple[Record, tuple[Stale, ...]]:
    """Join what each report told into one record, with what reviewers decided, and name the decisions that no longer
    apply. Sorted by report id first, so that the order of files cannot matter. `joined` is what `join_reports` found.

    The stages here see annotations without parsed tokens: a thousand parses would not fit in a laptop's memory.
    """
    order = sorted(range(len(reports)), key=lambda n: reports[n].id)
    documents = tuple(processed[n].document for n in order)
    annotations = tuple(processed[n].annotations for n in order)
    mentions = tuple(mention for n in order for mention in processed[n].mentions)

    joined = joined or join_reports(processed, resources)
    stories, families = joined.stories, find_families(documents, joined.copying)
    events = merge_mentions(documents, annotations, mentions, stories, families, resources)
    decided = replay(decisions, [reports[n] for n in order], documents, annotations, mentions, events)
    mentions = decided.mentions
    events = settle(mark_background(decided.events, mentions, documents), decided)
    events = find_voices(events, mentions, documents, annotations, families, resources)
    ledger = build_ledger(events, mentions, documents, annotations)
    record = Record(
        title=title,
        reports=tuple(reports[n] for n in order),
        documents=documents,
        annotations=annotations,
        mentions=mentions,
        events=events,
        stories=stories,
        families=families,
        conflicts=find_conflicts(events, mentions, documents, annotations, stories, families, ledger),
        figures=ledger,
        quotes=compare_quotes(documents, annotations),
    )
    return record, decided.stale


# What decides the result of `process_report`: a change in any of these files makes cached results stale. Whole folders,
# because a forgotten version number would leave wrong results in a user's record.
_DECIDING = (
    "model.py", "text.py", "grammar.py", "ids.py", "pipeline.py", "clean", "annotate", "coder", "alike/words.py",
    "alike/rarity.py", "link/passages.py", "link/traits.py", "data",
)  # fmt: skip
_NOT_DECIDING = ("sample", "outlines")  # folders of data/ that no stage reads


@lru_cache(maxsize=4)
def cache_key(config: Config) -> str:
    """Equal keys: equal results for equal reports. Covers code, data, parser and the settings a report depends on."""
    digest = hashlib.sha256()
    for name, content in sorted(fingerprints().items()):
        digest.update(f"{name}={content}\n".encode())
    settings = {
        name: value
        for name, value in msgspec.to_builtins(config).items()
        if name
        not in (
            "engine",
            "workers",
            "family_share",
            "story_similarity",
            "max_rows",
            "max_bytes",
            "page_seconds",
            "worker_bytes",
        )
    }
    digest.update(repr(sorted(settings.items())).encode())
    for path in (config.actors, config.outlets):
        if path:
            digest.update(Path(path).read_bytes())
    digest.update(parser_version(config.parser).encode())
    return digest.hexdigest()[:24]


@lru_cache(maxsize=1)
def fingerprints() -> dict[str, str]:
    """A short hash of every part of the package that decides what one report gives."""
    root = Path(__file__).parent
    found = {}
    for name in _DECIDING:
        digest = hashlib.sha256()
        path = root / name
        files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
        for file in files:
            relative = file.relative_to(root)
            if "__pycache__" in relative.parts or set(_NOT_DECIDING) & set(relative.parts):
                continue
            digest.update(f"{relative.as_posix()}\0".encode())
            digest.update(file.read_bytes())
        found[name] = digest.hexdigest()[:16]
    return found


def parser_version(name: str) -> str:
    """Name and version of a spaCy pipeline and the state of its files, without loading it."""
    try:
        return f"{name} {version(name)}, {parser_files(name)}"
    except PackageNotFoundError:
        return f"{name}, {parser_files(name)}"
