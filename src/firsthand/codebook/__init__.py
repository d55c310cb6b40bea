"""The codebook: what counts as an event of which type, as data."""

from firsthand.codebook.loader import Codebook, load
from firsthand.codebook.schema import EventType, Example, Trigger

__all__ = ["Codebook", "EventType", "Example", "Trigger", "load"]
