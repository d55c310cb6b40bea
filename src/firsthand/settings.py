"""Limits and defaults that a user may change by environment variables; every one is listed in docs/reference.md."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from firsthand.errors import FirsthandError

PREFIX = "FIRSTHAND_"


def _setting(default: int, meaning: str) -> int:
    made: int = field(default=default, metadata={"help": meaning})
    return made


@dataclass(frozen=True)
class Settings:
    """What bounds a run.

    >>> Settings.from_environment({"FIRSTHAND_MAX_REPORT_MB": "5"}).max_report_mb
    5
    """

    max_report_mb: int = _setting(20, "Largest report in MB of 10^6 bytes, above every press text.")
    max_pages: int = _setting(500, "Most pages of one PDF document.")
    max_archive_mb: int = _setting(2000, "Most that one archive may unpack to, in MB of 10^6 bytes.")
    max_archive_files: int = _setting(100_000, "Most files in one archive, those of archives inside it included.")
    max_feed_entries: int = _setting(1000, "Most new entries taken from one feed or sitemap at a time.")
    pdf_timeout_s: int = _setting(60, "Longest time for one PDF document, in seconds.")
    pdf_memory_mb: int = _setting(1500, "Most memory for one PDF document, in MB of 10^6 bytes (not on Windows).")
    watch_delay_s: int = _setting(2, "Pause between two requests of `watch` to one host, in seconds.")
    url_timeout_s: int = _setting(30, "Longest time for one address in seconds, everything together.")
    allow_private_addresses: int = _setting(0, "1: also fetch from private and local addresses.")
    desk_linked: int = _setting(400_000, "Most claims that the desk links to events; above, its map shows claims.")
    ledger_wait_s: int = _setting(60, "How long to wait for another process that writes to the ledger, in seconds.")

    @property
    def max_report_bytes(self) -> int:
        """The limit of one report in bytes."""
        return self.max_report_mb * 1_000_000

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings, each replaced by ``FIRSTHAND_<NAME>`` where that is set.

        Raises ``FirsthandError`` if a value is not a whole number of zero or more.
        """
        source = os.environ if environment is None else environment
        values: dict[str, int] = {}
        for one in fields(cls):
            name = PREFIX + one.name.upper()
            if name in source:
                if not source[name].isascii() or not source[name].isdigit():
                    given, example = source[name], one.default
                    raise FirsthandError(f"{name}: '{given}' is not a whole number; give one such as {example}")
                values[one.name] = int(source[name])
        return cls(**values)
