"""open, show, why: look at a record."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from dateline.cli import app
from dateline.cli.options import Browser, EventId, Json, RecordFolder
from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.api import OpenRecord
    from dateline.model import Record


@app.command("open")
def open_page(record: RecordFolder, browser: Browser = True) -> None:
    """Write the situation page and open it.

    One HTML file, RECORD/report.html: it works from disk, offline, prints, and reads without JavaScript.

    Example: dateline open kashmir
    """
    page = write_page(record)
    print(page)
    if browser and sys.stdout.isatty():
        typer.launch(page.resolve().as_uri())


@app.command()
def show(
    record: RecordFolder,
    event: Annotated[
        Optional[str], typer.Argument(metavar="EVENT", help="Id of an event; without it, the list of events.")
    ] = None,
    as_json: Json = False,
) -> None:
    """List the events of a record, or show one with its sentences.

    Example: dateline show kashmir E-7K3Q
    """
    from dateline import api
    from dateline.views.why import show as lines

    opened = api.open(record)
    if event is None:
        _list_events(opened, as_json)
        return
    found = opened.event(event)
    if as_json:
        row = next(row for row in opened.events if row["id"] == found.id)
        told = [m for m in opened.mentions if m["event"] == found.id]
        print(json.dumps(row | {"mentions": told}, ensure_ascii=False, indent=2))
        return
    for line in lines(opened.record, found.event):
        print(line)


@app.command()
def why(record: RecordFolder, event: EventId) -> None:
    """Explain why the record says so.

    Who tells the event and who is silent, which rule fired on which words, why tellings were merged, how it was dated,
    whose voices count, what conflicts, what reviewers decided.

    Example: dateline why kashmir E-7K3Q
    """
    from dateline import api

    print(api.open(record).event(event).why())


def write_page(folder: Path, record: Record | None = None) -> Path:
    """Make report.html from the record (read here unless it is given); in one step, so that a reader never sees half a
    page.
    """
    from dateline.build import PAGE, RECORD, open_record
    from dateline.exporters.html import render
    from dateline.store.database import read_meta

    record = record or open_record(folder)  # first: it may link what was added
    manifest = json.loads(read_meta(folder / RECORD)["manifest"])
    page = folder / PAGE
    draft = page.with_name(page.name + ".new")
    try:
        draft.write_text(render(record, manifest), encoding="utf-8")
        draft.replace(page)
    except OSError as error:
        raise DatelineError(
            f"{page}: could not be written ({error.strerror}).", advice="Is the disk full or read-only?"
        ) from error
    return page


def _list_events(opened: OpenRecord, as_json: bool) -> None:
    from dateline.views.index import Index
    from dateline.views.weight import by_weight
    from dateline.views.why import event_line

    if as_json:
        print(json.dumps(list(opened.events), ensure_ascii=False, indent=2))
        return
    index = Index(opened.record)
    for event in by_weight(index):
        print(event_line(event, index))
