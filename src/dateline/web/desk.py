"""The review desk: a queue, one event at a time, one POST a decision.

A form carries what its page showed of the event: its tellings, and a digest of its slots. So a record that is built
again meanwhile costs nobody a decision, unless it changed this very event.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dateline.errors import DatelineError, InputError, UnknownName
from dateline.model import Event
from dateline.review.log import KINDS, SLOTS, Decision, append, line
from dateline.review.values import STATUSES, slot_value
from dateline.review.was import was
from dateline.review.worth import Worth
from dateline.views.phrases import actor_words, sentence, speakers_of
from dateline.views.why import find_event
from dateline.web import answer
from dateline.web.held import VERDICTS, Decided, Shown
from dateline.web.pages import decision_lines, event_parts

# Events listed beside the one under review, and offered to merge it with.
LISTED = 14
CANDIDATES = 6
COMPARED = 3_000  # in a larger record an event is compared with those of its own kind only
LONGEST_NOTE = 1_000


def review(request: Request) -> Response:
    """The queue and one event of it: the one asked for, else the first."""
    shown, decided = _state(request)
    if answer.form_of(request) == "json":
        rows = _queue(shown, decided.settled_by(request.app.state.who))
        return answer.json(
            [{"event": event.id, "sentence": sentence(event), "worth": worth} for event, worth in rows[:1000]]
        )
    return _desk(request, shown, decided, at=request.query_params.get("at"))


async def decide(request: Request) -> Response:
    """One decision into the log; then the desk again, at the next event after a verdict."""
    form = Form(request.scope["dateline.form"])
    return await run_in_threadpool(_decide, request, form)


async def apply(request: Request) -> Response:
    """Build the record again at once, so that decisions come into force."""

    def run() -> Response:
        request.app.state.rebuilding.now()
        return RedirectResponse("/review", 303)

    return await run_in_threadpool(run)


def state(request: Request) -> Response:
    """How many decisions and added reports the record does not show yet, and what the builder is doing about it."""
    shown, decided = _state(request)
    values = _pending(request, shown, decided)
    if answer.form_of(request) == "json":
        told = values["building"]
        return answer.json(
            {"record": shown.hash, "waiting": decided.waiting, "unlinked": request.app.state.held.unlinked,
             "stage": told.stage, "done": told.done, "total": told.total, "trouble": told.trouble}
        )  # fmt: skip
    seen_by_page = request.query_params.get("seen", shown.hash)
    told = {"newer": seen_by_page != shown.hash, "record_hash": seen_by_page, "at": request.query_params.get("at", "")}
    return answer.page(request, "state", **(values | told))


def decisions(request: Request) -> Response:
    """The log, newest first, with what no longer applies and why."""
    shown, decided = _state(request)
    if answer.form_of(request) == "json":
        return answer.json([{"id": one.id, "state": decided.states[one.id], "decision": one} for one in decided.all])
    standing = {one.id for one in decided.standing}
    ordered = sorted(decided.all, key=lambda one: one.at)
    rows = [row | {"standing": row["id"] in standing} for row in decision_lines(ordered, decided.states)]
    return answer.page(request, "decisions", record=shown.record, rows=rows, **_pending(request, shown, decided))


def log(request: Request) -> Response:
    """The log as it is, for a colleague."""
    _, decided = _state(request)
    headers = {"Content-Disposition": 'attachment; filename="decisions.jsonl"'}
    return Response(b"".join(line(one) for one in decided.all), media_type="application/x-ndjson", headers=headers)


class Form:
    """The fields of a posted form."""

    def __init__(self, fields: list[tuple[str, str]]) -> None:
        self._fields = fields

    def one(self, name: str) -> str:
        return next((value.strip() for key, value in self._fields if key == name and value.strip()), "")

    def all(self, name: str) -> list[str]:
        return [value for key, value in self._fields if key == name]


def _state(request: Request) -> tuple[Shown, Decided]:
    return request.app.state.held.both()


def _pending(request: Request, shown: Shown, decided: Decided) -> dict[str, Any]:
    """What the line about decisions that wait is made from."""
    building = request.app.state.rebuilding.state
    return {"record_hash": shown.hash, "waiting": decided.waiting, "building": building}


def _decide(request: Request, form: Form) -> Response:
    shown, decided = _state(request)
    try:
        made = _decision(form, shown, decided, request.app.state.who)
        append(shown.folder, [made])
    except DatelineError as error:
        if not _from_htmx(request) and not isinstance(error, InputError | UnknownName):
            raise
        return _desk(request, shown, decided, at=form.one("event"), error=str(error), typed=form)
    if request.app.state.rebuilds:
        request.app.state.rebuilding.ask()
    said = _said(made)
    after = form.one("event")
    if made.kind in VERDICTS:
        rows = [event.id for event, _ in _queue(shown, decided.settled_by(request.app.state.who))]
        place = rows.index(after) if after in rows else -1
        rest = [one for one in (*rows[place + 1 :], *rows[: max(place, 0)]) if one != after]
        after = rest[0] if rest else ""
    if not _from_htmx(request):
        return RedirectResponse(f"/review?at={after}" if after else "/review", 303)
    shown, decided = _state(request)
    return _desk(request, shown, decided, at=after or None, said=said)


def _decision(form: Form, shown: Shown, decided: Decided, who: str) -> Decision:
    kind, slot, typed = _asked(form)
    why = form.one("why")[:LONGEST_NOTE]
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if kind == "undo":
        return Decision(kind="undo", who=who, at=now, undoes=_undone(form, decided, who), why=why)
    event = find_event(shown.record, form.one("event"))
    told = [one for one in event.mentions if one in form.all("told")]
    mine = any(one.who == who for one in decided.by_event.get(event.id, ()))
    # What one's own decisions changed is no surprise to oneself.
    if not told or (form.one("seen") != seen(event) and not mine):
        raise InputError("This event was changed meanwhile.", advice="Look at it again, then decide.")
    chosen = [one for one in told if one in form.all("telling")]
    fields: dict[str, Any] = {"was": was(event, kind, slot, shown.index)}
    if kind in ("correct", "re-attribute"):
        fields |= slot_value(slot, typed, shown.record, shown.resources)
    if kind == "correct":
        fields |= {"slot": slot, "level": "event" if form.one("level") == "event" else "telling"}
    elif kind == "merge":
        other = find_event(shown.record, typed or form.one("other"))
        if other.id == event.id:
            raise InputError("An event cannot be merged with itself.", advice="Choose another.")
        fields["others"] = _keys(other.mentions, shown)
    elif kind == "split" and not 0 < len(chosen) < len(event.mentions):
        raise InputError("Which tellings are another event?", advice="Tick some of them, not all.")
    elif kind == "note" and not why:
        raise InputError("The note is empty.")
    return Decision(
        kind=kind,  # type: ignore[arg-type]
        who=who,
        at=now,
        event=event.id,
        tellings=_keys(chosen or told, shown),
        why=why,
        **fields,
    )


def seen(event: Event) -> str:
    """A digest of what a reviewer judges: which tellings, and every slot."""
    judged = (event.mentions, event.actors, event.targets, event.when, event.where, event.status, event.concept)
    return hashlib.sha256(msgspec.json.encode((judged, event.background))).hexdigest()[:12]


def _asked(form: Form) -> tuple[str, str, str]:
    """Kind, slot and typed value of a form. Whoever presses Enter in a field means that field, not the first button."""
    kind, _, slot = form.one("kind").partition(":")
    typed = _typed(form)
    if kind == "typed":
        if len(typed) > 1:
            raise InputError("More than one field is filled.", advice="Correct one at a time.")
        slot = next(iter(typed), "")
        kind = "merge" if slot == "merge" or (not slot and form.one("other")) else "correct" if slot else "note"
    if kind not in KINDS or (kind == "correct" and slot not in (*SLOTS, "speaker")):
        raise InputError(f"No kind of decision {form.one('kind')!r}.")
    slot = "merge" if kind == "merge" else slot
    kind = "re-attribute" if slot == "speaker" else kind
    return kind, slot, typed.get(slot, "")


def _typed(form: Form) -> dict[str, str]:
    """What stands in the fields, by slot."""
    return {name: form.one(f"value:{name}") for name in (*SLOTS, "speaker", "merge") if form.one(f"value:{name}")}


def _undone(form: Form, decided: Decided, who: str) -> str:
    """The decision to take back: the one named, else the reviewer's last."""
    named = form.one("undoes")
    own = [one.id for one in decided.standing if named == one.id or (not named and one.who == who)]
    if not own:
        raise InputError("There is nothing to undo.")
    return own[-1]


