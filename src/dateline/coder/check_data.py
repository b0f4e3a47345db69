"""Does the knowledge of this package hold what it says? Run by `dateline check data`.

Every trigger and control row is asked about its own sentences: `yes` must tell its concept, `no` must not.
"""

from __future__ import annotations

from collections.abc import Iterable

from dateline.coder.classify import one_paragraph
from dateline.coder.lexicon import NO_EVENT, Lexicon
from dateline.coder.predicates import Reader
from dateline.config import Config
from dateline.grammar import Tree
from dateline.resources import Resources, resources

# Operators that leave the concept as it is.
_SILENT = frozenset(
    {"pass", "report", "light", "announce", "purpose", "address", "tell", "suggest", "propose", "weigh"}
)


def check_data(language: str = "en") -> list[str]:
    """Everything wrong with the lexicon and the ontology, as "file:line: message". Empty when all is well.

    Raises DataError where a table cannot be read at all.
    """
    shared = resources(Config(language=language))
    return [*_unused(shared.lexicon), *_twins(shared.lexicon), *_sentences(shared)]


def _unused(lexicon: Lexicon) -> Iterable[str]:
    """Operators of controls.csv that remap nothing."""
    known = {operator for operator, _ in lexicon.ontology.remaps}
    for row in lexicon.control_rows:
        if row.operator not in known and row.operator not in _SILENT:
            yield f"{row.place}: operator {row.operator!r} has no row in remap.csv. Add one for each event it changes."


def _twins(lexicon: Lexicon) -> Iterable[str]:
    """Two rows that claim the same word under the same conditions: the later one can never be read."""
    seen: dict[tuple[str, str, str], str] = {}
    for row in lexicon.rows():
        for word in row.words:
            key = (row.pos, word, row.frame)
            if key in seen and row.place != seen[key]:
                yield f"{row.place}: {word!r} with frame {row.frame!r} already stands at {seen[key]}. Drop one."
            seen.setdefault(key, row.place)


def _sentences(shared: Resources) -> Iterable[str]:
    for row in shared.lexicon.rows():
        if row.yes and row.concept not in concepts_in(row.yes, shared):
            told = ", ".join(concepts_in(row.yes, shared)) or "nothing"
            yield f"{row.place}: {row.yes!r} should tell {row.concept}, and tells {told}."
        if row.no and row.concept != NO_EVENT and row.concept in concepts_in(row.no, shared):
            yield f"{row.place}: {row.no!r} should not tell {row.concept}, and does."
    for control in shared.lexicon.control_rows:
        if control.operator in _SILENT:
            continue
        if control.yes and control.operator not in _operators_in(control.yes, shared):
            yield f"{control.place}: {control.yes!r} is not read with the operator {control.operator!r}."


def concepts_in(text: str, shared: Resources) -> list[str]:
    """Every concept that some word of a sentence tells, in text order; NO_EVENT where a row says so."""
    return [reading.concept for reading in _readings(text, shared)]


def _operators_in(text: str, shared: Resources) -> set[str]:
    found: set[str] = set()
    for reading in _readings(text, shared):
        found.update(reading.operators)
    return found


def _readings(text: str, shared: Resources) -> list:
    readings = []
    sentences, _ = shared.parse(one_paragraph(text))
    for sentence in sentences:
        reader = Reader(Tree(sentence), shared.lexicon)
        for i, token in enumerate(sentence.tokens):
            if token.pos in ("VERB", "AUX", "NOUN", "ADJ"):
                reading = reader.read(i)
                if reading:
                    readings.append(reading)
    return readings
