"""The shipped model: words, windows, network, decoding, ``Doc``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from firsthand.errors import ModelError
from firsthand.language import attribution
from firsthand.language.base import LanguageModel, check_text
from firsthand.language.dateline import body_starts
from firsthand.language.decode import best_bio, best_tree, bio_spans
from firsthand.language.document import Reading, build
from firsthand.language.lemmas import Lemmatizer
from firsthand.language.network import Network
from firsthand.language.sentences import sentence_starts
from firsthand.language.tokenizer import build_tokenizer
from firsthand.language.tokens import chunks, rough_words
from firsthand.language.windows import goes_on, plan_windows

if TYPE_CHECKING:
    from spacy.tokens import Doc

Ints = npt.NDArray[np.int64]
# spaCy keeps every word that it ever saw, 1.3 kB each with our caches; above so many it starts anew, which takes 0.2 s.
_MOST_WORDS = 60_000


class ShippedModel(LanguageModel):
    """One small transformer with many heads, run by onnxruntime.

    Method: biaffine parsing (Dozat and Manning 2017) and tagging on MiniLM (Wang et al. 2020); data, licences and
    figures are in the model card.

    Args:
        folder: the model's files.
        threads: threads of the network's arithmetic.

    Raises:
        ModelError: when a file is missing or damaged.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        try:
            meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
            lists = json.loads((folder / "lemmas.json").read_text(encoding="utf-8"))
            self.network = Network(folder, threads)
        except Exception as error:
            raise ModelError(f"{folder}: the language model cannot be read ({error}); install it again") from error
        self.folder = folder
        self.lemmatizer = Lemmatizer(lists["irregular"], lists["bases"])
        self.version = f"{meta['name']}-{meta['version']}+{meta['sha256'][:8]}"
        labels = self.network.labels
        self._kinds = [x[2:] for x in labels["names"][1::2]]
        self._root = labels["dep"].index("root")
        self._with_new_vocabulary()

    def _with_new_vocabulary(self) -> None:
        """A vocabulary with no words but the labels; documents made before keep theirs."""
        import spacy

        nlp = spacy.blank("en")
        self._vocab = nlp.vocab
        self._tokenizer = build_tokenizer(nlp)
        self._lemmas: dict[tuple[str, int, int, int], int] = {}
        labels = self.network.labels
        self._ids = {k: np.array([self._vocab.strings.add(x) for x in labels[k]], np.uint64) for k in ("pos", "tag")}
        deps = ["ROOT" if x == "root" else x for x in labels["dep"]]
        self._ids["dep"] = np.array([self._vocab.strings.add(x) for x in deps], np.uint64)

    def parse(self, text: str) -> Doc:
        """Parse one text; see ``LanguageModel.parse``."""
        check_text(text)
        if len(self._vocab) > _MOST_WORDS:
            self._with_new_vocabulary()
        tokens, spaces = self._tokenize(text)
        blank = [t.isspace() for t in tokens]
        real = np.flatnonzero(~np.array(blank, bool)) if tokens else np.zeros(0, np.int64)
        words = [tokens[i] for i in real.tolist()]
        breaks = _breaks(tokens, real)
        _part_dateline(tokens, spaces, real, breaks, body_starts(text))
        sizes = [len(self.network.pieces(w)) for w in words]
        parted = [b > 1 or (b == 1 and not goes_on(words, i)) for i, b in enumerate(breaks)]
        windows = plan_windows(words, sizes, parted)
        n = len(words)
        columns = {k: np.zeros(n, np.uint64) for k in ("pos", "tag", "dep", "lemma")}
        reading = Reading(columns["pos"], columns["tag"], columns["dep"], columns["lemma"], np.zeros(n, np.int64))
        for a, b in windows:
            self._read(words[a:b], breaks[a:b], a, reading)
        return build(self._vocab, tokens, spaces, real, reading)

    def _tokenize(self, text: str) -> tuple[list[str], list[bool]]:
        """Words and whitespace of the text, which joined give it again."""
        tokens: list[str] = []
        spaces: list[bool] = []
        for part, overlong in chunks(text):
            if overlong:
                found = rough_words(part)
                tokens += found
                spaces += [False] * len(found)
            else:
                for t in self._tokenizer(part):
                    tokens.append(t.text)
                    spaces.append(bool(t.whitespace_))
        return tokens, spaces

    def _read(self, words: Sequence[str], breaks: Sequence[int], base: int, reading: Reading) -> None:
        """Read one window of words that starts at word ``base``."""
        out = self.network(words)
        end = base + len(words)
        starts = sentence_starts(words, out["start"], breaks)
        heads = self.heads(out["arc"], starts)
        deps = self.deps(out, heads)
        pos, tag, rule = out["pos"], out["tag"], out["lemma"]
        reading.heads[base:end] = heads + base
        reading.pos[base:end] = self._ids["pos"][pos]
        reading.tag[base:end] = self._ids["tag"][tag]
        reading.dep[base:end] = self._ids["dep"][deps]
        rows = zip(words, pos.tolist(), tag.tolist(), rule.tolist(), strict=True)
        reading.lemma[base:end] = [self._lemma(*row) for row in rows]
        names = bio_spans(best_bio(out["names"]))
        reading.names += [(a + base, b + base, self._kinds[k]) for a, b, k in names]
        found: dict[str, list[tuple[int, int]]] = {}
        for head, kinds in (("roles", self.network.labels["roles"]), ("extras", self.network.labels["extras"])):
            for j, kind in enumerate(kinds):
                found[kind] = [(a, b) for a, b, _ in bio_spans(best_bio(out[head][:, j]))]
                reading.spans[kind] += [(a + base, b + base) for a, b in found[kind]]
        links = attribution.link(self.network, out, words, found["cue"])
        reading.attributions += [attribution.mapped(x, lambda s: (s[0] + base, s[1] + base)) for x in links]

    @staticmethod
    def heads(arcs: npt.NDArray[np.float32], starts: Sequence[int]) -> Ints:
        """The head of each word of a window, sentence by sentence; a root has its own index."""
        n = len(arcs)
        heads = np.zeros(n, np.int64)
        for a, b in zip(starts, [*starts[1:], n], strict=True):
            if b - a == 1:
                heads[a] = a
                continue
            found = best_tree(np.concatenate([arcs[a:b, :1], arcs[a:b, a + 1 : b + 1]], axis=1))
            heads[a:b] = np.where(found == 0, np.arange(a, b), found + a - 1)
        return heads

    def deps(self, out: dict[str, Any], heads: Ints) -> Ints:
        """The best label of each arc; the root's label is for roots alone."""
        root = heads == np.arange(len(heads))
        scores = self.network.dep_scores(out["dep_word"], out["dep_head"][np.where(root, 0, heads + 1)])
        scores[:, self._root] = np.where(root, np.inf, -np.inf)
        return np.asarray(scores.argmax(1))

    def _lemma(self, word: str, pos: int, tag: int, rule: int) -> int:
        """The lemma's number in the string store, remembered for each word with its tags."""
        key = (word, pos, tag, rule)
        found = self._lemmas.get(key)
        if found is None:
            labels = self.network.labels
            lemma = self.lemmatizer(word, labels["pos"][pos], labels["tag"][tag], labels["lemma"][rule])
            found = self._vocab.strings.add(lemma or word)
            if len(self._lemmas) < 200_000:
                self._lemmas[key] = found
        return found


