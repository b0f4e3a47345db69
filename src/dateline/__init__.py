"""dateline: who did what to whom, who says so, and which independent voices support it."""

__version__ = "0.1.0"
