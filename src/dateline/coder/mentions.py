"""Event mentions of a document: who did what to whom, with the words that say so.

Sentence by sentence: a gate of trigger words, the predicates that tell an event, its two sides, then what the other
files of this package say about it: whether it happened, who says so, when, where, and whether it is background.
"""

from __future__ import annotations

from dateline.coder.background import background_of
from dateline.coder.guards import no_event
from dateline.coder.lexicon import NO_EVENT, Lexicon
from dateline.coder.parties import Cast
from dateline.coder.predicates import Reader, Reading
from dateline.coder.quoted import as_quoted
from dateline.coder.score import Weight, weigh
from dateline.coder.sides import find_sides, only_where
from dateline.coder.speaker import attribution_of, speaker_of
from dateline.coder.status import Judgement, status_of
from dateline.coder.told import Found, is_news, is_told
from dateline.coder.when import when_of
from dateline.coder.where import where_of
from dateline.grammar import Tree
from dateline.model import (
    ActorMention,
    Annotations,
    Attribution,
    Document,
    Evidence,
    Figure,
    Mention,
    Party,
    Sentence,
    Span,
    Status,
)
from dateline.resources import Resources

# Dependencies by which a clause is told in passing: "the man who ...", "after ...", "by ...".
_IN_PASSING = frozenset(
    {"relcl", "acl", "advcl", "prep", "pobj", "pcomp", "csubj", "appos", "nsubj", "dobj", "poss", "conj"}
)
# Of mentions with a lower score hardly one in four is right (data/model/calibration.csv): an analyst is better without.
_DOUBTFUL = 0.24
# What nobody says has happened is kept only when it is likelier right than wrong: of those read by eye below this score
# four of thirteen were (docs/measured-coder.md).
_DOUBTFUL_UNREAL = 0.5
# What can be done to a place or a property: a camp is shelled, a statue returned, an airport closed.
_DONE_TO_THINGS = frozenset({"ASSAULT", "COERCE", "CONCEDE", "RETREAT", "MOBILIZE", "SANCTION"})
# A truce, troops, a threat in a country concern that country, even its own.
_CONCERN_THE_PLACE = frozenset({"RETREAT", "CONCEDE", "MOBILIZE", "THREATEN"})
# What two do to each other when no third is named: "Oslo and Kyiv severed ties".
_BETWEEN = frozenset({"sanction.ties", "sanction.trade", "sanction.cooperation"})
# Parties with the tokens that name them.
_Named = tuple[tuple[Party, int], ...]
# Nobody does these without somebody to do them to; a verb without an object is a passive that the parser missed.
_NEVER_ALONE = frozenset({"assault.injure", "assault.abduct", "coerce.arrest"})


def code_mentions(document: Document, annotations: Annotations, resources: Resources) -> list[Mention]:
    """Every event that the document tells, in text order. A side is empty only where the sentence names nobody."""
    lexicon = resources.lexicon
    by_sentence: dict[int, list[ActorMention]] = {}
    for actor in annotations.actors:
        by_sentence.setdefault(actor.sentence, []).append(actor)
    mentions: list[Mention] = []
    for sentence in annotations.sentences:
        if not _may_tell(sentence, lexicon):
            continue
        tree = Tree(sentence)
        for event in events_of(tree, by_sentence.get(sentence.index, []), lexicon):
            trigger = tree.tokens[event.reading.trigger]
            attribution = attribution_of(document, trigger.start, trigger.end, annotations)
            found = as_quoted(event, tree, attribution)
            if not is_told(found, tree, lexicon):
                continue
            judgement = status_of(tree, found.reading.trigger, annotations, settled=found.reading.settled)
            if not is_news(found, judgement.status, lexicon):
                continue
            weight = weigh(found, judgement.status, tree, lexicon)
            if weight.share < max(_least_score(found, judgement.status, lexicon), resources.config.min_score):
                continue
            number = len(mentions) + 1
            mentions.append(
                _mention(
                    document,
                    annotations,
                    sentence,
                    tree,
                    found,
                    judgement,
                    weight,
                    lexicon,
                    attribution=attribution,
                    number=number,
                )
            )
    return mentions


