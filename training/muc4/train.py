"""Train one network of the templates; ``python -m training.muc4`` does all."""

from __future__ import annotations

import random
import time
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.muc4.keys import Keys
from training.muc4.network import HIDDEN_SIGNS, Templates

MOST_WORDS = 900  # of a report: the few longer ones would fill the batches with padding
Item = tuple[np.ndarray, np.ndarray, Keys]


def batch_of(items: list[Item]) -> tuple[Tensor, Tensor, Tensor]:
    """Vectors, signs and a mask of the words of some reports."""
    n = max(len(x) for x, _, _ in items)
    dense = np.zeros((len(items), n, items[0][0].shape[1]), np.float32)
    signs = np.zeros((len(items), n, items[0][1].shape[1]), np.int64)
    mask = np.zeros((len(items), n), bool)
    for i, (x, s, _) in enumerate(items):
        dense[i, : len(x)], signs[i, : len(x)], mask[i, : len(x)] = x, s, True
    return torch.from_numpy(dense), torch.from_numpy(signs), torch.from_numpy(mask)


def loss_of(net: Templates, items: list[Item]) -> Tensor:
    """The mean loss of some reports."""
    dense, signs, mask = batch_of(items)
    if net.training:
        signs = signs.masked_fill(torch.rand(signs.shape) < HIDDEN_SIGNS, 0)
    w = net.words(dense, signs)
    roles = net.roles(w)
    kinds = net.kinds(w)
    facts = {k: head(w) for k, head in net.phrases.items()}
    present, about = net.about(w, mask)
    total = torch.zeros(())
    n_types = present.shape[1]
    for b, (x, _, key) in enumerate(items):
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
        # targets of one template against targets of others of the same type
        for kind in {k for k, _ in key.together}:
            sets = [(i, ws) for i, (k, ts) in enumerate(key.together) if k == kind for ws in ts]
            if len(sets) < 2:
                continue
            rows = [min(ws) for _, ws in sets]
            left, right = net.left(w[b, rows]), net.right(w[b, rows])
            gaps = torch.tensor([[min(11, abs(i - j).bit_length()) for j in rows] for i in rows])
            scores = left @ right.T * 0.2 + net.gap(gaps).squeeze(-1)
            same = torch.tensor([[float(i == j) for j, _ in sets] for i, _ in sets])
            off = 1 - torch.eye(len(sets))
            total = total + (F.binary_cross_entropy_with_logits(scores, same, reduction="none") * off).sum() / len(sets)
    return total / len(items)


def train(items: list[Item], epochs: int, seed: int, rate: float = 2e-3, check: Any = None) -> Templates:
    """A trained network; ``check(net, epoch)`` is called after each epoch."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    net = Templates()
    fast = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=0.02)
    size = 16
    empty = sum(not x[2].incidents for x in items)
    steps = int(epochs * (len(items) - empty / 2) / size * 1.03) + 1
    plan = torch.optim.lr_scheduler.OneCycleLR(fast, rate, total_steps=steps, pct_start=0.1)
    for epoch in range(epochs):
        net.train()
        # reports without any incident are half of all; half of them an epoch is enough
        order = [i for i, x in enumerate(items) if x[2].incidents or rng.random() < 0.5]
        rng.shuffle(order)
        chunks = [sorted(order[i : i + 128], key=lambda k: len(items[k][0])) for i in range(0, len(order), 128)]
        batches = [c[i : i + size] for c in chunks for i in range(0, len(c), size)]
        rng.shuffle(batches)
        start, seen = time.time(), 0.0
        for batch in batches:
            loss = loss_of(net, [items[k] for k in batch])
            fast.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            fast.step()
            if plan.last_epoch < steps - 2:
                plan.step()
            seen += loss.item() * len(batch)
        print(f"epoch {epoch} loss {seen / len(order):.3f} ({time.time() - start:.0f} s)", flush=True)
        if check is not None:
            check(net, epoch)
    return net
