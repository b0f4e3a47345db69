"""Watching: only public addresses unless named, only what changed, as the hosts would like it, and nothing is lost."""

from __future__ import annotations

import socket
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dateline.config import Config
from dateline.errors import ConfigError
from dateline.model import Report
from dateline.readers import read_paths
from dateline.watch import transport as module
from dateline.watch.manners import Guest
from dateline.watch.rounds import feed_addresses, watch_once
from dateline.watch.transport import FetchError, Transport, checked_url, is_public

HERE = frozenset({"127.0.0.1"})
NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
STORY = "Envoys of Norland and Sudria met in Halden on Monday and agreed to reopen the bridge over the river. " * 3
PAGE = f"<html><body><article><h1>Bridge opens</h1><p>{STORY}</p></article></body></html>"


class Host(BaseHTTPRequestHandler):
    answers: dict[str, tuple[int, dict[str, str], bytes]] = {}  # noqa: RUF012 - each test fills it
    asked: list[tuple[str, dict[str, str]]] = []  # noqa: RUF012

    def do_GET(self):
        self.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.answers.get(self.path, (404, {}, b""))
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for start in range(0, len(body), 1000):
                self.wfile.write(body[start : start + 1000])
                if self.path == "/slow":
                    time.sleep(0.2)
        except OSError:
            pass  # the guest has left

    def log_message(self, *arguments):
        pass


@pytest.fixture
def host():
    Host.answers, Host.asked = {}, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def guest(waiting=None, *, sleeps=None, **settings) -> Guest:
    asleep = sleeps.append if sleeps is not None else lambda seconds: None
    transport = Transport(agent="test", allowed=HERE, **settings)
    return Guest(transport, {} if waiting is None else waiting, sleep=asleep)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
     "2002:7f00:1::", "::127.0.0.1", "ff02::1", "192.0.2.1", "2001:db8::1", "fe80::1%eth0"],
)  # fmt: skip
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


def test_public_addresses():
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1::1")


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "javascript:alert(1)", "data:text/html,x", "//a",
     "http://", "http:///a", "http://user:word@example.org/", "http://example.org:22/", "http://example.org:25/",
     "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://0x7f.0.0.1/",
     "http://127.0.0.1./", "http://example.org\\@127.0.0.1/", "http://example.org/a\r\nHost: b", "http://[::1/"],
)  # fmt: skip
def test_addresses_that_are_not_asked_for(url):
    with pytest.raises(FetchError):
        checked_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://localhost/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data",
    ],
)
def test_this_machine_is_refused_unless_named(url):
    with pytest.raises(FetchError, match="not a public address"):
        Transport(agent="test").get(url)


def test_the_checked_address_is_the_connected_one(monkeypatch, host):
    """A name that is public when asked first, and this machine when asked again, is never asked again."""
    answers = iter([[(2, 1, 6, "", ("203.0.113.9", 80))]])
    connected = []
    monkeypatch.setattr(module.socket, "getaddrinfo", lambda *a, **k: next(answers))
    monkeypatch.setattr(module, "is_public", lambda address: True)

    def connect(address, timeout):
        connected.append(address[0])
        raise OSError("stop here")

    monkeypatch.setattr(module.socket, "create_connection", connect)
    with pytest.raises(FetchError, match="stop here"):
        Transport(agent="test").get("http://rebind.example/")
    assert connected == ["203.0.113.9"]


@pytest.mark.parametrize("target", ["http://localhost/", "file:///etc/passwd", "http://[::1]/x", "http://10.0.0.1/"])
def test_redirects_are_checked_again(host, target):
    Host.answers["/a"] = (302, {"Location": target}, b"")
    with pytest.raises(FetchError, match=r"public|only http"):
        Transport(agent="test", allowed=HERE).get(f"{host}/a")


def test_redirects_end(host):
    Host.answers["/a"] = (302, {"Location": "/a"}, b"")
    with pytest.raises(FetchError, match="redirects"):
        Transport(agent="test", allowed=HERE).get(f"{host}/a")


def test_what_is_too_large_or_too_slow_is_given_up(host):
    Host.answers |= {"/big": (200, {}, b"x" * 50_000), "/slow": (200, {}, b"x" * 50_000)}
    with pytest.raises(FetchError, match="larger than 10,000"):
        Transport(agent="test", allowed=HERE, max_bytes=10_000).get(f"{host}/big")
    began = time.monotonic()
    with pytest.raises(FetchError, match=r"took longer than 0\.5 s"):
        Transport(agent="test", allowed=HERE, seconds=0.5).get(f"{host}/slow")
    assert time.monotonic() - began < 3


