"""Read a codebook from a folder of YAML files."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

import yaml
from pydantic import ValidationError

from firsthand.codebook.schema import EventType
from firsthand.errors import CodebookError
from firsthand.yamlfile import parse


@dataclass(frozen=True)
class Codebook:
    """The event types by id, and a hash of all of them as the codebook's version."""

    types: dict[str, EventType]
    version: str
    files: dict[str, Path] = field(default_factory=dict, compare=False)


def load(folder: Path | None = None) -> Codebook:
    """The built-in codebook, replaced or extended by the types in ``folder``.

    A folder with a file ``codebook.yaml`` that says ``standalone: true`` stands alone; otherwise its types replace the
    built-in ones of the same id, or add to them where they say ``extends: true``.

    >>> "armed_clash" in load().types
    True

    Raises ``CodebookError`` naming the file, the key and what was expected there.
    """
    built_in = Path(str(resources.files("firsthand.codebook") / "types"))
    if folder is None:
        return _built_in(built_in)
    if not folder.is_dir():
        raise CodebookError(f"{folder}: no such folder; give a folder of YAML files, one event type a file")
    types = {} if _standalone(folder) else dict(_built_in(built_in).types)
    own, files, seal = _read(folder)
    for name, kind in own.items():
        types[name] = _extended(types[name], kind) if kind.extends and name in types else kind
    version = hashlib.sha256((seal + "".join(sorted(types))).encode()).hexdigest()[:12]
    return Codebook(types, version, files)


@functools.lru_cache(maxsize=1)
def _built_in(folder: Path) -> Codebook:
    types, files, seal = _read(folder)
    return Codebook(types, seal[:12], files)


def _standalone(folder: Path) -> bool:
    head = folder / "codebook.yaml"
    return head.is_file() and bool((_yaml(head) or {}).get("standalone"))


def _yaml(path: Path) -> dict[str, object] | None:
    try:
        value = parse(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise CodebookError(f"{path}: not valid YAML: {error}; mend the line it names") from error
    if value is not None and not isinstance(value, dict):
        raise CodebookError(f"{path}: a mapping is expected, not {type(value).__name__}; start with 'id: ...'")
    return value


def _read(folder: Path) -> tuple[dict[str, EventType], dict[str, Path], str]:
    types: dict[str, EventType] = {}
    files: dict[str, Path] = {}
    seal = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        if path.name == "codebook.yaml":
            continue
        seal.update(path.read_bytes())
        try:
            kind = EventType.model_validate(_yaml(path) or {})
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(x) for x in first["loc"]) or "the file"
            raise CodebookError(f"{path}: {place}: {first['msg']}; see docs/codebook.md for the keys") from error
        if kind.id in types:
            raise CodebookError(f"{path}: type '{kind.id}' is already in {files[kind.id]}; keep one of the two")
        types[kind.id], files[kind.id] = kind, path
    if not types:
        raise CodebookError(f"{folder}: no YAML file in it; give a folder with one event type a file")
    return types, files, seal.hexdigest()


def _extended(base: EventType, more: EventType) -> EventType:
    return base.model_copy(
        update={
            "triggers": [*base.triggers, *more.triggers],
            "refines": [*base.refines, *more.refines],
            "examples": [*base.examples, *more.examples],
            "roles": {**base.roles, **more.roles},
        }
    )
