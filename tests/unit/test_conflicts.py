"""Typed conflicts, and what only looks like one."""

from __future__ import annotations

import msgspec
import pytest

from dateline.corroborate.conflicts import find_conflicts
from dateline.corroborate.figures import build_ledger
from dateline.link.lineage import find_copying, find_families
from dateline.link.passages import passages_of
from dateline.model import Actor, ActorMention, Annotations, Figure, Story
from tests.factories import BALAKOT, GHAFOOR, INDIA, KHAN, PAKISTAN, day, document, event, mention, said, span


def killed(doc, words, *, low=None, best=None, high=None, unit="people"):
    at = span(doc, words)
    return Figure(start=at.start, end=at.end, sentence=0, kind="killed", low=low, best=best, high=high, unit=unit)


def death_toll(path, words, *, low=None, best=None, high=None, unit="people", speaker=None, published=None):
    doc = document(f"The blast killed {words} {unit}.", path=path, published=published)
    told = mention(
        doc,
        f"The blast killed {words} {unit}",
        trigger="killed",
        concept="assault.kill",
        speaker=speaker,
        figures=[killed(doc, words, low=low, best=best, high=high, unit=unit)],
    )
    return doc, told


def conflicts(rows, events=None, families=(), annotations=()):
    documents, told = [doc for doc, _ in rows], [one for _, one in rows]
    events = [event(told)] if events is None else events
    ledger = build_ledger(events, told, documents, annotations)
    return find_conflicts(events, told, documents, annotations, (), families, ledger)


def test_two_figures_of_two_speakers_are_a_conflict_with_both_spans():
    rows = [
        death_toll("a", "eight", low=8, best=8, high=8, speaker=GHAFOOR),
        death_toll("b", "twenty", low=20, best=20, high=20, speaker=KHAN),
    ]
    (found,) = conflicts(rows)
    assert found.type == "figure"
    assert [(side.text, side.speaker.name) for side in found.sides] == [
        ("eight", "Asif Ghafoor"),
        ("twenty", "Imran Khan"),
    ]
    assert [words.text for side in found.sides for words in side.spans] == ["eight", "twenty"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"words": "at least 26", "low": 26, "best": 26}, {"words": "26", "low": 26, "best": 26, "high": 26}),
        ({"words": "at least 26", "low": 26, "best": 26}, {"words": "40", "low": 40, "best": 40, "high": 40}),
        ({"words": "up to 30", "best": 30, "high": 30}, {"words": "26", "low": 26, "best": 26, "high": 26}),
        ({"words": "26", "best": 26}, {"words": "two", "best": 2, "unit": "soldiers"}),
    ],
)
def test_ranges_that_meet_and_parts_of_a_whole_agree(one, other):
    assert conflicts([death_toll("a", **one), death_toll("b", **other)]) == ()


def test_a_newer_figure_of_the_same_speaker_is_an_update():
    rows = [
        death_toll("a", "eight", best=8, speaker=GHAFOOR, published="2019-02-26"),
        death_toll("b", "twelve", best=12, speaker=GHAFOOR, published="2019-02-27"),
    ]
    assert conflicts(rows) == ()


def test_what_one_side_asserts_and_another_denies_is_a_conflict_but_not_within_one_mouth():
    def strike(path, status, speaker):
        doc = document("India struck a camp.", path=path)
        return doc, mention(doc, "India struck a camp", trigger="struck", status=status, speaker=speaker)

    (found,) = conflicts([strike("a", "happened", None), strike("b", "denied", GHAFOOR)])
    assert (found.type, [side.text for side in found.sides]) == (
        "whether",
        ["India struck a camp", "India struck a camp"],
    )
    assert conflicts([strike("a", "happened", GHAFOOR), strike("b", "denied", GHAFOOR)]) == ()


def test_the_accused_denies():
    a = document("India blamed Pakistan.", path="a")
    b = document("Pakistan rejected the charge.", path="b")
    charge = mention(
        a,
        "India blamed Pakistan",
        trigger="blamed",
        concept="accuse.blame",
        actors=[("India", INDIA)],
        targets=[("Pakistan", PAKISTAN)],
    )
    denial = mention(
        b, "Pakistan rejected the charge", trigger="rejected", concept="reject.deny", actors=[("Pakistan", PAKISTAN)]
    )
    (found,) = conflicts([(a, charge), (b, denial)], [event([charge]), event([denial])])
    assert found.type == "whether" and found.reason == "Pakistan denies what it is accused of"


