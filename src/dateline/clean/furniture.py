"""Page furniture inside text: which lines are no part of the report, and why.

What furniture says is data (data/furniture/*.csv, each row with an example of what it takes and one of what it leaves);
how it is laid out is code here: another script, a headline told twice, teasers that are repeated.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files

import msgspec

from dateline.clean.passages import CLOSERS, STOPS, Passage
from dateline.clean.titles import same_headline
from dateline.errors import DataError

# Which part of a line the patterns of each file stand for.
SHAPES = {"lines": r"\A(?:{})\Z", "starts": r"\A(?:{})(?:\s+|\Z)", "ends": r"(?:{})\Z"}
# A whole line of furniture is short; longer ones are somebody's sentence that begins like it.
_LINE_MAX = 800
_END_MAX = 400
# Two hundred lines of a page lie outside its article, and the next page of the outlet has the same menus: short lines
# (characters) are remembered, so many of them.
_MENU_MAX = 120
_REMEMBERED = 65_536
# Reasons that mark a line as a caption.
_CAPTIONS = ("photo caption", "photo credit", "video caption")
# A report is in one script when that much of it is; below, it is a text in two scripts and both stay.
_MAIN_SCRIPT = 0.7
# A shorter headline may be an ordinary phrase at the end of a sentence.
_GLUED_TITLE = 25
_MOST_CUTS = 6  # pieces of furniture on one line: "UPDATE 2: EXCLUSIVE: ..."
_SCRIPT_SAMPLE = 200  # characters of a line that tell its script
_LABEL_TIMES = 5
_A_REPORT = 3  # paragraphs with a full stop that make a text one whose end can be told
_MOST_TEASERS = 6  # different lines that are repeated
_ALL_LINK = 0.95
# A shorter sentence may be said twice on purpose: "No one was hurt."
_LONG_KEY = 40
_WORD = re.compile(r"\w+")
_NOT_LATIN = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")
_SENTENCE_END = re.compile(rf"[{STOPS}][{CLOSERS}]*$")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    file: str
    line: int
    pattern: str
    reason: str
    needs: tuple[str, ...]  # one of these must occur for the pattern to be tried at all
    yes: str
    no: str


class Patterns:
    """The rows of one file, ready to search. `shape` says where on the line a pattern must stand.

    Rows without `needs` are one expression, whose matching group tells the row; each of the others looks for its
    pattern anywhere in a line, which is slow, and is tried only on lines with one of its words.
    """

    def __init__(self, rows: list[Row], shape: str) -> None:
        plain = [row for row in rows if not row.needs]
        self._reasons = [row.reason for row in plain]
        self._plain = _compiled(shape.format("|".join(f"({row.pattern})" for row in plain)) if plain else r"(?!)")
        # A row for each of its words: a plain loop over words costs a third of `any` over each row's.
        others = [(row.needs, _compiled(shape.format(row.pattern)), row.reason) for row in rows if row.needs]
        self._others = [(word, pattern, reason) for needs, pattern, reason in others for word in needs]
        self._seen = lru_cache(maxsize=_REMEMBERED)(self._search)

    def search(self, text: str) -> tuple[str, int, int] | None:
        """The reason and the place of a match."""
        return self._seen(text) if len(text) <= _MENU_MAX else self._search(text)

    def _search(self, text: str) -> tuple[str, int, int] | None:
        match = self._plain.search(text)
        if match is not None and match.lastindex is not None:
            return self._reasons[match.lastindex - 1], match.start(), match.end()
        lower = text.lower()
        for word, pattern, reason in self._others:
            if word in lower and (match := pattern.search(text)):
                return reason, match.start(), match.end()
        return None


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


class Furniture(msgspec.Struct, frozen=True):
    lines: Patterns
    starts: Patterns
    ends: Patterns


@lru_cache(maxsize=1)
def load_furniture() -> Furniture:
    """Read and check the rows; raises DataError naming file and line."""
    made = {name: furniture_rows(name) for name in SHAPES}
    return Furniture(
        lines=Patterns(made["lines"], SHAPES["lines"]),
        starts=Patterns(made["starts"], SHAPES["starts"]),
        ends=Patterns(made["ends"], SHAPES["ends"]),
    )


def furniture_rows(name: str) -> list[Row]:
    path = files("dateline").joinpath("data", "furniture", f"{name}.csv")
    rows = []
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        for row in reader:
            made = Row(
                file=f"data/furniture/{name}.csv",
                line=reader.line_num,
                pattern=row["pattern"],
                reason=row["reason"],
                needs=tuple(word for word in row["needs"].split("|") if word),
                yes=row["yes"],
                no=row["no"],
            )
            try:
                groups = re.compile(made.pattern).groups
            except re.error as error:
                raise DataError(f"{made.file}:{made.line}: not a regular expression ({error}).") from error
            if groups:
                raise DataError(f"{made.file}:{made.line}: write groups as (?:...).")
            rows.append(made)
    return rows


class Sorted(msgspec.Struct):
    """Passages told apart: what stays, and what goes with the reason."""

    kept: list[Passage]
    dropped: list[tuple[Passage, str]]


def take_out_lines(passages: list[Passage], furniture: Furniture) -> Sorted:
    """Remove what the data call furniture: whole lines, and what stands before or behind a paragraph on its line."""
    out = Sorted([], [])
    for passage in passages:
        _trim(passage, furniture, out)
    captions = [_key(passage.text) for passage, reason in out.dropped if reason in _CAPTIONS]
    if captions:
        # A caption is often scraped twice, once with and once without its credit.
        out.kept, again = _split(
            out.kept, lambda p: len(key := _key(p.text)) > 20 and any(key in one for one in captions)
        )
        out.dropped += [(passage, "photo caption") for passage in again]
    return out


def take_out_layout(out: Sorted, titles: list[str]) -> None:
    """Remove what the layout of the lines gives away: another script, a headline told again, teasers, labels."""
    _drop_another_script(out)
    for title in dict.fromkeys(titles):
        if title:
            _drop_title(out, title)
    _drop_links(out)
    _drop_teasers(out)
    _drop_second_copies(out)
    _drop_labels(out)


def take_out_tail(out: Sorted) -> None:
    """Short lines without a full stop below the last paragraph: headlines of other stories. A report ends with a sentence."""
    sentences = [n for n, p in enumerate(out.kept) if _SENTENCE_END.search(p.text)]
    if len(sentences) < _A_REPORT:
        return
    tail = out.kept[sentences[-1] + 1 :]
    if tail and all(_is_short(p.text) and not _SENTENCE_END.search(p.text) for p in tail):
        out.kept = out.kept[: sentences[-1] + 1]
        out.dropped += [(passage, "related stories") for passage in tail]


def _trim(passage: Passage, furniture: Furniture, out: Sorted) -> None:
    """Take a whole furniture line out, or cut furniture off both ends of a passage."""
    for _ in range(_MOST_CUTS):
        if not passage.text:
            return
        if len(passage.text) <= _LINE_MAX and (found := furniture.lines.search(passage.text)):
            out.dropped.append((passage, found[0]))
            return
        if found := furniture.starts.search(passage.text):
            out.dropped.append((passage.cut(0, found[2]), found[0]))
            passage = passage.cut(found[2], len(passage.text))
            if found[0] == "bullet":
                passage.kind = "list"
        elif found := furniture.ends.search(passage.text[-_END_MAX:]):
            cut = max(0, len(passage.text) - _END_MAX) + found[1]
            out.dropped.append((passage.cut(cut, len(passage.text)), found[0]))
            passage = passage.cut(0, cut)
        else:
            break
    if passage.text:
        out.kept.append(passage)


def _drop_another_script(out: Sorted) -> None:
    """Lines in another script than the report's: comment forms and buttons of a page in another language."""
    counts: Counter[str] = Counter()
    for passage in out.kept:
        counts[_script(passage.text)] += len(passage.text)
    main = max(counts, key=lambda script: (counts[script], script), default="")
    if not main or counts[main] < _MAIN_SCRIPT * counts.total():
        return
    out.kept, others = _split(out.kept, lambda p: _script(p.text) not in (main, ""))
    out.dropped += [(passage, "another script") for passage in others]


