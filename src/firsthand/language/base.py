"""What every language model offers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from firsthand.errors import ModelError

if TYPE_CHECKING:
    from spacy.tokens import Doc


class LanguageModel(ABC):
    """Reads a text into a spaCy ``Doc``: words, sentences, syntax, names, attributions.

    Attributes:
        version: the model's name, version and the first digits of its weights' SHA-256.
    """

    version: str

    @abstractmethod
    def parse(self, text: str) -> Doc:
        """Parse one text.

        Args:
            text: any text; nothing is stripped or normalised.

        Returns:
            A document with ``doc.text == text``; Universal Dependencies labels in ``dep_`` ("ROOT" for roots);
            names PER, LOC and ORG in ``ents``; ``doc.spans`` "source", "cue", "content", "timex", "toponym";
            ``doc.user_data["attributions"]``, dictionaries with ``cue`` ``(start, end)`` or None, and lists of such
            pairs for ``source``, ``content`` and ``own`` (content that no other cue claims more), in tokens.

        Raises:
            ModelError: when the text holds a lone surrogate, which is no character.
        """


def check_text(text: str) -> None:
    """Refuse what cannot be written in UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        place = f"character {error.start}"
        raise ModelError(f"{place}: a lone surrogate is no character; decode the text again") from error
