"""Dates of publication: forms, evidence, and what is refused."""

import pytest

from dateline.clean.dates import date_candidates, published, read_date
from dateline.clean.metadata import Stamp

NOW = "2020-06-30"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2015-05-04T10:20:00+02:00", "2015-05-04"),
        ("20150504T102000Z", "2015-05-04"),
        ("20150504", "2015-05-04"),
        ("1430727600", "2015-05-04"),
        ("1430727600000", "2015-05-04"),
        ("Mon, 04 May 2015 10:20:00 GMT", "2015-05-04"),
        ("May 4, 2015", "2015-05-04"),
        ("4th of May 2015", "2015-05-04"),
        ("Sept. 4, 2015", "2015-09-04"),
        ("04.05.2015", "2015-05-04"),
        ("04/05/2015", "2015-05-04"),
        ("05/24/2015", "2015-05-24"),
        ("Updated: 10:20 am, Monday 4 May 2015", "2015-05-04"),
        ("2015-02-30", None),
        ("version 2.10.2015.1", None),
        ("May 2015", None),
        ("", None),
    ],
)
def test_dates_are_read_in_their_usual_forms(text, day):
    when = read_date(text)
    assert (when.start if when else None) == day


def candidates(*stamps: Stamp, url: str | None = None, lines=(), day: str | None = None):
    return date_candidates(stamps, url=url, lines=lines, dateline_day=day, now=NOW)


def test_the_crawl_date_dates_nothing():
    (one,) = candidates(Stamp("2019-03-01", "crawled", 0.2, "field"))
    assert one.refused == "crawl date"
    assert published([one]) is None


def test_dates_after_the_crawl_or_after_today_are_refused():
    made = candidates(Stamp("2019-03-01", "crawled", 0.2, "field"), Stamp("2019-06-01", "published", 0.9, "meta"))
    assert {c.refused for c in made} == {"crawl date", "after the report was crawled"}
    (future,) = candidates(Stamp("2031-01-01", "published", 0.9, "meta"))
    assert future.refused == "after the report was read"


def test_an_address_may_have_its_section_before_the_day():
    (one,) = candidates(url="http://courier.example/2015/world/5/4/talks.halden/index.html")
    assert (one.when.start, published([one]).start) == ("2015-05-04", "2015-05-04")
    assert not candidates(url="http://courier.example/2015/page/5/44/index.html")


def test_the_most_trusted_source_decides_and_agreement_breaks_ties():
    made = candidates(
        Stamp("2015-05-04", "published", 0.9, "meta a"),
        Stamp("2015-05-09", "published", 0.9, "meta b"),
        Stamp("2015-05-09T01:00", "modified", 0.4, "meta c"),
    )
    assert published(made).start == "2015-05-09"


@pytest.mark.parametrize(
    ("url", "start", "end"),
    [
        ("https://example.org/world/2015/05/04/talks.html", "2015-05-04", "2015-05-04"),
        ("https://example.org/2015/may/04/talks", "2015-05-04", "2015-05-04"),
        ("https://example.org/talks-idUSBRE8B508W20150504", "2015-05-04", "2015-05-04"),
        ("https://example.org/2015/05/talks", "2015-05-01", "2015-05-31"),
    ],
)
def test_addresses_tell_a_day_or_a_month(url, start, end):
    (one,) = candidates(url=url)
    assert (one.when.start, one.when.end) == (start, end)


def test_a_month_alone_is_a_reason_but_no_day_of_publication():
    assert published(candidates(url="https://example.org/2015/05/talks")) is None


def test_a_dateline_without_a_year_is_kept_for_later():
    (one,) = candidates(day="Dec 5")
    assert (one.evidence, one.refused, one.when.start) == ("dateline: Dec 5", "no year", None)


def test_the_foot_of_a_wire_story_tells_its_day():
    (one,) = candidates(lines=[("(end) ab.cd EXA 172130 Dec 12NNNN", 0.6, "site furniture")])
    assert one.when.start == "2012-12-17"


def test_a_caption_is_no_day_of_publication():
    made = candidates(lines=[("A guard at the gate, May 4, 2015.", 0.3, "photo caption")])
    assert published(made) is None
    assert made[0].when.start == "2015-05-04"
