"""The weights of linking, from data: ``python -m training.linking --bench ../shared/bench``.

Stages, all by default:

- ``frequencies``: in how many reports each word stands, over the open news sets (kept as hashes: the table holds no
  text). A word in fewer than four reports counts as never seen, so that a name of a training report and one of a new
  report are worth the same.
- ``code``: the training reports through the coder, kept in ``--out`` (six minutes on one core); reports that are
  there already are not coded again.
- ``stories``: logistic regression on the pairs of reports that the blocks propose; the labels are the incidents of the
  Gun Violence training set. A weight whose sign is opposite to what its evidence means is set to 0 and the others are
  learned again.
- ``accounts``: the match weights of Fellegi and Sunter. A regression is no use here: among these reports two accounts
  that agree on place and day always have much wording in common too, and it would learn that wording is all; 153 of the
  162 pairs that agree on town and day are of one incident.

The thresholds give the best mean of B-cubed and pairwise F1 on the training set. The clusters of weights.yaml and the
blocks of a linker depend on each other only through the stories' threshold: run ``stories`` before ``accounts``.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import math
import random
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from firsthand.linking import accounts
from firsthand.linking import story as stories
from firsthand.linking.evidence import weigh
from firsthand.linking.graph import Graph
from firsthand.linking.linker import Linker
from firsthand.linking.weights import RULED_OUT, Weights
from firsthand.linking.words import STEP, words
from firsthand.records import Claim, Report
from firsthand.yamlfile import parse

HOUSE = Path(__file__).parents[1] / "src" / "firsthand" / "linking"
NEWS = ("gva_train", "muc4_train", "polnear_train", "timex_train", "geo_lgl")
SEEN = 3  # reports that a word must be in, more than that, to be in the table
RIDGE = 1.0  # L2, on features brought to a standard deviation of 1
MISSING = (
    -3.0
)  # the logit of a pair that no block proposed: on the training pairs these are of one incident in 1 of 2000
THRESHOLDS = [x / 10 for x in range(-25, 6)]
RANDOM_PAIRS = 150_000
STAGES = ("frequencies", "code", "stories", "accounts")
# What a feature may mean: +1 speaks for one event, -1 against.
SIGNS = {
    "text": 1, "lead": 1, "names": 1, "rarest_name": 1, "same_ages": 1, "other_ages": -1, "same_days": 1,
    "days_apart": -1, "near": 1, "far": -1, "same_killed": 1, "other_killed": -1, "same_injured": 1,
    "other_injured": -1, "published_apart": -1,
}  # fmt: skip


def lines(path: Path) -> Iterator[Any]:
    """The values of a .jsonl or .jsonl.xz file."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def frequencies(texts: Iterable[str], path: Path) -> None:
    """Write the table of ``firsthand.linking.words``."""
    counts: Counter[str] = Counter()
    number = 0
    for text in texts:
        number += 1
        counts.update(set(words(text)))
    rows = {zlib.crc32(w.encode()): round(math.log(number / n) / STEP) for w, n in counts.items() if n > SEEN}
    order = sorted(rows)
    np.savez_compressed(
        path,
        words=np.array(order, dtype=np.uint32),
        steps=np.array([rows[x] for x in order], dtype=np.uint8),
        most=np.array(round(math.log(number / SEEN) / STEP), dtype=np.uint8),
    )


def code(documents: Iterable[Mapping[str, Any]], cache: Path) -> None:
    """The claims of each document, a line each, added to what the file holds."""
    from firsthand import Coder

    known = {one["doc_id"] for one in lines(cache)} if cache.exists() else set()
    coder = Coder()
    with cache.open("a", encoding="utf-8") as out:
        for one in documents:
            if one["doc_id"] not in known:
                claims = coder.code(Report(text=one["text"], published=one["pub_date"]))
                out.write(json.dumps({"doc_id": one["doc_id"], "claims": [x.as_dict() for x in claims]}) + "\n")


def learn(
    rows: Sequence[Sequence[float]], labels: Sequence[bool], names: Sequence[str]
) -> tuple[float, dict[str, float]]:
    """Intercept and weights by Newton's method; weights of the wrong sign are 0."""
    x, y = np.array(rows, float), np.array(labels, float)
    scale = x.std(axis=0)
    free = scale > 0
    while True:
        beta = _fit(x[:, free] / scale[free], y)
        signs = np.array([SIGNS[name] for name in names])[free]
        wrong = (signs != 0) & (np.sign(beta[1:]) == -signs)
        if not wrong.any():
            break
        free[np.flatnonzero(free)[wrong]] = False
    each = np.zeros(len(names))
    each[free] = beta[1:] / scale[free]
    return float(beta[0]), {name: round(float(w), 4) for name, w in zip(names, each, strict=True)}


