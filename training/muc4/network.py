"""The network of the templates: vectors and signs of words, a look at the whole report, many decisions (torch)."""

from __future__ import annotations

import torch
from benchmarks.muc4.labels import OF_INCIDENTS, OF_PHRASES, labels
from benchmarks.muc4.signs import BUCKETS
from torch import Tensor, nn

DENSE, LOW, SIGN, HIDDEN = 534, 96, 64, 96
HIDDEN_SIGNS = 0.3  # of the signs, while training: no single word may decide


class Templates(nn.Module):
    """See ``benchmarks/muc4/network.py``, which does the same in numpy."""

    def __init__(self) -> None:
        super().__init__()
        known = labels()
        self.norm = nn.LayerNorm(DENSE)
        self.dense = nn.Linear(DENSE, LOW)
        self.signs = nn.EmbeddingBag(BUCKETS, SIGN, mode="sum", padding_idx=0)
        nn.init.normal_(self.signs.weight, std=0.05)
        self.lstm = nn.LSTM(LOW + SIGN, HIDDEN, batch_first=True, bidirectional=True)
        width = LOW + SIGN + 2 * HIDDEN
        self.roles = nn.Linear(width, len(known["roles"]))
        self.kinds = nn.Linear(width, len(known["types"]))
        self.phrases = nn.ModuleDict({k: nn.Linear(width, len(known[k])) for k in OF_PHRASES})
        n = len(known["types"])
        self.look = nn.Linear(width, n)
        self.present = nn.Parameter(torch.randn(n, width) * 0.02)
        self.present_bias = nn.Parameter(torch.zeros(n))
        self.incidents = nn.ModuleDict({k: nn.Linear(width, n * len(known[k])) for k in OF_INCIDENTS})
        self.left, self.right = nn.Linear(width, 32), nn.Linear(width, 32)
        self.gap = nn.Embedding(12, 1)
        self.drop = nn.Dropout(0.4)

    def words(self, dense: Tensor, signs: Tensor) -> Tensor:
        """Vectors of the words of a batch of reports; ``signs``: (batch, words, signs)."""
        b, n, _ = dense.shape
        low = torch.relu(self.dense(self.norm(dense)))
        bag = self.signs(signs.view(b * n, -1)).view(b, n, -1)
        bag = torch.tanh(bag / (1 - HIDDEN_SIGNS) if self.training else bag)
        x = self.drop(torch.cat([low, bag], -1))
        y, _ = self.lstm(x)
        return torch.cat([x, self.drop(y)], -1)

    def about(self, w: Tensor, mask: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """Per type whether there is such an incident, and its fills."""
        scores = self.look(w).masked_fill(~mask.unsqueeze(-1), -1e4)
        seen = torch.softmax(scores, 1).transpose(1, 2) @ w
        present = (seen * self.present).sum(-1) + self.present_bias
        n = present.shape[1]
        out = {}
        for k, head in self.incidents.items():
            all_types = head(seen).view(*seen.shape[:2], n, -1)
            out[k] = all_types[:, torch.arange(n), torch.arange(n)]
        return present, out
