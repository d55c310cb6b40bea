"""Train the linear votes on the fills' facts: see ``benchmarks/muc4/facts.py``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from benchmarks.muc4.facts import Row, row_of
from benchmarks.muc4.labels import OF_PHRASES, labels
from benchmarks.muc4.material import Material
from benchmarks.muc4.phrases import phrase
from benchmarks.muc4.signs import BUCKETS
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from training.muc4.keys import occurrences

Case = tuple[str, Row, int]  # slot, signs, number of the fill
_SHORT = ("instr_type", "perp_org_conf")  # about phrases that do not reach over "of"


def cases_of(m: Material, signs: Sequence[Sequence[int]], templates: list[dict[str, Any]]) -> list[Case]:
    """What the keys of one report teach."""
    known, out = labels(), []
    for t in templates:
        described: dict[str, list[str]] = {}
        for fill in t["hum_desc"]:
            for name in fill.get("of") or []:
                described.setdefault(name, []).extend(a["v"] for a in fill["alts"])
        for slot in OF_PHRASES:
            told: set[str] = set()
            for fill in t[slot]:
                value = fill["alts"][0]["v"].strip("()").split(":")[0].strip()
                value = "NUMBER" if slot.endswith("num") and value not in ("1", "PLURAL") else value
                about = [x for x in fill.get("of") or [] if x != "-"]
                told |= set(about)
                if value in known[slot]:
                    row = _row(m, signs, [*about, *(d for x in about for d in described.get(x, []))], slot)
                    out += [(slot, row, known[slot].index(value))] if row else []
            if not slot.endswith("effect"):
                continue
            for role in ("hum_name", "hum_desc") if slot == "hum_effect" else ("phys_id",):
                for fill in t[role]:  # nothing is said to have happened to it
                    values = [a["v"] for a in fill["alts"] if a["quoted"]]
                    if not told & set(values) and not (role == "hum_desc" and fill.get("of")):
                        row = _row(m, signs, values, slot)
                        out += [(slot, row, 0)] if row else []
    return out


def _row(m: Material, signs: Sequence[Sequence[int]], values: list[str], slot: str) -> Row:
    return row_of(m, signs, [phrase(m, t, slot not in _SHORT) for v in values for t in occurrences(m, v)])


def table(rows: list[Row]) -> csr_matrix:
    """Rows as a sparse matrix."""
    ends = np.cumsum([0, *(len(r) for r in rows)])
    buckets = np.concatenate([np.fromiter(r, np.int32, len(r)) for r in rows])
    values = np.concatenate([np.fromiter(r.values(), np.float32, len(r)) for r in rows])
    return csr_matrix((values, buckets, ends), shape=(len(rows), BUCKETS))


def fit(cases: list[Case], strength: float = 10.0, steps: int = 60) -> dict[str, np.ndarray]:
    """The arrays of the votes."""
    arrays: dict[str, np.ndarray] = {}
    for slot in OF_PHRASES:
        own = [(row, y) for name, row, y in cases if name == slot]
        x, y = table([row for row, _ in own]), np.array([y for _, y in own])
        model = LogisticRegression(C=strength, max_iter=steps).fit(x, y)
        n = len(labels()[slot])
        weight, bias = np.zeros((n, BUCKETS), np.float32), np.full(n, -9.0, np.float32)
        weight[model.classes_], bias[model.classes_] = model.coef_, model.intercept_
        arrays[f"facts.{slot}.weight"], arrays[f"facts.{slot}.bias"] = weight, bias
    return arrays
