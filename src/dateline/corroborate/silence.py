"""Who does not mention it: a report on the same story that is silent about an event tells something too."""

from __future__ import annotations

from dateline.model import Event, Story


def silent_reports(event: Event, story: Story) -> tuple[str, ...]:
    """Reports of the story without a mention of the event, in the story's order."""
    return tuple(report for report in story.reports if report not in event.reports)
