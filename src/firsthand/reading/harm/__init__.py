"""How many of whom came to what harm."""

from firsthand.reading.harm.finder import find_harm

__all__ = ["find_harm"]
