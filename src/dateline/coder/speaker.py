"""Who stands behind a mention: the innermost attribution in whose content its trigger stands."""

from __future__ import annotations

from dateline.model import Annotations, Attribution, Document


def attribution_of(document: Document, start: int, end: int, annotations: Annotations) -> Attribution | None:
    """The attribution with the least content around `start:end`, or None when the report itself tells it.

    Standing in the same sentence is not enough: in "The army shelled the town, the mayor said" the shelling is the
    mayor's, the saying is the report's.
    """
    best, best_size = None, 0
    for attribution in annotations.attributions:
        for span in attribution.content:
            if span.start <= start and end <= span.end:
                size = sum(s.end - s.start for s in attribution.content)
                if best is None or size < best_size:
                    best, best_size = attribution, size
    return best
