"""From trained weights to the model folder: ONNX in int8, label lists, lemma lists, meta.json."""

from __future__ import annotations

import datetime
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from firsthand.language.shipped import weights_digest
from training.lemma_lists import lemma_lists
from training.network import Network
from training.prepare import training_sentences

NAME, VERSION = "firsthand-en", "1.3.0"
INPUTS = ("ids", "casing", "first", "last")
OUTPUTS = (
    "pos", "tag", "lemma", "names", "start", "roles", "extras", "arc",
    "dep_word", "dep_head", "link_word", "link_cue",
)  # fmt: skip


class OneWindow(nn.Module):
    """The network for one window, without a batch: no mask, no padding."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, casing: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        """Outputs in the order of ``OUTPUTS``; the best tags, scores of the rest."""
        one = [x.unsqueeze(0) for x in (ids, torch.ones_like(ids), casing, first, last)]
        out = {k: v[0] for k, v in self.network(*one).items()}
        for key in ("pos", "tag", "lemma"):
            out[key] = out[key].argmax(-1)
        out["start"] = out["start"][:, 1] - out["start"][:, 0]
        return tuple(out[k] for k in OUTPUTS)


def load_network(out: Path) -> tuple[Network, dict[str, list[str]]]:
    """The network with the weights in ``out``."""
    labels = json.loads((out / "labels.json").read_text())
    network = Network({k: len(v) for k, v in labels.items()})
    network.load_state_dict(torch.load(out / "weights.pt", weights_only=True))
    return network.eval(), labels


def export_model(out: Path, model: Path, without: set[str], bench: Path) -> None:
    """Write the model folder, each file aside first, so that a reader never sees half a file."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    network, labels = load_network(out)
    model.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as name:
        aside = Path(name)
        ids = torch.randint(1000, 9000, (12,))
        example = (ids, torch.ones_like(ids), torch.arange(1, 9), torch.arange(1, 9))
        axes = {k: {0: "pieces" if k in {"ids", "casing"} else "words"} for k in INPUTS}
        axes |= {k: {0: "words"} for k in OUTPUTS} | {"arc": {0: "words", 1: "heads"}, "dep_head": {0: "heads"}}
        with torch.no_grad():
            torch.onnx.export(
                OneWindow(network), example, str(aside / "plain.onnx"), input_names=list(INPUTS),
                output_names=list(OUTPUTS), dynamic_axes=axes, opset_version=17, dynamo=False,
            )  # fmt: skip
        # reduce_range: without it products overflow 16 bits on processors without VNNI.
        quantize_dynamic(
            aside / "plain.onnx",
            aside / "network.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
        (aside / "plain.onnx").unlink()
        _linker(network, aside / "links.onnx")
        _heads(network, aside / "heads.npz")
        (aside / "labels.json").write_text(json.dumps(labels), encoding="utf-8")
        shutil.copyfile(out / "trunk" / "tokenizer.json", aside / "tokenizer.json")
        sentences = training_sentences(bench, without)
        lists = lemma_lists(s for known in sentences.values() for s in known)
        (aside / "lemmas.json").write_text(json.dumps(lists, ensure_ascii=False, indent=0), encoding="utf-8")
        (aside / "meta.json").write_text(json.dumps(_meta(aside, without, _runs(out)), indent=2), encoding="utf-8")
        for path in sorted(aside.iterdir()):
            shutil.copyfile(path, model / (path.name + ".part"))
            (model / (path.name + ".part")).replace(model / path.name)


class AllCues(nn.Module):
    """The linker for all cues of one window, without padding."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.link = network.link

    def forward(self, word: Tensor, cue: Tensor, gap: Tensor) -> Tensor:
        """Scores (cues, words, linked) for the words of one window and its cues."""
        words = word.unsqueeze(0).expand(cue.shape[0], -1, -1)
        done: Tensor = self.link(words, cue, gap, torch.ones_like(gap))
        return done


def _linker(network: Network, path: Path) -> None:
    """The linker as a graph of its own: it runs only where a window has a cue. Left in float32: 1.1 MB."""
    width = network.link_word.out_features
    example = (torch.randn(8, width), torch.randn(2, width), torch.zeros(2, 8, dtype=torch.int64))
    axes = {"word": {0: "words"}, "cue": {0: "cues"}, "gap": {0: "cues", 1: "words"}, "scores": {0: "cues", 1: "words"}}
    with torch.no_grad():
        torch.onnx.export(
            AllCues(network), example, str(path), input_names=["word", "cue", "gap"], output_names=["scores"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip


def _heads(network: Network, path: Path) -> None:
    """What is left of the heads for numpy: the label scorer."""
    one, two, three = network.dep_scores
    arrays = {"dep1": one.weight.T, "dep0": one.bias, "dep2": two.weight.T, "dep3": three.weight.T}
    np.savez(path, **{k: v.detach().numpy().astype(np.float32).copy() for k, v in arrays.items()})  # type: ignore[arg-type]


def _runs(out: Path) -> list[dict[str, int]]:
    """Steps and pieces of each run that led to the weights."""
    path = out / "run.json"
    told = json.loads(path.read_text()) if path.is_file() else {}
    runs: list[dict[str, int]] = told.get("runs", [told] if told else [])
    return runs


def _meta(folder: Path, without: set[str], runs: list[dict[str, int]]) -> dict[str, Any]:
    return {
        "name": NAME,
        "version": VERSION,
        "sha256": weights_digest(folder),
        "made": datetime.date.today().isoformat(),
        "licence": "CC-BY-SA-4.0",
        "trunk": "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)",
        "without": sorted(without),
        "runs": runs,
    }
