"""The network: a small transformer (MiniLM, six layers) with a casing embedding and many heads."""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH, ATTENTION_HEADS, INNER, LAYERS, VOCABULARY, POSITIONS = 384, 12, 1536, 6, 30522, 512
FAR = 48


class Layer(nn.Module):
    """One transformer layer, normalised after each part as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """One pass over ``x`` (batch, pieces, width); ``mask`` is added to the attention scores."""
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, ATTENTION_HEADS, -1).permute(2, 0, 3, 1, 4).unbind(0)
        if self.training:
            y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        else:
            scores = (q @ k.transpose(-1, -2)) * ((WIDTH // ATTENTION_HEADS) ** -0.5) + mask
            y = torch.softmax(scores, -1) @ v
        x = self.norm1(x + self.drop(self.out(y.transpose(1, 2).reshape(b, t, WIDTH))))
        done: Tensor = self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))
        return done


class Trunk(nn.Module):
    """Pieces and casing to vectors of pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.places = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.casing = nn.Embedding(6, WIDTH)
        nn.init.zeros_(self.casing.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def load(self, path: Path) -> None:
        """Copy the pretrained weights from a BERT-style safetensors file."""
        source = {k.removeprefix("bert."): v.float() for k, v in load_file(str(path)).items()}

        def copy(target: nn.Module, name: str, parts: tuple[str, ...] = ("",)) -> None:
            for kind in ("weight", "bias"):
                if hasattr(target, kind):
                    new = torch.cat([source[f"{name}{p}.{kind}"] for p in parts])
                    getattr(target, kind).data.copy_(new)

        copy(self.words, "embeddings.word_embeddings")
        copy(self.places, "embeddings.position_embeddings")
        copy(self.norm, "embeddings.LayerNorm")
        self.kind.data.copy_(source["embeddings.token_type_embeddings.weight"][0])
        for i, layer in enumerate(self.layers):
            at = f"encoder.layer.{i}."
            copy(layer.qkv, at + "attention.self.", ("query", "key", "value"))  # type: ignore[arg-type]
            copy(layer.out, at + "attention.output.dense")  # type: ignore[arg-type]
            copy(layer.norm1, at + "attention.output.LayerNorm")  # type: ignore[arg-type]
            copy(layer.up, at + "intermediate.dense")  # type: ignore[arg-type]
            copy(layer.down, at + "output.dense")  # type: ignore[arg-type]
            copy(layer.norm2, at + "output.LayerNorm")  # type: ignore[arg-type]

    def forward(self, ids: Tensor, mask: Tensor, casing: Tensor) -> Tensor:
        """Vectors of pieces; ``mask`` is 1 for pieces, 0 for padding."""
        x = self.words(ids) + self.places.weight[: ids.shape[1]] + self.kind + self.casing(casing)
        x = self.drop(self.norm(x))
        added = ((1 - mask.float()) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, added)
        return x


class Linker(nn.Module):
    """Whose words, what words: for one cue, every word of its window is read again, told where the cue is.

    Two small transformer layers, normalised before each part. A product of word and cue vectors, which was here before,
    cannot tell a source from a like phrase beside it, because no word knows what the others were taken for.
    """

    HEADS = 4

    def __init__(self, width: int, linked: int, layers: int = 2) -> None:
        super().__init__()
        self.gap = nn.Embedding(2 * FAR + 1, width)
        nn.init.normal_(self.gap.weight, std=0.02)
        self.parts = nn.ModuleList(
            nn.ModuleDict(
                {
                    "norm1": nn.LayerNorm(width),
                    "qkv": nn.Linear(width, 3 * width),
                    "out": nn.Linear(width, width),
                    "norm2": nn.LayerNorm(width),
                    "up": nn.Linear(width, 2 * width),
                    "down": nn.Linear(2 * width, width),
                }
            )
            for _ in range(layers)
        )
        self.norm = nn.LayerNorm(width)
        self.score = nn.Linear(width, linked)
        self.drop = nn.Dropout(0.15)

    def forward(self, word: Tensor, cue: Tensor, gap: Tensor, mask: Tensor) -> Tensor:
        """Scores (cues, words, linked).

        Args:
            word: (cues, words, width), the words of each cue's window.
            cue: (cues, width).
            gap: (cues, words), the word's place less the cue's, between -FAR and FAR.
            mask: (cues, words), 1 for words, 0 for padding.
        """
        x = self.drop(word + cue.unsqueeze(1) + self.gap(gap + FAR))
        k, n, width = x.shape
        added = ((1 - mask.to(x.dtype)) * -1e4)[:, None, None, :]
        for part in self.parts:
            q, key, v = part["qkv"](part["norm1"](x)).view(k, n, 3, self.HEADS, -1).permute(2, 0, 3, 1, 4).unbind(0)
            weights = torch.softmax((q @ key.transpose(-1, -2)) * ((width // self.HEADS) ** -0.5) + added, -1)
            x = x + self.drop(part["out"]((weights @ v).transpose(1, 2).reshape(k, n, width)))
            x = x + self.drop(part["down"](F.gelu(part["up"](part["norm2"](x)))))
        done: Tensor = self.score(self.norm(x))
        return done


class Network(nn.Module):
    """Trunk and heads. ``forward`` gives every head's scores for the words of a batch of windows."""

    def __init__(self, sizes: dict[str, int], arc: int = 192, label: int = 128, link: int = 128) -> None:
        super().__init__()
        self.trunk = Trunk()
        self.drop = nn.Dropout(0.2)
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.tags = nn.ModuleDict({k: nn.Linear(WIDTH, sizes[k]) for k in ("pos", "tag", "lemma", "names")})
        self.start = nn.Linear(WIDTH, 2)
        self.roles = nn.Linear(WIDTH, 3 * sizes["roles"])
        self.extras = nn.Linear(WIDTH, 3 * sizes["extras"])
        self.arc_word, self.arc_head = nn.Linear(WIDTH, arc), nn.Linear(WIDTH, arc + 1)
        self.arc_pair = nn.Linear(arc, arc + 1, bias=False)
        self.dep_word, self.dep_head = nn.Linear(WIDTH, label), nn.Linear(WIDTH, label)
        self.dep_scores = nn.ModuleList(nn.Linear(label, sizes["dep"], bias=k == 0) for k in range(3))
        self.link_word, self.link_cue = nn.Linear(WIDTH, link), nn.Linear(WIDTH, link)
        self.link = Linker(link, sizes["linked"])

    def forward(self, ids: Tensor, mask: Tensor, casing: Tensor, first: Tensor, last: Tensor) -> dict[str, Tensor]:
        """Scores by head name; arcs have column 0 for the root, words from 1."""
        pieces = self.trunk(ids, mask, casing)

        def at(index: Tensor) -> Tensor:
            return torch.gather(pieces, 1, index.unsqueeze(-1).expand(-1, -1, WIDTH))

        w = self.drop((at(first) + at(last)) * 0.5)
        b, n, _ = w.shape
        with_root = torch.cat([self.root.expand(b, 1, -1).to(w.dtype), w], 1)

        def act(x: Tensor) -> Tensor:
            done: Tensor = self.drop(F.gelu(x))
            return done

        out = {k: head(w) for k, head in self.tags.items()}
        out["start"] = self.start(w)
        out["roles"] = self.roles(w).view(b, n, -1, 3)
        out["extras"] = self.extras(w).view(b, n, -1, 3)
        pair, head = self.arc_pair(act(self.arc_word(w))), act(self.arc_head(with_root))
        out["arc"] = (pair[..., :-1] @ head[..., :-1].transpose(1, 2) + head[..., -1].unsqueeze(1)) * 0.2
        out["dep_word"], out["dep_head"] = act(self.dep_word(w)), act(self.dep_head(with_root))
        out["link_word"], out["link_cue"] = self.link_word(w), self.link_cue(w)
        return out

    def dep(self, word: Tensor, head: Tensor) -> Tensor:
        """Scores of the dependency labels for pairs of word and head vectors."""
        one, two, three = self.dep_scores
        scores: Tensor = one(word) + two(head) + three(word * head)
        return scores
