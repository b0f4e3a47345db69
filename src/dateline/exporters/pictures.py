"""The page's drawings as SVG files of their own: `timeline.svg`, `map.svg`, `network.svg`, `matrix.svg`.

They are cut out of the page's own templates, so a picture in a paper shows what the page shows. Colours and fonts come
from the page's style sheet, put in by value: programs other than browsers know no style variables.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from dateline.exporters.graphml import printable
from dateline.exporters.html import environment, static
from dateline.model import Record
from dateline.resources import Resources
from dateline.views import views
from dateline.views.matrix import CELLS

# Picture -> template, and the views that it draws.
PICTURES = {
    "timeline": ("sections/timeline.html", ("timeline", "escalation")),
    "map": ("sections/map.html", ("map",)),
    "network": ("sections/network.html", ("network",)),
    "matrix": ("pictures/matrix.svg", ("matrix",)),
}
# Rules of the page's style sheet that reach into drawings.
_DRAWN = re.compile(r"\.(chart|timeline|bar|reported|map|network|hatch-line)\b")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SCOPE = ".dateline-picture"  # a notebook shows many pictures in one page: no rule may reach out of its own


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    """The page's drawings as SVG, `map.svg` and so on: those with something to show."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name in PICTURES:
        drawn = picture(record, name)
        if drawn:
            path = out / f"{name}.svg"
            path.write_text(drawn, encoding="utf-8")
            written.append(path)
    return written


def picture(record: Record, name: str) -> str | None:
    """One drawing as a whole SVG document, or None when the record has nothing to draw there."""
    template, shown = PICTURES[name]
    source = '{% import "macros.html" as m with context %}{% include template %}'
    view = {one: views[one](record) for one in shown} | {"method": {"cells": CELLS}}
    page = environment().from_string(source).render(template=template, view=view)
    start = rf'<svg class="chart {name}" viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*?aria-label="([^"]*)">'
    found = re.search(rf"{start}(.*?)</svg>", page, re.DOTALL)
    if found is None or (name == "matrix" and not view["matrix"]["rows"]):
        return None
    width, height, label, inside = found.groups()
    inside = re.sub(r' (?:href="#E-[^"]*"|data-\w+="[^"]*")', "", inside)  # links lead nowhere outside the page
    symbols = "".join(re.findall(r"<(?:symbol|defs).*?</(?:symbol|defs)>", _symbols(), re.DOTALL))
    return printable(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{_SCOPE[1:]}" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="{label}">\n<style>{_style()}</style>{symbols}\n'
        f'<rect class="ground" width="100%" height="100%"/>\n<g class="chart {name}">{inside}</g>\n</svg>\n'
    )


def _symbols() -> str:
    return environment().get_template("symbols.html").render()


@lru_cache(maxsize=1)
def _style() -> str:
    """The rules of drawings, with variables put in by value and every selector kept to our pictures."""
    sheet = re.sub(r"/\*.*?\*/", "", static("page.css"), flags=re.DOTALL)
    values = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", sheet[: sheet.index("}")]))  # the first block: light
    plain = re.sub(r"@[^{}]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet)  # what depends on the screen stays on the page
    rules = [f"{_SCOPE} .ground {{ fill: {values['--paper']} }}", f"{_SCOPE} use {{ fill: {values['--ink']} }}"]
    for selectors, body in _RULE.findall(plain):
        wanted = [one.strip() for one in selectors.split(",") if _DRAWN.search(one) and ":" not in one]
        if wanted:
            filled = re.sub(r"var\((--[\w-]+)\)", lambda found: values[found[1]], body.strip())
            rules.append(f"{', '.join(f'{_SCOPE} {one}' for one in wanted)} {{ {filled} }}")
    return "\n".join(rules)
