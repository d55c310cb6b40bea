"""The training loop: one joint model, as long as the clock says."""

from __future__ import annotations

import copy
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch

from training.batches import collate
from training.corpora import Window
from training.losses import losses
from training.network import Network

TRUNK_RATE, HEAD_RATE, DECAY_PER_LAYER = 2e-4, 1.5e-3, 0.88
WARM_STEPS = 120


def optimizer(network: Network) -> torch.optim.AdamW:
    """AdamW with a lower rate for lower layers; word embeddings are frozen."""
    network.trunk.words.weight.requires_grad_(False)
    groups = []

    def add(parameters: list[torch.nn.Parameter], rate: float) -> None:
        for wide in (True, False):
            part = [p for p in parameters if p.requires_grad and (p.ndim > 1) == wide]
            if part:
                groups.append({"params": part, "lr": rate, "base": rate, "weight_decay": 0.01 if wide else 0.0})

    trunk = network.trunk
    for i, layer in enumerate(trunk.layers):
        add(list(layer.parameters()), TRUNK_RATE * DECAY_PER_LAYER ** (len(trunk.layers) - 1 - i))
    add([*trunk.norm.parameters(), trunk.kind, *trunk.places.parameters()], TRUNK_RATE * 0.4)
    add(list(trunk.casing.parameters()), HEAD_RATE * 0.5)
    add([p for n, p in network.named_parameters() if not n.startswith("trunk.")], HEAD_RATE)
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), foreach=True)


def train(
    network: Network,
    batches: Iterator[list[Window]],
    seconds: float,
    out: Path,
    save_every: float = 600,
    bf16: bool = False,
    rate: float = 1.0,
) -> Network:
    """Train until the clock runs out; the rate falls to zero just then.

    Args:
        network: the network with its trunk loaded; changed in place.
        batches: endless batches of windows.
        seconds: wall-clock time of the training.
        out: folder for ``weights.pt``, rewritten every ``save_every`` seconds.
        save_every: seconds between two snapshots.
        bf16: train in bfloat16 (worth it only where the processor has it).
        rate: factor on all learning rates; below 1 to go on from trained weights.

    Returns:
        The network with the running mean of its weights.
    """
    adam = optimizer(network)
    mean = copy.deepcopy(network).eval()
    trained = [p for p in network.parameters() if p.requires_grad]
    kept = [m for m, p in zip(mean.parameters(), network.parameters(), strict=True) if p.requires_grad]
    network.train()
    begun = saved = time.monotonic()
    shown: dict[str, float] = {}
    step = pieces = 0
    while (gone := time.monotonic() - begun) < seconds:
        factor = rate * min(1.0, (step + 1) / WARM_STEPS) * max(0.0, 1 - gone / seconds)
        for group in adam.param_groups:
            group["lr"] = group["base"] * factor
        batch = collate(next(batches), vary=True)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
            scores = network(**batch[0])
            parts = losses(network, scores, batch)
        adam.zero_grad()
        torch.stack(list(parts.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(trained, 2.0)
        adam.step()
        step += 1
        pieces += int(batch[0]["mask"].sum())
        with torch.no_grad():
            torch._foreach_lerp_(kept, trained, 1 - min(0.998, (1 + step) / (10 + step)))
        for k, v in parts.items():
            shown[k] = 0.98 * shown.get(k, float(v.detach())) + 0.02 * float(v.detach())
        if step % 50 == 0:
            losses_now = " ".join(f"{k} {v:.3f}" for k, v in shown.items())
            print(f"step {step} {gone:.0f}s {pieces / 1e6:.2f}M pieces | {losses_now}", flush=True)
        if time.monotonic() - saved > save_every:
            saved = time.monotonic()
            save(mean, out)
    save(mean, out)
    (out / "run.json").write_text(json.dumps({"steps": step, "pieces": pieces}))
    return mean


def save(network: Network, out: Path) -> None:
    """Write the weights aside, then put them in place."""
    torch.save(network.state_dict(), out / "weights.part")
    (out / "weights.part").replace(out / "weights.pt")


def seed_everything(seed: int) -> None:
    """Same data order and starting heads for the same seed (the clock still decides the number of steps)."""
    random.seed(seed)
    torch.manual_seed(seed)
