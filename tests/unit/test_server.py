"""The server: what each address gives, in three forms; what it refuses; and that hostile reports stay text."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from pathlib import Path

import msgspec
import pytest

from dateline.build import RECORD, make_manifest
from dateline.config import Config
from dateline.errors import StoreError
from dateline.model import Record
from dateline.review.log import DECISIONS, read_log
from dateline.store.database import write_record
from tests.browser.pages import ATTACK, hostile_record
from tests.factories import BALAKOT, GHAFOOR, INDIA, PAKISTAN, RUSSIA, day, document, event, mention, record
from tests.unit.test_build import NOW, OTHER, WIRE

pytest.importorskip("starlette", reason="no server tests: starlette is not installed (pip install 'dateline[server]')")
from starlette.testclient import TestClient

from dateline.web.app import create_app
from dateline.web.guard import HEADERS, LARGEST_BODY

TOKEN = "a-token"


def small() -> Record:
    strike = "Jets bombed a hill near Balakot on Tuesday"
    docs = [
        document(f"{strike}.\nEnvoys met in Geneva.", path="a", outlet="The Plain Post", published="2019-02-26"),
        document(f"{strike}.\nPakistan may hit back.", path="b", outlet="Ravi Courier", published="2019-02-27"),
    ]
    slots = {"trigger": "bombed", "actors": [("Jets", INDIA)], "targets": [("hill", PAKISTAN)]}
    slots |= {"where": ("Balakot", BALAKOT), "when": day("2019-02-26"), "when_words": "Tuesday"}
    told = [mention(doc, strike, **slots) for doc in docs]
    envoys = {"trigger": "met", "concept": "consult.meet", "actors": [("Envoys", RUSSIA)]}
    met = mention(docs[0], "Envoys met in Geneva", number=2, **envoys)
    threat = {"trigger": "hit", "actors": [("Pakistan", PAKISTAN)], "status": "threatened", "speaker": GHAFOOR}
    back = mention(docs[1], "Pakistan may hit back", number=2, **threat)
    both = msgspec.structs.replace(event(told, id="E-JETS"), formerly=("E-OLD1",))
    events = [both, event([met], id="E-MEET"), event([back], id="E-BACK")]
    return record(docs, [told[0], met, told[1], back], events, title="A small crisis")


def store(made: Record, folder: Path) -> Path:
    manifest = make_manifest(made, Config())
    write_record(made, folder / RECORD, {"manifest": json.dumps(manifest)})
    return folder


def client(folder: Path, **options) -> TestClient:
    made = create_app(folder, token=TOKEN, **({"who": "ada", "rebuilds": False} | options))
    return TestClient(made, base_url="http://127.0.0.1:8765")


@pytest.fixture
def folder(tmp_path) -> Path:
    return store(small(), tmp_path)


@pytest.fixture
def web(folder) -> TestClient:
    return client(folder)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> TestClient:
    return client(store(hostile_record(), tmp_path_factory.mktemp("hostile")))


def decide(web: TestClient, folder: Path, **fields):
    """Post a decision, with what the desk's form for that event carries."""
    form = {"token": TOKEN, "event": "E-JETS", "kind": "accept"} | fields
    page = web.get("/review", params={"at": form["event"]}).text
    carried = {name: re.findall(f'name="{name}" value="([^"]*)"', page) for name in ("seen", "told")}
    return web.post("/review/decide", data=carried | form, follow_redirects=False)


PAGES = [
    "/",
    "/?q=jets",
    "/reports",
    "/report/1",
    "/report/2",
    "/compare?a=1&b=2",
    "/page",
    "/review",
    "/decisions",
    "/docs",
]
PAGES += ["/event/E-JETS", "/event/E-BACK"]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_there_with_its_headers(web, address):
    answer = web.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert all(name in answer.headers for name in HEADERS)
    assert "access-control-allow-origin" not in answer.headers
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", answer.text)
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_search_shows_events_with_their_best_sentence(web):
    text = web.get("/?q=actor:IND").text
    assert "<b>1</b> event" in text
    assert '<b class="k-did">bombed</b>' in text
    assert 'href="/report/1#r1s1"' in text


def test_a_query_that_cannot_be_read_is_explained(web):
    answer = web.get("/?q=actr:IND")
    assert answer.status_code == 400
    assert "Did you mean actor:?" in answer.text
    assert web.get("/search.json?q=actr:IND").json()["error"].startswith("No field actr:. Did you mean actor:?")


