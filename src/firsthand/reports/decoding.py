"""Bytes to text, or a clear word why not. Pure: no file is opened here."""

from __future__ import annotations

import codecs
import re

from firsthand.errors import ReportError

# How well-known files that are no text begin. The names are shown to the user.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound, film or WebP file"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"{\\rtf", "an RTF document"),
)
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_NEWLINES = re.compile(r"\r\n?|\x85")
_NOTHING = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\x00-\x1f]*")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_STRAY = re.compile(r"[\udc80-\udcff]+")
# A lead byte and some, but not all, of its continuation: a cut character, not a letter of Windows-1252.
_CUT = re.compile(r"[\udce0-\udcef][\udc80-\udcbf]|[\udcf0-\udcf4][\udc80-\udcbf]{1,2}")
_UNDEFINED = frozenset("\udc81\udc8d\udc8f\udc90\udc9d")  # bytes that Windows-1252 does not define

MOST_CONTROL = 0.01  # control characters in real text are rare; in binary files they are a fifth of all bytes
MOST_STRAY = 0.05  # English and French in Windows-1252 have at most 4 % bytes above 127, Cyrillic in 1251 over 70 %


def text_of(data: bytes, place: str, declared: str | None = None, begins: bool = True) -> str:
    r"""The text in ``data``, with line ends as ``\n``.

    UTF-8 unless a byte order mark or ``declared`` (a charset that file or server names) says otherwise; single bytes
    that are not UTF-8 are read as Windows-1252, as long as they are few. ``begins``: it is the beginning of a file,
    where a mark may stand that tells another form.

    >>> text_of(b"caf\xe9\r\nand \xe2\x80\x9cso\xe2\x80\x9d", "a.txt")
    'café\nand “so”'

    Raises ``ReportError`` if it is empty, binary, or in an encoding that cannot be told.
    """
    for magic, what in _MAGIC if begins else ():
        if data.startswith(magic):
            raise ReportError(place, f"it is {what}, not text", "give its text as .txt, .html or .jsonl")
    text = _decoded(data, place, declared)
    sample = text[:1_000_000]
    if len(_CONTROL.findall(sample)) > MOST_CONTROL * len(sample) + 8 or "\x00" in text:
        raise ReportError(place, "it is binary, not text", "give its text as .txt, .html or .jsonl")
    if _NOTHING.fullmatch(text):
        raise ReportError(place, "it is empty", "give a file with text")
    return clean(text)


def clean(text: str) -> str:
    r"""Line ends as ``\n``, no byte order mark in front, lone surrogates replaced.

    >>> clean("a\r\nb\rc\ud800")
    'a\nb\nc\ufffd'
    """
    return _SURROGATE.sub("\ufffd", _NEWLINES.sub("\n", text.removeprefix("\ufeff")))


def _decoded(data: bytes, place: str, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, place)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared and _known(declared) not in (None, "utf-8", "ascii"):
        return _strict(data, declared, place)
    half = data[: len(data) & ~1]
    for encoding, zeros in (("utf-16-le", half[1::2]), ("utf-16-be", half[::2])):
        if zeros and zeros.count(0) > 0.4 * len(zeros):
            return _strict(half, encoding, place)
    return _mixed(data, place)


def _strict(data: bytes, encoding: str, place: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise ReportError(place, f"it says that it is {encoding}, and is not", "save it as UTF-8") from error


def _known(encoding: str) -> str | None:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return None


def _mixed(data: bytes, place: str) -> str:
    """UTF-8 with single bytes of Windows-1252 in it; cut characters become U+FFFD."""
    text = data.decode("utf-8", "surrogateescape")
    stray = sum(len(run.group()) for run in _STRAY.finditer(text))
    if stray > MOST_STRAY * len(data) + 2:
        raise ReportError(place, "its encoding cannot be told (neither UTF-8 nor Windows-1252)", "save it as UTF-8")

    def one(run: re.Match[str]) -> str:
        letters = _CUT.sub("\ufffd", run.group())
        return "".join(
            "\ufffd" if c in _UNDEFINED else c if c == "\ufffd" else bytes([ord(c) - 0xDC00]).decode("cp1252")
            for c in letters
        )

    return _STRAY.sub(one, text)
