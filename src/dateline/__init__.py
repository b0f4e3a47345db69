"""dateline: who did what to whom, who says so, and which independent voices support it.

    import dateline
    record = dateline.build("saved/kashmir", "kashmir")
    record.events                                  # one row per happening; also .mentions, .conflicts, .figures ...
    record.event("E-7K3Q").why()                   # why the record says so
    dateline.read("crawl.warc.gz")                 # clean text only: one report after the other
    dateline.code("Russia offered to mediate.", date="2025-05-04")
    dateline.classify("Iran condemned Israel.", source=(0, 4), target=(15, 21))

Names load when asked for, so that `import dateline` stays light.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
__all__ = ["add", "build", "classify", "code", "open", "read"]

_WHERE = {name: "dateline.api" for name in __all__}


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
