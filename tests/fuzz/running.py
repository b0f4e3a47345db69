"""How a fuzzer starts: from what is kept and from the nasty corpus, into a folder that git does not see."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
NASTY = ROOT / "tests" / "nasty"
WORK = ROOT / ".fuzz"
# A page that takes longer than this (seconds) is a hang; libFuzzer stops there and writes it to .fuzz/.
HANG = 10
LONGEST = 4096  # bytes of an input; what is found in longer ones is found in shorter ones, sooner


def payloads() -> Iterable[tuple[str, bytes]]:
    """The nasty files that are made of bytes, with the name each is read under."""
    for file in sorted(NASTY.glob("corpus/*/*.nasty")):
        line, _, payload = file.read_bytes().partition(b"\n")
        if payload and len(payload) < LONGEST:
            yield json.loads(line)["as"], payload
    for file in sorted((NASTY / "found").iterdir()):
        yield file.name, file.read_bytes()


def kept(name: str) -> Path:
    return Path(__file__).parent / "corpus" / name


def run(name: str, one: Callable[[bytes], None], seeds: Iterable[bytes]) -> None:
    """Hand over to libFuzzer; `sys.argv` may hold its options (-max_total_time=600, -merge=1 ...)."""
    import atheris

    folders = [WORK / name, kept(name), WORK / f"{name}-seeds"]
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        (folders[-1] / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    options = [f"-timeout={HANG}", f"-max_len={LONGEST}", f"-artifact_prefix={WORK}/{name}-", *sys.argv[1:]]
    given = any(not option.startswith("-") for option in sys.argv[1:])
    atheris.Setup([sys.argv[0], *options, *([] if given else map(str, folders))], one)
    atheris.Fuzz()
