"""The four marks: how many independent voices stand behind an event. In words and shape, never colour alone."""

from __future__ import annotations

from dateline.model import Event, Voice
from dateline.views.index import Index

MARKS = {
    "independent": {
        "sign": "●",
        "words": "independent voices",
        "means": "at least two voices that do not copy each other",
    },
    "one-voice": {"sign": "◐", "words": "one voice, many papers", "means": "several reports, but one origin"},
    "single": {"sign": "○", "words": "single report", "means": "told by one report only"},
    "conflict": {"sign": "⚡", "words": "in conflict", "means": "reports or speakers contradict each other"},
}


def mark(event: Event, index: Index) -> str:
    """The name of an event's mark. A conflict outweighs the number of voices."""
    if event.id in index.conflicts:
        return "conflict"
    if len(event.voices) >= 2:
        return "independent"
    return "one-voice" if len(event.reports) >= 2 else "single"


def origin_words(event: Event, index: Index) -> str:
    """Who stands behind an event: "2 voices: Reuters, Ravi Courier" or "one origin: the Russian foreign ministry"."""
    labels = list(dict.fromkeys(voice_name(voice, index) for voice in event.voices))
    if not labels:
        return ""
    shown = ", ".join(labels[:3]) + (f" and {len(labels) - 3} more" if len(labels) > 3 else "")
    return f"one origin: {shown}" if len(event.voices) == 1 else f"{len(event.voices)} voices: {shown}"


def voice_name(voice: Voice, index: Index) -> str:
    """A voice that is one report goes by the name of its outlet."""
    return index.name(voice.label) if voice.label in index.documents else voice.label
