"""One event from many mentions: grains of actors, near concepts, times and places that fit, clashes."""

from __future__ import annotations

from itertools import permutations

import msgspec

from dateline.alike.fit import CLASH, actor_fit, concept_fit, place_fit, slot_fit, time_fit
from dateline.config import Config
from dateline.link.events import merge_mentions
from dateline.model import Actor, ActorMention, Annotations, Place, PlaceMention, Story
from dateline.resources import resources
from tests.factories import BALAKOT, INDIA, KHAN, PAKISTAN, RUSSIA, day, document, figure, mention, person, span

LAVROV = person("Sergei Lavrov", "RUS", "foreign minister", "org:rus-mfa")
QURESHI = person("Shah Mehmood Qureshi", "PAK", "foreign minister", "org:pak-mfa")
SWARAJ = person("Sushma Swaraj", "IND", "external affairs minister", "org:ind-mfa")
MINISTRY = Actor(key="org:rus-mfa", name="Russian foreign ministry", kind="organisation", country="RUS", sector="GOV")
GUNMEN = Actor(key="unnamed:gunmen", name="gunmen", kind="unnamed", sector="REB")


def merge(mentions, documents, annotations=()):
    reports = tuple(sorted(doc.report for doc in documents))
    story = Story(id="S-1", label="one", reports=reports, reason="")
    documents = sorted(documents, key=lambda doc: doc.report)
    return merge_mentions(documents, annotations, mentions, [story], (), resources(Config()))


def call(doc, words, trigger, target, *, actor=("Lavrov", LAVROV), number=1, concept="consult.phone", **more):
    return mention(
        doc, words, trigger=trigger, concept=concept, actors=[actor], targets=[target], number=number, **more
    )


def test_a_call_told_at_three_grains_is_one_event():
    a = document("Lavrov phoned Qureshi on Friday.", path="a", published="2019-03-01")
    b = document("Russia held talks with Pakistan.", path="b", published="2019-03-02")
    c = document("The ministry said Lavrov spoke to Qureshi.", path="c", published="2019-03-01")
    found = merge(
        [
            call(a, "Lavrov phoned Qureshi on Friday", "phoned", ("Qureshi", QURESHI), when=day("2019-03-01")),
            call(
                b,
                "Russia held talks with Pakistan",
                "held",
                ("Pakistan", PAKISTAN),
                actor=("Russia", RUSSIA),
                concept="consult.negotiate",
            ),
            call(c, "Lavrov spoke to Qureshi", "spoke", ("Qureshi", QURESHI), concept="consult.discuss"),
        ],
        [a, b, c],
    )
    (event,) = found
    assert [actor.name for actor in event.actors] == ["Sergei Lavrov"]
    assert event.when.start == "2019-03-01"
    assert len(event.merges) == 2
    assert "Sergei Lavrov" in " ".join(event.merges)


def test_calls_to_two_ministers_are_two_events_and_a_telling_of_both_is_in_both():
    a = document("Lavrov phoned Qureshi. He also rang Swaraj.", path="a")
    b = document("Lavrov spoke separately to Qureshi and Swaraj.", path="b")
    both = mention(
        b,
        "Lavrov spoke separately to Qureshi and Swaraj",
        trigger="spoke",
        concept="consult.discuss",
        actors=[("Lavrov", LAVROV)],
        targets=[("Qureshi", QURESHI), ("Swaraj", SWARAJ)],
    )
    found = merge(
        [
            call(a, "Lavrov phoned Qureshi", "phoned", ("Qureshi", QURESHI)),
            call(a, "He also rang Swaraj", "rang", ("Swaraj", SWARAJ), actor=("He", LAVROV), number=2),
            both,
        ],
        [a, b],
    )
    assert sorted(event.targets[0].name for event in found) == ["Shah Mehmood Qureshi", "Sushma Swaraj"]
    assert all(both.id in event.mentions for event in found)
    assert len({event.id for event in found}) == 2


def test_a_mention_of_two_targets_that_nobody_tells_apart_is_one_event():
    doc = document("Lavrov spoke to Qureshi and Swaraj.")
    both = mention(
        doc,
        "Lavrov spoke to Qureshi and Swaraj",
        trigger="spoke",
        concept="consult.discuss",
        actors=[("Lavrov", LAVROV)],
        targets=[("Qureshi", QURESHI), ("Swaraj", SWARAJ)],
    )
    assert len(merge([both], [doc])) == 1


