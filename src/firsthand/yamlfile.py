"""YAML as our data files use it: only ``true`` and ``false`` are truth values, and dates stay text.

YAML 1.1 reads ``on``, ``no`` and ``y`` as truth values; they are a preposition, a determiner and a word of ours.
"""

from __future__ import annotations

import functools
import re
from typing import Any

import yaml


@functools.lru_cache(maxsize=1)
def _loader() -> Any:
    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader: Any = type("Loader", (base,), {})
    loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp"))]
        for first, resolvers in base.yaml_implicit_resolvers.items()
    }
    loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
    return loader


def parse(text: str) -> Any:
    """The value that a YAML text holds.

    >>> parse("{on: [no, y], when: 2024-03-05, ok: true}")
    {'on': ['no', 'y'], 'when': '2024-03-05', 'ok': True}

    Raises ``yaml.YAMLError`` where the text is not valid YAML.
    """
    return yaml.load(text, Loader=_loader())  # noqa: S506  a subclass of the safe loader
