"""The shipped coder and language model, loaded once for all tests that only read with them: loading takes seconds."""

from __future__ import annotations

import functools

from firsthand import Coder
from firsthand.language import load
from firsthand.language.base import LanguageModel


@functools.cache
def coder() -> Coder:
    """The coder as it is shipped."""
    return Coder()


@functools.cache
def model() -> LanguageModel:
    """The language model as it is shipped."""
    return load()
