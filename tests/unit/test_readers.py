"""Readers: which one reads what, what a report is called, and what is named as unread."""

import gzip
import json
import os

import pytest

from dateline.clean.source import text_source
from dateline.config import Config
from dateline.errors import UnknownName
from dateline.model import Report, Unread
from dateline.readers import read_paths, readers
from dateline.readers.decode import decode
from dateline.readers.jsonl import row_fields

TEXT = "Envoys meet in the capital\n\nEnvoys of both countries met on Monday and agreed to meet again.\n"
ROW = {
    "title": "Envoys meet",
    "maintext": "Envoys met on Monday.",
    "source_domain": "example.org",
    "date_publish": None,
}


def read(path, **settings):
    return list(read_paths([path], Config(**settings)))


def test_a_folder_is_read_in_order_and_hidden_files_are_left_out(tmp_path):
    for name in ("b.txt", "a.txt", ".hidden.txt", "sub/c.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(TEXT + name)
    assert [r.path.rpartition(f"{tmp_path.name}/")[2] for r in read(tmp_path)] == ["a.txt", "b.txt", "sub/c.txt"]


def test_the_same_bytes_are_the_same_report_under_any_name(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.text").write_text(TEXT)
    one, other = read(tmp_path)
    assert one.id == other.id
    assert one.id.startswith("R-")
    assert len(one.id) == 12


@pytest.mark.parametrize(
    ("name", "content", "reader"),
    [
        ("page.txt", "<!DOCTYPE html><html><body><p>Envoys met.</p></body></html>", "html"),
        ("fragment.dat", "<p>One.</p><p>Two.</p><p>Three.</p>", "html"),
        ("rows.txt", json.dumps(ROW) + "\n" + json.dumps(ROW), "jsonl"),
        ("text.html", "Envoys met on Monday.", "text"),
        ("quotes.txt", "He wrote <b> once, and [no more] of {it}.", "text"),
    ],
)
def test_content_decides_before_the_suffix(tmp_path, name, content, reader):
    (tmp_path / name).write_text(content)
    assert read(tmp_path)[0].reader == reader


def test_rows_are_named_with_their_number_and_bad_ones_are_told(tmp_path):
    lines = [json.dumps(ROW), "", "{broken", json.dumps({"title": "No text"}), json.dumps(ROW | {"title": "Second"})]
    (tmp_path / "rows.jsonl").write_text("\n".join(lines))
    first, broken, empty, last = read(tmp_path / "rows.jsonl")
    assert isinstance(first, Report)
    assert first.path.endswith("rows.jsonl#1")
    assert first.raw == lines[0]
    assert isinstance(broken, Unread)
    assert "line 2 is not JSON" in broken.reason
    assert empty.reason == "the row has no text"
    assert last.fields["title"] == "Second"


@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"status": "ok", "articles": rows}])
def test_arrays_are_rows(tmp_path, wrap):
    (tmp_path / "all.json").write_text(json.dumps(wrap([ROW, ROW | {"title": "Second"}]), indent=1))
    assert [r.fields["title"] for r in read(tmp_path)] == ["Envoys meet", "Second"]


@pytest.mark.parametrize(
    "answer",
    [
        {"articles": {"results": [{"title": "Envoys meet", "body": TEXT}], "totalResults": 1}},
        {"response": {"status": "ok", "results": [{"webTitle": "Envoys meet", "fields": {"bodyText": TEXT}}]}},
        {"hits": {"hits": [{"_source": {"headline": "Envoys meet", "content": TEXT}}]}},
        {"items": [{"title": "Envoys meet", "body_text": TEXT}], "authors": [{"name": "Ann Lee"}]},
        [{"title": "Envoys meet", "plaintext": TEXT}],
    ],
)
def test_answers_of_interfaces_are_understood(tmp_path, answer):
    (tmp_path / "answer.json").write_text(json.dumps(answer, indent=1))
    (report,) = read(tmp_path)
    assert report.fields["title"] == "Envoys meet"
    assert text_source(report).text == TEXT


def test_a_list_of_strings_is_its_paragraphs(tmp_path):
    first, second = TEXT.strip().split("\n\n")
    (tmp_path / "row.json").write_text(json.dumps({"title": "T", "body": [first, second]}))
    (report,) = read(tmp_path)
    assert text_source(report).text == f"{first}\n\n{second}"


