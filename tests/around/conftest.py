from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.around.fakes import FakeCoder

ROOT = Path(__file__).parents[2]
# The program with the fake coder, for tests that need a process of its own.
PROGRAM = "from firsthand import cli, coder; from tests.around import fakes; coder.Coder = fakes.FakeCoder; cli.main()"


@pytest.fixture
def fake_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.coder.Coder", FakeCoder)


@pytest.fixture
def firsthand(fake_coder: None) -> Callable[..., object]:
    """Run a command in this process: gives exit_code, stdout, stderr."""
    from firsthand.cli.app import app

    def run(*arguments: object, input: str | bytes | None = None) -> object:
        return CliRunner().invoke(app, [str(x) for x in arguments], input=input)

    return run


@pytest.fixture
def process() -> Callable[..., subprocess.Popen[bytes]]:
    """Start a command in a process of its own."""

    def start(*arguments: object, **options: object) -> subprocess.Popen[bytes]:
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "PYTHONWARNINGS": "error",
        }
        command = [sys.executable, "-c", PROGRAM, *[str(x) for x in arguments]]
        return subprocess.Popen(command, env=environment, **options)  # type: ignore[call-overload]

    return start
