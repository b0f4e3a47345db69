"""News sitemaps: the list of addresses by which outlets without a feed tell search engines what is new (sitemaps.org)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from dateline.xmlspans import elements

_ENTRY = re.compile(r"<url\s*+>", re.IGNORECASE)
_PUBLISHED = re.compile(r"<news:publication_date>\s*([^<>\s]+)", re.IGNORECASE)
# A news sitemap lists two days (Google's rule for publishers); older entries are an archive, not news.
_NEW = timedelta(days=2)


def new_addresses(text: str, now: datetime) -> Iterator[str]:
    """What a sitemap dates to the two days before `now`, or after; entries without a date are left out."""
    for rest in _ENTRY.split(text)[1:]:
        entry = f"<url>{rest}"
        found = {name: entry[start:end] for name, (start, end) in elements(entry).items()}
        told = _PUBLISHED.search(found.get("news:news", ""))
        moment = _moment(told[1] if told else found.get("lastmod", ""))
        address = html.unescape(found.get("loc", "")).strip()
        if moment is not None and now - moment <= _NEW and address.startswith(("http://", "https://")):
            yield address


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
