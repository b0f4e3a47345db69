"""Which reader an item is for: by its first bytes, and by its name only where the bytes leave it open."""

from __future__ import annotations

import re

from dateline.config import Config
from dateline.errors import InputError
from dateline.readers.decode import decode
from dateline.readers.item import Item
from dateline.readers.mbox import is_mailbox

# First bytes of formats that hold no report text we can read, and what an analyst calls them.
_FOREIGN = (
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "an image (PNG)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"GIF8", "an image (GIF)"),
    (b"RIFF", "an image, sound or film file"),
    (b"PK\x05\x06", "an empty zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"OggS", "a sound or film file"),
    (b"ID3", "a sound file"),
)
# Packings that Python does not take off by itself.
_PACKED = (
    (b"7z\xbc\xaf", "a 7-zip file"),
    (b"Rar!", "a rar file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
)
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_TAGS = re.compile(
    r"</?(?:p|div|span|article|section|h[1-6]|br|ul|li|a|table|td|font|b|i|strong|em)(?:\s[^<>]*)?/?>", re.I
)
# A saved fragment without <html> has tags all over; a plain text that quotes one tag has not.
_TAGS_OF_A_FRAGMENT = 4
_FEED = re.compile(
    r"(?:(?:<\?[^>]*+>|<!--(?:[^-]++|-(?!->))*+-->|<!DOCTYPE(?:[^>\[]++|\[[^\]]*+\])*+>)\s*+)*+"
    r"<(?:rss|feed|rdf:RDF|channel)[\s>]",
    re.IGNORECASE,
)
_SITEMAP = re.compile(r"<(urlset|sitemapindex)\s[^<>]*schemas/sitemap", re.IGNORECASE)
_ROOT_WITHIN = 4_000  # characters
_MAIL = re.compile(r"(?:From |[A-Za-z][A-Za-z-]{1,40}: )")
_SAVED_PAGE = re.compile(
    r"(?:[A-Za-z-]+: [^\n]*\n(?:[ \t][^\n]*\n)*){1,30}?(?:MIME-Version|Snapshot-Content-Location): ", re.IGNORECASE
)
_MAILS = {".eml", ".mht", ".mhtml", ".mbox"}
_TABLES = {".csv", ".tsv"}
_ROWS = {".jsonl", ".ndjson", ".json"}
_PAGES = {".html", ".htm", ".xhtml", ".shtml"}


def reader_for(item: Item, config: Config) -> str:
    """The registry name of the reader; raises InputError for what is empty, binary or of a foreign format."""
    head = item.head()
    if not head.strip(b"\0 \t\r\n"):
        raise InputError("the file is empty", advice="Save the report again, or remove the file.")
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head[257:262] == b"ustar":
        return "tar"
    if head.startswith(b"WARC/"):
        return "warc"
    for magic, what in _FOREIGN:
        if head.startswith(magic):
            raise InputError(f"{what}, not a report", advice="Save the report as text or HTML.")
    for magic, what in _PACKED:
        if head.startswith(magic):
            raise InputError(f"{what}, which we cannot unpack", advice="Unpack it, and read what was in it.")
    if is_mailbox(head) and item.suffix != ".eml":
        return "mbox"
    text = decode(head).text
    if _looks_binary(text):
        raise InputError("binary content, not text", advice="Save the report as text or HTML.")
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")) and (item.suffix in _ROWS or _starts_json(start)):
        return "jsonl"
    if _FEED.match(start):
        return "feed"
    if sitemap_kind(start):
        advice = "Give its address to `dateline watch --feeds`, or save the pages it names."
        raise InputError("a sitemap, not a report", advice=advice)
    if (item.suffix in _MAILS and _MAIL.match(start)) or _SAVED_PAGE.match(start):
        return "eml"
    if item.suffix in _TABLES and _looks_like_table(start):
        return "csv"
    if _PAGE.search(text) or (item.suffix in _PAGES and "<" in text) or len(_TAGS.findall(text)) >= _TAGS_OF_A_FRAGMENT:
        return "html"
    return "text"


def sitemap_kind(text: str) -> str:
    """ "urlset", "sitemapindex" - a list of sitemaps - or "" for anything else (sitemaps.org)."""
    match = _SITEMAP.search(text[:_ROOT_WITHIN]) if text.lstrip("\ufeff \t\r\n").startswith("<") else None
    return match[1].lower() if match else ""


def _looks_binary(text: str) -> bool:
    control = sum(c < " " and c not in "\t\n\r\f\x1b" for c in text)
    return control > 0.02 * len(text) or text.count("\0") > 1


def _looks_like_table(start: str) -> bool:
    line = start.partition("\n")[0]
    return max(line.count(mark) for mark in ",;\t") > 0


def _starts_json(start: str) -> bool:
    return re.match(r'\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\})|\[\s*(?:\{|\])', start) is not None
