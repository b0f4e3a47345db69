"""Which decisions are in force: told of each line of the log, for the desk and for `review list`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.review.log import Decision, standing

IN_FORCE, WAITS, UNDONE, SPENT = "in force", "takes force at the next build", "undone", "no longer applies"


def states(decisions: Sequence[Decision], manifest: Mapping[str, Any]) -> dict[str, str]:
    """What became of each decision, by id, in words. `manifest` is that of the record: it names what was replayed.

    An undo has no state of its own; what it took back is "undone".
    """
    told = manifest.get("decisions", {})
    replayed = set(told.get("standing", ()))
    spent = {row["id"]: row["reason"] for row in told.get("not_applied", ())}
    stands = {decision.id for decision in standing(decisions)}

    def state(one: Decision) -> str:
        if one.kind == "undo":
            return ""
        if one.id not in stands:
            return f"{UNDONE}, {WAITS}" if one.id in replayed else UNDONE
        if one.id in spent:
            return f"{SPENT}: {spent[one.id]}"
        return IN_FORCE if one.id in replayed else WAITS

    return {one.id: state(one) for one in decisions}


def waiting(decisions: Sequence[Decision], manifest: Mapping[str, Any]) -> int:
    """How many decisions the record does not show yet: those since it was built, and those undone since."""
    replayed = set(manifest.get("decisions", {}).get("standing", ()))
    return len({decision.id for decision in standing(decisions)} ^ replayed)
