"""Imports point one way: model <- text <- stages <- pipeline <- engine, store <- cli, web."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "dateline"
STAGES = ("readers", "clean", "annotate", "coder", "link", "corroborate", "views", "exporters")
# Above the stages. Files beside model.py that are not named here know only nouns, and any stage may import them.
ABOVE = (
    "review",
    "pipeline",
    "processing",
    "build",
    "reading",
    "api",
    "asking",
    "crate",
    "verify",
    "changes",
    "checks",
    "digest",
    "engine",
    "store",
    "watch",
    "cli",
    "web",
)


def imported(path: Path) -> set[str]:
    """Names of dateline's own parts that a file imports: "clean", "model", ..."""
    parts = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    # Imports for the type checker alone join nothing when the code runs.
    typing = [node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    only_typing = {id(inner) for node in typing for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in only_typing:
            continue
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] if node.module != "dateline" else [f"dateline.{a.name}" for a in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        parts |= {name.split(".")[1] for name in names if name.startswith("dateline.")}
    return parts


@pytest.mark.parametrize("stage", STAGES)
def test_stages_import_neither_each_other_nor_what_stands_above_them(stage):
    for path in (PACKAGE / stage).rglob("*.py"):
        others = (imported(path) & {*STAGES, *ABOVE}) - {stage}
        allowed = {"views", "web"} if stage == "exporters" else set()  # the page is views in templates
        assert others <= allowed, f"{path.relative_to(PACKAGE)} imports {sorted(others - allowed)}"


def test_what_any_stage_may_import_knows_only_nouns():
    for path in PACKAGE.glob("*.py"):
        if path.stem not in (*ABOVE, "__init__"):
            assert not imported(path) & {*STAGES, *ABOVE}, path.name


def test_the_nouns_import_nothing_of_ours():
    assert imported(PACKAGE / "model.py") == set()


def test_no_stage_asks_the_clock_the_network_or_chance():
    forbidden = (
        "datetime.now",
        "date.today",
        "time.time(",
        "import random",
        "import socket",
        "import urllib.request",
        "import requests",
    )
    for stage in STAGES:
        for path in (PACKAGE / stage).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            assert not [word for word in forbidden if word in text], path.relative_to(PACKAGE)


def test_importing_dateline_stays_light():
    import subprocess
    import sys

    code = "import sys, dateline; print([m for m in ('spacy', 'trafilatura', 'lxml', 'rich') if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
