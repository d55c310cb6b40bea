"""Figures of the finished model, measured through the package's own runtime code."""

from __future__ import annotations

import json
import lzma
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from firsthand.language.decode import best_bio, bio_spans
from firsthand.language.sentences import sentence_starts
from firsthand.language.shipped import ShippedModel
from training.corpora import read_syntax
from training.labels import ROLES
from training.prepare import WordFinder, by_document
from training.treebanks import Sentence

Figures = dict[str, float]


def _f1(hits: float, guessed: float, wanted: float) -> float:
    return round(200 * hits / max(1.0, guessed + wanted), 2)


def _windows(model: ShippedModel, sentences: list[Sentence], cap: int = 160) -> list[list[Sentence]]:
    """Neighbouring sentences of a document, at most ``cap`` pieces."""
    out: list[list[Sentence]] = []
    for document in by_document(sentences):
        filled = cap + 1
        for s in document:
            size = sum(len(model.network.pieces(w)) for w in s.words)
            if filled + size > cap:
                out.append([])
                filled = 0
            out[-1].append(s)
            filled += size
    return out


def _gold_bio(tags: list[str], base: int) -> set[tuple[int, int, str]]:
    spans, start = set(), -1
    for i, tag in enumerate([*tags, "O"]):
        if start >= 0 and not tag.startswith("I"):
            spans.add((start + base, i + base, tags[start][2:]))
            start = -1
        if tag.startswith("B"):
            start = i
    return spans


def syntax(model: ShippedModel, sentences: list[Sentence], recase: Callable[[str], str] = str) -> Figures:
    """Tags, trees, sentence starts, lemmas and names on gold words (sentence bounds given for the trees)."""
    n: Counter[str] = Counter()
    labels = model.network.labels
    for window in _windows(model, sentences):
        words = [recase(w) for s in window for w in s.words]
        if len(words) > 250:
            continue
        out = model.network(words)
        starts = [0]
        for s in window[:-1]:
            starts.append(starts[-1] + len(s.words))
        heads = model.heads(out["arc"], starts)
        deps = model.deps(out, heads)
        guessed = set(sentence_starts(words, out["start"], [0] * len(words))) - {0}
        n.update(start_hit=len(guessed & set(starts)), start_got=len(guessed), start_want=len(starts) - 1)
        kinds = labels["names"][1::2]
        names = {(a, b, kinds[k][2:]) for a, b, k in bio_spans(best_bio(out["names"]))}
        for s, base in zip(window, starts, strict=True):
            if s.names is not None:
                want = _gold_bio(s.names, base)
                got = {x for x in names if base <= x[0] < base + len(s.words)}
                for kind in ("PER", "LOC", "ORG"):
                    hit = {x for x in want & got if x[2] == kind}
                    n.update({f"hit_{kind}": len(hit), f"got_{kind}": sum(x[2] == kind for x in got)})
                    n[f"want_{kind}"] += sum(x[2] == kind for x in want)
            for i, word in enumerate(s.words):
                k = base + i
                head = k if s.heads[i] < 0 else base + s.heads[i]
                pos, tag = labels["pos"][out["pos"][k]], labels["tag"][out["tag"][k]]
                lemma = model.lemmatizer(words[k], pos, tag, labels["lemma"][out["lemma"][k]])
                n["words"] += 1
                n["pos"] += pos == s.pos[i]
                n["tag"] += tag == s.tags[i]
                n["lemma"] += lemma.lower() == s.lemmas[i].lower()
                if s.pos[i] == "VERB":
                    n["verbs"] += 1
                    n["verb_lemma"] += lemma.lower() == s.lemmas[i].lower()
                n["uas"] += heads[k] == head
                n["las"] += heads[k] == head and labels["dep"][deps[k]] == s.deps[i]
                n[f"as written {word == words[k]}"] += 1
    figures = {k: round(100 * n[k] / n["words"], 2) for k in ("pos", "tag", "lemma", "uas", "las")}
    figures["verb_lemma"] = round(100 * n["verb_lemma"] / n["verbs"], 2)
    figures["sentence_start_f1"] = _f1(n["start_hit"], n["start_got"], n["start_want"])
    if any(n[f"want_{k}"] for k in ("PER", "LOC", "ORG")):
        for kind in ("PER", "LOC", "ORG"):
            figures[f"names_{kind}_f1"] = _f1(n[f"hit_{kind}"], n[f"got_{kind}"], n[f"want_{kind}"])
        figures["names_f1"] = _f1(*(sum(n[f"{x}_{k}"] for k in ("PER", "LOC", "ORG")) for x in ("hit", "got", "want")))
    return figures


