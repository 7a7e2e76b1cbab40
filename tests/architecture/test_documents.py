"""What the documents say of the command line and the keys is what the program has."""

from __future__ import annotations

import argparse
import re

import pytest

from screens.commands import PAGES, PageName, commands_of, key_name
from tests.architecture.project_files import ROOT
from wbl_tui.parser import VERSION, build_parser


def commands() -> dict[str, argparse.ArgumentParser]:
    """Every command of the command line, by name."""
    found = [action for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found[0].choices)


def read(name: str) -> str:
    """A document of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_command_table_of_the_readme_is_whole() -> None:
    rows = re.findall(r"^\| `wbl-tui ?([^`]*)` \|", read("README.md"), re.MULTILINE)
    named = {row.split()[0] for row in rows if row and not row.startswith("-")}

    assert named == set(commands())


@pytest.mark.parametrize("name", sorted(commands()))
def test_the_help_of_a_command_shows_an_example_that_can_be_typed(name: str) -> None:
    example = (commands()[name].epilog or "").removeprefix("Example: wbl-tui ")

    assert example.split()[0] == name
    assert build_parser().parse_args(_words(example)).run == commands()[name].get_default("run")


def _words(line: str) -> list[str]:
    return [quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|(\S+)', line)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_the_readme_has_a_paragraph_for_every_page_with_keys_that_are_there(page: PageName) -> None:
    paragraph = next(part for part in read("README.md").split("\n\n") if part.startswith(f"**{page.title}**"))
    signs = {key_name(key) for command in commands_of(page.id) for key in command.keys}

    assert [sign for sign in re.findall(r"`([^`]+)`", paragraph) if sign not in signs] == []


def test_one_version_is_named_everywhere() -> None:
    assert f'version = "{VERSION}"' in read("pyproject.toml")
    assert f"## {VERSION}" in read("CHANGELOG.md")


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_file_that_a_document_points_at_is_there(name: str) -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", read(name))

    assert [target for target in targets if not (ROOT / target).exists()] == []
