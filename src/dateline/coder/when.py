"""When an event happened: told in its own clause, else in its speaker's sentence, else in the narrative around it.

The publication date is never the event's date by itself. When nothing tells the time, the answer says so: the event is
no later than the report, and that is all.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

from dateline.coder.timecues import load_time_cues
from dateline.grammar import Tree
from dateline.model import Annotations, Document, Sentence, Span, TimeExpression, When
from dateline.tense import tense_at

# How the basis of what goes on up to the report begins.
SINCE = "since then"
# A day told is carried over this many sentences, when these go on about the same.
_CARRY = 3
# Clauses that tell of another event: a time in them belongs there.
_OTHER_CLAUSE = frozenset({"relcl", "advcl", "ccomp", "acl", "parataxis", "pcomp"})
# What these introduce happened at another moment than what stands above them.
_AT_ANOTHER_TIME = frozenset(
    {"after", "before", "since", "following", "if", "because", "until", "unless", "although", "despite"}
)
_NAMING = frozenset({"compound", "poss", "nummod", "nmod", "amod"})
_TO_A_DAY = frozenset({"day", "part of day", "hour"})
_DURATION = re.compile(r"P(\d+)([DW])$")


def when_of(document: Document, tree: Tree, trigger: int, annotations: Annotations) -> tuple[When | None, Span | None]:
    """The interval of the event that token `trigger` tells, and the words that tell it.

    The nearest time in the trigger's own clause counts first, then one in the clauses above (the speech or the main
    event), then the day of a sentence before that this one goes on with. None for what lies ahead undated; a `When`
    without a start where only "no later than the report" is known.
    """
    own = _own_or_above(document, tree, trigger, annotations)
    if own is not None:
        return own
    if tense_at(tree.tokens, trigger) == "future":
        return None, None
    carried = _carried(document, tree, trigger, annotations)
    if carried is not None:
        when = msgspec.structs.replace(carried.when, basis=f"{carried.when.basis}, told before, as the account goes on")
        return when, Span(carried.start, carried.end)
    return _not_told(document), None


def time_told(document: Document, tree: Tree, trigger: int, annotations: Annotations) -> TimeExpression | None:
    """The time expression that dates the event, even where it has no anchor: "last month" in an undated report."""
    times = [t for t in annotations.times if t.sentence == tree.sentence.index and t.kind in ("DATE", "TIME")]
    found = _nearest(tree, trigger, [t for t in times if not _files_the_report(document, t)])
    return found[0] if found and found[1] == "same" else None


# --- in the sentence -----------------------------------------------------------------------------------------------


def _own_or_above(document: Document, tree: Tree, trigger: int, annotations: Annotations) -> tuple[When, Span] | None:
    times = [t for t in annotations.times if t.sentence == tree.sentence.index]
    told = [t for t in times if t.when is not None and not _files_the_report(document, t)]
    counted = _counted_from(document, tree, trigger, times, annotations)
    if counted is not None:
        return counted
    found = _nearest(tree, trigger, told)
    if found is None:
        return None
    time, link = found
    when = _since(document, tree, time) or time.when
    if link == "speech":
        if tense_at(tree.tokens, trigger) == "future":
            return None
        when = msgspec.structs.replace(when, basis=f"{when.basis}, when it was said")
    return when, Span(time.start, time.end)


def _since(document: Document, tree: Tree, time: TimeExpression) -> When | None:
    """ "have fired hundreds of rockets since Wednesday": from then to the report."""
    head = tree.head_of(time)
    if head is None or time.when is None or tree.tokens[tree.tokens[head].head].text.lower() != "since":
        return None
    published = document.published.end[:10] if document.published and document.published.end else None
    end = published if published and time.when.start and published >= time.when.start else None
    return msgspec.structs.replace(time.when, end=end, precision="interval", basis=f"{SINCE}: {time.when.basis}")


def _files_the_report(document: Document, time: TimeExpression) -> bool:
    """'VELMAR (Nov. 3) - Two men fled last night': the day in brackets dates the report, not the event."""
    if document.published is None or time.when is None or time.when.start != document.published.start:
        return False
    before, after = document.text[max(0, time.start - 1) : time.start], document.text[time.end : time.end + 1]
    return (before == "(" and after == ")") or after == ":"


def _nearest(tree: Tree, trigger: int, times: list[TimeExpression]) -> tuple[TimeExpression, str] | None:
    """The time with the fewest steps to the trigger, of equals the nearer in words, and how it is linked."""
    links = _links_above(tree, trigger)
    ranked = []
    for time in times:
        at = tree.at(time.start)
        junction = None if at is None else _junction(tree, at, links)
        if junction is not None:
            node, steps = junction
            height, link = links[node]
            ranked.append((height + steps, abs(at - trigger), time.start, time, link))
    if not ranked:
        return None
    best = min(ranked, key=lambda r: r[:3])
    return best[3], best[4]


def _links_above(tree: Tree, trigger: int) -> dict[int, tuple[int, str]]:
    """The words above the trigger whose time is also its time: node -> (steps, "same" or "speech").

    "On Monday he condemned the attack" does not date the attack, "the attack took place on Monday" does; "a man who
    killed" is not dated by the main clause, "killing two" is.
    """
    tokens = tree.tokens
    links = {trigger: (0, "same")}
    node, link = trigger, "same"
    for steps, head in enumerate(tree.ancestors(trigger), 1):
        dep = tokens[node].dep
        if tokens[node].pos in ("NOUN", "PROPN") and tokens[head].pos == "VERB":
            light = tokens[head].lemma.lower() in load_time_cues().occurs
            if _definite(tree, node) and not light:
                return links
        if dep == "relcl" or (dep == "acl" and tokens[node].tag not in ("VBG", "VBN")):
            return links
        if dep in ("pobj", "pcomp") and tokens[head].text.lower() in _AT_ANOTHER_TIME:
            return links
        if dep == "advcl" and not _same_moment(tree, node):
            return links
        if dep in ("ccomp", "parataxis"):
            link = "speech"
        links[head] = (steps, link)
        node = head
    return links


def _definite(tree: Tree, noun: int) -> bool:
    """'the attack', 'its strikes', 'last month's attack' are known already; 'an attack', 'strikes' are new."""
    for child in tree.deps(noun, "det", "poss"):
        if tree.tokens[child].dep == "poss" or tree.tokens[child].text.lower() in (
            "the",
            "this",
            "that",
            "these",
            "those",
        ):
            return True
    return False