def strike(doc, words, trigger, **more):
    return mention(doc, words, trigger=trigger, actors=[("India", INDIA)], targets=[("camp", GUNMEN)], **more)


def test_strikes_seventeen_days_apart_stay_apart():
    a = document("India struck a camp near Balakot.", path="a", published="2019-02-26")
    b = document("India struck a camp near Balakot.", path="b", published="2019-03-15")
    told = [
        strike(a, "India struck a camp near Balakot", "struck", when=day("2019-02-26"), where=("Balakot", BALAKOT)),
        strike(b, "India struck a camp near Balakot", "struck", when=day("2019-03-15"), where=("Balakot", BALAKOT)),
    ]
    assert len(merge(told, [a, b])) == 2


def test_a_threat_is_no_telling_of_the_deed():
    a = document("India struck a camp.", path="a")
    b = document("India threatened to strike a camp.", path="b")
    told = [
        strike(a, "India struck a camp", "struck"),
        strike(b, "India threatened to strike a camp", "strike", status="threatened"),
    ]
    assert len(merge(told, [a, b])) == 2


def test_what_was_denied_and_what_was_asserted_is_one_event():
    a = document("India struck a camp near Balakot.", path="a")
    b = document("India did not strike a camp near Balakot.", path="b")
    told = [
        strike(a, "India struck a camp near Balakot", "struck", where=("Balakot", BALAKOT)),
        strike(b, "India did not strike a camp near Balakot", "strike", status="denied", where=("Balakot", BALAKOT)),
    ]
    assert len(merge(told, [a, b])) == 1


def test_the_dead_of_an_attack_and_the_attack_are_one():
    doc = document("Gunmen attacked a bus. The attack that killed 26 people shook the town.")
    told = [
        mention(doc, "The attack that killed 26 people", trigger="attack", concept="assault.attack", number=1),
        mention(
            doc, "killed 26 people", trigger="killed", concept="assault.kill", number=2, figures=[figure(doc, "26", 26)]
        ),
    ]
    assert len(merge(told, [doc])) == 1


def test_two_speakers_condemn_twice():
    a = document("Lavrov condemned the attack.", path="a")
    b = document("Khan condemned the attack.", path="b")
    told = [
        mention(
            a, "Lavrov condemned the attack", trigger="condemned", concept="accuse.condemn", actors=[("Lavrov", LAVROV)]
        ),
        mention(b, "Khan condemned the attack", trigger="condemned", concept="accuse.condemn", actors=[("Khan", KHAN)]),
    ]
    assert len(merge(told, [a, b])) == 2


def test_a_counterpart_is_the_minister_the_report_names():
    office = Actor(
        key="office:PAK/foreign-minister",
        name="Pakistan's foreign minister",
        kind="office",
        country="PAK",
        role="foreign minister",
    )
    a = document("Lavrov phoned his counterpart. Qureshi thanked him.", path="a")
    b = document("Lavrov phoned Qureshi.", path="b")
    named = ActorMention(start=31, end=38, head=31, sentence=1, actor=QURESHI)
    found = merge(
        [
            call(a, "Lavrov phoned his counterpart", "phoned", ("his counterpart", office)),
            call(b, "Lavrov phoned Qureshi", "phoned", ("Qureshi", QURESHI)),
        ],
        [a, b],
        [Annotations(report=a.report, sentences=(), actors=(named,))],
    )
    (event,) = found
    assert [target.name for target in event.targets] == ["Shah Mehmood Qureshi"]


def test_the_order_of_mentions_and_reports_does_not_matter():
    docs = [document(f"Lavrov phoned Qureshi. Note {n}.", path=str(n)) for n in range(3)]
    told = [call(doc, "Lavrov phoned Qureshi", "phoned", ("Qureshi", QURESHI)) for doc in docs]
    results = {merge(list(order), docs) for order in permutations(told)}
    assert len(results) == 1


