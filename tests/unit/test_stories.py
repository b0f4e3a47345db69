"""Stories: one threshold, look-alikes apart with the reason, dates that exclude."""

from __future__ import annotations

from zlib import crc32

import msgspec
import numpy as np

from dateline.config import Config
from dateline.link.clusters import average_link
from dateline.link.likeness import Portrait
from dateline.link.stories import group_stories
from dateline.link.stragglers import join_stragglers
from dateline.model import Family, When
from dateline.resources import resources
from tests.factories import document

STRIKE = "Dockers in Port Selby walked out on {day} over the sacking of crane driver Bruno Gale, halting ferries to Westerham."
CUP = (
    "Westerham Rovers beat Aldingham in the county cup final after extra time, with goals from Ned Pike and Tom Reeve."
)


def stories(*documents, families=()):
    return group_stories(
        sorted(documents, key=lambda doc: doc.report), [family.reports for family in families], resources(Config())
    )


def of(found, doc):
    return next(story for story in found if doc.report in story.reports)


def test_one_subject_is_one_story_and_another_is_not():
    a = document(STRIKE.format(day="Monday"), path="a")
    b = document(
        "Ferries to Westerham stayed in Port Selby on Monday as dockers struck for sacked crane driver Bruno Gale.",
        path="b",
    )
    c = document(CUP, path="c")
    found = stories(a, b, c)
    assert of(found, a) == of(found, b) != of(found, c)
    assert "Bruno" in of(found, a).reason or "Selby" in of(found, a).reason


def test_reports_of_other_years_stay_apart_and_both_sides_say_why():
    a = document(STRIKE.format(day="Monday"), path="a", published="2021-05-03")
    b = document(STRIKE.format(day="Monday"), path="b", published="1998-05-04")
    found = stories(a, b)
    assert len(found) == 2
    for story in found:
        (apart,) = story.apart
        assert apart.reason.startswith("other year: published")


def test_bounds_alone_can_keep_apart():
    bounds = When(start="2018-08-18", end="2020-02-24", precision="interval", basis="office holders")
    a = document(STRIKE.format(day="Monday"), path="a", published="2021-05-03")
    b = msgspec.structs.replace(document(STRIKE.format(day="Monday"), path="b"), published=bounds)
    assert len(stories(a, b)) == 2
    assert "office holders" in of(stories(a, b), a).apart[0].reason


def test_in_a_crowd_only_the_nearest_look_alikes_are_named_and_always_on_both_sides():
    docs = [document(STRIKE.format(day="Monday"), path=str(n), published=f"{1990 + n}-05-03") for n in range(30)]
    found = stories(*docs)
    named = {(story.id, apart.other) for story in found for apart in story.apart}
    assert len(found) == 30
    assert named == {(other, one) for one, other in named}
    assert 30 * 12 <= len(named) < 30 * 29


def test_copies_are_one_story():
    a, b = document(STRIKE.format(day="Monday"), path="a"), document(CUP, path="b")
    both = tuple(sorted((a.report, b.report)))
    assert len(stories(a, b, families=[Family(id="F-1", reports=both, origin=None, agency=None)])) == 1


def test_the_order_of_reports_does_not_matter_and_ids_come_from_the_earliest():
    a = document(STRIKE.format(day="Monday"), path="a", published="2021-05-03")
    b = document(STRIKE.format(day="Monday") + " Talks failed.", path="b", published="2021-05-04")
    assert group_stories([a, b], (), resources(Config())) == group_stories([b, a], (), resources(Config()))
    assert stories(a)[0].id == stories(a, b)[0].id


def test_no_report_no_story():
    assert stories() == ()


def test_average_link_joins_by_the_mean_and_obeys_what_is_forbidden():
    pairs = {(0, 1): 0.9, (1, 2): 0.5, (0, 2): 0.1, (2, 3): 0.8}
    assert average_link(4, pairs, least=0.4) == [[0, 1], [2, 3]]
    assert average_link(2, {(0, 1): 0.9}, least=0.5, apart=lambda one, other: True) == [[0], [1]]


def portrait(terms, dates=(), week=()):
    length = sum(weight**2 for weight in terms.values()) ** 0.5
    return Portrait(
        terms=np.array([crc32(term.encode()) for term in terms]),
        weights=np.array([weight / length for weight in terms.values()]),
        keys=np.array([], dtype=np.int64),
        names={},
        name_weights={},
        week=week,
        dates=frozenset(dates),
        published=(-np.inf, np.inf),
    )


def test_two_large_groups_need_more_than_two_reports():
    two, six = {(0, 1): 0.5}, {(i, j): 0.5 for i in range(3) for j in range(3, 6)}
    one = {(0, 1): 1.0, (1, 2): 1.0, (0, 2): 1.0, (3, 4): 1.0, (4, 5): 1.0, (3, 5): 1.0}
    assert average_link(2, two, least=0.45, dearer=0.1) == [[0, 1]]
    assert average_link(6, six | one, least=0.45) == [[0, 1, 2, 3, 4, 5]]
    assert average_link(6, six | one, least=0.45, dearer=0.1) == [[0, 1, 2], [3, 4, 5]]


def test_a_pair_of_reports_joins_no_group_of_its_own_size():
    made = [portrait({"ferry": 1, "rope": 1, "gale": 1}) for _ in range(4)]
    bare = {(0, 2): 0.9, (1, 3): 0.9}
    assert join_stragglers([[0, 1], [2, 3]], made, bare, apart=lambda one, other: False) == [[0, 1], [2, 3]]


def test_other_weekdays_keep_a_straggler_away():
    whole = [portrait({"ferry": 1, "storm": 1}, week=(1.0, 0, 0, 0, 0, 0, 0)) for _ in range(2)]
    same, other = (portrait({"ferry": 1, "gale": 6}, week=tuple(float(n == day) for n in range(7))) for day in (0, 4))
    for straggler, groups in ((same, [[0, 1, 2]]), (other, [[0, 1], [2]])):
        made = [*whole, straggler]
        bare = {(0, 2): 0.1, (1, 2): 0.1}
        assert join_stragglers([[0, 1], [2]], made, bare, apart=lambda one, other: False) == groups


def test_a_straggler_joins_the_whole_it_is_nearest_to_but_not_in_another_season():
    made = [
        portrait({"ferry": 1, "harbour": 1, "storm": 1}, [(11, 3)]),
        portrait({"ferry": 1, "rope": 1, "storm": 1}, [(11, 4)]),
        portrait({"ferry": 1, "rope": 1, "gale": 1}),
        portrait({"ferry": 1, "rope": 1, "gale": 1}, [(6, 20)]),
    ]
    bare = {(0, 2): 0.3, (1, 2): 0.6, (0, 3): 0.3, (1, 3): 0.6}
    joined = join_stragglers([[0, 1], [2], [3]], made, bare, apart=lambda one, other: False)
    assert joined == [[0, 1, 2], [3]]
    alone = join_stragglers([[0, 1], [2], [3]], made, bare, apart=lambda one, other: True)
    assert alone == [[0, 1], [2], [3]]
