"""The page as a file: well-formed, escaped, whole in its links, and the same each time. Needs no browser."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

import pytest
from lxml import html

from dateline.exporters.html import fit, write
from tests.browser.pages import MANIFEST, hostile_page, large_page
from tests.factories import record


@pytest.fixture(scope="module")
def hostile():
    return html.fromstring(hostile_page())


def test_nothing_of_a_hostile_report_becomes_a_part_of_the_page(hostile):
    assert [len(hostile.findall(f".//{tag}")) for tag in ("script", "style", "img", "iframe", "object", "base")] == [
        1, 1, 0, 0, 0, 0,
    ]  # fmt: skip
    names = {name.lower() for one in hostile.iter() for name in one.attrib}
    assert not [name for name in names if name.startswith("on") or name in ("style", "src", "srcset", "formaction")]


def test_links_lead_into_the_page_or_to_web_addresses(hostile):
    ids = [one.get("id") for one in hostile.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    for link in hostile.xpath("//a[@href] | //*[local-name()='use']"):
        target = link.get("href")
        assert target.startswith(("https://", "http://")) or target[1:] in ids, target


def test_every_footnote_of_a_large_page_has_its_sentence():
    page = html.fromstring(large_page(30))
    ids = {one.get("id") for one in page.iter() if one.get("id")}
    missing = [one.get("href") for one in page.xpath("//a[starts-with(@href, '#')]") if one.get("href")[1:] not in ids]
    assert missing == []


def test_the_policy_names_the_very_style_and_script(hostile):
    policy = hostile.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for tag in ("style", "script"):
        digest = b64encode(sha256(hostile.find(f".//{tag}").text.encode()).digest()).decode()
        assert f"sha256-{digest}" in policy
    assert "unsafe" not in policy


def test_a_lone_surrogate_does_not_cost_the_page(tmp_path):
    write(record([], title="Half a sign: \ud83d."), tmp_path / "page.html", manifest=MANIFEST)
    assert "Half a sign" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_an_empty_record_makes_a_page(tmp_path):
    write(record([]), tmp_path / "page.html", manifest={})
    assert "No new event" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_labels_are_cut_to_their_bar():
    assert fit("India carried out an air strike", 1000) == "India carried out an air strike"
    assert fit("India carried out an air strike", 60).endswith("…")
    assert fit("India carried out an air strike", 10) == ""
