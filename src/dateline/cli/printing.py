"""What a build prints: one line a stage, then what to look at first. On a terminal lines are folded to its width, under
where they begin; elsewhere each stays one line, for `grep` and for mails.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter

from rich.console import Console
from rich.text import Text

from dateline.build import Built
from dateline.model import Document, Record
from dateline.views.first import look_first
from dateline.views.labels import listed, report_labels

_NO_FOLD = "\N{NO-BREAK SPACE}"  # a blank at which no line is folded


def console(*, stderr: bool = False) -> Console:
    # highlight=False: rich would colour every number; soft_wrap: a piped line stays one line.
    return Console(stderr=stderr, highlight=False, soft_wrap=True)


def print_built(out: Console, record: Record, built: Built) -> None:
    for stage, amount, told, seconds in stage_lines(record, built):
        took = f"  {seconds:.1f} s" if seconds is not None else ""
        _print(out, f"{stage:<12} {amount:<18} ", told, bold=12, end=took)
    for line in built.unread:
        _print(out, "unread       ", f"{line.path}: {line.reason}. {line.advice}", style="yellow")
    took = f"in {sum(built.seconds.values()):.1f} s · " if built.seconds else ""
    _print(out, f"{'done':<12} ", took + built.folder, bold=12)
    first = look_first(record)
    if first:
        out.print(Text("What to look at first", style="bold"))
        for number, line in enumerate(first, 1):
            event = f"  {line['event']}" if line["event"] else ""
            _print(out, f"{number:>2}  {line['kind']:<10}", line["text"], bold=14, end=event)


def print_added(out: Console, built: Built) -> None:
    """What was added and waits to be linked."""
    _print(out, f"{'reading':<12} ", f"{_n(built.read + len(built.unread), 'file')} · {built.new} new", bold=12)
    for line in built.unread:
        _print(out, "unread       ", f"{line.path}: {line.reason}. {line.advice}", style="yellow")
    took = sum(built.seconds.values())
    waits = f"in {took:.1f} s · {_n(built.waiting, 'report')} kept, to be linked when somebody looks"
    _print(out, f"{'done':<12} ", waits, bold=12)


def _print(out: Console, head: str, text: str, *, bold: int = 0, end: str = "", style: str = "") -> None:
    """One line, folded on a terminal. `end` stays whole: an id that is cut cannot be copied."""
    lines = [text + end]
    if out.is_terminal:
        held = text + end.replace(" ", _NO_FOLD)
        folded = textwrap.wrap(held, max(out.width - len(head), 24), break_on_hyphens=False)
        lines = [line.replace(_NO_FOLD, " ") for line in folded]
    for number, line in enumerate(lines):
        shown = Text(head if number == 0 else " " * len(head), style=style) + Text(line, style=style)
        if number == 0:
            shown.stylize("bold", 0, bold)
        out.print(shown)


def stage_lines(record: Record, built: Built) -> list[tuple[str, str, str, float | None]]:
    """(stage, amount, what was found, seconds) for each line of the print-out; every number is counted in the record."""
    n = len(record.reports)
    return [
        ("reading", _n(built.read + len(built.unread), "file"), _reading(record, built), built.seconds.get("reading")),
        ("cleaning", _n(n, "report"), _cleaning(record), None),
        ("dating", _n(n, "report"), _dating(record), built.seconds.get("processing")),
        ("lineage", _n(sum(len(f.copies) for f in record.families), "copy", "copies"), _lineage(record), None),
        ("stories", str(len(record.stories)), _stories(record), None),
        (
            "events",
            f"{_n(len(record.mentions), 'mention')} -> {_n(len(record.events), 'event')}",
            _events(record),
            None,
        ),
        ("voices", _n(len(_speakers(record)), "speaker"), _voices(record), built.seconds.get("linking")),
        ("conflicts", str(len(record.conflicts)), _conflicts(record), None),
    ]


def _reading(record: Record, built: Built) -> str:
    parts = [f"{built.read} read", f"{len(built.unread)} named as unread" if built.unread else "0 skipped"]
    unchanged = len(record.reports) - built.new - built.changed
    if unchanged:
        parts.append(f"{unchanged} unchanged · {built.new} new")
    if built.changed:
        parts.append(f"{built.changed} again, as settings, code or data changed")
    if record.duplicates:
        parts.append(_n(len(record.duplicates), "second copy of the same bytes", "second copies of the same bytes"))
    return " · ".join(parts)


def _cleaning(record: Record) -> str:
    reasons = Counter(removed.reason for doc in record.documents for removed in doc.removed)
    if not reasons:
        return "nothing removed"
    most = [f"{reason} x{count}" for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))[:3]]
    return f"removed {_n(reasons.total(), 'line')} ({', '.join(most)})  -> --show-removed"


def _dating(record: Record) -> str:
    to_the_day = [
        d for d in record.documents if d.published and d.published.precision in ("day", "hour", "part of day")
    ]
    bounded = [d for d in record.documents if d.published and d not in to_the_day]
    undated = [d for d in record.documents if d.published is None]
    labels = report_labels(record)
    parts = [f"{len(to_the_day)} dated to the day"]
    if bounded:
        parts.append(f"{len(bounded)} bounded ({listed([_bounds(labels, d) for d in bounded], 2)})")
    if undated:
        parts.append(f"{len(undated)} UNDATED ({listed([labels[d.report] for d in undated])})")
    return " · ".join(parts)


def _bounds(labels: dict[str, str], doc: Document) -> str:
    when = doc.published
    assert when is not None
    return f"{labels[doc.report]}: {when.start or '…'} .. {when.end or '…'}"


def _lineage(record: Record) -> str:
    labels = report_labels(record)
    told = []
    for family in record.families:
        for copy in family.copies:
            altered = sum(change.meaning is not None for change in copy.changes)
            warning = f"; {_n(altered, 'sentence')} CHANGED MEANING" if altered else ""
            told.append(f"{labels[copy.origin]} <-> {labels[copy.report]} share {copy.runs} eight-word runs{warning}")
    return listed(told, 2) if told else "every report is its own text"


def _stories(record: Record) -> str:
    if not record.stories:
        return "no report, no story"
    labels = report_labels(record)
    sizes = " + ".join(str(len(story.reports)) for story in record.stories[:6])
    more = " + …" if len(record.stories) > 6 else ""
    apart = sorted((story for story in record.stories if story.apart), key=lambda story: len(story.reports))
    told = (
        [f"{listed([labels[r] for r in apart[0].reports], 2)} set apart: {_brief(apart[0].apart[0].reason)}"]
        if apart
        else []
    )
    return " · ".join([f"{sizes}{more} reports", *told])


def _brief(reason: str) -> str:
    """A reason on one line: of brackets only who held which office is left.

    >>> _brief("other year: 2019 (undated; offices: A as minister, B as king), the other 2025 (metadata: a tag)")
    'other year: 2019 (A as minister ...), the other 2025'
    """

    def shorter(found: re.Match[str]) -> str:
        _, _, offices = found[0].strip("()").partition("offices: ")
        return f"({offices.split(',')[0]} ...)" if offices else ""

    return " ".join(re.sub(r"\([^()]*\)", shorter, reason).replace(" ,", ",").split())


def _events(record: Record) -> str:
    background = sum(event.background for event in record.events)
    return f"({len(record.events) - background} new · {background} background)"


def _speakers(record: Record) -> set[str]:
    return {a.speaker.key for x in record.annotations for a in x.attributions if a.speaker}


def _voices(record: Record) -> str:
    behind = Counter(v.label for e in record.events if not e.background for v in e.voices if v.kind == "speaker")
    two = sum(len(e.voices) >= 2 for e in record.events)
    most = [
        f"{label} stands behind {_n(count, 'event')}"
        for label, count in sorted(behind.items(), key=lambda i: (-i[1], i[0]))[:2]
    ]
    return " · ".join([f"{_n(two, 'event')} with two or more voices", *most])


def _conflicts(record: Record) -> str:
    types = Counter(c.type for c in record.conflicts)
    return ", ".join(f"{kind} x{count}" for kind, count in sorted(types.items())) if types else "none found"


def _n(count: int, one: str, many: str | None = None) -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"
