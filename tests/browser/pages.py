"""Pages to look at in a browser: a hostile one, and a large one."""

from __future__ import annotations

import msgspec

from dateline.exporters.html import render
from dateline.model import Family, Quote, Record, Removed, Side, Statement, Unread, Voice, Words
from tests.factories import (
    BALAKOT,
    INDIA,
    PAKISTAN,
    conflict,
    day,
    document,
    event,
    ledger,
    mention,
    person,
    record,
    said,
    state,
    words,
)

MANIFEST = {"dateline": "0.1.0", "record": "ab12" * 8, "parser": "test", "config": {"language": "en"}, "parts": {}}

# What hostile reports try: to leave the text and become a part of the page.
ATTACK = "<script>window.hit=1</script>\"'><img src=x onerror=window.hit=1> javascript:window.hit=1 {{7*7}} </style>"


def hostile_page() -> str:
    return render(hostile_record(), {**MANIFEST, "config": {ATTACK: ATTACK}, "parts": {ATTACK: ATTACK}})


def hostile_record() -> Record:
    """Every field that a report or a plug-in can fill holds an attack."""
    bad = ATTACK
    text = f"{bad} Jets bombed a hill near Balakot on Tuesday and 300 men died. {bad}"
    removed = [Removed(raw_start=0, raw_end=1, text=bad, reason=bad)]
    docs = [
        document(
            text,
            path=f"{n}{bad}.txt",
            title=bad,
            outlet=bad,
            published="2019-02-26",
            agency=bad,
            url=bad,
            removed=removed,
        )
        for n in range(2)
    ]
    docs = [msgspec.structs.replace(doc, byline=bad, notes=(bad,), language="en") for doc in docs]
    actor, target = person(bad, "IND", bad), state("PAK", bad)
    place = msgspec.structs.replace(BALAKOT, name=bad)
    when = day("2019-02-26", basis=bad)
    told = [
        mention(
            doc,
            "Jets bombed a hill near Balakot on Tuesday",
            trigger="bombed",
            actors=[("Jets", actor)],
            targets=[("hill", target)],
            when=when,
            when_words="Tuesday",
            where=("Balakot", place),
            speaker=actor if n else None,
        )
        for n, doc in enumerate(docs)
    ]
    voice = Voice(label=bad, kind="speaker", reports=tuple(doc.report for doc in docs), reason=bad)
    one = msgspec.structs.replace(event(told, voices=[voice]), merges=(bad,), background_reason=bad)
    old = msgspec.structs.replace(one, id="E-OLD1", background=True)
    sides = [Side(reports=(doc.report,), text=bad, spans=(words(doc, "300 men died"),), speaker=actor) for doc in docs]
    number = words(docs[0], "300")
    statement = Statement(
        report=docs[0].report,
        mention=None,
        start=number.start,
        end=number.end,
        text=bad,
        low=1,
        best=300,
        high=None,
        speaker=actor,
        said=when,
    )
    quote = Quote(
        id="Q-1",
        speaker=actor,
        variants=tuple(Words(report=doc.report, start=0, end=5, text=f"{bad}{n}") for n, doc in enumerate(docs)),
        note=bad,
    )
    family = Family(id="F-1", reports=tuple(doc.report for doc in docs), origin=docs[0].report, agency=bad)
    return record(
        docs,
        told,
        [one, old],
        title=bad,
        families=[family],
        attributions=[said(doc, "Jets", "300 men died", actor) for doc in docs],
        conflicts=[conflict(sides, of=one, reason=bad)],
        figures=[ledger(one, [statement, msgspec.structs.replace(statement, low=2)], kind=bad)],
        quotes=[quote],
        unread=[Unread(path=bad, reason=bad, advice=bad)],
    )


def large_page(reports: int = 200) -> str:
    """As many events and sentences as that many reports of a crisis give: about eight new events a report."""
    nations = [state(code, name) for code, name in (("RUS", "Russia"), ("CHN", "China"), ("USA", "United States"))]
    nations += [INDIA, PAKISTAN]
    line = "On Tuesday officials of {a} met officials of {b} near Balakot and spoke for {n} hours about the line. "
    filler = "The talks were long, said people who know the matter, and nobody would tell what had been agreed there."
    docs, told, events = [], [], []
    for number in range(reports):
        sentences = [
            line.format(
                a=nations[(number + k) % 5].name, b=nations[(number + k + 1 + k % 3) % 5].name, n=number * 10 + k
            )
            for k in range(8)
        ]
        doc = document(
            "\n".join(s + filler for s in sentences),
            path=f"{number}.txt",
            title=f"Talks, day {number}",
            outlet=f"Paper {number % 41}",
            published=f"2019-{2 + number // 28 % 4:02d}-{number % 28 + 1:02d}",
        )
        docs.append(doc)
        for k, text in enumerate(sentences):
            made = mention(
                doc,
                text.strip(),
                trigger="met",
                number=k + 1,
                concept="consult.meet" if k % 2 else "assault.clash",
                actors=[(nations[(number + k) % 5].name, nations[(number + k) % 5])],
                targets=[(nations[(number + k + 1 + k % 3) % 5].name, nations[(number + k + 1 + k % 3) % 5])],
                when=day(f"2019-{2 + number // 28 % 4:02d}-{number % 28 + 1:02d}"),
                when_words="Tuesday",
                where=("Balakot", BALAKOT),
            )
            told.append(made)
            events.append(event([made], id=f"E-{number:03d}{k}"))
    return render(record(docs, told, events, title="Two hundred reports"), MANIFEST)
