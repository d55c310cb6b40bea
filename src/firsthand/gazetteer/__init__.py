"""Where places are: GeoNames' places and a supplement, looked up by name, alternate name and spelling."""

from firsthand.gazetteer.lookup import Entry, Gazetteer

__all__ = ["Entry", "Gazetteer"]