def _drop_title(out: Sorted, title: str) -> None:
    """The headline again: as a line of its own, or glued to the end or the beginning of another."""
    key, kept = _key(title), []
    for passage in out.kept:
        text = passage.text
        if (len(text) < 2 * len(title) + 20 and _key(text) == key) or (_is_short(text) and same_headline(text, title)):
            out.dropped.append((passage, "doubled headline"))
            continue
        if len(title) >= _GLUED_TITLE and len(text) > len(title):
            if text.endswith(title):
                at = len(text) - len(title)
                out.dropped.append((passage.cut(at, len(text)), "doubled headline"))
                passage = passage.cut(0, at)
            elif (
                text.startswith(title)
                and text[len(title) :].lstrip()[:1] not in tuple(",;:.-–—'’)")
                and not text[len(title)].isalpha()
            ):
                out.dropped.append((passage.cut(0, len(title)), "doubled headline"))
                passage = passage.cut(len(title), len(text))
        if passage.text:
            kept.append(passage)
    out.kept = kept


def _drop_teasers(out: Sorted) -> None:
    """Short lines that are no sentence and stand there more than once: teasers of other stories."""
    times = Counter(_key(passage.text) for passage in out.kept if _is_short(passage.text))
    repeated = {key for key, count in times.items() if count > 1}
    # Where much is told again and again the page is a table or a list, and nothing of it a teaser.
    if len(repeated) > _MOST_TEASERS:
        return
    # One or two words may be said again ("Killed", a name); told this often they are a label of the page.
    label = {key for key in repeated if times[key] >= _LABEL_TIMES}
    out.kept, again = _split(
        out.kept,
        lambda p: _is_short(p.text) and (key := _key(p.text)) in repeated and (p.text.count(" ") >= 3 or key in label),
    )
    out.dropped += [(passage, "related story") for passage in again]


