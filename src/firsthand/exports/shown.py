"""Text of strangers made safe to show: in a terminal, in rich's markup, in a page.

A report can hold anything: escape sequences that clear the screen or rename the window, marks that turn the reading
order of the rest of the line, characters without width that hide. What could disturb is replaced by something visible.
"""

from __future__ import annotations

import re
import unicodedata

# Bidirectional controls, invisible separators, language tags, C0 and C1 controls; line ends and tabs become a space.
_SPACE = re.compile(r"[\s\u2028\u2029]+")
UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    r"\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_MARKS = r"\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_COMBINING = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")  # letters piled up with marks run over the lines beside them


def shown(text: object) -> str:
    r"""One line that cannot disturb a terminal; what was replaced stays visible.

    >>> shown("wipe \x1b[2J it,\nand \u202eturn")
    'wipe ␛[2J it, and <U+202E>turn'
    """
    line = _SPACE.sub(" ", str(text))
    return _COMBINING.sub(r"\1", UNSAFE.sub(_replacement, line)).strip()


def _replacement(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"


def runs_right_to_left(text: str) -> bool:
    """Does the first letter of ``text`` belong to a script that runs from right to left?

    >>> runs_right_to_left("12 \u0642\u062a\u0644\u0649"), runs_right_to_left("12 killed")
    (True, False)
    """
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
