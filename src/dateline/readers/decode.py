"""Bytes to text: byte order mark, then UTF-8, then what is declared, then what the bytes look like.

UTF-8 is tried before the declaration: bytes above 127 that are valid UTF-8 by accident are so rare that a page which
declares iso-8859-1 and decodes as UTF-8 is UTF-8. The other way round, bytes declared as UTF-8 that do not decode are
looked at again, so a cp1251 feed with the wrong label is read instead of becoming question marks.
"""

from __future__ import annotations

import codecs
import re

import msgspec

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([a-zA-Z0-9_:.\-]{2,40})""", re.IGNORECASE)
# Web usage: what calls itself Latin-1 or ASCII holds Windows quotes and dashes (WHATWG Encoding Standard).
_AS_WINDOWS = {"iso8859-1", "ascii", "latin-1", "iso-8859-1", "us-ascii"}
_DETECT_BYTES = 65_536  # the detector is slow and sure after this much
# UTF-8 with a few broken bytes (cut in the middle, one bad advertisement) is still UTF-8; measured as bad bytes per
# multi-byte character.
_FEW_BROKEN = 0.05
# Over this share of undecodable characters the analyst is told.
_WORTH_A_NOTE = 0.0005


class Decoded(msgspec.Struct, frozen=True):
    text: str
    encoding: str
    note: str = ""  # what an analyst should know, "" when nothing was lost


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Text and the encoding it was read with. Never fails: what no encoding explains is replaced, and the note says
    how much. `declared` (say, an HTTP header) goes before a declaration inside the first kilobytes."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replaced(data[len(mark) :], encoding)
    sixteen = _utf16_without_mark(data)
    if sixteen:
        return _replaced(data, sixteen)
    said = _known(declared) or _declared_inside(data)
    if said and said.startswith("iso2022") and b"\x1b" in data:  # its bytes are all ASCII, and so valid UTF-8
        return _replaced(data, said)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if said and said != "utf-8":
        try:
            return Decoded(data.decode(said), said)
        except UnicodeDecodeError:
            pass
    if _nearly_utf8(data):
        return _replaced(data, "utf-8")
    guess = _detect(data)
    decoded = _replaced(data, guess or said or "cp1252")
    if said and guess and guess != said and not decoded.note:
        return Decoded(decoded.text, decoded.encoding, f"declared as {said}, read as {guess}")
    return decoded


def _declared_inside(data: bytes) -> str | None:
    match = _DECLARED.search(data[:4096])
    return _known(match[1].decode("ascii")) if match else None


def _known(name: str | None) -> str | None:
    if not name:
        return None
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return None
    found = codec.name
    # Python's codecs include zlib, hex and rot13, which a page may name; UTF-7 hides markup, and no browser reads it.
    if not codec._is_text_encoding or found in ("utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode"):
        return None
    return "cp1252" if found in _AS_WINDOWS else found


def _utf16_without_mark(data: bytes) -> str | None:
    """ASCII in UTF-16 has a zero in every second byte; in no single-byte text is there any."""
    head = data[:2000]
    if len(head) < 8 or b"\0" not in head:
        return None
    pairs = len(head) // 2
    even, odd = head[0::2].count(0) / pairs, head[1::2].count(0) / pairs
    # Spaces and punctuation alone reach about 15 % in a text of another script.
    if odd > 0.1 and even < 0.02:
        encoding = "utf-16-le"
    elif even > 0.1 and odd < 0.02:
        encoding = "utf-16-be"
    else:
        return None
    text = head[: pairs * 2].decode(encoding, "replace")
    readable = sum(c.isalnum() or c.isspace() or c in ".,;:!?\"'()<>/=-{}[]" for c in text)
    return encoding if readable > 0.9 * len(text) else None


def _nearly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    multibyte = sum(c > "\x7f" for c in text) - broken
    return broken <= max(1, _FEW_BROKEN * multibyte) and multibyte > 0


def _detect(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_DETECT_BYTES]).best()
    return _known(best.encoding) if best else None


def _replaced(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    share = lost / len(text) if text else 0.0
    note = f"{share:.1%} of characters could not be decoded as {encoding}" if share > _WORTH_A_NOTE else ""
    return Decoded(text, encoding, note)
