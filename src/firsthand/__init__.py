"""firsthand: read reports of armed conflict into claims that keep track of who said so.

>>> import firsthand
>>> firsthand.Span(3, 7).end
7
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

# The public names, each with the module that it lives in. They are loaded on first use (PEP 562), so that
# `import firsthand` stays under 0.3 s: pydantic alone costs 0.15 s, spaCy 1 s.
_HOMES = {
    "Actor": "firsthand.records",
    "Claim": "firsthand.records",
    "Coder": "firsthand.coder",
    "Event": "firsthand.records",
    "Harm": "firsthand.records",
    "Link": "firsthand.records",
    "Means": "firsthand.records",
    "Phrase": "firsthand.records",
    "Place": "firsthand.records",
    "Report": "firsthand.records",
    "Span": "firsthand.records",
    "When": "firsthand.records",
    "FirsthandError": "firsthand.errors",
}

__all__ = sorted([*_HOMES, "__version__"])

if TYPE_CHECKING:
    from firsthand.coder import Coder as Coder
    from firsthand.errors import FirsthandError as FirsthandError
    from firsthand.records import (
        Actor as Actor,
    )
    from firsthand.records import (
        Claim as Claim,
    )
    from firsthand.records import (
        Event as Event,
    )
    from firsthand.records import (
        Harm as Harm,
    )
    from firsthand.records import (
        Link as Link,
    )
    from firsthand.records import (
        Means as Means,
    )
    from firsthand.records import (
        Phrase as Phrase,
    )
    from firsthand.records import (
        Place as Place,
    )
    from firsthand.records import (
        Report as Report,
    )
    from firsthand.records import (
        Span as Span,
    )
    from firsthand.records import (
        When as When,
    )


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
