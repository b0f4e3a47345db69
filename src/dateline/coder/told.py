"""An event as one sentence tells it, and whether it tells enough to be one.

"The Russian threat" and "the summit" only name something; "Oslo wants to prevent escalation" tells no act. Which sides
each concept must name is data (ontologies/told.csv); what is not said to have happened needs more than what is.
"""

from __future__ import annotations

import msgspec

from dateline.coder.lexicon import Lexicon
from dateline.coder.predicates import Reading
from dateline.grammar import Tree
from dateline.model import Party, Status

# What private people also do every day.
_PRIVATE_WORDS = frozenset({"AGREE", "SUPPORT", "CONSULT", "REQUEST", "REJECT", "THREATEN", "AID"})
# What consists in words or in a relation: its noun is mostly a topic, not a happening.
_ACTS_OF_WORDS = frozenset({"THREATEN", "REQUEST", "SUPPORT", "COOPERATE", "AGREE", "AID", "ACCUSE", "REJECT"})
# What matters even before it happens, or when somebody says it did not: told with one side it is still news.
_GRAVE = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "SANCTION"})


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A predicate of a sentence that tells an event, with its sides."""

    reading: Reading
    actors: tuple[Party, ...]
    targets: tuple[Party, ...]
    main: bool  # told by the sentence's main clause, not in passing

    @property
    def paired(self) -> bool:
        return bool(self.actors and self.targets)


def is_told(event: Found, tree: Tree, lexicon: Lexicon) -> bool:
    """Whether the sides that such an event needs are named. A bare noun needs more than a verb."""
    if not (event.actors or event.targets) or _is_private(event, tree, lexicon):
        return False
    reading, concept = event.reading, lexicon.ontology[event.reading.concept]
    if "duty" in reading.operators and not any(p.actor.kind != "unnamed" for p in event.targets):
        return False  # "planning should be put on hold", "talks must follow channels": nobody is asked
    if not _names(lexicon.ontology.sides_needed(concept.name), event):
        return False
    if reading.outer != reading.core or tree.tokens[reading.core].pos != "NOUN":
        return True
    if concept.event == "CONSULT":
        return bool(event.targets)
    return concept.event not in _ACTS_OF_WORDS or event.paired


def is_news(event: Found, status: Status, lexicon: Lexicon) -> bool:
    """Whether an event that is only supposed, planned, asked for or denied is told well enough to be kept."""
    if status == "happened":
        return True
    concept, kind = event.reading.concept, lexicon.ontology[event.reading.concept].event
    if not lexicon.ontology.only_real.isdisjoint((concept, kind)):
        return False
    if status == "hypothetical":
        return event.paired and (event.main or kind in _GRAVE)
    return event.paired or kind in _GRAVE or (event.main and kind == "CONSULT")


def _names(needed: str, event: Found) -> bool:
    if needed == "both":
        return event.paired
    return bool(event.actors) if needed == "actor" else bool(event.targets) if needed == "target" else True


def _is_private(event: Found, tree: Tree, lexicon: Lexicon) -> bool:
    """ "The teacher promised a trip": words between private people are no event of public life."""
    if lexicon.ontology[event.reading.concept].event not in _PRIVATE_WORDS or not event.actors:
        return False
    private = lexicon.classes["private"]
    return all(
        party.actor.kind in ("unnamed", "people")
        and any(t.lemma.lower() in private for t in tree.tokens if party.start <= t.start < party.end)
        for party in event.actors
    )
