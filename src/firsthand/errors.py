"""Every error that a user can get: what happened, where, and the cure."""

from __future__ import annotations


class FirsthandError(Exception):
    """An error with a clear word for the user; its text names the place and the cure."""


class ReportError(FirsthandError):
    """A report that could not be read.

    >>> str(ReportError("a.txt", "it is empty", "give a file with text"))
    'a.txt: it is empty; give a file with text'
    """

    def __init__(self, place: str, reason: str, cure: str) -> None:
        super().__init__(f"{place}: {reason}; {cure}")
        self.place, self.reason, self.cure = place, reason, cure


class CodebookError(FirsthandError):
    """A codebook file that cannot be used: names the file, the key and the cure."""


class ModelError(FirsthandError):
    """The language model could not be loaded."""


class LedgerError(FirsthandError):
    """The ledger could not be opened, or is not as it was sealed."""


class ExportError(FirsthandError):
    """An export could not be written, or a reference could not be read."""
