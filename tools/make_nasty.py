"""Write tests/nasty/corpus from the descriptions below: small files, each with its expectation in its own first line.

    python tools/make_nasty.py

A file is one line of JSON and then, byte for byte, what dateline is given. The line says under which name it is given
(`as`) and what must come of it: `reports` (how many, default 1), `holds` and `lacks` (words of the text), `keeps` (words
of the text or of what was removed from it), `title`, `published` (the day), `outlet`, `byline`, `url`, `unread` (words of
the reasons), `inert` and `formula` (a payload that no export may bring to life). `make` names a recipe in tests/nasty/recipes.py for what is too big, or no plain file.
"""

# ruff: noqa: E501 - a case on one line reads as a table
from __future__ import annotations

import base64
import json
import quopri
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[1] / "tests" / "nasty" / "corpus"

FIRST = "Envoys of Norland and Sudria met in the border town of Halden on Monday and agreed to reopen the bridge."
SECOND = "The foreign minister of Norland, Ada Berg, said that both sides had given ground after two days of talks."
THIRD = "Residents said the bridge had been closed for eleven weeks, and that traders had lost most of a season."
STORY = (FIRST, SECOND, THIRD)
HTML_STORY = "".join(f"<p>{one}</p>" for one in STORY)
TEXT_STORY = "\n\n".join(STORY)

Case = tuple[str, bytes, dict[str, Any]]


def main() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    count = 0
    for group in (encodings, markup, bombs, dates, feeds, rows, mails, paths, scripts, formulas):
        folder = OUT / group.__name__
        folder.mkdir(parents=True)
        for number, (name, payload, want) in enumerate(group(), 1):
            count += 1
            file = folder / f"{number:03}-{re.sub('[^a-z0-9]+', '-', name.lower()).strip('-')[:60]}.nasty"
            file.write_bytes(json.dumps({"why": name} | want).encode() + b"\n" + payload)
    print(f"{count} files")


def page(body: str, *, head: str = "", title: str = "Envoys reopen the bridge") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body><article>{body}</article></body></html>"
    )


# --- encodings ------------------------------------------------------------------------------------------------------