def _breaks(tokens: Sequence[str], real: Ints) -> list[int]:
    """Line breaks before each word: 0 none, 1 one, 2 a blank line."""
    out: list[int] = []
    before = -1
    for i in real.tolist():
        if i == before + 1:
            out.append(0)
        else:
            gap = "".join(tokens[before + 1 : i]).replace("\r\n", "\n")
            lines = sum(gap.count(c) for c in "\n\r\x85\u2028") + 2 * gap.count("\u2029")
            out.append(min(lines, 2))
        before = i
    return out


def _part_dateline(
    tokens: Sequence[str], spaces: Sequence[bool], real: Ints, breaks: list[int], bodies: Sequence[int]
) -> None:
    """A sentence starts wherever the text proper does, at the characters ``bodies``, as after a blank line."""
    offset, word, left = 0, 0, list(bodies)
    for i, token in enumerate(tokens):
        if not left or word == len(breaks):
            return
        if real[word] == i:
            if offset >= left[0]:
                breaks[word] = max(breaks[word], 2)
                left.pop(0)
            word += 1
        offset += len(token) + spaces[i]


def weights_digest(folder: Path) -> str:
    """SHA-256 of a model's weights."""
    return hashlib.sha256((folder / "network.onnx").read_bytes()).hexdigest()
