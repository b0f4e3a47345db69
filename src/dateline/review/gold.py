"""What reviewers decided, as gold sentences: the coder's own tests, in the form of tests/gold/coder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from dateline.model import Mention, Record
from dateline.review.log import Decision, standing
from dateline.review.tellings import Tellings

_HEADER = """# Sentences that reviewers decided about. `want` lists "concept: actor words > target words"; `never` lists
# concepts that must not be found. The sentences are those of the reports: check that you may pass them on.
"""


def gold_cases(record: Record, decisions: Sequence[Decision]) -> str:
    """One case a sentence, in the order of the record: accepted and corrected tellings are wanted as they stand now,
    rejected ones never. The record must have been built with these decisions.
    """
    keys = Tellings(record.reports, record.documents, record.annotations, record.mentions)
    want: dict[tuple[str, str], list[str]] = defaultdict(list)
    never: dict[tuple[str, str], list[str]] = defaultdict(list)
    why: dict[tuple[str, str], list[str]] = defaultdict(list)
    for decision in standing(decisions):
        for telling in decision.tellings:
            case = (telling.report, telling.sentence)
            if decision.kind == "reject":
                never[case].append(telling.concept)
            elif decision.kind in ("accept", "correct"):
                found = keys.find(telling)
                if not isinstance(found, str):
                    want[case].append(_wanted(found, keys))
            else:
                continue
            why[case] += [decision.why] if decision.why else []
    return _HEADER + "".join(_case(case, want[case], never[case], why[case]) for case in sorted(why))


def _wanted(mention: Mention, keys: Tellings) -> str:
    text = keys.words(mention.report)
    sides = [
        " & ".join(" ".join(text[p.start : p.end].split()) for p in parties)
        for parties in (mention.actors, mention.targets)
    ]
    made = f"{mention.concept}: {sides[0]}" + (f" > {sides[1]}" if sides[1] else "")
    return made if mention.status == "happened" else f"{made} [{mention.status}]"


def _case(case: tuple[str, str], want: list[str], never: list[str], why: list[str]) -> str:
    lines = ["\n[[case]]", f"text = {_toml(case[1])}", f"want = {_toml(list(dict.fromkeys(want)))}"]
    if never:
        lines.append(f"never = {_toml(list(dict.fromkeys(never)))}")
    lines.append(f"why = {_toml('; '.join(dict.fromkeys(why)) or 'decided by a reviewer')}")
    return "\n".join(lines) + "\n"


def _toml(value: str | list[str]) -> str:
    """A string or a list of strings: JSON's form is TOML's, but for the delete character."""
    return msgspec.json.encode(value).decode().replace("\x7f", "\\u007F")