def _least_score(found: Found, status: Status, lexicon: Lexicon) -> float:
    # A demand is made, an order given, whatever comes of it.
    asks = lexicon.ontology[found.reading.concept].event == "REQUEST" or "order" in found.reading.operators
    return _DOUBTFUL if status in ("happened", "denied") or asks else _DOUBTFUL_UNREAL


def events_of(tree: Tree, actors: list[ActorMention], lexicon: Lexicon) -> list[Found]:
    """The events that one sentence tells, in text order, each once."""
    reader = Reader(tree, lexicon)
    cast = Cast(reader, actors)
    used: set[int] = set()
    found: list[Found] = []
    for i in _from_the_top(tree):
        if i in used or not _can_trigger(tree, i):
            continue
        reading = reader.read(i)
        if reading is None:
            continue
        used.update(reading.words)
        used.add(reading.core)
        if reading.concept == NO_EVENT or (
            reading.trigger != i and reading.trigger in (f.reading.trigger for f in found)
        ):
            continue
        if no_event(reading, reader):
            continue
        if _retells(reading, reader, found):
            continue
        used.update(_subject_nouns(reading, reader))
        event = _with_sides(reading, reader, cast)
        if is_told(event, tree, lexicon):
            found.append(event)
    return sorted(found, key=lambda event: tree.tokens[event.reading.trigger].start)


def _subject_nouns(reading: Reading, reader: Reader) -> list[int]:
    """ "The strikes killed eight": the strikes and the killing are one event, told by the verb."""
    event = reader.lexicon.ontology[reading.concept].event
    nouns = [s for s in reader.tree.deps(reading.core, "nsubj") if reader.tree.tokens[s].pos == "NOUN"]
    told = [(s, reader.read(s)) for s in nouns]
    return [s for s, r in told if r and r.concept != NO_EVENT and reader.lexicon.ontology[r.concept].event == event]


def _retells(reading: Reading, reader: Reader, found: list[Found]) -> bool:
    """ "The attack that killed eight": the clause only says more of an event that was found already."""
    token = reader.tree.tokens[reading.core]
    concepts = reader.lexicon.ontology
    return token.dep == "relcl" and any(
        other.reading.core == token.head and concepts[other.reading.concept].event == concepts[reading.concept].event
        for other in found
    )


def _may_tell(sentence: Sentence, lexicon: Lexicon) -> bool:
    gate, lemmas = lexicon.gate, lexicon.lemmas
    return any(
        (token.lemma if token.lemma in gate else lemmas.get(token.lemma.lower(), token.lemma.lower())) in gate
        for token in sentence.tokens
    )


def _from_the_top(tree: Tree) -> list[int]:
    """Tokens from the roots down, so that a control verb is read before what it governs."""
    order, todo = [], tree.roots()
    while todo:
        order += todo
        todo = [c for i in todo for c in tree.children[i]]
    return order


def _can_trigger(tree: Tree, i: int) -> bool:
    token = tree.tokens[i]
    if i and tree.tokens[i - 1].text in ("-", "–") and token.tag in ("VBG", "VBN"):
        return False  # "Russian-speaking", "rebel-held"
    if token.pos == "VERB":
        return token.dep not in ("amod", "aux", "auxpass", "compound")
    if token.pos == "AUX":
        return token.dep not in ("aux", "auxpass")
    return token.pos in ("NOUN", "ADJ") and token.dep not in ("amod", "compound", "nmod", "npadvmod")


