"""One round over the feeds: what is new is saved as it came, and then read like any other file.

Everything lies in the record's folder under `watch/`: a web archive (WARC) a round with the pages as the hosts sent
them, the words of items whose page could not be had (JSON lines), and `state.json`: what was seen, and how each feed
last was.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from dateline.clean.source import text_source, title_source
from dateline.clean.tags import attributes, tokens
from dateline.config import Config
from dateline.errors import ConfigError
from dateline.model import Report, Struct
from dateline.readers import Item, read_item
from dateline.readers.decode import decode
from dateline.readers.feed import NO_TEXT, bare_links
from dateline.readers.sniff import sitemap_kind
from dateline.watch.manners import Guest, Waiting
from dateline.watch.sitemap import new_addresses
from dateline.watch.transport import Answer, FetchError

FOLDER, STATE = "watch", "state.json"
_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
# Pages that one round takes from a list of addresses: with two seconds between requests, three minutes of a host's time.
_MOST_ADDRESSES = 100


class Feed(msgspec.Struct):
    """What a feed's last answer said about itself, for the next conditional request."""

    etag: str = ""
    modified: str = ""


class State(msgspec.Struct):
    feeds: dict[str, Feed] = {}
    seen: dict[str, str] = {}  # address of an item -> the moment of the round that saved it
    waiting: dict[str, Waiting] = {}


class Round(Struct):
    """What a round brought."""

    files: tuple[str, ...]  # to be read into the record
    feeds: int  # fetched and changed
    unchanged: int
    pages: int  # saved whole
    words: int  # items of which only the feed's own words could be saved
    refused: tuple[tuple[str, str], ...]  # addresses that were not fetched, and why


def feed_addresses(path: Path) -> list[str]:
    """The addresses in an OPML file, or in a plain list with one a line; `#` begins a comment."""
    try:
        text = decode(path.read_bytes()).text
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}).", advice="Check --feeds.") from error
    if "<opml" in text[:4096].lower():
        outlines = [
            attributes(token.attrs) for token in tokens(text) if token.kind == "open" and token.name == "outline"
        ]
        found = [html.unescape(one["xmlurl"]).strip() for one in outlines if one.get("xmlurl")]
    else:
        found = [line.strip() for line in text.splitlines() if not line.startswith("#")]
    addresses = list(dict.fromkeys(one for one in found if one))
    if not addresses:
        raise ConfigError(f"{path}: no feed in it.", advice="An OPML file, or one address a line.")
    return addresses


def watch_once(
    record: Path,
    feeds: Iterable[str],
    make_guest: Callable[[dict[str, Waiting]], Guest],
    config: Config,
    *,
    now: datetime,
    pages: bool = True,
) -> Round:
    """Fetch every feed, and the page of every item that is new in it. With `pages` false, feeds alone are fetched."""
    folder = record / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    state = _read_state(folder / STATE)
    moment = now.astimezone(UTC)
    run = _Run(state, make_guest(state.waiting), config, moment, pages)
    for feed in feeds:
        run.feed(feed)
    files = run.save(folder, moment.strftime("%Y%m%dT%H%M%SZ"))
    # Only when the files are safe: a kill in between means that they are fetched again, not that they are lost.
    _replace(folder / STATE, msgspec.json.format(msgspec.json.encode(state), indent=1))
    return Round(
        files=tuple(str(file) for file in files),
        feeds=run.changed,
        unchanged=run.unchanged,
        pages=len(run.pages),
        words=len(run.rows),
        refused=tuple(run.refused),
    )


