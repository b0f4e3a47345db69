"""Views: the same record gives the same plain dict, with marks, sentences and footnotes that an analyst can check."""

import msgspec
import pytest

from dateline.model import Change, Copy, Family, Side, Span, Statement, Story, Voice, When
from dateline.views import views
from dateline.views.compare import differing, merged
from dateline.views.concepts import concept
from dateline.views.figures import share
from dateline.views.index import Index
from dateline.views.marks import mark
from dateline.views.method import method
from dateline.views.phrases import day_words, sentence
from dateline.views.register import live_address, pieces, web_address
from dateline.views.silence import silence_words
from dateline.views.why import show, why
from tests.factories import (
    BALAKOT,
    GHAFOOR,
    INDIA,
    PAKISTAN,
    conflict,
    day,
    document,
    event,
    ledger,
    mention,
    person,
    record,
    words,
)

STRIKE = "Indian jets bombed a hillside near Balakot on Tuesday, and 300 men died."
DENIAL = "Ghafoor said that Indian jets bombed nothing but trees near Balakot."


def strike(doc, text="Indian jets bombed a hillside near Balakot on Tuesday", **more):
    return mention(
        doc,
        text,
        trigger="bombed",
        actors=[("Indian jets", INDIA)],
        targets=[("hillside", PAKISTAN)],
        when=day("2019-02-26"),
        when_words="Tuesday",
        where=("Balakot", BALAKOT),
        **more,
    )


@pytest.fixture
def two_sided():
    """Two reports of one air strike that differ on whether anybody died."""
    told = document(STRIKE, path="a.txt", outlet="The Plain Ledger", published="2019-02-26")
    denied = document(DENIAL, path="b.txt", outlet="Hill Gazette", published="2019-02-27")
    first = strike(told)
    second = mention(
        denied,
        "Indian jets bombed nothing but trees near Balakot",
        trigger="bombed",
        actors=[("Indian jets", INDIA)],
        speaker=GHAFOOR,
    )
    one = event([first, second])
    sides = [
        Side(reports=(told.report,), text="300 killed", spans=(words(told, "300 men died"),)),
        Side(
            reports=(denied.report,), text="none killed", spans=(words(denied, "nothing but trees"),), speaker=GHAFOOR
        ),
    ]
    number = words(told, "300")
    statement = Statement(
        report=told.report,
        mention=first.id,
        start=number.start,
        end=number.end,
        text="300",
        low=300,
        best=300,
        high=300,
        speaker=None,
        said=day("2019-02-26"),
    )
    return record(
        [told, denied], [first, second], [one], conflicts=[conflict(sides, of=one)], figures=[ledger(one, [statement])]
    )


def test_every_view_is_plain_and_repeatable(two_sided):
    for name in views.names():
        once, again = (msgspec.json.encode(views[name](two_sided)) for _ in range(2))
        assert once == again, name


def test_views_of_an_empty_record_say_nothing_and_do_not_fail():
    empty = record([])
    assert views["situation"](empty)["lines"] == []
    for name in views.names():
        views[name](empty)


def test_a_line_is_assembled_from_the_slots(two_sided):
    (line,) = views["situation"](two_sided)["lines"]
    assert line["text"] == "India carried out an air strike on Pakistan in Balakot on Tue 26 Feb 2019"
    assert [cite["label"] for cite in line["cites"]] == ["1·1", "2·1"]
    assert line["mark"] == "conflict"


def test_a_telephone_call_reads_as_one():
    doc = document("Lavrov rang Dar on Sunday.", published="2025-05-04")
    lavrov, dar = person("Sergei Lavrov", "RUS"), person("Ishaq Dar", "PAK")
    call = mention(
        doc,
        "Lavrov rang Dar on Sunday",
        trigger="rang",
        concept="consult.phone",
        actors=[("Lavrov", lavrov)],
        targets=[("Dar", dar)],
        when=day("2025-05-04"),
    )
    said = sentence(event([call]))
    assert said == "Sergei Lavrov (Russia) talked by telephone with Ishaq Dar (Pakistan) on Sun 4 May 2025"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("denied", "Asif Ghafoor denied that India carried out an air strike on Pakistan"),
        ("threatened", "India threatened to carry out an air strike on Pakistan"),
        ("planned", "India planned to carry out an air strike on Pakistan"),
        ("called for", "Asif Ghafoor called for India to carry out an air strike on Pakistan"),
    ],
)
def test_what_did_not_happen_is_not_told_as_if_it_did(status, expected):
    doc = document(STRIKE)
    told = strike(doc, status=status)
    one = msgspec.structs.replace(event([told]), when=None, where=None)
    assert sentence(one, [GHAFOOR]) == expected


def test_marks_count_voices_not_papers():
    docs = [document(STRIKE, path=f"{n}.txt") for n in range(3)]
    told = [strike(doc) for doc in docs]
    reports = tuple(doc.report for doc in docs)
    one_voice = event(told, voices=[Voice(label="ministry", kind="speaker", reports=reports, reason="one statement")])
    index = Index(record(docs, told, [one_voice]))
    assert mark(one_voice, index) == "one-voice"
    assert mark(event(told), index) == "independent"
    assert mark(event(told[:1]), index) == "single"


