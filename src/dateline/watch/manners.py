"""How a guest behaves: robots.txt, one request at a time with a pause between, and patience with a host that fails."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import msgspec

from dateline.watch.transport import MAX_REDIRECTS, Answer, FetchError, HostFailed, Transport, checked_url

AGENT = "dateline-watch"
PAUSE_SECONDS = 2.0
# Five minutes after the first failure, twice as long after each further one, a day at most.
FIRST_WAIT, LONGEST_WAIT = 300.0, 86_400.0
LONGEST_PAUSE = 60.0  # a robots.txt that asks for more is treated as asking for this
ROBOTS_BYTES = 500_000  # RFC 9309 asks crawlers to read this much


class Waiting(msgspec.Struct):
    """A host that failed: how often in a row, and until when (seconds since 1970) it is left alone."""

    failures: int = 0
    until: float = 0.0


class Guest:
    """Fetches through `transport` as its hosts would like. `waiting` is kept between rounds by the caller."""

    def __init__(
        self,
        transport: Transport,
        waiting: dict[str, Waiting],
        *,
        pause: float = PAUSE_SECONDS,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.transport, self.waiting, self.pause, self.clock, self.sleep = transport, waiting, pause, clock, sleep
        self._robots: dict[str, RobotFileParser] = {}
        self._last: dict[str, float] = {}

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer when it is 200 or 304; raises FetchError when a host is left alone, refuses, or fails.

        Every address that a redirect leads to is asked for as if it had been given: its host may be another, with a
        robots.txt of its own.
        """
        before = ""
        for _ in range(MAX_REDIRECTS + 1):
            host = urlsplit(url).netloc.lower()
            answer = self._ask(url, host, headers, pause=host != before)
            target = answer.leads_to()
            if target is None:
                return self._accepted(answer, host)
            url, before = target, host
        raise FetchError(f"more than {MAX_REDIRECTS} redirects")

    def _ask(self, url: str, host: str, headers: Mapping[str, str] | None, *, pause: bool) -> Answer:
        wait = self.waiting.get(host, Waiting())
        if wait.until > self.clock():
            raise FetchError(f"{host} failed {wait.failures} times in a row and is left alone for now")
        scheme = checked_url(url, self.transport.allowed).scheme
        rules = self._rules(f"{scheme}://{host}", host)
        if not rules.can_fetch(AGENT, url):
            raise FetchError("robots.txt of the host refuses it")
        seconds = max(self.pause, float(rules.crawl_delay(AGENT) or 0)) if pause else 0.0
        return self._paced(url, host, headers, seconds, follow=False)

    def _accepted(self, answer: Answer, host: str) -> Answer:
        if answer.status in (200, 304):
            self.waiting.pop(host, None)
            return answer
        if answer.status == 429 or answer.status >= 500:
            self._failed(host, answer.headers.get("retry-after", ""))
        raise FetchError(f"the host answered {answer.status} {answer.reason}".rstrip())

    def _paced(self, url: str, host: str, headers: Mapping[str, str] | None, seconds: float, *, follow: bool) -> Answer:
        ready = self._last.get(host, 0.0) + min(seconds, LONGEST_PAUSE)
        if host in self._last and ready > self.clock():
            self.sleep(ready - self.clock())
        try:
            return self.transport.get(url, headers, follow=follow)
        except HostFailed:
            self._failed(host, "")
            raise
        finally:
            self._last[host] = self.clock()

    def _failed(self, host: str, retry_after: str) -> None:
        wait = self.waiting.setdefault(host, Waiting())
        wait.failures += 1
        seconds = min(FIRST_WAIT * 2 ** min(wait.failures - 1, 20), LONGEST_WAIT)
        if retry_after.strip().isdigit():
            seconds = min(max(seconds, float(retry_after)), LONGEST_WAIT)
        wait.until = self.clock() + seconds

    def _rules(self, root: str, host: str) -> RobotFileParser:
        """RFC 9309: no such file, or none for us, allows all; a host that fails allows nothing."""
        if root not in self._robots:
            rules = RobotFileParser()
            answer = self._paced(f"{root}/robots.txt", host, None, self.pause, follow=True)
            if answer.status == 200:
                rules.parse(answer.body[:ROBOTS_BYTES].decode("utf-8", "replace").splitlines())
            elif answer.status == 429 or answer.status >= 500:
                self._failed(host, answer.headers.get("retry-after", ""))
                raise FetchError(f"the host answered {answer.status} for its robots.txt")
            else:
                rules.parse([])
            rules.modified()
            self._robots[root] = rules
        return self._robots[root]
