"""Every event with every telling: the table twin of all visuals, and what the evidence panel opens."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import quote

from dateline.model import Event, Mention, Record, When
from dateline.views.concepts import QUADS, concept
from dateline.views.index import Index, cut
from dateline.views.marks import mark, origin_words, voice_name
from dateline.views.phrases import STATUS_WORDS, actor_words, day_words, sentence, speakers_of
from dateline.views.silence import silence_words
from dateline.views.weight import by_weight

# Tellings of one event that are printed with their sentence; of the others the footnote is given.
TELLINGS = 12
# Events shown in full. Lighter ones have their sentence and footnotes only: a page of 200 reports must stay small.
FULL = 300
# Words at each end of a sentence that find it on the live page.
FRAGMENT = 5


def register(record: Record) -> dict:
    index = Index(record)
    events = by_weight(index)
    return {
        "events": [_row(event, index, brief=n >= FULL) for n, event in enumerate(events)],
        "facets": _facets(events, index),
        "reviewed": sum(bool(event.reviewed) for event in events),
    }


def event_row(event: Event, index: Index) -> dict:
    """One event in full, as its own page shows it."""
    return _row(event, index, brief=False)


def telling_row(mention: Mention, index: Index) -> dict:
    """One telling: its sentence with the slots marked, and where it stands."""
    return _telling(mention, index)


def plainest(mentions: Sequence[Mention]) -> Mention | None:
    """The telling that says most by itself: most slots filled, then the surest."""

    def emptiness(one: Mention) -> tuple[int, float]:
        return -(bool(one.actors) + bool(one.targets) + bool(one.when_span) + bool(one.where)), -one.score

    return min(mentions, key=emptiness, default=None)


def _row(event: Event, index: Index, *, brief: bool) -> dict:
    mentions = index.of(event)
    if brief:
        return {
            "id": event.id,
            "brief": True,
            "mark": mark(event, index),
            "text": sentence(event, speakers_of(mentions)),
            "background": event.background,
            "reviewed": list(event.reviewed),
            "tokens": _tokens(event, index),
            "cites": list({one["label"]: one for one in (index.cite(m.report, m.start) for m in mentions)}.values())[
                :6
            ],
        }
    known = concept(event.concept)
    return {
        "id": event.id,
        "brief": False,
        "mark": mark(event, index),
        "text": sentence(event, speakers_of(mentions)),
        "concept": event.concept,
        "gloss": known.gloss,
        "kind": QUADS.get(known.quad or 0, "kind not told"),
        "goldstein": known.goldstein,
        "status": STATUS_WORDS[event.status],
        "date": day_words(event.when),
        "basis": event.when.basis if event.when else "no date in the words around it",
        "sort": event.when.start or event.when.end or "" if event.when else "",
        "place": event.where.name if event.where else None,
        "background": event.background,
        "background_reason": event.background_reason,
        "origin": origin_words(event, index),
        "voices": [{"label": voice_name(v, index), "kind": v.kind, "reason": v.reason} for v in event.voices],
        "merges": list(event.merges),
        "formerly": list(event.formerly),
        "reviewed": list(event.reviewed),
        "silent": silence_words(event, index),
        "tokens": _tokens(event, index),
        "tellings": [_telling(one, index) for one in mentions[:TELLINGS]],
        "others": [index.cite(one.report, one.start) for one in mentions[TELLINGS:]],
    }


def _telling(mention: Mention, index: Index) -> dict:
    doc = index.documents[mention.report]

    def words(span: object) -> str:
        return index.words(mention.report, span.start, span.end)  # type: ignore[attr-defined]

    slots = [("who", words(party)) for party in mention.actors]
    slots.append(("did", words(mention.trigger)))
    slots += [("to whom", words(party)) for party in mention.targets]
    if mention.when_span:
        slots.append(("when", words(mention.when_span)))
    if mention.where:
        slots.append(("where", words(mention.where)))
    if mention.speaker:
        slots.append(("says", actor_words(mention.speaker)))
    return {
        "cite": index.cite(mention.report, mention.start),
        "outlet": doc.outlet or index.name(mention.report),
        "published": _published(doc.published),
        "url": live_address(doc.url, index.sentence_text(mention.report, mention.start)),
        "pieces": _pieces(mention, index),
        "slots": slots,
        "status": mention.status,
    }


def _published(when: When | None) -> str:
    return day_words(when) if when else "undated"


def _pieces(mention: Mention, index: Index) -> list[dict]:
    """The telling's sentence, cut where a slot begins or ends, each piece with the slot it belongs to."""
    text = index.documents[mention.report].text
    found = index.sentence(mention.report, mention.start)
    start, end = (found.start, found.end) if found else (mention.start, mention.end)
    marked = [(mention.trigger.start, mention.trigger.end, "did")]
    marked += [(party.start, party.end, "who") for party in mention.actors]
    marked += [(party.start, party.end, "whom") for party in mention.targets]
    if mention.when_span:
        marked.append((mention.when_span.start, mention.when_span.end, "when"))
    if mention.where:
        marked.append((mention.where.start, mention.where.end, "where"))
    return pieces(text, start, end, marked)


