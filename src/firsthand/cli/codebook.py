"""``firsthand codebook``: look at a codebook, and run its examples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli.streams import guarded, say

app = typer.Typer(help="Look at a codebook, and run its examples.", no_args_is_help=True, rich_markup_mode=None)

Folder = Annotated[
    Path | None, typer.Argument(metavar="[DIR]", show_default=False, help="A codebook of your own; else the built-in.")
]


@app.command("list")
@guarded
def list_types(folder: Folder = None) -> None:
    """List the event types with their definitions."""
    from firsthand.codebook import load
    from firsthand.exports.shown import shown

    for name, kind in sorted(load(folder).types.items()):
        print(f"{name:<22}{shown(kind.definition)}")


@app.command()
@guarded
def show(
    event_type: Annotated[str, typer.Argument(metavar="TYPE", help="An event type, such as drone_strike.")],
    folder: Folder = None,
) -> None:
    """Show an event type: definition, place in other schemes, triggers, examples."""
    from firsthand.codebook import load
    from firsthand.exports.shown import shown

    types = load(folder).types
    if event_type not in types:
        say(f"'{event_type}' is not in this codebook; firsthand codebook list names its types")
        raise typer.Exit(2)
    kind = types[event_type]
    print(f"{kind.id}: {shown(kind.definition)}")
    for label, text in (("includes", kind.includes), ("excludes", kind.excludes)):
        if text:
            print(f"{label}: {shown(text)}")
    for scheme, coding in kind.coding.model_dump(exclude_none=True).items():
        print(f"{scheme}: " + shown(", ".join(f"{key} {value}" for key, value in coding.items())))
    for trigger in kind.triggers:
        words = trigger.verbs + trigger.nouns + trigger.adjectives
        print("triggers: " + shown(", ".join(words)))
    for example in kind.examples:
        print(f"example: {shown(example.text)}")


@app.command()
@guarded
def check(folder: Folder = None) -> None:
    """Run the examples of a codebook; exit status 1 if one is not coded as it says."""
    from firsthand.cli.coding import make_coder
    from firsthand.codebook import load
    from firsthand.codebook.check import check as run

    book = load(folder)
    failures = run(book, make_coder(None, folder))
    for failure in failures:
        say(failure)
    if not failures:
        examples = sum(len(kind.examples) for kind in book.types.values())
        print(f"{len(book.types)} types, {examples} examples: every one is coded as it says")
    raise typer.Exit(1 if failures else 0)
