"""Packages that the base installation leaves out: one place to ask for one, and one clear line where it is missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from dateline.errors import DatelineError

# Package, as it is imported -> the extra of pyproject.toml that brings it.
EXTRAS = {
    "xlsxwriter": "export",
    "pyarrow": "frames",
    "polars": "frames",
    "pandas": "frames",
    "duckdb": "frames",
}


def need(package: str, what: str) -> Any:
    """The imported package, or an error that says how to get it. `what` is the thing that asks: "the xlsx format"."""
    try:
        return import_module(package)
    except ImportError as error:
        raise DatelineError(
            f"{what} needs {package}, which is not installed.",
            advice=f"pip install 'dateline[{EXTRAS[package.partition('.')[0]]}]'",
        ) from error
