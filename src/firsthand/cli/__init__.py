"""The command line: one file a group of commands."""

from __future__ import annotations


def main() -> None:
    """Run ``firsthand`` with the arguments of the process."""
    from firsthand.cli.app import app

    app()