# Sentences of our own about the same bridge, in scripts and their legacy encodings.
SPOKEN = {
    "French": ("Les envoyés ont décidé de rouvrir le pont, « après deux jours de débats », a précisé la déléguée à son hôtel.", ["cp1252", "iso8859-15", "mac-roman"]),
    "German": ("Die Gesandten beschlossen, die Brücke für Händler zu öffnen; größere Übergänge bleiben vorläufig gesperrt.", ["cp1252", "latin-1", "cp850"]),
    "Polish": ("Posłowie uzgodnili, że most zostanie otwarty, a żołnierze opuszczą brzeg rzeki jeszcze w tym tygodniu.", ["cp1250", "iso8859-2"]),
    "Czech": ("Vyslanci se dohodli, že most bude znovu otevřen a že vojáci opustí břeh řeky ještě tento týden.", ["cp1250", "iso8859-2"]),
    "Turkish": ("Elçiler köprünün yeniden açılmasına karar verdi; askerler bu hafta nehrin kıyısından çekilecek, dedi Şükrü.", ["cp1254", "iso8859-9"]),
    "Russian": ("Посланники договорились снова открыть мост, а солдаты покинут берег реки ещё на этой неделе.", ["cp1251", "koi8-r", "iso8859-5"]),
    "Ukrainian": ("Посланці домовилися знову відкрити міст, а солдати залишать берег річки ще цього тижня.", ["cp1251", "koi8-u"]),
    "Greek": ("Οι απεσταλμένοι συμφώνησαν να ανοίξει ξανά η γέφυρα και οι στρατιώτες να φύγουν από την όχθη.", ["cp1253", "iso8859-7"]),
    "Arabic": ("اتفق المبعوثون على إعادة فتح الجسر وعلى أن يغادر الجنود ضفة النهر خلال هذا الأسبوع.", ["cp1256", "iso8859-6"]),
    "Hebrew": ("השליחים הסכימו לפתוח מחדש את הגשר, והחיילים יעזבו את גדת הנהר עוד השבוע.", ["cp1255", "iso8859-8"]),
    "Chinese": ("特使们同意重新开放大桥，士兵将在本周内离开河岸，商人说他们已经损失了一个季度的收入。", ["gb18030", "gbk"]),
    "Traditional Chinese": ("特使們同意重新開放大橋，士兵將在本週內離開河岸，商人說他們已經損失了一季的收入。", ["big5"]),
    "Japanese": ("特使たちは橋を再び開くことで合意し、兵士は今週中に川岸を離れると述べた。商人は損失を訴えた。", ["shift_jis", "euc_jp", "iso2022_jp"]),
    "Korean": ("특사들은 다리를 다시 열기로 합의했으며 군인들은 이번 주 안에 강둑을 떠날 것이라고 말했다.", ["euc_kr", "cp949"]),
    "Thai": ("ผู้แทนตกลงที่จะเปิดสะพานอีกครั้ง และทหารจะออกจากริมฝั่งแม่น้ำภายในสัปดาห์นี้", ["tis-620", "cp874"]),
}  # fmt: skip
# Encodings without ASCII letters below 128 all the same: a declaration cannot be read in them.
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def encodings() -> Iterator[Case]:
    for language, (sentence, names) in SPOKEN.items():
        for name in names:
            made = page(f"<p>{sentence}</p>{HTML_STORY}", head=f'<meta charset="{name}">')
            yield (
                f"{language} in {name}, declared in the page",
                made.encode(name),
                {"as": "p.html", "keeps": [sentence]},
            )
            xml = f'<?xml version="1.0" encoding="{name}"?><rss><channel><item><title>T</title><description>{sentence} {" ".join(STORY)}</description></item></channel></rss>'
            yield f"{language} in {name}, declared in a feed", xml.encode(name), {"as": "f.xml", "keeps": [sentence]}
        name = names[0]
        wrong = page(f"<p>{sentence * 4}</p>", head='<meta charset="utf-8">').encode(name)
        # Nobody can be sure; what must not happen is a crash, or a loss that nobody is told about.
        yield f"{language} in {name}, declared as UTF-8", wrong, {"as": "p.html", "reports": None}
        for wide in ("utf-8-sig", "utf-16", "utf-32"):
            text = f"{sentence}\n\n{TEXT_STORY}"
            yield (
                f"{language} in {wide} with its mark",
                text.encode(wide),
                {"as": "a.txt", "holds": [FIRST], "keeps": [sentence]},
            )
    for wide in WIDE[:2]:
        yield f"{wide} without a mark", page(HTML_STORY).encode(wide), {"as": "p.html", "holds": STORY}
        yield f"text in {wide} without a mark", TEXT_STORY.encode(wide), {"as": "a.txt", "holds": STORY}
    bad = TEXT_STORY.replace("bridge", "brid\udc80ge").encode("utf-8", "surrogateescape")
    yield "stray bytes in UTF-8", bad, {"as": "a.txt", "holds": [SECOND]}
    yield "a character cut in half at the end", (TEXT_STORY + " é").encode()[:-1], {"as": "a.txt", "holds": list(STORY)}
    yield (
        "UTF-8 that calls itself Latin-1",
        page(f"<p>Zoë said “no”. {FIRST}</p>" + HTML_STORY, head="<meta charset=iso-8859-1>").encode(),
        {"as": "p.html", "holds": ["Zoë said “no”"]},
    )
    yield (
        "Windows quotes that call themselves Latin-1",
        page(f"<p>“No,” she said. {FIRST}</p>{HTML_STORY}", head="<meta charset=iso-8859-1>").encode("cp1252"),
        {"as": "p.html", "holds": ["“No,” she said."]},
    )
    yield (
        "an encoding that does not exist",
        page(HTML_STORY, head="<meta charset=klingon>").encode(),
        {"as": "p.html", "holds": list(STORY)},
    )
    yield (
        "UTF-7 is not read as such",
        page("<p>+ADw-b+AD4- and on. </p>" + HTML_STORY, head="<meta charset=utf-7>").encode(),
        {"as": "p.html", "holds": [FIRST]},
    )
    yield (
        "a codec that is no encoding",
        page(HTML_STORY, head="<meta charset=rot13>").encode("ascii"),
        {"as": "p.html", "holds": [FIRST]},
    )
    yield (
        "a codec that unpacks",
        page(HTML_STORY + "<p>é</p>", head="<meta charset=zlib>").encode("latin-1"),
        {"as": "p.html", "holds": [FIRST]},
    )
    yield (
        "hexadecimal as an encoding",
        page(HTML_STORY + "<p>é</p>", head="<meta charset=hex>").encode("latin-1"),
        {"as": "p.html", "holds": [FIRST]},
    )
    yield (
        "a mark in the middle",
        ("\ufeff" + FIRST + "\n\n\ufeff" + SECOND + "\n\n" + THIRD).encode(),
        {"as": "a.txt", "holds": list(STORY)},
    )
    yield (
        "zero bytes between words",
        page(HTML_STORY.replace("bridge", "bri\0dge")).encode(),
        {"as": "p.html", "reports": None},
    )
    yield "old Mac line ends", TEXT_STORY.replace("\n", "\r").encode(), {"as": "a.txt", "holds": list(STORY)}
    yield "Windows line ends", TEXT_STORY.replace("\n", "\r\n").encode(), {"as": "a.txt", "holds": list(STORY)}
    yield (
        "every kind of line end",
        (FIRST + "\v" + SECOND + "\u2028" + THIRD).encode(),
        {"as": "a.txt", "holds": list(STORY)},
    )
    yield (
        "characters beyond the basic plane",
        f"𝔗𝔥𝔢 bridge 🌉 opened. {TEXT_STORY}".encode(),
        {"as": "a.txt", "holds": ["𝔗𝔥𝔢 bridge 🌉 opened."]},
    )
    yield (
        "combining marks",
        f"Ze\u0301non Bo\u0308ll crossed first. {TEXT_STORY}".encode(),
        {"as": "a.txt", "holds": ["Ze\u0301non Bo\u0308ll"]},
    )
    yield (
        "directions turned around",
        f"The \u202eegdirb\u202c opened. {TEXT_STORY}".encode(),
        {"as": "a.txt", "lacks": ["\u202e"]},
    )
    yield (
        "zero-width spaces inside words",
        f"The bri\u200bdge opened. {TEXT_STORY}".encode(),
        {"as": "a.txt", "holds": ["The bridge opened."]},
    )
    yield "control characters", f"The \x07bridge\x08 opened. {TEXT_STORY}".encode(), {"as": "a.txt", "reports": None}
    yield "nothing but control characters", bytes(range(1, 9)) * 40, {"as": "a.txt", "reports": 0, "unread": ["binary"]}
    yield "nothing but a mark", b"\xef\xbb\xbf", {"as": "a.txt", "reports": 0, "unread": ["words"]}
    yield "nothing at all", b"", {"as": "a.txt", "reports": 0, "unread": ["empty"]}
    yield "nothing but spaces", b" \n\t\r\n" * 20, {"as": "a.txt", "reports": 0, "unread": ["empty"]}


# --- markup ---------------------------------------------------------------------------------------------------------

NAMED = {"&amp;": "&", "&lt;b&gt;": "<b>", "&quot;": '"', "&apos;": "'", "&mdash;": "—", "&hellip;": "…", "&eacute;": "é", "&#233;": "é", "&#xE9;": "é", "&#8217;": "’", "&#146;": "’", "&rsquo;": "’", "&euro;": "€", "&notanentity;": "¬anentity;", "&zzz;": "&zzz;", "&amp;amp;": "&amp;", "&#0;x": "�x", "&#x110000;": "�", "&#xD800;": "�", "&copy": "©", "AT&T": "AT&T"}  # fmt: skip


