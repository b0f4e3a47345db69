"""Who did what to whom as a graph: GraphML, `network.graphml`, one edge per event and pair of actors."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from dateline.model import Record
from dateline.resources import Resources
from dateline.tables import rows
from dateline.views.phrases import sentence

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
NODE_KEYS = (("name", "string"), ("country", "string"), ("sector", "string"), ("role", "string"))
EDGE_KEYS = (
    ("event", "string"),
    ("label", "string"),
    ("concept", "string"),
    ("plover", "string"),
    ("quad", "int"),
    ("goldstein", "double"),
    ("start", "string"),
    ("end", "string"),
    ("status", "string"),
    ("background", "boolean"),
    ("voices", "int"),
)


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    out.mkdir(parents=True, exist_ok=True)
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}graphml")
    for kind, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for name, type_ in keys:
            _add(root, "key", {"id": f"{kind}_{name}", "for": kind, "attr.name": name, "attr.type": type_})
    graph = _add(root, "graph", {"id": record.title, "edgedefault": "directed"})
    events = rows(record, "events", resources)
    told = {event.id: event for event in record.events}
    actors = {a["key"]: a for row in events for a in (*row["actors"], *row["targets"])}
    for key in sorted(actors):
        _data(_add(graph, "node", {"id": key}), "node", NODE_KEYS, actors[key])
    for row in events:
        label = sentence(told[row["id"]])
        for number, (actor, target) in enumerate(_pairs(row), 1):
            edge = _add(graph, "edge", {"id": f"{row['id']}.{number}", "source": actor, "target": target})
            _data(edge, "edge", EDGE_KEYS, _edge(row) | {"label": label})
    path = out / "network.graphml"
    ET.indent(root)
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    return [path]


def _pairs(row: dict[str, Any]) -> list[tuple[str, str]]:
    return [(a["key"], t["key"]) for a in row["actors"] for t in row["targets"]]


def _edge(row: dict[str, Any]) -> dict[str, Any]:
    date = row["date"] or {}
    return row | {
        "event": row["id"],
        "plover": row["plover"]["event"],
        "start": date.get("start"),
        "end": date.get("end"),
    }


def _add(parent: ET.Element, tag: str, attributes: dict[str, str]) -> ET.Element:
    return ET.SubElement(parent, f"{{{NAMESPACE}}}{tag}", {k: printable(v) for k, v in attributes.items()})


def _data(element: ET.Element, kind: str, keys: tuple[tuple[str, str], ...], values: dict[str, Any]) -> None:
    for name, type_ in keys:
        value = values.get(name)
        if value is not None:
            text = str(value).lower() if type_ == "boolean" else str(value)
            _add(element, "data", {"key": f"{kind}_{name}"}).text = printable(text)


def printable(text: str) -> str:
    """Without the control characters that XML 1.0 cannot hold.

    >>> printable("a" + chr(8) + "b")
    'ab'
    """
    return "".join(
        c for c in text if c in "\t\n\r" or 0x20 <= ord(c) < 0xD800 or 0xDFFF < ord(c) < 0xFFFE or ord(c) > 0xFFFF
    )