def test_an_id_stays_when_later_reports_are_added_and_forwards_when_an_earlier_one_comes():
    old = document("Lavrov phoned Qureshi.", path="old", published="2019-03-02")
    new = document("Lavrov rang Qureshi.", path="new", published="2019-03-03")
    oldest = document("Lavrov called Qureshi.", path="oldest", published="2019-03-01")
    told = {
        doc.path if hasattr(doc, "path") else doc.report: call(
            doc, doc.text[:-1], doc.text.split()[1], ("Qureshi", QURESHI)
        )
        for doc in (old, new, oldest)
    }
    (alone,) = merge([told[old.report]], [old])
    (later,) = merge([told[old.report], told[new.report]], [old, new])
    (earlier,) = merge(list(told.values()), [old, new, oldest])
    assert alone.id == later.id
    assert alone.id in earlier.formerly


def test_fits_of_concepts_actors_times_and_places():
    assert concept_fit("consult.phone", "consult.meet") > concept_fit("consult.phone", "consult.visit") > 0
    assert concept_fit("assault.attack", "aid.rescue") == 0
    assert actor_fit(LAVROV, RUSSIA) > 0.5 and actor_fit(LAVROV, MINISTRY) > actor_fit(LAVROV, RUSSIA)
    assert actor_fit(LAVROV, QURESHI) == CLASH
    assert slot_fit((LAVROV,), (KHAN, RUSSIA)) > 0.5
    assert slot_fit((), (LAVROV,)) is None
    assert time_fit(day("2019-03-01"), day("2019-03-01")) == 1.0
    assert time_fit(day("2019-03-01"), day("2019-03-02")) == 0.0
    assert time_fit(day("2019-03-01"), day("2019-03-05")) == CLASH
    far = Place(id="x", name="Delhi", country="IND", admin1=None, lat=28.6, lon=77.2, precision="town")
    assert place_fit(BALAKOT, far) == CLASH
    assert place_fit(BALAKOT, BALAKOT) == 1.0


def test_two_attacks_of_one_side_need_more_in_common_than_who_struck():
    a = document("India attacked a bridge. India shelled the old mill.", path="a")
    b = document("India attacked a bridge.", path="b")

    def attack(doc, words, trigger, target, number=1):
        victim = Actor(key=f"unnamed:{target}", name=target, kind="unnamed")
        return mention(
            doc,
            words,
            trigger=trigger,
            concept="assault.attack",
            actors=[("India", INDIA)],
            targets=[(target, victim)],
            number=number,
        )

    told = [
        attack(a, "India attacked a bridge", "attacked", "bridge"),
        attack(a, "India shelled the old mill", "shelled", "mill", 2),
        attack(b, "India attacked a bridge", "attacked", "bridge"),
    ]
    assert sorted(len(event.mentions) for event in merge(told, [a, b])) == [1, 2]


def test_denials_of_two_things_are_two_events():
    a = document("Pakistan denied that it had lost an aircraft.", path="a")
    b = document("Pakistan denied that shells had hit the school.", path="b")
    told = [
        mention(doc, doc.text[:-1], trigger="denied", concept="reject.deny", actors=[("Pakistan", PAKISTAN)])
        for doc in (a, b)
    ]
    assert len(merge(told, [a, b])) == 2


def test_a_bare_surname_is_the_one_who_bears_it():
    bare = Actor(key="unnamed:qureshi", name="Qureshi", kind="unnamed")
    a = document("Qureshi phoned Lavrov. Shah Mehmood Qureshi was pleased.", path="a")
    named = ActorMention(start=23, end=43, head=36, sentence=1, actor=QURESHI)
    told = call(a, "Qureshi phoned Lavrov", "phoned", ("Lavrov", LAVROV), actor=("Qureshi", bare))
    (event,) = merge([told], [a], [Annotations(report=a.report, sentences=(), actors=(named,))])
    assert [actor.name for actor in event.actors] == ["Shah Mehmood Qureshi"]


def unplaced(doc, words):
    at = span(doc, words)
    return PlaceMention(start=at.start, end=at.end, sentence=0, text=words, place=None, score=0.0, reason="unknown")


def test_a_place_that_no_table_holds_is_still_a_place():
    docs = [document("India struck a camp at Upper Wick.", path=path) for path in "ab"]
    told = [
        msgspec.structs.replace(
            strike(doc, "India struck a camp at Upper Wick", "struck"), where=unplaced(doc, "Upper Wick")
        )
        for doc in docs
    ]
    assert len(merge(told, docs)) == 1


