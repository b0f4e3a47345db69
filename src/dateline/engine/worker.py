"""A process that runs one function at a time and can be killed at any moment.

A plain child of this interpreter, spoken to through its stdin and stdout. Not `multiprocessing`: that runs the user's
script once more in every child, so that `import dateline; dateline.build(...)` without a `__main__` guard would fail,
and its pools give up altogether when one worker dies.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import Any, BinaryIO

from dateline.engine import limits
from dateline.engine.clock import Clock
from dateline.errors import DatelineError

_LENGTH_BYTES = 8
# When memory runs out the system should stop the worker that fills it, not the build (Linux; the highest is 1000).
_FIRST_TO_GO = "500"
_OBJECTS_UNTIL_COLLECTED = 50_000


class Lost(Exception):
    """The worker was stopped, or died, before it answered; `reason` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Worker:
    """Starts its process when first needed, and a new one after each loss. One thread at a time may call it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped_after: float | None = None
        self._clock = Clock(self._stop)

    def call(self, function: Callable[[Any], Any], item: Any) -> Any:
        """`function(item)`, there. What it raises is raised here; raises Lost when there is no answer."""
        process = self._process or self._start()
        self._stopped_after = None
        try:
            _send(process.stdin, (function, item))
            kind, content = self._answer(process)
        except (EOFError, BrokenPipeError):
            raise Lost(self._why_lost(process)) from None
        if self._stopped_after is not None:  # it answered in the very moment in which it was stopped
            self._forget()
        if kind == "raised":
            raise content
        return content

    def kill(self) -> None:
        """End the process, whatever it is doing; a `call` that waits for it raises Lost. Any thread may do this."""
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """Let an idle process end."""
        if self._process is not None:
            with suppress(OSError):
                self._process.stdin.close()  # type: ignore[union-attr] # it leaves when nobody speaks to it any more
            self._forget()
        self._clock.close()

    def _start(self) -> subprocess.Popen[bytes]:
        # sys.path as a whole: what this process can import, the other must be able to.
        code = f"import sys; sys.path[:] = {sys.path!r}; from dateline.engine.worker import serve; serve()"
        # In a session of its own, so that Ctrl-C reaches the parent alone: only it may decide what to do about it.
        process = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        try:
            _receive(process.stdout)
        except EOFError:
            status = process.wait()
            raise DatelineError(
                f"a worker process cannot be started (exit code {status}).", advice="See `dateline doctor`."
            ) from None
        self._process = process
        return process

    def _answer(self, process: subprocess.Popen[bytes]) -> tuple[str, Any]:
        """The next message that is no word about time; meanwhile the clock runs as the worker asks."""
        try:
            while True:
                kind, content = _receive(process.stdout)
                if kind != "limit":
                    return kind, content
                if content is None:
                    self._clock.clear()
                else:
                    self._clock.set(content)
        finally:
            self._clock.clear()

    def _stop(self, seconds: float) -> None:
        self._stopped_after = seconds
        self.kill()

    def _why_lost(self, process: subprocess.Popen[bytes]) -> str:
        self._forget()
        if self._stopped_after is not None:
            return limits.took_too_long(self._stopped_after)
        status = process.returncode
        how = f"signal {-status}" if status < 0 else f"exit code {status}"
        return f"the process that read it died ({how}{', out of memory?' if status == -9 else ''})"

    def _forget(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with suppress(OSError):
                process.stdin.close()  # type: ignore[union-attr]
            process.wait()
            process.stdout.close()  # type: ignore[union-attr]


def serve() -> None:
    """The other side: answer calls until nobody is there any more."""
    try:
        _answer_calls()
    except BrokenPipeError:
        os._exit(0)  # the build was killed; there is nobody to tell, and nothing to tidy up


def _answer_calls() -> None:
    calls = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the answers
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
        file.write(_FIRST_TO_GO)
    # One thread each: two workers with two threads each would fight for two processors.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    limits.tell_parent = lambda seconds: _send(answers, ("limit", seconds))
    _send(answers, ("ready", None))
    while True:
        try:
            function, item = _receive(calls)
        except EOFError:
            return
        try:
            answer = ("result", function(item))
        except Exception as error:
            answer = ("raised", error)
        try:
            _send(answers, answer)
            _keep_what_was_loaded()
        except (pickle.PicklingError, TypeError, AttributeError) as error:
            _send(answers, ("raised", RuntimeError(f"{answer[1]!r:.200} cannot be sent between processes: {error}")))


@lru_cache(maxsize=1)
def _keep_what_was_loaded() -> None:
    """After the first answer: what was loaded for it, and what is remembered from page to page, stays until the end.
    Looking through all that for garbage every 700 objects costs a thirtieth of the time."""
    gc.freeze()
    gc.set_threshold(_OBJECTS_UNTIL_COLLECTED)


def _send(stream: BinaryIO | None, message: Any) -> None:
    assert stream is not None
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(_LENGTH_BYTES, "big"))
    stream.write(data)
    stream.flush()


def _receive(stream: BinaryIO | None) -> Any:
    """The next message; raises EOFError when the other side is gone, in the middle of one or between two."""
    assert stream is not None
    length = stream.read(_LENGTH_BYTES)
    if len(length) < _LENGTH_BYTES:
        raise EOFError
    data = stream.read(int.from_bytes(length, "big"))
    if len(data) < int.from_bytes(length, "big"):
        raise EOFError
    return pickle.loads(data)
