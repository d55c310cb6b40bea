"""Codes of countries and reading of this room's data files."""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

from firsthand.gazetteer.countries import country
from firsthand.yamlfile import parse

# Regions of UCDP are ranges of Gleditsch and Ward's numbers (UCDP/PRIO Armed Conflict Dataset codebook, "region").
_UCDP_REGIONS = ((200, "Americas"), (400, "Europe"), (627, "Africa"), (700, "Middle East"), (1000, "Asia"))


@functools.lru_cache(maxsize=16)
def data(name: str) -> Any:
    """A data file of this room, read once."""
    return parse((resources.files("firsthand.exports") / f"{name}.yaml").read_text(encoding="utf-8"))


def numeric(iso3: str | None) -> int | None:
    """ISO 3166-1 numeric code.

    >>> numeric("MLI"), numeric(None)
    (466, None)
    """
    return _row(iso3).get("numeric")


def gleditsch_ward(iso3: str | None) -> int | None:
    """Number of an independent state in Gleditsch and Ward's list, as UCDP gives it.

    >>> gleditsch_ward("MLI"), gleditsch_ward("ESH")
    (432, None)
    """
    return _row(iso3).get("gw")


def acled_region(iso3: str | None) -> str | None:
    """ACLED's name of the region that a country is in."""
    return _row(iso3).get("region")


def ucdp_region(iso3: str | None) -> str | None:
    """UCDP's name of the region.

    >>> ucdp_region("MLI"), ucdp_region("IRQ")
    ('Africa', 'Middle East')
    """
    number = gleditsch_ward(iso3)
    return None if number is None else next(name for last, name in _UCDP_REGIONS if number < last)


def country_name(iso3: str | None) -> str | None:
    """A country's English name."""
    found = country(iso3) if iso3 else None
    return found.name if found else None


def by_numeric(number: int) -> str | None:
    """ISO 3166-1 alpha-3 code for a numeric one."""
    return _by("numeric").get(number)


def by_gleditsch_ward(number: int) -> str | None:
    """ISO 3166-1 alpha-3 code of a state in Gleditsch and Ward's list."""
    return _by("gw").get(number)


@functools.lru_cache(maxsize=4)
def _by(field: str) -> dict[int, str]:
    former = {"YUG", "SUN", "CSK"}  # share or lend their numbers to states of today
    return {row[field]: iso3 for iso3, row in data("countries").items() if field in row and iso3 not in former}


def _row(iso3: str | None) -> dict[str, Any]:
    found: dict[str, Any] = data("countries").get(iso3 or "", {})
    return found
