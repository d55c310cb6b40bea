"""Our figures on the open benchmarks beside the best known: ``python benchmarks/run.py --bench FOLDER [TASK ...]``.

FOLDER holds ``score.py``, ``score_claims.py``, ``claims_dev.jsonl`` and ``data/`` (the benchmarks are not part of this
project). Each task runs through ``predict.py`` and the folder's own scorer.
"""

from __future__ import annotations

import argparse
import json
import lzma
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Set:
    """One open set: task, file of documents, the metrics shown, and the best known figures for them."""

    task: str
    documents: str
    metrics: tuple[str, ...]
    peers: str


SETS = (
    Set("claims", "claims_dev_docs", (), "none known"),
    Set("times", "timex_train", ("relaxed_f1", "strict_f1", "value_f1", "type_f1"),
        "HeidelTime on TempEval-3 platinum: relaxed 90.7, strict 81.8, value 78.1"),
    Set("places", "geo_lgl", ("e2e_f1", "acc161", "topo_f1", "auc"), "Mordecai 3, own subset: acc161 82.7"),
    Set("places", "geo_geovirus", ("e2e_f1", "acc161", "topo_f1", "auc"),
        "most populous + countries, gold mentions: 49.5"),
    Set("attributions", "polnear_dev", ("linked_f1", "source_token_f1", "cue_token_f1", "content_token_f1"),
        "textacy on the test set: linked 15, source 9, cue 15, content 32"),
    Set("templates", "muc4_dev", ("all_f1", "gtt_f1", "ceaf_ree_f1"),
        "GE 1992 on the hidden TST3 and TST4: all 55.2 and 56.2, GTT 54.6, CEAF-REE 53.8"),
    Set("tolls", "gva_dev", ("exact_joint", "exact_killed", "exact_injured"), "always 1 and 0: joint 25.4, 44.4, 31.4"),
    Set("clusters", "gva_dev", ("b3_f1", "pair_f1", "ceafe_f1"),
        "TF-IDF cosine >= 0.20 within 14 days, single link: B3 91.9, pairs 67.3, CEAFe 86.3"),
)  # fmt: skip


def unpacked(path: Path, folder: Path) -> Path:
    """A .jsonl beside the compressed one, for the predictor."""
    target = folder / path.name.removesuffix(".xz")
    with lzma.open(path, "rb") as source, target.open("wb") as out:
        while block := source.read(1 << 20):
            out.write(block)
    return target


def measured(bench: Path, one: Set, folder: Path) -> tuple[str, float]:
    """What the scorer says of our answers to one set, and the seconds that answering took."""
    documents = unpacked(bench / "data" / f"{one.documents}.jsonl.xz", folder)
    answers = folder / f"{one.documents}.pred.jsonl"
    start = time.perf_counter()
    with answers.open("w", encoding="utf-8") as out:
        subprocess.run([sys.executable, str(HERE / "predict.py"), one.task, str(documents)], stdout=out, check=True)
    seconds = time.perf_counter() - start
    if one.task == "claims":
        scorer = [str(bench / "score_claims.py"), str(bench / "claims_dev.jsonl"), str(answers)]
        done = subprocess.run([sys.executable, *scorer], capture_output=True, text=True, check=True)
        return done.stdout.rstrip(), seconds
    scorer = [str(bench / "score.py"), one.task, str(documents), str(answers), "--json"]
    done = subprocess.run([sys.executable, *scorer], capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout)
    return "  ".join(f"{name} {100 * figures[name]:.1f}" for name in one.metrics if name in figures), seconds


def main() -> int:
    """Run the sets and print a line for each."""
    parser = argparse.ArgumentParser(description="Our figures on the open benchmarks beside the best known.")
    parser.add_argument("--bench", type=Path, required=True, help="the folder of the benchmarks")
    parser.add_argument("tasks", nargs="*", help="only these tasks")
    arguments = parser.parse_args()
    for one in SETS:
        if arguments.tasks and one.task not in arguments.tasks:
            continue
        with tempfile.TemporaryDirectory() as folder:
            figures, seconds = measured(arguments.bench, one, Path(folder))
        print(
            f"{one.task} on {one.documents} ({seconds:.0f} s)\n  ours: {figures}\n  best known: {one.peers}", flush=True
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
