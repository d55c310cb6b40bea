"""A file that appears whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from firsthand.errors import ExportError


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for writing; it takes its name when all is written.

    Raises ``ExportError`` if it cannot be written.
    """
    try:
        descriptor, name = tempfile.mkstemp(prefix=".firsthand-", dir=path.parent)
    except OSError as error:
        raise ExportError(f"{path}: it cannot be written ({error.strerror}); give another file") from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise ExportError(f"{path}: it cannot be written ({error.strerror}); give another file") from error
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
