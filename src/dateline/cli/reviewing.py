"""review: the log of decisions - list, export, import, apply, agreement of reviewers, gold sentences."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli import app
from dateline.cli.options import Json, OutFile, RecordFolder
from dateline.errors import InputError

review_app = typer.Typer(help="List, exchange and compare the decisions of reviewers.", no_args_is_help=True)
app.add_typer(review_app, name="review")


@review_app.command("list")
def list_decisions(record: RecordFolder, as_json: Json = False) -> None:
    """List the decisions, oldest first, and what became of each.

    In force, undone, to take force at the next build, or no longer applicable and why.

    Example: dateline review list kashmir
    """
    from dateline.review.force import states
    from dateline.review.log import read_log
    from dateline.review.values import decided_words

    decisions = read_log(record)
    state = states(decisions, {"decisions": _manifest(record)})
    rows = []
    for one in sorted(decisions, key=lambda d: d.at):
        value = decided_words(one)
        rows.append({"id": one.id, "at": one.at, "who": one.who, "kind": one.kind, "slot": one.slot, "event": one.event,
                     "was": one.was, "value": value, "why": one.why, "state": state[one.id]})  # fmt: skip
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        what = f"{row['kind']} {row['slot'] or ''}".strip()
        change = f": {row['was']} -> {row['value']}" if row["value"] else ""
        why = f" ({row['why']})" if row["why"] else ""
        print(
            f"{row['at'][:16]}  {row['who']:<12} {row['event']:<8} {what}{change}{why}  [{row['state'] or row['id']}]"
        )
    if not rows:
        print(f"no decision yet: dateline serve {record} --as NAME")


@review_app.command("export")
def export_log(record: RecordFolder, out: OutFile = None) -> None:
    """Write the log for a colleague, one JSON line a decision.

    Example: dateline review export kashmir -o anna.jsonl
    """
    from dateline.review.log import line, read_log

    _write(b"".join(line(one) for one in read_log(record)), out)


@review_app.command("import")
def import_log(
    record: RecordFolder,
    log: Annotated[
        Path, typer.Argument(metavar="LOG", help="A colleague's decisions, as JSON lines.", show_default=False)
    ],
) -> None:
    """Add a colleague's decisions to the log, none twice.

    Example: dateline review import kashmir ben.jsonl
    """
    from dateline.review.log import append, parse_log

    try:
        content = log.read_bytes()
    except OSError as error:
        raise InputError(f"{log}: cannot be read ({error.strerror}).", advice="Check the path.") from error
    _check_record(record)
    # A file from a mail may lack its last line end; nothing that was sent shall be dropped.
    theirs = parse_log(content if content.endswith(b"\n") else content + b"\n", name=str(log))
    added = append(record, theirs)
    print(
        f"{len(added)} decisions added, {len(theirs) - len(added)} were there. In force: dateline review apply {record}"
    )


@review_app.command("apply")
def apply_decisions(record: RecordFolder) -> None:
    """Build the record again, so that decisions come into force.

    From the reports it holds, with the settings it was made with. `dateline serve` does it by itself.

    Example: dateline review apply kashmir
    """
    from dateline.build import rebuild

    _check_record(record)
    made, _ = rebuild(record)
    decided = _manifest(record)
    stale = decided.get("not_applied", ())
    print(f"{len(made.events)} events; {len(decided.get('standing', ())) - len(stale)} decisions in force")
    for row in stale:
        print(f"no longer applies: {row['kind']} {row['event']}: {row['reason']}")


@review_app.command()
def agreement(record: RecordFolder, as_json: Json = False) -> None:
    """Measure how far reviewers agree.

    Krippendorff's alpha (nominal) over the tellings that at least two of them judged: on the verdict, and on each slot.

    Example: dateline review agreement kashmir
    """
    import msgspec

    from dateline.review.agreement import agreement as measure
    from dateline.review.log import read_log

    rows = measure(read_log(record))
    if as_json:
        print(json.dumps(msgspec.to_builtins(rows), ensure_ascii=False, indent=2))
        return
    for row in rows:
        alpha = "-" if row.alpha is None else f"{row.alpha:.3f}"
        print(f"{row.about:<10} alpha {alpha:<7} {row.agreed} of {row.units} alike  ({', '.join(row.reviewers)})")
    if not rows:
        print("no telling was judged by two reviewers yet")


@review_app.command()
def gold(record: RecordFolder, out: OutFile = None) -> None:
    """Write what reviewers decided as gold sentences.

    TOML, as in tests/gold/coder: what they accepted, corrected and rejected. They are the reports' sentences.

    Example: dateline review gold kashmir -o cases.toml
    """
    from dateline.build import open_record
    from dateline.review.gold import gold_cases
    from dateline.review.log import read_log

    _write(gold_cases(open_record(record), read_log(record)).encode(), out)


def _manifest(record: Path) -> dict:
    from dateline.build import RECORD
    from dateline.store.database import read_meta

    return json.loads(read_meta(record / RECORD).get("manifest", "{}")).get("decisions", {})


def _check_record(record: Path) -> None:
    _manifest(record)  # says plainly when there is no record


def _write(content: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(content)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise InputError(f"{out}: cannot be written ({error.strerror}).", advice="Choose another place.") from error
    print(out)
