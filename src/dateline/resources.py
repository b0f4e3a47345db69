"""What the stages read and never write: the language model, lexicons, actors, places. Loaded once per worker, when asked for."""

from __future__ import annotations

from functools import cached_property, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from dateline.config import Config

if TYPE_CHECKING:
    from dateline.annotate.gazetteer import Gazetteer
    from dateline.annotate.roster import Roster
    from dateline.clean.furniture import Furniture
    from dateline.clean.outlets import Agencies, Outlets
    from dateline.coder.lexicon import Lexicon
    from dateline.coder.ontology import Ontology
    from dateline.model import Document, Entity, Sentence


class Resources:
    """Read-only knowledge for one Config. Each part loads on first use; `resources(config)` shares one per process."""

    def __init__(self, config: Config) -> None:
        self.config = config

    @cached_property
    def nlp(self) -> Any:
        """The spaCy pipeline (`Config.parser`)."""
        return _load("dateline.annotate.sentences:load_parser")(self.config.parser)

    @cached_property
    def roster(self) -> Roster:
        """Actors: persons, offices, organisations, states, and who held what when."""
        return _load("dateline.annotate.roster:load_roster")(self.config.actors)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Places with coordinates."""
        return _load("dateline.annotate.gazetteer:load_gazetteer")()

    @cached_property
    def ontology(self) -> Ontology:
        """Concepts, and their PLOVER, CAMEO and ACLED codes."""
        return _load("dateline.coder.ontology:load_ontology")()

    @cached_property
    def lexicon(self) -> Lexicon:
        """Words to concepts."""
        return _load("dateline.coder.lexicon:load_lexicon")(self.config.language)

    @cached_property
    def furniture(self) -> Furniture:
        """Patterns of page furniture."""
        return _load("dateline.clean.furniture:load_furniture")()

    @cached_property
    def outlets(self) -> Outlets:
        """Outlets by domain, with publisher group and country."""
        return _load("dateline.clean.outlets:load_outlets")(self.config.outlets)

    @cached_property
    def agencies(self) -> Agencies:
        """Wire agencies by the forms they are credited in."""
        return _load("dateline.clean.outlets:load_agencies")()

    def parse(self, document: Document) -> tuple[tuple[Sentence, ...], tuple[Entity, ...]]:
        """Sentences and entities of a document, for what reads a single sentence outside the pipeline."""
        return _load("dateline.annotate.sentences:parse")(document, self)


@lru_cache(maxsize=4)
def resources(config: Config) -> Resources:
    return Resources(config)


def _load(target: str) -> Any:
    # By name, so that reading a page does not import the parser and the model of what no stage asked for.
    module, _, attribute = target.partition(":")
    return getattr(import_module(module), attribute)