def pieces(text: str, start: int, end: int, marked: list[tuple[int, int, str]]) -> list[dict]:
    """`text[start:end]` in pieces of one mark each. Where marks overlap the first in the list wins."""
    cuts = sorted({start, end, *(edge for a, b, _ in marked for edge in (a, b) if start < edge < end)})
    made: list[dict] = []
    for a, b in pairwise(cuts):
        kind = next((kind for low, high, kind in marked if low <= a and b <= high), "")
        if made and made[-1]["kind"] == kind:
            made[-1]["text"] += text[a:b]
        else:
            made.append({"text": text[a:b], "kind": kind})
    return made


def web_address(url: str | None) -> str | None:
    """The address when it is one a browser may open: nothing but http and https ever becomes a link."""
    return url if url and url.split(":", 1)[0].lower() in ("http", "https") and "://" in url[:9] else None


def live_address(url: str | None, words: str) -> str | None:
    """The address of the live page at these words: a text fragment, which browsers scroll to and mark.

    >>> live_address("https://dawn.example/a", "Envoys met in Geneva.")
    'https://dawn.example/a#:~:text=Envoys%20met%20in%20Geneva.'
    """
    address = web_address(url)
    if address is None or not words:
        return address
    ends = words.split()
    # Few words at both ends find the sentence even where the page has changed in its middle.
    parts = [words] if len(ends) <= 2 * FRAGMENT else [" ".join(ends[:FRAGMENT]), " ".join(ends[-FRAGMENT:])]
    # A hyphen has a meaning of its own in a text fragment.
    found = ",".join(quote(part, safe="").replace("-", "%2D") for part in parts)
    return f"{address}{'' if '#' in address else '#'}:~:text={found}"


def _tokens(event: Event, index: Index) -> list[str]:
    """The words that the page's filter knows this event by."""
    made = [mark(event, index), event.status.replace(" ", "-"), event.concept.split(".")[0]]
    made.append("background" if event.background else "new")
    made += ["reviewed"] if event.reviewed else []
    made += [actor_token(actor) for actor in (*event.actors, *event.targets)]
    return list(dict.fromkeys(made))


def actor_token(actor: object) -> str:
    country = getattr(actor, "country", None)
    return country if country else actor.key.split(":", 1)[-1].replace(" ", "-")[:40]  # type: ignore[attr-defined]


def _facets(events: list[Event], index: Index) -> dict:
    """What there is to filter by, the most frequent first."""
    actors: dict[str, int] = {}
    acts: dict[str, int] = {}
    for event in events:
        for token in dict.fromkeys(actor_token(one) for one in (*event.actors, *event.targets)):
            actors[token] = actors.get(token, 0) + 1
        act = event.concept.split(".")[0]
        acts[act] = acts.get(act, 0) + 1
    first = sorted(actors.items(), key=lambda item: (-item[1], item[0]))[:12]
    return {
        "actors": [{"token": token, "count": count} for token, count in first],
        "acts": [{"token": t, "count": n} for t, n in sorted(acts.items(), key=lambda item: (-item[1], item[0]))],
    }


def short(text: str) -> str:
    return cut(text, 160)
