"""A place name as it stands in a report, before anybody knows which place it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from firsthand.gazetteer import Entry

Exists = Callable[[str], Sequence[Entry]]


@dataclass(frozen=True, slots=True)
class Name:
    """A place name: tokens ``[first, last]`` of the name alone, characters of the mention (with "northern",
    "province")."""

    first: int
    last: int
    start: int
    end: int
    text: str
    country: str | None  # of a country's own name
    direction: str | None  # "northern"
    type: str | None  # kind that a type word beside it says
    locative: bool  # stands as a location; False for a government, a nationality-like use or a dateline
    dateline: bool
    tagged: bool  # by the language model; False for a capitalised name in a place's position
    small: bool = False  # "the village of"
    here: bool = True  # would be a location if it is no country
    sure: bool = False  # not tagged, but nothing else than a place stands there: "the village of"

    @property
    def believed(self) -> bool:
        """Whether it is a place's name even if no gazetteer has it."""
        return self.tagged or self.sure or self.country is not None
