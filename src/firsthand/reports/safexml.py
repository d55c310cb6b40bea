"""XML from strangers: no entity is expanded, nothing is fetched, and nothing nests without end."""

from __future__ import annotations

from typing import Any

from firsthand.errors import ReportError


def refuse_entities(data: bytes, place: str) -> None:
    """Raise ``ReportError`` if an XML text declares entities: no report needs them, and bombs are made of them."""
    if b"<!ENTITY" in data.replace(b"\x00", b""):
        raise ReportError(place, "it declares XML entities, as decompression bombs do", "remove its DOCTYPE")


def tree_of(data: bytes, place: str) -> Any:
    """The root element of an XML text.

    Raises ``ReportError`` if it is not well-formed, declares entities or nests too deeply (256, libxml2's limit).
    """
    from lxml import etree

    refuse_entities(data, place)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        reason = str(error).split("\n")[0][:120]
        raise ReportError(place, f"it is broken XML ({reason})", "get the file again") from error
