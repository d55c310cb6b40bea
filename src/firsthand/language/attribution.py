"""Attributions: who is said to have said what (source, cue, content).

After PolNeAR (Newell, Margolin and Ruths 2018). The network tags the three roles of every word and, for every
cue, which words of the window are its source and its content; so contents may nest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

import numpy as np
import numpy.typing as npt

from firsthand.language.network import Network

Span = tuple[int, int]
# A gap of at most this many words inside a source or content is closed.
_BRIDGE = 2
_MARKS = frozenset("\"'\u201c\u201d\u2018\u2019,.;:!?-()")


class Attribution(TypedDict):
    """One attribution in token indices ``[start, end)``."""

    cue: Span | None
    source: list[Span]
    content: list[Span]


def mapped(one: Attribution, move: Callable[[Span], Span]) -> Attribution:
    """The same attribution with every span moved."""
    cue = one["cue"]
    return {
        "cue": None if cue is None else move(cue),
        "source": [move(s) for s in one["source"]],
        "content": [move(s) for s in one["content"]],
    }


def _runs(chosen: npt.NDArray[np.bool_], words: Sequence[str], cue: Span) -> list[Span]:
    """Stretches of chosen words, small gaps closed but for the cue's, stretches of punctuation only dropped."""
    places = np.flatnonzero(chosen).tolist()
    out: list[Span] = []
    for i in places:
        if out and i - out[-1][1] <= _BRIDGE and not out[-1][1] <= cue[0] < i:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return [(a, b) for a, b in out if any(w not in _MARKS for w in words[a:b])]


def link(network: Network, out: dict[str, Any], words: Sequence[str], cues: Sequence[Span]) -> list[Attribution]:
    """The attributions of a window, one for each cue that has a source or a content.

    Args:
        network: the network that gave ``out``.
        out: its scores for the window.
        words: the window's words.
        cues: the cue spans found.
    """
    if not cues:
        return []
    scores = network.link_scores(out, [a for a, _ in cues])
    roles = out["roles"]
    tagged = roles[..., 1:].max(-1) - roles[..., 0]
    found: list[Attribution] = []
    for (a, b), score in zip(cues, scores, strict=True):
        source = score[:, 0] + 0.3 * np.clip(tagged[:, 0], -3, 3)
        content = score[:, 1] + 0.3 * np.clip(tagged[:, 2], -3, 3)
        source[a:b] = content[a:b] = -1.0
        both = {"source": _runs(source > 0, words, (a, b)), "content": _runs(content > 0, words, (a, b))}
        if both["source"] or both["content"]:
            found.append({"cue": (a, b), "source": both["source"], "content": both["content"]})
    return found
