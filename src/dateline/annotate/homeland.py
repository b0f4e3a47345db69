"""Whose an official is when only the title says so: "army spokesman Ram Thapa", "the defence ministry", "the IAF".

A report leaves the country out where its readers know it. So the country is that of the report: of the outlet or of the
place it is filed from, when the report tells of that country; else the one country of the sentence before; else the one
that the report begins with.
"""

from __future__ import annotations

import csv
from collections import Counter
from functools import lru_cache
from importlib.resources import files

from msgspec.structs import replace

from dateline.annotate.identity import IN_THE_REPORT
from dateline.annotate.roster import Roster
from dateline.model import Actor, ActorMention, Document
from dateline.resources import Resources

# Sectors whose people serve one country.
_DOMESTIC = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
# Those who are sent abroad are not of the country that a report is about.
_SENT = ("ambassador", "envoy", "consul", "diplomat", "correspondent", "representative", "commissioner", "observer")
# A report is about a country that has so large a share of whom it names, and is named so often.
_MAIN_SHARE, _MAIN_COUNT = 0.6, 4
# The country of an outlet or a filing place must be named so often in the report to be its home.
_HOME_COUNT = 2
# ... and at least so often as a share of how often the country told of most is named.
_HOME_SHARE = 1 / 4
# Mentions to look through for those inside a longer one; half as many sentences back for the body of a spokesman.
_INSIDE = 6
_LEDE_COUNT = 3


def home_of(document: Document, resources: Resources) -> str | None:
    """The country of the outlet, or of the place the report is filed from."""
    outlet = resources.outlets.by_name(document.outlet) or resources.outlets.by_url(document.url)
    filed = document.dateline.split("/")[0] if document.dateline else None
    places = resources.gazetteer.lookup(filed) if filed else ()
    if places and places[0].country:
        return places[0].country
    return outlet.country if outlet else None


def settle_homelands(
    text: str, mentions: tuple[ActorMention, ...], roster: Roster, home: str | None
) -> tuple[ActorMention, ...]:
    """The mentions with a country for each official who has none of his own, and acronyms read by country."""
    mentions = _by_acronym(text, mentions, roster)
    if not any(_lacks(mention.actor) for mention in mentions):
        return mentions
    counts = Counter(m.actor.country for m in mentions if m.actor.country)
    main = _main(counts)
    if main is None and is_at_home(home, counts):
        main = home
    lede = next((m.actor.country for m in mentions if m.actor.country), None)
    lede = lede if lede is not None and counts[lede] >= _LEDE_COUNT else None
    served = _served(mentions)
    countries: dict[str, str] = {}
    for number, mention in enumerate(mentions):
        actor = mention.actor
        if not _lacks(actor) or actor.key in countries or actor.key in served:
            continue
        if any(word in text[mention.start : mention.end].lower() for word in _SENT):
            continue
        country = _of_body_before(text, mentions, number) or main or _told_before(mentions, number) or lede
        if country:
            countries[actor.key] = country
    return tuple(_at_home(_serving(mention, served), countries, roster) for mention in mentions)


def _served(mentions: tuple[ActorMention, ...]) -> dict[str, Actor]:
    """Whom an official serves by the words of some mention: "adviser to Thapa", "the group's spokesman"."""
    found: dict[str, Actor] = {}
    for n, mention in enumerate(mentions):
        if not _lacks(mention.actor) or mention.actor.key in found:
            continue
        inside = [
            m.actor
            for m in mentions[max(0, n - _INSIDE) : n + _INSIDE]
            if mention.start <= m.start and m.end <= mention.end and m.actor.key != mention.actor.key
        ]
        known = [a for a in inside if a.country and a.kind in ("organisation", "group")]
        known += [a for a in inside if a.country and a.kind == "person"]
        if known:
            found[mention.actor.key] = known[0]
    return found


def _serving(mention: ActorMention, served: dict[str, Actor]) -> ActorMention:
    body = served.get(mention.actor.key)
    if body is None or not _lacks(mention.actor):
        return mention
    person = body.kind == "person"
    actor = replace(
        mention.actor,
        country=body.country,
        sector=mention.actor.sector if person else body.sector or mention.actor.sector,
        body=body.body if person else body.key,
        basis=f"{mention.actor.basis}; serves {body.name}",
    )
    return replace(mention, actor=actor)


