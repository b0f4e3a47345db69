"""Outlets, agencies and filing places: the tables check out, and look-ups find what they should."""

import csv
import re
from importlib.resources import files

import pytest

from dateline.clean.outlets import host_of, load_agencies, load_outlets
from dateline.errors import DataError


def rows(name: str) -> list[dict[str, str]]:
    with files("dateline").joinpath("data", "outlets", name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_table_is_sorted_and_without_repeats():
    domains = [row["domain"] for row in rows("outlets.csv")]
    assert len(domains) >= 300
    assert domains == sorted(set(domains))
    assert all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain) for domain in domains)
    assert all(re.fullmatch(r"[A-Z]{3}|", row["country"]) for row in rows("outlets.csv") + rows("agencies.csv"))


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("www.bbc.co.uk", "BBC"),
        ("asia.nikkei.com", "Nikkei Asia"),
        ("english.ahram.org.eg", "Ahram Online"),
        ("example.org", None),
        ("", None),
    ],
)
def test_the_longest_domain_that_fits_counts(host, name):
    found = load_outlets(None).by_domain(host)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("credit", "name"),
    [
        ("AP", "Associated Press"),
        ("(AFP)".strip("()"), "Agence France-Presse"),
        ("AP/Reuters", "Associated Press"),
        ("Tass", "TASS"),
        ("Ann Lee", None),
    ],
)
def test_agencies_are_known_by_their_forms(credit, name):
    assert load_agencies().of(credit) == name


def test_an_agency_is_found_in_a_credit_but_not_inside_a_word():
    assert load_agencies().named_in("With files from The Associated Press") == "Associated Press"
    assert load_agencies().named_in("With files from APEX") is None


def test_own_rows_are_laid_over_ours(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("domain,name,group\nbbc.co.uk,My BBC,Me\n")
    assert load_outlets(str(own)).by_domain("bbc.co.uk").name == "My BBC"
    own.write_text("domain,name\n,Nameless\n")
    with pytest.raises(DataError, match=r"own\.csv:2: 'domain' is empty"):
        load_outlets.__wrapped__(str(own))


def test_hosts_lose_what_says_nothing():
    assert host_of("https://www.example.org:8080/a?b#c") == "example.org"
    assert host_of("not a url") == "not a url" or host_of("not a url") == ""
    assert host_of(None) == ""
