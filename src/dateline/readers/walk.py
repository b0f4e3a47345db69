"""Files in folders, in a stable order, without leaving the folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.model import Unread
from dateline.readers.item import Item

# "Save page, complete" puts a page's pictures and scripts into a folder of this name beside it.
_PAGE_ASSETS = ("_files", ".files", "_Dateien", "_archivos", "_fichiers")


def find_files(paths: Iterable[str | Path]) -> Iterator[Item | Unread]:
    """Each regular file once, sorted by path. Hidden files in a folder are left out, and so are the asset folders of
    saved pages. What is no regular file, and links that lead out of the folder, are named as unread."""
    seen: set[str] = set()
    for given in sorted({_slashed(path) for path in paths}):
        root = Path(given)
        if not os.path.lexists(root):
            yield Unread(path=_shown(given), reason="no such file or folder", advice="Check the path.")
        elif root.is_dir():
            yield from _in_folder(root, given, seen)
        else:
            yield from _one(root, given, None, seen)


def _in_folder(root: Path, given: str, seen: set[str]) -> Iterator[Item | Unread]:
    fence = root.resolve()
    refused: list[OSError] = []
    found = []
    for folder, folders, files in os.walk(root, onerror=refused.append):
        pages = {Path(name).stem for name in files}
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_assets(name, pages))
        linked = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        found += [Path(folder, name) for name in [*files, *linked] if not name.startswith(".")]
    for file in sorted(found, key=lambda file: file.relative_to(root).as_posix()):
        yield from _one(file, f"{given.rstrip('/')}/{file.relative_to(root).as_posix()}", fence, seen)
    for error in sorted(refused, key=lambda error: str(error.filename)):
        yield Unread(
            path=_shown(_slashed(error.filename)),
            reason="the folder cannot be opened",
            advice="Make it readable, or leave it out.",
        )


def _one(file: Path, name: str, fence: Path | None, seen: set[str]) -> Iterator[Item | Unread]:
    name = _shown(name)
    try:
        real = file.resolve(strict=True)
        mode = real.stat().st_mode
    except (OSError, RuntimeError):
        yield Unread(path=name, reason="a link that leads nowhere", advice="Remove the link, or mend it.")
        return
    if fence is not None and not real.is_relative_to(fence):
        yield Unread(path=name, reason="a link that leads out of the folder", advice="Name the file itself to read it.")
    elif stat.S_ISDIR(mode):
        yield Unread(path=name, reason="a link to a folder", advice="Name the folder itself to read it.")
    elif not stat.S_ISREG(mode):
        yield Unread(path=name, reason="not a regular file", advice="Name a file, not a device or pipe.")
    elif str(real) not in seen:
        seen.add(str(real))
        yield Item(path=name, file=file)


def _is_assets(folder: str, pages: set[str]) -> bool:
    return any(folder.endswith(end) and folder[: -len(end)] in pages for end in _PAGE_ASSETS)


def _slashed(path: object) -> str:
    return str(path).replace(os.sep, "/")


def _shown(name: str) -> str:
    """A name as it can be stored and printed: bytes of it that are no UTF-8 are written out."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