def test_json_and_csv_stand_at_the_same_addresses(web):
    found = web.get("/search.json?q=act:assault").json()
    assert [e["id"] for e in found["events"]] == ["E-JETS", "E-BACK"]
    assert found["facets"]["news"] == [{"value": "new", "count": 2}]
    rows = list(csv.DictReader(io.StringIO(web.get("/search.csv?q=actor:IND").content.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == ["E-JETS"]
    assert web.get("/events", headers={"accept": "application/json"}).json()["total"] == 3
    one = web.get("/event/E-JETS.json").json()
    assert len(one["mentions"]) == 2
    assert web.get("/event/E-JETS.csv").text.count("\n") == 3
    assert web.get("/report/1.json").json()["number"] == 1
    assert {row["kind"] for row in web.get("/compare.json?a=1&b=2").json()["rows"]} >= {"same"}
    rows = web.get("/tables/mentions.json?limit=3&page=2").json()
    assert (rows["total"], rows["pages"], len(rows["rows"])) == (4, 2, 1)


def test_openapi_names_addresses_that_answer(web):
    spec = web.get("/openapi.json").json()
    assert spec["openapi"].startswith("3.1")
    values = {"id": "1", "name": "events"}
    for path, item in spec["paths"].items():
        values["id"] = "E-JETS" if path.startswith("/event/") else "1"
        address = re.sub(r"\{(\w+)\}", lambda m: values[m[1]], path)
        if "compare" in path:
            address += "?a=1&b=2"
        answer = web.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["content-type"].split(";")[0] in item["get"]["responses"]["200"]["content"]


def test_an_old_id_leads_to_the_present_one(web):
    assert web.get("/event/e-old1", follow_redirects=False).headers["location"] == "/event/E-JETS"
    assert web.get("/event/E-OLD1.json").json()["id"] == "E-JETS"
    assert web.get("/event/E-JETZ").status_code == 404
    assert web.get("/event/E-JETZ.json").json() == {"error": "no event E-JETZ. Did you mean E-JETS?"}


def test_two_reports_side_by_side(web):
    rows = web.get("/compare.json?a=1&b=2").json()["rows"]
    assert [row["kind"] for row in rows] == ["same", "first", "second"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "evil.example:8765", "[::2]"])
def test_another_host_is_refused(web, host):
    assert web.get("/", headers={"host": host}).status_code == 421


def test_hosts_by_name_are_answered(folder):
    assert client(folder, hosts=["desk.local"]).get("/", headers={"host": "Desk.Local:80"}).status_code == 200


def test_writes_need_the_token_our_origin_and_a_small_form(web, folder):
    assert decide(web, folder, token="another").status_code == 403
    assert web.post("/review/decide", data={"kind": "accept"}).status_code == 403
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        assert web.post("/review/decide", data={"token": TOKEN}, headers=headers).status_code == 403
    assert web.post("/review/decide", json={"token": TOKEN}).status_code == 415
    assert web.post("/review/decide", data={"token": TOKEN, "why": "x" * LARGEST_BODY}).status_code == 413
    assert web.get("/review/decide").status_code == 405
    assert web.delete("/event/E-JETS").status_code == 405
    assert web.get("/?q=" + "x" * 9000).status_code == 414
    assert not (folder / DECISIONS).exists()


def test_read_only_takes_no_decision(folder):
    web = client(folder, read_only=True)
    assert decide(web, folder).status_code == 403
    assert web.get("/review").status_code == 200
    assert not (folder / DECISIONS).exists()


def test_static_files_are_those_named(web):
    assert web.get("/static/htmx.min.js").status_code == 200
    for name in ("../app.py", "..%2fapp.py", "page.html", ""):
        assert web.get(f"/static/{name}").status_code == 404


def test_no_record_is_said_at_once(tmp_path):
    with pytest.raises(StoreError, match="no record there"):
        create_app(tmp_path)


def test_a_rebuilt_record_is_shown_without_a_restart(web, folder):
    assert "A small crisis" in web.get("/").text
    store(msgspec.structs.replace(small(), title="Another title"), folder)
    assert "Another title" in web.get("/").text


# --- the desk ----------------------------------------------------------------------------------------------------


def test_a_verdict_moves_on_and_is_one_line_of_the_log(web, folder):
    answer = decide(web, folder)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/review?at=E-")
    (line,) = read_log(folder)
    assert (line.kind, line.who, line.event, len(line.tellings)) == ("accept", "ada", "E-JETS", 2)
    assert line.was.startswith("India")
    assert len(web.get("/review.json").json()) == 2


@pytest.mark.parametrize(
    ("fields", "check"),
    [
        ({"kind": "correct:date", "value:date": "2019-02-25"}, lambda d: d.when.start == "2019-02-25"),
        ({"kind": "typed", "value:date": "2019-02"}, lambda d: d.when.end == "2019-02-28"),
        ({"kind": "correct:date", "value:date": "-", "level": "event"}, lambda d: (d.when, d.level) == (None, "event")),
        ({"kind": "correct:actor", "value:actor": "Pakistan; Ada X"}, lambda d: d.actors[1].name == "Ada X"),
        ({"kind": "correct:place", "value:place": "Muzaffarabad"}, lambda d: d.place.country == "PAK"),
        ({"kind": "correct:status", "value:status": "denied"}, lambda d: d.status == "denied"),
        ({"kind": "correct:speaker", "value:speaker": "asif ghafoor"}, lambda d: d.actors == (GHAFOOR,)),
        ({"kind": "correct:concept", "value:concept": "consult.meet"}, lambda d: d.concept == "consult.meet"),
        ({"kind": "merge", "other": "E-MEET"}, lambda d: len(d.others) == 1),
        ({"kind": "typed", "value:merge": "e-meet"}, lambda d: d.kind == "merge"),
        ({"kind": "background"}, lambda d: d.kind == "background"),
        ({"kind": "typed", "why": "ask the desk"}, lambda d: d.kind == "note" and d.why == "ask the desk"),
    ],
)  # fmt: skip
def test_each_kind_of_decision(web, folder, fields, check):
    assert decide(web, folder, **fields).status_code == 303
    (line,) = read_log(folder)
    assert check(line)


def test_ticked_tellings_alone_are_decided_about(web, folder):
    first = small().events[0].mentions[0]
    decide(web, folder, kind="split", telling=first)
    (line,) = read_log(folder)
    assert [t.trigger for t in line.tellings] == ["bombed"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"kind": "correct:date", "value:date": "soon"}, "not a day"),
        ({"kind": "correct:status", "value:status": "hapened"}, "Did you mean"),
        ({"kind": "correct:place", "value:place": "Xyzzyville"}, "No place called"),
        ({"kind": "correct:colour", "value:colour": "red"}, "No kind of decision"),
        ({"kind": "split"}, "Tick some"),
        ({"kind": "merge", "other": "E-JETS"}, "cannot be merged with itself"),
        ({"kind": "note"}, "note is empty"),
        ({"kind": "undo"}, "nothing to undo"),
        ({"seen": "of another state"}, "changed meanwhile"),
        ({"told": ["no telling of it"]}, "changed meanwhile"),
        ({"kind": "typed", "value:date": "2019", "value:place": "Balakot"}, "More than one field"),
    ],
)
def test_what_cannot_be_taken_is_explained_and_not_logged(web, folder, fields, told):
    answer = decide(web, folder, **fields)
    assert answer.status_code == 422
    assert told in answer.text
    assert not (folder / DECISIONS).exists()


