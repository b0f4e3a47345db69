"""What was meant by it: two sides that give different reasons for one deed.

"China says the boat broke a fishing ban"; "Taiwan says it was taken to frighten others". Reasons that share no words
are two reasons; a reason that one side alone gives is no conflict.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dateline.alike.fit import actor_fit
from dateline.corroborate.agreement import AGREE, agree
from dateline.corroborate.sides import brief, conflict
from dateline.model import Actor, Annotations, Conflict, Document, Event, Mention, Side, Span, Words

_REASON = re.compile(
    r"\b(?:because(?:\s+of)?|in\s+(?:retaliation|revenge|response|reprisal|return)\s+(?:for|to)|on\s+(?:charges|suspicion)\s+of"
    r"|in\s+order\s+to|(?:was|were|is|are)\s+(?:meant|intended|aimed|designed)\s+(?:to|at)|so\s+as\s+to|for\s+fear\s+of)\s+"
    r"(?P<reason>[^.;]+)",
    re.IGNORECASE,
)
_FEWEST_WORDS = 2


def find_rival_motives(
    events: Sequence[Event],
    told: Mapping[str, Mention],
    documents: Mapping[str, Document],
    annotations: Sequence[Annotations],
) -> list[Conflict]:
    """One conflict for each deed of which two sides that are not one give reasons in different words."""
    sentences = {(made.report, s.index): Span(s.start, s.end) for made in annotations for s in made.sentences}
    found = []
    for event in events:
        given = []
        for mention in (told[one] for one in event.mentions):
            sentence = sentences.get((mention.report, mention.sentence))
            if mention.speaker is not None and sentence is not None:
                given += _reasons(mention, sentence, documents[mention.report])
        rivals = next(
            ((one, other) for n, one in enumerate(given) for other in given[n + 1 :] if _rival(one, other)), None
        )
        if rivals is not None:
            sides = [_side(speaker, words) for speaker, words in rivals]
            reason = f"why: {' or '.join(side.text for side in sides)}"
            found.append(conflict("meaning", event.id, sides, reason))
    return found


def _reasons(mention: Mention, sentence: Span, doc: Document) -> list[tuple[Actor, Words]]:
    match = _REASON.search(doc.text, mention.trigger.end, max(mention.trigger.end, sentence.end))
    if match is None or len(match.group("reason").split()) < _FEWEST_WORDS:
        return []
    text = match.group()
    return [(mention.speaker, Words(report=mention.report, start=match.start(), end=match.end(), text=text))]


def _rival(one: tuple[Actor, Words], other: tuple[Actor, Words]) -> bool:
    return not (actor_fit(one[0], other[0]) or 0.0) > 0.0 and agree(one[1].text, other[1].text) < AGREE


def _side(speaker: Actor, words: Words) -> Side:
    return Side(reports=(words.report,), text=brief(words.text), spans=(words,), speaker=speaker)
