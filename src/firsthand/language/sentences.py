"""Where sentences start: the network's opinion, punctuation and line breaks together.

The network alone finds 87 to 93 % of sentence starts (F1, EWT and GUM); blank lines are certain, and final
punctuation or its lack corrects most of the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from firsthand.language.windows import closes_sentence, goes_on

# In the network's logits.
_AFTER_FINAL, _NO_FINAL, _LINE, _LINE_AFTER_FINAL, _HEADING = 1.0, -3.0, 0.5, 3.0, 4.0
_GOES_ON = -6.0
_HEADING_WORDS = 14


def sentence_starts(words: Sequence[str], scores: npt.NDArray[np.float32], breaks: Sequence[int]) -> list[int]:
    """Indices of the words that start a sentence.

    Args:
        words: the words of one window, without whitespace tokens.
        scores: the network's log odds that each word starts a sentence.
        breaks: line breaks before each word: 0 none, 1 one, 2 a blank line.

    Returns:
        Increasing indices; 0 is always the first.

    Example:
        >>> sentence_starts(["Go", ".", "Stop", "."], np.array([5, -5, 3, -5], np.float32), [0] * 4)
        [0, 2]
    """
    likely = scores > -_LINE_AFTER_FINAL - 1.0
    out = [0]
    line = 0
    for i in range(1, len(words)):
        kind = breaks[i]
        if kind == 0 and not likely[i]:
            continue
        if kind >= 2:
            out.append(i)
            line = i
            continue
        closed = closes_sentence(words, i)
        score = float(scores[i]) + (_AFTER_FINAL if closed else _NO_FINAL)
        if kind == 1:
            score += _LINE_AFTER_FINAL if closed else _LINE
            if (
                not closed
                and i - line <= _HEADING_WORDS
                and words[i][:1].isupper()
                and words[i - 1] not in {",", ";", "-"}
            ):
                score += _HEADING
            if goes_on(words, i):
                score += _GOES_ON
            line = i
        if score > 0:
            out.append(i)
    return out
