"""``python -m fuzz [READER ...] [--examples N]``: fuzz all readers, or those named."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings

from fuzz.readers import targets


def _named(holds: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """A function of one argument, as hypothesis wants it."""

    def run(data: bytes) -> None:
        holds(data)

    return run


def main() -> None:
    """Run; a failure is shown with the smallest bytes that cause it."""
    known = targets()
    parser = argparse.ArgumentParser(prog="python -m fuzz")
    parser.add_argument("readers", nargs="*", metavar="READER", help=f"of {', '.join(known)}")
    parser.add_argument("--examples", type=int, default=2_000)
    arguments = parser.parse_args()
    for name in arguments.readers or known:
        strategy, holds = known[name]
        quiet = settings(max_examples=arguments.examples, deadline=None, suppress_health_check=list(HealthCheck))
        quiet(given(strategy)(_named(holds)))()
        print(f"{name}: {arguments.examples} examples")


if __name__ == "__main__":
    main()
