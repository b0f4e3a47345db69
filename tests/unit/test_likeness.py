"""Likeness: the fast way equals the obvious one, order and later reports change no bit of it, traits can be kept."""

from __future__ import annotations

import math
from collections import Counter

import msgspec
import numpy as np

from dateline.alike.rarity import document_frequencies
from dateline.link import likeness
from dateline.link.likeness import crowded_group_scores, days_told, pair_scores, portraits
from dateline.link.traits import Traits, traits_of, unpacked
from tests.factories import document

PLACES = ("Port Selby", "Westerham", "Aldingham", "Cray Island", "Holm Bridge")
DEEDS = ("dockers walked out over pay", "a ferry ran aground in fog", "the mayor resigned", "floods cut the coast road")


def reports(count):
    lines = [
        f"In {PLACES[n % 5]} {DEEDS[n % 4]}, and {PLACES[n % 3]} heard of it {n} hours later from Bruno Gale {n % 7}."
        for n in range(count)
    ]
    return sorted((document(line, path=str(n)) for n, line in enumerate(lines)), key=lambda doc: doc.report)


def obvious(docs):
    """The likeness of every pair, from counts of words, term by term."""
    counted = [counts_of(traits_of(doc)) for doc in docs]
    carriers = Counter(key for views in counted for view in ("words", "pairs") for key in views[view])
    table, size = document_frequencies()

    def rarity(term):
        share = math.prod(table.get(word, 0) / size for word in term)
        return math.log((len(docs) + 101) / (carriers[term] + 100 * share + 0.5))

    vectors = []
    for views in counted:
        vector = {}
        for view, part in (("opening", 0.4), ("pairs", 0.3), ("names", 0.2), ("words", 0.1)):
            raw = {term: (1 + math.log(n)) * rarity(term) for term, n in views[view].items()}
            length = math.sqrt(sum(weight**2 for weight in raw.values())) or 1.0
            vector |= {(view, term): weight * math.sqrt(part) / length for term, weight in raw.items()}
        vectors.append(vector)
    return {
        (i, j): sum(weight * vectors[j].get(term, 0.0) for term, weight in vectors[i].items())
        for i in range(len(docs))
        for j in range(i + 1, len(docs))
    }


def counts_of(one):
    forms = one.words.split()
    views = {
        view: {(form,): n for form, n in zip(forms, unpacked(packed).tolist(), strict=True) if n}
        for view, packed in (("words", one.counts), ("opening", one.opening), ("names", one.capitals))
    }
    triples = unpacked(one.pairs).reshape(-1, 3).tolist()
    return views | {"pairs": {(forms[a], forms[b]): n for a, b, n in triples}}


def test_the_fast_way_equals_the_obvious_one():
    docs = reports(12)
    _, bare = pair_scores(portraits(docs))
    wanted = obvious(docs)
    assert len(bare) > 20
    assert all(math.isclose(score, wanted[pair], abs_tol=0.001) for pair, score in bare.items())


def test_reports_beyond_the_sample_change_no_likeness(monkeypatch):
    monkeypatch.setattr(likeness, "SAMPLE", 10)
    few, many = reports(30)[:20], reports(30)
    names = [doc.report for doc in many]
    before = {(few[i].report, few[j].report): s for (i, j), s in pair_scores(portraits(few))[1].items()}
    after = {(names[i], names[j]): s for (i, j), s in pair_scores(portraits(many))[1].items()}
    assert sorted(doc.report for doc in few)[:10] == names[:10]
    both = before.keys() & after.keys()
    assert len(both) > 50
    assert all(before[pair] == after[pair] for pair in both)


def test_the_order_of_reports_changes_no_bit():
    docs = reports(25)
    turned = docs[::-1]
    _, bare = pair_scores(portraits(docs))
    _, other = pair_scores(portraits(turned))
    last = len(docs) - 1
    assert {(last - j, last - i): score for (i, j), score in other.items()} == bare


def test_parts_of_a_story_larger_than_the_candidates_of_a_report_are_compared_by_samples(monkeypatch):
    docs = reports(40)
    _, bare = pair_scores(portraits(docs))
    halves = [list(range(0, 40, 2)), list(range(1, 40, 2))]
    assert crowded_group_scores(portraits(docs), halves, bare) == {}
    monkeypatch.setattr(likeness, "MOST_NEIGHBOURS", 6)
    made = portraits(docs)
    _, few = pair_scores(made)
    assert len(few) < len(bare)
    scores = crowded_group_scores(made, halves, few)
    assert list(scores) == [(0, 1)]
    assert -1 < scores[0, 1] < 1


def test_traits_can_be_kept_and_given_back():
    docs = reports(6)
    kept = {doc.report: msgspec.msgpack.decode(msgspec.msgpack.encode(traits_of(doc)), type=Traits) for doc in docs[:4]}
    assert pair_scores(portraits(docs, kept)) == pair_scores(portraits(docs))


def days(one, other):
    return days_told(portraits([one, other]), np.array([[0, 1]]))[0]


def test_the_same_weekdays_speak_for_one_story_and_others_against():
    text = "On {} the ferry left Cray Island with Bruno Gale on board."
    names = ("Monday", "Monday", "Friday", "no known day")
    monday, again, friday, undated = (document(text.format(day), path=f"{n}") for n, day in enumerate(names))
    assert days(monday, again) > 0 == days(monday, undated) > days(monday, friday)


def test_reports_published_soon_after_each_other_are_nearer_and_later_ones_farther():
    def published(day):
        return document("The ferry left Cray Island.", path=day or "none", published=day)

    first, next_day, fortnight, undated = map(published, ("2019-03-01", "2019-03-02", "2019-03-18", None))
    assert days(first, next_day) > 0 == days(first, undated) > days(first, fortnight)


def test_traits_name_the_days_of_the_opening_and_the_names_as_written():
    one = traits_of(document("On Monday the ferry left Cray Island’s port. It sank on 3 May.", path="a"))
    assert one.week == (1, 0, 0, 0, 0, 0, 0)
    assert one.dates == ((5, 3),)
    assert "Island" in one.written.values()


def test_nothing_to_compare():
    assert portraits([]) == []
    assert pair_scores(portraits(reports(1))) == ({}, {})
    empty = [document("", path="a"), document("The of and.", path="b")]
    assert pair_scores(portraits(empty)) == ({}, {})
    assert pair_scores([]) == ({}, {})
