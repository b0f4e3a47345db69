"""Dating reports: candidates against what the report tells, and honest bounds where none is left."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dateline.annotate.dating import date_report
from dateline.annotate.roster import Roster, Tenure
from dateline.annotate.sentences import parse
from dateline.config import Config
from dateline.model import Annotations, Block, DateCandidate, Document, Run, When
from dateline.resources import resources

NOW = "2026-01-31"


def candidate(day: str, weight: float = 0.75, refused: str | None = None) -> DateCandidate:
    when = When(start=day, end=day, precision="day", basis=f"address: {day}")
    return DateCandidate(when=when, weight=weight, evidence=f"address: {day}", refused=refused)


def tenure(name: str, office: str, start: str, end: str | None) -> Tenure:
    key = "person:" + name.lower().replace(" ", "-")
    return Tenure(
        person=key, name=name, office=office, country="XYZ", organisation=None, sector="GOV", start=start, end=end
    )


class Offices(Roster):
    """A roster of invented people."""

    def __init__(self, *tenures: Tenure) -> None:
        super().__init__()
        for one in tenures:
            self.tenures_of[one.person] = (*self.tenures_of.get(one.person, ()), one)
        self._by_name = {one.name: self.tenures_of[one.person] for one in tenures}

    def tenures(self, name: str) -> tuple[Tenure, ...]:
        return self._by_name.get(name, ())


def dated(text: str, *candidates: DateCandidate, roster: Roster | None = None) -> Document:
    doc = Document(
        report="R-TEST",
        text=text,
        blocks=(Block(start=0, end=len(text), kind="paragraph"),),
        runs=(Run(0, len(text), 0, len(text)),),
        removed=(),
        language="en",
        date_candidates=candidates,
    )
    shared = resources(Config())
    sentences, entities = parse(doc, shared)
    base = Annotations(report="R-TEST", sentences=sentences, entities=entities)
    return date_report(doc, base, SimpleNamespace(roster=roster or Roster(), config=shared.config), now=NOW)


def test_the_best_candidate_dates_the_report() -> None:
    doc = dated("Gunmen attacked a bus.", candidate("2013-03-22"))
    assert (doc.published.start, doc.published.basis) == ("2013-03-22", "address: 2013-03-22")


@pytest.mark.parametrize(
    ("text", "day", "reason"),
    [
        ("Gunmen attacked a bus on 4 May 2014.", "2013-03-22", "too early: it tells what happened on 4 May 2014"),
        ("Gunmen attacked a bus.", "2031-03-22", "after the report was read"),
    ],
)
def test_impossible_candidates_are_refused_with_the_reason(text: str, day: str, reason: str) -> None:
    doc = dated(text, candidate(day))
    assert doc.date_candidates[0].refused == reason
    assert doc.published is None or doc.published.start != day


def test_a_date_ahead_does_not_make_a_report_too_early() -> None:
    assert dated("The games will open on 4 May 2014.", candidate("2013-03-22")).published.start == "2013-03-22"


def test_a_crawl_date_is_only_a_bound() -> None:
    doc = dated("Gunmen attacked a bus.", candidate("2014-09-13", refused="crawl date"))
    assert (doc.published.start, doc.published.end, doc.published.precision) == (None, "2014-09-13", "interval")
    assert doc.published.basis.startswith("undated")


def test_the_line_a_report_is_filed_from() -> None:
    assert dated("VELMAR, Ostania (Nov. 3, 2012) - A bus was attacked.").published.start == "2012-11-03"


def test_offices_bound_an_undated_report() -> None:
    people = Offices(
        tenure("Anna Velde", "prime-minister", "2018-08-18", "2022-04-10"),
        tenure("Jon Marek", "foreign-minister", "2020-01-01", "2023-05-01"),
    )
    doc = dated("Prime Minister Anna Velde met Foreign Minister Jon Marek.", roster=people)
    # some months of slack: who has just left office is still called by it
    assert (doc.published.start, doc.published.end) == ("2020-01-01", "2022-08-08")
    assert "Anna Velde as prime minister" in doc.published.basis


@pytest.mark.parametrize(
    "text",
    [
        "Former Prime Minister Anna Velde was arrested.",
        "Anna Velde was arrested.",
        "Then-Prime Minister Anna Velde fled.",
        "The assassination of Prime Minister Anna Velde was remembered.",
        "Prime Minister Anna Velde was toppled.",
    ],
)
def test_former_offices_bound_nothing(text: str) -> None:
    people = Offices(tenure("Anna Velde", "prime-minister", "2018-08-18", "2022-04-10"))
    assert dated(text, roster=people).published is None


def test_a_weekday_that_fits_one_year_pins_it() -> None:
    people = Offices(tenure("Anna Velde", "prime-minister", "2018-08-18", "2022-04-10"))
    doc = dated("Prime Minister Anna Velde resigned on Wednesday, 14 August.", roster=people)
    assert doc.published.start <= "2019-08-14" <= doc.published.end
    assert (doc.published.start[:4], doc.published.end[:4]) == ("2019", "2019")


def test_a_report_that_was_not_parsed_is_dated_by_its_candidates() -> None:
    doc = Document(
        report="R-TEST",
        text="Anna Velde, Regierungschefin",
        blocks=(Block(start=0, end=28, kind="paragraph"),),
        runs=(Run(0, 28, 0, 28),),
        removed=(),
        language="de",
        date_candidates=(candidate("2013-03-22"),),
    )
    empty = Annotations(report="R-TEST", sentences=())
    assert date_report(doc, empty, resources(Config()), now=NOW).published.start == "2013-03-22"


def test_nothing_known_is_undated() -> None:
    assert dated("Gunmen attacked a bus.").published is None
