"""Walking one parsed sentence: children, subtrees, conjuncts. Knows dependency labels, no events and no actors."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model import Sentence, Span, Token

# Dependents that do not belong to the phrase when a head is quoted as a slot.
_OUTSIDE = frozenset({"punct", "cc", "conj", "relcl", "advcl", "parataxis"})


class Tree:
    """A sentence with its children lists; made once per sentence and thrown away."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = sentence.tokens
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head != i:
                self.children[token.head].append(i)

    def __len__(self) -> int:
        return len(self.tokens)

    def roots(self) -> list[int]:
        return [i for i, token in enumerate(self.tokens) if token.head == i]

    def deps(self, i: int, *labels: str) -> list[int]:
        """Children of `i` with one of these labels, in text order."""
        return [c for c in self.children[i] if self.tokens[c].dep in labels]

    def subtree(self, i: int) -> list[int]:
        """`i` and everything below it, in text order."""
        found, todo = [], [i]
        while todo:
            j = todo.pop()
            found.append(j)
            todo.extend(self.children[j])
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above `i`, nearest first."""
        seen = {i}
        while self.tokens[i].head not in seen:
            i = self.tokens[i].head
            seen.add(i)
            yield i

    def conjuncts(self, i: int) -> list[int]:
        """`i` and what is co-ordinated with it below: "India and Pakistan" from "India"."""
        found = [i]
        for c in self.deps(i, "conj"):
            found.extend(self.conjuncts(c))
        return found

    def phrase(self, i: int) -> Span:
        """The noun phrase of head `i` without relative clauses, conjuncts and trailing punctuation."""
        keep, todo = {i}, [c for c in self.children[i] if self.tokens[c].dep not in _OUTSIDE]
        while todo:
            j = todo.pop()
            keep.add(j)
            todo.extend(
                c for c in self.children[j] if self.tokens[c].dep not in _OUTSIDE or self.tokens[c].dep == "conj"
            )
        return self.span(sorted(keep))

    def span(self, indices: list[int]) -> Span:
        return Span(self.tokens[indices[0]].start, self.tokens[indices[-1]].end)

    def at(self, offset: int) -> int | None:
        """The token that covers a character offset."""
        for i, token in enumerate(self.tokens):
            if token.start <= offset < token.end:
                return i
        return None

    def head_of(self, span: object) -> int | None:
        """The token inside a span whose head lies outside it (the first such)."""
        start, end = span.start, span.end  # type: ignore[attr-defined]
        inside = [i for i, token in enumerate(self.tokens) if token.start < end and start < token.end]
        for i in inside:
            if self.tokens[i].head not in inside or self.tokens[i].head == i:
                return i
        return inside[0] if inside else None