def tokens(sentences: list[Sentence]) -> Figures:
    """The runtime's words against the treebank's, from the raw sentence text."""
    find = WordFinder()
    hits = guessed = wanted = 0
    for s in sentences:
        gold, end = set(), 0
        for w in s.words:
            start = s.text.find(w, end)
            end = start + len(w)
            gold.add((start, end))
        got = {(i, i + len(w)) for w, i in find(s.text)}
        hits, guessed, wanted = hits + len(gold & got), guessed + len(got), wanted + len(gold)
    return {"token_f1": _f1(hits, guessed, wanted)}


def attributions(model: ShippedModel, bench: Path, name: str = "polnear_dev") -> dict[str, Any]:
    """Attributions of whole documents, scored by the bench's own scorer."""
    gold = bench / "data" / f"{name}.jsonl.xz"
    tagging: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder, lzma.open(gold, "rt", encoding="utf-8") as stream:
        path = Path(folder) / "pred.jsonl"
        with path.open("w", encoding="utf-8") as out:
            for line in stream:
                record = json.loads(line)
                found, tagged = predicted(model, record["text"])
                _count(tagging, record, tagged)
                out.write(json.dumps({"doc_id": record["doc_id"], "attributions": found}) + "\n")
        command = [sys.executable, str(bench / "score.py"), "attributions", str(gold), str(path), "--json"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    scores: dict[str, Any] = json.loads(done.stdout)
    for role in ROLES:
        hit, got, want = (tagging[role, k] for k in ("hit", "got", "want"))
        scores[f"tag_{role}_f1"] = _f1(hit, got, want) / 100
    return scores


def _count(tagging: Counter[tuple[str, str]], record: dict[str, Any], tagged: dict[str, set[int]]) -> None:
    """Count characters (blanks apart) that are in any span of a role, in the gold and as tagged."""
    text = record["text"]
    for role in ROLES:
        want = {i for one in record["attributions"] for a, b in one[role] or [] for i in range(a, b)}
        want = {i for i in want if not text[i].isspace()}
        got = {i for i in tagged[role] if not text[i].isspace()}
        tagging[role, "hit"] += len(want & got)
        tagging[role, "got"] += len(got)
        tagging[role, "want"] += len(want)


Linked = list[dict[str, list[list[int]]]]


def predicted(model: ShippedModel, text: str) -> tuple[Linked, dict[str, set[int]]]:
    """The attributions of a text in character offsets, and the characters tagged for each role."""
    doc = model.parse(text)
    tagged = {r: {i for s in doc.spans[r] for i in range(s.start_char, s.end_char)} for r in ROLES}

    def span(a: int, b: int) -> list[int]:
        return [doc[a].idx, doc[b - 1].idx + len(doc[b - 1])]

    found = [
        {
            "cue": [span(*a["cue"])] if a["cue"] else [],
            "source": [span(*s) for s in a["source"]],
            "content": [span(*s) for s in a["own"]],
        }
        for a in doc.user_data["attributions"]
    ]
    return found, tagged


def evaluate(bench: Path, model_folder: Path, path: Path, split: str = "test") -> dict[str, Any]:
    """Measure everything, print it and write it as JSON."""
    model = ShippedModel(model_folder)
    sets = read_syntax(bench / "data" / "ud", split)
    figures: dict[str, Any] = {}
    for name, sentences in sets.items():
        figures[name] = syntax(model, sentences) | tokens(sentences)
        figures[f"{name}_capitals"] = syntax(model, sentences, str.upper)
    figures["polnear_dev"] = attributions(model, bench)
    path.write_text(json.dumps(figures, indent=2), encoding="utf-8")
    print(json.dumps(figures, indent=2))
    return figures
