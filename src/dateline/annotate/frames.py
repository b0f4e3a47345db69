"""A reporting word with its slots: source, cue and contents as clean spans of the text."""

from __future__ import annotations

from dateline.grammar import Tree
from dateline.model import Span, Struct

_LOOSE = frozenset({",", ".", ";", ":", "-", "–", "—", "--", "?", "!"})
_DASHES = frozenset({"-", "–", "—", "--"})


class Frame(Struct):
    """One reporting word with its slots."""

    sentence: int
    act: str
    cue: Span | None  # None for a quotation that nobody claims
    source: Span | None
    speaker_head: int | None  # offset of the word that names the speaker: the noun before "who"
    content: tuple[Span, ...]
    speech: bool  # whether a quotation beside it may be its content


def make_frame(
    tree: Tree,
    act: str,
    reach: tuple[int, int],
    source: int | None,
    speaker: int | None,
    contents: list[list[int]],
    *,
    speech: bool,
) -> Frame:
    """Cut source, cue and contents (as token indices) out of the sentence so that none reaches into another."""
    left, right = reach
    named = _source_run(tree, source, left, right) if source is not None else []
    taken = {*range(left, right + 1), *named}
    spans = [s for indices in contents for s in runs_of(tree, [k for k in indices if k not in taken])]
    return Frame(
        sentence=tree.sentence.index,
        act=act,
        cue=Span(tree.tokens[left].start, tree.tokens[right].end),
        source=tree.span(named) if named else None,
        speaker_head=tree.tokens[speaker].start if speaker is not None else None,
        content=tuple(sorted(spans)),
        speech=speech,
    )


def _source_run(tree: Tree, source: int, left: int, right: int) -> list[int]:
    """The whole noun phrase with appositions and relative clauses, cut off where the cue stands, without end marks."""
    before = {k for c in tree.deps(source, "prep", "advmod") if c < source for k in tree.subtree(c)}
    indices = [k for k in tree.subtree(source) if not left <= k <= right and k not in before]
    run = next((r for r in contiguous(indices) if source in r), [source])
    # "OSLO (Reuters) - The minister said": the parser takes the dateline for part of the name.
    dash = next((k for k in reversed(run) if k < source and tree.tokens[k].text in _DASHES), None)
    run = [k for k in run if dash is None or k > dash]
    while len(run) > 1 and tree.tokens[run[-1]].text in _LOOSE:
        run = run[:-1]
    while len(run) > 1 and (tree.tokens[run[0]].text in _LOOSE or tree.tokens[run[-1]].dep == "case"):
        run = run[1:] if tree.tokens[run[0]].text in _LOOSE else run[:-1]
    return run


def runs_of(tree: Tree, indices: list[int]) -> list[Span]:
    """Contiguous stretches of the content, without the commas and stops at their edges."""
    spans = []
    for run in contiguous(indices):
        run = run[: _aside(tree, run)]
        while run and tree.tokens[run[-1]].text in _LOOSE:
            run = run[:-1]
        while run and tree.tokens[run[0]].text in _LOOSE:
            run = run[1:]
        if run and any(tree.tokens[k].pos != "PUNCT" for k in run):
            spans.append(tree.span(run))
    return spans


def _aside(tree: Tree, run: list[int]) -> int:
    """Where a relative clause after a comma begins that ends the content: "..., which is closed" is the report's."""
    tokens = tree.tokens
    for n in range(len(run) - 1, 1, -1):
        k = run[n]
        if tokens[k].tag in ("WDT", "WP") and tokens[run[n - 1]].text == "," and k == run[n - 1] + 1:
            clause = tokens[k].head
            if tokens[clause].dep == "relcl" and max(tree.subtree(clause)) >= run[-1] - 1:
                return n - 1
    return len(run)


def contiguous(indices: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for k in sorted(indices):
        if runs and k == runs[-1][-1] + 1:
            runs[-1].append(k)
        else:
            runs.append([k])
    return runs
