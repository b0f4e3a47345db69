"""code, actors: try the coder and its knowledge without a record."""

from __future__ import annotations

import json
from typing import Annotated, Optional

import typer

from dateline.cli import app
from dateline.cli.options import Json, Published, check_day
from dateline.errors import ConfigError


@app.command()
def code(
    text: Annotated[
        str,
        typer.Argument(
            metavar="TEXT", help='A sentence or a few, in quotes. "-" reads standard input.', show_default=False
        ),
    ],
    date: Published = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say which rule and which words decided.")] = False,
    as_json: Json = False,
) -> None:
    """Code the events of a sentence, without a record.

    Who did what to whom, when and where, who says so, did it happen.

    Example: dateline code "Russia offered to mediate." --date 2025-05-04 --explain
    """
    import sys

    import msgspec

    from dateline.api import code_document
    from dateline.coder.explain import explain_mention
    from dateline.config import load_config
    from dateline.resources import resources
    from dateline.views.phrases import actor_words, day_words

    check_day(date, "--date")
    text = sys.stdin.read() if text == "-" else text
    if not text.strip():
        raise ConfigError("nothing to code.", advice='Try: dateline code "Russia offered to mediate."')
    knowledge = resources(load_config())
    document, mentions = code_document(text, date=date, resources=knowledge)
    if as_json:
        print(json.dumps(msgspec.to_builtins(mentions), ensure_ascii=False, indent=2))
        return
    if not mentions:
        print("no event")
    for m in mentions:
        concept = knowledge.ontology[m.concept]
        actors = ", ".join(actor_words(p.actor) for p in m.actors) or "somebody"
        targets = ", ".join(actor_words(p.actor) for p in m.targets) or "-"
        print(f"{actors}  {m.concept}  {targets}")
        plover = "/".join(part for part in (concept.event, concept.mode) if part)
        print(f"  PLOVER {plover} · CAMEO {concept.cameo} · quad {concept.quad} · Goldstein {concept.goldstein}")
        where = m.where.place.name if m.where and m.where.place else m.where.text if m.where else "-"
        speaker = m.speaker.name if m.speaker else "the text itself"
        print(f"  {m.status} · when {day_words(m.when)} · where {where} · said by {speaker}")
        if explain:
            print(explain_mention(m, document))


@app.command()
def actors(
    text: Annotated[
        str,
        typer.Argument(metavar="NAME", help='A name or a noun phrase: "Nepal\'s home minister".', show_default=False),
    ],
    date: Annotated[
        Optional[str], typer.Option("--date", metavar="DAY", help="The day in question, YYYY-MM-DD.")
    ] = None,
) -> None:
    """Say who is meant by a name or an office on a day.

    And how dateline knows. Your own actors (`actors` in dateline.toml) are asked first.

    Example: dateline actors "Nepal's home minister" --date 2021-03-06
    """
    from dateline.config import load_config
    from dateline.resources import resources

    check_day(date, "--date")
    if not text.strip():
        raise ConfigError("nobody to look up.", advice='Try: dateline actors "Nepal\'s home minister"')
    print(resources(load_config()).roster.explain(text, date))
