"""Language: from the text of a report to one parsed spaCy ``Doc``.

>>> from firsthand import language
>>> model = language.load()  # doctest: +SKIP
>>> [e.text for e in model.parse("Rebels left Goma.").ents]  # doctest: +SKIP
['Goma']
"""

from __future__ import annotations

from firsthand.language.base import LanguageModel
from firsthand.language.loading import load

__all__ = ["LanguageModel", "load"]
