"""Where a report is from, as far as times depend on it: the order of its numeric dates, and when its summer is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from firsthand.reading.times.vocabulary import data

Order = Literal["month first", "day first", "year first"]
_ORDERS: tuple[Order, ...] = ("month first", "year first")
_TROPICS = 5.0  # degrees: nearer to the equator a latitude says nothing about seasons


@dataclass(frozen=True, slots=True)
class Region:
    """``order``: how 3/5/2024 and 24/03/05 are read; None: not known, the first has no day. ``southern``: summer
    begins in December.

    >>> Region.of(country="GBR").order, Region.of(latitude=-33.9).southern
    ('day first', True)
    """

    order: Order | None = None
    southern: bool = False

    @classmethod
    def of(cls, country: str | None = None, latitude: float | None = None, order: Order | None = None) -> Region:
        """By the country (ISO 3166-1 alpha-3) of the publisher or of the report, a latitude in degrees, or as told.

        An explicit ``order`` outranks the country's, and a latitude outside the tropics' middle its hemisphere.
        """
        table = data("regions")
        if order is None and country is not None and country not in table["unsure"]:
            order = next((o for o in _ORDERS if country in table[o.replace(" ", "_")]), "day first")
        southern = country in table["southern"]
        if latitude is not None and abs(latitude) > _TROPICS:
            southern = latitude < 0
        return cls(order, southern)

    @classmethod
    def around(cls, latitudes: Iterable[float], order: Order | None = None) -> Region:
        """By the latitudes of a report's places, in degrees: the hemisphere in which most of them lie."""
        far = [latitude for latitude in latitudes if abs(latitude) > _TROPICS]
        return cls(order, sum(latitude < 0 for latitude in far) * 2 > len(far))


UNKNOWN = Region()
