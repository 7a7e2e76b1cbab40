"""Files and functions stay of a size that a reader can hold, and say what they are for."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

from tests.architecture.project_files import functions, modules, name_of, tree

FILE_LINES = 350
FUNCTION_LINES = 25
SHORT_SHARE = 0.9
LONGEST_FUNCTION = 60


def test_no_file_is_too_long() -> None:
    long = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}

    assert {name: lines for name, lines in long.items() if lines > FILE_LINES} == {}


def test_nine_functions_in_ten_are_short() -> None:
    found = [function for path in modules() for function in functions(path)]
    short = sum(function.lines <= FUNCTION_LINES for function in found)

    assert short / len(found) >= SHORT_SHARE
    assert [function for function in found if function.lines > LONGEST_FUNCTION] == []


def test_every_module_opens_with_a_sentence() -> None:
    opening = {
        name_of(path): (ast.get_docstring(tree(path)) or "").partition("\n\n")[0] for path in modules()
    }

    assert [name for name, said in opening.items() if not said.endswith((".", ":", "?"))] == []


def test_whatever_is_public_says_what_it_is() -> None:
    assert [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in modules()
        for node in _public(tree(path))
        if not ast.get_docstring(node)
    ] == []


def _public(module: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Public functions and classes of a module, and the public methods of those classes."""
    found = []
    waiting: list[ast.stmt] = list(module.body)
    while waiting:
        node = waiting.pop(0)
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if node.name.startswith("_") or node.name == "Meta":
            continue
        found.append(node)
        if isinstance(node, ast.ClassDef):
            waiting += node.body
    return found


def test_no_two_files_of_tests_share_a_name() -> None:
    """Without packages pytest takes the second one for the first, and runs neither."""
    names = Counter(path.name for path in Path(__file__).parents[1].rglob("test_*.py"))

    assert len(names) > 100
    assert [name for name, times in names.items() if times > 1] == []
