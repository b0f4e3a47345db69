"""Whom the words on the two sides of an event name.

A candidate that names a known actor is taken; one that only could be somebody ("the migrant camp in Calais") becomes an
unnamed actor of its own; one that names nobody is opened up: "Kabul's decision", "the border with Chad".
"""

from __future__ import annotations

from collections.abc import Iterable

from dateline.coder.predicates import Reader
from dateline.coder.sides import DIRECTED, SOMEBODY, SOMETHING, only_where
from dateline.coder.subjects import is_subject_of_next
from dateline.model import Actor, ActorMention, Party, Token

# Endings that make a noun a person; "-er" would make one of "border" too.
_PEOPLE_ENDINGS = ("ist", "man", "woman", "crat", "monger")
_PEOPLE_BY_STATE = frozenset({"wounded", "injured", "sick", "poor", "wound", "injure", "displaced", "elderly"})
# Words of a phrase that make the key of somebody unnamed.
_KEY_WORDS = 5
_QUALIFIERS = frozenset({"compound", "amod", "nmod"})
# Word classes whose capitalised nouns name no actor: "the Simla Agreement", "Operation Dawn".
_NAMED_THINGS = (
    "landmark",
    "agreement",
    "talks",
    "statement",
    "exercise",
    "attack",
    "ceasefire",
    "law",
    "visit",
    "ties",
)
# Proper names that are nobody's: days, laws, events.
_NO_NAMES = frozenset(
    [
        "DATE",
        "TIME",
        "EVENT",
        "LOC",
        "LAW",
        "WORK_OF_ART",
        "LANGUAGE",
        "MONEY",
        "PERCENT",
        "QUANTITY",
        "PRODUCT",
        "CARDINAL",
        "ORDINAL",
    ]
)

# Who is only counted: "dozens were wounded".
_PEOPLE = Actor(key="unnamed:people", name="people", kind="unnamed", sector="CVL", basis="a count of people")
# Nouns that count, but of somebody told before.
_COUNTS_MEMBERS = frozenset({"member", "half", "rest", "majority", "some", "number", "score"})


