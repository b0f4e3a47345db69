"""Everything dateline raises on purpose.

DatelineError
├── InputError        a file or row cannot be read; the run goes on, the ledger names it
├── ConfigError       dateline.toml or an option is wrong (exit code 2)
├── DataError         a lexicon, actor or place row is wrong: names file and line
├── UnknownName       nothing of that name is registered; lists near misses
├── StoreError        the record cannot be opened or written
└── VerifyError       the record does not agree with itself (exit code 3)

Each message says what happened, where, and what to do next.
"""


class DatelineError(Exception):
    """Base of all our errors. `advice` is the next step for the user."""

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice

    def __str__(self) -> str:
        message = self.reason
        return f"{message} {self.advice}" if self.advice else message

    @property
    def reason(self) -> str:
        """The message without the advice."""
        return Exception.__str__(self)  # a KeyError would put quotes around it


class InputError(DatelineError):
    pass


class ConfigError(DatelineError):
    pass


class DataError(DatelineError):
    pass


class UnknownName(DatelineError, KeyError):
    __str__ = DatelineError.__str__


class StoreError(DatelineError):
    pass


class VerifyError(DatelineError):
    pass
