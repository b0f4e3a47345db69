"""Decisions: what each kind does, that they hold when ids and order change, and that none is lost in silence."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Annotations, Sentence
from dateline.review.log import Decision
from dateline.review.replay import replay, settle
from dateline.review.tellings import Tellings
from tests.factories import BALAKOT, GHAFOOR, INDIA, PAKISTAN, RUSSIA, _report_of, day, document, event, mention

AT = "2026-03-01T10:00:00.000Z"


class Desk:
    """Two papers tell one strike; one of them also tells of a meeting."""

    def __init__(self) -> None:
        self.docs = [
            document(
                "Jets bombed a hill near Balakot on Tuesday.\nEnvoys met in Geneva.", path="a", published="2019-02-26"
            ),
            document("Jets hit a hill on Wednesday.\nIt was a long day.", path="b", published="2019-02-27"),
        ]
        a, b = self.docs
        # fmt: off
        self.told = [
            mention(a, "Jets bombed a hill near Balakot on Tuesday", trigger="bombed", actors=[("Jets", INDIA)],
                    targets=[("hill", PAKISTAN)], when=day("2019-02-26"), when_words="Tuesday",
                    where=("Balakot", BALAKOT)),
            mention(a, "Envoys met in Geneva", trigger="met", number=2, concept="consult.meet",
                    actors=[("Envoys", RUSSIA)]),
            mention(b, "Jets hit a hill on Wednesday", trigger="hit", actors=[("Jets", INDIA)], when=day("2019-02-27"),
                    when_words="Wednesday"),
        ]
        # fmt: on
        first, met, second = self.told
        self.events = [
            msgspec.structs.replace(event([first, second]), merges=(f"{second.id} with {first.id}: same act (0.90)",)),
            event([met]),
        ]

    @property
    def parts(self) -> tuple:
        notes = [
            Annotations(
                report=doc.report,
                sentences=tuple(
                    Sentence(index=n, start=b.start, end=b.end, block=n, tokens=()) for n, b in enumerate(doc.blocks)
                ),
            )
            for doc in self.docs
        ]
        return [_report_of(doc) for doc in self.docs], self.docs, notes, self.told

    def decide(self, kind: str, *tellings: int, at: str = AT, **more) -> Decision:
        keys = Tellings(*self.parts)
        others = tuple(keys.key(self.told[n]) for n in more.pop("others", ()))
        about = tuple(keys.key(self.told[n]) for n in tellings)
        return Decision(kind=kind, who="ada", at=at, tellings=about, others=others, **more)

    def replay(self, *decisions: Decision):
        return replay(decisions, *self.parts, self.events)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_no_decision_changes_nothing(desk):
    made = desk.replay()
    assert (made.mentions, made.events, made.stale) == (tuple(desk.told), tuple(desk.events), ())


def test_a_rejected_event_leaves_with_its_tellings(desk):
    made = desk.replay(desk.decide("reject", 1))
    assert [e.id for e in made.events] == [desk.events[0].id]
    assert desk.told[1] not in made.mentions


def test_a_rejected_telling_leaves_the_others(desk):
    made = desk.replay(desk.decide("reject", 0))
    one = made.events[0]
    assert one.mentions == (desk.told[2].id,)
    assert one.reports == (desk.docs[1].report,)
    assert one.when == day("2019-02-27")
    assert one.merges == ()


def test_a_corrected_date_stands_in_the_telling_and_the_event(desk):
    made = desk.replay(desk.decide("correct", 1, slot="date", when=day("2019-02-28")))
    assert made.events[1].when == day("2019-02-28")
    assert next(m for m in made.mentions if m.id == desk.told[1].id).when == day("2019-02-28")
    assert made.events[1].reviewed == ("date",)


def test_a_judgement_about_the_event_leaves_what_the_reports_say(desk):
    made = desk.replay(desk.decide("correct", 0, 2, slot="date", level="event", when=day("2019-02-26")))
    assert made.events[0].when == day("2019-02-26")
    assert made.mentions == tuple(desk.told)


def test_actors_targets_places_status_and_concept_are_corrected(desk):
    made = desk.replay(
        desk.decide("correct", 1, slot="actor", actors=(INDIA,), at="1"),
        desk.decide("correct", 1, slot="target", actors=(PAKISTAN,), at="2"),
        desk.decide("correct", 1, slot="place", place=BALAKOT, at="3"),
        desk.decide("correct", 1, slot="status", status="denied", at="4"),
        desk.decide("correct", 1, slot="concept", concept="consult.talk", at="5"),
        desk.decide("re-attribute", 1, actors=(GHAFOOR,), at="6"),
    )
    one = made.events[1]
    assert (one.actors, one.targets, one.where) == ((INDIA,), (PAKISTAN,), BALAKOT)
    assert (one.status, one.concept) == ("denied", "consult.talk")
    told = next(m for m in made.mentions if m.id in one.mentions)
    assert (told.speaker, told.certainty) == (GHAFOOR, -3.0)
    text = desk.docs[0].text
    assert all(0 <= p.start < p.end <= len(text) for p in (*told.actors, *told.targets, told.where))


def test_merging_keeps_the_older_name_and_forwards_the_other(desk):
    made = desk.replay(desk.decide("merge", 1, others=[0, 2]))
    (one,) = made.events
    assert one.id == desk.events[0].id
    assert desk.events[1].id in one.formerly
    assert len(one.mentions) == 3
    assert len(one.reports) == 2


def test_splitting_gives_the_part_a_name_of_its_own(desk):
    made = desk.replay(desk.decide("split", 2))
    names = {e.id: e.mentions for e in made.events}
    assert names[desk.events[0].id] == (desk.told[0].id,)
    assert (desk.told[2].id,) in names.values()
    assert all(e.merges == () for e in made.events)
    assert len(made.events) == 3


def test_background_is_set_after_the_machine_has_set_its_own(desk):
    made = desk.replay(desk.decide("background", 0, 2))
    assert [e.background for e in settle(made.events, made)] == [True, False]
    made = desk.replay(desk.decide("background", 0, 2, at="1"), desk.decide("new", 0, 2, at="2"))
    assert [e.background for e in settle(made.events, made)] == [False, False]


def test_what_was_undone_leaves_no_trace(desk):
    gone = desk.decide("reject", 1)
    back = Decision(kind="undo", who="ada", at="2026-03-01T10:00:01.000Z", undoes=gone.id)
    assert desk.replay(gone, back).events == tuple(desk.events)
    again = Decision(kind="undo", who="ada", at="2026-03-01T10:00:02.000Z", undoes=back.id)
    assert len(desk.replay(back, again, gone).events) == 1


def test_a_decision_without_its_report_is_listed(desk):
    decision = desk.decide("accept", 2)
    desk.docs, desk.told = desk.docs[:1], desk.told[:2]
    desk.events = [event([desk.told[0]]), desk.events[1]]
    (stale,) = desk.replay(decision).stale
    assert stale.reason == "its report is not in the record"


def test_a_verdict_on_another_reading_is_listed(desk):
    decision = desk.decide("reject", 1)
    desk.told[1] = msgspec.structs.replace(desk.told[1], concept="consult.talk")
    made = desk.replay(decision)
    assert "was read as consult.meet then and is read as consult.talk now" in made.stale[0].reason
    assert len(made.events) == 2


def test_a_decision_about_what_was_rejected_is_listed(desk):
    made = desk.replay(desk.decide("reject", 1, at="1"), desk.decide("accept", 1, at="2"))
    assert "rejected by an earlier decision" in made.stale[0].reason


def test_who_and_when_are_not_in_the_record(desk):
    one = desk.replay(desk.decide("merge", 1, others=[0, 2]))
    other = desk.replay(msgspec.structs.replace(desk.decide("merge", 1, others=[0, 2]), who="bo", at="2027"))
    assert (one.mentions, one.events) == (other.mentions, other.events)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_order_and_running_ids_do_not_matter(data):
    """Any decisions, with the log, the reports and the ids of mentions shuffled: the same tellings in each event."""
    desk = Desk()
    kinds = st.sampled_from(["accept", "reject", "split", "background", "merge", "note"])
    decisions = []
    for n in range(data.draw(st.integers(1, 6))):
        kind, about = data.draw(kinds), data.draw(st.integers(0, 2))
        decisions.append(desk.decide(kind, about, at=f"{n}", others=[(about + 1) % 3] if kind == "merge" else []))
    plain = desk.replay(*decisions)

    other = Desk()
    renumbered = {m.id: f"{m.report}/m{n}" for n, m in enumerate(reversed(other.told), 11)}
    other.told = [msgspec.structs.replace(m, id=renumbered[m.id]) for m in other.told]
    other.events = [
        msgspec.structs.replace(e, mentions=tuple(renumbered[m] for m in e.mentions), merges=()) for e in other.events
    ]
    other.docs.reverse()
    shuffled = other.replay(*data.draw(st.permutations(decisions)))

    groups = {frozenset(renumbered[m] for m in e.mentions) for e in plain.events}
    assert groups == {frozenset(e.mentions) for e in shuffled.events}
    assert [s.reason for s in plain.stale] == [s.reason for s in shuffled.stale]
    for made in (plain, shuffled):
        held = [m for e in made.events for m in e.mentions]
        assert sorted(held) == sorted(m.id for m in made.mentions)
        names = [e.id for e in made.events]
        assert len(names) == len(set(names))
        assert not set(names) & {f for e in made.events for f in e.formerly}
