"""Train one network of the templates; ``python -m training.muc4`` does all."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from benchmarks.muc4.trunk import Seen
from torch import Tensor

from training.muc4.keys import Keys
from training.muc4.network import HIDDEN_SIGNS, Templates

MOST_WORDS = 900  # of a report: the few longer ones would fill the batches with padding
Item = tuple[np.ndarray, np.ndarray, Keys, Seen]


def windows_of(items: list[Item], words: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Pieces of all windows, a mask, and the first and last piece of each word: see ``Templates.read``."""
    seen = [s for *_, s in items]
    longest = max(int(s.windows.max()) for s in seen)
    count = sum(len(s.windows) for s in seen)
    pieces = np.zeros((count, longest, seen[0].pieces.shape[1]), np.float32)
    mask = np.zeros((count, longest), np.float32)
    ends = np.zeros((2, len(items), words), np.int64)
    row = 0
    for i, s in enumerate(seen):
        place = np.zeros(len(s.pieces), np.int64)
        start = 0
        for n in s.windows.tolist():
            pieces[row, :n], mask[row, :n] = s.pieces[start : start + n], 1
            place[start : start + n] = row * longest + np.arange(n)
            row, start = row + 1, start + n
        ends[:, i, : len(s.first)] = place[s.first], place[s.last]
    return torch.from_numpy(pieces), torch.from_numpy(mask), torch.from_numpy(ends[0]), torch.from_numpy(ends[1])


def batch_of(items: list[Item]) -> tuple[Tensor, Tensor, Tensor]:
    """Vectors, signs and a mask of the words of some reports."""
    n = max(len(x) for x, *_ in items)
    dense = np.zeros((len(items), n, items[0][0].shape[1]), np.float32)
    signs = np.zeros((len(items), n, items[0][1].shape[1]), np.int64)
    mask = np.zeros((len(items), n), bool)
    for i, (x, s, *_) in enumerate(items):
        dense[i, : len(x)], signs[i, : len(x)], mask[i, : len(x)] = x, s, True
    return torch.from_numpy(dense), torch.from_numpy(signs), torch.from_numpy(mask)


def loss_of(net: Templates, items: list[Item]) -> Tensor:
    """The mean loss of some reports."""
    dense, signs, mask = batch_of(items)
    if net.training:
        signs = signs.masked_fill(torch.rand(signs.shape) < HIDDEN_SIGNS, 0)
    w = net.words(dense, signs, net.read(*windows_of(items, dense.shape[1])) if net.upper else None)
    roles = net.roles(w)
    kinds = net.kinds(w)
    facts = {k: head(w) for k, head in net.phrases.items()}
    present, about = net.about(w, mask)
    total = torch.zeros(())
    n_types = present.shape[1]
    for b, (x, _, key, _) in enumerate(items):
        n = len(x)
        free = torch.ones(n, roles.shape[-1])
        for role, words, weight, types in key.groups:
            free[words, role] = 0.0
            none = F.logsigmoid(-roles[b, words, role]).sum()
            total = total - weight * torch.log1p(-torch.exp(none).clamp(max=1 - 1e-6))
            target = torch.zeros(n_types)
            target[list(types)] = 1.0
            logits = kinds[b, words]
            wrong = F.binary_cross_entropy_with_logits(logits, target.expand_as(logits), reduction="sum")
            total = total + 0.3 * wrong / len(words)
        total = total + (free * F.softplus(roles[b, :n])).sum()
        for slot, words, label in key.facts:
            logits = facts[slot][b, words]
            total = total + 0.5 * F.cross_entropy(logits, torch.full((len(words),), label))
        for k in range(n_types):
            there = key.incidents.get(k)
            if there is None:
                total = total + 4 * F.softplus(present[b, k])
            else:
                total = total + 4 * there[0] * F.softplus(-present[b, k])
                for slot, label in there[1].items():
                    total = total + 0.5 * there[0] * F.cross_entropy(about[slot][b, k][None], torch.tensor([label]))
    return total / len(items)


def train(
    items: list[Item], epochs: int, seed: int, model: Path | None, check: Any = None, start: Templates | None = None
) -> Templates:
    """A trained network. ``model``: the graph that its upper layers start from, None for a network without;
    ``check(net, epoch)`` is called after each epoch; ``start``: a network to be trained on, at a third of the rate."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    net = start or Templates(upper=model is not None)
    slow = 0.3 if start else 1.0
    rate, size, share, rates = slow * 2e-3, 16, 0.5, [slow * 2e-3]
    groups: list[dict[str, Any]] = [{"params": list(net.parameters()), "weight_decay": 0.02}]
    if net.upper:
        if start is None and model is not None:
            net.start_from(model)
        rate, size, share, rates = slow * 1.5e-3, 8, 0.4, [slow * 1.5e-3, slow * 1.5e-4]
        upper = {id(p) for p in net.layers.parameters()}
        groups[0]["params"] = [p for p in net.parameters() if id(p) not in upper]
        groups.append({"params": list(net.layers.parameters()), "weight_decay": 0.01})
    fast = torch.optim.AdamW(groups, lr=rate)
    empty = sum(not x[2].incidents for x in items)
    steps = int(epochs * (len(items) - empty * (1 - share)) / size * 1.03) + 1
    plan = torch.optim.lr_scheduler.OneCycleLR(fast, rates, total_steps=steps, pct_start=0.1)
    for epoch in range(epochs):
        net.train()
        order = [i for i, x in enumerate(items) if x[2].incidents or rng.random() < share]  # half of all have none
        rng.shuffle(order)
        chunks = [
            sorted(order[i : i + 8 * size], key=lambda k: len(items[k][0])) for i in range(0, len(order), 8 * size)
        ]
        batches = [c[i : i + size] for c in chunks for i in range(0, len(c), size)]
        rng.shuffle(batches)
        start, seen = time.process_time(), 0.0
        for batch in batches:
            loss = loss_of(net, [items[k] for k in batch])
            fast.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            fast.step()
            if plan.last_epoch < steps - 2:
                plan.step()
            seen += loss.item() * len(batch)
        print(f"epoch {epoch} loss {seen / len(order):.3f} ({time.process_time() - start:.0f} s)", flush=True)
        if check is not None:
            check(net, epoch)
    return net
