"""Who does not mention it: a report on the same story that is silent about an event tells something too."""

from __future__ import annotations

from dateline.model import Event, Story
from dateline.views.index import Index
from dateline.views.phrases import count_words

NAMED = 5  # silent reports that are named; the others are counted


def silent_reports(event: Event, story: Story) -> tuple[str, ...]:
    """Reports of the story without a mention of the event, in the story's order."""
    return tuple(report for report in story.reports if report not in event.reports)


def silence_words(event: Event, index: Index) -> str:
    """ "2 of 5 reports on this story do not tell it: Dawn (1), Nation (4)"; empty where nobody is silent.

    A report that was out before the event cannot tell it, and is not silent about it.
    """
    story = index.stories.get(event.story or "")
    if story is None:
        return ""
    silent = [report for report in silent_reports(event, story) if not _was_before(report, event, index)]
    if not silent:
        return ""
    named = ", ".join(f"{index.name(one)} ({index.number[one]})" for one in silent[:NAMED])
    more = f" and {len(silent) - NAMED} more" if len(silent) > NAMED else ""
    verb = "does" if len(silent) == 1 else "do"
    return (
        f"{len(silent)} of {count_words(len(story.reports), 'report')} on this story {verb} not tell it: {named}{more}"
    )


def _was_before(report: str, event: Event, index: Index) -> bool:
    published = index.documents[report].published
    last = published and published.end
    return bool(last and event.when and event.when.start and last[:10] < event.when.start[:10])
