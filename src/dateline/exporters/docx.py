"""The dossier as a Word file, `dossier.docx`, with the sentences as real footnotes.

Written as plain Office Open XML, since no library writes footnotes. The XML writer escapes all text, and nothing in the
file is a link or a macro.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from dateline.exporters.dossier import FIGURE_COLUMNS, Day, Dossier, dossier
from dateline.exporters.graphml import printable
from dateline.exporters.zipped import write_zip
from dateline.model import Record
from dateline.resources import Resources

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Style id -> name, size in half points, bold.
_STYLES = {
    "Normal": ("Normal", 22, False),
    "Title": ("Title", 44, True),
    "Heading1": ("heading 1", 32, True),
    "Heading2": ("heading 2", 26, True),
    "ListBullet": ("List Bullet", 22, False),
    "FootnoteText": ("footnote text", 18, False),
}
# Word keeps -1 and 0 for the line above the notes and its continuation.
_FIRST_NOTE = 1


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    """The dossier as a Word file, `dossier.docx`, with a footnote for every sentence."""
    made = dossier(record)
    notes: list[str] = []
    document = _document(made, notes)
    files = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": _bytes(document),
        "word/_rels/document.xml.rels": _relations(
            {"rId1": ("styles", "styles.xml"), "rId2": ("footnotes", "footnotes.xml")}
        ),
        "word/styles.xml": _bytes(_styles()),
        "word/footnotes.xml": _bytes(_footnotes(notes)),
    }
    return [write_zip(out / "dossier.docx", files)]


def _document(made: Dossier, notes: list[str]) -> ET.Element:
    document = _new("document")
    body = _add(document, "body")
    _paragraph(body, made.title, "Title")
    _paragraph(body, made.summary)
    for title, days in (("New", made.new), ("Background", made.background)):
        if days:
            _paragraph(body, title, "Heading1")
            for day in days:
                _day(body, day, notes)
    if made.conflicts:
        _paragraph(body, "Conflicts", "Heading1")
        for kind, sides in made.conflicts:
            _paragraph(body, f"{kind}: {sides}", "ListBullet")
    if made.figures:
        _paragraph(body, "Figures", "Heading1")
        _table(body, [FIGURE_COLUMNS, *made.figures])
    _paragraph(body, "Reports", "Heading1")
    for report in made.reports:
        _paragraph(body, report, "ListBullet")
    section = _add(body, "sectPr")
    _add(section, "pgSz", w="11906", h="16838")  # A4, in twentieths of a point
    _add(section, "pgMar", top="1134", right="1134", bottom="1134", left="1134", header="567", footer="567", gutter="0")
    return document


def _day(body: ET.Element, day: Day, notes: list[str]) -> None:
    _paragraph(body, day.title, "Heading2")
    for line in day.lines:
        paragraph = _paragraph(body, f"{line.text} ", "ListBullet")
        for note in line.notes:
            run = _add(paragraph, "r")
            _add(_add(run, "rPr"), "vertAlign", val="superscript")
            _add(run, "footnoteReference", id=str(_FIRST_NOTE + len(notes)))
            _run(paragraph, " ")
            notes.append(note)
        _run(paragraph, line.event)


def _footnotes(notes: list[str]) -> ET.Element:
    root = _new("footnotes")
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        note = _add(root, "footnote", type=kind, id=str(number))
        _add(_add(_add(note, "p"), "r"), kind)
    for number, text in enumerate(notes, _FIRST_NOTE):
        paragraph = _paragraph(_add(root, "footnote", id=str(number)), "", "FootnoteText")
        run = _add(paragraph, "r")
        _add(_add(run, "rPr"), "vertAlign", val="superscript")
        _add(run, "footnoteRef")
        _run(paragraph, f" {text}")
    return root


def _styles() -> ET.Element:
    root = _new("styles")
    for key, (name, size, bold) in _STYLES.items():
        style = _add(root, "style", type="paragraph", styleId=key)
        _add(style, "name", val=name)
        if key == "Normal":
            style.set(f"{{{W}}}default", "1")
        else:
            _add(style, "basedOn", val="Normal")
        shape = _add(style, "pPr")
        _add(shape, "spacing", before="200" if bold else "0", after="80")
        if key == "ListBullet":
            _add(shape, "ind", left="360", hanging="360")
        letters = _add(style, "rPr")
        if bold:
            _add(letters, "b")
        _add(letters, "sz", val=str(size))
    return root


def _table(body: ET.Element, rows: list[tuple[str, ...]]) -> None:
    table = _add(body, "tbl")
    properties = _add(table, "tblPr")
    _add(properties, "tblW", w="0", type="auto")
    borders = _add(properties, "tblBorders")
    for side in ("top", "bottom", "insideH"):
        _add(borders, side, val="single", sz="4", space="0", color="auto")
    grid = _add(table, "tblGrid")
    for _ in FIGURE_COLUMNS:
        _add(grid, "gridCol", w="1600")
    for cells in rows:
        row = _add(table, "tr")
        for cell in cells:
            _paragraph(_add(row, "tc"), cell)


def _paragraph(parent: ET.Element, text: str, style: str = "Normal") -> ET.Element:
    paragraph = _add(parent, "p")
    _add(_add(paragraph, "pPr"), "pStyle", val=style)
    if text:
        _run(paragraph, f"• {text}" if style == "ListBullet" else text)
    return paragraph


def _run(paragraph: ET.Element, text: str) -> None:
    element = _add(_add(paragraph, "r"), "t")
    element.text = printable(" ".join(text.split()) if text.strip() == text else text)
    element.set(_XML_SPACE, "preserve")


def _content_types() -> bytes:
    root = ET.Element(f"{{{_TYPES}}}Types")
    for suffix, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        ET.SubElement(root, f"{{{_TYPES}}}Default", {"Extension": suffix, "ContentType": kind})
    for part, kind in (("document", "document.main"), ("styles", "styles"), ("footnotes", "footnotes")):
        attributes = {"PartName": f"/word/{part}.xml", "ContentType": f"{_MAIN}.{kind}+xml"}
        ET.SubElement(root, f"{{{_TYPES}}}Override", attributes)
    return _bytes(root, _TYPES)


def _relations(parts: dict[str, tuple[str, str]]) -> bytes:
    root = ET.Element(f"{{{_RELATIONS}}}Relationships")
    for key, (kind, target) in parts.items():
        attributes = {"Id": key, "Type": f"{_OFFICE}/{kind}", "Target": target}
        ET.SubElement(root, f"{{{_RELATIONS}}}Relationship", attributes)
    return _bytes(root, _RELATIONS)


def _new(tag: str) -> ET.Element:
    return ET.Element(f"{{{W}}}{tag}")


def _add(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{W}}}{tag}", {f"{{{W}}}{name}": value for name, value in attributes.items()})


def _bytes(root: ET.Element, namespace: str = W) -> bytes:
    ET.register_namespace("w" if namespace == W else "", namespace)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)
