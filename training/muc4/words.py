"""Train the linear votes on the roles of words, and how much of them is mixed in: ``benchmarks/muc4/word_votes.py``."""

from __future__ import annotations

import random
import warnings
from collections.abc import Sequence

import numpy as np
from benchmarks.muc4.labels import labels
from benchmarks.muc4.material import Floats, Material
from benchmarks.muc4.signs import BUCKETS, padded
from benchmarks.muc4.word_votes import WEIGHTS, Rows, WordVotes, candidates, mixed
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from training.muc4.keys import Keys

Case = tuple[Material, Sequence[Sequence[int]], Keys]
STRENGTH, STEPS = 3.0, 40  # stopped early, which is regularisation too
_KEPT = (0.1, 0.35)  # of the words without a role, in reports without incidents and with some
UNMIXED = ("date", "location")  # for which the votes are worse
EVEN = (0.6, 0.4, 0.0)  # mixed so where nothing was left out to learn it from


def roles_of(m: Material, key: Keys) -> Floats:
    """1 where a word ends a fill of a role: (words, roles)."""
    out = np.zeros((len(m.words), len(labels()["roles"])), np.float32)
    for role, words, _, _ in key.groups:
        out[words, role] = 1
    return out


def fit(cases: Sequence[Case], seed: int = 1) -> dict[str, np.ndarray]:
    """The arrays of the votes, but for the mixture."""
    seen = np.zeros(BUCKETS)
    for _, signs, _ in cases:
        seen[np.unique(padded(signs))] += 1
    idf = np.where(seen >= 2, np.log(len(cases) / (1 + seen)), 0).clip(0).astype(np.float32)
    idf[0] = 0
    rng = random.Random(seed)
    rows, targets = [], []
    for m, signs, key in cases:
        wanted, kept = roles_of(m, key), _KEPT[bool(key.incidents)]
        row = Rows(m, signs, idf)
        for w in candidates(m):
            if wanted[w].any() or rng.random() < kept:
                rows.append(row(w))
                targets.append(wanted[w])
    ends = np.cumsum([0, *(len(b) for b, _ in rows)])
    shape = (len(rows), BUCKETS * len(WEIGHTS))
    x = csr_matrix((np.concatenate([v for _, v in rows]), np.concatenate([b for b, _ in rows]), ends), shape=shape)
    y = np.stack(targets)
    weight, bias = np.zeros((y.shape[1], shape[1]), np.float32), np.zeros(y.shape[1], np.float32)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        for k in range(y.shape[1]):
            model = LogisticRegression(C=STRENGTH, max_iter=STEPS).fit(x, y[:, k])
            weight[k], bias[k] = model.coef_[0], model.intercept_[0]
    # a row a role and zone: the export gives each row a scale of its own
    return {"words.weight": weight.reshape(-1, BUCKETS), "words.bias": bias, "words.idf": idf}


def even() -> dict[str, np.ndarray]:
    """A mixture that was not learned."""
    return {"words.mix": np.tile(np.array(EVEN, np.float32), (len(labels()["roles"]), 1))}


def mixture(votes: dict[str, np.ndarray], cases: Sequence[Case], roles: Sequence[Floats]) -> dict[str, np.ndarray]:
    """The mixture, on reports that neither the votes nor the networks, whose ``roles`` these are, were trained on.

    The shares are those of a logistic regression over all mentions. The network was trained to find one mention of each
    fill, so it expects fewer than there are: what is added makes the mixture expect the geometric mean of both. (With
    as few as the network, or with shares that make the keys likeliest, all-templates F was 0.1 lower than without.)
    """
    learned, mix = WordVotes(votes | even()), even()["words.mix"]
    net, vote, true = [], [], []
    for (m, signs, key), own in zip(cases, roles, strict=True):
        words = candidates(m)
        net.append(own[words])
        vote.append(learned.odds(m, signs, words))
        true.append(roles_of(m, key)[words])
    p, v, y = np.concatenate(net), np.concatenate(vote), np.concatenate(true)
    odds = np.log(np.clip(p, 1e-4, 1 - 1e-4) / (1 - np.clip(p, 1e-4, 1 - 1e-4)))
    for k, name in enumerate(labels()["roles"]):
        if name in UNMIXED:
            mix[k] = (1, 0, 0)
            continue
        mix[k, :2] = LogisticRegression().fit(np.stack([odds[:, k], v[:, k]], 1), y[:, k]).coef_[0].clip(0)
        expected = float(np.sqrt(p[:, k].sum() * y[:, k].sum()))
        low, high = -9.0, 9.0
        for _ in range(30):
            mix[k, 2] = (low + high) / 2
            more = mixed(p, v, mix)[:, k].sum() > expected
            low, high = (low, mix[k, 2]) if more else (mix[k, 2], high)
    return {"words.mix": mix}
