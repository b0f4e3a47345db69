"""What changed between two versions of one text: sentences dropped, added, altered - and alterations that change
meaning."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from dateline.alike.rarity import stem
from dateline.alike.words import Word, split_sentences, words_of
from dateline.link.traits import MONTHS, WEEKDAYS
from dateline.model import Change, Document, Span

# Share of the shorter sentence's content words that the other sentence must have to be its other version. Measured on
# wire copies: rewritten versions share .5 and more, neighbouring sentences of one report under .35.
_SAME_SENTENCE = 0.5
# A headline of six words has half of them in many a long sentence: of the longer one, at least this share.
_OF_THE_LONGER = 0.25
_FEWEST_COMMON = 4
_STOP_WORDS = """
a an the and or but of to in on at by for from with as that this these those it its is are was were be been has have had
he she they his her their them him who which will would not said says say also than then there into after over about
"""
_STOP = frozenset(_STOP_WORDS.split())
_NEGATION_WORDS = "not no never n't cannot without none neither nor denied denies deny rejects rejected"
_NEGATION = frozenset(_NEGATION_WORDS.split())
_HEDGE_WORDS = "suspected alleged allegedly reportedly apparently possibly may might could purported claimed"
_HEDGES = frozenset(_HEDGE_WORDS.split())
_UP_TO_TWENTY = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty
"""
_NUMBERS = {word: number for number, word in enumerate(_UP_TO_TWENTY.split())} | {
    **{"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
}
_UNITS = frozenset({f"{unit}{end}" for unit in ("minute", "hour", "day", "week", "month", "year") for end in ("", "s")})
# How much of a whole is meant; a number beside them is another of their kind.
_QUANTITIES = frozenset({"both", "all", "none", "neither", "either", "half", "most", "some", "every"})
# Two versions of one sentence share so much of their words in order; where the rest tells something else, the meaning
# differs ("was missing in action", "was in Pakistani custody"). Fewer words than these are a choice of words.
_NEARLY_THE_SAME, _FEWEST_WORDS, _FEWEST_OTHER, _LONGEST_STRETCH = 0.6, 6, 2, 6
# Between two sentences that have their other versions, two that are left over are versions with less in common.
_LEFT_OVER = 0.4
# What follows "two days" tells how it is meant: a gap between two things, or how long one thing lasted.
_GAP = {"after": "after", "later": "after", "since": "after", "before": "before", "earlier": "before", "ago": "before"}
_LENGTH = frozenset({"of", "long", "for"})
_DAYS = frozenset(WEEKDAYS)
_MONTHS = frozenset(MONTHS)


def find_changes(origin: Document, copy: Document) -> tuple[Change, ...]:
    """Changes from `origin` to `copy`, in the order of the copy, dropped sentences last. Equal sentences give none."""
    ours, theirs = _sentences(origin), _sentences(copy)
    pairs = _aligned(ours, theirs)
    changes, used = [], set()
    for n, (span, words) in enumerate(theirs):
        if n not in pairs:
            changes.append(Change(kind="added", origin=None, copy=span))
            continue
        m = pairs[n]
        used.add(m)
        before, old = ours[m]
        if [w.form for w in old] != [w.form for w in words]:
            changes.append(Change(kind="altered", origin=before, copy=span, meaning=_meaning(origin, old, copy, words)))
    for m, (span, _) in enumerate(ours):
        if m not in used:
            changes.append(Change(kind="dropped", origin=span, copy=None))
    return tuple(changes)


def _sentences(doc: Document) -> list[tuple[Span, Sequence[Word]]]:
    words, rows, at = words_of(doc.text), [], 0
    for span in split_sentences(doc):
        while at < len(words) and words[at].start < span.start:
            at += 1
        first = at
        while at < len(words) and words[at].end <= span.end:
            at += 1
        if at > first:
            rows.append((span, words[first:at]))
    return rows


def _aligned(ours: list, theirs: list) -> dict[int, int]:
    """Each sentence of the copy with the sentence of the origin it is a version of, best pairs first, one to one."""
    bags = [_content(words) for _, words in ours]
    ranked = []
    for n, (_, words) in enumerate(theirs):
        bag = _content(words)
        for m, other in enumerate(bags):
            common = len(bag & other)
            shorter = min(len(bag), len(other))
            if not shorter or (common < _FEWEST_COMMON and common < shorter):
                continue
            if common / shorter >= _SAME_SENTENCE and common / max(len(bag), len(other)) >= _OF_THE_LONGER:
                ranked.append((-common / max(len(bag), len(other)), -common, n, m))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, n, m in sorted(ranked):
        if n not in pairs and m not in taken:
            pairs[n] = m
            taken.add(m)
    _pair_left_overs(pairs, bags, [_content(words) for _, words in theirs])
    return pairs


def _pair_left_overs(pairs: dict[int, int], ours: list[set[str]], theirs: list[set[str]]) -> None:
    """Sentences without a partner that stand in the same place: after the versions of one sentence, or before."""
    for n, bag in enumerate(theirs):
        if n in pairs:
            continue
        places = {pairs[n - 1] + 1} if n - 1 in pairs else set()
        places |= {pairs[n + 1] - 1} if n + 1 in pairs else set()
        for m in sorted(places - set(pairs.values())):
            if 0 <= m < len(ours) and len(bag & ours[m]) >= max(2, _LEFT_OVER * min(len(bag), len(ours[m]))):
                pairs[n] = m
                break


def _content(words: Sequence[Word]) -> set[str]:
    return {word.form for word in words if word.form not in _STOP}


# --- meaning -------------------------------------------------------------------------------------------------------


def _meaning(origin: Document, old: Sequence[Word], copy: Document, new: Sequence[Word]) -> str | None:
    """Why the two versions do not mean the same, with the differing words of both, or None when nothing tells so."""
    for told in (_durations(origin, old, copy, new), _replaced(old, new), _said_otherwise(old, new)):
        if told:
            (a, b), (c, d), reason = told
            before, after = _cut(origin, old, a, b), _cut(copy, new, c, d)
            return f"{reason}: '{before}' became '{after}'"
    return _lost_or_won(old, new)


def _durations(origin: Document, old: Sequence[Word], copy: Document, new: Sequence[Word]) -> tuple | None:
    """The same length of time, once as a gap between two things and once as how long a thing lasted."""
    for a, i, relation in _relations(old):
        for b, j, other in _relations(new):
            if a == b and relation != other:
                return _window(origin, old, i), _window(copy, new, j), "the order of things in time differs"
    return None


def _relations(words: Sequence[Word]) -> list[tuple[tuple[str, str], int, str]]:
    found = []
    for i in range(len(words) - 2):
        number, unit, then = (word.form for word in words[i : i + 3])
        if unit in _UNITS and (number in _NUMBERS or number.isdigit()):
            if then in _GAP:
                found.append(((_number(number), unit), i, _GAP[then]))
            elif then in _LENGTH:
                found.append(((_number(number), unit), i, "lasting"))
    return found


def _window(doc: Document, words: Sequence[Word], i: int) -> tuple[int, int]:
    """The words of a duration with what they hang on: a verb before ("followed"), three words after."""
    before = i > 0 and words[i - 1].form not in _STOP | {"place"} and doc.text[words[i - 1].start].islower()
    return i - before, min(len(words), i + 5)


def _replaced(old: Sequence[Word], new: Sequence[Word]) -> tuple | None:
    a, b = [word.form for word in old], [word.form for word in new]
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "replace":
            continue
        reason = _clash(a[i:j], b[k:m], set(a), set(b))
        if reason:
            return (i, j), (k, m), reason
    return None


def _said_otherwise(old: Sequence[Word], new: Sequence[Word]) -> tuple | None:
    """One stretch of a sentence exchanged for another that has no word of it."""
    a, b = [word.form for word in old], [word.form for word in new]
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if min(len(a), len(b)) < _FEWEST_WORDS or matcher.ratio() < _NEARLY_THE_SAME:
        return None
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    if not steps:
        return None
    (i, k), (j, m) = (steps[0][1], steps[0][3]), (steps[-1][2], steps[-1][4])
    before, after = _told(a[i:j]), _told(b[k:m])
    one_stretch = max(j - i, m - k) <= _LONGEST_STRETCH and not before & after
    if one_stretch and len(before) >= _FEWEST_OTHER and len(after) >= _FEWEST_OTHER:
        return (i, j), (k, m), "something else is said"
    return None


def _told(words: list[str]) -> set[str]:
    return {stem(word) for word in words if word not in _STOP and word not in _DAYS | _MONTHS and not word.isdigit()}


def _clash(old: list[str], new: list[str], all_old: set[str], all_new: set[str]) -> str | None:
    """What kind of thing was exchanged for another of its kind."""
    for kind, of_kind in (
        ("the number", _is_number),
        ("the day", _DAYS.__contains__),
        ("the month", _MONTHS.__contains__),
    ):
        before = {_number(word) for word in old if of_kind(word)}
        after = {_number(word) for word in new if of_kind(word)}
        known = {_number(w) for w in all_new}, {_number(w) for w in all_old}
        if before - known[0] and after - known[1]:
            return f"{kind} differs"
    counted = [{_number(w) for w in words if _is_number(w) or w in _QUANTITIES} for words in (old, new)]
    if all(counted) and (counted[0] - all_new) & _QUANTITIES | (counted[1] - all_old) & _QUANTITIES:
        return "how many differs"
    return None


def _lost_or_won(old: Sequence[Word], new: Sequence[Word]) -> str | None:
    """A denial or a hedge that only one version has, while the rest is nearly the same."""
    a, b = [word.form for word in old], [word.form for word in new]
    if SequenceMatcher(None, a, b, autojunk=False).ratio() < 0.6:
        return None
    for words, name in ((_NEGATION, "negation"), (_HEDGES, "hedge")):
        lost, won = words & set(a) - set(b), words & set(b) - set(a)
        if lost and not won:
            return f"the {name} '{min(lost)}' was lost"
        if won and not lost:
            return f"the {name} '{min(won)}' was added"
    return None


def _is_number(word: str) -> bool:
    return word.isdigit() or word in _NUMBERS


def _number(word: str) -> str:
    return str(_NUMBERS[word]) if word in _NUMBERS else word


def _cut(doc: Document, words: Sequence[Word], i: int, j: int) -> str:
    return doc.text[words[i].start : words[max(i, j - 1)].end]