def test_robots_are_obeyed_and_asked_once(host):
    Host.answers |= {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\n"),
        "/a": (200, {}, b"a"),
        "/b": (200, {}, b"b"),
    }
    sleeps: list[float] = []
    polite = guest(sleeps=sleeps)
    with pytest.raises(FetchError, match=r"robots\.txt"):
        polite.get(f"{host}/private/a")
    assert polite.get(f"{host}/a").body == b"a"
    assert polite.get(f"{host}/b").body == b"b"
    assert [path for path, _ in Host.asked] == ["/robots.txt", "/a", "/b"]
    assert all(6 < seconds <= 7 for seconds in sleeps)


@pytest.fixture
def neighbour():
    """A second host, with answers of its own."""

    class Neighbour(Host):
        answers: dict[str, tuple[int, dict[str, str], bytes]] = {}  # noqa: RUF012
        asked: list[tuple[str, dict[str, str]]] = []  # noqa: RUF012

    server = ThreadingHTTPServer(("127.0.0.1", 0), Neighbour)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", Neighbour
    server.shutdown()
    server.server_close()


def test_the_host_that_a_redirect_leads_to_is_asked_for_its_own_robots(host, neighbour):
    address, other = neighbour
    Host.answers |= {
        "/in": (302, {"Location": f"{address}/open"}, b""),
        "/out": (301, {"Location": f"{address}/private/a"}, b""),
    }
    other.answers |= {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private\n"),
        "/open": (200, {}, b"welcome"),
        "/private/a": (200, {}, b"nothing for guests"),
    }
    polite = guest()
    answer = polite.get(f"{host}/in")
    assert (answer.url, answer.body) == (f"{address}/open", b"welcome")
    with pytest.raises(FetchError, match=r"robots\.txt"):
        polite.get(f"{host}/out")
    assert [path for path, _ in other.asked] == ["/robots.txt", "/open"]


def test_a_redirect_within_a_host_is_asked_about_too(host):
    Host.answers |= {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private\n"),
        "/a": (302, {"Location": "/b"}, b""),
        "/b": (200, {}, b"b"),
        "/c": (307, {"Location": "/private/a"}, b""),
    }
    sleeps: list[float] = []
    polite = guest(sleeps=sleeps)
    assert polite.get(f"{host}/a").body == b"b"
    assert len(sleeps) == 1  # between robots.txt and the page; a redirect is followed at once
    with pytest.raises(FetchError, match=r"robots\.txt"):
        polite.get(f"{host}/c")
    assert "/private/a" not in [path for path, _ in Host.asked]


def test_redirects_that_lead_round_or_inside_are_refused_by_a_guest(host, neighbour):
    address, other = neighbour
    Host.answers |= {
        "/a": (302, {"Location": f"{address}/a"}, b""),
        "/inside": (302, {"Location": "http://localhost/admin"}, b""),
        "/file": (302, {"Location": "file:///etc/passwd"}, b""),
    }
    other.answers["/a"] = (302, {"Location": f"{host}/a"}, b"")
    with pytest.raises(FetchError, match="more than 5 redirects"):
        guest().get(f"{host}/a")
    for path, words in (("/inside", "public"), ("/file", "only http")):
        with pytest.raises(FetchError, match=words):
            guest().get(f"{host}{path}")


def test_a_failing_host_behind_a_redirect_is_the_one_left_alone(host, neighbour):
    address, other = neighbour
    Host.answers |= {"/a": (302, {"Location": f"{address}/a"}, b""), "/b": (200, {}, b"b")}
    other.answers["/a"] = (503, {}, b"")
    waiting: dict = {}
    polite = guest(waiting)
    with pytest.raises(FetchError, match="503"):
        polite.get(f"{host}/a")
    assert list(waiting) == [address.removeprefix("http://")]
    assert polite.get(f"{host}/b").body == b"b"


def test_a_host_that_fails_is_left_alone_for_longer_and_longer(host):
    Host.answers["/a"] = (503, {"Retry-After": "900"}, b"")
    waiting: dict = {}
    moment = [1000.0]
    transport = Transport(agent="test", allowed=HERE)
    for failures, wait in ((1, 900), (2, 900), (3, 1200), (4, 2400)):
        polite = Guest(transport, waiting, clock=lambda: moment[0], sleep=lambda s: None)
        with pytest.raises(FetchError, match="503"):
            polite.get(f"{host}/a")
        with pytest.raises(FetchError, match=f"failed {failures} times"):
            polite.get(f"{host}/a")
        (one,) = waiting.values()
        assert one.until == moment[0] + wait
        moment[0] += wait + 1


