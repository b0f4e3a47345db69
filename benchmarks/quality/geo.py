"""Which place on earth a given name means: share of gold names resolved within 161 km (100 miles) of the truth."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.quality.metrics import kilometres
from dateline.annotate.geocode import resolve_names
from dateline.annotate.placecontext import Name
from dateline.annotate.places import outlet_home
from dateline.resources import Resources

_ANTIPODE_KM = 20039.0  # what an unresolved name counts as


def score(rows: list[dict], folder: Path, resources: Resources) -> dict[str, float | int]:
    errors, unresolved = [], 0
    for row in rows:
        toponyms = [t for t in row["toponyms"] if t.get("lat") is not None]
        answers = resolve(row, toponyms, resources)
        for toponym, answer in zip(toponyms, answers, strict=True):
            if answer.candidate is None:
                unresolved += 1
                errors.append(_ANTIPODE_KM)
            else:
                place = answer.candidate
                errors.append(kilometres(toponym["lat"], toponym["lon"], place.lat, place.lon))
    errors.sort()
    logs = [math.log(error + 1) for error in errors]
    n = len(errors) or 1
    area = sum((a + b) / 2 for a, b in pairwise(logs)) / (math.log(_ANTIPODE_KM) * max(1, n - 1))
    return {
        "accuracy_161km": sum(error < 161 for error in errors) / n,
        "auc_wrong": area,
        "median_km": errors[n // 2] if errors else 0.0,
        "unresolved": unresolved,
        "names": len(errors),
    }


def resolve(row: dict, toponyms: list[dict], resources: Resources) -> list:
    names = [Name(t["start"], t["end"]) for t in toponyms]
    host = urlsplit(row.get("url") or "").hostname or ""
    return resolve_names(names, row["text"], resources.gazetteer, home=outlet_home(host))
