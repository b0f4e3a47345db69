"""Method and limits: what made this page, how often it is wrong, and what the marks mean."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from dateline.model import Record
from dateline.views.marks import MARKS
from dateline.views.matrix import CELLS

LIMITS = (
    "Machine-made from these reports alone: an event that no report here tells is not here.",
    "An event is a claim by its sources. The marks count independent voices; they do not say who is right.",
    "Reports that share text, and reports that rest on the same statement of the same speaker, count as one voice.",
    "The order of lines ranks what to read first: voices, reports, gravity on the Goldstein scale, conflict, figures.",
    "Map outlines follow control on the ground in Natural Earth; dashed lines are disputed and take no side.",
    "Texts belong to their publishers. Keep a page that holds them to those who may read them.",
)


def method(record: Record, manifest: Mapping[str, Any]) -> dict:
    """`manifest` is what the build wrote; a key it lacks is left out."""
    shown = [(key, manifest[key]) for key in ("dateline", "record", "parser", "store", "network") if key in manifest]
    return {
        "facts": [{"name": key, "value": _plain(value)} for key, value in shown],
        "config": [{"name": k, "value": _plain(v)} for k, v in sorted((manifest.get("config") or {}).items())],
        "parts": [{"name": k, "value": _plain(v)} for k, v in sorted(_mapping(manifest.get("parts")).items())],
        "measured": _measured(),
        "marks": MARKS,
        "cells": CELLS,
        "limits": LIMITS,
    }


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _plain(value: Any) -> str:
    return "not set" if value is None else str(value)


def _measured() -> list[dict]:
    """The quality floors that ship with this version: measured on public gold sets, not on these reports."""
    import tomllib

    path = files("dateline") / "data/measured/floors.toml"
    if not path.is_file():
        return []
    floors = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        {"task": task, "metric": name.replace("_", " "), "value": value}
        for task, metrics in sorted(floors.items())
        if isinstance(metrics, dict)
        for name, value in metrics.items()
        if isinstance(value, int | float)
    ]
