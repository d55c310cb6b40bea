"""Pages made of strangers' text: everything escaped, one style sheet, and a policy that allows nothing else."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from importlib import resources

from firsthand.exports.shown import UNSAFE

_WEB = re.compile(r"https?://[^\s<>\"']{1,2000}")


def escaped(text: object) -> str:
    r"""Text for a page; a character that could disturb it is shown by its number.

    >>> escaped("<b> & \u202e")
    '&lt;b&gt; &amp; <i class="c">U+202E</i>'
    """
    return UNSAFE.sub(
        lambda m: m.group() if m.group() in "\t\n" else f'<i class="c">U+{ord(m.group()):04X}</i>',
        html.escape(str(text)),
    )


def attribute(text: object) -> str:
    r"""Text for the value of an attribute in double quotes.

    >>> attribute('"\u202e"')
    '&quot;&lt;U+202E&gt;&quot;'
    """
    return html.escape(UNSAFE.sub(lambda m: f"<U+{ord(m.group()):04X}>", str(text)))


def link(url: str | None, words: str) -> str:
    """Words that lead to a web address if it is one; the address learns nothing of the page.

    >>> link("javascript:alert(1)", "here"), link("https://wire.example/1", "here")
    ('<bdi>here</bdi>', '<a href="https://wire.example/1" rel="noopener noreferrer"><bdi>here</bdi></a>')
    """
    shown = f"<bdi>{escaped(words)}</bdi>"
    if url is None or not _WEB.fullmatch(url):
        return shown
    return f'<a href="{attribute(url)}" rel="noopener noreferrer">{shown}</a>'


def style(*names: str) -> str:
    """Style sheets of this room, one after the other."""
    return "".join((resources.files("firsthand.exports") / f"{name}.css").read_text(encoding="utf-8") for name in names)


def opening(title: str, sheet: str) -> str:
    """A page from its first line to ``<body>``. Its policy (CSP) allows the style sheet, by its hash, and nothing else:
    no script, no picture, no form, no request."""
    seal = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{seal}'; base-uri 'none'; form-action 'none'"
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer">\n<title>{attribute(title)}</title>\n'
        f"<style>{sheet}</style>\n</head>\n<body>\n"
    )