def _of_body_before(text: str, mentions: tuple[ActorMention, ...], number: int) -> str | None:
    """ "Command spokesman Ram Thapa" after "the Northern Command said": of the body with the title's first word."""
    here = mentions[number]
    first = text[here.start : here.end].split(maxsplit=1)[0]
    for m in reversed(mentions[:number]):
        if here.sentence - m.sentence > _INSIDE // 2:
            break
        if m.actor.kind == "organisation" and m.actor.country and text[m.start : m.end].endswith(" " + first):
            return m.actor.country
    return None


def _lacks(actor: Actor) -> bool:
    if actor.kind != "person" or actor.country is not None or actor.sector not in _DOMESTIC:
        return False
    return actor.body is None and not any(word in (actor.role or "") for word in _SENT)


def is_at_home(home: str | None, counts: Counter) -> bool:
    """Whether a report speaks of its outlet's country as of its own: a paper in Chicago that tells of a war elsewhere
    means by "the army" none of Chicago's."""
    most = max(counts.values(), default=0)
    return home is not None and counts[home] >= _HOME_COUNT and counts[home] >= _HOME_SHARE * most


def _main(counts: Counter) -> str | None:
    if not counts:
        return None
    country, most = counts.most_common(1)[0]
    return country if most >= _MAIN_SHARE * counts.total() and most >= _MAIN_COUNT else None


def _told_before(mentions: tuple[ActorMention, ...], number: int) -> str | None:
    """The one country told in this sentence so far and in the one before."""
    here = mentions[number]
    near = {
        m.actor.country
        for m in mentions[:number]
        if here.sentence - m.sentence <= 1 and m.actor.country and m.end <= here.start
    }
    return near.pop() if len(near) == 1 else None


def _at_home(mention: ActorMention, countries: dict[str, str], roster: Roster) -> ActorMention:
    country = countries.get(mention.actor.key)
    if country is None or not _lacks(mention.actor):
        return mention
    reason = f"{mention.actor.basis}; of {roster.countries.get(country, country)}, where the report is at home"
    return replace(mention, actor=replace(mention.actor, country=country, body=f"state:{country}", basis=reason))


# --- acronyms --------------------------------------------------------------------------------------------------------


def _by_acronym(text: str, mentions: tuple[ActorMention, ...], roster: Roster) -> tuple[ActorMention, ...]:
    """ "IAF" is India's air force where the report tells of India more than of Israel; "Tripoli" is no government where
    it tells of Lebanon."""
    shared = [m for m in mentions if _bare(text, m) in _acronyms() and m.actor.basis != IN_THE_REPORT]
    if not shared:
        return mentions
    told = {(m.start, m.end) for m in shared}
    counts = Counter(m.actor.country for m in mentions if m.actor.country and (m.start, m.end) not in told)
    settled = []
    for mention in mentions:
        rows = _acronyms().get(_bare(text, mention), {}) if mention.actor.basis != IN_THE_REPORT else {}
        best = max(sorted(rows), key=lambda country: counts[country], default=None)
        if best is not None and counts[best] and not rows[best]:
            continue
        if best is not None and counts[best] and rows[best] in roster.actors and rows[best] != mention.actor.key:
            mention = replace(
                mention, actor=replace(roster.actors[rows[best]], basis="acronym, by the report's country")
            )
        settled.append(mention)
    return tuple(settled)


def _bare(text: str, mention: ActorMention) -> str:
    return text[mention.start : mention.end].removeprefix("The ").removeprefix("the ")


@lru_cache(maxsize=1)
def _acronyms() -> dict[str, dict[str, str]]:
    """Acronym, or capital with a namesake -> country -> key of whom it stands for there, "" for nobody."""
    found: dict[str, dict[str, str]] = {}
    with (files("dateline") / "data" / "actors" / "acronyms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["acronym"], {})[row["country"]] = row["key"]
    return found
