"""``python -m training.places --bench ../shared/bench/data``: learn the weights of the ranking of places.

A conditional logit: for each name, the probability of the gold place (any candidate within 161 km of the gold point)
among all candidates and "none of these", where none is right. Two rounds as in ``reading/places/ranking.py``: the
second is fitted on the guesses of the first. L2 towards 0. Prints the figures of weights learned on one set and tried
on the other, then of the weights learned on both, which it writes to weights.yaml. Parses are kept in ``--cache``.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from firsthand.gazetteer import Gazetteer
from firsthand.reading.arrays import Arrays
from firsthand.reading.places import features, ranking
from firsthand.reading.places.features import FEATURES, FIRST, NOTHING, Floats, Said, Table
from firsthand.reading.places.finder import question
from firsthand.reading.places.ranking import Weights, candidates, softmax
from firsthand.reading.places.recognition import names

NEAR_KM = 161.0
L2 = 0.0005
FIXED = {"spelling": 3.0, "misspelt": -1.0}  # not learned: too seldom in these sets
TARGET = Path(__file__).parents[1] / "src" / "firsthand" / "reading" / "places" / "weights.yaml"


@dataclass(frozen=True)
class Example:
    """A report's question with, for each row, whether it is right, and for each name whether it is scored."""

    asked: Sequence[features.Asked]
    table: Table
    said: Sequence[Said]
    right: Floats
    known: Floats  # mentions with a gold point, for each name
    none: Floats  # of these, those that no candidate is right for


def example(doc: Any, gold: list[dict[str, Any]], gazetteer: Gazetteer) -> Example:
    """The question that a report asks, with its gold answers."""
    a = Arrays(doc)
    found = names(doc, a, frozenset(), gazetteer.exact)
    asked, number, said = question(a, found)
    options: list[tuple[Any, ...]] = [()] * len(asked)
    for name, k in zip(found, number, strict=True):
        options[k] = options[k] or candidates(gazetteer, name)
    table = Table.of(asked, options)
    right, known, none = np.zeros(len(table.rows)), np.zeros(len(asked)), np.zeros(len(asked))
    for name, k in zip(found, number, strict=True):
        point = next((g for g in gold if g["start"] < a.end[name.last] and a.start[name.first] < g["end"]), None)
        if point is None or point.get("lat") is None:
            continue
        mine = table.group == k
        near = mine & (features.distances(table.lat, table.lon, point["lat"], point["lon"]) <= NEAR_KM)
        right += near
        known[k] += 1
        none[k] += not near.any()
    return Example(asked, table, said, np.minimum(1.0, right), known, none)


def fit(parts: list[tuple[Table, Floats, Floats, Example]], columns: list[int], start: Floats) -> tuple[Floats, Floats]:
    """Weights of the candidates and of "none", by gradient ascent (Adam) on the log-likelihood."""
    f = np.concatenate([p[1] for p in parts])
    n = np.concatenate([p[2] for p in parts])
    right = np.concatenate([p[3].right for p in parts])
    known = np.concatenate([p[3].known for p in parts])
    none = np.concatenate([p[3].none for p in parts])
    shifts = np.cumsum([0, *[len(p[3].asked) for p in parts]])
    group = np.concatenate([p[0].group + s for p, s in zip(parts, shifts, strict=False)])
    t = replace(parts[0][0], group=group, asked=[None] * len(known))  # type: ignore[list-item]
    missing = none / np.maximum(1.0, known)
    weight = np.minimum(known, 3.0)  # a name said thirty times is not thirty examples
    use = np.zeros(len(FEATURES))
    use[columns] = 1.0
    w, v = start.copy(), np.zeros(len(NOTHING))
    m = np.zeros(len(w) + len(v))
    s = np.zeros_like(m)
    for step in range(1, 401):
        p, q = softmax(t, f @ w, n @ v)
        good = np.zeros(len(known))
        np.add.at(good, group, p * right)
        # of the right rows each is as right as the model thinks (marginal likelihood)
        target = p * right / np.maximum(1e-9, good)[group] * (1.0 - missing)[group]
        gw = (f * ((target - p) * weight[group])[:, None]).sum(axis=0) * use
        gv = (n * ((missing - q) * weight)[:, None]).sum(axis=0)
        total = weight.sum()
        g = np.r_[gw / total - L2 * (w * use), gv / total - L2 * v]
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g * g
        change = 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(s / (1 - 0.999**step)) + 1e-8)
        w, v = w + change[: len(w)] * use, v + change[len(w) :]
    return w, v