def _keys(mentions: Any, shown: Shown) -> tuple:
    return tuple(shown.tellings.key(shown.index.mentions[one]) for one in mentions)


def _said(made: Decision) -> str:
    words = {"accept": "Accepted", "reject": "Rejected", "merge": "Merged", "split": "Split", "undo": "Undone"}
    words |= {"background": "Marked as background", "new": "Marked as new", "note": "Noted"}
    words |= {"re-attribute": "Speaker corrected", "correct": f"{(made.slot or '').capitalize()} corrected"}
    return f"{words[made.kind]}{f': {made.event}' if made.event else ''}."


def _from_htmx(request: Request) -> bool:
    return request.headers.get("hx-request") == "true"


def _desk(
    request: Request,
    shown: Shown,
    decided: Decided,
    *,
    at: str | None,
    said: str = "",
    error: str = "",
    typed: Form | None = None,
) -> Response:
    """The queue and a case. `typed` is a form that was refused: what stood in it stays."""
    who = request.app.state.who
    settled = decided.settled_by(who)
    rows = _queue(shown, settled)
    try:
        event = find_event(shown.record, at) if at else rows[0][0] if rows else None
    except UnknownName:
        if not error:
            raise
        event = rows[0][0] if rows else None
    ids = [one.id for one, _ in rows]
    place = ids.index(event.id) if event is not None and event.id in ids else 0
    first = max(0, min(place - 4, len(rows) - LISTED))
    values: dict[str, Any] = {
        "record": shown.record,
        "said": said,
        "error": error,
        "left": len(rows),
        "done": decided.verdicts_of(who),
        "rows": [
            {"id": one.id, "text": sentence(one, speakers_of(shown.index.of(one))), "worth": worth, "no": n + first + 1}
            for n, (one, worth) in enumerate(rows[first : first + LISTED])
        ],
        "before": ids[place - 1] if place > 0 else None,
        "after": ids[place + 1] if place + 1 < len(ids) else None,
        "event": None,
    } | _pending(request, shown, decided)
    if event is not None:
        mine = decided.by_event.get(event.id, [])
        # Another's verdict is shown once one's own is given: two reviewers who agree must not have looked.
        open_ = [one for one in mine if one.who == who or event.id in settled]
        values |= event_parts(event, shown) | {
            "worth": next((w for e, w in rows if e.id == event.id), None),
            "decisions": decision_lines(open_, decided.states),
            "seen": seen(event),
            "typed": _typed(typed) if typed else {},
            "why": typed.one("why") if typed else "",
            "candidates": _candidates(event, shown),
            "actor_names": shown.names["actors"],
            "place_names": shown.names["places"],
            "concepts": shown.names["concepts"],
            "statuses": STATUSES,
            "speakers": [actor_words(one) for one in speakers_of(shown.index.of(event))],
            "slots": _slots(event, shown),
        }
    status = 422 if error and not _from_htmx(request) else 200
    return answer.page(request, "desk" if _from_htmx(request) else "review", status, **values)


