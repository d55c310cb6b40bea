"""Names made comparable."""

from __future__ import annotations

import functools
import re

_LEADING = re.compile(r"^(?:the|a|an|its|their|his|her) ")
_OTHER = re.compile(r"[^a-z0-9]+")


@functools.lru_cache(maxsize=65_536)
def folded(name: str) -> str:
    """A name in plain lower case letters, without its article.

    >>> folded("The Gao–Médina Front"), folded("Гундам")
    ('gao medina front', 'gundam')
    """
    from anyascii import anyascii

    return _LEADING.sub("", _OTHER.sub(" ", anyascii(name).lower()).strip())