def rss(*links: str) -> bytes:
    items = "".join(
        f"<item><title>Bridge {n}</title><link>{link}</link><description>{STORY} {n}</description></item>"
        for n, link in enumerate(links)
    )
    return f"<rss><channel><title>The Halden Courier</title>{items}</channel></rss>".encode()


def test_a_round_saves_what_is_new_and_the_next_one_nothing(host, tmp_path):
    Host.answers |= {
        "/feed": (
            200,
            {"ETag": '"1"', "Content-Type": "application/rss+xml"},
            rss(f"{host}/a", f"{host}/gone", "javascript:x"),
        ),
        "/a": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode()),
    }
    first = watch_once(tmp_path, [f"{host}/feed"], guest, Config(), now=NOW)
    assert (first.feeds, first.pages, first.words) == (1, 1, 2)
    assert [reason for _, reason in first.refused] == ["the host answered 404 Not Found"]
    reports = [r for r in read_paths(first.files, Config()) if isinstance(r, Report)]
    assert {r.reader for r in reports} == {"warc", "jsonl"}
    page = next(r for r in reports if r.reader == "warc")
    assert page.fields == {"url": f"{host}/a", "crawled": "2026-03-04T12:00:00Z"}
    assert page.raw == PAGE
    again = watch_once(tmp_path, [f"{host}/feed"], guest, Config(), now=NOW)
    assert (again.files, again.unchanged, again.feeds) == ((), 1, 0)
    assert Host.asked[-1][1]["If-None-Match"] == '"1"'
    Host.answers["/feed"] = (200, {"ETag": '"2"'}, rss(f"{host}/a", f"{host}/gone"))
    third = watch_once(tmp_path, [f"{host}/feed"], guest, Config(), now=NOW)
    assert (third.feeds, third.pages, third.words) == (1, 0, 0)


def test_feeds_alone(host, tmp_path):
    Host.answers["/feed"] = (200, {}, rss(f"{host}/a"))
    made = watch_once(tmp_path, [f"{host}/feed"], guest, Config(), now=NOW, pages=False)
    assert (made.pages, made.words) == (0, 1)
    assert "/a" not in [path for path, _ in Host.asked]


def test_items_that_are_only_a_title_give_their_pages(host, tmp_path):
    feed = f"<rss><channel><item><title>T</title><link>{host}/a</link></item></channel></rss>".encode()
    Host.answers |= {"/feed": (200, {}, feed), "/a": (200, {"Content-Type": "text/html"}, PAGE.encode())}
    made = watch_once(tmp_path, [f"{host}/feed"], guest, Config(), now=NOW)
    assert (made.pages, made.words, made.refused) == (1, 0, ())
    assert watch_once(tmp_path, [f"{host}/feed"], guest, Config(), now=NOW).pages == 0
    alone = watch_once(tmp_path / "alone", [f"{host}/feed"], guest, Config(), now=NOW, pages=False)
    assert [reason for _, reason in alone.refused] == ["the item has no text"]


def sitemap(*entries: tuple[str, str]) -> bytes:
    rows = "".join(
        f"<url><loc>{address}</loc><news:news><news:title>T</news:title>"
        f"<news:publication_date>{day}</news:publication_date></news:news></url>"
        for address, day in entries
    )
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()


def test_a_news_sitemap_gives_the_pages_of_two_days(host, tmp_path):
    page = (200, {"Content-Type": "text/html"}, PAGE.encode())
    Host.answers |= {
        "/news.xml": (
            200,
            {"ETag": '"1"'},
            sitemap(
                (f"{host}/new?a=1&amp;b=2", "2026-03-04T09:00:00+02:00"), (f"{host}/old", "2026-03-01"), ("x:y", "")
            ),
        ),
        "/new?a=1&b=2": page,
        "/old": page,
    }
    made = watch_once(tmp_path, [f"{host}/news.xml"], guest, Config(), now=NOW)
    assert (made.feeds, made.pages, made.refused) == (1, 1, ())
    assert "/old" not in [path for path, _ in Host.asked]
    assert watch_once(tmp_path, [f"{host}/news.xml"], guest, Config(), now=NOW).unchanged == 1


