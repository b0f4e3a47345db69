"""Quotation marks: found by their characters, over straight, curly and typewriter marks, and broken ones."""

import pytest

from dateline.annotate.quotations import find_quotations
from tests.factories import document


def quoted(text):
    doc = document(text)
    return [doc.text[q.start : q.end] for q in find_quotations(doc.text, doc.blocks)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ('He said: "We know."', ['"We know."']),
        ("“One,” he said. “Two.”", ["“One,”", "“Two.”"]),
        ("«Un» et «deux»", ["«Un»", "«deux»"]),
        ("``One'' and ``two''", ["``One''", "``two''"]),
        ("They don't know the states' plans.", []),
        ("The '90s were 'not easy', he said.", ["'not easy'"]),
        ("“He told us ‘go home’ and left,” she said.", ["“He told us ‘go home’ and left,”"]),
        ("“The “Old Tower” fell,” she said.", ["“The “Old Tower” fell,”"]),
        ('"It\'s late," he said, "and it\'s cold."', ['"It\'s late,"', '"and it\'s cold."']),
        ("No marks at all.", []),
        ("A closing mark” alone.", []),
    ],
)
def test_marks(text, want):
    assert quoted(text) == want


def test_an_unclosed_quotation_runs_on_when_the_next_paragraph_opens_with_a_mark():
    doc = document("“We came.\n“We saw,” he said.\nHe left.")
    first, second = find_quotations(doc.text, doc.blocks)
    assert first.runs_on
    assert not first.closed
    assert second.closed
    assert not second.runs_on


def test_an_unclosed_quotation_ends_with_its_paragraph():
    doc = document("He said: “We came.\nThey left.")
    (only,) = find_quotations(doc.text, doc.blocks)
    assert doc.text[only.start : only.end] == "“We came."
    assert not only.runs_on
