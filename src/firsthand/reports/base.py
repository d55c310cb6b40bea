"""What every reader shares: what the user said, the limits, and how what was found becomes a report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, NoReturn

from firsthand.errors import ReportError
from firsthand.records import Report
from firsthand.reports import english, metadata
from firsthand.reports.decoding import clean
from firsthand.settings import Settings

DEEPEST = 3  # archives in archives: a ZIP in a mail in a ZIP is real, more is a trick
_WEB = re.compile(r"https?://[^\s<>\"]{1,2000}$")
_ABOUT = ("title", "author", "publisher", "published_stated", "published_from")
_LONGEST = 500  # characters of a title or a name; more is text that strayed


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says about every report of a call; it outranks what the reports say themselves.

    ``columns`` names the columns of tables and the keys of records: ``{"text": "body", "published": "date"}``.
    """

    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


NOTHING = Given()


@dataclass(frozen=True, slots=True)
class Received:
    """A report with the bytes that it came as, and what the server said of them where it came from an address."""

    report: Report
    raw: bytes
    media_type: str
    headers: Mapping[str, str] | None = None


Outcome = Received | ReportError
Outcomes = Iterator[Outcome]
Inner = Callable[[BinaryIO, str, str, "Reading"], Outcomes]


@dataclass(slots=True)
class Budget:
    """What one archive, with all that is in it, may still unpack to."""

    octets: int
    files: int

    def spend(self, octets: int, place: str) -> None:
        """Take ``octets`` off.

        Raises ``ReportError`` if the archive unpacks to more than it may.
        """
        self.octets -= octets
        if self.octets < 0:
            raise ReportError(
                place, "it unpacks to more than an archive may", "unpack it yourself, or raise FIRSTHAND_MAX_ARCHIVE_MB"
            )

    def count(self, place: str) -> None:
        """Count a file; raises ``ReportError`` if there are too many."""
        self.files -= 1
        if self.files < 0:
            raise ReportError(place, "it holds too many files", "split it, or raise FIRSTHAND_MAX_ARCHIVE_FILES")


@dataclass(frozen=True, slots=True)
class Reading:
    """How one call reads; pure but for what its readers are handed."""

    given: Given
    settings: Settings
    any_language: bool
    open: Inner  # reads an open file of any form: for what is inside archives and mails
    depth: int = 0
    budget: Budget | None = None  # of the archive that is being read, if one is

    def inside(self, place: str) -> Reading:
        """The same one archive deeper.

        Raises ``ReportError`` if that is too deep.
        """
        if self.depth >= DEEPEST:
            raise ReportError(place, f"archives inside archives, more than {DEEPEST} deep", "unpack it yourself")
        limits = self.settings
        budget = self.budget or Budget(limits.max_archive_mb * 1_000_000, limits.max_archive_files)
        return Reading(self.given, limits, self.any_language, self.open, self.depth + 1, budget)

    def read(self, file: BinaryIO, place: str, suffix: str) -> Outcomes:
        """What is in an open file of any form."""
        yield from self.open(file, place, suffix, self)

    def report(self, known: Mapping[str, str], raw: bytes, media_type: str, place: str) -> Received:
        """A report of the fields ``known``.

        Raises ``ReportError`` if it has no text or is not in English.
        """
        text = known.get("text", "")
        if not text.strip():
            raise ReportError(place, "it is empty", "give a report with text")
        language, reason = english.language_of(text, known.get("language"))
        if reason and not self.any_language:
            raise ReportError(place, f"put aside, it is not in English ({reason})", "translate it, or give --model")
        fields: dict[str, str | None] = {**known, "text": text, "language": language, "origin": place}
        for name in _ABOUT:
            if value := fields.get(name):
                fields[name] = " ".join(value.split())[:_LONGEST] or None
        if not _WEB.match(fields.get("url") or ""):
            fields["url"] = None
        for name in ("publisher", "url"):
            if value := getattr(self.given, name):
                fields[name] = value
        if self.given.published:
            fields.update(metadata.dated(self.given.published, "said by the user"))
        return Received(Report.model_validate(fields), raw, media_type)

    def too_large(self, place: str) -> NoReturn:
        """Raise what is said of a report above the limit of size."""
        raise ReportError(
            place,
            f"it is larger than {self.settings.max_report_mb} MB",
            "split it into its reports, or raise FIRSTHAND_MAX_REPORT_MB",
        )


def cleaned(known: Mapping[str, str]) -> dict[str, str]:
    """Every value with plain line ends and without lone surrogates."""
    return {name: clean(value) for name, value in known.items()}
