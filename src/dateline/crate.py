"""The whole record as one file to hand on or to archive: an RO-Crate 1.1 zip, `record.crate.zip`.

It holds the record itself (unzip it, and every command works on the folder `record`), the reports as they were read,
the tables with their schemas, the situation page and a dossier, and `ro-crate-metadata.json`, which says what each file is.
Equal records give equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from dateline import __version__, tables
from dateline.build import MANIFEST, RECORD, make_manifest
from dateline.exporters import bibtex, jsonl, markdown
from dateline.exporters.html import render
from dateline.exporters.zipped import write_zip
from dateline.model import Document, Record
from dateline.resources import Resources
from dateline.review.log import DECISIONS
from dateline.store.database import read_meta, write_record

METADATA = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
# RO-Crate wants a date; a record without a dated report has none of its own.
UNKNOWN = "1970-01-01"
RIGHTS = "The text of each report belongs to its publisher; pass it on only as the law and the publisher allow."
_FORMATS = {
    ".json": "application/json", ".jsonl": "application/jsonl", ".html": "text/html", ".md": "text/markdown",
    ".bib": "application/x-bibtex", ".txt": "text/plain", ".sqlite": "application/vnd.sqlite3",
}  # fmt: skip


def write(record: Record, out: Path, resources: Resources, *, folder: Path | None = None) -> list[Path]:
    """The whole record as an RO-Crate zip, `record.crate.zip`: record, reports, tables, page and dossier."""
    files = dict(sorted(_files(record, resources, folder).items()))
    metadata = msgspec.json.format(msgspec.json.encode(_metadata(record, files)))
    return [write_zip(out / "record.crate.zip", {METADATA: metadata} | files)]


def _files(record: Record, resources: Resources, folder: Path | None) -> dict[str, bytes]:
    with TemporaryDirectory() as made:
        scratch = Path(made)
        stored = folder / RECORD if folder else scratch / RECORD
        if folder is None:
            manifest = make_manifest(record, resources.config)
            write_record(record, stored, {"manifest": msgspec.json.encode(manifest).decode()})
        manifest = read_meta(stored)["manifest"].encode()
        page = render(record, msgspec.json.decode(manifest))
        files = {
            f"record/{RECORD}": stored.read_bytes(),
            f"record/{MANIFEST}": msgspec.json.format(manifest, indent=2) + b"\n",
            "situation.html": page.encode(),
        }
        # Reviewers' decisions are part of the record: a rebuild replays them.
        if folder and (folder / DECISIONS).is_file():
            files[f"record/{DECISIONS}"] = (folder / DECISIONS).read_bytes()
        for exporter in (jsonl, markdown, bibtex):
            for path in exporter.write(record, scratch / "written", resources):
                files[f"tables/{path.name}" if exporter is jsonl else path.name] = path.read_bytes()
    for name in tables.TABLES:
        files[f"tables/schemas/{name}.json"] = msgspec.json.format(msgspec.json.encode(tables.schema(name)))
    for report in record.reports:
        files[f"reports/{report.id}.txt"] = report.raw.encode("utf-8", "replace")
    return files


def _metadata(record: Record, files: dict[str, bytes]) -> dict[str, Any]:
    days = [doc.published.end for doc in record.documents if doc.published and doc.published.end]
    software = {"@id": "#dateline", "@type": "SoftwareApplication", "name": "dateline", "version": __version__}
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": record.title,
        "description": f"{len(record.reports)} news reports and the {len(record.events)} events they tell, with every "
        "sentence, speaker and conflict, as dateline read them.",
        "datePublished": max(days, default=UNKNOWN),
        "license": RIGHTS,
        "hasPart": _refs(files),
        "mentions": [{"@id": "#build"}],
    }
    build = {
        "@id": "#build",
        "@type": "CreateAction",
        "name": "dateline build",
        "instrument": {"@id": "#dateline"},
        "object": _refs(name for name in files if name.startswith("reports/")),
        "result": _refs(name for name in files if not name.startswith("reports/")),
    }
    descriptor = {
        "@id": METADATA,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    }
    documents = {f"reports/{doc.report}.txt": doc for doc in record.documents}
    parts = [_part(name, content, documents.get(name)) for name, content in files.items()]
    return {"@context": CONTEXT, "@graph": [descriptor, root, software, build, *parts]}


def _part(name: str, content: bytes, doc: Document | None) -> dict[str, Any]:
    part: dict[str, Any] = {
        "@id": name,
        "@type": "File",
        "name": name,
        "contentSize": str(len(content)),
        "encodingFormat": _FORMATS.get(Path(name).suffix, "application/octet-stream"),
        "sha256": sha256(content).hexdigest(),
    }
    if doc:
        part |= {
            "@type": ["File", "NewsArticle"],
            "name": doc.title or doc.report,
            "headline": doc.title,
            "publisher": doc.outlet,
            "author": doc.byline,
            "datePublished": doc.published and doc.published.start,
            "url": doc.url,
        }
    return {key: value for key, value in part.items() if value is not None}


def _refs(names: Iterable[str]) -> list[dict[str, str]]:
    return [{"@id": name} for name in names]
