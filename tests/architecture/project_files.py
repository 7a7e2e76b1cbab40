"""Which files are ours, and what is in them: what the tests of the house itself read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
CODE = ("models", "screens", "wbl_tui", "sample_data", "benchmarks", "tools")
"""The folders that hold Python besides the tests."""
TEXTS = {
    ".cfg", ".css", ".csv", ".json", ".md", ".py", ".sh", ".svg", ".tcss", ".toml", ".txt", ".yaml", ".yml", "",
}  # fmt: skip
_MADE = {".git", ".venv", "build", "dist", "node_modules"}


class Function(NamedTuple):
    """A function or method, where it stands, and how many lines it takes, its docstring left out."""

    where: str
    lines: int


def modules(*folders: str) -> Iterator[Path]:
    """Our Python files in the named folders of the project, all of them without a name."""
    for folder in folders or CODE:
        yield from sorted((ROOT / folder).rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def texts() -> Iterator[tuple[str, str]]:
    """Every text file of the project: its path inside the project, and what it holds."""
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT)
        hidden = any(part in _MADE or part.endswith(("_cache", "__", ".egg-info")) for part in inside.parts)
        if not hidden and inside.parts[0] != ".hypothesis" and path.is_file() and path.suffix in TEXTS:
            yield inside.as_posix(), path.read_text(encoding="utf-8", errors="replace")


def name_of(path: Path) -> str:
    """A file's path inside the project."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a module."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            said = (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(node) else 0
            lines = (node.end_lineno or node.lineno) - node.lineno + 1 - said
            yield Function(f"{name_of(path)}:{node.lineno} {node.name}", lines)
