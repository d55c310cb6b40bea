"""Reports of the training part as what the weights are learned from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.muc4.answer import CODEBOOK
from benchmarks.muc4.material import Material, gathered
from benchmarks.muc4.signs import signs
from benchmarks.muc4.trunk import Seen, Trunk

from training.muc4.keys import Keys, keys


@dataclass
class Prepared:
    """One report: the key document, what was read of it, the model's vectors, signs and labels."""

    document: dict[str, Any]
    material: Material
    seen: Seen
    signs: list[list[int]]
    keys: Keys


def prepared(path: Path, folder: str | None = None) -> Iterator[Prepared]:
    """Read and code every report of a file of documents with keys; ``folder``: a language model that is not shipped."""
    from firsthand import Coder, Report
    from firsthand.gazetteer import Gazetteer
    from firsthand.language import load

    model: Any = load(folder)
    trunk = Trunk(model.folder, model.network)
    coder, gazetteer = Coder(folder, CODEBOOK), Gazetteer.default()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            d = json.loads(line)
            doc = model.parse(d["text"])
            claims = coder.code(Report(text=d["text"], published=d["pub_date"]))
            m = gathered(doc, d["text"], d["pub_date"], claims, gazetteer)
            seen = trunk(doc)
            seen.heads, seen.pieces = seen.heads.astype(np.float16), seen.pieces.astype(np.float16)
            yield Prepared(d, m, seen, signs(m), keys(m, d["templates"]))