def _same_moment(tree: Tree, verb: int) -> bool:
    marks = [tree.tokens[c].text.lower() for c in tree.deps(verb, "mark", "advmod")]
    return not any(mark in _AT_ANOTHER_TIME for mark in marks)


def _junction(tree: Tree, at: int, links: dict[int, tuple[int, str]]) -> tuple[int, int] | None:
    """The first word at or above a time that stands above the trigger too, and the steps up to it; None when another
    clause lies between."""
    node, steps, names = at, 0, None
    for _ in range(len(tree)):
        if node in links:
            # "condemned Tuesday's attack" dates the attack alone; "killed 26 in Tuesday's attack" dates both.
            light = tree.tokens[node].lemma.lower() in load_time_cues().occurs
            return (node, steps) if names in (None, node) or light else None
        if names is None and tree.tokens[node].dep in _NAMING:
            names = _named_noun(tree, node)
        if tree.tokens[node].dep in _OTHER_CLAUSE and not _participle(tree, node):
            return None
        head = tree.tokens[node].head
        if head == node:
            return None
        node, steps = head, steps + 1
    return None


def _participle(tree: Tree, node: int) -> bool:
    """'while chasing a smuggler last night', 'in a raid conducted on Sunday': one moment with what stands above."""
    token = tree.tokens[node]
    return token.dep in ("advcl", "acl") and token.tag in ("VBG", "VBN") and _same_moment(tree, node)


def _named_noun(tree: Tree, node: int) -> int | None:
    """The noun of an event that a time names: "attack" in "Tuesday's attack"; "year" in "last year" is no such."""
    head = tree.tokens[node].head
    return (
        head if tree.tokens[head].pos in ("NOUN", "PROPN") and tree.tokens[head].ent not in ("DATE", "TIME") else None
    )


# --- counted from another event ----------------------------------------------------------------------------------


def _counted_from(
    document: Document, tree: Tree, trigger: int, times: list[TimeExpression], annotations: Annotations
) -> tuple[When, Span] | None:
    """'The call came two days after he spoke with her': he spoke two days before the call, when the call is dated."""
    marks = [c for c in tree.deps(trigger, "mark") if tree.tokens[c].text.lower() in ("after", "before")]
    head = tree.tokens[trigger].head
    if not marks or tree.tokens[trigger].dep != "advcl" or head == trigger:
        return None
    told = next((t for t in times if t.kind == "DURATION" and 0 <= tree.tokens[marks[0]].start - t.end <= 1), None)
    amount = _DURATION.match(told.value) if told else None
    if amount is None:
        return None
    base, _ = when_of(document, tree, head, annotations)
    if base is None or base.start is None or base.start != base.end:
        return None
    days = int(amount[1]) * (7 if amount[2] == "W" else 1)
    if tree.tokens[marks[0]].text.lower() == "after":
        days = -days
    day = (date.fromisoformat(base.start) + timedelta(days)).isoformat()
    words = document.text[told.start : tree.tokens[marks[0]].end]
    basis = f"'{words}', from the event told beside it ({base.basis})"
    return When(start=day, end=day, precision="day", basis=basis), Span(told.start, told.end)


# --- in the narrative ----------------------------------------------------------------------------------------------


def _carried(document: Document, tree: Tree, trigger: int, annotations: Annotations) -> TimeExpression | None:
    """The day told in a sentence before, when this one goes on: in the same paragraph, or about the same thing ("the
    meeting"), or with a pronoun for who acted."""
    here = tree.sentence
    for back in range(1, _CARRY + 1):
        index = here.index - back
        if index < 0:
            return None
        before = annotations.sentences[index]
        told = [t for t in annotations.times if t.sentence == index and t.when and t.when.precision in _TO_A_DAY]
        told = [t for t in told if not _files_the_report(document, t)]
        days = {t.when.start for t in told}
        if len(days) > 1:
            return None
        if days and _goes_on(tree, trigger, before, back):
            return told[0]
        if days:
            return None
    return None


def _goes_on(tree: Tree, trigger: int, before: Sentence, back: int) -> bool:
    if before.block == tree.sentence.block and back == 1:
        return True
    if back == 1 and any(
        t.pos == "PRON" and t.dep in ("nsubj", "nsubjpass") and t.tag == "PRP" for t in tree.tokens[:4]
    ):
        return True
    nouns = {t.lemma.lower() for t in before.tokens if t.pos in ("NOUN", "VERB")}
    named = [i for i, t in enumerate(tree.tokens[:12]) if t.pos == "NOUN" and t.lemma.lower() in nouns]
    return any(_definite(tree, i) for i in named if i != trigger or tree.tokens[trigger].pos == "NOUN")


def _not_told(document: Document) -> When | None:
    published = document.published
    if published is None or published.end is None:
        return None
    return When(start=None, end=published.end[:10], precision="unknown", basis="not told; no later than the report")
