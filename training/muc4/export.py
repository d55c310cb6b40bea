"""Everything learned to one small file: large matrices in 8 bits with a scale a row, the rest in 16."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from training.muc4.network import Templates

UPPER = 3.0  # what a network with upper layers of its own counts in the vote, others 1
_VOTES = ("bag.", "facts.", "words.")


def arrays_of(nets: list[Templates]) -> dict[str, np.ndarray]:
    """The weights of several networks, packed."""
    own = {f"{n}.{k}": v.detach().numpy() for n, net in enumerate(nets) for k, v in net.state_dict().items()}
    counts = np.array([UPPER if net.upper else 1.0 for net in nets], np.float32)
    return packed(own) | {"networks": counts}


def networks_of(path: Path) -> dict[str, np.ndarray]:
    """The packed weights of the networks of an earlier file, without its votes."""
    with np.load(path) as arrays:
        return {k: arrays[k] for k in arrays.files if not k.startswith(_VOTES)}


def nets_of(path: Path) -> list[Templates]:
    """The networks of an earlier file, out of their 8 bits, to be trained on."""
    arrays, out = networks_of(path), []
    for n in range(len(arrays["networks"])):
        own = {k.removeprefix(f"{n}."): v for k, v in arrays.items() if k.startswith(f"{n}.")}
        full = {k: v.astype(np.float32) * own.get(f"{k}:scale", np.float32(1)) for k, v in own.items()}
        net = Templates(upper="own.weight" in own)
        net.load_state_dict({k: torch.from_numpy(full[k]) for k in net.state_dict()})
        out.append(net)
    return out


def packed(arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Arrays in as few bits as do."""
    out: dict[str, np.ndarray] = {}
    for name, value in arrays.items():
        if value.ndim == 2 and value.size > 4096:
            scale = np.abs(value).max(1, keepdims=True).astype(np.float32) / 127 + 1e-12
            out[name] = np.round(value / scale).astype(np.int8)
            out[f"{name}:scale"] = scale.astype(np.float32)
        else:
            out[name] = value.astype(np.float16)
    return out


def export(networks: dict[str, np.ndarray], votes: dict[str, np.ndarray], path: Path) -> None:
    """Write the packed weights of networks, and votes."""
    np.savez_compressed(path, **(networks | packed(votes)))  # type: ignore[arg-type]