def learn(examples: list[Example]) -> Weights:
    """Both rounds."""
    learned = [i for i, name in enumerate(FEATURES) if name not in FIXED]
    start = np.array([FIXED.get(name, 0.0) for name in FEATURES])
    parts = []
    for e in examples:
        f = features.first(e.table, features.named_share(e.table, e.said, np.ones(len(e.asked))))
        parts.append((e.table, f, features.nothing(e.table, e.said, f), e))
    w1, v1 = fit(parts, [i for i in learned if i < FIRST], start)
    seconds = []
    for table, f, n, e in parts:
        guess = softmax(table, f @ w1, n @ v1)[0]
        g = ranking.second_features(table, f, e.said, guess)
        seconds.append((table, g, features.nothing(table, e.said, g), e))
    w2, v2 = fit(seconds, learned, start)
    return Weights(w1, w2, v1, v2)


def accuracy(examples: list[Example], w: Weights) -> dict[str, float]:
    """Of the mentions with a gold point: how many have it among the candidates, and how many get it."""
    n = covered = first = second = 0.0
    for e in examples:
        n += e.known.sum()
        covered += (e.known - e.none).sum()
        if not len(e.table.rows):
            continue
        base, guess = ranking.first_guess(e.table, e.said, w)
        _, p, _ = ranking.guessed(e.table, base, e.said, guess, w)
        for k in range(len(e.asked)):
            rows = np.flatnonzero(e.table.group == k)
            if len(rows):
                hits = e.known[k] - e.none[k]
                first += e.right[rows[np.argmax(guess[rows])]] * hits
                second += e.right[rows[np.argmax(p[rows])]] * hits
    return {"covered": covered / n, "first": first / n, "second": second / n}


def write(w: Weights, target: Path) -> None:
    """weights.yaml."""
    lines = ["# Learned by training/places.py on LGL and GeoVirus; do not edit. See docs/design.md, Places."]
    for part, values, columns in (
        ("first", w.first, FEATURES), ("second", w.second, FEATURES),
        ("nothing first", w.nothing_first, NOTHING), ("nothing second", w.nothing_second, NOTHING),
    ):  # fmt: skip
        lines.append(f"{part}:")
        lines += [f"  {name}: {value:.2f}" for name, value in zip(columns, values, strict=True) if abs(value) >= 0.005]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def load(path: Path, cache: Path | None, parse: Callable[[str], Any]) -> list[tuple[Any, list[dict[str, Any]]]]:
    """Parsed documents with their gold toponyms."""
    import spacy
    from spacy.tokens import DocBin

    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    kept = cache / f"{path.name.split('.')[0]}.spacy" if cache else None
    if kept is not None and kept.exists():
        docs = list(DocBin().from_disk(kept).get_docs(spacy.blank("en").vocab))
    else:
        docs = [parse(r["text"]) for r in records]
        if kept is not None:
            DocBin(store_user_data=True, docs=docs).to_disk(kept)
    return [(d, r["toponyms"]) for d, r in zip(docs, records, strict=True)]


def main() -> None:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(prog="python -m training.places", description=__doc__)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    from firsthand.language import load as model

    gazetteer = Gazetteer.default()
    parse: Callable[[str], Any] = lambda text: model().parse(text)  # noqa: E731
    sets = {}
    for name in ("geo_lgl", "geo_geovirus"):
        path = next(p for p in (args.bench / f"{name}.jsonl", args.bench / f"{name}.jsonl.xz") if p.exists())
        sets[name] = [example(doc, gold, gazetteer) for doc, gold in load(path, args.cache, parse)]
    for one, other in (("geo_lgl", "geo_geovirus"), ("geo_geovirus", "geo_lgl")):
        w = learn(sets[one])
        print(f"learned on {one}: there", accuracy(sets[one], w), f"on {other}:", accuracy(sets[other], w))
    half = learn(sets["geo_lgl"][::2])
    print("learned on half of geo_lgl: on the other half", accuracy(sets["geo_lgl"][1::2], half))
    w = learn(sets["geo_lgl"] + sets["geo_geovirus"])
    print("learned on both:", *(accuracy(s, w) for s in sets.values()))
    write(w, TARGET)


if __name__ == "__main__":
    main()
