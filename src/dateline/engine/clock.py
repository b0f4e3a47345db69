"""A clock that is set and stopped twice for every page: one thread for all of them, which sleeps through most."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Clock:
    """Calls `ring` when a limit runs out before it is cleared. Any thread may set and clear it."""

    def __init__(self, ring: Callable[[float], None]) -> None:
        self._ring = ring
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._ends: float | None = None  # of the limit that runs, in seconds of time.monotonic()
        self._wakes: float | None = None  # when the thread looks again by itself; None: when it is told to
        self._seconds = 0.0

    def set(self, seconds: float) -> None:
        """Ring with `seconds` after so much time. A limit that ran before is forgotten."""
        with self._changed:
            self._seconds, self._ends = seconds, time.monotonic() + seconds
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="dateline-clock", daemon=True)
                self._thread.start()
            elif self._wakes is None or self._ends < self._wakes:
                self._changed.notify()

    def clear(self) -> None:
        """Once this returns, the limit that ran does not ring any more."""
        with self._changed:
            self._ends = None

    def close(self) -> None:
        """End the thread."""
        with self._changed:
            self._ends, thread, self._thread = None, self._thread, None
            self._changed.notify()
        if thread is not None and thread is not threading.current_thread():
            thread.join()

    def _watch(self) -> None:
        with self._changed:
            while self._thread is threading.current_thread():
                self._wakes = self._ends
                if self._ends is None:
                    self._changed.wait()
                elif (left := self._ends - time.monotonic()) > 0:
                    self._changed.wait(left)
                else:
                    self._ends = None
                    self._ring(self._seconds)