def _slots(event: Event, shown: Shown) -> list[dict[str, str]]:
    """The slots of an event with their keys, as the desk shows and corrects them."""
    rows = [
        ("actor", "w", "Who", "names, with ; between them"),
        ("target", "t", "To whom", "names, with ; between them"),
    ]
    rows += [("date", "d", "When", "2019-02-26 or 2019-02"), ("place", "p", "Where", "a place")]
    rows += [("status", "f", "Status", "happened, denied …"), ("concept", "c", "What", "consult.phone")]
    made = [
        {"slot": slot, "key": key, "name": name, "hint": hint, "value": was(event, "correct", slot, shown.index)}
        for slot, key, name, hint in rows
    ]
    speaker = {"slot": "speaker", "key": "s", "name": "Says so", "hint": "a name; - for the report itself"}
    return [
        *made,
        speaker | {"value": was(event, "re-attribute", "", shown.index).replace("nobody", "the report itself")},
    ]


def _queue(shown: Shown, settled: frozenset[str]) -> list[tuple[Event, Worth]]:
    return [row for row in shown.ranked if row[0].id not in settled]


def _candidates(event: Event, shown: Shown) -> list[dict[str, str]]:
    """Events that this one may be: alike in act, actors and day."""
    index = shown.index
    keys = {one.key for one in (*event.actors, *event.targets)}
    nations = {one.country for one in (*event.actors, *event.targets) if one.country}

    def likeness(other: Event) -> float:
        others = (*other.actors, *other.targets)
        made = 2.0 * (other.concept == event.concept) + (other.concept.split(".")[0] == event.concept.split(".")[0])
        made += 1.5 * len(keys & {one.key for one in others}) + 0.5 * len(nations & {one.country for one in others})
        if event.when and other.when and event.when.start and event.when.start == other.when.start:
            made += 2.0
        return made + (event.story == other.story)

    few = len(shown.record.events) <= COMPARED
    pool = shown.record.events if few else shown.by_root[event.concept.split(".")[0]]
    scored = [(likeness(other), other) for other in pool if other.id != event.id]
    best = sorted(scored, key=lambda row: (-row[0], row[1].id))[:CANDIDATES]
    return [{"id": one.id, "text": sentence(one, speakers_of(index.of(one)))} for likely, one in best if likely >= 1]
