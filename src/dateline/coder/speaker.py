"""Who stands behind a mention: the innermost attribution in whose content its trigger stands."""

from __future__ import annotations

from dateline.coder.lexicon import Lexicon
from dateline.grammar import Tree
from dateline.model import Actor, Annotations, Attribution, Document

# Who condemns the attack that killed ten does not tell of it: the report does, and takes it for known.
_TAKEN_FOR_KNOWN = frozenset({"condemn", "criticise", "praise", "support"})


def attribution_of(document: Document, start: int, end: int, annotations: Annotations) -> Attribution | None:
    """The attribution with the least content around `start:end`, or None when the report itself tells it.

    Standing in the same sentence is not enough: in "The army shelled the town, the mayor said" the shelling is the
    mayor's, the saying is the report's.
    """
    best, best_size = None, 0
    for attribution in annotations.attributions:
        if attribution.act in _TAKEN_FOR_KNOWN and attribution.kind == "indirect":
            continue
        for span in attribution.content:
            if span.start <= start and end <= span.end:
                size = sum(s.end - s.start for s in attribution.content)
                if best is None or size < best_size:
                    best, best_size = attribution, size
    return best


def speaker_of(attribution: Attribution | None, tree: Tree, lexicon: Lexicon) -> Actor | None:
    """Who says so, where it is somebody: "tensions show" and "rocket attacks continue to sound alarms" name nobody."""
    if attribution is None or attribution.speaker is None:
        return None
    speaker, source = attribution.speaker, attribution.source
    if speaker.kind != "unnamed" or speaker.sector is not None or source is None:
        return speaker
    head = tree.head_of(source)
    if head is None or not tree.sentence.start <= source.start < tree.sentence.end:
        return speaker
    token = tree.tokens[head]
    if token.tag in ("WDT", "DT", "IN"):
        return None  # "a resolution that condemned it"
    lemma = token.lemma.lower()
    if lemma in lexicon.classes["statement"]:
        return speaker
    known = ("n", lemma) in lexicon.triggers or ("n", lemma) in lexicon.controls
    return None if known or lemma in lexicon.classes["matters"] else speaker