def test_one_report_that_counts_the_dead_of_two_places_tells_of_two_things():
    doc = document("A crash killed seven people at Upper Wick. Shells killed four people in Balakot.")
    crash = mention(
        doc,
        "A crash killed seven people at Upper Wick",
        trigger="killed",
        concept="assault.kill",
        when=day("2019-02-27"),
        figures=[figure(doc, "seven", 7)],
    )
    shells = mention(
        doc,
        "Shells killed four people in Balakot",
        trigger="killed",
        concept="assault.kill",
        number=2,
        when=day("2019-02-27"),
        where=("Balakot", BALAKOT),
        figures=[figure(doc, "four", 4)],
    )
    crash = msgspec.structs.replace(crash, where=unplaced(doc, "Upper Wick"))
    assert len(merge([crash, shells], [doc])) == 2


def test_two_spellings_of_one_name_are_one_man():
    one = person("Arseniy Yatsenyuk", "UKR", "prime minister", "state:UKR")
    other = person("Arsenij Yatseniuk", "UKR", "prime minister", "state:UKR")
    a = document("Yatsenyuk phoned Lavrov.", path="a")
    b = document("Yatseniuk spoke to Lavrov.", path="b")
    found = merge(
        [
            call(a, "Yatsenyuk phoned Lavrov", "phoned", ("Lavrov", LAVROV), actor=("Yatsenyuk", one)),
            call(b, "Yatseniuk spoke to Lavrov", "spoke", ("Lavrov", LAVROV), actor=("Yatseniuk", other)),
        ],
        [a, b],
    )
    assert len(found) == 1


def blow(doc, words, trigger, *, number=1, concept="assault.attack", targets=(), **more):
    return mention(doc, words, trigger=trigger, concept=concept, targets=targets, number=number, **more)


def test_the_strike_takes_up_the_strike_told_before_and_a_bare_count_its_dead():
    mill = Actor(key="unnamed:mill", name="old mill", kind="unnamed")
    doc = document(
        "India struck an old mill on Tuesday. The army carried out the strike at dusk. Nine people were killed.",
        path="a",
    )
    told = [
        blow(
            doc, "India struck an old mill on Tuesday", "struck", targets=[("old mill", mill)], when=day("2019-02-26")
        ),
        blow(doc, "The army carried out the strike at dusk", "carried", number=2),
        blow(
            doc, "Nine people were killed", "killed", number=3, concept="assault.kill", figures=[figure(doc, "Nine", 9)]
        ),
    ]
    told = [msgspec.structs.replace(one, sentence=n) for n, one in enumerate(told)]
    (event,) = merge(told, [doc])
    assert any("one takes up the other" in line for line in event.merges)


def test_a_campaign_does_not_gather_its_blows():
    tower = Actor(key="unnamed:tower", name="media tower", kind="unnamed")
    a = document("India widened its offensive against Pakistan.", path="a")
    b = document("India bombed a media tower.", path="b")
    told = [
        blow(
            a,
            "India widened its offensive against Pakistan",
            "offensive",
            concept="assault.offensive",
            actors=[("India", INDIA)],
            targets=[("Pakistan", PAKISTAN)],
        ),
        blow(b, "India bombed a media tower", "bombed", actors=[("India", INDIA)], targets=[("media tower", tower)]),
    ]
    assert len(merge(told, [a, b])) == 2


def test_the_first_and_the_second_site_are_two():
    first = Actor(key="unnamed:first-site", name="first site", kind="unnamed")
    second = Actor(key="unnamed:second-site", name="second site", kind="unnamed")
    doc = document("The first site was hit at one. The second site was hit at six.")
    told = [
        blow(doc, "The first site was hit at one", "hit", targets=[("first site", first)]),
        blow(doc, "The second site was hit at six", "hit", targets=[("second site", second)], number=2),
    ]
    assert len(merge(told, [doc])) == 2


def test_whoever_urges_again_or_on_another_day_urges_anew():
    rows = []
    for path, words, date in (
        ("a", "India urged restraint", "2019-02-26"),
        ("b", "India again urged restraint", "2019-02-28"),
        ("c", "Pakistan, Russia and India urged restraint", "2019-02-27"),
    ):
        doc = document(f"{words}.", path=path)
        actors = [("India", INDIA)] if path != "c" else [("Pakistan", PAKISTAN), ("Russia", RUSSIA), ("India", INDIA)]
        told = mention(doc, words, trigger="urged", concept="request.restraint", actors=actors, when=day(date))
        rows.append((doc, told))
    assert len(merge([told for _, told in rows], [doc for doc, _ in rows])) == 3