def test_what_waits_for_a_build_is_said_wherever_the_event_is_shown(web, folder):
    decide(web, folder, kind="correct:date", **{"value:date": "2019-02-25"})
    assert "1 decision not in the record yet" in web.get("/review").text
    assert "takes force at the next build" in web.get("/event/E-JETS").text
    assert "decided, not in the record yet: date" in web.get("/").text
    (line,) = web.get("/event/E-JETS.json").json()["decisions"]
    assert (line["slot"], line["state"]) == ("date", "takes force at the next build")
    assert web.get("/review/state.json").json()["waiting"] == 1
    assert "1 decision" in web.get("/review/state").text
    assert "data-newer" in web.get("/review/state?seen=another").text


def test_decisions_come_into_force_by_themselves(tmp_path):
    from dateline.build import build

    out = tmp_path / "record"
    (tmp_path / "a.txt").write_text(WIRE, encoding="utf-8")
    made, _ = build([tmp_path / "a.txt"], out, now=NOW)
    web = client(out, rebuilds=True)
    decide(web, out, event=made.events[0].id)
    assert web.get("/review/state.json").json()["stage"]
    end = time.monotonic() + 60
    while web.get("/review/state.json").json()["waiting"]:
        assert time.monotonic() < end, web.get("/review/state.json").json()
        time.sleep(0.05)
    assert web.get(f"/event/{made.events[0].id}.json").json()["reviewed"] == ["accepted"]


