"""Who did what to whom over time: GEXF 1.3, `network.gexf`, one edge per event and pair, for Gephi's timeline."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from dateline.exporters.graphml import printable
from dateline.model import Actor, Event, Record
from dateline.resources import Resources
from dateline.views.phrases import sentence

NAMESPACE = "http://gexf.net/1.3"
NODES = ("kind", "country", "sector")
EDGES = ("event", "concept", "plover", "status", "goldstein", "voices", "background")
_TYPES = {"goldstein": "double", "voices": "integer", "background": "boolean"}


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    """Who did what to whom over time: GEXF 1.3, `network.gexf`, one edge per event and pair of actors."""
    out.mkdir(parents=True, exist_ok=True)
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}gexf", {"version": "1.3"})
    graph = _add(root, "graph", defaultedgetype="directed", mode="dynamic", timeformat="date")
    for kind, names in (("node", NODES), ("edge", EDGES)):
        columns = _add(graph, "attributes", **{"class": kind})
        for name in names:
            _add(columns, "attribute", id=name, title=name, type=_TYPES.get(name, "string"))
    actors: dict[str, Actor] = {}
    for event in record.events:
        for actor in (*event.actors, *event.targets):
            actors.setdefault(actor.key, actor)
    nodes, edges = _add(graph, "nodes"), _add(graph, "edges")
    for key in sorted(actors):
        node = _add(nodes, "node", id=key, label=actors[key].name)
        _values(node, {name: getattr(actors[key], name) for name in NODES})
    for event in record.events:
        pairs = [(actor.key, target.key) for actor in event.actors for target in event.targets]
        for number, (actor, target) in enumerate(pairs, 1):
            edge = _add(edges, "edge", id=f"{event.id}.{number}", source=actor, target=target, label=sentence(event))
            if event.when and event.when.start and event.when.end:
                edge.set("start", event.when.start)
                edge.set("end", event.when.end)
            _values(edge, _edge(event, resources))
    path = out / "network.gexf"
    ET.indent(root)
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    return [path]


def _edge(event: Event, resources: Resources) -> dict[str, object]:
    concept = resources.ontology[event.concept]
    return {
        "event": event.id,
        "concept": event.concept,
        "plover": concept.event,
        "status": event.status,
        "goldstein": concept.goldstein,
        "voices": len(event.voices),
        "background": str(event.background).lower(),
    }


def _values(element: ET.Element, values: dict[str, object]) -> None:
    told = {name: value for name, value in values.items() if value is not None}
    if told:
        parent = _add(element, "attvalues")
        for name, value in told.items():
            _add(parent, "attvalue", **{"for": name, "value": str(value)})


def _add(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    clean = {name: printable(value) for name, value in attributes.items()}
    return ET.SubElement(parent, f"{{{NAMESPACE}}}{tag}", clean)
