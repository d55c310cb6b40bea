"""The order of the house: imports go one way, and importing the package loads nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import firsthand

HOUSE = Path(firsthand.__file__).parent
# What stands before what. Rooms on one line may not import each other either, unless they are the same.
ORDER: list[tuple[str, ...]] = [
    ("yamlfile", "errors"),
    ("records", "settings"),
    ("reports", "samples"),
    ("language",),
    ("codebook", "gazetteer"),
    ("reading",),
    ("coder",),
    ("linking",),
    ("engines",),
    ("ledger",),
    ("exports",),
    ("desk", "service"),
    ("cli",),
]
RANK = {room: rank for rank, rooms in enumerate(ORDER) for room in rooms}
# The codebook's examples are run through the coder, on demand: the one look ahead, and never at import.
LAZY = {("codebook", "coder")}


def rooms_of(path: Path) -> tuple[str, list[tuple[str, bool]]]:
    """The room a file is in, and the rooms that it imports from, each with whether that is at import time."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = {id(node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) for node in ast.walk(node)}
    found: list[tuple[str, bool]] = []
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        found += [(name.split(".")[1], id(node) not in top) for name in names if name.startswith("firsthand.")]
    return path.relative_to(HOUSE).parts[0].removesuffix(".py"), found


def test_no_module_imports_from_what_stands_after_it() -> None:
    wrong = []
    for path in sorted(HOUSE.rglob("*.py")):
        room, imports = rooms_of(path)
        if room in ("__init__", "__main__"):
            continue
        assert room in RANK, f"{path}: put the room '{room}' into the order"
        for other, at_import in imports:
            if other == "__version__" or other == room:
                continue
            if (room, other) in LAZY and not at_import:
                continue
            if RANK[other] >= RANK[room]:
                wrong.append(f"{path.relative_to(HOUSE)} imports from {other}")
    assert wrong == []


def test_no_cycle_of_imports_at_whatever_time() -> None:
    modules: dict[str, set[str]] = {}
    for path in HOUSE.rglob("*.py"):
        parts = path.relative_to(HOUSE.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        modules[name] = set()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):  # what is imported in functions and for types alone ties two modules as well
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("firsthand"):
                modules[name] |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, f"a cycle: {' -> '.join((*above, name))}"
        if name in done or name not in modules:
            return
        for other in modules[name] & modules.keys() - {name}:
            # a package's face imports its own modules, and they may import siblings through it
            if not name.startswith(f"{other}."):
                visit(other, (*above, name))
        done.add(name)

    for name in modules:
        visit(name, ())


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = (
        "('spacy', 'pydantic', 'onnxruntime', 'numpy', 'yaml', 'sqlalchemy', 'trafilatura', 'rich', 'typer', 'lxml')"
    )
    program = f"import sys, firsthand; print([name for name in {heavy} if name in sys.modules], len(sys.modules))"
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert out.startswith("[] ")
    assert int(out.split()[1]) < 200


def test_the_command_line_loads_no_model_before_it_needs_one() -> None:
    program = (
        "import sys, firsthand.cli.app; "
        "print([name for name in ('spacy', 'onnxruntime', 'sqlalchemy', 'trafilatura') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_every_module_says_what_it_is_for() -> None:
    for path in sorted(HOUSE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert not text or ast.get_docstring(ast.parse(text)), f"{path} has no docstring"
        assert len(text.splitlines()) <= 500, f"{path} is too long"
