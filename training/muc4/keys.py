"""The keys of the task as what the network is trained on: which words end which fills, and what fills hold of them."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

from benchmarks.muc4.labels import OF_INCIDENTS, labels
from benchmarks.muc4.material import Material

STRINGS = ("perp_ind", "perp_org", "phys_id", "hum_name", "hum_desc", "instr_id")
OPTIONAL = 0.5  # weight of what may be left out


@dataclass
class Keys:
    """``groups``: (role, words that may end it, weight, types); ``facts``: (attribute, words, label);
    ``incidents``: type -> (weight, attribute -> label); ``together``: per template the word sets of its targets."""

    groups: list[tuple[int, list[int], float, tuple[int, ...]]] = field(default_factory=list)
    facts: list[tuple[str, list[int], int]] = field(default_factory=list)
    incidents: dict[int, tuple[float, dict[str, int]]] = field(default_factory=dict)
    together: list[tuple[int, list[list[int]]]] = field(default_factory=list)


def occurrences(m: Material, value: str) -> list[int]:
    """The last tokens of every occurrence of a string in the text."""
    pattern = r"(?<!\w)" + r"\s+".join(re.escape(w) for w in value.split()) + r"(?!\w)"
    ends = []
    for found in re.finditer(pattern, m.text, re.IGNORECASE):
        covered = m.tokens(found.start(), found.end())
        while len(covered) and m.a.text[covered[-1]] in '])".':
            covered = covered[:-1]
        if len(covered):
            ends.append(covered[-1])
    return ends


def _day(value: str) -> str | None:
    try:
        return datetime.datetime.strptime(value.strip("~ ").title(), "%d %b %y").date().isoformat()
    except ValueError:
        return None


def keys(m: Material, templates: list[dict[str, Any]]) -> Keys:
    """What the templates of one report say of its words."""
    known = labels()
    word = {t: i for i, t in enumerate(m.words)}
    out = Keys()
    seen: dict[tuple[int, tuple[int, ...]], int] = {}

    def words(values: list[str]) -> list[int]:
        return sorted({word[t] for v in values if v and v != "-" for t in occurrences(m, v) if t in word})

    def add(role: str, found: list[int], weight: float, kind: int) -> None:
        if not found:
            return
        key = (known["roles"].index(role), tuple(found))
        if key in seen:
            r, f, w, kinds = out.groups[seen[key]]
            out.groups[seen[key]] = (r, f, max(w, weight), tuple(sorted({*kinds, kind})))
        else:
            seen[key] = len(out.groups)
            out.groups.append((key[0], found, weight, (kind,)))

    for t in templates:
        first = t["type"][0]["alts"][0]["v"] if t["type"] else "ATTACK"
        kind = known["types"].index(first) if first in known["types"] else 0
        weight = OPTIONAL if t["optional"] else 1.0
        targets: list[list[int]] = []
        for role in STRINGS:
            for fill in t[role]:
                found = words([x["v"] for x in fill["alts"] if x["quoted"]])
                add(role, found, OPTIONAL if fill["opt"] else weight, kind)
                if role in ("phys_id", "hum_name", "hum_desc") and found:
                    targets.append(found)
        out.together.append((kind, targets))
        alone: dict[str, int] = {}
        for slot in ("hum_type", "hum_effect", "hum_num", "phys_type", "phys_effect", "phys_num", "instr_type",
                     "perp_org_conf"):  # fmt: skip
            told = set()
            for fill in t[slot]:
                value = fill["alts"][0]["v"].strip("()").split(":")[0].strip()
                value = "NUMBER" if slot.endswith("num") and value not in ("1", "PLURAL") else value
                found = words(fill.get("of") or [])
                told |= set(found)
                if found and value in known[slot]:
                    out.facts.append((slot, found, known[slot].index(value)))
                elif not found and value in known.get(f"{slot}_alone", ()):
                    alone[f"{slot}_alone"] = known[f"{slot}_alone"].index(value)
            if slot.endswith("effect"):
                for role in ("hum_name", "hum_desc") if slot == "hum_effect" else ("phys_id",):
                    for fill in t[role]:
                        found = words([x["v"] for x in fill["alts"] if x["quoted"]])
                        if found and not told & set(found) and not (role == "hum_desc" and fill.get("of")):
                            out.facts.append((slot, found, 0))
        about: dict[str, int] = {}
        for slot in OF_INCIDENTS:
            if slot.endswith("_alone"):
                about[slot] = alone.get(slot, 0)
            elif slot == "perp_org_conf_told":
                values = [x["alts"][0]["v"].strip("()") for x in t["perp_org_conf"]]
                if values and values[0] in known[slot]:
                    about[slot] = known[slot].index(values[0])
            elif slot != "date_kind":
                value = t[slot][0]["alts"][0]["v"] if t[slot] else "-"
                if value in known[slot]:
                    about[slot] = known[slot].index(value)
        for fill in t["date"]:
            value = fill["alts"][0]["v"]
            if value.startswith("-"):
                about["date_kind"] = 0
            else:
                day = _day(value)
                about["date_kind"] = 1 if day == m.published else 2
                spans = [x for x in m.times if day and x.first and x.first[:10] == day and (x.last or "")[:10] == day]
                ends = sorted({word[k] for x in spans for k in m.tokens(x.start, x.end) if k in word})
                add("date", ends, weight, kind)
        for fill in t["location"]:
            for part in re.split(r":| - ", fill["alts"][0]["v"])[1:]:
                add("location", words([re.sub(r"\s*\([^)]*\)", "", part).strip()]), weight, kind)
        before = out.incidents.get(kind)
        if before is None or before[0] < weight:
            out.incidents[kind] = (weight, about)
    return out