def _with_sides(reading: Reading, reader: Reader, cast: Cast) -> Found:
    sides = find_sides(reading, reader)
    ontology = reader.lexicon.ontology
    reciprocal = ontology[reading.concept].reciprocal or ontology[reading.base].reciprocal
    actors = cast.parties(sides.actors) or cast.parties(cast.inside(sides.actors))
    taken = frozenset(at for _, at in actors)
    # "India and Pakistan agreed": they do it to each other, and it is coded once; only "with a third" is beside them.
    together = len(actors) > 1 and (reciprocal or _each_other(reading, reader))
    event = ontology[reading.base].event
    said = ontology[reading.base].quad in (1, 3)
    sides = sides.without(_scenes(sides.targets, actors, cast, settled=event in _CONCERN_THE_PLACE, said=said))
    candidates = sides.targets[: sides.firm] if together else sides.targets
    oneself = frozenset(word for party, _ in actors for word in (party.actor.key, party.actor.name))
    targets = cast.parties(candidates, taken, things=event in _DONE_TO_THINGS, apart_from=oneself)
    if not targets and actors:
        actors, targets = _not_himself(reading, reader, cast, actors, candidates, taken)
    together = together or (reading.base in _BETWEEN and len(actors) > 1)
    if not targets and together:
        actors, targets = actors[:1], actors[1:]
    elif not actors and reciprocal and len(targets) > 1:
        actors, targets = targets[:1], targets[1:]  # "talks between Oslo and Kyiv"
    elif (actors and _is_freed(reading, reader)) or (actors and not targets and _suffers(reading, reader)):
        actors, targets = (), actors
    return Found(
        reading=reading,
        actors=tuple(party for party, _ in actors),
        targets=tuple(party for party, _ in targets),
        main=in_main_clause(reader.tree, reading.outer),
    )


def _each_other(reading: Reading, reader: Reader) -> bool:
    """ "Oslo and Kyiv blamed each other": one does it to the other."""
    tree = reader.tree
    objects = [p for v in (reading.core, reading.outer) for p in tree.deps(v, "dobj", "dative")]
    objects += [p for v in (reading.core, reading.outer) for c in tree.deps(v, "prep") for p in tree.deps(c, "pobj")]
    objects += [p for o in objects for p in tree.deps(o, "poss")]
    return any(
        tree.tokens[o].lemma.lower() in ("other", "another")
        and o > 0
        and tree.tokens[o - 1].text.lower() in ("each", "one")
        for o in objects
    )


def _not_himself(
    reading: Reading, reader: Reader, cast: Cast, actors: _Named, candidates: tuple[int, ...], taken: frozenset[int]
) -> tuple[_Named, _Named]:
    """ "accused Oslo of hiding it and called on it to act": who calls on Oslo is not Oslo, but who accused it."""
    tree, own = reader.tree, {party.actor.key for party, _ in actors}
    addressed = [i for i in candidates if tree.tokens[i].tag == "PRP" and "sel" not in tree.tokens[i].text]
    targets = cast.parties(addressed, taken)
    if not targets or {party.actor.key for party, _ in targets} != own or tree.deps(reading.outer, "nsubj"):
        return actors, ()
    for verb in tree.ancestors(reading.outer):
        above = cast.parties(tree.deps(verb, "nsubj"))
        if above and own.isdisjoint(party.actor.key for party, _ in above):
            return above, targets
    return actors, ()


def _is_freed(reading: Reading, reader: Reader) -> bool:
    """ "Three nurses freed from captors": a headline leaves "were" out, and nobody frees without an object."""
    tree, core = reader.tree, reading.core
    tagged = tree.tokens[core].tag in ("VBN", "VBD") and reading.outer == core
    return reading.concept == "concede.release" and tagged and not tree.deps(core, "dobj", "agent", "aux")


def _suffers(reading: Reading, reader: Reader) -> bool:
    """ "Hundreds injured", "the outlets targeted": a participle without an object, whose subject it is done to."""
    tree, core = reader.tree, reading.core
    if any(reader.lemma(s) in reader.lexicon.classes["arms"] for s in tree.deps(core, "nsubj")):
        return False  # "a missile hit just above us"
    return (
        reading.outer == core
        and (tree.tokens[core].tag == "VBN" or reading.concept in _NEVER_ALONE)
        and reader.lexicon.ontology[reading.base].event in ("ASSAULT", "COERCE")
        and not reader.lexicon.ontology[reading.base].reciprocal
        and not tree.deps(core, "dobj", "aux", "agent", "prep", "ccomp", "xcomp")  # "dispersed by police"
    )


