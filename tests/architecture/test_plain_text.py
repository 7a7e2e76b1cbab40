"""What people typed never reaches a widget as markup: `plain` and its kin stand at every way to the screen."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.project_files import modules, name_of, tree

MARKUP = {
    "Static", "Label", "Button", "Checkbox", "RadioButton", "Collapsible", "OptionList", "Option", "Select",
    "SelectionList", "Selection", "Tab", "TabPane", "Tabs", "ListItem", "Tooltip", "Digits",
}  # fmt: skip
"""Widgets that read what they are given as markup."""
METHODS = {
    "notify",
    "add_option",
    "add_options",
    "set_options",
    "add_row",
    "add_column",
    "update_cell",
    "add_leaf",
}
"""Methods that do, whatever they belong to."""
ATTRIBUTES = {"tooltip", "border_title", "border_subtitle", "label", "prompt"}
"""Attributes that do, when they are set."""
SAFE = {"plain", "Content", "Text"}
"""Calls whose result is taken letter by letter; so is that of functions of the module that say they give one."""


def test_no_widget_is_given_what_it_would_read_as_markup() -> None:
    assert [
        found for path in modules("screens", "wbl_tui") for found in _found(name_of(path), tree(path))
    ] == []


@pytest.mark.parametrize(
    "code",
    [
        "Static(name)",
        "Label(f'Hello {name}')",
        "Button(label=student.label)",
        "self.notify(text)",
        "self.notify(f'{name} saved', title='Saved')",
        "table.add_row(name, other)",
        "widget.tooltip = name",
        "self.query_one(Static).update(f'{name}')",
        "Static('a' + name)",
        "Static(name, markup=True)",
    ],
)
def test_what_would_be_read_as_markup_is_found(code: str) -> None:
    assert len(list(_found("here", ast.parse(code)))) == 1


@pytest.mark.parametrize(
    "code",
    [
        "Static('Nothing here yet.')",
        "Static()",
        "Static(plain(name))",
        "Label(name, markup=False)",
        "self.notify(text, markup=False)",
        "table.add_row(Text(name), plain(other))",
        "widget.tooltip = None",
        "found.update({'a': name})",
        "Static(plain(name) if name else '')",
        "def words() -> Content: ...\n\nStatic(self.words())",
    ],
)
def test_what_is_taken_letter_by_letter_passes(code: str) -> None:
    assert list(_found("here", ast.parse(code))) == []


def _found(name: str, module: ast.Module) -> Iterator[str]:
    safe = SAFE | {
        node.name
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns) in SAFE
    }
    for node in ast.walk(module):
        given = [value for value in _shown(node) if not _is_safe(value, safe)]
        if given:
            yield f"{name}:{given[0].lineno} {ast.unparse(given[0])}"


def _shown(node: ast.AST) -> list[ast.expr]:
    """What a call or an assignment gives a widget that would read it as markup."""
    if isinstance(node, ast.Assign):
        names = {target.attr for target in node.targets if isinstance(target, ast.Attribute)}
        return [node.value] if names & ATTRIBUTES else []
    if not isinstance(node, ast.Call) or _markup_off(node):
        return []
    called = node.func
    if isinstance(called, ast.Name) and called.id in MARKUP:
        words = [word.value for word in node.keywords if word.arg in ("content", "label", "title", "prompt")]
        return [*node.args[:1], *words]
    if isinstance(called, ast.Attribute):
        update = called.attr == "update" and "Static" in ast.unparse(called.value)
        return node.args if update or called.attr in METHODS else []
    return []


def _markup_off(call: ast.Call) -> bool:
    return any(
        word.arg == "markup" and isinstance(word.value, ast.Constant) and word.value.value is False
        for word in call.keywords
    )


def _is_safe(value: ast.expr, safe: set[str]) -> bool:
    match value:
        case ast.Constant():
            return True
        case ast.IfExp(body=one, orelse=other):
            return _is_safe(one, safe) and _is_safe(other, safe)
        case ast.Starred(value=inner) | ast.GeneratorExp(elt=inner) | ast.ListComp(elt=inner):
            return _is_safe(inner, safe)
        case ast.Call(func=ast.Name(id=called)) | ast.Call(func=ast.Attribute(attr=called)):
            return called in safe
        case _:
            return False
