"""The weights of a shipped model, read back from its folder to train on from.

A model folder holds int8 weights with a scale for each column; read back they are off by at most half a step, which a
few hundred steps of training mend. Word embeddings are frozen in training, so they are the trunk's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from training.export import AllCues, OneWindow
from training.network import Network

_FROZEN = "network.trunk.words.weight"


def read_shipped(folder: Path, network: Network) -> None:
    """Put the weights of a model folder into a network whose trunk is loaded.

    Args:
        folder: a model folder as the export writes it (``network.onnx``, ``links.onnx``, ``heads.npz``).
        network: changed in place; its word embeddings stay.

    Raises:
        ValueError: a weight is missing or has another shape: the folder was made from another network.
    """
    ids, words = torch.arange(1000, 1012), torch.arange(1, 9)
    _read(folder / "network.onnx", OneWindow(network), (ids, torch.ones_like(ids), words, words))
    width = network.link_word.out_features
    gaps = torch.zeros(2, 8, dtype=torch.int64)
    _read(folder / "links.onnx", AllCues(network), (torch.zeros(8, width), torch.zeros(2, width), gaps))
    with np.load(folder / "heads.npz") as heads:
        for k, one in enumerate(network.dep_scores):
            _put(one.weight, torch.from_numpy(heads[f"dep{k + 1}"].T), f"dep{k + 1}")
        _put(network.dep_scores[0].bias, torch.from_numpy(heads["dep0"]), "dep0")  # type: ignore[arg-type, union-attr]


def _read(path: Path, module: nn.Module, example: tuple[Tensor, ...]) -> None:
    """Fill what a graph uses: named weights by name, the nameless matrices in the order in which they are used."""
    held = {x.name: torch.from_numpy(numpy_helper.to_array(x).copy()) for x in onnx.load(path).graph.initializer}
    for name, target in module.named_parameters():
        if name != _FROZEN and (name in held or f"{name}_quantized" in held):
            _put(target, _floats(held, name), name)
    used = list(_used(module.eval(), example))
    numbers = {k.split("_")[1] for k in held if k.startswith("onnx::MatMul_")}
    matrices = [f"onnx::MatMul_{number}" for number in sorted(numbers, key=int)]
    if len(matrices) != len(used):
        raise ValueError(f"{path} has {len(matrices)} matrices, the network {len(used)}")
    for name, linear in zip(matrices, used, strict=True):
        _put(linear.weight, _floats(held, name).T, name)


def _used(module: nn.Module, example: tuple[Tensor, ...]) -> Iterator[nn.Linear]:
    """The linear layers in the order in which the graph uses them: export numbers them so."""
    order: list[nn.Linear] = []
    hooks = [
        m.register_forward_pre_hook(lambda layer, _: order.append(layer))
        for m in module.modules()
        if isinstance(m, nn.Linear)
    ]
    with torch.no_grad():
        module(*example)
    for hook in hooks:
        hook.remove()
    yield from order


def _floats(held: dict[str, Tensor], name: str) -> Tensor:
    if name in held:
        return held[name].float()
    scale, zero = held[f"{name}_scale"], held[f"{name}_zero_point"]
    return (held[f"{name}_quantized"].float() - zero.float()) * scale


def _put(target: Tensor, value: Tensor, name: str) -> None:
    if target.shape != value.shape:
        raise ValueError(f"{name}: {tuple(value.shape)} in the model, {tuple(target.shape)} in the network")
    with torch.no_grad():
        target.copy_(value)
