"""Feeds, tables, mail and archives: each format's own words, with offsets that lead back into it."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile

import pytest

from dateline.clean.article import clean
from dateline.config import Config
from dateline.model import Report, Unread
from dateline.readers import read_item
from dateline.readers.item import Item
from dateline.resources import resources
from dateline.text import raw_span

NOW = "2020-06-30"
LEDE = "Envoys of both countries met in the capital on Monday and agreed to meet again before the end of the month."
SECOND = "The talks on the border, which had been put off twice since the spring, were the first in over three years."
PAGE = f"<html><head><title>Envoys meet</title></head><body><p>{LEDE}</p><p>{SECOND}</p></body></html>"
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Evening Courier</title>
<item><title>Envoys &amp; guards meet</title><link>https://example.org/a</link>
<pubDate>Mon, 04 May 2015 10:20:00 GMT</pubDate>
<description>&lt;p&gt;{LEDE}&lt;/p&gt;&lt;p&gt;Talks &amp;amp; visits. {SECOND}&lt;/p&gt;</description></item>
<item><title>Second</title><link>javascript:alert(1)</link>
<content:encoded><![CDATA[<p>{LEDE}</p>\n<p>{SECOND}</p>]]></content:encoded></item>
<item><title>Empty</title></item></channel></rss>"""


def read(data: bytes | str, name: str, **settings) -> list[Report | Unread]:
    data = data.encode() if isinstance(data, str) else data
    return list(read_item(Item(path=name, memory=data), Config(**settings)))


def cleaned(report: Report):
    return clean(report, resources(Config()), now=NOW)


def test_a_feed_gives_its_items():
    first, second, empty = read(FEED, "feed.xml")
    document = cleaned(first)
    assert (document.title, document.outlet, document.url) == (
        "Envoys & guards meet",
        "The Evening Courier",
        "https://example.org/a",
    )
    assert document.published.start == "2015-05-04"
    assert document.text.endswith(f"{LEDE}\n\nTalks & visits. {SECOND}")
    assert cleaned(second).text == f"Second\n\n{LEDE}\n\n{SECOND}"
    assert "url" not in second.fields
    assert empty.reason == "the item has no text"


def test_a_table_gives_its_rows_with_quotes_and_line_ends():
    quoted = f'{LEDE} The host called it ""a beginning"".\n{SECOND}'
    first, second = read(
        f'title,source,text\nEnvoys meet,Courier,"{quoted}"\nSecond,Courier,{SECOND.replace(",", "")}\n', "t.csv"
    )
    document = cleaned(first)
    at = document.text.index("beginning")
    span = raw_span(document, document.blocks[1])
    assert document.text[at - 3 : at + 10] == '"a beginning"'[0:13]
    assert first.raw[span.start : span.end].startswith("Envoys of both")
    assert second.fields["title"] == "Second"


def test_a_table_without_text_is_told():
    (unread,) = read("a,b\n1,2\n", "t.csv")
    assert unread.reason == "the table has no column of text"


def test_mail_and_saved_pages():
    headers = "From: Ann Lee <ann@example.org>\nSubject: Envoys meet\nDate: Mon, 04 May 2015 10:20:00 +0000\n"
    mail = f"{headers}MIME-Version: 1.0\n\n{LEDE}\n\n{SECOND}\n"
    (report,) = read(mail, "m.eml")
    document = cleaned(report)
    assert (document.title, document.byline, document.published.start) == ("Envoys meet", "Ann Lee", "2015-05-04")
    saved = (
        "From: <Saved by a browser>\nSnapshot-Content-Location: https://example.org/a\nSubject: x\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\nContent-Type: text/html\n'
        f"Content-Transfer-Encoding: quoted-printable\n\n{PAGE.replace('=', '=3D')}\n--b--\n"
    )
    (report,) = read(saved, "page.mhtml")
    assert report.media_type == "text/html"
    assert cleaned(report).url == "https://example.org/a"


