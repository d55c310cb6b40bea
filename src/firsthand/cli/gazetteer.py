"""``firsthand gazetteer``: look up places, and add those of a GeoNames file."""

from __future__ import annotations

import typer

app = typer.Typer(help="Look up places, and add those of a GeoNames file.", no_args_is_help=True, rich_markup_mode=None)
