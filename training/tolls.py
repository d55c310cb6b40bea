"""The weights of ``benchmarks/tolls``: ``python -m training.tolls --bench ../shared/bench``.

Learned on the Gun Violence training set: articles whose incident has a number of killed and injured. The votes of the
words are cross-fitted (an article's votes come from models that saw no article of its incident), so that the trees
learn how far to believe them. ``--try`` prints what cross-validation by incident gives and writes nothing;
``--evidence FILE`` keeps the articles as read (they take a few minutes) for the next run.
"""

from __future__ import annotations

import argparse
import json
import lzma
import pickle
import zlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.tolls.chooser import VOTES, hashes, names, pairs, together
from benchmarks.tolls.evidence import Evidence, gathered
from benchmarks.tolls.signals import Signals
from numpy.typing import NDArray

HERE = Path(__file__).parents[1] / "benchmarks" / "tolls" / "weights.npz"
SEEN = 8  # articles that a word must be in
FOLDS = 3
ALPHA = 2e-5
ROUNDS, RATE, LEAVES, LEAST = 130, 0.07, 12, 25
SEEDS = 2  # forests whose logits are averaged
Article = tuple[str, str, int, int, Evidence]


def read(bench: Path) -> list[Article]:
    """The training articles with their incident, their toll and the evidence."""
    from firsthand.language import load

    model = load()
    found = []
    with lzma.open(bench / "data" / "gva_train.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            d = json.loads(line)
            gold = d["gold"] or {}
            if gold.get("killed") is None or gold.get("injured") is None:
                continue
            found.append(
                (d["doc_id"], d["incident_id"], gold["killed"], gold["injured"], gathered(model.parse(d["text"])))
            )
    return found


class Bag:
    """Words as a sparse matrix over the hashes that enough articles have."""

    def __init__(self, articles: list[Article]) -> None:
        count = Counter(h for a in articles for h in hashes(a[4].words))
        self.hashes = sorted(h for h, n in count.items() if n >= SEEN)
        self._place = {h: i for i, h in enumerate(self.hashes)}

    def matrix(self, articles: list[Article]) -> Any:
        from scipy.sparse import csr_matrix

        starts, columns, values = [0], [], []
        for a in articles:
            known = [self._place[h] for h in hashes(a[4].words) if h in self._place]
            columns += known
            values += [1 / np.sqrt(len(known) + 1)] * len(known)
            starts.append(len(columns))
        return csr_matrix((values, columns, starts), shape=(len(articles), len(self.hashes)))


def targets(articles: list[Article]) -> dict[str, NDArray[Any]]:
    """The class of each vote."""
    killed, injured = (np.array([a[c] for a in articles]) for c in (2, 3))
    told = {"K": killed, "I": injured, "T": killed + injured}
    return {name: np.minimum(told[name], most) for name, most in VOTES.items()}


def linear(x: Any, articles: list[Article]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Weights and bias of all votes, one column each."""
    from sklearn.linear_model import SGDClassifier

    weights, bias = [], []
    for name, classes in targets(articles).items():
        model = SGDClassifier(loss="log_loss", alpha=ALPHA, max_iter=12, tol=None, average=True, random_state=0)
        model.fit(x, classes)
        known = list(model.classes_)
        for c in range(VOTES[name] + 1):
            weights.append(model.coef_[known.index(c)] if c in known else np.zeros(x.shape[1]))
            bias.append(model.intercept_[known.index(c)] if c in known else -15.0)
    return np.array(weights).T, np.array(bias)


def fold_of(article: Article) -> int:
    """All articles of an incident are in one fold."""
    return zlib.crc32(article[1].encode()) % FOLDS


def signals_of(articles: list[Article], bag: Bag) -> list[Signals]:
    """All articles' signals, with cross-fitted votes."""
    folds = np.array([fold_of(a) for a in articles])
    x = bag.matrix(articles)
    votes = np.zeros((len(articles), len(names())))
    for f in range(FOLDS):
        chosen = np.flatnonzero(folds != f)
        weights, bias = linear(x[chosen], [articles[j] for j in chosen])
        votes[folds == f] = x[folds == f] @ weights + bias
    return [Signals(a[4], dict(zip(names(), v.tolist(), strict=True))) for a, v in zip(articles, votes, strict=True)]


class Forest:
    """Boosted trees; the mean of a few that differ in the features they are shown."""

    def __init__(self, rows: NDArray[Any], right: NDArray[Any]) -> None:
        from sklearn.ensemble import HistGradientBoostingClassifier

        self.models = [
            HistGradientBoostingClassifier(
                max_iter=ROUNDS, learning_rate=RATE, max_leaf_nodes=LEAVES, min_samples_leaf=LEAST,
                l2_regularization=2.0, max_features=0.3, early_stopping=False, random_state=seed,
            ).fit(rows, right)
            for seed in range(SEEDS)
        ]  # fmt: skip

    def __call__(self, rows: NDArray[Any]) -> NDArray[Any]:
        return np.asarray(np.mean([m.decision_function(rows) for m in self.models], 0))

    def table(self, name: str) -> dict[str, NDArray[Any]]:
        """The nodes of all trees, as ``benchmarks.tolls.chooser.Trees`` reads them."""
        parts: dict[str, list[Any]] = defaultdict(list)
        roots, size = [], 0
        for model in self.models:
            for (tree,) in model._predictors:
                n = tree.nodes
                leaf = n["is_leaf"].astype(bool)
                roots.append(size)
                parts["feature"].append(np.where(leaf, -1, n["feature_idx"]).astype(np.int16))
                parts["threshold"].append(n["num_threshold"].astype(np.float32))
                parts["left"].append((n["left"] + size).astype(np.int32))
                parts["right"].append((n["right"] + size).astype(np.int32))
                parts["value"].append((n["value"] / len(self.models)).astype(np.float32))
                size += len(n)
        base = np.mean([float(np.ravel(m._baseline_prediction)[0]) for m in self.models])
        found = {f"{name}_{k}": np.concatenate(v) for k, v in parts.items()}
        return found | {f"{name}_roots": np.array(roots, np.int32), f"{name}_base": np.array(base)}


def forests(articles: list[Article], signals: list[Signals]) -> tuple[Forest, Forest]:
    """Trees for the dead, and for the injured given the right number of dead."""
    dead, hurt = ([], []), ([], [])  # type: ignore[var-annotated]
    for article, s in zip(articles, signals, strict=True):
        for v in s.killed_values():
            dead[0].append(s.killed_row(v))
            dead[1].append(v == article[2])
        for v in s.injured_values(article[2]):
            hurt[0].append(s.injured_row(v, article[2]))
            hurt[1].append(v == article[3])
    first, second = (Forest(np.array(rows, np.float32).astype(float), np.array(right)) for rows, right in (dead, hurt))
    return first, second


def tried(articles: list[Article], signals: list[Signals], out: Path | None) -> None:
    """Cross-validation by incident: alone, and with the other articles of the incident."""
    folds = np.array([fold_of(a) for a in articles])
    answers: list[Any] = [None] * len(articles)
    for f in range(FOLDS):
        chosen = np.flatnonzero(folds != f)
        dead, hurt = forests([articles[j] for j in chosen], [signals[j] for j in chosen])
        for j in np.flatnonzero(folds == f):
            answers[j] = pairs(signals[j], dead, hurt)
        so_far = [j for j in range(len(articles)) if answers[j]]
        print(f, np.mean([answers[j][0][:2] == articles[j][2:4] for j in so_far]), flush=True)
    if out:
        out.write_bytes(pickle.dumps(answers))
    alone = [a[0][:2] == b[2:4] for a, b in zip(answers, articles, strict=True)]
    print(
        "alone: both right",
        np.mean(alone),
        "killed",
        np.mean([a[0][0] == b[2] for a, b in zip(answers, articles, strict=True)]),
        "injured",
        np.mean([a[0][1] == b[3] for a, b in zip(answers, articles, strict=True)]),
    )
    stories = defaultdict(list)
    for j, a in enumerate(articles):
        stories[a[1]].append(j)
    for weight in (0.3, 0.6, 1.0):
        for floor in (-4.0, -6.0):
            right = [
                together(answers[j], [answers[o] for o in stories[a[1]] if o != j], weight, floor) == a[2:4]
                for j, a in enumerate(articles)
            ]
            print(f"with the incident's other articles, weight {weight}, floor {floor}: {np.mean(right):.4f}")


def main() -> None:
    """Learn and write the weights; see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--evidence", type=Path)
    parser.add_argument("--try", dest="trial", action="store_true")
    parser.add_argument("--out", type=Path, default=HERE)
    options = parser.parse_args()
    if options.evidence and options.evidence.exists():
        articles = pickle.loads(options.evidence.read_bytes())
    else:
        articles = read(options.bench)
        if options.evidence:
            options.evidence.write_bytes(pickle.dumps(articles))
    bag = Bag(articles)
    print(len(articles), "articles,", len(bag.hashes), "words")
    signals = signals_of(articles, bag)
    if options.trial:
        tried(articles, signals, options.evidence.with_suffix(".answers") if options.evidence else None)
        return
    weights, bias = linear(bag.matrix(articles), articles)
    dead, hurt = forests(articles, signals)
    np.savez_compressed(
        options.out, hashes=np.array(bag.hashes, np.uint32), votes=weights.astype(np.float16),
        bias=bias.astype(np.float32), **dead.table("dead"), **hurt.table("hurt"),
    )  # fmt: skip


if __name__ == "__main__":
    main()
