"""The network of the templates: vectors and signs of words, a look at the whole report, many decisions (torch)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from benchmarks.muc4.labels import OF_INCIDENTS, OF_PHRASES, labels
from benchmarks.muc4.signs import BUCKETS
from benchmarks.muc4.trunk import LAYER
from torch import Tensor, nn

from training.network import LAYERS, WIDTH, Layer

DENSE, LOW, SIGN, OWN, HIDDEN = 534, 96, 64, 128, 96
HIDDEN_SIGNS = 0.3  # of the signs, while training: no single word may decide


class Templates(nn.Module):
    """See ``benchmarks/muc4/network.py``, which does the same in numpy. ``upper``: with layers of its own over the
    model's inner vectors."""

    def __init__(self, upper: bool = True) -> None:
        super().__init__()
        self.upper = upper
        known = labels()
        self.norm = nn.LayerNorm(DENSE)
        self.dense = nn.Linear(DENSE, LOW)
        self.signs = nn.EmbeddingBag(BUCKETS, SIGN, mode="sum", padding_idx=0)
        nn.init.normal_(self.signs.weight, std=0.05)
        below = LOW + SIGN
        if upper:
            self.layers = nn.ModuleList(Layer() for _ in range(LAYER + 1, LAYERS))
            self.own = nn.Linear(WIDTH, OWN)
            below += OWN
        self.lstm = nn.LSTM(below, HIDDEN, batch_first=True, bidirectional=True)
        width = below + 2 * HIDDEN
        self.roles = nn.Linear(width, len(known["roles"]))
        self.kinds = nn.Linear(width, len(known["types"]))
        self.phrases = nn.ModuleDict({k: nn.Linear(width, len(known[k])) for k in OF_PHRASES})
        n = len(known["types"])
        self.look = nn.Linear(width, n)
        self.present = nn.Parameter(torch.randn(n, width) * 0.02)
        self.present_bias = nn.Parameter(torch.zeros(n))
        self.incidents = nn.ModuleDict({k: nn.Linear(width, n * len(known[k])) for k in OF_INCIDENTS})
        self.drop = nn.Dropout(0.4)

    def start_from(self, model: Path) -> None:
        """Copy the layers above ``LAYER`` from the shipped model's graph, out of its 8 bits."""
        import onnx
        from onnx.numpy_helper import to_array

        graph = onnx.load(str(model)).graph
        known = {x.name: to_array(x) for x in graph.initializer}
        inputs = {n.name: n.input for n in graph.node if n.op_type == "MatMulInteger"}
        for i, layer in enumerate(self.layers, LAYER + 1):
            for part in ("qkv", "out", "up", "down"):
                weight = next(v[1] for k, v in inputs.items() if f"layers.{i}/{part}/" in k)
                scale = known[weight.replace("_quantized", "_scale")]
                own = getattr(layer, part)
                own.weight.data = torch.from_numpy((known[weight].astype(np.float32) * scale).T.copy())
                own.bias.data = torch.from_numpy(known[f"network.trunk.layers.{i}.{part}.bias"].copy())
            for part in ("norm1", "norm2"):
                for kind in ("weight", "bias"):
                    value = torch.from_numpy(known[f"network.trunk.layers.{i}.{part}.{kind}"].copy())
                    getattr(getattr(layer, part), kind).data = value

    def read(self, pieces: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """The task's own vectors of words: ``pieces`` (windows, pieces, width); ``first`` and ``last`` count pieces
        of all windows, (batch, words)."""
        added = ((1 - mask.float()) * -1e4)[:, None, None, :]
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            x = pieces
            for layer in self.layers:
                x = layer(x, added)
        flat = x.float().reshape(-1, x.shape[-1])
        return torch.relu(self.own((flat[first] + flat[last]) * 0.5))

    def words(self, dense: Tensor, signs: Tensor, own: Tensor | None) -> Tensor:
        """Vectors of the words of a batch of reports; ``signs``: (batch, words, signs); ``own``: see ``read``."""
        b, n, _ = dense.shape
        low = torch.relu(self.dense(self.norm(dense)))
        bag = self.signs(signs.view(b * n, -1)).view(b, n, -1)
        bag = torch.tanh(bag / (1 - HIDDEN_SIGNS) if self.training else bag)
        x = self.drop(torch.cat([low, bag] if own is None else [low, bag, own], -1))
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
