"""Headlines in Title Case are read in plain case; everything else stays as it is."""

from __future__ import annotations

import pytest

from dateline.annotate.headlines import plain_case

WORDS = frozenset({"offer", "mediate", "clan", "attack", "condemn"})


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Oman Offers to Mediate Between Clans", "Oman offers to mediate between clans"),
        ("Peru Condemns Attack on Lima Market", "Peru condemns attack on Lima Market"),
        (
            "Oman offered to mediate between the clans of Dhofar.",
            "Oman offered to mediate between the clans of Dhofar.",
        ),
        ("NATO ATTACKS THE PORT", "NATO ATTACKS THE PORT"),
        ("Attack", "Attack"),
    ],
)
def test_plain_case(text, plain):
    assert plain_case(text, WORDS) == plain
    assert len(plain) == len(text)
