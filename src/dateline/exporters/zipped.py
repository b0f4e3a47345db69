"""Zip files whose bytes depend on their content alone: no clock, no user, entries in the order given."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The first day that a zip file can hold.
DAY_ONE = (1980, 1, 1, 0, 0, 0)


def write_zip(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write `files` (name in the zip -> content) to `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(path, "w") as archive:
        for name, content in files.items():
            info = ZipInfo(name, DAY_ONE)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 3  # the same on every machine
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return path
