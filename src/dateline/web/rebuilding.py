"""Decisions come into force by themselves: the record is built again in the background, a moment after the last one.

What one report gives comes from the cache, so a build is linking alone. The pages show the record as it was until the
new one is in place, and say so.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from dateline.build import rebuild
from dateline.errors import DatelineError, StoreError
from dateline.model import Struct
from dateline.web.held import Held

# A reviewer who has not decided anything for this long (seconds) is reading: time to build. One who never pauses is not
# waited for longer than so many pauses.
PAUSE, MOST_PAUSES = 1.0, 15
# Another build holds the record: asked again after this long (seconds).
AGAIN = 5.0


class State(Struct):
    """What the builder is doing. All empty: nothing."""

    stage: str = ""  # "soon", "processing", "linking" ...
    done: int = 0
    total: int = 0
    trouble: str = ""  # why the last attempt failed

    @property
    def busy(self) -> bool:
        return bool(self.stage)


class Rebuilding:
    """Builds the record of `held` again when asked to: at most one build at a time, one more when decisions came
    meanwhile. A large record is not built all the time: between two builds passes at least as long as one takes.
    """

    def __init__(self, held: Held, *, make: Callable[..., Any] = rebuild, pause: float = PAUSE) -> None:
        self.held, self.make, self.pause = held, make, pause
        self.state = State()
        self._wish = threading.Condition()
        # When it was asked for last, and first, since the last build began; None: nothing is to be built.
        self._asked_at: float | None = None
        self._asked_first = 0.0
        self._lasted = 0.0
        self._building = threading.Lock()
        self._thread: threading.Thread | None = None

    def ask(self) -> None:
        """A decision was taken: build soon."""
        with self._wish:
            now = time.monotonic()
            self._asked_first = now if self._asked_at is None else self._asked_first
            self._asked_at = now
            self.state = State(stage="soon") if not self.state.busy else self.state
            if self._thread is None:
                # A daemon: the record is put in place in one step, so Ctrl-C in the middle of a build loses nothing.
                self._thread = threading.Thread(target=self._work, name="rebuilding", daemon=True)
                self._thread.start()
            self._wish.notify()

    def now(self) -> None:
        """Build at once, and return when it is done. Raises what the build raises."""
        with self._wish:
            self._asked_at = None
        self._build()

    def _work(self) -> None:
        while True:
            with self._wish:
                while (left := self._left()) is None or left > 0:
                    self._wish.wait(left)
                self._asked_at = None
            try:
                self._build()
            except StoreError as error:
                self._fail(error, again=True)
            except Exception as error:  # whatever it is, the desk goes on, and says it
                self._fail(error, again=False)

    def _left(self) -> float | None:
        """Seconds until it is time to build; None when nothing is to be built."""
        if self._asked_at is None:
            return None
        pause = max(self.pause, self._lasted)
        return min(self._asked_at + pause, self._asked_first + MOST_PAUSES * pause) - time.monotonic()

    def _build(self) -> None:
        with self._building:
            started = time.monotonic()
            self.state = State(stage="waiting for the record")
            try:
                self.make(self.held.folder, progress=self._progress)
                self.state = State(stage="reading the record")
                self.held.shown()  # read here, so that no page has to wait for it
                self._lasted = time.monotonic() - started
            finally:
                self.state = State(stage="soon") if self._asked_at is not None else State()

    def _progress(self, stage: str, done: int, total: int) -> None:
        self.state = State(stage=stage, done=done, total=total)

    def _fail(self, error: Exception, *, again: bool) -> None:
        words = str(error) if isinstance(error, DatelineError) else f"a fault of ours ({type(error).__name__}: {error})"
        with self._wish:
            if again and self._asked_at is None:
                self._asked_at = self._asked_first = time.monotonic() + AGAIN
            self.state = State(stage="soon" if self._asked_at is not None else "", trouble=words)