def test_what_a_round_does_not_take_of_a_long_sitemap_the_next_one_takes(host, tmp_path, monkeypatch):
    monkeypatch.setattr("dateline.watch.rounds._MOST_ADDRESSES", 2)
    addresses = [f"{host}/{n}" for n in range(3)]
    Host.answers |= {f"/{n}": (200, {"Content-Type": "text/html"}, PAGE.encode()) for n in range(3)}
    Host.answers["/news.xml"] = (200, {"ETag": '"1"'}, sitemap(*((one, "2026-03-04") for one in addresses)))
    pages = [watch_once(tmp_path, [f"{host}/news.xml"], guest, Config(), now=NOW).pages for _ in range(3)]
    assert pages == [2, 1, 0]


def test_a_list_of_sitemaps_and_a_sitemap_without_pages_are_told(host, tmp_path):
    index = b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap/></sitemapindex>'
    Host.answers |= {"/index.xml": (200, {}, index), "/news.xml": (200, {}, sitemap((f"{host}/a", "2026-03-04")))}
    told = watch_once(tmp_path, [f"{host}/index.xml"], guest, Config(), now=NOW).refused
    assert [reason for _, reason in told] == ["a list of sitemaps: name the one that lists news"]
    told = watch_once(tmp_path, [f"{host}/news.xml"], guest, Config(), now=NOW, pages=False).refused
    assert ["--pages" in reason for _, reason in told] == [True]


def test_lists_of_feeds(tmp_path):
    opml = '<?xml version="1.0"?><opml version="2.0"><body><outline text="N"><outline type="rss" xmlUrl="https://example.org/a?b=1&amp;c=2"/></outline></body></opml>'
    (tmp_path / "f.opml").write_text(opml)
    assert feed_addresses(tmp_path / "f.opml") == ["https://example.org/a?b=1&c=2"]
    (tmp_path / "f.txt").write_text("# ours\nhttps://example.org/a\n\nhttps://example.org/a\nhttps://example.org/b#x\n")
    assert feed_addresses(tmp_path / "f.txt") == ["https://example.org/a", "https://example.org/b#x"]
    (tmp_path / "empty.txt").write_text("# none\n")
    with pytest.raises(ConfigError, match="no feed"):
        feed_addresses(tmp_path / "empty.txt")


def test_building_touches_no_network(tmp_path, monkeypatch):
    from dateline.build import build
    from tests.unit.test_build import NOW as DAY
    from tests.unit.test_build import WIRE

    def refuse(*arguments, **options):
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    (tmp_path / "a.txt").write_text(WIRE)
    record, _ = build([tmp_path / "a.txt"], tmp_path / "r", now=DAY)
    assert len(record.reports) == 1


def test_without_feeds_nothing_is_fetched_and_it_says_so(tmp_path):
    from tests.unit.test_cli import dateline

    done = dateline("watch", tmp_path / "r")
    assert done.returncode == 2
    assert "--feeds" in done.stderr
    assert not (tmp_path / "r").exists()
    (tmp_path / "f.txt").write_text("http://127.0.0.1:1/feed\n")
    assert "least" in dateline("watch", tmp_path / "r", "--feeds", tmp_path / "f.txt", "--every", "1m").stderr


def test_the_command_fetches_and_builds_and_the_digest_tells(host, tmp_path):
    from tests.unit.test_build import OTHER, WIRE
    from tests.unit.test_cli import dateline

    def page(text: str) -> bytes:
        paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n\n"))
        return f"<html><head><title>T</title></head><body><article>{paragraphs}</article></body></html>".encode()

    Host.answers |= {
        "/feed": (200, {}, rss(f"{host}/a", f"{host}/b")),
        "/a": (200, {"Content-Type": "text/html"}, page(WIRE)),
        "/b": (200, {"Content-Type": "text/html"}, page(OTHER)),
    }
    (tmp_path / "f.txt").write_text(f"{host}/feed\n")
    refused = dateline("watch", tmp_path / "r", "--feeds", tmp_path / "f.txt", "--once")
    assert refused.returncode == 1
    assert "not a public address" in refused.stdout
    done = dateline("watch", tmp_path / "r", "--feeds", tmp_path / "f.txt", "--once", "--allow-host", "127.0.0.1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 pages" in done.stdout
    assert "2 new reports" in done.stdout
    told = dateline("digest", tmp_path / "r", "--since", "2021-03-04")
    assert told.returncode == 0, told.stderr
    assert "1 reports since 2021-03-04" in told.stdout
    out = tmp_path / "d.html"
    assert dateline("digest", tmp_path / "r", "--since", "2021-03-01", "--format", "html", "-o", out).returncode == 0
    assert "reopen" in out.read_text().lower() or "border" in out.read_text().lower()
