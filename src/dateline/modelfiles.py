"""Are the parser's files the ones we measured with? Each is compared with the hash that ships with dateline.

What spaCy loads from them is msgpack, JSON and NumPy arrays, read without pickle, so a changed file can change results
but not run code; the package's own `__init__.py` is code, and is compared like the rest.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

# Files that decide nothing.
PROSE = ("LICENSE", "LICENSES_SOURCES", "README.md", "accuracy.json")


@lru_cache(maxsize=4)
def parser_files(name: str) -> str:
    """In words: "files as shipped", "CHANGED: ner/model ...", or the hash of a pipeline that is not ours."""
    found = hashes(name)
    known = tomllib.loads((files("dateline") / "data" / "parser" / "files.toml").read_text(encoding="utf-8")).get(name)
    if not found:
        return "files not found"
    if known is None:
        return f"files {_digest(found)[:16]}"
    changed = sorted(path for path in {*found, *known} if found.get(path) != known.get(path))
    if not changed:
        return "files as shipped"
    return f"CHANGED: {', '.join(changed[:5])}{' and more' if len(changed) > 5 else ''} ({_digest(found)[:16]})"


def hashes(name: str) -> dict[str, str]:
    """SHA-256 of every deciding file of a pipeline, package or folder, by path within it; empty when there is none."""
    folder = _folder(name)
    if folder is None:
        return {}
    inside = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in inside
        if path.name not in PROSE
    }


def _folder(name: str) -> Path | None:
    if Path(name).is_dir():
        return Path(name)
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return None
    return Path(spec.origin).parent if spec and spec.origin else None


def _digest(found: dict[str, str]) -> str:
    return sha256("\n".join(f"{path} {content}" for path, content in sorted(found.items())).encode()).hexdigest()
