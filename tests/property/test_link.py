"""Whatever the reports: order does not matter, every report and mention is placed, a copy adds no voice."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories import INDIA, KHAN, PAKISTAN, RUSSIA, day, document, mention

from dateline.config import Config
from dateline.corroborate.voices import find_voices
from dateline.link.clusters import average_link
from dateline.link.events import merge_mentions
from dateline.link.lineage import find_families
from dateline.link.stories import group_stories
from dateline.resources import resources

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
    families = find_families(documents, share=0.35)
    stories = group_stories(documents, (), told, families, known)
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
    for event in events:
        assert sorted(report for voice in event.voices for report in voice.reports) == list(event.reports)


@settings(max_examples=40, deadline=None)
@given(tellings())
def test_a_copy_adds_no_voice_and_no_event(rows):
    text = "The ferry of Selby was late again on Monday, said the harbour master, who blamed a rope that nobody had mended."
    doc, told = rows[0]
    doc = msgspec.structs.replace(document(f"{doc.text} {text}", path="first", published=doc.published.start))
    told = msgspec.structs.replace(told, id=f"{doc.report}/m1", report=doc.report)
    copy = document(doc.text, path="second", published=doc.published.start)
    again = msgspec.structs.replace(told, id=f"{copy.report}/m1", report=copy.report)
    before = link([(doc, told), *rows[1:]])[2]
    after = link([(doc, told), (copy, again), *rows[1:]])[2]
    assert len(before) == len(after)
    assert sorted(len(event.voices) for event in before) == sorted(len(event.voices) for event in after)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]), st.floats(0, 1)))
def test_clusters_are_a_partition_and_no_score_no_join(pairs):
    groups = average_link(8, pairs, least=0.5)
    assert sorted(i for group in groups for i in group) == list(range(8))
    joined = any(len(group) > 1 for group in groups)
    assert joined == any(score >= 0.5 for score in pairs.values())
