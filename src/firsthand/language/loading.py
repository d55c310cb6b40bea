"""How a language model is loaded: the shipped one, one of our making, or a spaCy pipeline."""

from __future__ import annotations

from pathlib import Path

from firsthand.errors import ModelError
from firsthand.language.base import LanguageModel

SHIPPED = Path(__file__).parent / "model"


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