def markup() -> Iterator[Case]:
    for written, meant in NAMED.items():
        made = page(f"<p>Envoys said {written} today, and left. {FIRST}</p>{HTML_STORY}")
        want = (
            [] if ("&#" in written and meant.startswith("�")) or written == "&copy" else [f"Envoys said {meant} today"]
        )
        yield (
            f"entity {written[1:-1].replace('#', 'number ')} {len(written)}",
            made.encode(),
            {"as": "p.html", "holds": [SECOND, *want]},
        )
    bodies = {
        "no closing tags": "".join(f"<p>{one}" for one in STORY),
        "closing tags of nothing": "</div></p></article></b>".join(f"<p>{one}</p>" for one in STORY),
        "tags that overlap": f"<b><i>{HTML_STORY}</b></i>",
        "a paragraph in a paragraph": f"<p><p>{FIRST}<p>{SECOND}</p></p>{THIRD}</p>",
        "words outside any element": f"{FIRST}<br><br>{SECOND}<br><br>{THIRD}",
        "upper-case tags": HTML_STORY.replace("<p>", "<P>").replace("</p>", "</P>"),
        "attributes without quotation marks": HTML_STORY.replace("<p>", "<p class=a id=b>"),
        "attributes with angle brackets": HTML_STORY.replace("<p>", '<p title="a > b < c">'),
        "an attribute that never ends, once": f'{HTML_STORY}<a href="x>{FIRST}',
        "a stray quotation mark in a tag": HTML_STORY.replace("<p>", '<p ">', 1),
        "spaces inside tags": HTML_STORY.replace("<p>", "< p>").replace("</p>", "</p >") + HTML_STORY,
        "a self-closing paragraph": f"<p/>{HTML_STORY}",
        "custom elements": f"<news-story><news-text>{HTML_STORY}</news-text></news-story>",
        "numbers in less-than signs": HTML_STORY + "<p>At 3 < 4 and 5 > 2 the envoys counted the lorries again and again.</p>",
        "a comment with markup in it": f"<!-- <p>Not for readers, this one, at all.</p> -->{HTML_STORY}",
        "a comment with two dashes": f"<!-- a -- b -->{HTML_STORY}",
        "a comment that closes at once": f"<!-->{HTML_STORY}",
        "a conditional comment": f"<!--[if lt IE 9]><p>Get another browser soon.</p><![endif]-->{HTML_STORY}",
        "CDATA in HTML": f"<![CDATA[x]]>{HTML_STORY}",
        "a processing instruction": f"<?php echo 'x' ?>{HTML_STORY}",
        "a script with a closing tag in a string": f"<script>var a = '<p>' + '<\\/p>';</script>{HTML_STORY}",
        "a script in upper case": f"<SCRIPT>var bad = 1;</SCRIPT >{HTML_STORY}",
        "a style": f"<style>p::after {{ content: 'nothing to read' }}</style>{HTML_STORY}",
        "a template": f"<template><p>Not shown to anybody at all.</p></template>{HTML_STORY}",
        "a hidden paragraph": f"<p hidden>Not shown to anybody at all.</p>{HTML_STORY}",
        "a paragraph hidden by style": f'<p style="display:none">Not shown to anybody at all.</p>{HTML_STORY}',
        "noscript": f"<noscript><p>Please switch on your scripts now.</p></noscript>{HTML_STORY}",
        "a form in the middle": HTML_STORY.replace("</p><p>", "</p><form><input value=x><button>Send</button></form><p>", 1),
        "a table for layout": f"<table><tr><td>{HTML_STORY}</td></tr></table>",
        "paragraphs as divisions": "".join(f"<div>{one}</div>" for one in STORY),
        "paragraphs as list items": "<ul>" + "".join(f"<li>{one}</li>" for one in STORY) + "</ul>",
        "paragraphs as quotations": "".join(f"<blockquote>{one}</blockquote>" for one in STORY),
        "preformatted text": f"<pre>{TEXT_STORY}</pre>",
        "soft hyphens": HTML_STORY.replace("bridge", "brid&shy;ge"),
        "word breaks": HTML_STORY.replace("bridge", "brid<wbr>ge"),
        "letters in elements of their own": HTML_STORY.replace("bridge", "<b>b</b>ridge"),
        "a drop cap": HTML_STORY.replace("<p>E", "<p><span class=dropcap>E</span>", 1),
        "no-break spaces": HTML_STORY.replace(" of ", "&nbsp;of&nbsp;"),
        "an image with words": HTML_STORY + '<img alt="The bridge at dawn" src=x>',
        "a frame": HTML_STORY + "<iframe src=x>Your browser shows no frames.</iframe>",
        "SVG with text": HTML_STORY + "<svg><text>Axis label here</text></svg>",
        "MathML": HTML_STORY + "<math><mi>x</mi></math>",
        "two bodies": f"{HTML_STORY}</body><body><p>{FIRST} Once more.</p>",
        "two articles": f"{HTML_STORY}</article><article><h2>Also</h2><p>Another matter altogether was told here.</p>",
        "a base address": f'<base href="javascript:alert(1)">{HTML_STORY}',
        "a refresh": f'<meta http-equiv="refresh" content="0;url=javascript:alert(1)">{HTML_STORY}',
        "ruby": HTML_STORY.replace("Halden", "<ruby>Halden<rt>hal-den</rt></ruby>"),
        "deleted and inserted words": HTML_STORY.replace("eleven", "<del>ten</del><ins>eleven</ins>"),
        "an abbreviation": HTML_STORY.replace("Norland", '<abbr title="The Kingdom of Norland">Norland</abbr>', 1),
        "a slot without its host": f"<slot>{HTML_STORY}</slot>",
        "an unknown namespace": f"<o:p>{HTML_STORY}</o:p>",
        "a form feed between attributes": HTML_STORY.replace("<p>", "<p\fclass=a>"),
        "a null in a tag name": HTML_STORY + "<p\0x>and so on</p>",
        "thirty levels of boxes": "<div>" * 30 + HTML_STORY + "</div>" * 30,
        "five hundred levels of boxes": "<div>" * 500 + HTML_STORY + "</div>" * 500,
        "five hundred levels of bold": "<b>" * 500 + HTML_STORY,
    }  # fmt: skip
    # In these the words are there, but cut by elements in a way that a reader sees too.
    partly = {"letters in elements of their own", "ruby", "deleted and inserted words", "spaces inside tags", "a paragraph in a paragraph", "an attribute that never ends, once", "a stray quotation mark in a tag", "two articles", "two bodies"}  # fmt: skip
    unseen = ["Not for readers", "Not shown to anybody", "alert(1)", "nothing to read", "var bad", "echo 'x'"]
    for name, body in bodies.items():
        yield (
            name,
            page(body).encode(),
            {"as": "p.html", "holds": [SECOND] if name in partly else list(STORY), "lacks": unseen},
        )
    yield "no html element", HTML_STORY.encode(), {"as": "p.html", "holds": list(STORY)}
    yield (
        "a page cut in the middle of a tag",
        page(HTML_STORY).encode()[:-30] + b"<di",
        {"as": "p.html", "holds": [FIRST, SECOND]},
    )
    yield (
        "a frameset",
        b"<html><frameset><frame src=a><frame src=b></frameset></html>",
        {"as": "p.html", "reports": 0, "unread": ["too little text"]},
    )
    yield (
        "an empty body",
        b"<html><head><title>T</title></head><body></body></html>",
        {"as": "p.html", "reports": 0, "unread": ["too little text"]},
    )
    yield (
        "only a script",
        page("<script>document.write('x')</script>").encode(),
        {"as": "p.html", "reports": 0, "unread": ["too little text"]},
    )
    yield (
        "XHTML with a declaration",
        ('<?xml version="1.0"?>' + page(HTML_STORY)).encode(),
        {"as": "p.xhtml", "holds": list(STORY)},
    )
    yield (
        "an entity of its own",
        ('<!DOCTYPE html [<!ENTITY x "boom">]>' + page(f"<p>&x;</p>{HTML_STORY}")).encode(),
        {"as": "p.html", "lacks": ["boom"]},
    )
    yield (
        "an entity that reads a file",
        ('<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page(f"<p>&x;</p>{HTML_STORY}")).encode(),
        {"as": "p.html", "lacks": ["root:"]},
    )
    yield (
        "a page that calls itself text",
        page(HTML_STORY).encode(),
        {"as": "p.txt", "holds": list(STORY), "lacks": ["<p>"]},
    )
    yield "a text that calls itself a page", TEXT_STORY.encode(), {"as": "p.html", "holds": list(STORY)}
    yield (
        "an image that calls itself a page",
        b"\x89PNG\r\n\x1a\n" + bytes(200),
        {"as": "p.html", "reports": 0, "unread": ["image"]},
    )
    yield (
        "a PDF that calls itself text",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        {"as": "a.txt", "reports": 0, "unread": ["PDF"]},
    )
    yield (
        "a title with an element in it",
        page(HTML_STORY, title="Envoys <b>reopen</b> the bridge").encode(),
        {"as": "p.html", "holds": list(STORY)},
    )
    yield "two titles", page(HTML_STORY, head="<title>Another</title>").encode(), {"as": "p.html", "holds": list(STORY)}
    yield (
        "broken metadata",
        page(
            HTML_STORY, head='<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>'
        ).encode(),
        {"as": "p.html", "holds": list(STORY)},
    )
    for value in (
        "null",
        "[]",
        "[[[]]]",
        '"text"',
        "{}",
        '{"@graph": null}',
        '{"@type": 5, "headline": {"a": 1}}',
        '{"author": [null, {"name": null}, 7]}',
        '{"datePublished": []}',
    ):
        head = f'<script type="application/ld+json">{value}</script>'
        yield f"metadata that is {value}", page(HTML_STORY, head=head).encode(), {"as": "p.html", "holds": list(STORY)}


# --- bombs: made at test time ---------------------------------------------------------------------------------------


def bombs() -> Iterator[Case]:
    refused = {"reports": 0}
    yield "gzip that unpacks to 300 MB", b"", {"as": "a.txt.gz", "make": "gzip_bomb", "unread": ["binary"], **refused}
    yield "gzip inside gzip", b"", {"as": "a.txt.gz", "make": "gzip_twice", "reports": None}
    yield "gzip cut in the middle", b"", {"as": "p.html.gz", "make": "gzip_cut", "unread": ["gzip"], **refused}
    yield (
        "gzip with a wrong check sum",
        b"",
        {"as": "p.html.gz", "make": "gzip_wrong_sum", "unread": ["gzip"], **refused},
    )
    yield "gzip with noise after it", b"", {"as": "p.html.gz", "make": "gzip_with_noise", "reports": None}
    yield "a member that unpacks to 300 MB", b"", {"as": "a.zip", "make": "zip_bomb", "unread": ["times its size"]}
    yield "a member that lies about its size", b"", {"as": "a.zip", "make": "zip_lies", "reports": None}
    yield "forty members that share one body", b"", {"as": "a.zip", "make": "zip_overlap", "reports": None}
    yield "a zip inside a zip", b"", {"as": "a.zip", "make": "zip_in_zip", "unread": ["archive inside"]}
    yield "a zip cut in the middle", b"", {"as": "a.zip", "make": "zip_cut", "unread": ["zip"], **refused}
    yield "an encrypted member", b"", {"as": "a.zip", "make": "zip_encrypted", "unread": ["unpacked"]}
    yield "three thousand empty members", b"", {"as": "a.zip", "make": "zip_many", "unread": ["empty"]}
    yield (
        "a tar in gzip that unpacks to 300 MB",
        b"",
        {"as": "a.tar.gz", "make": "tar_bomb", "unread": ["too large"], **refused},
    )
    yield (
        "a web archive whose page unpacks to 300 MB",
        b"",
        {"as": "a.warc", "make": "warc_bomb", "unread": ["unpacked"]},
    )
    yield "a web archive with a length beyond its end", b"", {"as": "a.warc", "make": "warc_long", "reports": None}
    yield "a web archive with a negative length", b"", {"as": "a.warc", "make": "warc_negative", "reports": None}
    yield "entities that grow a billion times", b"", {"as": "f.xml", "make": "billion_laughs", "lacks": ["lollol"]}
    yield "a row of 25 MB", b"", {"as": "rows.jsonl", "make": "long_row", "unread": ["too large"]}
    yield "a page of 25 MB", b"", {"as": "p.html", "make": "long_page", "unread": ["too large"], **refused}
    yield "a million opening brackets", b"", {"as": "rows.json", "make": "deep_json", "unread": ["JSON"], **refused}
    yield "a number of a million digits", b"", {"as": "rows.jsonl", "make": "long_number", "reports": None}


# --- dates ----------------------------------------------------------------------------------------------------------

DAY = "2021-03-04"


def dates() -> Iterator[Case]:
    for value in ("2021-03-04", "2021-03-04T10:20:00Z", "2021-03-04T10:20:00+05:00", "2021-03-04 10:20", "20210304", "Thu, 04 Mar 2021 10:20:00 GMT", "4 March 2021", "March 4, 2021", "Mar 4, 2021 10:20 am", "4th of March, 2021", "Thursday 4 March 2021", "04 MARCH 2021", "2021/03/04", "04.03.2021", "4 Mar. 2021"):  # fmt: skip
        made = page(HTML_STORY, head=f'<meta property="article:published_time" content="{value}">')
        yield f"published {value}", made.encode(), {"as": "p.html", "published": DAY}
    for name in ("article:published_time", "datePublished", "date", "pubdate", "parsely-pub-date", "sailthru.date", "dc.date.issued", "publish-date", "originalpublicationdate", "citation_publication_date"):  # fmt: skip
        yield (
            f"the meta name {name}",
            page(HTML_STORY, head=f'<meta name="{name}" content="{DAY}">').encode(),
            {"as": "p.html", "published": DAY},
        )
    for value in ("9999-12-31", "2999-01-01", "0000-00-00", "1970-01-01", "1601-01-01", "2021-13-45", "2021-02-30", "not a date", "0", "-1", "1e309", "99999999999999999999", "NaN", "2021-03-04" * 40, "٢٠٢١-٠٣-٠٤", "", "'; DROP TABLE reports; --", "<script>1</script>", "{{7*7}}", "T", "2021", "0001-01-01", "31/31/2021", "12:60:61"):  # fmt: skip
        made = page(HTML_STORY, head=f"<meta property='article:published_time' content='{value}'>")
        want = (
            {"as": "p.html"}
            if value.startswith("2021") or value.startswith("٢")
            else {"as": "p.html", "published": None}
        )
        yield f"no day {value[:30].replace('٢٠', 'arabic')} {len(value)}", made.encode(), want
    for value in ("2021-03-04T00:00:00Z", "1614853200", "1614853200000", 1614853200, None, [], {}, True, "never", 1e300, -5, 1614853200.5):  # fmt: skip
        row = {"title": "T", "maintext": TEXT_STORY, "date_publish": value}
        want = (
            {"published": DAY}
            if str(value).startswith(("2021", "16148532")) and "." not in str(value)
            else {"published": None}
        )
        yield f"a row dated {type(value).__name__} {value}", json.dumps(row).encode(), {"as": "rows.jsonl", **want}
    for line in ("Published: 4 March 2021", "Date: 2021-03-04", "Posted: March 4, 2021"):
        text = f"Title: Envoys reopen the bridge\n{line}\nSource: The Halden Courier\n\n{TEXT_STORY}"
        yield (
            f"a header line {line}",
            text.encode(),
            {"as": "a.txt", "published": DAY, "title": "Envoys reopen the bridge", "outlet": "The Halden Courier"},
        )
    for url in ("https://example.org/2021/03/04/bridge", "https://example.org/news/2021-03-04/bridge"):
        yield (
            f"the address {url[-20:]}",
            page(HTML_STORY, head=f'<link rel="canonical" href="{url}">').encode(),
            {"as": "p.html", "published": DAY, "url": url},
        )


# --- feeds, rows, mails ---------------------------------------------------------------------------------------------


def feeds() -> Iterator[Case]:
    words = " ".join(STORY)

    def rss(item: str, channel: str = "<title>The Halden Courier</title>") -> str:
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{channel}<item>{item}</item></channel></rss>'

    plain = f"<title>Bridge opens</title><description>{words}</description>"
    yield (
        "the plainest item",
        rss(plain).encode(),
        {"as": "f.xml", "holds": list(STORY), "title": "Bridge opens", "outlet": "The Halden Courier"},
    )
    items = {
        "CDATA": f"<title><![CDATA[Bridge opens]]></title><description><![CDATA[{HTML_STORY}]]></description>",
        "escaped markup": f"<title>Bridge opens</title><description>{HTML_STORY.replace('<', '&lt;').replace('>', '&gt;')}</description>",
        "markup as it is": f"<title>Bridge opens</title><description>{HTML_STORY}</description>",
        "content beside a summary": f"<title>Bridge opens</title><description>Short.</description><content:encoded><![CDATA[{HTML_STORY}]]></content:encoded>",
        "no closing description": f"<title>Bridge opens</title><description>{words}</title><description>{words}</description>",
        "attributes on every element": f'<title type="text" xml:lang="en">Bridge opens</title><description type="html">{words}</description>',
        "upper case": f"<TITLE>Bridge opens</TITLE><DESCRIPTION>{words}</DESCRIPTION>",
        "an unescaped ampersand": f"<title>Bridge opens</title><description>Berg & Lind said. {words}</description>",
        "a link that is a script": plain + "<link>javascript:alert(1)</link>",
        "a link that is data": plain + "<link>data:text/html,x</link>",
        "a link to a file": plain + "<link>file:///etc/passwd</link>",
        "a link with spaces": plain + "<link>\n https://example.org/a \n</link>",
        "a link with entities": plain + "<link>https://example.org/a?b=1&amp;c=2</link>",
        "no title": f"<description>{words}</description>",
        "an empty title": f"<title/><description>{words}</description>",
        "a media group": plain + "<media:group><media:title>Other</media:title></media:group>",
        "a category with CDATA": plain + "<category><![CDATA[News]]></category>",
    }
    links = {"a link that is a script": None, "a link that is data": None, "a link to a file": None, "a link with spaces": "https://example.org/a", "a link with entities": "https://example.org/a?b=1&c=2"}  # fmt: skip
    for name, item in items.items():
        want: dict[str, Any] = {"as": "f.xml", "holds": [SECOND], "lacks": ["<p>", "CDATA", "&lt;"]}
        yield f"feed with {name}", rss(item).encode(), want | ({"url": links[name]} if name in links else {})
    for form in ("Thu, 04 Mar 2021 10:20:00 GMT", "Thu, 04 Mar 2021 10:20:00 +0000", "2021-03-04T10:20:00Z", "04 Mar 2021", "Thu, 4 Mar 21 10:20:00 GMT"):  # fmt: skip
        want = {"as": "f.xml"} if " 21 " in form else {"as": "f.xml", "published": DAY}
        yield f"feed dated {form}", rss(f"{plain}<pubDate>{form}</pubDate>").encode(), want
    entry = f"<entry><title>Bridge opens</title><link href='https://example.org/a'/><updated>2021-03-04T10:20:00Z</updated><content type='html'>{HTML_STORY.replace('<', '&lt;')}</content></entry>"
    yield (
        "Atom",
        f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Courier</title>{entry}</feed>".encode(),
        {"as": "f.atom", "holds": [SECOND], "url": "https://example.org/a"},
    )
    yield (
        "Atom with a prefix",
        f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}{entry.replace('Bridge', 'Second bridge')}</feed>".encode(),
        {"as": "f.xml", "reports": 2},
    )
    yield (
        "RDF",
        f'<?xml version="1.0"?><rdf:RDF xmlns:rdf="x"><channel><title>C</title></channel><item rdf:about="a">{plain}<dc:date>2021-03-04</dc:date></item></rdf:RDF>'.encode(),
        {"as": "f.rdf", "published": DAY},
    )
    yield (
        "a feed of no items",
        b"<rss><channel><title>T</title></channel></rss>",
        {"as": "f.xml", "reports": 0, "unread": ["no items"]},
    )
    yield "an item of no text", rss("<title>T</title>").encode(), {"as": "f.xml", "reports": 0, "unread": ["no text"]}
    yield "a feed cut in the middle", rss(plain).encode()[:-40] + b"<item><title>T", {"as": "f.xml", "reports": None}
    yield "a feed with an outside entity", ('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss(f"<title>&x;</title><description>&x; {words}</description>")[21:]).encode(), {"as": "f.xml", "reports": None, "lacks": ["root:"]}  # fmt: skip
    yield "a feed in JSON", json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Courier", "items": [{"id": "1", "url": "https://example.org/a", "title": "Bridge opens", "content_text": words}]}).encode(), {"as": "f.json", "holds": list(STORY), "url": "https://example.org/a"}  # fmt: skip


def rows() -> Iterator[Case]:
    good = {"title": "Bridge opens", "maintext": TEXT_STORY}
    line = json.dumps(good)
    yield "a good row", line.encode(), {"as": "r.jsonl", "holds": list(STORY), "title": "Bridge opens"}
    yield (
        "a row of escapes",
        b'{"maintext": "' + "".join(f"\\u{ord(c):04x}" for c in " ".join(STORY)).encode() + b'"}',
        {"as": "r.jsonl", "holds": list(STORY)},
    )
    yield (
        "half a surrogate pair",
        json.dumps(good | {"maintext": f"Half \ud83d of it. {TEXT_STORY}"}).encode(),
        {"as": "r.jsonl", "holds": [SECOND]},
    )
    yield (
        "a whole surrogate pair",
        json.dumps(good | {"maintext": f"A bridge \U0001f309 opened. {TEXT_STORY}"}).encode(),
        {"as": "r.jsonl", "holds": ["A bridge \U0001f309 opened."]},
    )
    yield (
        "half a pair in the title",
        json.dumps(good | {"title": "Half \ud83d of it"}).encode(),
        {"as": "r.jsonl", "holds": [SECOND]},
    )
    yield (
        "a zero in the text",
        json.dumps(good | {"maintext": f"Zero \0 here. {TEXT_STORY}"}).encode(),
        {"as": "r.jsonl", "holds": [SECOND]},
    )
    yield (
        "a repeated key",
        b'{"maintext": "First of two, which does not count.", "maintext": ' + json.dumps(TEXT_STORY).encode() + b"}",
        {"as": "r.jsonl", "holds": list(STORY)},
    )
    yield (
        "a key like the text's inside another",
        json.dumps({"meta": {"maintext": "Inner text that is not it."}} | good).encode(),
        {"as": "r.jsonl", "holds": list(STORY), "lacks": ["Inner text"]},
    )
    yield (
        "a key with an escape",
        line.replace("maintext", "m\\u0061intext").encode(),
        {"as": "r.jsonl", "holds": list(STORY)},
    )
    yield (
        "a broken row between good ones",
        f'{line}\n{{"maintext": \n{json.dumps(good | {"title": "Second"})}\n'.encode(),
        {"as": "r.jsonl", "reports": 2, "unread": ["not JSON"]},
    )
    yield "a row that is a list", f"[1, 2]\n{line}\n".encode(), {"as": "r.jsonl", "reports": None}
    yield "a row that is a number", b"5\n", {"as": "r.jsonl", "reports": None}
    yield (
        "a row without text",
        b'{"title": "T", "maintext": null}\n',
        {"as": "r.jsonl", "reports": 0, "unread": ["no text"]},
    )
    for value in (5, True, [], {}, ["a", "b"], {"a": 1}, ""):
        yield (
            f"text that is {json.dumps(value)}",
            json.dumps(good | {"maintext": value}).encode(),
            {"as": "r.jsonl", "reports": 0, "unread": ["no text"]},
        )
    for key in ("title", "authors", "url", "date_publish", "source_domain", "language"):
        for value in (5, None, [[]], {"a": {"b": 1}}, "x" * 3000, " "):
            yield (
                f"{key} that is {json.dumps(value)[:12]} {len(str(value))}",
                json.dumps(good | {key: value}).encode(),
                {"as": "r.jsonl", "holds": [SECOND]},
            )
    yield (
        "rows with a trailing comma",
        f"[{line},\n{line.replace('Bridge', 'Second')},]".encode(),
        {"as": "r.json", "reports": None},
    )
    yield "NaN and Infinity", f'{{"a": NaN, "b": -Infinity, {line[1:]}'.encode(), {"as": "r.jsonl", "holds": [SECOND]}
    yield "single quotation marks", b"{'maintext': 'x'}", {"as": "r.jsonl", "reports": None}
    yield "a mark before the row", b"\xef\xbb\xbf" + line.encode(), {"as": "r.jsonl", "holds": list(STORY)}
    yield "rows in UTF-16", (line + "\n").encode("utf-16"), {"as": "r.jsonl", "holds": list(STORY)}
    yield "a pretty-printed row", json.dumps(good, indent=2).encode(), {"as": "r.json", "holds": list(STORY)}
    yield (
        "two pretty-printed rows",
        (json.dumps(good, indent=2) + "\n" + json.dumps(good | {"title": "Second"}, indent=2)).encode(),
        {"as": "r.json", "reports": 2},
    )
    yield (
        "markup in a row",
        json.dumps({"title": "Bridge opens", "html": HTML_STORY}).encode(),
        {"as": "r.jsonl", "holds": list(STORY), "lacks": ["<p>"]},
    )
    yield (
        "a table",
        f'title,text\nBridge opens,"{" ".join(STORY)}"\n'.encode(),
        {"as": "t.csv", "holds": list(STORY), "title": "Bridge opens"},
    )
    yield (
        "a table with quotation marks in a cell",
        f'title,text\nT,"She said ""no"". {FIRST} {SECOND}"\n'.encode(),
        {"as": "t.csv", "holds": ['She said "no".']},
    )
    yield (
        "a table with line ends in a cell",
        f'title,text\nT,"{TEXT_STORY}"\n'.encode(),
        {"as": "t.csv", "holds": list(STORY)},
    )
    yield "a table with semicolons", f"title;text\nT;{' '.join(STORY)}\n".encode(), {"as": "t.csv", "holds": [SECOND]}
    yield "a table with tabs", f"title\ttext\nT\t{' '.join(STORY)}\n".encode(), {"as": "t.tsv", "holds": [SECOND]}
    yield (
        "a table with short rows",
        f"title,text,url\nT\n,,\nT,{FIRST.replace(',', '')} {SECOND.replace(',', '')} {THIRD.replace(',', '')}\n".encode(),
        {"as": "t.csv", "reports": None},
    )
    yield "a table without a column of text", b"a,b\n1,2\n", {"as": "t.csv", "reports": 0, "unread": ["no column"]}
    yield (
        "a table with a cell that never ends",
        f'title,text\nT,"{TEXT_STORY}'.encode(),
        {"as": "t.csv", "reports": None},
    )


def mails() -> Iterator[Case]:
    head = "From: Ada Berg <ada@example.org>\nTo: desk@example.org\nSubject: Bridge opens\nDate: Thu, 04 Mar 2021 10:20:00 +0000\nMIME-Version: 1.0\n"
    yield (
        "a plain mail",
        f"{head}Content-Type: text/plain; charset=utf-8\n\n{TEXT_STORY}\n".encode(),
        {"as": "m.eml", "holds": list(STORY), "title": "Bridge opens", "published": DAY},
    )
    packed = base64.encodebytes(TEXT_STORY.encode()).decode()
    yield (
        "base64",
        f"{head}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{packed}".encode(),
        {"as": "m.eml", "holds": list(STORY)},
    )
    yield (
        "broken base64",
        f"{head}Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n{packed[:-7]}!!\n".encode(),
        {"as": "m.eml", "reports": None},
    )
    quoted = quopri.encodestring(TEXT_STORY.replace("bridge", "brücke").encode("latin-1")).decode()
    yield (
        "quoted printable in Latin-1",
        f"{head}Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n{quoted}".encode(),
        {"as": "m.eml", "holds": ["reopen the brücke."]},
    )
    yield (
        "an encoding that does not exist",
        f"{head}Content-Type: text/plain; charset=klingon\n\n{TEXT_STORY}".encode(),
        {"as": "m.eml", "holds": [SECOND]},
    )
    yield (
        "a subject in words of another encoding",
        f"{head.replace('Bridge opens', '=?iso-8859-1?Q?Br=FCcke_offen?=')}Content-Type: text/plain\n\n{TEXT_STORY}".encode(),
        {"as": "m.eml", "title": "Brücke offen"},
    )
    yield (
        "a subject that is broken",
        f"{head.replace('Bridge opens', '=?utf-8?b?####?=')}Content-Type: text/plain\n\n{TEXT_STORY}".encode(),
        {"as": "m.eml", "holds": [SECOND]},
    )
    yield (
        "a date that is none",
        f"{head.replace('Thu, 04 Mar 2021 10:20:00 +0000', 'yesterday')}Content-Type: text/plain\n\n{TEXT_STORY}".encode(),
        {"as": "m.eml", "published": None},
    )
    yield (
        "a date of the year 0",
        f"{head.replace('2021', '0000')}Content-Type: text/plain\n\n{TEXT_STORY}".encode(),
        {"as": "m.eml", "published": None},
    )
    both = f"{head}Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n{TEXT_STORY}\n--b\nContent-Type: text/html\n\n{HTML_STORY}\n--b--\n"
    yield "both text and page", both.encode(), {"as": "m.eml", "holds": list(STORY), "lacks": ["<p>"]}
    yield "parts without an end", both[:-6].encode(), {"as": "m.eml", "holds": [SECOND]}
    yield "parts without a boundary", both.replace("; boundary=b", "").encode(), {"as": "m.eml", "reports": None}
    yield (
        "only an attachment",
        f"{head}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment\n\nx\n--b--\n".encode(),
        {"as": "m.eml", "reports": 0, "unread": ["no text"]},
    )
    saved = f"From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/a\nSubject: T\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\nContent-Location: https://example.org/a\n\n{page(HTML_STORY)}\n--b--\n"
    yield "a saved page", saved.encode(), {"as": "p.mhtml", "holds": list(STORY), "url": "https://example.org/a"}
    yield (
        "a saved page of a script",
        saved.replace("https://example.org/a", "javascript:alert(1)").encode(),
        {"as": "p.mhtml", "url": None},
    )
    yield "headers without a body", head.encode(), {"as": "m.eml", "reports": 0, "unread": ["no text"]}
    yield (
        "a header with a line end in it",
        f"{head}X-A: a\n b\n\tc\nContent-Type: text/plain\n\n{TEXT_STORY}".encode(),
        {"as": "m.eml", "holds": [SECOND]},
    )


# --- paths ----------------------------------------------------------------------------------------------------------


def paths() -> Iterator[Case]:
    for n, name in enumerate(("../../escape.txt", "/etc/escape.txt", "..\\..\\escape.txt", "C:\\escape.txt", "a/../../escape.txt", "./a//b.txt", "con.txt", "nul", "a\u202etxt.exe", "a b\tc.txt", "ü.txt", "-rf.txt", "~/escape.txt", "$(touch x).txt", "`x`.txt", "x" * 200 + ".txt", "<script>alert(1)</script>.txt", "=cmd.txt", "a#b.txt", "a?b.txt", "%2e%2e%2fescape.txt")):  # fmt: skip
        for kind in ("zip", "tar"):
            yield (
                f"a member {n} of a {kind} named {name[:30]}",
                b"",
                {"as": f"a.{kind}", "make": f"{kind}_named", "name": name, "holds": [FIRST]},
            )
    for what in ("symlink", "hardlink", "device", "fifo"):
        yield f"a tar with a {what}", b"", {"as": "a.tar", "make": "tar_with", "what": what, "holds": [FIRST]}
    yield "a zip with a symlink", b"", {"as": "a.zip", "make": "zip_symlink", "reports": None, "lacks": ["root:"]}
    yield (
        "a link out of the folder",
        b"",
        {"as": "folder", "make": "link_out", "unread": ["out of the folder"], "holds": [FIRST]},
    )
    yield "a link to itself", b"", {"as": "folder", "make": "link_loop", "unread": ["leads nowhere"], "holds": [FIRST]}
    yield "a link to its own folder", b"", {"as": "folder", "make": "link_up", "unread": ["link"], "holds": [FIRST]}
    yield (
        "a pipe in a folder",
        b"",
        {"as": "folder", "make": "fifo", "unread": ["not a regular file"], "holds": [FIRST]},
    )
    yield "a file that may not be read", b"", {"as": "folder", "make": "forbidden", "reports": None}
    yield "names with line ends and quotation marks", b"", {"as": "folder", "make": "odd_names", "reports": 4}
    yield "a folder sixty levels deep", b"", {"as": "folder", "make": "deep_folder", "holds": [FIRST]}
    yield "a name that is no UTF-8", b"", {"as": "folder", "make": "byte_name", "holds": [FIRST]}


# --- what must stay text: scripts and formulas ----------------------------------------------------------------------

PAYLOADS = (
    "<script>alert(1)</script>", "<ScRiPt>alert(1)</sCrIpT>", "<script src=//evil.example></script>", "</script><script>alert(1)</script>", "</style><script>alert(1)</script>", "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>", "--><script>alert(1)</script>", "]]><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "<img src=`x` onerror=alert(1)>", "<img/src/onerror=alert(1)>", "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<svg><a xlink:href=javascript:alert(1)>x</a></svg>", "<body onload=alert(1)>", "<iframe src=javascript:alert(1)>", "<iframe srcdoc='<script>alert(1)</script>'>", "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>", "<a href='java\tscript:alert(1)'>x</a>", "<form action=javascript:alert(1)><input type=submit>", "<button formaction=javascript:alert(1)>x", "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>", "<base href=javascript:alert(1)//>", "<link rel=stylesheet href=javascript:alert(1)>", "<details open ontoggle=alert(1)>", "<video><source onerror=alert(1)>", "<marquee onstart=alert(1)>", "<math><mi xlink:href=javascript:alert(1)>x", "<template><script>alert(1)</script></template>",
    "\" onmouseover=alert(1) x=\"", "' onfocus=alert(1) autofocus x='", "\"><script>alert(1)</script>", "'><img src=x onerror=alert(1)>", "` onclick=alert(1) `", "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)",
    "{{7*7}}", "{% import os %}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{constructor.constructor('alert(1)')()}}", "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;", "%3Cscript%3Ealert(1)%3C/script%3E", "\u2028alert(1)\u2029", "<\u200bscript>alert(1)</script>", "＜script＞alert(1)＜/script＞", "<!--<img src=\"--><img src=x onerror=alert(1)//\">", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<style>@import 'javascript:alert(1)'</style>", "<p style='background:url(javascript:alert(1))'>", "x');alert(1);//", "*/alert(1)/*", "[x](javascript:alert(1))", "![x](javascript:alert(1))", "\\\" onload=alert(1)",
)  # fmt: skip


def scripts() -> Iterator[Case]:
    for n, payload in enumerate(PAYLOADS):
        quoted = payload.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
        row = {
            "title": f"Envoys {payload}",
            "maintext": f"{FIRST} {payload} {SECOND}\n\n{THIRD}",
            "url": payload,
            "authors": [payload],
            "source_domain": payload,
            "date_publish": payload,
        }
        yield (
            f"payload {n} in every field of a row",
            json.dumps(row).encode(),
            {"as": "r.jsonl", "holds": [THIRD], "inert": payload},
        )
        if n % 3 == 0:
            made = page(f"<h1>Envoys {quoted}</h1><p>{FIRST} {quoted}</p>{HTML_STORY}", head=f'<meta name="author" content="{quoted}"><meta property="og:site_name" content="{quoted}"><link rel="canonical" href="{quoted}">', title=f"Envoys {quoted}")  # fmt: skip
            yield f"payload {n} escaped in a page", made.encode(), {"as": "p.html", "holds": [THIRD], "inert": payload}
        elif n % 3 == 1:
            item = f"<title>Envoys {quoted}</title><link>{quoted}</link><dc:creator>{quoted}</dc:creator><description>{quoted} {' '.join(STORY)}</description>"
            yield (
                f"payload {n} escaped in a feed",
                f"<rss><channel><title>{quoted}</title><item>{item}</item></channel></rss>".encode(),
                {"as": "f.xml", "holds": [THIRD], "inert": payload},
            )
        else:
            text = f"Title: Envoys {payload}\nSource: {payload}\nURL: {payload}\n\n{TEXT_STORY}\n\n{payload}\n"
            yield f"payload {n} in a text", text.encode(), {"as": "a.txt", "reports": None, "inert": payload}


def formulas() -> Iterator[Case]:
    for n, start in enumerate(("=1+1", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://evil.example\",\"x\")", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "=IMPORTXML(\"http://evil.example\")", "＝1+1", "=DDE(\"cmd\";\"/C calc\")", "\n=1+1", " =1+1", "'=1+1", "\"=1+1\"", "=\u200b1")):  # fmt: skip
        row = {"title": start, "maintext": f"{start}\n\n{TEXT_STORY}", "authors": [start], "source_domain": start}
        yield f"formula {n} in a row", json.dumps(row).encode(), {"as": "r.jsonl", "holds": [THIRD], "formula": start}
        made = page(f"<h1>{start}</h1>{HTML_STORY}", title=start.replace("<", "&lt;"))
        yield f"formula {n} in a page", made.encode(), {"as": "p.html", "holds": [THIRD], "formula": start}


if __name__ == "__main__":
    main()
