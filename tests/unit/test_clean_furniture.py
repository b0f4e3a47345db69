"""Furniture: every row of the data against its own examples, and the layout rules."""

import pytest

from dateline.clean.furniture import (
    SHAPES,
    Patterns,
    Sorted,
    furniture_rows,
    load_furniture,
    take_out_layout,
    take_out_lines,
)
from dateline.clean.passages import passages_of_text

ROWS = [(name, row) for name in SHAPES for row in furniture_rows(name)]
LEDE = "Envoys of both countries met in the capital on Monday and agreed to meet again."
SECOND = "The talks on the border had been put off twice since the spring of last year."


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[f"{name}:{row.line}" for name, row in ROWS])
def test_every_row_takes_its_yes_and_no_row_takes_its_no(name, row):
    assert Patterns([row], SHAPES[name]).search(row.yes), f"{row.file}:{row.line}"
    assert getattr(load_furniture(), name).search(row.no) is None, f"{row.file}:{row.line}"


def sort(text: str, title: str = "") -> Sorted:
    out = take_out_lines(passages_of_text(text), load_furniture())
    take_out_layout(out, [title])
    return out


def kept(text: str, title: str = "") -> list[str]:
    return [passage.text for passage in sort(text, title).kept]


def reasons(text: str, title: str = "") -> dict[str, str]:
    return {passage.text: reason for passage, reason in sort(text, title).dropped}


def test_a_comment_form_in_another_script_goes():
    assert kept(f"{LEDE}\n{SECOND}\nКнопка «Наверх»\nСвяжитесь с нами") == [LEDE, SECOND]


def test_a_text_in_two_scripts_stays_whole():
    russian = "Министры обеих стран встретились в столице в понедельник и договорились о новой встрече в столице."
    assert kept(f"{LEDE}\n{russian}") == [LEDE, russian]


def test_the_headline_told_again_goes_even_when_it_is_glued():
    title = "Envoys meet in the capital to end the border dispute"
    text = f"{title}\nA second round follows in May after both sides agreed{title}\n{title}\n{LEDE}"
    assert kept(text, title) == ["A second round follows in May after both sides agreed", LEDE]


def test_teasers_that_are_repeated_go_and_a_table_of_repeats_stays():
    teaser = "Border dispute: five things to know"
    assert kept(f"{LEDE}\n{teaser}\n{teaser}\nRead more\n{SECOND}") == [LEDE, SECOND]
    table = "\n".join([LEDE, "Killed", "Wounded", "Killed", "Wounded", "Killed", "Wounded", SECOND])
    assert len(kept(table)) == 8


def test_labels_go_before_and_after_the_text_but_subheads_stay():
    assert kept(f"World & Region\n{LEDE}\nThe background\n{SECOND}\nMain menu bar") == [LEDE, "The background", SECOND]


def test_a_caption_scraped_twice_goes_twice():
    caption = "Residents gather in the main square of the town after the quake"
    assert kept(f"{caption}\n{caption}. A. Example/AFP/Getty Images\n{LEDE}") == [LEDE]


def test_a_paragraph_that_stands_there_twice_is_kept_once():
    assert kept(f"{LEDE}\n{SECOND}\n{LEDE}") == [LEDE, SECOND]
    assert reasons(f"{LEDE}\n{SECOND}\n{LEDE}") == {LEDE: "doubled paragraph"}


def test_furniture_at_the_ends_of_a_paragraph_is_cut_off():
    text = f"Key Highlights {LEDE} Read more...\n{SECOND}"
    assert kept(text) == [LEDE, SECOND]
    assert reasons(text) == {"Key Highlights": "site furniture", "Read more...": "read more"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Share prices fell after the army said it would follow the order.",
        "Read more than once in parliament, the letter called for restraint.",
        "Watch out for mines, a sign at the entrance of the village warned.",
        "Updated maps showed that the front had moved west since Friday.",
        "Photos of the strike were shown to diplomats in the capital on Friday.",
        "The site said cookies and bread were all that was left to sell.",
        "Sign language interpreters were among those who were evacuated.",
        "Comments by the minister on Tuesday drew an angry reply from the embassy.",
        "Copyright law was not on the agenda, a spokesman told reporters.",
        "Click farms were used to spread the claim, researchers said.",
        "Related attacks in two other towns killed four people on Sunday.",
    ],
)
def test_sentences_that_begin_like_furniture_stay(sentence):
    assert kept(f"{sentence}\n{LEDE}") == [sentence, LEDE]