def _scenes(
    targets: tuple[int, ...], actors: tuple[tuple[Party, int], ...], cast: Cast, *, settled: bool, said: bool
) -> frozenset[int]:
    """Candidates that only tell where it happens. Police who fire in Cairo do not fire at Egypt, and nobody knows that
    a car bomb in Beirut is meant for Lebanon; strikes in Pakistan by others are done to it, a truce in Libya is its.
    What is only `said` in a capital is not said to its state: "condemned it at a meeting in Vienna"."""
    at_home = frozenset(party.actor.country for party, _ in actors if party.actor.country)
    return frozenset(
        i
        for i in targets
        if only_where(cast.tree, i)
        and (
            (said and not settled and (cast.is_capital(i) or cast.is_nameless(i)))
            or ((cast.is_place(i) or not actors) and (not actors or (not settled and cast.country(i) in at_home)))
        )
    )


def in_main_clause(tree: Tree, i: int) -> bool:
    """Whether token `i` carries the sentence's main clause, or what somebody is quoted as saying in it."""
    tokens = tree.tokens
    if tokens[i].pos == "NOUN" and tokens[i].head != i:
        return False
    return all(tokens[j].dep not in _IN_PASSING for j in (i, *tree.ancestors(i)))


def _mention(
    document: Document,
    annotations: Annotations,
    sentence: Sentence,
    tree: Tree,
    found: Found,
    judgement: Judgement,
    weight: Weight,
    lexicon: Lexicon,
    *,
    attribution: Attribution | None,
    number: int,
) -> Mention:
    reading = found.reading
    trigger = tree.tokens[reading.trigger]
    clause = clause_of(tree, reading)
    when, when_span = when_of(document, tree, reading.trigger, annotations)
    background, reason = background_of(document, tree, reading.trigger, when, annotations)
    return Mention(
        id=f"{document.report}/m{number}",
        report=document.report,
        sentence=sentence.index,
        start=clause.start,
        end=clause.end,
        trigger=Span(trigger.start, trigger.end),
        concept=reading.concept,
        actors=found.actors,
        targets=found.targets,
        status=judgement.status,
        certainty=judgement.certainty,
        score=weight.share,
        contexts=_contexts(tree, clause, lexicon),
        speaker=speaker_of(attribution, tree, lexicon),
        attribution=attribution.id if attribution else None,
        when=when,
        when_span=when_span,
        where=where_of(document, tree, reading.trigger, annotations),
        figures=_figures(annotations, sentence, trigger, clause),
        background=background,
        background_reason=reason,
        evidence=(
            _evidence(tree, reading),
            *judgement.evidence,
            Evidence(rule="score", start=trigger.start, end=trigger.end, note=weight.reasons),
        ),
    )


def clause_of(tree: Tree, reading: Reading) -> Span:
    """The clause that tells the event, without clauses co-ordinated with it or hung beside it."""
    top = reading.outer
    keep, todo = [top], [c for c in tree.children[top] if not _beside(tree, c)]
    while todo:
        i = todo.pop()
        keep.append(i)
        todo.extend(c for c in tree.children[i] if not _beside(tree, c) or tree.tokens[c].pos not in ("VERB", "AUX"))
    return tree.span(sorted({*keep, reading.core}))


def _beside(tree: Tree, i: int) -> bool:
    token = tree.tokens[i]
    return token.dep == "punct" or (
        token.dep in ("conj", "advcl", "parataxis", "cc") and token.pos in ("VERB", "AUX", "CCONJ")
    )


def _contexts(tree: Tree, clause: Span, lexicon: Lexicon) -> tuple[str, ...]:
    spoken: dict[str, None] = {}
    for token in tree.tokens:
        if clause.start <= token.start < clause.end:
            for context in lexicon.contexts.get(token.lemma.lower(), ()):
                spoken[context] = None
    return tuple(sorted(spoken))


def _figures(annotations: Annotations, sentence: Sentence, trigger: object, clause: Span) -> tuple[Figure, ...]:
    return tuple(
        figure
        for figure in annotations.figures
        if figure.sentence == sentence.index and clause.start <= figure.start and figure.end <= clause.end
    )


def _evidence(tree: Tree, reading: Reading) -> Evidence:
    span = tree.span(sorted(set(reading.words)))
    words = " ".join(tree.tokens[i].text for i in sorted(set(reading.words)))
    return Evidence(rule=reading.rule, start=span.start, end=span.end, note=words)
