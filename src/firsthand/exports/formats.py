"""The formats by name, and an export written: the file, and beside it what the file cannot say about itself."""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from firsthand.errors import ExportError
from firsthand.exports.codes import data
from firsthand.exports.job import Job
from firsthand.exports.whole import whole_file

# The module of each format; imported on use, so that an export of one loads none of the others.
_MODULES = {"csv": "flat"}
NAMES: tuple[str, ...] = (
    "acled", "ucdp", "plover", "geojson", "hxl", "csv", "parquet", "annotations", "prov", "datapackage",
)  # fmt: skip
ABOUT = ".about.json"


def parts(job: Job) -> Iterator[bytes]:
    """The bytes of an export, in order.

    Raises ``ExportError`` if there is no such format.
    """
    if job.format not in NAMES:
        raise ExportError(f"'{job.format}': no such format; give one of: {', '.join(NAMES)}")
    module = importlib.import_module(f"firsthand.exports.{_MODULES.get(job.format, job.format)}")
    made: Iterator[bytes] = module.write(job)
    return made


def says_itself(name: str) -> bool:
    """Does a file of this format hold its own method, versions, caveats and licences?"""
    return bool(data("formats")[name]["inside"])


def write_file(job: Job, path: Path) -> list[Path]:
    """Write the export to ``path``, and a side-car ``NAME.about.json`` where the format cannot say about itself. Each
    file appears whole or not at all; the files written are returned.

    A data package becomes a zip if the name ends in ``.zip``, else a folder.

    Raises ``ExportError`` if it cannot be written.
    """
    if job.format == "datapackage" and path.suffix.lower() != ".zip":
        return _folder(job, path)
    seal = hashlib.sha256()
    with whole_file(path) as out:
        for part in parts(job):
            seal.update(part)
            out.write(part)
    beside = path.with_name(path.name + ABOUT)
    if says_itself(job.format):
        return [path]
    about = {"file": path.name, "sha256": seal.hexdigest()} | job.about()
    with whole_file(beside) as out:
        _dump(about, out)
    return [path, beside]


def _folder(job: Job, path: Path) -> list[Path]:
    from firsthand.exports import datapackage

    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise ExportError(f"{path}: it exists and is not an empty folder; give a new folder, or a name ending in .zip")
    written = []
    for name, content in datapackage.files(job).items():
        target = path / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ExportError(f"{path}: it cannot be made ({error.strerror}); give another folder") from error
        with whole_file(target) as out:
            out.write(content)
        written.append(target)
    return written


def _dump(value: dict[str, Any], out: IO[bytes]) -> None:
    out.write(json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")