def test_the_matrix_tells_who_says_quotes_and_differs(two_sided):
    shown = views["matrix"](two_sided)
    (row,) = shown["rows"]
    assert [cell["kind"] for cell in row["cells"]] == ["says", "differs"]
    assert row["cells"][0]["href"] == "#r1s1"


def test_a_matrix_of_many_reports_goes_by_outlet():
    docs = [document(STRIKE, path=f"{n}.txt", outlet=f"Paper {n % 7}") for n in range(200)]
    told = [strike(doc) for doc in docs]
    shown = views["matrix"](record(docs, told, [event(told)]))
    assert shown["by"] == "outlet"
    assert len(shown["columns"]) == 7


def test_a_bar_is_as_wide_as_its_date_is_uncertain(two_sided):
    lanes = views["timeline"](two_sided)["lanes"]
    (bar,) = lanes[0]["bars"]
    assert lanes[0]["name"] == "India – Pakistan"
    assert (bar["x"], bar["width"]) == (0.0, 0.5)


def test_the_map_shows_a_town_as_a_point_and_names_it_as_the_sources_do(two_sided):
    shown = views["map"](two_sided)
    (row,) = shown["rows"]
    assert row["words"] == "this town"
    assert row["called"][0]["name"] == "Balakot"
    (place,) = shown["drawing"]["places"]
    assert place["exact"]
    assert shown["drawing"]["disputed"], "the line of control is near, and dashed"


def test_the_network_counts_events_and_tells_conflict_from_co_operation(two_sided):
    shown = views["network"](two_sided)
    assert [(row["actor"], row["target"], row["against"]) for row in shown["table"]] == [("India", "Pakistan", 1)]


def test_lineage_shows_what_changed():
    was = document("One pilot was missing in action.", path="a.txt", published="2019-02-27")
    now = document("One pilot was in Pakistani custody.", path="b.txt", published="2019-02-27")
    change = Change(kind="altered", origin=Span(0, 32), copy=Span(0, 34), meaning="missing became captured")
    copy = Copy(report=now.report, origin=was.report, share=0.9, runs=12, changes=(change,))
    family = Family(id="F-1", reports=(was.report, now.report), origin=was.report, agency="Transline", copies=(copy,))
    (shown,) = views["lineage"](record([was, now], families=[family]))["families"]
    marked = [piece["text"] for piece in shown["copies"][0]["changes"][0]["now"] if piece["marked"]]
    assert " ".join(marked).split() == ["Pakistani", "custody"]


def test_figures_keep_who_said_each(two_sided):
    (shown,) = views["figures"](two_sided)["ledgers"]
    assert [(row["who"], row["best"]) for row in shown["rows"]] == [("The Plain Ledger, in its own voice", 300)]


def test_quotes_differ_by_words_not_by_quotation_marks():
    left, right = differing("we hold two pilots", "we hold one pilot")
    assert [p["text"] for p in left if p["marked"]] == ["two", "pilots"]
    assert [p["text"] for p in right if p["marked"]] == ["one", "pilot"]


def test_evidence_pieces_give_back_the_text_exactly(two_sided):
    for shown, doc in zip(views["evidence"](two_sided)["reports"], two_sided.documents, strict=True):
        made = "".join(p["text"] for par in shown["paragraphs"] for s in par["sentences"] for p in s["pieces"])
        assert made == doc.text


def test_overlapping_marks_never_repeat_a_letter():
    made = pieces("Indian jets bombed", 0, 18, [(12, 18, "did"), (0, 11, "who"), (0, 6, "where")])
    assert [(p["text"], p["kind"]) for p in made] == [("Indian jets", "who"), (" ", ""), ("bombed", "did")]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "JaVaScRiPt://x", None, ""]
)
def test_only_web_addresses_become_links(url):
    assert web_address(url) is None
    assert web_address("https://paper.example/a") == "https://paper.example/a"


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (day("2025-05-04"), "Sun 4 May 2025"),
        (When(start="2019-02-26", end="2019-02-28", precision="interval", basis=""), "26–28 Feb 2019"),
        (When(start="2016-09-01", end="2016-09-30", precision="month", basis=""), "September 2016"),
        (When(start="1971-01-01", end="1971-12-31", precision="year", basis=""), "1971"),
        (When(start=None, end="2019-02-27", precision="unknown", basis=""), "until Wed 27 Feb 2019"),
        (None, "date not told"),
    ],
)
def test_dates_are_told_as_exactly_as_they_are_known(when, expected):
    assert day_words(when) == expected


def test_every_concept_has_a_phrase_and_a_direction():
    assert concept("assault.airstrike").hostile
    assert not concept("consult.phone").hostile
    assert concept("no.such-thing").past == "acted (no: such thing)"


def test_axes_of_figures_stay_inside():
    assert share(0, 300) == 0
    assert share(300, 300) == 1
    assert share(None, 300) is None


def test_method_shows_what_the_manifest_holds():
    shown = method(record([]), {"dateline": "0.1.0", "config": {"language": "en", "actors": None}})
    assert {"name": "actors", "value": "not set"} in shown["config"]


