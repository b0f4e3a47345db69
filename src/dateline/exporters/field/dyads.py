"""Who stood against whom, as UCDP sees it: a state, an organised armed group, or civilians; and whose the dead are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dateline.alike.counted import EVERYBODY, kind_counted
from dateline.exporters.field.codes import country_name
from dateline.exporters.field.told import Told
from dateline.model import Actor, Struct

STATE, GROUP, CIVILIANS = "state", "group", "civilians"
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3

_KINDS = {
    **dict.fromkeys(("GOV", "MIL", "COP", "SPY"), STATE),
    **dict.fromkeys(("REB", "PRM", "UAF", "CRM"), GROUP),
    **dict.fromkeys(("CVL", "JRN", "MED", "EDU", "LAB", "BUS", "NGO", "REL", "AGR", "OPP"), CIVILIANS),
}
# Whose dead they are, by what is counted: kinds of data/linking/counted.toml.
_COUNTED = {
    "soldiers": STATE, "police": STATE, "fighters": GROUP, "civilians": CIVILIANS, "children": CIVILIANS,
    "journalists": CIVILIANS,
}  # fmt: skip


class Dyad(Struct):
    """Two sides, either of which may be untold, and UCDP's type of violence where they tell it."""

    a: tuple[Actor, ...]
    b: tuple[Actor, ...]
    violence: int | None


def dyad(one: Told, *, aimed: bool = True) -> Dyad:
    """The sides of an event. Side A is the state where one fights a group, and whoever attacks civilians. `aimed`: whether
    the deed reaches only whom it is meant for; civilians whom shells hit may not be those whom a state attacked.
    """
    acting, struck = one.actors, one.targets
    fighting = _of_kind(acting, STATE, GROUP)
    # "Clashes between troops and rebels left 14 dead": both act, and nobody else is fought. Troops and a militia that
    # kill together would read the same, so it must be rebels.
    rebels = tuple(actor for actor in fighting if actor.sector == "REB")
    states = _of_kind(fighting, STATE)
    if rebels and states and not _of_kind(struck, STATE, GROUP):
        return Dyad(a=states, b=rebels, violence=STATE_BASED)
    ours = {actor.country for actor in states if actor.country}
    fought = tuple(
        actor
        for actor in _of_kind(struck, STATE, GROUP)
        if not (kind_of(actor) == STATE and actor.country in ours)  # nobody fights himself
    )
    if fighting and fought:
        # The first who is fought says what the other side is; troops beside the rebels that were struck are not theirs.
        other = _of_kind(fought, kind_of(fought[0]))
        own = tuple(actor for actor in fighting if kind_of(actor) != kind_of(fought[0])) or fighting
        own = _of_kind(own, kind_of(own[0]))
        if kind_of(own[0]) == GROUP == kind_of(other[0]):
            return Dyad(a=own, b=other, violence=NON_STATE)
        if kind_of(own[0]) == GROUP:
            own, other = other, own
        return Dyad(a=own, b=other, violence=STATE_BASED)
    civilians = _of_kind(struck, CIVILIANS)
    # Two states that fire on villages may fire on each other's.
    alone = len(ours) < 2 and len({kind_of(actor) for actor in fighting}) == 1
    if civilians and alone and (aimed or not states):
        return Dyad(a=fighting, b=civilians, violence=ONE_SIDED)
    return Dyad(a=acting, b=struck, violence=None)


def kind_of(actor: Actor) -> str | None:
    """A state, a group or civilians; None where it is not told. "Seven people were killed" tells of no civilians."""
    if actor.kind == "state":
        return STATE
    kind = _KINDS.get(actor.sector or "")
    return None if kind == CIVILIANS and kind_counted(actor.name) == EVERYBODY else kind


def side_name(actors: Iterable[Actor], *, civilians: bool = False) -> str | None:
    """A side in UCDP's words: "Government of India" for whatever of a state acts, "Civilians" for whoever is attacked
    as such, otherwise the names: somebody unnamed only where nobody is named."""
    if civilians:
        return "Civilians"
    actors = tuple(actors)
    named = [actor for actor in actors if actor.kind != "unnamed" or (kind_of(actor) == STATE and actor.country)]
    return ", ".join(dict.fromkeys(_name(actor) for actor in named or actors[:1])) or None


def _name(actor: Actor) -> str:
    country = country_name(actor.country) if kind_of(actor) == STATE else None
    return f"Government of {country}" if country else actor.name


def states_of(actors: Iterable[Actor]) -> list[str]:
    """The states on a side, by their country, each once."""
    return list(dict.fromkeys(a.country for a in actors if kind_of(a) == STATE and a.country))


def deaths_by_side(one: Told, sides: Dyad, best: int) -> Mapping[str, int]:
    """`best`, divided as UCDP's four columns divide it: all to whom everybody who tells that number counts, where that is
    one side, otherwise to nobody known."""
    return dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), 0) | {
        _whose(one, sides, best): best
    }


def _whose(one: Told, sides: Dyad, best: int) -> str:
    units = {
        figure.unit
        for mention in one.mentions
        for figure in mention.figures
        if figure.kind == "killed" and best in (figure.low, figure.best, figure.high)
    }
    found = {_COUNTED.get(kind) for unit in units if (kind := kind_counted(unit)) != EVERYBODY}
    whose = found.pop() if len(found) == 1 else None
    if whose == CIVILIANS:
        return "deaths_civilians"
    # Soldiers are one side's only where the other is no state; nobody who fights dies of violence against civilians.
    kinds = {"deaths_a": {kind_of(actor) for actor in sides.a}, "deaths_b": {kind_of(actor) for actor in sides.b}}
    theirs = [column for column, kind in kinds.items() if whose and kind == {whose}]
    return theirs[0] if sides.violence in (STATE_BASED, NON_STATE) and len(theirs) == 1 else "deaths_unknown"


def _of_kind(actors: Iterable[Actor], *kinds: str | None) -> tuple[Actor, ...]:
    return tuple(actor for actor in actors if kind_of(actor) in kinds)
