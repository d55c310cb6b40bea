"""Networks to one small file: the sign vectors and large matrices in 8 bits, the rest in 16."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from training.muc4.network import Templates


def export(nets: list[Templates], path: Path) -> None:
    """Write the weights of several networks."""
    arrays: dict[str, np.ndarray] = {"networks": np.array(len(nets))}
    for n, net in enumerate(nets):
        for name, tensor in net.state_dict().items():
            value = tensor.detach().numpy()
            if value.ndim == 2 and value.size > 4096:
                scale = np.abs(value).max(1, keepdims=True).astype(np.float32) / 127 + 1e-12
                arrays[f"{n}.{name}"] = np.round(value / scale).astype(np.int8)
                arrays[f"{n}.{name}:scale"] = scale.astype(np.float32)
            else:
                arrays[f"{n}.{name}"] = value.astype(np.float16)
    np.savez_compressed(path, **arrays)
