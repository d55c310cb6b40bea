"""What every language model offers, and how one is loaded."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from firsthand.errors import ModelError

if TYPE_CHECKING:
    from spacy.tokens import Doc

SHIPPED = Path(__file__).parent / "model"


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


def load(model: str | None = None, *, threads: int = 1) -> LanguageModel:
    """Load a language model.

    Args:
        model: None for the shipped model, else the name of an installed spaCy pipeline, or the folder of one
            that this package's ``training`` made.
        threads: threads of the shipped model's arithmetic. Processes scale out better.

    Returns:
        The model, ready to parse.

    Raises:
        ModelError: when the model is not installed or its files are damaged.

    Example:
        >>> doc = load().parse("The army said that rebels fled.")  # doctest: +SKIP
        >>> doc[6].lemma_, doc[6].dep_  # doctest: +SKIP
        ('flee', 'ccomp')
    """
    folder = SHIPPED if model is None else Path(model)
    if model is None or ((folder / "meta.json").is_file() and (folder / "network.onnx").is_file()):
        from firsthand.language.shipped import ShippedModel

        if not (folder / "network.onnx").is_file():
            raise ModelError(f"{folder}: the language model's weights are missing; install the package again")
        return ShippedModel(folder, threads)
    from firsthand.language.pipelines import SpacyModel

    return SpacyModel(model)


def check_text(text: str) -> None:
    """Refuse what cannot be written in UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        place = f"character {error.start}"
        raise ModelError(f"{place}: a lone surrogate is no character; decode the text again") from error
