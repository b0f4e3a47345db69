"""The situation page: one HTML file that works from disk, prints, reads without JavaScript and asks no network.

Everything is inline, and the page's own Content-Security-Policy allows only that: styles and script by their hash,
images none but data, requests none. Report text is escaped by the template engine everywhere; nothing is ever marked
safe but our own style and script.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dateline.model import Record
from dateline.views import views
from dateline.views.concepts import country_name
from dateline.views.first import look_first
from dateline.views.index import cut
from dateline.views.marks import MARKS
from dateline.views.method import method
from dateline.views.phrases import range_words

# A letter of our chart labels is about this share of its size wide.
LETTER = 0.56


def write(record: Record, out: Path, *, manifest: Mapping[str, Any]) -> None:
    """Write the page of a record to the file `out`."""
    out.write_text(render(record, manifest), encoding="utf-8")


def render(record: Record, manifest: Mapping[str, Any]) -> str:
    """The page as text. Equal records and manifests give equal bytes."""
    style, script = static("page.css"), static("page.js")
    shown = {name: views[name](record) for name in views.names()}
    page = (
        environment()
        .get_template("page.html")
        .render(
            title=record.title,
            view=shown | {"method": method(record, manifest), "first": look_first(record)},
            record_hash=str(manifest.get("record", ""))[:12],
            version=str(manifest.get("dateline", "")),
            policy=policy(style, script),
            style=Markup(style),
            script=Markup(script),
        )
    )
    # A lone half of a surrogate pair cannot be written as UTF-8; no reader should lose the page over one.
    return page.encode("utf-8", "replace").decode("utf-8")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, which the server shares. An unknown name is an error, never an empty string."""
    made = Environment(
        loader=PackageLoader("dateline", "web/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["marks"] = MARKS
    made.filters["fit"], made.filters["fitting"] = fit, fitting
    made.filters["cut"] = cut
    made.filters["country"] = country_name
    made.filters["range_words"] = range_words
    made.filters["number"] = lambda value: "?" if value is None else f"{value:,}"
    return made


def fit(text: str, width: float, size: float = 11) -> str:
    """As many letters as fit into `width`, nothing where fewer than four do."""
    letters = int(width / (size * LETTER))
    if len(text) <= letters:
        return text
    return text[: letters - 1].rstrip(" ,") + "…" if letters >= 5 else ""


def fitting(texts: Sequence[str], width: float) -> str:
    """The first of these texts that fits whole; the last of them cut, where none does."""
    return next((text for text in texts if fit(text, width) == text), fit(texts[-1], width))


def static(name: str) -> str:
    return (files("dateline") / "web/static" / name).read_text(encoding="utf-8")


def policy(style: str, script: str) -> str:
    """The page's Content-Security-Policy: our own style and script by their hash, and nothing else at all."""
    return (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    )


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