def _fit(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    x = np.column_stack([np.ones(len(x)), x])
    beta = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], RIDGE)
    ridge[0] = 0
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge), x.T @ (y - p) - ridge * beta)
        beta += step
        if abs(step).max() < 1e-8:
            break
    return beta


def quality(clusters: Iterable[Sequence[str]], gold: Mapping[str, str]) -> tuple[float, float]:
    """B-cubed F1 and pairwise F1 of clusters against each member's gold cluster."""
    sizes = Counter(gold.values())
    cells = [Counter(gold[name] for name in cluster) for cluster in clusters]
    precision = sum(n * n / cell.total() for cell in cells for n in cell.values()) / len(gold)
    recall = sum(n * n / sizes[g] for cell in cells for g, n in cell.items()) / len(gold)
    both = sum(math.comb(n, 2) for cell in cells for n in cell.values())
    pairs = sum(math.comb(n, 2) for n in sizes.values()) + sum(math.comb(cell.total(), 2) for cell in cells)
    return 2 * precision * recall / (precision + recall), 2 * both / pairs if pairs else 1.0


def coded(bench: Path, cache: Path) -> tuple[list[tuple[Report, list[Claim]]], dict[str, str]]:
    """The training reports with their claims, and the incident of each."""
    claims = {one["doc_id"]: one["claims"] for one in lines(cache)}
    found, gold = [], {}
    for one in lines(bench):
        report = Report(text=one["text"], published=one["pub_date"])
        if report.report_id not in gold and one["doc_id"] in claims:
            found.append((report, [Claim.model_validate(x) for x in claims[one["doc_id"]]]))
            gold[report.report_id] = one["incident_id"]
    return found, gold


def best_threshold(graph: Graph, logits: Mapping[tuple[str, str], float], gold: Mapping[str, str]) -> float:
    """The threshold with the best mean of B-cubed and pairwise F1 over the members that have a gold cluster."""
    best = (0.0, 0.0)
    for threshold in THRESHOLDS:
        trial = Graph(threshold, MISSING, graph.inner)
        for name in graph.edges:
            trial.add(name)
        for pair, logit in logits.items():
            trial.connect(pair, logit)
        trial.refresh()
        clusters = ([name for name in cluster if name in gold] for cluster in sorted(set(trial.cluster_of.values())))
        b3, pairs = quality(clusters, gold)
        print(f"  threshold {threshold:+.1f}: B3 {100 * b3:.1f}, pairs {100 * pairs:.1f}", flush=True)
        best = max(best, ((b3 + pairs) / 2, threshold))
    return best[1]


def _linker(reports: Sequence[tuple[Report, list[Claim]]]) -> Linker:
    linker = Linker()
    for report, claims in reports:
        linker.add(report, claims)
    return linker


def learn_stories(reports: Sequence[tuple[Report, list[Claim]]], gold: Mapping[str, str]) -> dict[str, Any]:
    """The weights of pairs of reports."""
    graph, told = (linker := _linker(reports)).story_graph, linker.dossiers
    pairs = sorted((a, b) for a, row in graph.edges.items() for b in row if a < b)
    rows = [stories.features(told[one].story, told[other].story) for one, other in pairs]
    labels = [gold[one] == gold[other] for one, other in pairs]
    print(f"stories: {len(pairs)} pairs, {sum(labels)} of one incident", flush=True)
    intercept, each = learn(rows, labels, stories.FEATURES)
    learned = Weights(stories.FEATURES, intercept, tuple(each.values()), 0.0, MISSING)
    logits = {pair: learned.logit(row) for pair, row in zip(pairs, rows, strict=True)}
    threshold = best_threshold(graph, logits, gold)
    return {"intercept": round(intercept, 4), "threshold": threshold, "missing": MISSING, "weights": each}


