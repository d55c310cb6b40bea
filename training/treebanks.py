"""Reads Universal Dependencies treebanks (.conllu), names (.iob2) and GUM's entities."""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NAME_TYPES = {"person": "PER", "place": "LOC", "organization": "ORG"}
_ENTITY = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")
_INNER = {"of", "the", "for", "and", "&", "de", "la", "al", "el", "-", "'s", "\u2019s", "."}


@dataclass
class Sentence:
    """One annotated sentence; ``heads`` are indices into it, -1 for the root."""

    doc: str
    words: list[str]
    pos: list[str]
    tags: list[str]
    lemmas: list[str]
    heads: list[int]
    deps: list[str]
    text: str = ""
    names: list[str] | None = None


def _lines(path: Path) -> Iterator[str]:
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield line.rstrip("\n")


def read_treebank(path: Path, gum_names: bool = False) -> list[Sentence]:
    """Read a treebank; with ``gum_names`` its ``Entity=`` notes become PER, LOC and ORG names."""
    out: list[Sentence] = []
    rows: list[list[str]] = []
    doc = text = ""
    for line in _lines(path):
        if line.startswith("# newdoc"):
            doc = line.split("=", 1)[-1].strip()
        elif line.startswith("# text ="):
            text = line.split("=", 1)[1].strip()
        elif line and not line.startswith("#"):
            row = line.split("\t")
            if row[0].isdigit():
                rows.append(row)
        elif not line and rows:
            sentence = Sentence(
                doc,
                *([row[k] for row in rows] for k in (1, 3, 4, 2)),
                heads=[int(row[6]) - 1 for row in rows],
                deps=[row[7] for row in rows],
                text=text,
            )
            if gum_names:
                sentence.names = _gum_names(sentence, [row[9] for row in rows])
            out.append(sentence)
            rows = []
    return out


def read_names(path: Path) -> dict[tuple[str, ...], list[str]]:
    """Read BIO names by the sentence's words; other types than PER, LOC, ORG become O."""
    out: dict[tuple[str, ...], list[str]] = {}
    words: list[str] = []
    tags: list[str] = []
    for line in [*_lines(path), ""]:
        if line and not line.startswith("#"):
            _, word, tag, *_ = line.split("\t")
            words.append(word)
            tags.append(tag if tag[2:] in NAME_TYPES.values() else "O")
        elif not line and words:
            out.setdefault(tuple(words), tags)
            words, tags = [], []
    return out


def _mentions(notes: list[str]) -> list[tuple[int, int, str]]:
    """Spans and types of GUM's entity notes, outer ones first."""
    open_, out = [], []
    for i, note in enumerate(notes):
        found = next((x[7:] for x in note.split("|") if x.startswith("Entity=")), "")
        for begins, closed, ends in _ENTITY.findall(found):
            if begins:
                key, *fields = begins.split("-")
                if closed:
                    out.append((i, i + 1, fields[0] if fields else ""))
                else:
                    open_.append((key, i, fields[0] if fields else ""))
            else:
                for k in range(len(open_) - 1, -1, -1):
                    if open_[k][0] == ends:
                        out.append((open_[k][1], i + 1, open_.pop(k)[2]))
                        break
    return sorted(out, key=lambda m: (m[0] - m[1], m[0]))


def _gum_names(s: Sentence, notes: list[str]) -> list[str]:
    """Names among the mentions: those headed by a proper noun, cut to the name as UNER would.

    The whole mention is the name when it holds name words only (proper nouns, capitalised words, "of");
    otherwise the run of proper nouns around its head.
    """
    tags = ["O"] * len(s.words)
    for a, b, etype in _mentions(notes):
        label = NAME_TYPES.get(etype)
        if label is None:
            continue
        while a < b and s.pos[a] in {"DET", "PUNCT", "ADP"}:
            a += 1
        while a < b and (s.pos[b - 1] == "PUNCT" or s.tags[b - 1] == "POS"):
            b -= 1
        head = next((i for i in range(a, b) if not a <= s.heads[i] < b), -1)
        if head < 0 or s.pos[head] != "PROPN":
            continue
        if not all(
            s.pos[i] == "PROPN" or s.words[i][:1].isupper() or s.words[i].lower() in _INNER for i in range(a, b)
        ):
            lo, hi = head, head + 1
            while lo > a and (s.pos[lo - 1] == "PROPN" or s.tags[lo - 1] == "HYPH"):
                lo -= 1
            while hi < b and (s.pos[hi] == "PROPN" or (s.tags[hi] == "HYPH" and hi + 1 < b)):
                hi += 1
            a, b = lo, hi
        if all(t == "O" for t in tags[a:b]):
            tags[a:b] = [f"B-{label}", *[f"I-{label}"] * (b - a - 1)]
    return tags
