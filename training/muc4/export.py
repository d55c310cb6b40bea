"""Everything learned to one small file: large matrices in 8 bits with a scale a row, the rest in 16."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from training.muc4.network import Templates

UPPER = 3.0  # what a network with upper layers of its own counts in the vote, others 1


def export(nets: list[Templates], votes: dict[str, np.ndarray], path: Path) -> None:
    """Write the weights of several networks and of the linear votes."""
    own = {f"{n}.{k}": v.detach().numpy() for n, net in enumerate(nets) for k, v in net.state_dict().items()}
    arrays: dict[str, np.ndarray] = {"networks": np.array([UPPER if net.upper else 1.0 for net in nets], np.float32)}
    for name, value in (own | votes).items():
        if value.ndim == 2 and value.size > 4096:
            scale = np.abs(value).max(1, keepdims=True).astype(np.float32) / 127 + 1e-12
            arrays[name] = np.round(value / scale).astype(np.int8)
            arrays[f"{name}:scale"] = scale.astype(np.float32)
        else:
            arrays[name] = value.astype(np.float16)
    np.savez_compressed(path, **arrays)