class Cast:
    """The actors of one sentence, asked by token."""

    def __init__(self, reader: Reader, mentions: Iterable[ActorMention]) -> None:
        self.reader = reader
        self.tree = reader.tree
        self._by_token: dict[int, ActorMention] = {}
        self._twins: dict[
            int, list[ActorMention]
        ] = {}  # "both countries" names two: those after the first, by its head
        self._starts = starts = {token.start: n for n, token in enumerate(self.tree.tokens)}
        for mention in mentions:
            at = starts.get(mention.head)
            if at is not None and self._by_token.setdefault(at, mention) is not mention:
                self._twins.setdefault(at, []).append(mention)
            # The parser may see another head in a long name; the phrase hangs in the sentence by that one.
            top = self.tree.head_of(mention)
            if top is not None and self.tree.tokens[top].pos in ("NOUN", "PROPN"):
                self._by_token.setdefault(top, mention)

    def parties(
        self,
        heads: Iterable[int],
        taken: frozenset[int] = frozenset(),
        *,
        things: bool = False,
        apart_from: frozenset[str] = frozenset(),
    ) -> tuple[tuple[Party, int], ...]:
        """The first candidate that names an actor, with everybody it is co-ordinated with.

        With `things`, a place or a property also fills the side: one attacks a camp, one returns a statue. Nobody whose
        key or name is in `apart_from` is taken: "opened its borders" is not done to oneself.
        """
        for head in heads:
            found = []
            for one in self._together(head):
                party = self._party(one, things)
                if party and party[1] not in taken:
                    found += [
                        (each, party[1])
                        for each in (party[0], *self._others(party))
                        if apart_from.isdisjoint((each.actor.key, each.actor.name))
                    ]
            if found:
                return tuple({party.actor.key: (party, at) for party, at in reversed(found)}.values())[::-1]
        return ()

    def _others(self, party: tuple[Party, int]) -> list[Party]:
        """Whom the same words name besides: the second of "both countries"."""
        return [
            Party(start=twin.start, end=twin.end, actor=twin.actor)
            for twin in self._twins.get(party[1], ())
            if twin.start == party[0].start
        ]

    def _together(self, head: int) -> list[int]:
        """`head` and whom it is co-ordinated or hyphened with: "Oslo and Kyiv", "India-Pakistan"."""
        tokens = self.tree.tokens
        found = [i for i in self.tree.conjuncts(head) if i == head or not is_subject_of_next(self.tree, i)]
        pair = head + 2
        if pair < len(tokens) and tokens[head + 1].text in ("-", "–") and pair in self._by_token:
            found.append(pair)
        if head in self._by_token:
            found += self._joined_inside(head)
            # "met Norway's Ola Berg and Kenya's Asha Otieno": the parser may hang the first name under the second.
            before = self._starts.get(self._by_token[head].start, 0) - 2
            joined = before >= 0 and tokens[before + 1].text == "and" and tokens[before].dep in _QUALIFIERS
            if joined and before in self._by_token and self._by_token[before].actor.kind == "person":
                found.insert(0, before)
        return found

    def _joined_inside(self, head: int) -> list[int]:
        """ "the Organization of American States, Mexico and Brazil": the parser joins Mexico to the States."""
        mention = self._by_token[head]
        inside = [i for i, t in enumerate(self.tree.tokens) if mention.start <= t.start < mention.end and i != head]
        if self.tree.tokens[head].ent != "ORG" or len(inside) < 2:
            return []
        joined = [c for i in inside for c in self.tree.deps(i, "conj") if self.tree.tokens[c].start >= mention.end]
        return [one for c in joined for one in self.tree.conjuncts(c)]

    def _party(self, head: int, things: bool) -> tuple[Party, int] | None:
        if self.tree.tokens[head].dep in _QUALIFIERS:
            if self.qualifies(head):
                return self._named(head), head
            token = self.tree.tokens[head]
            named = token.pos == "PROPN" and token.ent in ("ORG", "PERSON") and head not in self._by_token
            named = named and not self._heads_a_name(token.head, "landmark", "agreement")
            return (self._unnamed(head, None), head) if named else None
        if head in self._by_token:
            head = self._named_beside(head)
            return self._named(head), head
        counted = self._counted(head)
        if counted is not None:
            return counted, head
        if self._fills_a_side(head, things):
            return self._unnamed(head, self._actor_token(head)), head
        return None

    def qualifies(self, i: int) -> bool:
        """Whether a word before a noun names who acts: "Indian strikes", "NATO strikes", not "the Mumbai attacks"."""
        mention = self._by_token.get(i)
        if mention is None:
            return False
        token, kind = self.tree.tokens[i], mention.actor.kind
        if self._heads_a_name(token.head, "landmark"):
            return False  # "the Taiwan Strait"; but "the Israel Boycott Law" is against Israel
        if token.pos == "ADJ" or kind == "state":
            return True
        if mention.actor.key.startswith("region:"):
            return False  # "the Kashmir attack" tells where
        return kind not in ("unnamed", "people") and token.ent != "GPE"

    def country(self, i: int) -> str | None:
        """The country of the actor that token `i` names."""
        return self._by_token[i].actor.country if i in self._by_token else None

    def is_capital(self, i: int) -> bool:
        """Whether token `i` names a capital, which may stand for its state or only for itself."""
        return i in self._by_token and self._by_token[i].actor.basis == "metonym"

    def is_nameless(self, i: int) -> bool:
        """Whether token `i` is no actor that the report's annotation knows: "outside his palace"."""
        return i not in self._by_token

    def is_place(self, i: int) -> bool:
        """Whether token `i` names a place, or a thing of the landscape that is nobody."""
        token = self.tree.tokens[i]
        if token.ent in ("GPE", "LOC", "FAC") or (token.pos == "PROPN" and i not in self._by_token):
            return True
        lemma, classes = self.reader.lemma(i), self.reader.lexicon.classes
        return any(lemma in classes[kind] for kind in SOMETHING) or lemma in classes["site"]

    def inside(self, heads: Iterable[int]) -> list[int]:
        """The actors that these phrases speak of: "Kabul's decision" speaks of Kabul, "a bomb in Kabul" of nobody."""
        found = [at for head in heads if (at := self._actor_token(head)) is not None]
        return [at for at in found if not only_where(self.tree, at)]

    def _named_beside(self, head: int) -> int:
        """ "his Iranian counterpart, Ali Reza": the name tells more than the office."""
        for c in self.tree.deps(head, "appos"):
            if c in self._by_token and self._by_token[c].actor.kind == "person":
                return head if self._by_token[head].actor.kind == "person" else c
        return head

    def _named(self, at: int) -> Party:
        mention = self._by_token[at]
        return Party(start=mention.start, end=mention.end, actor=mention.actor)

    def _counted(self, head: int) -> Party | None:
        """ "Hundreds of Russian troops" are Russian troops; "thousands" alone are people."""
        tree, token = self.tree, self.tree.tokens[head]
        if token.pos == "NUM" and not tree.deps(head, "prep"):
            return self._people(head) if token.dep == "nsubjpass" else None  # "at least forty were killed"
        if token.pos != "NUM" and self.reader.lemma(head) not in self.reader.lexicon.classes["quantity"]:
            return None
        counted = [p for c in tree.deps(head, "prep") if tree.tokens[c].lemma == "of" for p in tree.deps(c, "pobj")]
        if not counted:
            if tree.tokens[head].tag != "NNS" or self.reader.lemma(head) in _COUNTS_MEMBERS:
                return None
            return self._people(head)
        if counted[0] not in self._by_token:
            return self._counted(counted[0])  # "hundreds of thousands of people"
        inner = self._named(counted[0])
        if inner.actor.kind == "person":
            return None
        return Party(start=tree.phrase(head).start, end=inner.end, actor=inner.actor)

    def _people(self, head: int) -> Party:
        span = self.tree.phrase(head)
        return Party(start=span.start, end=span.end, actor=_PEOPLE)

    def _unnamed(self, head: int, inner: int | None) -> Party:
        """ "the migrant camp in Calais": nobody we know, but somebody; the country is that of the name inside."""
        span = self.tree.phrase(head)
        country = self._by_token[inner].actor.country if inner is not None else None
        words = [t for t in self.tree.tokens if span.start <= t.start < span.end]
        name = _plain_name(words)
        # Equal words make equal people, and no more: "three soldiers" and "five soldiers" are told apart by the event.
        plain = [t.lemma.lower() for t in words if t.pos in ("NOUN", "PROPN", "ADJ")][:_KEY_WORDS]
        key = f"unnamed:{'-'.join(plain) or self.reader.lemma(head)}"
        return Party(
            start=span.start,
            end=span.end,
            actor=Actor(key=key, name=name, kind="unnamed", country=country, basis="the words of the sentence"),
        )

    def _fills_a_side(self, i: int, things: bool) -> bool:
        token, lexicon = self.tree.tokens[i], self.reader.lexicon
        lemma = self.reader.lemma(i)
        if token.pos not in ("NOUN", "PROPN"):
            # "treated the wounded": an adjective stands for people where a noun should be.
            return token.pos in ("ADJ", "VERB") and token.dep in ("dobj", "pobj", "nsubj") and lemma in _PEOPLE_BY_STATE
        if lemma == "force" and token.tag == "NN" and not any(c < i for c in self.tree.children[i]):
            return False  # "the use of force"
        if lemma == "state" and any(self.tree.tokens[c].lemma == "of" for c in self.tree.deps(i, "prep")):
            return False  # "a state of emergency"
        if lemma in lexicon.classes["quantity"]:
            counted = [p for c in self.tree.deps(i, "prep") for p in self.tree.deps(c, "pobj")]
            if not counted:
                return token.tag == "NNS"  # "thousands marched"
            return any(self._fills_a_side(p, things) for p in counted)
        if self._heads_a_name(i, *_NAMED_THINGS):
            # A strait is closed, a canal attacked; one fires across a border, and not at it.
            return things and token.dep in ("dobj", "nsubjpass") and lemma in lexicon.classes["landmark"]
        if token.pos == "PROPN" and token.ent not in _NO_NAMES:
            return True
        if lemma.endswith(_PEOPLE_ENDINGS):
            return True
        kinds = SOMEBODY + SOMETHING if things else SOMEBODY
        return any(lemma in lexicon.classes[kind] for kind in kinds)

    def _heads_a_name(self, i: int, *kinds: str) -> bool:
        """Whether token `i` heads the name of a thing of these kinds: the Indus Waters Treaty, the Line of Control."""
        tree, classes = self.tree, self.reader.lexicon.classes
        if tree.tokens[i].pos != "PROPN":
            return False
        heads = [i]
        if tree.tokens[i].dep == "pobj" and tree.tokens[tree.tokens[i].head].lemma == "of":
            heads.append(tree.tokens[tree.tokens[i].head].head)  # "Control" of the Line of Control
        return any(
            self.reader.lemma(head) in classes[kind]
            for kind in kinds
            for head in heads
            if head == i or (tree.tokens[head].pos == "PROPN" and kind == "landmark")
        )

    def _actor_token(self, head: int, depth: int = 0) -> int | None:
        """The token of the actor that a noun phrase names, or speaks of: its owner, its "of", its adjective."""
        if head in self._by_token:
            return head
        if depth > 2:
            return None
        tree, tokens = self.tree, self.tree.tokens
        inside = tree.deps(head, "poss")
        inside += tree.deps(head, "appos")
        for wanted in DIRECTED:
            for c in tree.deps(head, "prep", "agent"):
                if tokens[c].lemma.lower() == wanted:
                    inside += tree.deps(c, "pobj")
        inside += [q for q in tree.deps(head, "compound", "amod", "nmod") if self.qualifies(q)]
        for one in inside:
            found = self._actor_token(one, depth + 1)
            if found is not None:
                return found
        return None


def _plain_name(words: list[Token]) -> str:
    """Without articles, numbers, marks and hedges: "at least nine terrorist camps" are "terrorist camps"."""
    kept = [t for t in words if t.pos not in ("DET", "NUM", "PUNCT") or t.text in ("-", "–")]
    while len(kept) > 1 and kept[0].pos not in ("NOUN", "PROPN", "ADJ", "VERB"):
        kept.pop(0)
    name = ""
    for before, token in zip([None, *kept], kept, strict=False):
        # Words that stood apart stay apart; "Al-Nour" and "base's" stay together.
        name += f" {token.text}" if before and before.end < token.start else token.text
    return name
