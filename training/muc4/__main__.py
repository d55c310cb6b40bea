"""``python -m training.muc4 --documents muc4_train.jsonl --out benchmarks/muc4/weights.npz``: from keys to weights.

Also writes ``splitting.yaml`` beside the weights. Takes ten minutes on a free core for each network, those with upper
layers of their own included. ``--without N`` leaves every fourth report out (those whose hash is N) of all that is
learned, ``--upper-without N`` of the networks with upper layers only: on what they have not seen, the thresholds of
``benchmarks/muc4/thresholds.yaml`` are chosen, and how much the votes on words count beside the networks.

``--votes-only`` keeps the networks and takes eight minutes on a free core: do it whenever the coder's rules have moved.
A wholly new language model needs all: ``--networks 3 --upper 1 --upper-without 0``, half an hour of a core. One that
was trained on from the last needed nothing: the old weights had 48.9 on the development set, ``--votes-only`` 49.0, and
one more epoch of the networks (``--again 1``, with the old mixture) 48.0. ``--model FOLDER`` before it is shipped.

The shipped networks are of ``--networks 3 --upper 1 --upper-without 0`` but for this: the three have seven, six and six
epochs and were trained with one more loss, on a decision that is no longer used; the one with upper layers was stopped
after the fourth of its five epochs. They were trained on the signs of earlier rules; the votes are of today's.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import firsthand.language

MODEL = Path(firsthand.language.__file__).parent / "model"


def quarter(doc_id: str) -> int:
    """Which quarter of the reports one belongs to."""
    return int(hashlib.md5(doc_id.encode(), usedforsecurity=False).hexdigest(), 16) % 4


def main() -> None:
    """Prepare, train, export."""
    parser = argparse.ArgumentParser(prog="python -m training.muc4", description=__doc__)
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--networks", type=int, default=1, help="networks without upper layers, of seven epochs")
    parser.add_argument("--upper", type=int, default=1, help="networks with upper layers, of five epochs")
    parser.add_argument("--without", type=int)
    parser.add_argument("--upper-without", type=int)
    parser.add_argument("--votes-only", action="store_true", help="keep the networks of OUT, learn all else anew")
    parser.add_argument("--again", type=int, help="train the networks of OUT on for so many epochs; no new ones")
    parser.add_argument("--model", type=Path, help="folder of a language model, if not the shipped one")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()

    import torch
    from benchmarks.muc4.network import Network
    from benchmarks.muc4.signs import padded

    from training.muc4 import bag, facts, splitting, words
    from training.muc4.export import arrays_of, export, nets_of, networks_of
    from training.muc4.prepare import prepared
    from training.muc4.train import MOST_WORDS, train

    torch.set_num_threads(args.threads)
    folder = str(args.model) if args.model else None
    reports = [x for x in prepared(args.documents, folder) if x.signs and quarter(x.document["doc_id"]) != args.without]
    unseen = [x for x in reports if quarter(x.document["doc_id"]) == args.upper_without]
    if args.votes_only:
        networks = networks_of(args.out)
    else:
        short = [x for x in reports if len(x.signs) <= MOST_WORDS]
        items = [(x.seen.heads, padded(x.signs), x.keys, x.seen) for x in short]
        fewer = [i for i, x in zip(items, short, strict=True) if quarter(x.document["doc_id"]) != args.upper_without]
        if args.again is None:
            graph = (args.model or MODEL) / "network.onnx"
            nets = [train(items, 7, seed, None) for seed in range(1, args.networks + 1)]
            nets += [train(fewer, 5, seed, graph) for seed in range(1, args.upper + 1)]
        else:
            nets = [train(fewer if x.upper else items, args.again, 1, None, start=x) for x in nets_of(args.out)]
        networks = arrays_of(nets)
    told = [c for x in reports for c in facts.cases_of(x.material, x.signs, x.document["templates"])]
    votes = bag.fit([padded(x.signs) for x in reports], [x.keys for x in reports]) | facts.fit(told)
    votes |= words.fit([(x.material, x.signs, x.keys) for x in reports]) | words.even()
    export(networks, votes, args.out)
    if unseen:  # how much the votes on words count is learned from reports that neither they nor the networks saw
        network = Network(args.out, upper_only=True)
        roles = [network(x.seen.full(), padded(x.signs)).roles for x in unseen]
        seen = [x for x in reports if quarter(x.document["doc_id"]) != args.upper_without]
        fewer_votes = words.fit([(x.material, x.signs, x.keys) for x in seen])
        votes |= words.mixture(fewer_votes, [(x.material, x.signs, x.keys) for x in unseen], roles)
        export(networks, votes, args.out)
    weights = splitting.fit((x.material, x.keys) for x in reports if x.document["templates"])
    head = "# Log odds that two targets of one type are of one incident (training/muc4/splitting.py).\n"
    lines = "".join(f"{k}: {v}\n" for k, v in weights.items())
    (args.out.parent / "splitting.yaml").write_text(head + lines, encoding="utf-8")


if __name__ == "__main__":
    main()
