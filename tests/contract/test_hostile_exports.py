"""What a hostile report says comes out of every exporter as text: whole files, no markup, no formula, no crash."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest

from dateline.api import OpenRecord
from dateline.config import Config
from dateline.exporters import exporters
from dateline.model import Actor
from dateline.resources import resources
from tests.factories import document, event, mention, record

# Markup, formulas, line breaks in cells, control characters that XML cannot hold, a name that turns the line around.
TEXT = (
    "=cmd|' /C calc'!A0 <script>alert(1)</script> \x00\x08\ufffe \u202e]]> --> ${x} {{ 7*7 }} %s \\begin "
    '"quoted"\tand\r\nbroken & struck a camp. ' + "Long. " * 6_000
)
NAME = "@SUM(1+1)<img src=x onerror=alert(1)>\x0b\n"


@pytest.fixture(scope="module")
def hostile() -> OpenRecord:
    doc = document(TEXT, outlet=NAME, published="2019-02-26")
    doc = msgspec.structs.replace(doc, title=NAME, byline=f"{NAME}, {NAME}", url="https://x.example/?q=<>&\"'")
    actor = Actor(key=f"unnamed:{NAME}", name=NAME, kind="unnamed", country="IND")
    clause = TEXT[TEXT.index('"quoted"') : TEXT.index(" camp") + 5]
    told = mention(doc, clause, trigger="struck", actors=[('"quoted"', actor)], targets=[("camp", actor)])
    made = record([doc], [told], [event([told])])
    return OpenRecord(msgspec.structs.replace(made, title=NAME), resources(Config()))


@pytest.mark.parametrize("name", exporters.names())
def test_every_exporter_writes_whole_files(hostile, name, tmp_path):
    for path in hostile.export(name, tmp_path):
        for inside, content in _contents(path):
            if Path(inside).suffix in (".xml", ".rels", ".kml", ".svg", ".atom", ".gexf", ".graphml"):
                root = ElementTree.fromstring(content)
                tags = {element.tag.rpartition("}")[2] for element in root.iter()}
                assert not tags & {"script", "img"}, inside
            elif Path(inside).suffix in (".json", ".geojson"):
                msgspec.json.decode(content)
            elif Path(inside).suffix in (".tab", ".CSV", ".txt") and name in ("gdelt", "icews", "polecat"):
                widths = {line.count("\t") for line in content.decode().splitlines()}
                assert len(widths) == 1 or inside.startswith("NOTE"), inside


def _contents(path: Path) -> list[tuple[str, bytes]]:
    if not zipfile.is_zipfile(path):
        return [(path.name, path.read_bytes())]
    with zipfile.ZipFile(path) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]
