"""The ledger of figures, and quotations laid side by side."""

from __future__ import annotations

from dateline.corroborate.figures import build_ledger
from dateline.corroborate.quotes import compare_quotes
from dateline.model import Annotations
from tests.factories import GHAFOOR, KHAN, document, event, figure, mention, said


def test_each_statement_keeps_its_speaker_and_report_and_the_entry_its_range():
    rows = []
    for path, words, number, speaker, date in (
        ("a", "8", 8, GHAFOOR, "2019-02-26"),
        ("b", "31", 31, KHAN, "2019-02-27"),
    ):
        doc = document(f"The blast killed {words} people.", path=path, published=date)
        told = mention(
            doc, f"The blast killed {words} people", trigger="killed", concept="assault.kill",
            speaker=speaker, figures=[figure(doc, words, number)],
        )  # fmt: skip
        rows.append((doc, told))
    told = [one for _, one in rows]
    (entry,) = build_ledger([event(told)], told, [doc for doc, _ in rows], ())
    assert (entry.kind, entry.low, entry.best, entry.high) == ("killed", 8, 31, 31)
    assert [(s.text, s.speaker.name, s.said.start) for s in entry.statements] == [
        ("8", "Asif Ghafoor", "2019-02-26"),
        ("31", "Imran Khan", "2019-02-27"),
    ]


def test_the_dead_belong_to_the_attack_and_not_to_the_appeal_that_follows():
    doc = document("After the attack that killed 26 people, Russia urged calm.")
    dead = figure(doc, "26", 26)
    attack = mention(doc, "the attack that killed 26 people", trigger="killed", concept="assault.kill", figures=[dead])
    appeal = mention(
        doc,
        "After the attack that killed 26 people, Russia urged calm",
        trigger="urged",
        concept="request.restraint",
        number=2,
        figures=[dead],
    )
    entries = build_ledger([event([attack]), event([appeal])], [attack, appeal], [doc], ())
    assert [entry.event for entry in entries] == [event([attack]).id]


def quotes(*texts, speakers=(KHAN, KHAN)):
    documents, made = [], []
    for n, (text, speaker) in enumerate(zip(texts, speakers, strict=True)):
        doc = document(f"Khan said: “{text}”.", path=str(n))
        documents.append(doc)
        made.append(Annotations(report=doc.report, sentences=(), attributions=(said(doc, "Khan", text, speaker),)))
    return compare_quotes(documents, made)


def test_the_same_quotation_in_two_reports():
    (quote,) = quotes("we want peace and nothing else", "we want peace and nothing else")
    assert (quote.note, quote.speaker.name, len(quote.variants)) == ("same words", "Imran Khan", 2)


def test_a_cut_and_an_altered_quotation():
    (cut,) = quotes("we want peace and nothing else from our neighbours", "we want peace and nothing else")
    assert cut.note == "cut"
    (altered,) = quotes("we want peace and nothing else from them", "we want war and nothing else from them")
    assert sorted(word for word in ("peace", "war") if word in altered.note) == ["peace", "war"]


def test_different_quotations_and_repeats_within_one_report_are_left_out():
    assert quotes("we want peace and nothing else", "the harbour will open in the spring") == ()
