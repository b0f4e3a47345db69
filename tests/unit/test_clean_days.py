"""Days in many languages and orders, and what is none."""

import pytest

from dateline.clean.days import days_in, first_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12. März 2019", "2019-03-12"),
        ("3 fevrier 2020", "2020-02-03"),
        ("1er mars 2018", "2018-03-01"),
        ("Domingo, 3 de Mayo del 2015", "2015-05-03"),
        ("lunedì 4 maggio 2015", "2015-05-04"),
        ("4 d’abril de 2015", "2015-04-04"),
        ("4-го мая 2015 года", "2015-05-04"),
        ("4. 5. 2015", "2015-05-04"),
        ("2015. május 4.", "2015-05-04"),
        ("2019 m. kovo 4 d.", "2019-03-04"),
        ("2019. gada 4. martā", "2019-03-04"),
        ("ngày 4 tháng 3 năm 2019", "2019-03-04"),
        ("4 มีนาคม 2562", "2019-03-04"),
        ("٤ مارس ٢٠١٩", "2019-03-04"),
        ("4 تشرين الثاني 2019", "2019-11-04"),
        ("2019年3月4日", "2019-03-04"),
        ("令和元年5月4日", "2019-05-04"),
        ("民國108年3月4日", "2019-03-04"),
        ("2018년 08월 25일", "2018-08-25"),
        ("৪ মে ২০১৫", "2015-05-04"),
        ("4 Mayıs 2015 Pazartesi", "2015-05-04"),
        ("פורסם ב-4 במאי 2015", "2015-05-04"),
        ("Mon May 04 10:20:00 +0000 2015", "2015-05-04"),
        ("NOVEMBER 20 15:23 2019", "2019-11-20"),
        ("By Ann LeeMay 4, 2015", "2015-05-04"),
        ("2015-May-04", "2015-05-04"),
        ("the 5 men of 2015", None),
        ("iPad 11 Pro 2019", None),
        ("30 February 2015", None),
        ("04.05.15", None),
    ],
)
def test_a_day_is_read_in_many_languages(text, day):
    found = first_day(text)
    assert (found.day.isoformat() if found else None) == day


def test_a_name_of_two_months_is_read_by_the_language_of_the_page():
    assert first_day("4 listopada 2019").day.month == 11
    assert first_day("4 listopada 2019", language="hr").day.month == 10


def test_numbers_are_read_day_first_unless_told_otherwise():
    assert first_day("03/04/2019").day.isoformat() == "2019-04-03"
    assert first_day("03/04/2019").swapped.isoformat() == "2019-03-04"
    assert first_day("03/04/2019", month_first=True).day.isoformat() == "2019-03-04"
    assert first_day("24/04/2019", month_first=True).day.isoformat() == "2019-04-24"
    assert first_day("24/04/2019").swapped is None


def test_years_of_two_digits_count_only_where_a_date_is_expected():
    assert first_day("04.05.15", short_years=True).day.isoformat() == "2015-05-04"
    assert first_day("4 Mar 98", short_years=True).day.year == 1998


def test_every_day_of_a_line_is_found_with_its_words():
    found = days_in("Published 4 May 2015, updated on May 6th, 2015 at 10:20")
    assert [day.said for day in found] == ["4 May 2015", "May 6th, 2015"]
    assert [day.hour for day in found] == [False, True]
