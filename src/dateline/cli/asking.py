"""ask: search a record, in words and fields."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli import app
from dateline.cli.options import Json, RecordFolder

if TYPE_CHECKING:
    from dateline.api import OpenRecord
    from dateline.store.search import Found

MOST = 20  # events that are listed, unless more are asked for


@app.command()
def ask(
    record: RecordFolder,
    query: Annotated[
        list[str],
        typer.Argument(metavar="QUERY", help="Words, and fields: actor:RUS act:offer to:PAK since:2025-05-01 new."),
    ],
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=1000, help="Events to list at most.")] = MOST,
    as_json: Json = False,
) -> None:
    """Search the events of a record, the weightiest first.

    Words are looked for in the sentences that tell an event. Fields narrow: actor to with act place speaker outlet story
    report since until voices status mark; new, background, reviewed; a minus leaves out. docs/review.md tells them all.

    Example: dateline ask kashmir actor:RUS to:PAK "voices:>=2"
    """
    from dateline import api
    from dateline.asking import search_record

    opened = api.open(record)
    # A word of several, as the shell gives it, was quoted: "line of control".
    found = search_record(opened.record, " ".join(_quoted(part) for part in query), folder=record, limit=limit)
    if as_json:
        rows = {row["id"]: row for row in opened.events}
        print(json.dumps({"total": found.total, "hints": found.hints, "events": [rows[one] for one in found.events]},
                         ensure_ascii=False, indent=2))  # fmt: skip
        return
    _print(opened, found)


def _print(opened: OpenRecord, found: Found) -> None:
    from dateline.views.index import Index, cut
    from dateline.views.labels import report_labels
    from dateline.views.register import plainest
    from dateline.views.why import event_line

    index, labels = Index(opened.record), report_labels(opened.record)
    for one in found.events:
        event = index.events[one]
        print(event_line(event, index))
        if told := plainest(index.of(event)):
            print(f"         {labels[told.report]}: {cut(index.sentence_text(told.report, told.start), 200)}")
    for hint in found.hints:
        print(hint)
    more = f", {len(found.events)} listed (--limit)" if found.total > len(found.events) else ""
    print(f"{found.total} event{'s' if found.total != 1 else ''}{more}")


def _quoted(part: str) -> str:
    return f'"{part}"' if " " in part and ":" not in part and '"' not in part else part
