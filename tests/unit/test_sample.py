"""The sample that ships: every file says what it is, and it holds what SOURCE.md promises."""

import json
from importlib.resources import files

import pytest

SAMPLE = files("dateline") / "data/sample"
REPORTS = sorted((path for path in (SAMPLE / "reports").iterdir()), key=lambda path: path.name)
NOTICE = "Sample text written for dateline; invented outlet."


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_each_file_says_that_it_was_written_for_dateline(path):
    rows = path.read_text(encoding="utf-8").splitlines() if path.name.endswith(".jsonl") else [path.read_text("utf-8")]
    assert all(NOTICE in row for row in rows)


def test_there_are_at_least_twelve_reports_in_three_formats():
    rows = [row for path in REPORTS if path.name.endswith(".jsonl") for row in path.read_text("utf-8").splitlines()]
    assert len(REPORTS) - 1 + len(rows) >= 12
    assert {path.name.rsplit(".", 1)[1] for path in REPORTS} == {"html", "txt", "jsonl"}
    assert all(json.loads(row)["maintext"] for row in rows)


def test_no_address_leads_to_a_real_site():
    import re

    for path in REPORTS:
        hosts = re.findall(r"https?://([^/\"\s<]+)", path.read_text(encoding="utf-8"))
        assert all(host.endswith(".example") or host in ("schema.org",) for host in hosts), path.name


def test_the_copy_changed_the_meaning_and_the_undated_report_has_no_year():
    texts = {path.name[:2]: path.read_text(encoding="utf-8") for path in REPORTS}
    assert "missing in action" in texts["03"]
    assert "missing in action" in texts["04"]
    assert "missing in action" not in texts["05"]
    assert not any(str(year) in texts["10"] for year in range(1990, 2030))
