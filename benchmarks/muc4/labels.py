"""The names of what the weights decide, in their order."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from firsthand.yamlfile import parse

# attributes of a word (of the phrase that it ends), and those of a whole incident of each type
OF_PHRASES = (
    "hum_type",
    "hum_effect",
    "hum_num",
    "phys_type",
    "phys_effect",
    "phys_num",
    "instr_type",
    "perp_org_conf",
)
OF_INCIDENTS = ("stage", "perp_cat", "instr_type_alone", "hum_effect_alone", "phys_effect_alone", "date_kind",
                "perp_org_conf_told")  # fmt: skip


@functools.lru_cache(maxsize=1)
def words() -> dict[str, frozenset[str]]:
    """The word lists of ``words.yaml``."""
    data: Any = parse((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"))
    return {name: frozenset(values) for name, values in data.items()}


@functools.lru_cache(maxsize=1)
def labels() -> dict[str, list[str]]:
    """Slot -> its fills."""
    data: Any = parse((Path(__file__).parent / "labels.yaml").read_text(encoding="utf-8"))
    return {name: [str(x) for x in values] for name, values in data.items()}