def warc(body: bytes, headers: str = "Content-Type: text/html; charset=utf-8\r\n") -> bytes:
    answer = f"HTTP/1.1 200 OK\r\n{headers}\r\n".encode() + body
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\n"
    head += "WARC-Date: 2019-01-02T03:04:05Z\r\n"
    return f"{head}Content-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n"


def test_a_mailbox_gives_its_mails():
    mail = "From ann@example.org Mon May  4 10:20:00 2015\nFrom: Desk <desk@example.org>\nSubject: {}\n\n{}\n\n"
    box = mail.format("Envoys meet", f"{LEDE}\n>From the border nothing was heard.") + mail.format("Empty", "")
    first, empty, last = read(box + mail.format("Second", SECOND), "press.mbox")
    assert (first.path, first.fields["title"]) == ("press.mbox#1", "Envoys meet")
    assert first.raw.rstrip().endswith("\nFrom the border nothing was heard.")
    assert (empty.path, empty.reason) == ("press.mbox#2", "no text in the message")
    assert last.fields["title"] == "Second"
    assert "too large" in read(mail.format("Long", LEDE * 9), "press.mbox", max_bytes=500)[0].reason


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (PAGE.encode(), "Content-Type: text/html\r\n"),
        (gzip.compress(PAGE.encode()), "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"),
        (
            b"%x\r\n" % len(PAGE) + PAGE.encode() + b"\r\n0\r\n\r\n",
            "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n",
        ),
    ],
)
def test_web_archives_give_their_pages(body, headers):
    image = warc(b"\x89PNG", "Content-Type: image/png\r\n")
    for data in (image + warc(body, headers), gzip.compress(image) + gzip.compress(warc(body, headers))):
        (report,) = read(data, "a.warc.gz")
        document = cleaned(report)
        assert document.text.endswith(f"{LEDE}\n\n{SECOND}")
        assert document.published is None
        assert document.url == "https://example.org/a"


def record(kind: str, address: str, body: bytes, media_type: str = "text/plain") -> bytes:
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Type: {media_type}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode()
        + body
        + b"\r\n\r\n"
    )


def test_texts_made_from_pages_are_read_where_the_pages_are_not_kept():
    text = record(
        "conversion", "https://example.org/a", f"Envoys meet after three years of silence\n{LEDE}\n{SECOND}".encode()
    )
    (report,) = read(record("warcinfo", "", b"software: x", "application/warc-fields") + text, "a.warc.wet")
    document = cleaned(report)
    assert (document.title, document.url) == ("Envoys meet after three years of silence", "https://example.org/a")
    assert [one.media_type for one in read(warc(PAGE.encode()) + text, "a.warc")] == ["text/html"]


@pytest.mark.parametrize("address", ["<metadata://gnu.org/software/wget/warc/wget.log>", "urn:text:https://a.example/"])
def test_what_a_crawler_keeps_of_its_own_work_is_no_report(address):
    log = record("resource", address, LEDE.encode())
    assert len(read(log + warc(PAGE.encode()), "a.warc")) == 1


def test_an_archive_without_pages_is_told():
    (unread,) = read(warc(b"\x89PNG", "Content-Type: image/png\r\n"), "a.warc")
    assert (unread.path, unread.reason) == ("a.warc", "no report in it")


