"""Score whole claims against the invented reports in claims_a.yaml to claims_d.yaml: found, each field, all fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firsthand import Claim, Coder, Report
from firsthand.records import Harm
from firsthand.yamlfile import parse
from tests.quality import scoring

HERE = Path(__file__).parent
FIELDS = ("type", "by", "to", "where", "when", "means", "harm", "stance", "stage", "chain")
_HARM = re.compile(r"(\??)(\w+) ?(\d+|-)?(\.\.\d+|\+)? ?(.*)")


@dataclass
class Figures(scoring.Figures):
    """Counts over one half, and for each field [right, scored]."""

    whole: int = 0
    fields: dict[str, list[int]] = field(default_factory=lambda: {name: [0, 0] for name in FIELDS})
    harm: list[int] = field(default_factory=lambda: [0, 0, 0])  # right, missed, wrong

    def __str__(self) -> str:
        right, missed, wrong = self.harm
        rates = " ".join(f"{name} {self.rate(name):.3f}" for name in FIELDS)
        return (
            f"expected {self.expected} found {self.found} wrong {self.wrong} F1 {self.f1:.3f} "
            f"whole {self.whole / max(1, self.expected):.3f} {rates} "
            f"harm P {right / max(1, right + wrong):.3f} R {right / max(1, right + missed):.3f}"
        )


def _split(text: str) -> list[str]:
    return [part.strip() for part in str(text).split("|")]


def _words(text: str | None) -> set[str]:
    return {w.removesuffix("'s") for w in re.findall(r"[\w'-]+", (text or "").lower())} - {"the", "a", "an", "of"}


def _like(wanted: str, *given: str | None) -> bool:
    """Whether all words of one are among those of the other."""
    want = _words(wanted)
    return any(want <= _words(g) or _words(g) <= want for g in given if _words(g))


def _who(wanted: str, given: list[tuple[str | None, str | None]]) -> bool:
    """Nobody given where nobody is named; else at least half of those given are right."""
    choices = _split(wanted)
    if not given:
        return "none" in choices
    return len(given) <= 2 * sum(any(_like(w, *names) for w in choices if w != "none") for names in given)


def _harmed(wanted: str, item: Harm) -> bool:
    for choice in _split(wanted.removeprefix("?")):
        found = _HARM.fullmatch(choice)
        assert found, wanted
        _, outcome, number, more, group = found.groups()
        low = int(number) if number and number != "-" else None
        if item.outcome != outcome or (number == "-" and outcome == "unharmed"):
            if item.outcome == outcome:
                return True
            continue
        high = None if more == "+" else int(more[2:]) if more else low
        if low is not None and (item.low, item.high) != (low, high):
            continue
        if not group or any(_like(g, item.who, item.text) or set(g.split()) & _words(item.text) for g in [group]):
            return True
    return False


def _harm(wanted: Any, given: list[Harm]) -> list[int]:
    left, counts = list(given), [0, 0, 0]
    for want in sorted(wanted, key=lambda w: w.startswith("?")):
        hit = next((item for item in left if _harmed(want, item)), None)
        if hit is not None:
            left.remove(hit)
        if not want.startswith("?"):
            counts[0 if hit is not None else 1] += 1
    counts[2] = len(left)
    return counts


def _chain(wanted: list[str], links: list[str]) -> bool:
    if not wanted:
        return not links
    choices = _split(wanted[0])
    here = links and any(_like(c, links[0]) for c in choices if c != "?") and _chain(wanted[1:], links[1:])
    return bool(here) or ("?" in choices and _chain(wanted[1:], links))


def _when(wanted: str, claim: Claim) -> bool:
    if "any" in _split(wanted):
        return True
    spans = [tuple(part.split("..")) for part in _split(wanted)]
    if claim.when is None:
        return False
    start, end = (claim.when.start or "")[:10], (claim.when.end or "")[:10]
    if claim.when.precision == "time":  # a night ends on the next day
        return any(span[0] == span[-1] and span[0] in (start, end) for span in spans)
    return any((start, end) == (span[0], span[-1]) for span in spans)


def _agreement(gold: dict[str, Any], claim: Claim) -> dict[str, Any]:
    side = {
        key: [(a.name, a.text) for a in claim.actors if a.role == role]
        for key, role in (("by", "initiator"), ("to", "target"))
    }
    if claim.event_type in scoring.MUTUAL:
        side = dict.fromkeys(side, side["by"] + side["to"])
        gold = {**gold, **{key: "any" for key in side if gold.get(key, "none") == "none"}}
    found: dict[str, Any] = {"type": gold["type"] == "any" or claim.event_type in _split(gold["type"])}
    for key, given in side.items():
        if gold.get(key, "none") != "any":
            found[key] = _who(gold.get(key, "none"), given)
    if gold.get("where", "any") != "any":
        choices = _split(gold["where"])
        place = claim.where
        found["where"] = "any" in choices or (
            place is not None and any(_like(c, place.name, place.text) for c in choices)
        )
    if gold.get("when", "any") != "any":
        found["when"] = _when(str(gold["when"]), claim)
    if gold.get("means", "any") != "any":
        given = [(m.text, m.kind) for m in claim.means]
        found["means"] = "any" in _split(gold["means"]) or _who(gold["means"], given)
    if gold.get("harm") != "any":
        found["counts"] = _harm(gold.get("harm", []), list(claim.harm))
        found["harm"] = not any(found["counts"][1:])
    usually = "occurred | ongoing | threatened" if gold["type"].startswith("threat") else "occurred | ongoing"
    if gold["type"].startswith("threat") and gold.get("stage") == "threatened":
        gold = {**gold, "stage": usually}
    for key, usual in (("stance", "asserts"), ("stage", usually)):
        if gold.get(key) != "any":
            found[key] = getattr(claim, key) in _split(gold.get(key, usual))
    if gold.get("chain") != "any":
        found["chain"] = _chain(gold.get("chain", []), [link.source for link in claim.attribution[1:]])
    found["trigger"] = bool(_words(claim.trigger.text) & _words(gold["say"].replace("|", " ")))
    return found


def corpus(half: str) -> list[dict[str, Any]]:
    """The reports of one set ("a" to "d") with their coding."""
    return list(parse((HERE / f"claims_{half}.yaml").read_text(encoding="utf-8")))


def measure(coder: Coder, half: str) -> Figures:
    """Code one half and compare, claim by claim: one to one, the pair that agrees most first."""
    figures = Figures()
    for entry in corpus(half):
        report = Report(text=entry["text"], published=entry["published"], publisher=entry["publisher"])
        claims, golds = coder.code(report), entry["claims"]
        pairs = []
        for i, gold in enumerate(golds):
            for k, claim in enumerate(claims):
                fields = _agreement(gold, claim)
                if fields["trigger"] or (fields["type"] and gold["type"] != "any"):
                    agreed = sum(v is True for v in fields.values()) + 2 * fields["trigger"]
                    pairs.append((agreed, not gold.get("maybe"), -i, -k, fields))
        done: set[int] = set()
        used: set[int] = set()
        matched = []
        for _, must, i, k, fields in sorted(pairs, key=lambda p: p[:4], reverse=True):
            if -i in done or -k in used:
                continue
            done.add(-i)
            used.add(-k)
            if must:
                matched.append((i, k, fields))
        # a toll told in a sentence of its own may stand in a claim of its own
        spare = {k: h for k, c in enumerate(claims) if (h := list(c.harm)) and -k not in {k for _, k, _ in matched}}
        for i, k, fields in matched:
            if fields.get("counts") and fields["counts"][1]:
                for other, items in spare.items():
                    merged = _harm(golds[-i].get("harm", []), [*claims[-k].harm, *items])
                    if merged[1] < fields["counts"][1] and merged[2] <= fields["counts"][2]:
                        fields["counts"], fields["harm"] = merged, not any(merged[1:])
                        used.add(other)
                        break
            figures.found += 1
            wrong = [name for name in FIELDS if fields.get(name) is False]
            figures.whole += not wrong
            figures.harm = [a + b for a, b in zip(figures.harm, fields.get("counts", [0, 0, 0]), strict=True)]
            for name in FIELDS:
                if name in fields:
                    figures.fields[name][0] += fields[name]
                    figures.fields[name][1] += 1
            for name in wrong:
                figures.faults.append(
                    f"{name}: {entry['publisher']} {entry['published']}: {golds[-i]['say']}: "
                    f"wanted {golds[-i].get(name)}, got {shown(claims[-k], name)}"
                )
        must_be = [i for i, g in enumerate(golds) if not g.get("maybe")]
        figures.expected += len(must_be)
        figures.wrong += len(claims) - len(used)
        figures.faults += [
            f"missed: {entry['publisher']} {entry['published']}: {golds[i]['type']} {golds[i]['say']}"
            for i in must_be
            if i not in done
        ]
        figures.faults += [
            f"extra: {entry['publisher']} {entry['published']}: {c.event_type} '{c.trigger.text}': "
            f"{(c.quote.text or '')[:110]!r}"
            for k, c in enumerate(claims)
            if k not in used
        ]
    return figures


def shown(claim: Claim, name: str) -> str:
    """A field of a claim, short, for the list of faults."""
    if name in ("by", "to"):
        role = "initiator" if name == "by" else "target"
        return str([a.name or a.text for a in claim.actors if a.role == role])
    if name == "harm":
        return str([f"{h.outcome} {h.low}-{h.high} {h.text!r} {h.party}" for h in claim.harm])
    if name == "chain":
        return str([link.source for link in claim.attribution[1:]])
    if name == "means":
        return str([m.text for m in claim.means])
    if name == "where":
        return str(claim.where and (claim.where.text, claim.where.name))
    if name == "when":
        return str(claim.when and (claim.when.text, claim.when.start, claim.when.end))
    return str({"type": claim.event_type}.get(name) or getattr(claim, name))
