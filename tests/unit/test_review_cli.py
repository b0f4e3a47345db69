"""`dateline review` and `dateline serve` from the command line."""

from __future__ import annotations

import json
import sys

import pytest
from typer.testing import CliRunner

from dateline.cli import app
from dateline.errors import ConfigError, InputError
from dateline.review.log import DECISIONS, read_log
from dateline.review.tellings import Tellings
from tests.unit.test_server import decide, small, store


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def folder(tmp_path):
    return store(small(), tmp_path)


def test_a_log_goes_to_a_colleague_and_back(folder, tmp_path):
    from starlette.testclient import TestClient

    from dateline.web.app import create_app

    other = tmp_path / "other"
    other.mkdir()
    store(small(), other)
    for place, who, kind in ((folder, "ada", "accept"), (other, "bo", "reject")):
        web = TestClient(create_app(place, token="a-token", who=who, rebuilds=False), base_url="http://127.0.0.1")
        assert decide(web, place, kind=kind, why="plain").status_code == 303
    sent = tmp_path / "bo.jsonl"
    run("review", "export", other, "-o", sent)
    assert "1 decisions added, 0 were there" in run("review", "import", folder, sent)
    assert "0 decisions added, 1 were there" in run("review", "import", folder, sent)
    assert [d.who for d in read_log(folder)] == ["ada", "bo"]
    listed = run("review", "list", folder)
    assert "ada" in listed
    assert "reject" in listed
    assert "(plain)" in listed
    assert "takes force at the next build" in listed
    assert json.loads(run("review", "list", folder, "--json"))[0]["kind"] == "accept"
    assert run("review", "agreement", folder).startswith("verdict    alpha")
    assert "[[case]]" in run("review", "gold", folder)


def test_an_import_that_is_no_log_adds_nothing(folder, tmp_path):
    (tmp_path / "mail.txt").write_text("Dear colleague,\n")
    with pytest.raises(InputError, match=r"mail.txt:1: not a decision"):
        run("review", "import", folder, tmp_path / "mail.txt")
    with pytest.raises(InputError, match="cannot be read"):
        run("review", "import", folder, tmp_path / "absent")
    assert not (folder / DECISIONS).exists()


def test_nothing_decided_yet(folder):
    assert "no decision yet" in run("review", "list", folder)
    assert "no telling was judged by two" in run("review", "agreement", folder)
    assert run("review", "export", folder) == ""


def test_serve_says_which_extra_is_missing(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with pytest.raises(ConfigError, match=r"needs uvicorn, which is not installed. .*dateline\[server\]"):
        run("serve", folder)


def test_serve_says_that_a_port_is_taken(folder):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ConfigError, match="cannot listen there"):
            run("serve", folder, "--port", taken.getsockname()[1], "--no-browser")


def test_keys_of_a_record_find_their_mentions():
    made = small()
    keys = Tellings(made.reports, made.documents, made.annotations, made.mentions)
    assert all(keys.find(keys.key(m)) == m for m in made.mentions)
