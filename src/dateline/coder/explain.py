"""A coded mention in words, for `dateline code --explain`."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coder.ontology import load_ontology
from dateline.model import Document, Mention, Party
from dateline.text import quote


def explain_mention(mention: Mention, document: Document) -> str:
    """What was coded, which words say so, and which rule read them; one line each."""
    concept = load_ontology()[mention.concept]
    trigger = quote(document, mention.trigger)
    lines = [
        f"{concept.name}: {concept.gloss}",
        f"  PLOVER {concept.event}{f' ({concept.mode})' if concept.mode else ''} · CAMEO {concept.cameo}"
        f" · quad {concept.quad} · Goldstein {concept.goldstein:+.1f}",
        f"  trigger   {trigger!r} at {mention.trigger.start}-{mention.trigger.end}",
        f"  actor     {_parties(mention.actors, document)}",
        f"  target    {_parties(mention.targets, document)}",
        f"  status    {mention.status}, certainty {mention.certainty:+.1f}",
        f"  score     {mention.score:.2f}",
    ]
    if mention.background:
        lines.append(f"  background: {mention.background_reason}")
    lines += [
        f"  because   {evidence.rule}: {quote(document, evidence)!r}{f' ({evidence.note})' if evidence.note else ''}"
        for evidence in mention.evidence
    ]
    return "\n".join(lines)


def _parties(parties: Sequence[Party], document: Document) -> str:
    if not parties:
        return "nobody named"
    return "; ".join(f"{party.actor.name} ({quote(document, party)!r}, by {party.actor.basis})" for party in parties)
