"""Search: what a query means, what it finds, and what hostile or clumsy input does to it (nothing)."""

from __future__ import annotations

import contextlib
import random
import time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Event, Record, Voice
from dateline.store.query import LONGEST, BadQuery, parse_query
from dateline.store.search import SEARCH, TooLong, build_index, search
from tests.factories import BALAKOT, GHAFOOR, INDIA, PAKISTAN, RUSSIA, day, document, event, mention, record


def crisis() -> Record:
    docs = [
        document(
            "Jets bombed a hill near Balakot on Tuesday.\nRussia offered to mediate.", path="a", outlet="The Plain Post"
        ),
        document(
            "Jets bombed a hill near Balakot.\nPakistan may strike back, its army said.",
            path="b",
            outlet="Ravi Courier",
        ),
    ]
    a, b = docs
    strike = {
        "trigger": "bombed",
        "actors": [("Jets", INDIA)],
        "targets": [("hill", PAKISTAN)],
        "where": ("Balakot", BALAKOT),
    }
    told = [
        mention(a, "Jets bombed a hill near Balakot", when=day("2019-02-26"), **strike),
        mention(b, "Jets bombed a hill near Balakot", when=day("2019-02-26"), **strike),
        mention(a, "Russia offered to mediate", trigger="offered", number=2, concept="offer.mediate",
                actors=[("Russia", RUSSIA)], when=day("2019-03-01"), background=True),
        mention(b, "Pakistan may strike back", trigger="strike", number=2, concept="assault.airstrike",
                actors=[("Pakistan", PAKISTAN)], status="threatened", speaker=GHAFOOR),
    ]  # fmt: skip
    events = [event(told[:2], id="E-HILL"), event([told[2]], id="E-OFFR"), event([told[3]], id="E-BACK")]
    events[1] = msgspec.structs.replace(events[1], reviewed=("accepted",))
    return record(docs, told, events)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("search")
    assert build_index(made, crisis(), "one")
    return made


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", "HILL BACK OFFR"),
        ("bombing", "HILL"),
        ("reviewed", "OFFR"),
        ("-reviewed", "HILL BACK"),
        ("BOMBED balakot", "HILL"),
        ('"near balakot"', "HILL"),
        ('"balakot near"', ""),
        ("actor:IND", "HILL"),
        ("actor:india", "HILL"),
        ("to:PAK", "HILL"),
        ("with:PAK", "HILL BACK"),
        ("act:assault", "HILL BACK"),
        ("act:offer.mediate", "OFFR"),
        ("place:balakot", "HILL"),
        ('place:"Khyber Pakhtunkhwa"', "HILL"),
        ("since:2019-03", "OFFR"),
        ("until:2019-02", "HILL"),
        ("since:2019 until:2019", "HILL OFFR"),
        ("voices:>=2", "HILL"),
        ("voice:≥2", "HILL"),
        ("voices:<2", "BACK OFFR"),
        ("status:threatened", "BACK"),
        ("new", "HILL BACK"),
        ("background", "OFFR"),
        ("-new", "OFFR"),
        ("-bombed new", "BACK"),
        ('speaker:"Asif Ghafoor"', "BACK"),
        ('speaker:"Ghafoor Asif"', "BACK"),
        ("outlet:ravi", "HILL BACK"),
        ("mark:independent", "HILL"),
        ("story:S-TEST", "HILL BACK OFFR"),
        ("E-OFFR", "OFFR"),
        ("actor:RUS act:offer background", "OFFR"),
    ],
)
def test_a_query_finds(folder, query, ids):
    assert [one.removeprefix("E-") for one in search(folder, query).events] == ids.split()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("actr:RUS", "No field actr:. Did you mean actor:?"),
        ("zzz:1", "No field zzz:. There are: actor:, to:,"),
        ("status:happend", "No status 'happend'. Did you mean 'happened'?"),
        ("voices:many", "voices:many is no number. Write voices:>=2."),
        ("since:yesterday", "since:yesterday is no day. Write since:2025-05-01"),
        ('actor:""', "Nothing stands after actor:"),
        ("x" * (LONGEST + 1), "longer than"),
        ("a " * 40, "more than"),
    ],
)
def test_a_query_that_cannot_be_read_says_why(query, told):
    with pytest.raises(BadQuery) as error:
        parse_query(query)
    assert told in str(error.value)


def test_a_name_that_nobody_has_brings_the_nearest(folder):
    found = search(folder, "actor:indai")
    assert found.total == 0
    assert found.hints == ("No event of this record has actor:indai. Did you mean actor:india?",)


def test_facets_count_what_was_found(folder):
    facets = search(folder, "act:assault").facets
    assert {(f.value, f.count) for f in facets["actor"]} == {("IND", 1), ("PAK", 1)}
    assert [(f.value, f.count) for f in facets["news"]] == [("new", 2)]


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet=st.sampled_from("abAB\"'*():-^+{}[]\\%_;~NEAR OT\0\n\t≥é💥<>=:0"), max_size=60))
def test_no_input_is_syntax(folder, text):
    with contextlib.suppress(BadQuery):
        search(folder, text)


def test_no_query_is_slow_to_read():
    began = time.perf_counter()
    for evil in ("a" * LONGEST, '"' * LONGEST, "-" * LONGEST, "a:" * (LONGEST // 2), "voices:" + "9" * 400):
        with contextlib.suppress(BadQuery):
            parse_query(evil)
    assert time.perf_counter() - began < 0.2


def test_the_index_is_made_again_for_another_record_or_when_damaged(tmp_path):
    assert build_index(tmp_path, crisis(), "one")
    assert not build_index(tmp_path, crisis(), "one")
    assert build_index(tmp_path, crisis(), "two")
    (tmp_path / SEARCH).write_bytes(b"no database")
    assert build_index(tmp_path, crisis(), "two")
    assert search(tmp_path, "balakot").total == 1


def test_a_query_that_takes_too_long_is_stopped(large):
    with pytest.raises(TooLong):
        search(large, "talks", seconds=-1)


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """An index of 20,000 events of five tellings each: 100,000 mentions."""
    rng, nations = random.Random(1), (INDIA, PAKISTAN, RUSSIA)
    folder = tmp_path_factory.mktemp("large")
    vocabulary = [f"word{n}" for n in range(2000)]
    weights = [1 / (n + 1) for n in range(2000)]
    text = "\n".join(" ".join([*rng.choices(vocabulary, weights, k=12), "talks"]) + "." for _ in range(200))
    doc = document(text, outlet="The Plain Post", published="2019-02-26")
    pool = [
        mention(
            doc,
            text[b.start : b.end],
            trigger="talks",
            number=n,
            concept="consult.meet",
            actors=[("talks", nations[n % 3])],
            targets=[("talks", nations[(n + 1) % 3])],
        )
        for n, b in enumerate(doc.blocks)
    ]
    voice = Voice(label="one", kind="report", reports=(doc.report,), reason="its own words")
    events = [_event(f"E-{n:05d}", rng.sample(pool, 5), (voice,) * (1 + n % 3)) for n in range(20_000)]
    build_index(folder, record([doc], pool, events), "large")
    return folder


def _event(name: str, told: list, voices: tuple[Voice, ...]) -> Event:
    return event(told, id=name, voices=voices)


@pytest.mark.parametrize("query", ["", "talks", "word0 word1 actor:IND", "-actor:IND voices:>=2", '"word0 talks"'])
def test_100_000_mentions_answer_in_100_milliseconds(large, query):
    # The best of three: the machine may be busy with something else.
    assert min(search(large, query).milliseconds for _ in range(3)) < 100