def test_words_with_marks_between_them_are_one_text_with_its_places(tmp_path):
    parts = ["Envoys met in ", {"type": "bold", "text": "the \u201ccapital\u201d"}, {"type": "photo"}, " on Monday."]
    channel = {"name": "Channel", "messages": [{"from": "Channel", "date": "2015-05-04T10:20:00", "text": parts}]}
    (tmp_path / "result.json").write_text(json.dumps(channel))
    (report,) = read(tmp_path)
    source = text_source(report)
    assert source.text == "Envoys met in the “capital” on Monday."
    assert report.fields["outlet"] == "Channel"
    (_, start, end), *_ = source.raw_pieces("on Monday", *(source.text.index("on"), source.text.index(".")))
    assert report.raw[start:end] == "on Monday"


def test_common_field_names_are_understood():
    row = {
        "headline": "T",
        "body": "Text.",
        "source": {"name": "Courier"},
        "authors": ["A. Lee", "B. Chan"],
        "publishedAt": "2015-05-04",
    }
    fields = row_fields(row)
    assert fields["text_field"] == "body"
    assert fields["outlet"] == "Courier"
    assert fields["byline"] == "A. Lee; B. Chan"
    assert fields["published"] == "2015-05-04"


def test_gzip_is_taken_off(tmp_path):
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(b"<html><body><p>Envoys met.</p></body></html>"))
    assert read(tmp_path)[0].reader == "html"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("spaces.txt", b" \n\n ", "the file is empty"),
        ("photo.html", b"\x89PNG\r\n\x1a\n....", "an image (PNG), not a report"),
        ("paper.txt", b"%PDF-1.7 ...", "a PDF file, not a report"),
        ("noise.txt", bytes(range(256)) * 20, "binary content, not text"),
        ("cut.txt.gz", gzip.compress(TEXT.encode() * 50)[:40], "broken gzip"),
        ("bomb.txt.gz", gzip.compress(b"\0" * 30_000_000), ""),
        ("large.txt", b"word " * 3_000, "too large (15,000 bytes; the limit is 10,000)"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_reason(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    (unread,) = read(tmp_path, max_bytes=10_000)
    assert isinstance(unread, Unread)
    assert unread.path.endswith(name)
    assert reason in unread.reason
    assert unread.advice


def test_nothing_is_read_outside_the_folder_and_no_pipe_is_opened(tmp_path):
    outside, folder = tmp_path / "secret.txt", tmp_path / "in"
    outside.write_text(TEXT)
    folder.mkdir()
    (folder / "link.txt").symlink_to(outside)
    (folder / "gone.txt").symlink_to(tmp_path / "nothing")
    os.mkfifo(folder / "pipe.txt")
    found = {u.path.rpartition("/")[2]: u.reason for u in read(folder)}
    assert found["link.txt"] == "a link that leads out of the folder"
    assert found["gone.txt"] == "a link that leads nowhere"
    assert found["pipe.txt"] == "not a regular file"


def test_a_missing_path_is_unread_and_a_wrong_reader_is_an_error(tmp_path):
    assert read(tmp_path / "no.txt")[0].reason == "no such file or folder"
    with pytest.raises(UnknownName, match="Did you mean 'html'"):
        list(read_paths([tmp_path], Config(), only="htm"))


def test_every_registered_reader_can_be_imported():
    assert all(callable(readers[name]) for name in readers.names())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings_are_told_by_their_bytes(encoding):
    text = "Ministers “agreed” on a café table – again and again. " * 3
    assert decode(text.encode(encoding)).text == text


def test_a_wrong_declaration_is_not_believed():
    page = '<meta charset="utf-8"><p>' + "Министры договорились о новой встрече в столице страны. " * 5
    decoded = decode(page.encode("cp1251"))
    assert "Министры договорились" in decoded.text
    latin = '<meta charset="iso-8859-1"><p>“Déjà vu”</p>'
    assert decode(latin.encode("utf-8")).text == latin


def test_lost_characters_are_counted():
    decoded = decode(b"\xef\xbb\xbf" + b"abc\xff" * 100)
    assert decoded.note == "25.0% of characters could not be decoded as utf-8"
