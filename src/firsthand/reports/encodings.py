"""Content encodings of HTTP: what is asked for is what can be unpacked within a limit. Pure."""

from __future__ import annotations

import zlib

import brotli

ACCEPTED = "gzip, deflate, br"
_PIECE = 1_000_000  # bytes of brotli unpacked at once


def decoded(data: bytes, encoding: str, most: int) -> bytes | None:
    """The body of an answer that came in these encodings (the last was put on last), or None beyond ``most`` bytes.

    >>> decoded(zlib.compress(b"Nine died."), "deflate", 100), decoded(b"plain", "identity", 100)
    (b'Nine died.', b'plain')

    Raises ``LookupError`` if it does not know an encoding, ``ValueError`` if the body is not what that says.
    """
    names = [name.strip().lower() for name in encoding.split(",")]
    for name in reversed([name for name in names if name not in ("", "identity")]):
        if name in ("gzip", "x-gzip"):
            data = _inflated(data, zlib.MAX_WBITS | 16, most)
        elif name == "deflate":  # meant is zlib's form, and many servers send it bare
            bare = len(data) < 2 or (data[0] & 15) != 8 or (data[0] * 256 + data[1]) % 31
            data = _inflated(data, -zlib.MAX_WBITS if bare else zlib.MAX_WBITS, most)
        elif name == "br":
            data = _unbrotlied(data, most)
        else:
            raise LookupError(name)
        if len(data) > most:
            return None
    return data


def _inflated(data: bytes, bits: int, most: int) -> bytes:
    try:
        return zlib.decompressobj(bits).decompress(data, most + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from error


def _unbrotlied(data: bytes, most: int) -> bytes:
    unpacker, parts, size = brotli.Decompressor(), [], 0
    try:
        part = unpacker.process(data, output_buffer_limit=_PIECE)
        while part and size <= most:
            parts.append(part)
            size += len(part)
            part = b"" if unpacker.is_finished() else unpacker.process(b"", output_buffer_limit=_PIECE)
    except brotli.error as error:
        raise ValueError(str(error)) from error
    if size <= most and not unpacker.is_finished():
        raise ValueError("it breaks off")
    return b"".join(parts)
