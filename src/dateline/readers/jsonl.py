"""JSON rows, one report each: JSON Lines, a JSON array, or one object. Field names as news-please and Fundus write them, the
APIs of newspapers and aggregators, ninjs, and channels exported from Telegram.

`raw` is the row as it stands in the file, so offsets survive; `fields` holds what the row says about the report, and
under "text_field" and "title_field" the keys whose strings are the text and the title.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from dateline.config import Config
from dateline.errors import InputError
from dateline.jsonspans import is_words, value_start
from dateline.model import Report, Unread
from dateline.readers.decode import Decoded, decode
from dateline.readers.item import Item, make_report, too_large

# Our name -> the keys that carry it, best first.
KEYS: dict[str, tuple[str, ...]] = {
    "text": ("maintext", "text", "body", "articleBody", "article_body", "content", "full_text", "fulltext", "article",
             "story", "plaintext", "body_text", "bodyText", "content_text", "content_html", "body_html", "body_xhtml",
             "html"),
    "title": ("title", "headline", "webTitle", "title_page", "name"),
    "outlet": ("outlet", "source_name", "publisher", "publication", "newspaper", "site_name", "media_name", "source",
               "source_domain", "domain", "from"),
    "domain": ("source_domain", "domain", "host", "site"),
    "url": ("url", "link", "canonical_url", "webUrl", "uri", "permalink", "web_url"),
    "byline": ("authors", "author", "byline", "creator"),
    "published": ("date_publish", "published", "date_published", "published_at", "publishedAt", "datePublished",
                  "pub_date", "pubDate", "publication_date", "publish_date", "publishing_date", "webPublicationDate",
                  "firstcreated", "versioncreated", "date", "timestamp"),
    "modified": ("date_modify", "modified", "date_modified", "updated", "updated_at", "dateModified"),
    "crawled": ("date_download", "crawled", "downloaded", "date_crawled", "fetched_at", "scraped_at", "retrieved"),
    "language": ("language", "lang"),
    "description": ("description", "summary", "abstract", "lead", "subtitle"),
}  # fmt: skip
# Where some APIs keep what belongs to the row itself: The Guardian's, search engines', JSON:API.
_INNER = ("fields", "_source", "attributes")
# What a list of rows is called, where an answer holds other lists as well.
_LISTS = ("articles", "items", "results", "docs", "hits", "stories", "messages", "rows", "data")
_DEEPEST = 3
_NEXT_STEP = "A row needs its article under one of: " + ", ".join(KEYS["text"][:6]) + "."


def read(item: Item, config: Config) -> Iterator[Report | Unread]:
    """One report a row; a row that is not JSON, or has no text, is named with its number."""
    rows = _lines(item, config) if _is_lines(item) else _values(item, config)
    for number, (row, decoded) in enumerate(rows, 1):
        path = f"{item.path}#{number}"
        if number > config.max_rows:
            reason = f"rows after {config.max_rows:,} were left out"
            yield Unread(path=item.path, reason=reason, advice="Split the file, or raise max_rows in dateline.toml.")
            return
        if isinstance(row, InputError):
            yield Unread(path=path, reason=row.reason, advice=row.advice)
            continue
        try:
            fields = row_fields(json.loads(decoded.text))
        except (ValueError, RecursionError) as error:
            reason = f"line {number} is not JSON ({_short(error)})"
            yield Unread(path=path, reason=reason, advice="Mend or remove the line.")
            continue
        except InputError as error:
            yield Unread(path=path, reason=error.reason, advice=error.advice)
            continue
        yield make_report(row, decoded, path=path, reader="jsonl", media_type="application/json", fields=fields)


def row_fields(row: object) -> dict[str, str]:
    """What a row says about its report, under our names; raises InputError when it holds no text."""
    if not isinstance(row, Mapping):
        raise InputError("the row is not an object", advice=_NEXT_STEP)
    inner = [name for name in _INNER if isinstance(row.get(name), Mapping)]
    values = dict(row) | {f"{name}.{key}": value for name in inner for key, value in row[name].items()}
    fields: dict[str, str] = {}
    for name, keys in KEYS.items():
        for key in (*keys, *(f"{within}.{key}" for within in inner for key in keys)):
            value = _words(values.get(key))
            if value:
                if name in ("text", "title"):
                    if not (isinstance(values[key], str) or (name == "text" and is_words(values[key]))):
                        continue
                    fields[f"{name}_field"] = key
                if name != "text":
                    fields[name] = value
                break
    if "text_field" not in fields:
        raise InputError("the row has no text", advice=_NEXT_STEP)
    return fields


def _words(value: object) -> str:
    """A field as plain words: lists joined, objects by their name, everything else left out."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return "; ".join(word for word in map(_words, value[:50]) if word)
    if isinstance(value, Mapping):
        return next((_words(value[key]) for key in ("name", "title", "domain", "uri", "url") if value.get(key)), "")
    return ""


