"""Digests: an alert on a new event or a changed fact, never on a copy; and nothing of a report becomes markup."""

from __future__ import annotations

import json

import feedparser
import msgspec
import pytest
from lxml import html

from dateline.config import Config
from dateline.digest import FORMATS, Rules, load_rules, make_digest, written
from dateline.errors import ConfigError, UnknownName
from dateline.model import Copy, Family, Record, Voice
from dateline.resources import resources
from dateline.store.query import BadQuery
from tests import factories as make
from tests.browser.pages import ATTACK
from tests.unit.test_changes import both, first_only

KNOWLEDGE = resources(Config())


def digest(record: Record, since: str = "2019-02-27", **rules):
    return make_digest(record, since, Rules(**rules), KNOWLEDGE)


def kinds(record: Record, **rules) -> list[str]:
    return [alert.kind for alert in digest(record, **rules).alerts]


def test_a_changed_fact_and_a_second_voice_are_told_with_their_sentence():
    made = digest(both())
    assert [alert.kind for alert in made.alerts] == ["CHANGED", "SECOND VOICE"]
    assert [words for _, words in made.alerts[0].evidence] == ["India hit a camp near Balakot, killing 31."]


def test_a_copy_is_no_news_but_is_counted():
    one = first_only()
    (doc,) = one.documents
    copy = make.document(doc.text + " (Agency)", path="copy.txt", published="2019-02-28")
    told = make.mention(copy, doc.text.rstrip("."), trigger="struck", actors=[("India", make.INDIA)])
    (event,) = one.events
    voice = Voice(label="the wire", kind="family", reports=(doc.report, copy.report), reason="one text")
    event = msgspec.structs.replace(
        event, mentions=(*event.mentions, told.id), reports=(*event.reports, copy.report), voices=(voice,)
    )
    family = Family(
        id="F-1",
        reports=(doc.report, copy.report),
        origin=doc.report,
        agency=None,
        copies=(Copy(report=copy.report, origin=doc.report, share=1.0, runs=9),),
    )
    record = make.record([doc, copy], [*one.mentions, told], [event])
    made = digest(msgspec.structs.replace(record, families=(family,)))
    assert made.alerts == ()
    assert (made.new_reports, made.copies) == (1, 1)


def test_rules_choose_and_what_they_leave_out_is_counted():
    assert kinds(both(), second_voice=False) == ["CHANGED"]
    assert kinds(both(), figure_moved=200) == ["CHANGED", "SECOND VOICE"]  # 8 -> 31 is 288 per cent
    assert kinds(both(), figure_moved=300) == ["SECOND VOICE"]
    assert kinds(both(), goldstein=-9.9) == ["CHANGED", "SECOND VOICE"]  # an air strike is -10
    assert kinds(both(), goldstein=-10.1) == []
    assert digest(both(), goldstein=-10.1).left_out == 2


def test_a_saved_search_chooses_and_a_wrong_one_is_explained():
    assert kinds(both(), query="actor:IND") == ["CHANGED", "SECOND VOICE"]
    assert kinds(both(), query="actor:IND act:consult") == []
    assert digest(both(), query="act:consult").left_out == 2
    with pytest.raises(BadQuery, match="Did you mean actor"):
        digest(both(), query="actr:IND")


def test_the_terminal_begins_with_what_there_is_and_says_who_stands_behind_it():
    first, *lines = written(digest(both()), "terminal").splitlines()
    assert first.endswith("since 2019-02-27: 1 change, 1 second voice")
    assert lines[0].startswith("CHANGED       ● ")
    assert "2 voices" in lines[0]


def test_a_sentence_that_copies_carry_is_told_once():
    text = "India hit a camp near Balakot on Wednesday."
    docs = [make.document(text, path=f"{name}.txt", published="2019-02-27") for name in ("one", "two", "three")]
    told = [make.mention(doc, text.rstrip("."), trigger="hit", actors=[("India", make.INDIA)]) for doc in docs]
    (alert,) = digest(make.record(docs, told, [make.event(told)])).alerts
    ((label, words),) = alert.evidence
    assert label.endswith(" +2")
    assert words == text


def test_background_is_counted_not_told():
    record = both()
    old = msgspec.structs.replace(record.events[0], background=True)
    made = digest(msgspec.structs.replace(record, events=(old,)), since="2000-01-01")
    assert (made.alerts, made.background) == ((), 1)


def test_a_story_without_a_report_since_the_day_is_quiet():
    from dateline.model import Story

    record = both()
    story = Story(id="S-1", label="Balakot", reports=tuple(r.id for r in record.reports), reason="one subject")
    record = msgspec.structs.replace(record, stories=(story,))
    assert digest(record, since="2019-03-05").quiet == (("Balakot", "2019-02-28"),)
    assert digest(record).quiet == ()


def test_the_same_change_has_the_same_id_in_every_digest():
    assert [a.id for a in digest(both()).alerts] == [a.id for a in digest(both(), since="2019-02-28").alerts]


def hostile() -> Record:
    record = both()
    event = record.events[0]
    actor = make.person(ATTACK + "\x1b]0;x\x07\ud83d", "IND")
    return msgspec.structs.replace(record, title=ATTACK, events=(msgspec.structs.replace(event, actors=(actor,)),))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_tells_every_alert(name):
    made = digest(both())
    text = written(made, name)
    for alert in made.alerts:
        assert alert.event in text
    assert written(made, name) == text


def test_nothing_of_a_report_becomes_markup():
    made = digest(hostile())
    page = html.fromstring(written(made, "html").encode("utf-8", "replace"))
    assert not page.xpath("//script | //img | //iframe | //a | //@src | //@onerror")
    assert "<script" not in written(made, "markdown").replace("\\<", "")
    assert "\x1b" not in written(made, "terminal")
    feed = feedparser.parse(written(made, "atom").encode())
    assert not feed.bozo
    assert [entry.id for entry in feed.entries] == [f"urn:dateline:{alert.id}" for alert in made.alerts]


def test_lines_are_json():
    lines = written(digest(both()), "jsonl").splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["CHANGED", "SECOND VOICE"]


def test_rules_files(tmp_path):
    file = tmp_path / "rules.toml"
    file.write_text("figure_moved = 20\ngoldstein = -5\n")
    assert load_rules(file) == Rules(figure_moved=20.0, goldstein=-5.0)
    for content, told in (
        ("figure_mvoed = 1", "Did you mean 'figure_moved'"),
        ("conflict = 3", "conflict"),
        ("=", "TOML"),
    ):
        file.write_text(content)
        with pytest.raises(ConfigError, match=told):
            load_rules(file)
    with pytest.raises(UnknownName, match="Did you mean 'markdown'"):
        written(digest(both()), "markdwon")
