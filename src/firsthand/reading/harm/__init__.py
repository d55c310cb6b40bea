"""How many of whom came to what harm."""

from firsthand.reading.harm.finder import find_harm
from firsthand.reading.harm.tolls import tolls

__all__ = ["find_harm", "tolls"]
