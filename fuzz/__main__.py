"""``python -m fuzz [READER ...] [--examples N]``: fuzz all readers, or those named."""

from __future__ import annotations

import argparse

from hypothesis import HealthCheck, given, settings

from fuzz.readers import targets


def main() -> None:
    """Run; a failure is shown with the smallest bytes that cause it."""
    known = targets()
    parser = argparse.ArgumentParser(prog="python -m fuzz")
    parser.add_argument("readers", nargs="*", metavar="READER", help=f"of {', '.join(known)}")
    parser.add_argument("--examples", type=int, default=2_000)
    arguments = parser.parse_args()
    for name in arguments.readers or known:
        strategy, holds = known[name]
        run = settings(max_examples=arguments.examples, deadline=None, suppress_health_check=list(HealthCheck))(
            given(strategy)(lambda data, holds=holds: holds(data))
        )
        run()
        print(f"{name}: {arguments.examples} examples")


if __name__ == "__main__":
    main()
