"""What kind of thing a noun names: semantic classes, actor kinds, units and kinds of means. The words are YAML."""

from firsthand.reading.lexicon.loader import Lexicon, load

__all__ = ["Lexicon", "load"]
