"""The parser's files are the ones we measured with, and loading them runs no pickle."""

from __future__ import annotations

import pickle
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from dateline import modelfiles
from dateline.annotate.sentences import load_parser
from dateline.config import Config

PARSER = Config().parser


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the parser's package, looked at under its own name."""
    folder = tmp_path / PARSER
    shutil.copytree(Path(find_spec(PARSER).origin).parent, folder)
    monkeypatch.setattr(modelfiles, "_folder", lambda name: folder)
    modelfiles.parser_files.cache_clear()
    yield folder
    modelfiles.parser_files.cache_clear()


def test_the_installed_parser_is_the_one_we_measured_with():
    assert modelfiles.parser_files(PARSER) == "files as shipped"


def test_one_changed_byte_is_named(copy):
    model = next(copy.rglob("ner/model"))
    model.write_bytes(model.read_bytes()[:-1] + b"x")
    told = modelfiles.parser_files(PARSER)
    assert told.startswith("CHANGED: ")
    assert "ner/model" in told


def test_a_file_more_or_less_is_named_and_prose_is_not(copy):
    next(copy.rglob("README.md")).write_text("other words")
    assert modelfiles.parser_files(PARSER) == "files as shipped"
    modelfiles.parser_files.cache_clear()
    next(copy.rglob("config.cfg")).unlink()
    assert "config.cfg" in modelfiles.parser_files(PARSER)


def test_a_pipeline_of_your_own_is_known_by_its_hash(tmp_path):
    (tmp_path / "meta.json").write_text("{}")
    first = modelfiles.parser_files(str(tmp_path))
    assert first.startswith("files ")
    (tmp_path / "model").write_bytes(b"weights")
    modelfiles.parser_files.cache_clear()
    assert modelfiles.parser_files(str(tmp_path)) != first


def test_loading_the_parser_runs_no_pickle(monkeypatch):
    """srsly and NumPy read msgpack, JSON and arrays; an object of Python's would be code from a file."""
    asked = []

    def refuse(*arguments: object, **options: object) -> object:
        asked.append(arguments)
        raise AssertionError("a model file asked for pickle")

    for name in ("load", "loads", "Unpickler"):
        monkeypatch.setattr(pickle, name, refuse)
    load_parser(PARSER)
    assert asked == []
