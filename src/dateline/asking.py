"""Ask a record: a query through the index beside it, or through one made elsewhere where the record may not be written."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.errors import StoreError
from dateline.model import Record
from dateline.store.search import Found, build_index, search
from dateline.views.index import Index


def search_record(record: Record, query: str, *, folder: Path | None, limit: int) -> Found:
    """Events of the record that fit the query, the weightiest first. Raises BadQuery, which says what may be meant."""
    from dateline.build import record_hash

    state, index = record_hash(record), Index(record)
    if folder is not None:
        try:
            build_index(folder, record, state, index)
            return search(folder, query, limit=limit, offset=0)
        except StoreError:
            pass  # a read-only disk is no reason not to answer
    with TemporaryDirectory(prefix="dateline-") as elsewhere:
        build_index(Path(elsewhere), record, state, index)
        return search(Path(elsewhere), query, limit=limit, offset=0)
