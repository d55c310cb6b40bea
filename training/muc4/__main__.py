"""``python -m training.muc4 --documents muc4_train.jsonl --out benchmarks/muc4/weights.npz``: from keys to weights.

Also writes ``splitting.yaml`` beside the weights. Takes about ten minutes on one free core for one network.
``--without N`` leaves every fourth report out (those whose hash is N), to choose the thresholds of
``benchmarks/muc4/thresholds.yaml`` on. The shipped weights are three networks, of seven, six and six epochs.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path


def quarter(doc_id: str) -> int:
    """Which quarter of the reports one belongs to."""
    return int(hashlib.md5(doc_id.encode(), usedforsecurity=False).hexdigest(), 16) % 4


def main() -> None:
    """Prepare, train, export."""
    parser = argparse.ArgumentParser(prog="python -m training.muc4", description=__doc__)
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--networks", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--without", type=int)
    args = parser.parse_args()

    import torch
    from benchmarks.muc4.signs import padded

    from training.muc4 import bag, facts, splitting
    from training.muc4.export import export
    from training.muc4.prepare import prepared
    from training.muc4.train import MOST_WORDS, train

    torch.set_num_threads(1)
    reports = [x for x in prepared(args.documents) if quarter(x.document["doc_id"]) != args.without]
    items = [(x.vectors, padded(x.signs), x.keys) for x in reports if len(x.signs) <= MOST_WORDS]
    nets = [train(items, args.epochs, seed) for seed in range(1, args.networks + 1)]
    cases = [c for x in reports for c in facts.cases_of(x.material, x.signs, x.document["templates"])]
    votes = bag.fit([padded(x.signs) for x in reports], [x.keys for x in reports]) | facts.fit(cases)
    export(nets, votes, args.out)
    weights = splitting.fit((x.material, x.keys) for x in reports if x.document["templates"])
    head = "# Log odds that two targets of one type are of one incident (training/muc4/splitting.py).\n"
    lines = "".join(f"{k}: {v}\n" for k, v in weights.items())
    (args.out.parent / "splitting.yaml").write_text(head + lines, encoding="utf-8")


if __name__ == "__main__":
    main()