def _drop_links(out: Sorted) -> None:
    """Lines of a page that are a link from end to end, and no sentence: other stories, offered between paragraphs."""
    out.kept, links = _split(
        out.kept,
        lambda p: p.linked >= _ALL_LINK * len(p.text.replace(" ", "")) > 15 and not p.text.endswith((".", "”", '"')),
    )
    out.dropped += [(passage, "related story") for passage in links]


def _drop_second_copies(out: Sorted) -> None:
    """Whole paragraphs that stand there twice: a page that was scraped in two layouts."""
    seen: set[str] = set()
    kept = []
    for passage in out.kept:
        key = passage.text.casefold()
        if len(key) >= _LONG_KEY and key in seen:
            out.dropped.append((passage, "doubled paragraph"))
        else:
            kept.append(passage)
        seen.add(key)
    out.kept = kept


def _drop_labels(out: Sorted) -> None:
    """A few words before the first paragraph or after the last one: section names, buttons, a name under a photo."""
    running = [number for number, passage in enumerate(out.kept) if _is_running(passage.text)]
    if not running:
        return
    labels = {
        number
        for number, passage in enumerate(out.kept)
        if (number < running[0] or number > running[-1]) and _is_label(passage.text)
    }
    out.dropped += [(passage, "label") for number, passage in enumerate(out.kept) if number in labels]
    out.kept = [passage for number, passage in enumerate(out.kept) if number not in labels]


def _is_short(text: str) -> bool:
    return len(text) < 250 and not _SENTENCE_END.search(text, max(0, len(text) - 6)) and len(_WORD.findall(text)) <= 25


def _is_running(text: str) -> bool:
    return len(text) >= 40 and text.count(" ") >= 7 and bool(_SENTENCE_END.search(text, len(text) - 6))


def _is_label(text: str) -> bool:
    return len(text) < 60 and len(_WORD.findall(text)) <= 4 and not _SENTENCE_END.search(text)


def _split(passages: list[Passage], goes: Callable[[Passage], bool]) -> tuple[list[Passage], list[Passage]]:
    stay: list[Passage] = []
    go: list[Passage] = []
    for passage in passages:
        (go if goes(passage) else stay).append(passage)
    return stay, go


def _key(text: str) -> str:
    return "".join(_WORD.findall(text.lower()))


def _script(text: str) -> str:
    """ "latin" or "other", whichever most letters are; "" when there are none."""
    if text.isascii():
        return "latin" if any(map(str.isalpha, text)) else ""
    if not _NOT_LATIN.search(text, 0, _SCRIPT_SAMPLE):
        return "latin" if any(map(str.isalpha, text[:_SCRIPT_SAMPLE])) else ""
    latin = other = 0
    for character in text[:_SCRIPT_SAMPLE]:
        if character.isalpha():
            if character < "\u0250" or "\u1e00" <= character <= "\u1eff":
                latin += 1
            else:
                other += 1
    if not latin + other:
        return ""
    return "latin" if latin >= other else "other"
