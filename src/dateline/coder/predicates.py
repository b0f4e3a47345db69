"""What a verb, noun or adjective of a parsed sentence tells: its concept, and the words that say so.

The reading of a predicate comes from, in this order: a control word over a clause ("agreed to lift the ban"), a trigger
row whose conditions hold ("held talks"), a control word over a noun ("demanded the release"), an empty verb with an
event noun ("carried out an attack"), a trigger row without conditions. Negation and the future then move it: what one
will do is a promise or a threat, what one will not do is a refusal.
"""

from __future__ import annotations

import msgspec

from dateline.coder.clauses import is_for_to, is_gerund, is_misread_verb, is_wanted
from dateline.coder.lexicon import NO_EVENT, Condition, Lexicon, Trigger
from dateline.grammar import Tree

# Deeper chains of control ("agreed to try to begin to ...") are parse errors more often than sentences.
MAX_DEPTH = 4

_OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "oprd", "dative"})
_SUBJECTS = frozenset({"nsubj", "csubj"})
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_CLAUSES = frozenset({"xcomp", "ccomp", "acomp"})
_PARTICLES = frozenset(["back", "down", "out", "off", "away", "up", "aside", "over", "in", "on"])
_FUTURE = frozenset(["will", "shall", "'ll", "wo", "would", "’ll"])
_DUTY = frozenset(["must", "should"])
# Events that consist in saying something: a statement or a call can do them.
_SPOKEN = frozenset({"ACCUSE", "SUPPORT", "REQUEST", "THREATEN", "REJECT", "AGREE"})
# What is the speaker's own act when it is said: a demand, a judgement.
_SPEAKERS_OWN = frozenset({"duty", "judgement"})
# Concepts that a noun may refine.
_COARSE = (".general", ".attack", ".meet", ".demonstrate", ".discuss")
_PERSONS = frozenset(["he", "she", "they", "him", "her", "them", "we", "us", "i", "me", "you", "who", "whom"])
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_PERSONAL = frozenset({"PERSON", "ORG", "GPE", "NORP"})


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The concept that a predicate tells."""

    concept: str
    trigger: int  # the token that names the event: the control verb where one re-maps, else the verb or noun itself
    core: int  # the innermost predicate, whose arguments are the event's own
    rule: str  # why, for --explain: the row's file and line, or the operator
    words: tuple[int, ...]  # the tokens it rests on
    outer: int  # the verb whose subject acts
    operators: tuple[str, ...] = ()
    base: str = ""  # the concept before control words and negation moved it
    settled: tuple[int, ...] = ()  # "not" and "must" that the concept already holds: the status counts them no more


class Reader:
    """Reads the predicates of one sentence; made once per sentence, remembers what it has read."""

    def __init__(self, tree: Tree, lexicon: Lexicon) -> None:
        self.tree = tree
        self.lexicon = lexicon
        self._lemmas: dict[int, str] = {}
        self._slots: dict[int, dict[str, list[tuple[str, int]]]] = {}
        self._readings: dict[int, Reading | None] = {}

    def lemma(self, i: int) -> str:
        """The lemma, lower case, where the parser's is wrong our own."""
        found = self._lemmas.get(i)
        if found is None:
            token, known = self.tree.tokens[i], self.lexicon.lemmas
            lower = token.lemma.lower()
            found = known.get(lower) or known.get(token.text.lower(), lower)
            found = self._lemmas[i] = self._hyphened(i, found) or found
        return found

    def _hyphened(self, i: int, lemma: str) -> str | None:
        """ "cease-fire", "air-strike": the parser cuts at the hyphen what the tables have as one word."""
        tokens = self.tree.tokens
        if i < 2 or tokens[i - 1].text not in ("-", "–") or tokens[i - 2].end != tokens[i - 1].start:
            return None
        first = tokens[i - 2].text.lower()
        words = self.lexicon.words
        return next((word for word in (first + lemma, f"{first}-{lemma}") if word in words), None)

    def keys(self, i: int) -> tuple[str, ...]:
        """What to look verb `i` up under: with its particle ("pull_out") or preposition ("call_on"), else the lemma.

        A verb with a particle that the lexicon knows is another verb: "call off" is not looked up as "call".
        """
        lemma, joined = self.lemma(i), []
        objects = self.tree.deps(i, "dobj")
        for c in self.tree.children[i]:
            token = self.tree.tokens[c]
            if c < i:
                continue  # "In Kyiv he called on the deputies" is not "called in"
            if token.dep == "prep" and any(
                self.tree.tokens[p].ent in ("DATE", "TIME") for p in self.tree.deps(c, "pobj")
            ):
                continue  # "called him on Friday" is not "called on him"
            if token.dep == "prep" and objects and objects[0] < c:
                continue  # nor is "called it a camp for rebels" "called for rebels"
            if token.dep in ("prt", "prep") or (token.dep == "advmod" and token.lemma in _PARTICLES):
                joined.append(f"{lemma}_{token.lemma.lower()}")
        if any(is_for_to(self.tree, c) for c in self.tree.deps(i, "advcl")):
            joined.append(f"{lemma}_for")
        known = [key for key in joined if ("v", key) in self.lexicon.triggers or ("v", key) in self.lexicon.controls]
        return (known[0],) if known else (lemma,)

    def read(self, i: int, depth: int = 0) -> Reading | None:
        """What token `i` tells, or None. A row that says "none" gives a reading with the concept "none"."""
        if i in self._readings:
            return self._readings[i]
        self._readings[i] = None  # a loop of control words ends here
        token = self.tree.tokens[i]
        if depth > MAX_DEPTH:
            return None
        if token.pos in ("VERB", "AUX") or self._misread_verb(i):
            found = self._read_verb(i, depth)
        elif token.pos in ("NOUN", "PROPN"):
            found = self._read_noun(i)
        elif token.pos == "ADJ":
            found = self._read_adjective(i, depth)
        else:
            found = None
        self._readings[i] = found
        return found

    def _misread_verb(self, i: int) -> bool:
        """Whether to read a noun as the verb that it is."""
        return is_misread_verb(self.tree, i)

    # --- verbs ----------------------------------------------------------------------------------------------------

    def _read_verb(self, i: int, depth: int) -> Reading | None:
        found = self._plain_verb(i, depth)
        return self._moved(found, i) if found and found.concept != NO_EVENT else found

    def _plain_verb(self, i: int, depth: int) -> Reading | None:
        keys = self.keys(i)
        operator = self.lexicon.controls.get(("v", keys[0]))
        row = self._best_row("v", i, keys)
        if row and row.conditions and row.concept == NO_EVENT:
            return self._by_row(row, i)
        statement = self._statement(i, depth)
        if statement:
            return statement
        if row and row.conditions and self.lemma(i) == "use" and self._row_event(row) == "ASSAULT":
            return self._finer(self._by_row(row, i), i)  # "used force to restore him"
        if operator and operator != "light":
            governed = self._governed_clause(i, depth, purpose=operator == "purpose")
            if operator == "purpose" and governed and row and self._row_event(row) == self._event(governed):
                governed = None  # "sent troops to reinforce the force": sending them is the act
            if operator == "demand" and governed and self._own_wish(i, governed):
                operator = "promise"
                if self.lemma(i) != "seek" and self.lexicon.ontology.concepts[governed.concept].quad > 2:
                    return None  # "wants to topple the council" is a wish, and no threat yet
            if governed:
                operator = self._by_clause(operator, i, governed)
            duty = self._duty(i) if operator in ("report", "announce") else None
            if duty is not None and not (governed and "duty" in governed.operators):
                return self._plain_duty(i, duty)
            remapped = self._remapped(operator, i, governed, row) if governed else None
            if remapped:
                return remapped
        if row and row.conditions:
            return self._finer(self._by_row(row, i), i)
        if operator and operator not in ("light", "pass", "purpose", "address", "announce"):
            governed = self._weighed_noun(i) if operator == "weigh" else self._governed_noun(i)
            if governed:
                operator = self._by_clause(operator, i, governed)
            # "reiterated its demand that ..." demands; "reported the attack" only speaks of one.
            if governed and (operator != "report" or governed.operators):
                return self._remapped(operator, i, governed, row)
        if self._uses_what_is_known(i):
            return None
        if operator in ("light", "pass", "purpose", "announce") or self.lemma(i) == "be":
            governed = self._governed_noun(i) or (
                None if operator in ("light", "announce") else self._governed_clause(i, depth)
            )
            if governed and governed.concept != NO_EVENT:
                below = self.tree.tokens[governed.outer]
                said_of = self.tree.deps(i, "attr", "acomp", "expl")  # "it is a crime to shell them" plans nothing
                if self.lemma(i) == "be" and below.dep == "xcomp" and below.tag == "VB" and not said_of:
                    return self._remapped("promise", i, governed, row)  # "Oslo is to send rice"
                return msgspec.structs.replace(governed, trigger=governed.trigger, outer=i, words=(i, *governed.words))
        if row:
            return self._by_row(row, i)
        return self._plain_demand(i) if operator in ("demand", "tell") else None

    def _row_event(self, row: Trigger) -> str:
        return "" if row.concept == NO_EVENT else self.lexicon.ontology[row.concept].event

    def _plain_demand(self, i: int) -> Reading | None:
        """ "asked Athens to lower its voice": a demand, whatever it is that is asked."""
        for c in self.tree.deps(i, "xcomp", "ccomp", "advcl"):
            told_to = any(self.tree.tokens[a].tag == "TO" for a in self.tree.deps(c, "aux"))
            if told_to and self.tree.deps(i, "dobj", "dative") + self.tree.deps(c, "nsubj"):
                return Reading(
                    concept="request.action",
                    trigger=i,
                    core=i,
                    rule="demand: whatever is asked",
                    words=(i, c),
                    outer=i,
                    operators=("demand",),
                    base="request.action",
                )
        return None

    def _finer(self, reading: Reading, i: int) -> Reading:
        """ "launched an air strike": the noun tells more than "launched an attack" does.

        "Launched an attack on the judge, calling him a coward" is made of words.
        """
        if reading.concept == "assault.attack" and any(
            self.tree.tokens[c].tag == "VBG" and self.lemma(c) in self.lexicon.classes["speaking"]
            for c in self.tree.deps(i, "advcl")
        ):
            return msgspec.structs.replace(reading, concept="accuse.criticize", base="accuse.criticize")
        if not reading.concept.endswith(_COARSE):
            return reading
        governed = self._governed_noun(i)
        if governed and governed.concept != NO_EVENT and self._event(governed) == self._event(reading):
            return msgspec.structs.replace(reading, concept=governed.concept, words=(*reading.words, *governed.words))
        return reading

    def _by_clause(self, operator: str, i: int, governed: Reading) -> str:
        """What a word of several meanings does to the clause below it: who told them to leave demands, who told them
        that it left reports; who suggests leaving thinks of it."""
        below = self.tree.tokens[governed.outer]
        if operator == "tell":
            return "demand" if below.tag == "VB" and not self._modal(governed.outer) else "report"
        if operator in ("suggest", "propose") and is_wanted(self.tree, governed.outer):
            return "demand"
        concepts = self.lexicon.ontology
        if operator == "propose":
            promised = concepts.remapped("promise", governed.concept)
            # To propose a raid is no threat of one's own yet.
            return "promise" if promised and concepts[promised].event != "THREATEN" else "weigh"
        if operator == "suggest":
            return "weigh" if is_gerund(self.tree, governed.outer) else "report"
        if operator == "demand" and is_gerund(self.tree, governed.outer) and concepts[governed.concept].quad > 2:
            # "urged sending troops to Mali": nobody is asked by name, least of all Mali.
            return operator if self.tree.deps(i, "dobj", "dative") else "weigh"
        return operator

    def _weighed_noun(self, i: int) -> Reading | None:
        """What is thought of: "weighed strikes", "floated the idea of striking"; "discussed the strikes" speaks of them."""
        for noun in self.tree.deps(i, "dobj", "nsubjpass", "prep"):
            heads = self.tree.deps(noun, "pobj") if self.tree.tokens[noun].dep == "prep" else [noun]
            for head in heads:
                found = self.read(head) if self.tree.tokens[head].pos == "NOUN" else None
                if found and ("weigh" in found.operators or (head == noun and not self._is_known(i))):
                    return found
        return None

    def _uses_what_is_known(self, i: int) -> bool:
        """ "used the air strike for his campaign": the strike is spoken of, and nobody strikes by it."""
        return self.lemma(i) == "use" and self._is_known(i)

    def _is_known(self, i: int) -> bool:
        """Whether the object of verb `i` is something told before: "the air strike", "their strikes"."""
        tree = self.tree
        return any(
            tree.tokens[d].text.lower() in ("the", "this", "that") or tree.tokens[d].dep == "poss"
            for c in tree.deps(i, "dobj", "nsubjpass")
            for d in tree.deps(c, "det", "poss")
        )

    def _own_wish(self, i: int, governed: Reading) -> bool:
        """ "They want to topple the council": nobody is asked for anything, they mean to do it themselves."""
        tree = self.tree
        return (
            self.lemma(i) in self.lexicon.classes["wish"]
            and tree.tokens[governed.outer].dep == "xcomp"
            and tree.tokens[governed.outer].head == i
            and not tree.deps(governed.outer, "nsubj", "nsubjpass")
            and not tree.deps(i, "dobj", "dative", "nsubjpass")
        )

    def _modal(self, i: int) -> bool:
        return any(self.tree.tokens[c].tag == "MD" for c in self.tree.deps(i, "aux"))

    def _plain_duty(self, i: int, duty: int) -> Reading:
        """ "said that Oslo must keep calm": a demand, whatever it is that Oslo must do."""
        return Reading(
            concept="request.action",
            trigger=duty,
            core=duty,
            rule="duty",
            words=(i, duty),
            outer=i,
            operators=("duty",),
            base="request.action",
            settled=tuple(self.tree.deps(duty, "aux")),
        )

    def _statement(self, i: int, depth: int) -> Reading | None:
        """ "issued a statement condemning the raid": what the statement does."""
        if self.lemma(i) not in self.lexicon.classes["issuing"]:
            return None
        for c in self.tree.deps(i, "dobj", "nsubjpass"):
            if self.lemma(c) not in self.lexicon.classes["statement"]:
                continue
            for a in (*self.tree.deps(c, "acl"), *self.tree.deps(i, "advcl")):
                if self.tree.tokens[a].tag != "VBG":
                    continue
                found = self.read(a, depth + 1)
                if found and found.concept != NO_EVENT and self._event(found) in _SPOKEN:
                    return msgspec.structs.replace(found, outer=i, words=(i, c, *found.words))
        return None

    def _event(self, reading: Reading) -> str:
        return self.lexicon.ontology[reading.concept].event

    def _governed_clause(self, i: int, depth: int, *, purpose: bool = False) -> Reading | None:
        """The reading of the clause that verb or adjective `i` governs."""
        tokens = self.tree.tokens
        todo = [c for c in self.tree.children[i] if tokens[c].dep in _CLAUSES]
        demands = tokens[i].pos == "VERB" and self.lexicon.controls.get(("v", self.keys(i)[0])) == "demand"
        for c in self.tree.children[i]:
            if tokens[c].dep in ("prep", "agent"):
                todo += [p for p in self.tree.children[c] if tokens[p].dep == "pcomp"]
            elif tokens[c].dep in _OBJECTS:
                # "issued an order to free", "urged the rebels to free": the parser hangs the infinitive on the noun.
                todo += [
                    a for a in self.tree.children[c] if tokens[a].dep in ("acl", "relcl") and tokens[a].tag == "VB"
                ]
            elif (
                tokens[c].dep == "advcl"
                and tokens[c].tag == "VB"
                and (purpose or self._addresses(i) or (demands and is_for_to(self.tree, c)))
            ):
                todo.append(c)
        for c in todo:
            found = self.read(c, depth + 1)
            if found is None:
                # "agreed to meet and release": a co-ordinated verb may carry the meaning.
                for other in self.tree.deps(c, "conj"):
                    found = found or self.read(other, depth + 1)
            if found and found.concept != NO_EVENT:
                return found
        return None

    def _duty(self, i: int) -> int | None:
        """The clause of "said that Oslo must ...", whatever it must."""
        for c in self.tree.deps(i, "ccomp"):
            if any(self.tree.tokens[a].text.lower() in _DUTY for a in self.tree.deps(c, "aux")):
                return c
        return None

    def _addresses(self, i: int) -> bool:
        """ "called on Oslo to act": the parser may hang the infinitive beside the addressee."""
        return any(self.tree.tokens[c].lemma in ("on", "upon", "to") for c in self.tree.deps(i, "prep"))

    def _governed_noun(self, i: int) -> Reading | None:
        tokens = self.tree.tokens
        for c in self.tree.children[i]:
            if tokens[c].dep in ("dobj", "nsubjpass", "attr"):
                nouns = [c]
            elif c > i and tokens[c].dep == "prep" and tokens[c].lemma in ("for", "in", "with", "to", "on", "of"):
                nouns = [p for p in self.tree.children[c] if tokens[p].dep == "pobj"]
            else:
                continue
            for noun in nouns:
                found = self.read(noun) if tokens[noun].pos == "NOUN" else None
                if found:
                    return found
        return None

    def _remapped(self, operator: str, i: int, governed: Reading, row: Trigger | None) -> Reading | None:
        if operator in ("pass", "report", "announce", "weigh"):
            # Who says "they must leave" or "they are responsible" demands or accuses; who says "they left" only tells.
            own = operator in ("pass", "weigh") or not _SPEAKERS_OWN.isdisjoint(governed.operators)
            own = own or self.tree.tokens[governed.outer].pos == "NOUN"
            return msgspec.structs.replace(governed, words=(i, *governed.words), outer=i if own else governed.outer)
        event = self.lexicon.ontology[governed.concept].event
        if operator == "address" and event not in _SPOKEN:
            return None  # "called him to discuss the border" is a call
        concept = self.lexicon.ontology.remapped(operator, governed.concept) or governed.concept
        kept = concept == governed.concept
        return Reading(
            concept=concept,
            trigger=governed.trigger if kept else i,
            core=governed.core,
            rule=f"{operator}: {self.lemma(i)} + {governed.concept}",
            words=(i, *governed.words),
            outer=i,
            operators=(operator, *governed.operators),
            base=governed.base,
        )

    def _moved(self, reading: Reading, i: int) -> Reading:
        """Negation, the future and duty change what is told: "will not lift" refuses, "must leave" demands."""
        auxiliaries = {self.tree.tokens[c].text.lower() for c in self.tree.deps(i, "aux")}
        operators = []
        if self._negated(i):
            operators.append("not")
        elif auxiliaries & _FUTURE and not reading.operators:
            operators.append("promise")
        elif auxiliaries & _DUTY:
            operators.append("demand")
        for operator in operators:
            concept = self.lexicon.ontology.remapped(operator, reading.concept)
            if concept:
                name = {"not": "negation", "promise": "future", "demand": "duty"}[operator]
                reading = msgspec.structs.replace(
                    reading,
                    concept=concept,
                    rule=f"{name}: {reading.rule}",
                    operators=(name, *reading.operators),
                    settled=(*reading.settled, *self._moving(i, operator)),
                )
        return reading

    def _moving(self, i: int, operator: str) -> list[int]:
        """The words beside verb `i` that moved its concept. A plan stays a plan: "will" tells the status still."""
        if operator == "demand":
            return [a for a in self.tree.deps(i, "aux") if self.tree.tokens[a].text.lower() in _DUTY]
        return [*self.tree.deps(i, "neg"), *self._denied_objects(i)] if operator == "not" else []

    def _negated(self, i: int) -> bool:
        return bool(self.tree.deps(i, "neg") or self._denied_objects(i))

    def _denied_objects(self, i: int) -> list[int]:
        """ "gave no help": the object with its "no"."""
        tree = self.tree
        return [
            c for c in tree.deps(i, "dobj") if any(tree.tokens[d].lemma.lower() == "no" for d in tree.deps(c, "det"))
        ]

    # --- nouns and adjectives -------------------------------------------------------------------------------------

    def _read_noun(self, i: int) -> Reading | None:
        operator = self.lexicon.controls.get(("n", self.lemma(i)))
        if operator and operator not in ("light", "report"):
            of = [p for c in self.tree.deps(i, "prep") for p in self.tree.deps(c, "pcomp") if operator == "weigh"]
            for c in (*self.tree.deps(i, "acl", "relcl"), *of):
                if self.tree.tokens[c].tag == "VB" or self.tree.deps(c, "mark") or c in of:
                    governed = self.read(c, 1)
                    if governed and governed.concept != NO_EVENT:
                        return self._remapped(operator, i, governed, None)
        row = self._best_row("n", i, (self.lemma(i),))
        return self._by_row(row, i) if row else None

    def _read_adjective(self, i: int, depth: int) -> Reading | None:
        operator = self.lexicon.controls.get(("a", self.lemma(i)))
        if operator:
            governed = self._governed_clause(i, depth)
            if governed:
                found = self._remapped(operator, i, governed, None)
                return found
        row = self._best_row("a", i, (self.lemma(i),))
        if row is None:
            return None
        found = self._by_row(row, i)
        judges = self.lexicon.ontology.concepts[found.concept].event == "ACCUSE" and found.concept == "accuse.blame"
        return msgspec.structs.replace(found, operators=("judgement",)) if judges else found

    def _by_row(self, row: Trigger, i: int) -> Reading:
        words = [i]
        for condition in row.conditions:
            words += [at for word, at in self.slots(i).get(condition.slot, ()) if word in condition.words][:1]
        name = f"{row.place.rpartition('/')[2]} {row.words[0]} {row.frame}".strip()
        return Reading(concept=row.concept, trigger=i, core=i, rule=name, words=tuple(words), outer=i, base=row.concept)

    # --- conditions -----------------------------------------------------------------------------------------------

    def _best_row(self, pos: str, i: int, keys: tuple[str, ...]) -> Trigger | None:
        """The row that holds best: most conditions, then met by the heads of phrases rather than by their modifiers.

        Rows come the most exacting first, so the first of equals wins. "Launched a missile attack" is an attack: the
        row that asks for `attack` is met by the head, the one that asks for `missile` only by its modifier.
        """
        best, best_grade = None, (-1, 0)
        for key in keys:
            for row in self.lexicon.triggers.get((pos, key), ()):
                if best is not None and len(row.conditions) < best_grade[0]:
                    break
                grades = [self._grade(condition, i) for condition in row.conditions]
                if 0 in grades:
                    continue
                grade = (len(grades), sum(grades))
                if grade > best_grade:
                    best, best_grade = row, grade
        return best

    def _grade(self, condition: Condition, i: int) -> int:
        """0: the condition does not hold; 1: a modifier meets it; 2: the head of a phrase does."""
        slots = self.slots(i)
        if condition.slot == "no":
            return 0 if any(slots.get(slot) for slot in condition.words) else 2
        fillers = slots.get(condition.slot, ())
        if condition.anything:
            return 0 if not fillers else 2 if condition.slot == "oprd" else 1
        grade = 0
        for word, at in fillers:
            if self.tree.tokens[at].ent == "DATE":
                continue  # "set to begin on March 7" begins no march
            modifies = self.tree.tokens[at].dep in _MODIFIERS
            met = word in condition.words or (condition.actor and self._is_actor(at, modifies))
            # A place that acts is named itself: "Turkey protested" is a state's protest, "a Kansas woman" one of her own.
            acts = modifies and condition.slot == "subj"
            if met or (condition.place and self.tree.tokens[at].ent in _PLACES and not acts):
                if not modifies:
                    return 2
                grade = 1
        return grade

    def _is_actor(self, i: int, modifies: bool = False) -> bool:
        """A name, or a noun for somebody; before another noun only a name: "its military incursion" is nobody."""
        token = self.tree.tokens[i]
        if token.ent in _PERSONAL or (token.pos == "PRON" and token.lemma.lower() in _PERSONS):
            return True
        lemma = self.lemma(i)
        return not modifies and (lemma in self.lexicon.classes["person"] or lemma in self.lexicon.classes["state"])

    def slots(self, i: int) -> dict[str, list[tuple[str, int]]]:
        """What fills the slots around token `i`: slot -> (lemma, token) of heads and of what qualifies them."""
        if i not in self._slots:
            self._slots[i] = self._fill_slots(i)
        return self._slots[i]

    def _fill_slots(self, i: int) -> dict[str, list[tuple[str, int]]]:
        tokens, slots = self.tree.tokens, {}
        passive = any(tokens[c].dep in ("auxpass", "nsubjpass") for c in self.tree.children[i])
        for c in self.tree.children[i]:
            dep = tokens[c].dep
            if dep in _OBJECTS:
                words = self._noun_words(c)
                slots.setdefault("obj", []).extend(words)
                slots.setdefault("arg", []).extend(words)
                if dep == "oprd":
                    slots.setdefault("oprd", []).extend(words)
                self._add_preposition_slots(c, slots, nested=True)
                for a in self.tree.deps(c, "amod"):
                    if a > c:  # "called the raid reckless"
                        slots.setdefault("oprd", []).append((self.lemma(a), a))
            elif dep == "prt":
                for p in self.tree.deps(c, "pobj"):  # "shoots down two drones"
                    slots.setdefault("obj", []).extend(self._noun_words(p))
            elif dep == "ccomp":
                slots.setdefault("clause", []).append((self.lemma(c), c))
            elif dep in _SUBJECTS:
                slots.setdefault("subj", []).extend(self._noun_words(c))
            elif dep == "agent":
                for p in self.tree.deps(c, "pobj"):
                    slots.setdefault("subj" if passive else "arg", []).extend(self._noun_words(p))
            elif dep == "advmod":
                slots.setdefault("how", []).append((self.lemma(c), c))
            elif dep in _MODIFIERS or dep == "poss":
                slots.setdefault("mod", []).extend(self._noun_words(c))
            if dep in ("acomp", "ccomp", "xcomp") and tokens[c].pos in ("ADJ", "NOUN"):
                slots.setdefault("arg", []).append((self.lemma(c), c))
                if dep == "ccomp":  # "called him a liar", "found them guilty"
                    slots.setdefault("oprd", []).append((self.lemma(c), c))
        self._add_preposition_slots(i, slots)
        slots["any"] = [*slots.get("subj", ()), *slots.get("arg", ())]
        if "subj" not in slots and tokens[i].dep in ("acl", "relcl"):
            side = "obj" if tokens[i].tag == "VBN" and tokens[i].dep == "acl" else "subj"
            slots.setdefault(side, []).extend(self._noun_words(tokens[i].head))
        elif "subj" not in slots and tokens[i].dep in ("xcomp", "conj", "advcl") and not passive:
            for c in self.tree.children[tokens[i].head]:
                if tokens[c].dep in _SUBJECTS:
                    slots.setdefault("subj", []).extend(self._noun_words(c))
        return slots

    def _add_preposition_slots(self, i: int, slots: dict[str, list[tuple[str, int]]], *, nested: bool = False) -> None:
        tokens = self.tree.tokens
        for c in self.tree.children[i]:
            if tokens[c].dep not in ("prep", "dative", "agent") or tokens[c].pos not in ("ADP", "SCONJ", "PART"):
                continue
            for p in self.tree.children[c]:
                if tokens[p].dep in ("pobj", "pcomp"):
                    words = self._noun_words(p)
                    slots.setdefault(tokens[c].lemma.lower(), []).extend(words)
                    if not nested:
                        slots.setdefault("arg", []).extend(words)
                elif tokens[p].dep == "prep":  # "pulled out of the talks"
                    for q in self.tree.deps(p, "pobj"):
                        slots.setdefault(tokens[p].lemma.lower(), []).extend(self._noun_words(q))
                        if not nested:
                            slots.setdefault("arg", []).extend(self._noun_words(q))

    def _noun_words(self, i: int, *, depth: int = 0) -> list[tuple[str, int]]:
        """A noun with what qualifies it: "a suspension of food aid" gives suspension, aid, food."""
        tokens = self.tree.tokens
        words = [(self.lemma(i), i)]
        for c in self.tree.children[i]:
            dep = tokens[c].dep
            if dep in _MODIFIERS:
                words.append((self.lemma(c), c))
                words += [(self.lemma(d), d) for d in self.tree.deps(c, "compound", "amod")]
            elif dep == "conj" and depth < 3:
                words += self._noun_words(c, depth=depth + 1)
            elif dep == "prep" and tokens[c].lemma == "of" and depth < 2:
                for p in self.tree.deps(c, "pobj"):
                    words += self._noun_words(p, depth=depth + 1)
        return words
