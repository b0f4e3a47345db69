"""Names to functions: the one door through which formats, engines, coders and exporters join.

A registry is a table of "module:function" strings, imported when asked for, so that `import dateline` stays light.
Other packages join through the entry-point group `dateline.<registry>`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import cached_property
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from dateline.errors import UnknownName


class Registry:
    """
    >>> Registry("demo", {"dumps": "json:dumps"})["dumps"]([1])
    '[1]'
    """

    def __init__(self, kind: str, own: Mapping[str, str]) -> None:
        self.kind = kind
        self._own = dict(own)

    @cached_property
    def _targets(self) -> dict[str, str]:
        plugins = {point.name: point.value for point in entry_points(group=f"dateline.{self.kind}")}
        return plugins | self._own  # a plug-in cannot silently replace a part of our own

    def names(self) -> list[str]:
        return sorted(self._targets)

    def __contains__(self, name: object) -> bool:
        return name in self._targets

    def __getitem__(self, name: str) -> Callable[..., Any]:
        if name not in self._targets:
            near = get_close_matches(name, self._targets, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(self.names())}."
            raise UnknownName(f"{self.kind}: no {name!r}.", advice=hint)
        module, _, attribute = self._targets[name].partition(":")
        return getattr(import_module(module), attribute)