@pytest.mark.parametrize(
    ("denied", "answers"),
    [("that the release was a gesture", 0), ("that the shelling was its work", 1), ("of Monday", 1)],
)
def test_who_denies_something_else_answers_no_charge(denied, answers):
    a = document("India accused Pakistan of shelling villages.", path="a")
    b = document(f"Pakistan dismissed the suggestion {denied}.", path="b")
    parties = {"actors": [("Pakistan", PAKISTAN)]}
    charge = mention(
        a,
        "India accused Pakistan of shelling villages",
        trigger="accused",
        concept="accuse.aggression",
        actors=[("India", INDIA)],
        targets=[("Pakistan", PAKISTAN)],
    )
    denial = mention(b, b.text[:-1], trigger="dismissed", concept="reject.deny", **parties)
    assert len(conflicts([(a, charge), (b, denial)], [event([charge]), event([denial])])) == answers


def test_two_named_days_of_one_event_are_a_conflict():
    rows = []
    for path, words, date in (("a", "Tuesday", "2019-02-26"), ("b", "Wednesday", "2019-02-27")):
        doc = document(f"India struck a camp on {words}.", path=path)
        rows.append(
            (doc, mention(doc, f"India struck a camp on {words}", trigger="struck", when=day(date), when_words=words))
        )
    (found,) = conflicts(rows)
    assert (found.type, found.reason) == ("date", "on 2019-02-26 or on 2019-02-27")


def test_one_strike_by_two_rival_actors_is_a_conflict_of_who():
    rows = []
    for path, name, actor in (("a", "India", INDIA), ("b", "Pakistan", PAKISTAN)):
        doc = document(f"{name} shelled villagers near Balakot on Tuesday.", path=path)
        villagers = Actor(key="unnamed:villagers", name="villagers", kind="unnamed", sector="CVL")
        told = mention(
            doc,
            f"{name} shelled villagers near Balakot on Tuesday",
            trigger="shelled",
            concept="assault.artillery",
            actors=[(name, actor)],
            targets=[("villagers", villagers)],
            when=day("2019-02-26"),
            where=("Balakot", BALAKOT),
        )
        rows.append((doc, told))
    (found,) = conflicts(rows, [event([told]) for _, told in rows])
    assert (found.type, found.reason) == ("who", "by India or by Pakistan")


def test_a_sentence_changed_in_copying_is_a_conflict_of_meaning():
    opening = "The envoy of Nordland reached the harbour of Selby on Monday to settle the quarrel over ferries with the town council there"
    a = document(f"{opening}. He came two days after he met traders in Westerham.", path="a")
    b = document(f"{opening}. He came following two days of meetings with traders in Westerham.", path="b")
    families = find_families([a, b], find_copying({doc.report: passages_of(doc) for doc in [a, b]}, share=0.35))
    found = find_conflicts([], [], [a, b], (), (), families, ())
    assert [conflict.type for conflict in found] == ["meaning"]
    assert "two days after he met" in found[0].reason


def test_a_claim_that_was_taken_back_is_told_with_both_halves():
    doc = document("The Grey Hand first claimed the raid on the depot, but later distanced itself from it.")
    (found,) = find_conflicts([], [], [doc], (), (), (), ())
    assert found.type == "retraction"
    assert [side.text for side in found.sides] == [
        "The Grey Hand first claimed the raid on the depot",
        "but later distanced itself from it.",
    ]


def test_a_claim_without_withdrawal_is_no_retraction():
    doc = document("The Grey Hand claimed the raid, though police later arrested two bakers.")
    assert find_conflicts([], [], [doc], (), (), (), ()) == ()


def test_the_same_words_in_two_mouths_are_a_conflict_of_speaker():
    words = "“No ship will leave this harbour before the spring”"
    a, b = document(f"Khan said: {words}.", path="a"), document(f"Ghafoor said: {words}.", path="b")
    made = [
        Annotations(report=doc.report, sentences=(), attributions=(said(doc, name, words, speaker),))
        for doc, name, speaker in ((a, "Khan", KHAN), (b, "Ghafoor", GHAFOOR))
    ]
    (found,) = find_conflicts([], [], [a, b], made, (), (), ())
    assert found.type == "speaker"
    assert sorted(side.text for side in found.sides) == ["Asif Ghafoor", "Imran Khan"]


def test_a_correction_that_names_the_claim_afterwards_is_a_retraction():
    doc = document(
        "The guard corrected itself at dusk and said it held one sailor, not two as it had announced at noon."
    )
    (found,) = find_conflicts([], [], [doc], (), (), (), ())
    assert found.type == "retraction"
    assert [side.text for side in found.sides] == [
        "not two as it had announced at noon.",
        "The guard corrected itself at dusk and said it held one sailor",
    ]


def test_a_day_counted_from_another_event_is_no_rival_day():
    rows = []
    for path, text, words, date in (
        ("a", "India struck a camp on Tuesday", "Tuesday", "2019-02-26"),
        ("b", "The envoy came a day after India struck a camp", "a day", "2019-02-27"),
    ):
        doc = document(f"{text}.", path=path)
        rows.append((doc, mention(doc, text, trigger="struck", when=day(date), when_words=words)))
    assert conflicts(rows) == ()


