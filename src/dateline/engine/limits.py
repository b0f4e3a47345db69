"""How long untrusted work may take, and what stops it.

In a worker process the parent holds the clock and kills the process, so that nothing can hold out, C code included. In
the main thread a timer of the system interrupts Python and its regular expressions, which is enough for our own code.
Elsewhere (another thread, a system without such timers) nothing can interrupt, and `can_interrupt` says so.

Memory is capped in worker processes alone: there one page may fail, and the build goes on.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

# Set in a worker process: tells the parent to start the clock (seconds) or to stop it (None).
tell_parent: Callable[[float | None], None] | None = None


class TookTooLong(BaseException):
    """Not an Exception: a `try` around a third-party parser must not take it for one of the parser's own faults."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.reason = took_too_long(seconds)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Stop what stands inside after `seconds` of wall-clock time. Limits do not nest. Results never depend on the time
    that is left, only on whether it ran out.
    """
    if tell_parent is not None:
        tell_parent(seconds)
        try:
            yield
        finally:
            tell_parent(None)
        return
    if not can_interrupt():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TookTooLong(seconds)

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def cap_memory(n_bytes: int) -> None:
    """In a worker process, what it may fill from now on; more is a MemoryError, or the end of the process where a library
    in C does not expect one. 0 is no cap. Elsewhere, and where the system has no such limit, nothing happens.
    """
    if tell_parent is None or not n_bytes or sys.platform != "linux":
        return
    import resource

    # What is written to, not what is mapped: libraries reserve gigabytes of addresses that they never fill.
    before, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = n_bytes if most == resource.RLIM_INFINITY else min(n_bytes, most)
    if before != wanted:
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))


def can_interrupt() -> bool:
    """Whether `time_limit` can stop work in this very thread."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def took_too_long(seconds: float) -> str:
    return f"took longer than {seconds:g} s"