def _is_lines(item: Item) -> bool:
    """Whether the first line is a whole JSON object; a pretty-printed one and an array are not."""
    if item.head().lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"{":
        return False
    with item.open() as stream:
        first = b""
        while not first.strip() and (line := stream.readline(8_000_000)):
            first = line
        if item.suffix not in (".jsonl", ".ndjson") and not stream.read(8).strip():
            return False  # one object on one line: it may hold the rows in a list, as a JSON feed does
    decoded = decode(first).text.strip("\ufeff \t\r\n\0")
    if decoded in ("{", "[") or not decoded.endswith("}"):
        return item.suffix in (".jsonl", ".ndjson") and decoded != "{"
    return True


def _lines(item: Item, config: Config) -> Iterator[tuple[bytes | InputError, Decoded]]:
    with item.open() as stream:
        if b"\0" in item.head():  # UTF-16: lines cannot be told apart by a byte
            yield from _values(item, config)
            return
        while line := stream.readline(config.max_bytes + 1):
            if len(line) > config.max_bytes:
                while line and not line.endswith(b"\n"):
                    line = stream.readline(1_000_000)
                yield too_large(config.max_bytes + 1, config.max_bytes), Decoded("", "utf-8")
            elif line.strip(b"\xef\xbb\xbf \t\r\n"):
                row = line.strip(b"\xef\xbb\xbf \t\r\n")
                yield row, decode(row)


def _values(item: Item, config: Config) -> Iterator[tuple[bytes | InputError, Decoded]]:
    """The objects of an array, of the one list inside an object, or objects one after the other."""
    data = item.data(config.max_bytes)
    decoded = decode(data)
    for start, end in object_spans(decoded.text):
        row = decoded.text[start:end]
        yield row.encode("utf-8", "surrogatepass"), Decoded(row, decoded.encoding, decoded.note)


def object_spans(text: str) -> list[tuple[int, int]]:
    """Where the rows stand. Raises InputError when the text is no JSON at all."""
    decoder, spans, at = json.JSONDecoder(), [], _after_space(text, 0)
    wrapped = text[at : at + 1] == "["
    at = _after_space(text, at + 1) if wrapped else at
    while at < len(text) and text[at] != "]":
        try:
            _, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            if spans:
                return spans
            line = text.count("\n", 0, at) + 1
            raise InputError(f"not JSON from line {line} on ({_short(error)})", advice="Mend the file.") from error
        spans.append((at, end))
        at = _after_space(text, end)
        if text[at : at + 1] == ",":
            at = _after_space(text, at + 1)
    if not wrapped and len(spans) == 1:
        return _inner_rows(text, spans[0])
    return spans


def _inner_rows(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """`{"articles": [...]}`, `{"articles": {"results": [...]}}`: the rows of the list, when the object itself has no text
    and one list of objects, or one that is called as lists of rows are."""
    row = json.loads(text[span[0] : span[1]])
    if not isinstance(row, Mapping) or any(isinstance(row.get(key), str) for key in KEYS["text"]):
        return [span]
    path = _path_of_rows(row, _DEEPEST)
    if path is None:
        return [span]
    at = span[0]
    for key in path:
        at += value_start(text[at : span[1]], key) or 0
    return [(start + at, end + at) for start, end in object_spans(text[at : span[1]])]


def _path_of_rows(row: Mapping[str, object], deepest: int) -> list[str] | None:
    """The keys that lead to the list of rows."""
    lists = [key for key, value in row.items() if isinstance(value, list) and value and isinstance(value[0], Mapping)]
    if len(lists) > 1:
        lists = [key for key in _LISTS if key in lists][:1]
    if lists:
        return lists
    if deepest > 1:
        for key, value in row.items():
            if isinstance(value, Mapping) and (path := _path_of_rows(value, deepest - 1)):
                return [key, *path]
    return None


def _after_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n\ufeff":
        at += 1
    return at


def _short(error: Exception) -> str:
    return str(error).split(":")[0].lower() if not isinstance(error, RecursionError) else "nested too deep"