def learn_accounts(reports: Sequence[tuple[Report, list[Claim]]], gold: Mapping[str, str]) -> dict[str, Any]:
    """The match weights of pairs of accounts: Fellegi and Sunter's, counted on the main accounts of pairs of reports
    on one incident and of random pairs of reports on two. The scale is learned on the pairs that the blocks propose."""
    graph = (linker := _linker(reports)).event_graph
    main = [one for one in sorted(linker.accounts.values(), key=lambda x: x.account_id) if one.main]
    by_incident: dict[str, list[accounts.Account]] = defaultdict(list)
    for one in main:
        by_incident[gold[one.report_id]].append(one)
    same = [pair for found in by_incident.values() for pair in itertools.combinations(found, 2)]
    draw = random.Random(1969)
    drawn = (draw.sample(main, 2) for _ in range(RANDOM_PAIRS))
    apart = [(a, b) for a, b in drawn if gold[a.report_id] != gold[b.report_id]]
    counts = []
    for pairs in (same, apart):
        told = [accounts.levels(a, b) for a, b in pairs if not weigh(a.group, b.group).conflict]
        counts.append((Counter(item for levels in told for item in levels.items()), len(told)))
    (m, all_m), (u, all_u) = counts
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for field, level in sorted(m.keys() | u.keys()):
        share = (m[field, level] + 0.5) / (all_m + 1) / ((u[field, level] + 0.5) / (all_u + 1))
        weights[field][level] = round(math.log(share), 2)
    raw = accounts.Table(0.0, 1.0, weights, 0.0, MISSING)
    sums, labels = {}, {}
    pairs = sorted((a, b) for a, row in graph.edges.items() for b in row if a < b)
    for one, other in pairs:
        a, b = linker.accounts[one], linker.accounts[other]
        if not weigh(a.group, b.group).conflict:
            sums[one, other] = raw.logit(accounts.levels(a, b))
            if a.main and b.main:
                labels[one, other] = gold[a.report_id] == gold[b.report_id]
    print(f"accounts: {len(labels)} pairs, {sum(labels.values())} of one incident", flush=True)
    intercept, scale = _fit(np.array([[sums[pair]] for pair in labels]), np.array(list(labels.values()), float))
    logits = {pair: intercept + scale * sums[pair] if pair in sums else RULED_OUT for pair in pairs}
    for one, other in sums:
        a, b = linker.accounts[one], linker.accounts[other]
        if a.main and b.main:
            logits[one, other] = max(logits[one, other], linker.story_logit(a.report_id, b.report_id))
    threshold = best_threshold(graph, logits, {one.account_id: gold[one.report_id] for one in main})
    return {
        "intercept": round(float(intercept), 4), "scale": round(float(scale), 4), "threshold": threshold,
        "missing": MISSING, "weights": dict(weights),
    }  # fmt: skip


def write(kind: str, learned: Mapping[str, Any], path: Path) -> None:
    """Put the weights of one kind of pair into the file."""
    found = parse(path.read_text(encoding="utf-8")) if path.exists() else {}
    found[kind] = learned
    head = "# Learned by training/linking.py; do not edit by hand. Logits: 0 is as likely as not.\n"
    path.write_text(head + yaml.safe_dump(found, sort_keys=False), encoding="utf-8")


def main() -> None:
    """Run the stages."""
    parser = argparse.ArgumentParser(prog="python -m training.linking", description=__doc__)
    parser.add_argument("--bench", type=Path, required=True, help="folder with the data sets (its data/)")
    parser.add_argument("--out", type=Path, default=Path("build/linking"), help="folder for the coded reports")
    parser.add_argument("--stage", action="append", choices=STAGES, help="only these stages (repeatable)")
    arguments = parser.parse_args()
    stages, data = arguments.stage or STAGES, arguments.bench / "data"
    arguments.out.mkdir(parents=True, exist_ok=True)
    training, cache = data / "gva_train.jsonl.xz", arguments.out / "train.jsonl"
    if "frequencies" in stages:
        texts = (one["text"] for name in NEWS for one in lines(data / f"{name}.jsonl.xz"))
        frequencies(texts, HOUSE / "frequencies.npz")
    if "code" in stages:
        code(lines(training), cache)
    if "stories" in stages:
        write("story", learn_stories(*coded(training, cache)), HOUSE / "weights.yaml")
    if "accounts" in stages:
        write("account", learn_accounts(*coded(training, cache)), HOUSE / "weights.yaml")


if __name__ == "__main__":
    main()
