"""Where: place names, resolved to places with alternatives, or said to be unresolved and why."""

from firsthand.reading.places.anaphors import with_anaphors
from firsthand.reading.places.capitals import with_capitals
from firsthand.reading.places.explain import explained
from firsthand.reading.places.finder import find_places
from firsthand.reading.places.toponyms import toponyms

__all__ = ["explained", "find_places", "toponyms", "with_anaphors", "with_capitals"]
