"""Attributions: who is said to have said what (source, cue, content).

After PolNeAR (Newell, Margolin and Ruths 2018). The network tags the three roles of every word and, for every
cue, which words of the window are its source and its content; so contents may nest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, TypedDict

import numpy as np
import numpy.typing as npt

from firsthand.language.network import Network

Span = tuple[int, int]
# A gap of at most this many words inside a source or content is closed.
_BRIDGE = 2
_MARKS = frozenset("\"'\u201c\u201d\u2018\u2019,.;:!?-()")


# Added to a source's scores: a source is found too readily. PolNeAR dev with 0 / -0.3: source tokens F1 82.4 / 82.6.
_SHY = -0.3


class Attribution(TypedDict):
    """One attribution in token indices ``[start, end)``.

    ``content`` may lie in another one's content, as what is told through others does; ``own`` is what is left of it
    when each word goes to the one cue that claims it most.
    """

    cue: Span | None
    source: list[Span]
    content: list[Span]
    own: list[Span]


def mapped(one: Attribution, move: Callable[[Span], Span]) -> Attribution:
    """The same attribution with every span moved."""
    cue = one["cue"]
    return {
        "cue": None if cue is None else move(cue),
        "source": [move(s) for s in one["source"]],
        "content": [move(s) for s in one["content"]],
        "own": [move(s) for s in one["own"]],
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
    tagged = 0.3 * np.clip(roles[..., 1:].max(-1) - roles[..., 0], -3, 3)
    sources = scores[..., 0] + tagged[:, 0] + _SHY
    contents = scores[..., 1] + tagged[:, 2]
    for k, (a, b) in enumerate(cues):
        sources[k, a:b] = contents[k, a:b] = -1.0
    owned = _owned(contents)
    found: list[Attribution] = []
    for k, cue in enumerate(cues):
        source, content = _runs(sources[k] > 0, words, cue), _runs(contents[k] > 0, words, cue)
        if source or content:
            own = _runs(owned[k], words, cue) if owned[k].any() else content
            found.append({"cue": cue, "source": source, "content": content, "own": own})
    return found


def _owned(contents: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """Which words are each cue's alone: a stretch claimed by several goes to the one with the highest mean score.

    Args:
        contents: (cues, words), above 0 where a cue claims a word.
    """
    claimed = contents > 0
    owned = claimed.copy()
    edges = np.flatnonzero((claimed[:, 1:] != claimed[:, :-1]).any(0)) + 1
    for a, b in pairwise([0, *edges.tolist(), claimed.shape[1]]):
        rivals = np.flatnonzero(claimed[:, a])
        if len(rivals) > 1:
            owned[rivals, a:b] = False
            owned[rivals[contents[rivals, a:b].mean(1).argmax()], a:b] = True
    return owned
