"""``python -m training --bench ../shared/bench --out build/model --minutes 75``: from data to weights.

Stages, all by default: ``train`` (weights.pt), ``export`` (the int8 model folder), ``evaluate`` (figures.json),
``card`` (docs/model-card.md). A later stage alone works on what an earlier one left in ``--out``.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

SETS = ("ewt", "gum", "uner", "polnear", "timebank", "places")
STAGES = ("train", "export", "evaluate", "card")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--bench", type=Path, required=True, help="folder with the data sets (its data/)")
    parser.add_argument("--out", type=Path, default=Path("build/model"), help="folder for weights and figures")
    parser.add_argument("--model", type=Path, help="folder for the finished model (default: OUT/model)")
    parser.add_argument("--card", type=Path, default=Path("docs/model-card.md"))
    parser.add_argument("--minutes", type=float, default=75.0, help="wall-clock time of the training")
    parser.add_argument(
        "--start-from", type=Path, help="weights.pt of an earlier run, or a model folder, to go on from"
    )
    parser.add_argument("--rate", type=float, default=1.0, help="factor on all learning rates (0.5 to go on)")
    parser.add_argument("--pieces", type=int, default=1000, help="word pieces a batch")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--bf16", action="store_true", help="bfloat16; only where the processor has it")
    parser.add_argument("--save-every", type=float, default=600.0, help="seconds between snapshots")
    parser.add_argument("--without", action="append", default=[], choices=SETS, help="leave a set out (repeatable)")
    parser.add_argument("--stage", action="append", choices=STAGES, help="only these stages (repeatable)")
    return parser.parse_args()


def _train(args: argparse.Namespace) -> None:
    """Train and leave ``weights.pt`` and ``labels.json`` in the output folder."""
    import torch

    from firsthand.language.pieces import PieceTable
    from training.batches import mixed
    from training.corpora import Encoder
    from training.labels import make_labels
    from training.network import Network
    from training.prepare import SHARES, streams, training_sentences
    from training.shipped_weights import read_shipped
    from training.train import seed_everything, train
    from training.trunk_files import fetch_trunk

    torch.set_num_threads(args.threads)
    seed_everything(args.seed)
    trunk = fetch_trunk(args.out / "trunk")
    without = set(args.without)
    sentences = training_sentences(args.bench, without)
    labels = make_labels(s for known in sentences.values() for s in known)
    (args.out / "labels.json").write_text(json.dumps(labels))
    encoder = Encoder(PieceTable(trunk / "tokenizer.json"), labels)
    sources = streams(args.bench, encoder, sentences, without)
    network = Network({k: len(v) for k, v in labels.items()})
    network.trunk.load(trunk / "model.safetensors")
    if args.start_from is not None:
        if args.start_from.is_dir():
            read_shipped(args.start_from, network)
        else:
            network.load_state_dict(torch.load(args.start_from, weights_only=True))
    batches = mixed(sources, {k: SHARES[k] for k in sources}, args.pieces)
    train(network, batches, args.minutes * 60, args.out, args.save_every, args.bf16, args.rate)
    if args.start_from is not None:
        _add_earlier(args.start_from, args.out / "run.json")


def _add_earlier(start: Path, run: Path) -> None:
    """What the weights had seen before this run, put into its ``run.json``; a model folder's meta.json tells it too."""
    earlier = start / "meta.json" if start.is_dir() else start.parent / "run.json"
    if earlier.is_file():
        before, now = json.loads(earlier.read_text()), json.loads(run.read_text())
        runs = before.get("runs", []) if start.is_dir() else before.get("runs", [before])
        run.write_text(json.dumps({"runs": [*runs, now]}))


def main() -> None:
    """Run the stages asked for."""
    # Without these the allocator gives memory back after every step: 5 s a step instead of 0.7 s.
    if "MALLOC_TRIM_THRESHOLD_" not in os.environ:
        import sys

        os.environ.update(MALLOC_MMAP_THRESHOLD_="1000000000", MALLOC_TRIM_THRESHOLD_="10000000000")
        os.execv(sys.executable, [sys.executable, "-m", "training", *sys.argv[1:]])
    args = _arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    stages = args.stage or list(STAGES)
    if "train" in stages:
        _train(args)
    if "export" in stages:
        from training.export import export_model

        export_model(args.out, args.model or args.out / "model", set(args.without), args.bench)
    if "evaluate" in stages:
        from training.evaluate import evaluate

        evaluate(args.bench, args.model or args.out / "model", args.out / "figures.json")
    if "card" in stages:
        from training.card import write_card

        write_card(args.out, args.model or args.out / "model", args.card, set(args.without))


if __name__ == "__main__":
    main()