class _Run:
    def __init__(self, state: State, guest: Guest, config: Config, moment: datetime, with_pages: bool) -> None:
        self.state, self.guest, self.config, self.with_pages = state, guest, config, with_pages
        self.now, self.moment = moment, moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        self.changed = self.unchanged = 0
        self.pages: list[bytes] = []
        self.rows: list[bytes] = []
        self.refused: list[tuple[str, str]] = []

    def feed(self, url: str) -> None:
        known = self.state.feeds.setdefault(url, Feed())
        conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
        try:
            answer = self.guest.get(url, {name: value for name, value in conditions.items() if value})
            body = b"" if answer.status == 304 else answer.content(self.config.max_bytes)
        except FetchError as error:
            self.refused.append((url, error.reason))
            return
        if answer.status == 304:
            self.unchanged += 1
            return
        self.changed += 1
        known.etag, known.modified = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
        text = decode(body).text
        if not self._addresses(url, text):
            known.etag = known.modified = ""  # what is left of it is taken in the next round
        if sitemap_kind(text):
            return
        for item in read_item(Item(path=url, memory=body), self.config):
            if isinstance(item, Report):
                self._item(item)
            elif item.reason != NO_TEXT or not self.with_pages:
                self.refused.append((item.path, item.reason))

    def _addresses(self, url: str, text: str) -> bool:
        """The pages of which the feed gives the address alone. False when there were more than one round takes."""
        kind = sitemap_kind(text)
        if kind == "sitemapindex":
            self.refused.append((url, "a list of sitemaps: name the one that lists news"))
            return True
        if kind and not self.with_pages:
            self.refused.append((url, "a sitemap has no words of its own: watch it with --pages"))
            return True
        links = new_addresses(text, self.now) if kind else bare_links(text) if self.with_pages else ()
        unseen = [link for link in dict.fromkeys(links) if link not in self.state.seen]
        for link in unseen[:_MOST_ADDRESSES]:
            if self._page(link):
                self.state.seen[link] = self.moment
        return len(unseen) <= _MOST_ADDRESSES

    def _item(self, item: Report) -> None:
        link = item.fields.get("url", "")
        key = link or item.sha256
        if key in self.state.seen:
            return
        if not (self.with_pages and link and self._page(link)):
            self.rows.append(_row(item, self.moment))
        self.state.seen[key] = self.moment

    def _page(self, link: str) -> bool:
        """Whether the page could be had."""
        try:
            answer = self.guest.get(link)
            if answer.headers.get("content-type", "text/html").split(";")[0].strip().lower() not in _PAGES:
                raise FetchError("not a page of text")
        except FetchError as error:
            self.refused.append((link, error.reason))
            return False
        self.pages.append(warc_record(answer, self.moment))
        return True

    def save(self, folder: Path, stamp: str) -> list[Path]:
        files = []
        if self.pages:
            files.append(folder / f"{stamp}.warc.gz")
            _replace(files[-1], b"".join(gzip.compress(record, mtime=0) for record in self.pages))
        if self.rows:
            files.append(folder / f"{stamp}.jsonl")
            _replace(files[-1], b"\n".join(self.rows) + b"\n")
        return files


def warc_record(answer: Answer, moment: str) -> bytes:
    """A response as it came (ISO 28500). The id rests on the content, so equal answers give equal records."""
    # Chunks were taken off while reading; all other headers stand as they came.
    kept = {name: value for name, value in answer.headers.items() if name not in ("transfer-encoding", "connection")}
    lines = [f"HTTP/1.1 {answer.status} {answer.reason}", *(f"{name}: {value}" for name, value in kept.items())]
    block = "\r\n".join(lines).encode("utf-8", "replace") + b"\r\n\r\n" + answer.body
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{answer.url} {moment} {hashlib.sha256(block).hexdigest()}")
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{name}>\r\nWARC-Date: {moment}\r\n"
        f"WARC-Target-URI: {answer.url}\r\nContent-Type: application/http;msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode("utf-8", "replace") + block + b"\r\n\r\n"


def _row(item: Report, moment: str) -> bytes:
    """An item's own words, as a row that the reader of JSON lines takes."""
    title = title_source(item)
    return msgspec.json.encode(
        {
            "title": title.text if title else item.fields.get("title"),
            "content": text_source(item).text,
            "url": item.fields.get("url"),
            "outlet": item.fields.get("outlet"),
            "authors": item.fields.get("byline"),
            "published": item.fields.get("published"),
            "crawled": moment,
        }
    )


def _read_state(path: Path) -> State:
    if not path.is_file():
        return State()
    try:
        return msgspec.json.decode(path.read_bytes(), type=State)
    except msgspec.MsgspecError as error:
        raise ConfigError(f"{path}: {error}.", advice="Remove it: every feed is then read once more.") from error


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_name(path.name + ".new")
    draft.write_bytes(content)
    draft.replace(path)
