"""Fit the weights of ``benchmarks/muc4/splitting.yaml``: each report counts once, however many targets it has."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from benchmarks.muc4.material import Material
from benchmarks.muc4.splitting import between
from sklearn.linear_model import LogisticRegression

from training.muc4.keys import Keys

_MOST_TARGETS = 30


def fit(reports: Iterable[tuple[Material, Keys]]) -> dict[str, float]:
    """Weight by feature."""
    rows: list[dict[str, float]] = []
    same: list[bool] = []
    weights: list[float] = []
    for m, key in reports:
        start = len(rows)
        for kind in sorted({k for k, _ in key.together}):
            targets = [(i, words) for i, (k, ts) in enumerate(key.together) if k == kind for words in ts]
            targets = targets[:_MOST_TARGETS]
            for a in range(len(targets)):
                for b in range(a):
                    _, x, y = min((abs(x - y), x, y) for x in targets[a][1] for y in targets[b][1])
                    rows.append(between(m, x, y, kind))
                    same.append(targets[a][0] == targets[b][0])
        weights += [max(1, len(rows) - start) ** -0.5] * (len(rows) - start)
    names = sorted({k for r in rows for k in r})
    x = np.array([[r.get(k, 0.0) for k in names] for r in rows])
    model = LogisticRegression(C=1.0, fit_intercept=False, max_iter=300).fit(x, same, sample_weight=weights)
    return {k: round(float(v), 3) for k, v in zip(names, model.coef_[0], strict=True)}
