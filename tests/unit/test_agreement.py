"""Do two answers say the same, from their words alone?"""

from __future__ import annotations

from dateline.corroborate.agreement import AGREE, agree


def test_nouns_agree_with_their_verbs():
    assert agree("the mayor resigned over the ferry contract", "the resignation of the mayor") > AGREE


def test_common_words_alone_are_no_agreement():
    assert agree("the mayor said it was too late", "officials said there was no time") < AGREE


def test_the_same_words_agree_fully_and_no_words_not_at_all():
    assert round(agree("Three bridges closed.", "three bridges closed"), 9) == 1.0
    assert agree("", "three bridges closed") == agree("the and of", "the and of") == 0.0


def test_who_is_asked_first_does_not_matter():
    a, b = "delays at the port of Selby", "ferries from Selby were delayed for hours"
    assert agree(a, b) == agree(b, a)
