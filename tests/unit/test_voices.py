"""Voices: copies, publishers and speakers collapse; adding a copy adds no voice."""

from __future__ import annotations

from dateline.config import Config
from dateline.corroborate.novelty import mark_background
from dateline.corroborate.voices import find_voices
from dateline.corroborate.wording import wordings
from dateline.model import Actor, Family, Story
from dateline.resources import resources
from dateline.views.silence import silent_reports
from tests.factories import GHAFOOR, INDIA, RUSSIA, day, document, event, mention, person

LAVROV = person("Sergei Lavrov", "RUS", "foreign minister", "org:rus-mfa")
MINISTRY = Actor(key="org:rus-mfa", name="Russian foreign ministry", kind="organisation", country="RUS", sector="GOV")
MILITANTS = Actor(key="unnamed:militants", name="militants", kind="unnamed", sector="REB")


def struck(path, speaker=None, **more):
    doc = document("India struck a camp.", path=path, **more)
    return doc, mention(doc, "India struck a camp", trigger="struck", actors=[("India", INDIA)], speaker=speaker)


def voices(pairs, families=(), concept=None):
    documents = sorted((doc for doc, _ in pairs), key=lambda doc: doc.report)
    told = [one for _, one in pairs]
    (made,) = find_voices([event(told)], told, documents, (), families, resources(Config()))
    return made.voices


def test_each_report_is_a_voice_and_a_copy_adds_none():
    rows = [struck("a", outlet="The Plain Ledger"), struck("b", outlet="Selby Post"), struck("c", outlet="Copycat")]
    assert len(voices(rows)) == 3
    copies = tuple(sorted((rows[1][0].report, rows[2][0].report)))
    family = Family(id="F-1", reports=copies, origin=rows[1][0].report, agency=None)
    found = voices(rows, [family])
    assert [voice.kind for voice in found] == ["family", "report"]
    assert found[0].label == "Selby Post" and "copy one text" in found[0].reason


def test_a_spokesman_in_two_papers_is_one_voice():
    found = voices([struck("a", GHAFOOR), struck("b", GHAFOOR), struck("c")])
    assert [(voice.label, len(voice.reports)) for voice in found] == [("Asif Ghafoor", 2), (found[1].label, 1)]
    assert "rest on what Asif Ghafoor said" in found[0].reason


def test_a_minister_and_his_ministry_are_one_voice():
    found = voices([struck("a", LAVROV), struck("b", MINISTRY)])
    assert [voice.label for voice in found] == ["Russian foreign ministry"]


def test_unnamed_sources_of_two_papers_are_two_voices():
    sources = Actor(key="unnamed:sources", name="sources", kind="unnamed")
    assert len(voices([struck("a", sources), struck("b", sources)])) == 2


def test_the_police_of_one_event_are_one_voice_in_two_papers():
    police = Actor(key="unnamed:police", name="police", kind="unnamed", sector="COP")
    assert len(voices([struck("a", police), struck("b", police)])) == 1


def test_an_offer_told_without_a_source_rests_on_who_announced_it_but_a_strike_does_not():
    rows = []
    for path, speaker in (("a", MINISTRY), ("b", None)):
        doc = document("Russia offered help.", path=path)
        told = mention(
            doc,
            "Russia offered help",
            trigger="offered",
            concept="offer.help",
            actors=[("Russia", RUSSIA)],
            speaker=speaker,
        )
        rows.append((doc, told))
    (voice,) = voices(rows)
    assert "without a source" in voice.reason and len(voice.reports) == 2
    indian = person("Nirmala Rao", "IND", "defence minister", "state:IND")
    assert len(voices([struck("a", indian), struck("b")])) == 2


def test_every_report_is_in_exactly_one_voice():
    rows = [struck("a", GHAFOOR), struck("b"), struck("c", LAVROV)]
    assert sorted(r for voice in voices(rows) for r in voice.reports) == sorted(doc.report for doc, _ in rows)


def test_silence_names_the_reports_of_the_story_that_do_not_tell_it():
    doc, told = struck("a")
    story = Story(id="S-TEST", label="", reports=(doc.report, "R-OTHER"), reason="")
    assert silent_reports(event([told]), story) == ("R-OTHER",)


def test_wording_lists_different_names_for_one_thing():
    rows = []
    for path, name in (("a", "militants"), ("b", "terrorists"), ("c", "the militants")):
        doc = document(f"India struck {name}.", path=path)
        rows.append(
            (
                doc,
                mention(
                    doc,
                    f"India struck {name}",
                    trigger="struck",
                    actors=[("India", INDIA)],
                    targets=[(name, MILITANTS)],
                ),
            )
        )
    told = [one for _, one in rows]
    (found,) = wordings([event(told)], told, [doc for doc, _ in rows])
    assert [(form.name, len(form.reports)) for form in found.forms] == [("militants", 2), ("terrorists", 1)]


def test_what_was_over_long_before_the_first_report_is_background_with_the_reason():
    doc = document("The treaty of 1972 was signed. Russia offered help.", published="2019-03-01")
    treaty = mention(
        doc, "The treaty of 1972 was signed", trigger="signed", concept="support.sign", when=day("1972-07-02")
    )
    offer = mention(
        doc, "Russia offered help", trigger="offered", concept="offer.help", number=2, when=day("2019-02-28")
    )
    old, new = mark_background([event([treaty]), event([offer])], [treaty, offer], [doc])
    assert old.background and "46 years before" in old.background_reason
    assert not new.background and new.background_reason is None


def test_news_that_one_of_three_mentions_retells_as_history_stays_news():
    docs = [document("India struck a camp.", path=path) for path in "abc"]
    told = [
        mention(doc, "India struck a camp", trigger="struck", actors=[("India", INDIA)], background=n == 0)
        for n, doc in enumerate(docs)
    ]
    (made,) = mark_background([event(told)], told, docs)
    assert not made.background
