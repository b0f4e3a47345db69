"""Families of copies: what joins reports, what does not, and what changed on the way."""

from __future__ import annotations

from dateline.alike.words import quotations, split_sentences, words_of
from dateline.link.changes import find_changes
from dateline.link.lineage import find_copying, find_families
from dateline.link.passages import passages_of
from tests.factories import document

WIRE = (
    "The harbour master of Port Selby closed both piers on Monday after a storm tore three fishing boats from their moorings.\n"
    "Nobody was hurt, said Ada Finch, who runs the harbour, and two of the boats were found before noon near the old lighthouse.\n"
    "The third boat is still missing and the coast guard will search for it again at first light on Tuesday morning."
)
SPEECH = "“We will open the piers when the wind has dropped and not one hour sooner, whatever the market traders of this town may say about it”"


def families(*documents, share=0.35):
    return find_families(documents, find_copying({doc.report: passages_of(doc) for doc in documents}, share=share))


def test_a_copy_under_another_headline_is_found_and_its_origin_is_the_earlier_report():
    first = document(WIRE, path="wire", published="2021-05-03")
    later = document(WIRE, path="paper", title="Storm at Port Selby", published="2021-05-04")
    (family,) = families(later, first)
    assert family.origin == first.report
    assert [copy.report for copy in family.copies] == [later.report]
    assert "published first, 2021-05-03" in family.copies[0].reason


def test_a_quotation_that_both_carry_is_no_copying():
    one = document(
        f"{SPEECH}, Ada Finch told the council of Port Selby at its meeting in the town hall on Monday.", path="a"
    )
    other = document(
        f"Traders at Port Selby complained for days. {SPEECH}, harbour master Ada Finch answered.", path="b"
    )
    assert len(families(one, other)) == 2


def test_reports_of_one_event_in_their_own_words_are_no_family():
    other = document(
        "Both piers at Port Selby stayed shut on Monday. Three boats had broken loose in the storm, harbour master Ada Finch"
        " told us; two have turned up beside the lighthouse, while crews hope to find the last one on Tuesday.",
        path="own",
    )
    assert len(families(document(WIRE, path="wire"), other)) == 2


def test_a_copy_that_adds_much_of_its_own_is_found_by_its_opening():
    own = "\n".join(
        f"In a further matter number {n}, the council of Port Selby heard of a different complaint." for n in range(40)
    )
    assert len(families(document(WIRE, path="wire"), document(f"{WIRE}\n{own}", path="long"))) == 1


def test_furniture_of_one_site_makes_no_family():
    note = "Sign up to the evening letter of our desk and never miss a story from the county that we have loved for ninety years."
    one = document(f"Ada Finch closed the piers of Port Selby.\n{note}", path="a")
    other = document(f"Bruno Gale won the chess cup in Westerham.\n{note}", path="b")
    assert len(families(one, other)) == 2


def test_who_came_first_is_not_guessed():
    (family,) = families(document(WIRE, path="a"), document(WIRE + " It rained.", path="b"))
    assert family.origin is None
    assert family.copies[0].reason.startswith("which came first is not known")


def test_every_report_is_in_exactly_one_family_whatever_the_order():
    documents = [document(WIRE, path=path) for path in "abc"] + [document("A short note of no kin.", path="d")]
    found = families(*documents)
    assert found == families(*reversed(documents))
    assert sorted(report for family in found for report in family.reports) == sorted(doc.report for doc in documents)


def change(before: str, after: str):
    (found,) = [
        one for one in find_changes(document(before, path="a"), document(after, path="b")) if one.kind == "altered"
    ]
    return found


def test_a_gap_that_became_a_duration_is_told():
    found = change(
        "The envoy reached Selby three days after he met traders from the harbour.",
        "The envoy reached Selby following three days of meetings with traders from the harbour.",
    )
    assert (
        found.meaning
        == "the order of things in time differs: 'three days after he met' became 'following three days of meetings with'"
    )


def test_a_changed_number_a_changed_day_and_a_lost_hedge_are_told():
    assert (
        "number differs: '12' became '21'"
        in change("Police held 12 men at the harbour gate.", "Police held 21 men at the harbour gate.").meaning
    )
    assert (
        "day differs"
        in change("Police held ten men at the gate on Monday.", "Police held ten men at the gate on Friday.").meaning
    )
    assert (
        "hedge 'suspected' was lost"
        in change("Police held ten suspected smugglers at the gate.", "Police held ten smugglers at the gate.").meaning
    )
    assert (
        "negation 'not' was added"
        in change("The mayor did open the gate on Monday.", "The mayor did not open the gate on Monday.").meaning
    )


def test_other_wording_with_the_same_meaning_is_only_altered():
    assert (
        change("Police held ten men at the harbour gate.", "Ten men were held at the harbour gate by police.").meaning
        is None
    )


def test_dropped_and_added_sentences_have_one_side():
    changes = find_changes(
        document(WIRE, path="a"), document(WIRE.split("\n")[0] + "\nA new pier was promised in spring.", path="b")
    )
    assert [(one.kind, one.origin is None, one.copy is None) for one in changes] == [
        ("added", True, False),
        ("dropped", False, True),
        ("dropped", False, True),
    ]


def test_an_unclosed_quotation_mark_does_not_swallow_the_next_paragraph():
    text = "“We will stay, she said.\nThe piers are shut."
    assert [text[span.start : span.end] for span in quotations(text)] == ["“We will stay, she said."]
    assert [word.form for word in words_of(text) if not word.quoted] == ["the", "piers", "are", "shut"]


def test_sentences_do_not_end_at_titles():
    doc = document("Mr. Finch met Gen. Gale. They spoke.")
    assert [doc.text[span.start : span.end] for span in split_sentences(doc)] == [
        "Mr. Finch met Gen. Gale.",
        "They spoke.",
    ]


def test_how_many_and_what_became_of_them_change_the_meaning():
    before = document(
        "Lamps were lit.\nOne of the two sailors was ill in Selby.\nThe port said one of its pilots was lost in fog.",
        path="a",
    )
    after = document(
        "Lamps were lit.\nBoth sailors were ill in Selby.\nThe port said one of its pilots was in Danish hands.",
        path="b",
    )
    told = [change.meaning for change in find_changes(before, after)]
    assert told == [
        "how many differs: 'One of the two' became 'Both'",
        "something else is said: 'lost in fog' became 'in Danish hands'",
    ]