def told(doc, rows):
    """Annotations with one attribution a row: (who is named, what is said, speaker, act, sentence)."""
    made = []
    for name, words, speaker, act, sentence in rows:
        one = said(doc, name, words, speaker)
        made.append(
            msgspec.structs.replace(one, id=f"{doc.report}/a{len(made)}", act=act, sentence=sentence, kind="indirect")
        )
    return Annotations(report=doc.report, sentences=(), attributions=tuple(made))


def test_a_denial_that_points_back_denies_what_the_other_side_said_before():
    doc = document("India said it had sunk two ferries. Pakistan rejected the claim.")
    made = told(
        doc, [("India", "it had sunk two ferries", INDIA, "say", 0), ("Pakistan", "the claim", PAKISTAN, "deny", 1)]
    )
    (found,) = find_conflicts([], [], [doc], [made], (), (), ())
    assert (found.type, [side.speaker.name for side in found.sides]) == ("whether", ["India", "Pakistan"])
    assert found.sides[0].text == "it had sunk two ferries"


def test_a_denial_in_words_of_its_own_answers_another_report():
    a = document("India said its guns had killed 30 smugglers at the ford.", path="a")
    b = document("Pakistan said the guns had killed nobody at the ford.", path="b")
    made = [
        told(a, [("India", "its guns had killed 30 smugglers at the ford", INDIA, "say", 0)]),
        told(b, [("Pakistan", "the guns had killed nobody at the ford", PAKISTAN, "say", 0)]),
    ]
    # Neither report has an event: that they are one story is told by the story.
    one = Story(id="S-1", label="the ford", reports=(a.report, b.report), reason="given by the test")
    (found,) = find_conflicts([], [], [a, b], made, [one], (), ())
    assert found.type == "whether"
    assert {report for side in found.sides for report in side.reports} == {a.report, b.report}
    assert find_conflicts([], [], [a, b], made, (), (), ()) == ()


def test_a_name_that_stands_apart_from_its_ending_is_read():
    doc = document("Pakistan 's fishers said India sank no ferry.")
    made = told(doc, [("fishers", "India sank no ferry", PAKISTAN, "say", 0)])
    named = ActorMention(start=0, end=len("Pakistan 's"), head=0, sentence=0, actor=PAKISTAN)
    assert find_conflicts([], [], [doc], [msgspec.structs.replace(made, actors=(named,))], (), (), ()) == ()


def test_what_is_not_denied_close_by_is_no_denial_and_nobody_denies_himself():
    doc = document(
        "India said it had sunk a ferry. Pakistan said ferries would not sail at night. India said it sank no ferry."
    )
    made = told(
        doc,
        [
            ("India", "it had sunk a ferry", INDIA, "say", 0),
            ("Pakistan", "ferries would not sail at night", PAKISTAN, "say", 1),
            ("India", "it sank no ferry", INDIA, "say", 2),
        ],
    )
    assert find_conflicts([], [], [doc], [made], (), (), ()) == ()


def test_two_sides_that_count_a_loss_differently_disagree():
    doc = document("Pakistan said it shot down two jets; India said it lost one aircraft.")
    figures = tuple(
        Figure(
            start=span(doc, word).start, end=span(doc, word).end, sentence=0, kind="shot down", low=n, best=n, high=n
        )
        for word, n in (("two", 2), ("one", 1))
    )
    made = told(
        doc,
        [("Pakistan", "it shot down two jets", PAKISTAN, "say", 0), ("India", "it lost one aircraft", INDIA, "say", 0)],
    )
    (found,) = find_conflicts([], [], [doc], [msgspec.structs.replace(made, figures=figures)], (), (), ())
    assert (found.type, [side.text for side in found.sides]) == (
        "figure",
        ["it shot down two jets", "it lost one aircraft"],
    )


@pytest.mark.parametrize(
    ("text", "claim", "now"),
    [
        (
            "The guard holds one sailor. It had first reported that two sailors were held.",
            "It had first",
            "The guard holds",
        ),
        (
            "The guard said two sailors were held. It later said that it had only one.",
            "The guard said",
            "It later said",
        ),
        ("Clerks said three were dead, revising the toll down from eight.", "eight", "Clerks said three were dead"),
    ],
)
def test_a_number_that_its_speaker_revised_is_told_with_both_halves(text, claim, now):
    (found,) = find_conflicts([], [], [document(text)], (), (), (), ())
    assert found.type == "retraction"
    assert found.sides[0].text.startswith(claim) and found.sides[1].text.startswith(now)
