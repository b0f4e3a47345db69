"""Packages that the base installation leaves out: one place to ask for one, and one clear line where it is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import requires
from typing import Any

from dateline.errors import DatelineError

_NAME = re.compile(r"[\w.-]+")
_EXTRA = re.compile(r"""extra == ["'](\w+)["']""")
# Package, as it is imported -> the extra of pyproject.toml that brings it.
EXTRAS = {
    "xlsxwriter": "export",
    "pyarrow": "frames",
    "polars": "frames",
    "pandas": "frames",
    "duckdb": "frames",
}


def installed() -> Iterator[tuple[str, str | None]]:
    """Every package that pyproject.toml asks for, as it is installed under pip, with the extra that brings it."""
    for line in requires("dateline") or ():
        name = _NAME.match(line)[0]
        extra = _EXTRA.search(line)
        if extra is None or extra[1] != "dev":
            yield name, extra[1] if extra else None


def need(package: str, what: str) -> Any:
    """The imported package, or an error that says how to get it. `what` is the thing that asks: "the xlsx format"."""
    try:
        return import_module(package)
    except ImportError as error:
        raise DatelineError(
            f"{what} needs {package}, which is not installed.",
            advice=f"pip install 'dateline[{EXTRAS[package.partition('.')[0]]}]'",
        ) from error