def test_of_a_wacz_file_the_pages_are_read_and_its_lists_of_them_are_not(tmp_path):
    pages = {"format": "json-pages-1.0", "id": "pages"}, {"url": "https://example.org/a", "title": "T", "text": LEDE}
    (tmp_path / "crawl.wacz").write_bytes(
        zipped(
            **{
                "datapackage.json": b'{"profile": "data-package"}',
                "archive__data.warc.gz": gzip.compress(warc(PAGE.encode())),
                "archive__more.warc": warc(PAGE.replace("Monday", "Friday").encode()),
                "indexes__index.cdx.gz": gzip.compress(b'org,example)/a 20150504 {"mime": "text/html"}'),
                "pages__pages.jsonl": "\n".join(map(json.dumps, pages)).encode(),
                "logs__crawl.log": b'{"message": "done"}',
            }
        )
    )
    item = Item(path="crawl.wacz", file=tmp_path / "crawl.wacz")
    # Pages are streamed: the archive inside may be larger than anything that is read into memory.
    found = list(read_item(item, Config(max_bytes=len(PAGE) + 200)))
    assert [one.path for one in found] == ["crawl.wacz#archive/data.warc.gz#1", "crawl.wacz#archive/more.warc#1"]
    assert {one.reader for one in found} == {"warc"}


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_packed_files_are_unpacked_on_the_way(pack, tmp_path):
    packed = pack(PAGE.encode())
    (report,) = read(packed, "page.html.packed")
    assert (report.reader, report.raw) == ("html", PAGE)
    assert {one.reason.split(" (")[0].split(" ")[0] for one in read(packed[:-12], "cut.html")} == {"broken"}
    (bomb,) = read(pack(b"word " * 4_000_000), "bomb.txt", max_bytes=100_000_000)
    assert bomb.reason == "unpacks to more than 200 times its size"


@pytest.mark.parametrize("packing", ["gz", "bz2", "xz"])
def test_tar_files_are_read_in_every_packing(packing, tmp_path):
    with tarfile.open(tmp_path / "a.tar", f"w:{packing}") as archive:
        member = tarfile.TarInfo("page.html")
        member.size = len(PAGE)
        archive.addfile(member, io.BytesIO(PAGE.encode()))
    (report,) = read_item(Item(path="a.tar", file=tmp_path / "a.tar"), Config())
    assert report.path == "a.tar#page.html"


@pytest.mark.parametrize(("head", "name"), [(b"7z\xbc\xaf", "7-zip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"Rar!", "rar")])
def test_what_cannot_be_unpacked_is_called_by_its_name(head, name):
    (unread,) = read(head + b"\0" * 90, "reports.jsonl")
    assert unread.reason == f"a {name} file, which we cannot unpack"
    assert "Unpack it" in unread.advice


def test_a_sitemap_is_called_by_its_name():
    listed = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>x</loc></url></urlset>'
    (unread,) = read(listed, "news.xml")
    assert unread.reason == "a sitemap, not a report"
    assert "watch" in unread.advice


@pytest.mark.parametrize(("data", "name"), [("[]", "rows.json"), ("title,text\n", "rows.csv")])
def test_a_file_with_no_rows_is_told(data, name):
    (unread,) = read(data, name)
    assert unread.reason == "no report in it"


def test_a_broken_web_archive_gives_what_came_before():
    first, broken = read(warc(PAGE.encode()) + b"no record\r\n", "a.warc")
    assert isinstance(first, Report)
    assert "broken web archive" in broken.reason


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return made.getvalue()


def test_archives_are_read_without_being_unpacked(tmp_path):
    row = json.dumps({"text": LEDE}).encode()
    (tmp_path / "a.zip").write_bytes(
        zipped(
            **{
                "..__escape.txt": SECOND.encode(),
                "rows.jsonl": row,
                "bomb.txt": b"\0" * 9_000_000,
                "in.zip": zipped(a=b"x"),
            }
        )
    )
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "a.zip", "inner.zip")
        member = tarfile.TarInfo("folder/page.html")
        member.size = len(PAGE)
        archive.addfile(member, io.BytesIO(PAGE.encode()))
    found = {}
    for name in ("a.zip", "b.tar.gz"):
        for one in read_item(Item(path=name, file=tmp_path / name), Config()):
            found[one.path] = one.reason if isinstance(one, Unread) else one.reader
    assert found == {
        "a.zip#../escape.txt": "text",
        "a.zip#bomb.txt": "unpacks to more than 200 times its size",
        "a.zip#in.zip": "an archive inside an archive",
        "a.zip#rows.jsonl#1": "jsonl",
        "b.tar.gz#inner.zip": "an archive inside an archive",
        "b.tar.gz#folder/page.html": "html",
    }
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.zip", "b.tar.gz"]
