"""Whatever the reports: order does not matter, every report and mention is placed, a copy adds no voice."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.config import Config
from dateline.corroborate.voices import find_voices
from dateline.link.clusters import average_link
from dateline.link.events import merge_mentions
from dateline.link.lineage import find_copying, find_families
from dateline.link.passages import passages_of
from dateline.link.stories import group_stories
from dateline.resources import resources
from tests.factories import INDIA, KHAN, PAKISTAN, RUSSIA, day, document, event, mention

WHO = (("India", INDIA), ("Pakistan", PAKISTAN), ("Russia", RUSSIA), ("Khan", KHAN))
DONE = (("struck", "assault.airstrike"), ("phoned", "consult.phone"), ("condemned", "accuse.condemn"))


@st.composite
def tellings(draw):
    made = []
    for n in range(draw(st.integers(2, 6))):
        (who, actor), (whom, target) = draw(st.permutations(WHO))[:2]
        word, concept = draw(st.sampled_from(DONE))
        words = f"{who} {word} {whom} near the old bridge of Selby at noon"
        doc = document(f"{words}. Note {n}.", path=str(n), published=f"2019-03-0{draw(st.integers(1, 9))}")
        when = draw(st.sampled_from([None, day("2019-03-01"), day("2019-03-02"), day("2019-03-08")]))
        made.append(
            (
                doc,
                mention(
                    doc,
                    words,
                    trigger=word,
                    concept=concept,
                    actors=[(who, actor)],
                    targets=[(whom, target)],
                    when=when,
                ),
            )
        )
    return made


def link(rows):
    documents = sorted((doc for doc, _ in rows), key=lambda doc: doc.report)
    told = [one for _, one in rows]
    known = resources(Config())
    families = find_families(documents, find_copying({doc.report: passages_of(doc) for doc in documents}, share=0.35))
    stories = group_stories(documents, [family.reports for family in families], known)
    events = merge_mentions(documents, (), told, stories, families, known)
    return families, stories, find_voices(events, told, documents, (), families, known)


@settings(max_examples=40, deadline=None)
@given(tellings(), st.randoms(use_true_random=False))
def test_shuffling_reports_changes_nothing(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert link(rows) == link(shuffled)


@settings(max_examples=40, deadline=None)
@given(tellings())
def test_every_report_and_every_mention_has_its_place(rows):
    families, stories, events = link(rows)
    reports = sorted(doc.report for doc, _ in rows)
    assert sorted(report for family in families for report in family.reports) == reports
    assert sorted(report for story in stories for report in story.reports) == reports
    assert {m for event in events for m in event.mentions} == {one.id for _, one in rows}
    assert len({event.id for event in events}) == len(events)
    for one in events:
        assert sorted(report for voice in one.voices for report in voice.reports) == list(one.reports)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 4), st.booleans())
def test_a_copy_adds_no_voice(others, credited):
    text = "India struck a camp near Selby. The ferry was late again on Monday, said the harbour master, who blamed a rope."
    documents = [document(text, path=str(n)) for n in range(2)]
    documents += [document(f"India struck a camp. Note {n}.", path=f"own {n}") for n in range(others)]
    told = [
        mention(
            doc, "India struck a camp", trigger="struck", actors=[("India", INDIA)], speaker=KHAN if credited else None
        )
        for doc in documents
    ]
    known = resources(Config())
    families = find_families(documents, find_copying({doc.report: passages_of(doc) for doc in documents}, share=0.35))
    counts = [
        len(find_voices([event(rows)], rows, documents, (), families, known)[0].voices) for rows in (told[1:], told)
    ]
    assert counts[0] == counts[1] == (1 if credited else 1 + others)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]), st.floats(0, 1)))
def test_clusters_are_a_partition_and_no_score_no_join(pairs):
    groups = average_link(8, pairs, least=0.5)
    assert sorted(i for group in groups for i in group) == list(range(8))
    joined = any(len(group) > 1 for group in groups)
    assert joined == any(score >= 0.5 for score in pairs.values())


@settings(max_examples=15, deadline=None)
@given(tellings())
def test_adding_one_by_one_ends_where_all_at_once_ends(rows):
    """Each addition links the whole set again, so only the last one counts: nothing may be carried from before."""
    made = None
    for n in range(1, len(rows) + 1):
        made = link(rows[:n])
    assert made == link(list(reversed(rows)))
