"""Reports of the training part as what the weights are learned from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.muc4.answer import CODEBOOK
from benchmarks.muc4.material import Material, gathered, vectors
from benchmarks.muc4.signs import signs

from training.muc4.keys import Keys, keys


@dataclass
class Prepared:
    """One report: the key document, what was read of it, vectors, signs and labels."""

    document: dict[str, Any]
    material: Material
    vectors: np.ndarray
    signs: list[list[int]]
    keys: Keys


def prepared(path: Path) -> Iterator[Prepared]:
    """Read and code every report of a file of documents with keys."""
    from firsthand import Coder, Report
    from firsthand.gazetteer import Gazetteer
    from firsthand.language import load

    model: Any = load()
    coder, gazetteer = Coder(codebook=CODEBOOK), Gazetteer.default()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            d = json.loads(line)
            doc = model.parse(d["text"])
            claims = coder.code(Report(text=d["text"], published=d["pub_date"]))
            m = gathered(doc, d["text"], d["pub_date"], claims, gazetteer)
            dense = vectors(doc, model.network).astype(np.float16)
            yield Prepared(d, m, dense, signs(m), keys(m, d["templates"]))
