"""Report -> Document: offsets, the ledger, and that nothing is lost between them."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.clean.article import clean
from dateline.clean.language import language_of
from dateline.clean.page import read_page
from dateline.clean.tags import tokens
from dateline.config import Config
from dateline.errors import InputError
from dateline.model import Document, Report, Span
from dateline.readers import read_item
from dateline.readers.item import Item
from dateline.resources import resources
from dateline.text import raw_span

NOW = "2020-06-30"
LEDE = "Envoys of both countries met in the capital on Monday and agreed to meet again before the end of the month."
SECOND = (
    "The talks on the border, which had been put off twice since the spring, were the first in more than three years."
)
THIRD = "“We have listened to each other,” the host’s foreign minister told reporters after the meeting had ended."
PAGE = f"""<!DOCTYPE html><html><head><title>Envoys meet in the capital | The Evening Courier</title>
<meta property="og:title" content="Envoys meet in the capital">
<meta property="og:site_name" content="The Evening Courier">
<meta property="article:published_time" content="2015-05-04T10:20:00+02:00">
<script type="application/ld+json">{{"@type": "NewsArticle", "author": [{{"name": "Ann Lee"}}]}}</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Envoys meet &amp; talk in the capital</h1>
<figure><img src="x.jpg"><figcaption>A guard at the gate.</figcaption></figure>
<p>{LEDE}</p><p>{SECOND.replace("talks", "talks&nbsp;&#8212;")}</p>
<p>Read more: <a href="/b">Five things to know</a></p>
<p>{THIRD}</p></article><footer><p>Copyright The Evening Courier</p></footer></body></html>"""


def report(content: str | bytes, name: str = "report.txt") -> Report:
    data = content.encode() if isinstance(content, str) else content
    (one,) = read_item(Item(path=name, memory=data), Config())
    assert isinstance(one, Report), one
    return one


def document(content: str | bytes, name: str = "report.txt", **settings) -> tuple[Report, Document]:
    one = report(content, name)
    return one, clean(one, resources(Config(**settings)), now=NOW)


def words(text: str) -> str:
    return "".join(re.findall(r"\w+", text))


def test_a_page_gives_its_article_title_outlet_author_and_day():
    _, doc = document(PAGE, "page.html")
    assert doc.title == "Envoys meet & talk in the capital"
    assert [block.kind for block in doc.blocks] == ["title", "paragraph", "paragraph", "paragraph"]
    assert (doc.outlet, doc.byline, doc.language) == ("The Evening Courier", "Ann Lee", "en")
    assert doc.published.start == doc.published.end == "2015-05-04"
    assert "article:published_time" in doc.published.basis
    assert "Read more: Five things to know" in [removed.text for removed in doc.removed]


def test_spans_lead_back_to_the_raw_characters():
    one, doc = document(PAGE, "page.html")
    for start in range(0, len(doc.text) - 20, 7):
        span = raw_span(doc, Span(start, start + 5))
        raw = one.raw[span.start : span.end]
        assert words(doc.text[start : start + 5]) == words(re.sub(r"&\w+;|&#\d+;|<[^>]*>", "", raw))


def test_a_row_keeps_its_offsets_through_escapes():
    row = {"title": "Envoys “meet”", "maintext": f'{LEDE}\n\nCAFÉ "quotes" and a tab\there, said the host.\n\n{SECOND}'}
    for ascii_only in (True, False):
        one, doc = document(json.dumps(row, ensure_ascii=ascii_only), "rows.jsonl")
        at = doc.text.index('"quotes"')
        span = raw_span(doc, Span(at, at + 8))
        assert one.raw[span.start : span.end] == '\\"quotes\\"'
        assert doc.text.startswith("Envoys “meet”\n\n" + LEDE)


def test_header_lines_of_a_text_become_data():
    text = f"Title: Envoys meet\nSource: The Evening Courier\nDate: 4 May 2015\nAuthor: Ann Lee\n\n{LEDE}\n\n{SECOND}"
    _, doc = document(text)
    assert (doc.title, doc.outlet, doc.byline) == ("Envoys meet", "The Evening Courier", "Ann Lee")
    assert doc.published.start == "2015-05-04"
    assert doc.text == f"{LEDE}\n\n{SECOND}"


def test_lines_wrapped_by_hand_are_joined():
    wrapped = "\n".join(re.findall(r".{1,60}(?: |$)", LEDE)) + "\n\n" + "\n".join(re.findall(r".{1,60}(?: |$)", SECOND))
    _, doc = document(wrapped)
    assert doc.text == f"{LEDE}\n\n{SECOND}"


def test_markup_in_a_row_is_read_as_markup():
    row = {"title": "Envoys meet", "content": f"<p>{LEDE}</p><p>{SECOND.replace('talks', 'talks &amp; visits')}</p>"}
    _, doc = document(json.dumps(row), "rows.jsonl")
    assert "The talks & visits on the border" in doc.text
    assert "<p>" not in doc.text


def test_another_language_is_named_and_kept():
    russian = "Министры обеих стран встретились в понедельник в столице и договорились о новой встрече в июне. " * 4
    _, doc = document(russian)
    assert doc.language == "ru"
    assert doc.text


def test_too_little_text_is_refused_with_the_numbers():
    with pytest.raises(InputError, match="too little text \\(3 words kept"):
        document("Envoys met again.")


def test_short_text_has_no_language():
    assert language_of("Envoys met.") == "und"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 2_000 + f"<p>{LEDE}</p><p>{SECOND}</p>" + "</div>" * 2_000,
        "<div>" * 100_000 + f"<p>{LEDE}</p><p>{SECOND}</p>",
        f"<p>{LEDE}</p><p>{SECOND}</p>" + "<span>a</span> " * 60_000,
        f"<p>{LEDE}</p><img src='a.png''/><p>{SECOND}</p>",
        f"<p>{LEDE}</p><p>{SECOND}</p><!-- never closed",
        f"<p>{LEDE}<p>{SECOND}</b></i></div></div>",
        f"<p>{LEDE}</p><p>{SECOND}</p>" + "<a href='x" * 50_000,
    ],
)
def test_hostile_pages_keep_their_article(page):
    _, doc = document("<html><body>" + page, "page.html")
    assert LEDE in doc.text


def test_a_page_cut_at_the_cap_says_so():
    page = f"<html><body><p>{LEDE}</p><p>{SECOND}</p>" + "<p>more</p>" * 500
    _, doc = document(page, "page.html", max_elements=100)
    assert any("was cut after 100 elements" in note for note in doc.notes)


markup = st.lists(
    st.one_of(
        st.sampled_from(
            ["<p>", "</p>", "<div class='nav'>", "</div>", "<br>", "<li>", "&amp;", "&nbsp;", "&#1;", "&bogus;", "<",
             ">", '"', "'", "<a href=x>", "</a>", "<script>x</script>", "<style>", "<!-- c -->", "<title>T</title>",
             "\u200b", "\n", "  ", "Read more\n", LEDE, SECOND, THIRD]
        ),
        st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12),
    ),
    max_size=30,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(markup)
def test_what_is_kept_and_what_is_removed_are_together_what_is_seen(parts):
    page = f"<html><body><p>{LEDE}</p><p>{SECOND}</p>" + "".join(parts)
    try:
        one, doc = document(page.encode("utf-8", "replace"), "page.html")
    except InputError:
        return
    seen = read_page(one.raw, max_elements=10_000, max_depth=100).passages
    title = words(doc.text[doc.blocks[0].start : doc.blocks[0].end]) if doc.blocks[0].kind == "title" else ""
    kept = words(doc.text) + "".join(words(removed.text) for removed in doc.removed)
    expected = "".join(words(passage.text) for passage in seen)
    # The headline may come from the page's <title>, which is not part of what is seen.
    assert sorted(kept) in (sorted(expected), sorted(expected + title))
    for block in doc.blocks:
        span = raw_span(doc, block)
        assert 0 <= span.start < span.end <= len(one.raw)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abc <>/&;'\"=!-\n", max_size=80))
def test_tags_and_text_cover_the_page_in_order(page):
    at = 0
    for token in tokens(page):
        assert at <= token.start < token.end <= len(page)
        at = token.end


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from([LEDE, SECOND, THIRD, "Read more", "By Ann Lee", "CAIRO (AP) - " + LEDE, "Share", "The road"]),
        max_size=12,
    )
)
def test_nothing_of_a_plain_text_is_lost(lines):
    text = "\n".join([LEDE, *lines])
    try:
        one, doc = document(text)
    except InputError:
        return
    kept = words(doc.text) + "".join(words(removed.text) for removed in doc.removed)
    assert sorted(kept) == sorted(words(text))
    for block in doc.blocks:
        span = raw_span(doc, block)
        assert one.raw[span.start : span.end] == doc.text[block.start : block.end]


def test_the_title_behind_the_headline_names_the_outlet():
    page = (
        "<html><head><title>Talks end without a deal - Velmar Courier</title></head><body>"
        "<h1>Talks end without a deal</h1><p>The talks on the border ended on Sunday without a deal, two officials said after the last round.</p>"
        "<p>A new round may be held in autumn, the foreign minister told the parliament in the capital.</p>"
        "</body></html>"
    )
    _, doc = document(page, "page.html")
    assert (doc.title, doc.outlet) == ("Talks end without a deal", "Velmar Courier")


def test_the_day_of_an_author_does_not_date_the_page():
    page = (
        "<html><body><h1>Talks end without a deal</h1><div>Ann Example February 2, 2010 author since</div>"
        "<div>Updated: May 14, 2015, 21:40</div>"
        "<p>The talks on the border ended on Sunday without a deal, two officials said after the last round, "
        "which had gone on for nine hours in a villa.</p>"
        "<p>A new round may be held in autumn, the foreign minister told the parliament in the capital.</p>"
        "</body></html>"
    )
    assert document(page, "page.html")[1].published.start == "2015-05-14"


def test_a_last_line_with_an_end_mark_stays():
    text = (
        "The talks on the border ended on Sunday without a deal, two officials said after the last round.\n\n"
        "A new round may be held in autumn, the foreign minister told the parliament.\n\n"
        "Nobody was hurt, he told the reporters.\n\n"
        "The other side has broken its promise to tow away the ship, she said. ■"
    )
    assert document(text)[1].text.endswith("she said.")


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("Taipei, May 4 (CNA) ", "Central News Agency"),
        ("NICOSIA, May 4 (CNA) - ", "Cyprus News Agency"),
        ("VIENNA (APA) - ", "Austria Presse Agentur"),
        ("BAKU (APA) - ", "Azerbaijan Press Agency"),
    ],
)
def test_of_two_agencies_that_sign_with_the_same_letters_the_one_at_home_is_meant(dateline, agency):
    assert document(f"{dateline}{LEDE}\n\n{SECOND}")[1].agency == agency


def test_a_page_stamped_in_greenwich_is_of_the_day_that_its_readers_see():
    page = PAGE.replace("2015-05-04T10:20:00+02:00", "2015-05-04T02:20:00Z")
    assert document(page, "page.html")[1].published.start == "2015-05-04"
    shown = page.replace("</h1>", "</h1><div class='date'>May 3, 2015 10:20 p.m.</div>")
    assert document(shown, "page.html")[1].published.start == "2015-05-03"


def test_a_heading_that_the_page_marks_and_shares_outranks_the_one_for_search_engines():
    page = PAGE.replace(
        '"@type": "NewsArticle"', '"@type": "NewsArticle", "headline": "Envoys in talks: what we know so far"'
    )
    assert document(page, "page.html")[1].title == "Envoys in talks: what we know so far"
    page = page.replace("<h1>", '<h1 itemprop="headline">').replace("meet &amp; talk in", "meet in")
    assert document(page, "page.html")[1].title == "Envoys meet in the capital"


def test_a_kicker_and_a_subtitle_in_the_headline_s_element_are_not_lost():
    title = (
        "<h1><b>DIPLOMACY</b> <i>Envoys meet in the capital</i><small>Both sides want to meet again soon</small></h1>"
    )
    _, doc = document(re.sub("<h1>.*</h1>", title, PAGE), "page.html")
    assert doc.title == "Envoys meet in the capital"
    assert "DIPLOMACY" in [removed.text for removed in doc.removed]


def test_a_date_line_in_another_language_is_no_text_and_a_sentence_with_a_date_is():
    page = PAGE.replace(
        "</h1>", "</h1><p>Veröffentlicht am 4. Mai 2015 von Ann Lee</p><p>It was published on 4 May 2015.</p>"
    )
    _, doc = document(page, "page.html")
    assert "Veröffentlicht" not in doc.text
    assert "It was published on 4 May 2015." in doc.text


def test_other_articles_of_a_page_are_left_out():
    others = "".join(f"<article class='post-{n}'><h2>Story {n}</h2><p>{THIRD} {n}</p></article>" for n in range(5))
    _, doc = document(PAGE.replace("<footer>", others + "<footer>"), "page.html")
    assert doc.text.count("We have listened") == 1
    live = (
        PAGE.replace("<article><h1>", "<h1>")
        .replace("</h1>", "</h1><article>")
        .replace("<footer>", others + "<footer>")
    )
    _, doc = document(live, "page.html")
    assert LEDE in doc.text


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_comments_are_left_out_even_when_they_are_longer_than_the_report():
    said = [
        f"In my village {n} of us waited for that bridge for years, and I for one do not believe it." for n in range(9)
    ]
    comments = "".join(f'<div class="item"><p class="text">{one}</p></div>' for one in said)
    page = f"""<html><head><title>Envoys meet in the capital</title></head><body><article>
    <h1>Envoys meet in the capital</h1><div class="body">{_paragraphs([LEDE, SECOND, THIRD])}</div>
    <div class="box sf_comment_list">{comments}</div></article></body></html>"""
    _, doc = document(page, "page.html")
    assert doc.text == "\n\n".join(["Envoys meet in the capital", LEDE, SECOND, THIRD])


def test_where_only_comments_stand_they_are_the_text():
    said = [
        f"In my village {n} of us waited for that bridge for years, and I for one do not believe it." for n in range(9)
    ]
    page = f'<html><body><h1>Envoys meet</h1><div class="comments">{_paragraphs(said)}</div></body></html>'
    _, doc = document(page, "page.html")
    assert said[8] in doc.text


def test_who_wrote_a_report_is_told_at_its_end_and_is_no_part_of_it():
    about = "Ann Lee is the correspondent of the Courier in the capital. Write to her at the address below."
    acting = "Ann Lee asked the envoy twice, and twice he smiled and left the hall without an answer to her question."
    page = PAGE.replace("</article>", f"<p>{acting}</p><p>{about}</p></article>")
    _, doc = document(page, "page.html")
    assert doc.text.endswith(acting)
    assert (about, "author note") in [(removed.text, removed.reason) for removed in doc.removed]


def test_a_paragraph_in_a_script_without_spaces_is_no_heading():
    first = "北岸和南原两国的代表星期一在边境城镇哈尔登会面，同意在夏季结束以前重新开放河上的老桥，双方随后发表了声明。"
    second = "外交部长在会谈结束后告诉记者，经过两天的谈判，双方都作出了让步，工程师将在下周开始检查桥墩的情况。"
    page = f"""<html><head><title>两国代表同意重开老桥</title></head><body><h1>两国代表同意重开老桥</h1>
    <p>{first}</p><h2>谈判的经过</h2><p>{second}</p><p>【责任编辑：王小明】</p></body></html>"""
    _, doc = document(page, "page.html", min_words=5)
    assert [block.kind for block in doc.blocks] == ["title", "paragraph", "heading", "paragraph"]


def test_the_outlet_is_no_author_beside_persons():
    page = PAGE.replace(
        '{"name": "Ann Lee"}', '{"name": "Ann Lee"}, {"name": "The Evening Courier"}, {"name": "EXA News Team"}'
    )
    _, doc = document(page, "page.html")
    assert doc.byline == "Ann Lee; EXA News Team"
