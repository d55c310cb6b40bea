"""The joint loss."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Batch
from training.corpora import IGNORE
from training.network import FAR, Network

# All sums are divided by the batch's words, known or not, so a task's weight is its share times this.
WEIGHTS = {
    "pos": 0.5, "tag": 0.5, "lemma": 0.3, "names": 1.2, "start": 0.4, "arc": 1.0, "dep": 1.0,
    "roles": 1.4, "extras": 1.0, "link": 0.5,
}  # fmt: skip


def _summed(scores: Tensor, gold: Tensor) -> Tensor:
    return F.cross_entropy(scores.float().flatten(0, -2), gold.flatten(), ignore_index=IGNORE, reduction="sum")


def losses(network: Network, out: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
    """Weighted losses of all heads that the batch has labels for."""
    _, gold, links = batch
    words = gold["real"].sum()
    found = {k: _summed(out[k], gold[k]) for k in ("pos", "tag", "lemma", "names", "start", "roles", "extras")}
    if (gold["head"] != IGNORE).any():
        rows = (gold["head"] != IGNORE).any(1)
        columns = torch.cat([torch.ones(len(gold["real"]), 1, dtype=torch.bool), gold["real"]], 1)
        arc = out["arc"].float().masked_fill(~columns.unsqueeze(1), -1e4)
        found["arc"] = _summed(arc[rows], gold["head"][rows])
        head = gold["head"].clamp(min=0)
        chosen = torch.gather(out["dep_head"], 1, head.unsqueeze(-1).expand(-1, -1, out["dep_head"].shape[-1]))
        known = gold["dep"] != IGNORE
        found["dep"] = _summed(network.dep(out["dep_word"][known].float(), chosen[known].float()), gold["dep"][known])
    if links:
        found["link"] = _link_loss(network, out, gold, links)
    return {k: v * WEIGHTS[k] / words for k, v in found.items()}


def _link_loss(
    network: Network,
    out: dict[str, Tensor],
    gold: dict[str, Tensor],
    links: list[tuple[int, int, list[int], list[int]]],
) -> Tensor:
    """Every cue with every word of its window: does the word belong to its source, to its content?"""
    rows = torch.tensor([r for r, *_ in links])
    cues = torch.tensor([c for _, c, *_ in links])
    mask = gold["real"][rows]
    target = torch.zeros(*mask.shape, 2)
    for k, (_, _, source, content) in enumerate(links):
        target[k, source, 0] = 1
        target[k, content, 1] = 1
    gap = (torch.arange(mask.shape[1])[None, :] - cues[:, None]).clamp(-FAR, FAR)
    scores = network.link(out["link_word"][rows], out["link_cue"][rows, cues], gap, mask)
    return F.binary_cross_entropy_with_logits(scores.float()[mask], target[mask], reduction="sum")