def test_reports_on_the_story_that_do_not_tell_an_event_are_named():
    docs = [
        document(STRIKE, path="a.txt", outlet="The Plain Ledger", published="2019-02-26"),
        document("Envoys met.", path="b.txt", outlet="Hill Gazette", published="2019-02-27"),
        document("Snow fell.", path="c.txt", outlet="The Early Post", published="2019-02-25"),
    ]
    told = strike(docs[0])
    one = msgspec.structs.replace(event([told]), story="S-1", reviewed=("date", "actor"))
    story = Story(id="S-1", label="hills", reports=tuple(doc.report for doc in docs), reason="")
    made = msgspec.structs.replace(record(docs, [told], [one]), stories=(story,))
    # The Early Post was out before the strike: it is not silent about it.
    assert silence_words(one, Index(made)) == "1 of 3 reports on this story does not tell it: Hill Gazette (3)"
    assert "  silent    1 of 3" in "\n".join(why(made, one))
    assert "  reviewed  date, actor" in "\n".join(why(made, one))
    assert "reviewed: date, actor" in "\n".join(show(made, one))
    (row,) = views["register"](made)["events"]
    assert row["reviewed"] == ["date", "actor"]
    assert "reviewed" in row["tokens"]


def test_a_link_to_the_live_page_leads_to_the_sentence():
    assert live_address("https://a.example/x", "Envoys met.") == "https://a.example/x#:~:text=Envoys%20met."
    long = "Jets from two well-known bases bombed a hill near Balakot on Tuesday, the army said."
    assert live_address("https://a.example/x#top", long) == (
        "https://a.example/x#top:~:text=Jets%20from%20two%20well%2Dknown%20bases,on%20Tuesday%2C%20the%20army%20said."
    )
    assert live_address("javascript:alert(1)", "Envoys met.") is None


def test_the_words_that_a_version_drops_and_adds_are_told():
    kinds = [(one["kind"], one["text"]) for one in merged("we can afford a war", "we can not afford war")]
    assert ("added", "not ") in kinds
    assert ("dropped", "a ") in kinds
    assert "".join(text for kind, text in kinds if kind != "dropped") == "we can not afford war"


def test_a_sentence_that_copies_repeat_stands_once_in_a_conflict(two_sided):
    docs = [document(f"{STRIKE}", path=f"{n}.txt", outlet=f"Paper {n}", published="2019-02-26") for n in range(3)]
    other = document(DENIAL, path="z.txt", outlet="Hill Gazette", published="2019-02-27")
    said = [words(doc, "300 men died") for doc in docs]
    sides = (
        Side(reports=tuple(doc.report for doc in docs), text="300 men died", spans=tuple(said)),
        Side(reports=(other.report,), text="nothing but trees", spans=(words(other, "nothing but trees"),)),
    )
    made = msgspec.structs.replace(
        record([*docs, other], [], []),
        conflicts=(msgspec.structs.replace(two_sided.conflicts[0], sides=sides, event=None),),
    )
    (card,) = views["conflicts"](made)["cards"]
    (span,) = card["sides"][0]["spans"]
    assert [one["outlet"] for one in span["also"]] == ["Paper 1", "Paper 2"]


def test_a_vague_date_is_cut_where_the_axis_ends_and_says_so():
    doc = document("India shelled a post. Jets bombed a hill.", outlet="The Plain Ledger", published="2019-02-27")
    vague = When(start="2019-02-26", end="2019-03-20", precision="interval", basis="bounds")
    shelled = mention(doc, "India shelled a post", trigger="shelled", actors=[("India", INDIA)], when=vague)
    bombed = mention(
        doc, "Jets bombed a hill", number=2, trigger="bombed", actors=[("Jets", INDIA)], when=day("2019-02-26")
    )
    made = record([doc], [shelled, bombed], [event([shelled], id="E-VAGU"), event([bombed], id="E-DAYS")])
    view = views["timeline"](made)
    assert (view["first"], view["last"]) == ("2019-02-26", "2019-02-27")
    cuts = {bar["event"]: (bar["before"], bar["after"]) for lane in view["lanes"] for bar in lane["bars"]}
    assert cuts == {"E-VAGU": (False, True), "E-DAYS": (False, False)}


@pytest.mark.parametrize(("status", "label"), [("happened", "Ghafoor bombed"), ("planned", "Ghafoor to bomb")])
def test_a_narrow_bar_tells_who_and_what_and_no_past_of_what_did_not_happen(status, label):
    doc = document("Ghafoor bombed a hill.", published="2019-02-26")
    told = mention(
        doc, "Ghafoor bombed a hill", trigger="bombed", actors=[("Ghafoor", GHAFOOR)], when=day("2019-02-26"),
        concept="assault.bomb", status=status,
    )  # fmt: skip
    view = views["timeline"](record([doc], [told], [event([told])]))
    (bar,) = view["lanes"][0]["bars"]
    assert label.split()[0] in bar["labels"][1]
    assert (" to " in bar["labels"][1]) == (status == "planned")
