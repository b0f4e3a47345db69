"""Commands as a user types them: what they print, what they exit with."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typer.main

from dateline.cli import GROUPS, app
from dateline.cli.options import day_of
from dateline.errors import ConfigError
from tests.unit.test_build import NOW, OTHER, WIRE


def dateline(*arguments: object, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from dateline.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "reports").mkdir()
    (folder / "reports" / "a.txt").write_text(WIRE, encoding="utf-8")
    (folder / "reports" / "b.txt").write_text(OTHER, encoding="utf-8")
    (folder / "empty").mkdir()
    done = dateline("build", "reports", "-o", "border", "--now", NOW, folder=folder)
    assert done.returncode == 0, done.stderr
    assert "events" in done.stdout
    return folder


def test_a_build_prints_one_line_a_stage_without_escape_codes(built):
    told = dateline("build", "reports", "-o", "border", "--now", NOW, folder=built).stdout
    stages = [line.split()[0] for line in told.splitlines()[:8]]
    assert stages == ["reading", "cleaning", "dating", "lineage", "stories", "events", "voices", "conflicts"]
    assert "\x1b" not in told
    assert "2 unchanged · 0 new" in told


def test_json_is_one_object(built):
    told = json.loads(dateline("build", "reports", "-o", "border", "--now", NOW, "--json", folder=built).stdout)
    assert told["reports"] == 2
    assert told["unread"] == []


def test_quiet_prints_nothing(built):
    assert dateline("build", "reports", "-o", "border", "--now", NOW, "-q", folder=built).stdout == ""


def test_an_unread_file_is_exit_code_1_and_the_rest_is_built(built, tmp_path):
    (tmp_path / "a.txt").write_text(WIRE, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("")
    done = dateline("build", tmp_path, "-o", tmp_path / "r", "--now", NOW)
    assert done.returncode == 1
    assert re.search(r"unread +\S*empty\.txt: ", done.stdout)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("build", "nowhere", "nor-here", "-o", "x"), "nowhere, nor-here: no such file or folder"),
        (("build", "empty", "-o", "x"), "empty: no file in it. Name the folder"),
        (("ask", "border", "actr:IND"), "Did you mean actor:?"),
        (("actors", " "), "nobody to look up"),
        (("since", "border", "monday"), "DAY monday: not a day"),
        (("digest", "border", "--since", "2026-01-01", "--format", "pdf"), "no 'pdf'"),
        (("verify", "nowhere"), "no record there"),
        (("show", "border", "E-NONE"), "no event E-NONE"),
        (("export", "border", "--format", "jsnol", "-o", "x"), "Did you mean 'jsonl'"),
        (("code", "  "), "nothing to code"),
        (("code", "Russia offered help.", "--date", "4 May"), "not a day"),
        (("add", "nowhere", "reports"), "no record there"),
    ],
)
def test_mistakes_are_one_clear_line_and_exit_code_2(built, arguments, told):
    done = dateline(*arguments, folder=built)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_show_lists_events_and_why_explains_one(built):
    listed = dateline("show", "border", folder=built).stdout.splitlines()
    assert listed
    event = listed[0].split()[0]
    assert event.startswith("E-")
    told = dateline("why", "border", event, folder=built).stdout
    assert "told by" in told
    assert "voice" in told
    assert event in dateline("show", "border", event, folder=built).stdout


def test_ask_finds_events_by_words_and_fields(built):
    asked = dateline("ask", "border", "act:arrest", folder=built).stdout.splitlines()
    listed = dateline("show", "border", folder=built).stdout
    assert asked[0] in listed.splitlines()
    assert asked[1].startswith("         ")
    assert asked[-1].endswith(("event", "events"))
    as_json = json.loads(dateline("ask", "border", "act:arrest", "--json", folder=built).stdout)
    assert as_json["events"][0]["id"] == asked[0].split()[0]
    assert dateline("ask", "border", "no such words at all", folder=built).stdout.endswith("0 events\n")


def _commands(command, path="dateline"):
    if hasattr(command, "commands"):
        for name, one in command.commands.items():
            yield from _commands(one, f"{path} {name}")
    else:
        yield pytest.param(path, command, id=path)


@pytest.mark.parametrize(("path", "command"), list(_commands(typer.main.get_command(app))))
def test_every_command_tells_what_it_does_in_one_line_and_gives_an_example(path, command):
    first, *_, example = command.help.split("\n\n")
    assert len(first.split(". ")[0]) <= 66, "longer than the list of commands shows"
    assert example.startswith(f"Example: {path}")
    assert all(parameter.help for parameter in command.params)
    # The example is understood: no option of it was renamed.
    words = shlex.split(example.removeprefix("Example: "))[len(path.split()) :]
    command.make_context(path, words)


def test_a_day_may_be_told_from_today_on():
    today = datetime.now(UTC).date()
    assert day_of("yesterday", "--since") in {(today - timedelta(days=n)).isoformat() for n in (0, 1, 2)}
    assert day_of("2026-01-31", "--since") == "2026-01-31"
    for wrong in ("monday", "d", "-1d", "2026-13-01", "99999999d"):
        with pytest.raises(ConfigError, match="not a day"):
            day_of(wrong, "--since")


def test_every_command_stands_in_a_group():
    known = {name for names in GROUPS.values() for name in names}
    assert known == set(typer.main.get_command(app).commands)


def test_verify_holds_and_a_changed_record_is_exit_code_3(built, tmp_path):
    import shutil
    import sqlite3

    assert "holds:" in dateline("verify", "border", folder=built).stdout
    shutil.copytree(built / "border", tmp_path / "changed")
    connection = sqlite3.connect(tmp_path / "changed" / "record.sqlite")
    connection.execute("UPDATE mentions SET trigger_text = 'x' WHERE position = 0")
    connection.commit()
    connection.close()
    assert dateline("verify", tmp_path / "changed").returncode == 3


def test_open_writes_one_file(built):
    page = Path(built / dateline("open", "border", "--no-browser", folder=built).stdout.strip())
    assert page.read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    page.write_text("of yesterday")
    dateline("build", "reports", "-o", "border", "--now", NOW, "-q", folder=built)
    assert page.read_text(encoding="utf-8") != "of yesterday"


def test_code_says_who_did_what_to_whom(built):
    told = json.loads(dateline("code", "France condemned Iran on Monday.", "--date", "2024-03-05", "--json").stdout)
    assert [(m["actors"][0]["actor"]["country"], m["targets"][0]["actor"]["country"]) for m in told] == [("FRA", "IRN")]
    assert told[0]["when"]["start"] == "2024-03-04"
    explained = dateline("code", "France condemned Iran.", "--explain").stdout
    assert "condemned" in explained


def test_no_event_is_said():
    assert dateline("code", "The valley is green in spring.").stdout.strip() == "no event"


def test_doctor_and_config_explain(built):
    doctor = dateline("doctor")
    assert doctor.returncode == 0, doctor.stdout
    assert "network      not used" in doctor.stdout
    assert re.search(r"min_words\s+25\s+default", dateline("config", folder=built).stdout)


def test_show_removed_lists_what_cleaning_left_out(tmp_path):
    (tmp_path / "a.txt").write_text(WIRE + "\nRead more\n\nLeave a comment\n", encoding="utf-8")
    told = dateline("build", tmp_path / "a.txt", "-o", tmp_path / "r", "--now", NOW, "--show-removed").stdout
    assert "Leave a comment" in told


def test_a_reader_can_be_named_and_a_wrong_name_is_said(tmp_path):
    (tmp_path / "a.txt").write_text(WIRE, encoding="utf-8")
    named = dateline("build", tmp_path / "a.txt", "-o", tmp_path / "r", "--now", NOW, "--reader", "text", "--json")
    assert json.loads(named.stdout)["reports"] == 1
    wrong = dateline("build", tmp_path / "a.txt", "-o", tmp_path / "r", "--reader", "txet")
    assert wrong.returncode == 2
    assert "Did you mean 'text'" in wrong.stderr