def test_reports_that_were_added_and_wait_are_linked_and_shown(tmp_path):
    from dateline.build import add, build

    for name, text in (("a.txt", WIRE), ("b.txt", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    out = tmp_path / "record"
    build([tmp_path / "a.txt"], out, now=NOW)
    web = client(out, rebuilds=True)
    assert web.get("/reports.json").json()["total"] == 1
    assert add([tmp_path / "b.txt"], out, link=False)[1].waiting == 1
    end = time.monotonic() + 60
    while web.get("/reports.json").json()["total"] == 1:
        assert time.monotonic() < end, web.get("/review/state.json").json()
        time.sleep(0.05)


@pytest.mark.parametrize("options", [{"read_only": True}, {"rebuilds": False}])
def test_a_server_that_does_not_build_says_how_many_added_reports_wait(tmp_path, options):
    from dateline.build import add, build, rebuild

    out = tmp_path / "record"
    for name, text in (("a.txt", WIRE), ("b.txt", OTHER), ("c.txt", OTHER.replace("nine", "ten"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    build([tmp_path / "a.txt"], out, now=NOW)
    web = client(out, **options)
    assert "not linked" not in web.get("/").text
    add([tmp_path / "b.txt"], out, link=False)
    assert "1 added report is not linked yet" in web.get("/").text
    add([tmp_path / "c.txt"], out, link=False)
    for address in ("/", "/reports", "/review", "/decisions"):
        assert "2 added reports are not linked yet" in web.get(address).text
    assert web.get("/review/state.json").json()["unlinked"] == 2
    rebuild(out)
    assert "not linked" not in web.get("/").text
    assert web.get("/reports.json").json()["total"] == 3


def test_undo_takes_back_the_last_of_ones_own(web, folder):
    decide(web, folder)
    decide(web, folder, kind="undo")
    assert len(web.get("/review.json").json()) == 3
    assert "undone" in web.get("/decisions").text


def test_anothers_verdict_is_not_shown_before_ones_own(folder):
    bo = client(folder, who="bo")
    decide(bo, folder, why="clear as day")
    ada = client(folder)
    assert "clear as day" not in ada.get("/review?at=E-JETS").text
    decide(ada, folder)
    assert "clear as day" in ada.get("/review?at=E-JETS").text


def test_htmx_gets_the_desk_alone(web):
    text = web.get("/review", headers={"hx-request": "true"}).text
    assert text.lstrip().startswith('<div id="desk"')
    assert "<html" not in text


# --- hostile reports -----------------------------------------------------------------------------------------------


HOSTILE = ["/", "/?q=jets", "/reports", "/report/1", "/compare?a=1&b=2", "/review", "/decisions", "/docs", "/page"]
HOSTILE += [
    "/?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "/nope%3Cscript%3E",
    "/event/%3Cscript%3E",
    "/compare?a=%3Cscript%3E&b=1",
]


@pytest.mark.parametrize("address", HOSTILE)
def test_hostile_text_stays_text(hostile, address):
    _harmless(hostile.get(address).text)


def test_hostile_events_and_decisions_stay_text(hostile):
    folder = hostile.app.state.held.folder
    ids = [e["id"] for e in hostile.get("/events.json").json()["events"]]
    for one in ids:
        _harmless(hostile.get(f"/event/{one}").text)
        _harmless(hostile.get(f"/review?at={one}").text)
    decide(hostile, folder, event=ids[0], kind="typed", why=ATTACK)
    decide(hostile, folder, event=ids[0], kind="correct:actor", **{"value:actor": ATTACK})
    _harmless(hostile.get("/decisions").text)
    _harmless(hostile.get(f"/review?at={ids[0]}").text)
    _harmless(decide(hostile, folder, event=ids[0], kind="correct:place", **{"value:place": ATTACK}).text)


def _harmless(text: str) -> None:
    inside = re.sub(r"<script(?: src=\"/static/[\w.]+\?\w+\" defer)?>.*?</script>", "", text, flags=re.DOTALL)
    assert "<script" not in inside.lower()
    assert "<img" not in inside.lower()
    assert not re.search(r'(?:href|src|action)="(?!/|#|https?:|data:,)', inside)
    assert "{{" not in inside or "{{7*7}}" in inside
    assert "49" not in re.findall(r"window.hit=1&gt; javascript:window.hit=1 (\S+)", inside)


def test_json_and_csv_of_hostile_reports_are_inert(hostile):
    assert hostile.get("/events.json").headers["x-content-type-options"] == "nosniff"
    for cell in next(csv.reader(io.StringIO(hostile.get("/tables/reports.csv").content.decode("utf-8-sig")))):
        assert not cell.startswith(("=", "+", "-", "@"))


def test_the_search_index_is_made_again_or_elsewhere(web, folder, monkeypatch):
    from dateline.store.search import SEARCH
    from dateline.web import held

    (folder / SEARCH).unlink()
    assert "<b>3</b> events" in web.get("/").text
    real = held.build_index

    def unwritable(place, *rest):
        if place == folder:
            raise StoreError("read-only")
        return real(place, *rest)

    monkeypatch.setattr(held, "build_index", unwritable)
    assert "<b>3</b> events" in client(folder).get("/").text
