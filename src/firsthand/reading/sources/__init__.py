"""Who says so: attributions of a parsed report, and the chain of sources behind any place of its text."""

from __future__ import annotations

from firsthand.reading.sources.finder import attributions, find_attributions
from firsthand.reading.sources.names import FIRST_PERSON, UNNAMED
from firsthand.reading.sources.stack import AttributionStack
from firsthand.reading.sources.vocabulary import same_source

__all__ = ["FIRST_PERSON", "UNNAMED", "AttributionStack", "attributions", "find_attributions", "same_source"]
