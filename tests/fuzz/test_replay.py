"""What fuzzing kept, once more: every input took a way through the code that no other took."""

from __future__ import annotations

import pytest

from tests.fuzz import fuzz_furniture, fuzz_readers
from tests.fuzz.running import kept

READERS, FURNITURE = (sorted(kept(name).iterdir()) for name in ("readers", "furniture"))


@pytest.mark.parametrize("first", range(0, len(READERS), 25))
def test_readers(first):
    for file in READERS[first : first + 25]:
        fuzz_readers.one(file.read_bytes())


@pytest.mark.parametrize("first", range(0, len(FURNITURE), 25))
def test_furniture(first):
    for file in FURNITURE[first : first + 25]:
        fuzz_furniture.one(file.read_bytes())


def test_every_seed_holds():
    for seed in fuzz_furniture.seeds():
        fuzz_furniture.one(seed)
