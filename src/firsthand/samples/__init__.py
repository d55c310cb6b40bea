"""Twelve sample reports of our own: invented outlets, groups, people and events at real places."""

from __future__ import annotations

from importlib import resources
from pathlib import Path


def folder() -> Path:
    """The folder that the sample reports lie in, one text file each.

    >>> len(list(folder().glob("*.txt")))
    12
    """
    return Path(str(resources.files("firsthand.samples") / "reports"))
