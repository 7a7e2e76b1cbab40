"""What is being typed is kept by program, store and person, privately and for a week, and never given to two."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screens.unsaved import TypedLine, Unfinished
from wbl_tui.unsaved import LASTS, Unsaved

NOW = datetime(2026, 11, 18, 16, 5, tzinfo=UTC)
LINE = TypedLine("given", "Given name", "Ada", "", "Ada")
FORM = Unfinished("New student", (LINE,), NOW)
OTHER = Unfinished(
    "Change Ben Ode", (TypedLine("clusters", "Fields", ("health", "law"), (), "Health, Law"),), NOW
)


def of(folder: Path, store: str = "school.wbl", actor: str = "Ms Rivera", now: datetime = NOW) -> Unsaved:
    return Unsaved(folder / "unsaved", folder / store, actor, lambda: now)


def killed(unsaved: Unsaved) -> None:
    """As the system does it for a process that is gone."""
    unsaved.let_go()


def files(folder: Path) -> list[str]:
    return sorted(path.suffix for path in (folder / "unsaved").glob("*"))


def test_nothing_typed_makes_nothing(tmp_path: Path) -> None:
    unsaved = of(tmp_path)
    assert unsaved.left_behind() == ()
    unsaved.keep(())
    assert list(tmp_path.iterdir()) == []


def test_what_a_program_left_behind_is_taken_over_once(tmp_path: Path) -> None:
    first = of(tmp_path)
    first.keep((FORM, OTHER))
    assert (tmp_path / "unsaved").stat().st_mode & 0o777 == 0o700
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "unsaved").iterdir()] == [0o600, 0o600]
    killed(first)
    second = of(tmp_path)
    assert second.left_behind() == (FORM, OTHER)
    assert files(tmp_path) == [".json", ".lock"]
    third = of(tmp_path)
    assert third.left_behind() == ()
    second.keep(())
    assert files(tmp_path) == []
    assert of(tmp_path).left_behind() == ()


def test_what_a_running_program_keeps_is_its_own(tmp_path: Path) -> None:
    first = of(tmp_path)
    first.keep((FORM,))
    second = of(tmp_path)
    assert second.left_behind() == ()
    second.keep((OTHER,))
    killed(first)
    killed(second)
    assert set(of(tmp_path).left_behind()) == {FORM, OTHER}


def test_another_store_and_another_person_are_offered_nothing_and_lose_nothing(tmp_path: Path) -> None:
    first = of(tmp_path)
    first.keep((FORM,))
    killed(first)
    assert of(tmp_path, store="other.wbl").left_behind() == ()
    assert of(tmp_path, actor="Mr Vance").left_behind() == ()
    assert of(tmp_path).left_behind() == (FORM,)


@pytest.mark.parametrize("store", ["school.wbl", "other.wbl"])
def test_after_a_week_it_is_gone(tmp_path: Path, store: str) -> None:
    first = of(tmp_path)
    first.keep((FORM,))
    killed(first)
    late = of(tmp_path, store=store, now=NOW + LASTS)
    assert late.left_behind() == ()
    assert files(tmp_path) == []


def test_it_counts_from_when_it_was_typed_not_from_when_it_was_offered(tmp_path: Path) -> None:
    first = of(tmp_path)
    first.keep((FORM,))
    killed(first)
    later = of(tmp_path, now=NOW + timedelta(days=5))
    [found] = later.left_behind()
    later.keep((found._replace(at=NOW + timedelta(days=5)),))
    killed(later)
    assert of(tmp_path, now=NOW + LASTS).left_behind() == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"owner": ["a", "b"]}',
        '{"owner": 1, "forms": []}',
        '{"owner": ["a", "b"], "forms": [1]}',
        '{"owner": ["a", "b"], "forms": [{"form": "x", "at": "2026-11-18T10:00", "lines": []}]}',
        "\0" * 300_000,
    ],
)
def test_a_file_that_makes_no_sense_goes(tmp_path: Path, text: str) -> None:
    (tmp_path / "unsaved").mkdir()
    (tmp_path / "unsaved" / "a.json").write_text(text, encoding="utf-8")
    assert of(tmp_path).left_behind() == ()
    assert files(tmp_path) == []


def test_what_stands_in_a_file_is_cleaned(tmp_path: Path) -> None:
    first = of(tmp_path)
    first.keep((FORM,))
    killed(first)
    [file] = (tmp_path / "unsaved").glob("*.json")
    found = json.loads(file.read_text(encoding="utf-8"))
    found["forms"][0]["form"] = "New\x1b[2J student"
    found["forms"][0]["lines"][0] = ["given", "Given name", "A\x07da\nB", "", "Ada\u202e"]
    file.write_text(json.dumps(found), encoding="utf-8")
    assert of(tmp_path).left_behind() == (
        Unfinished("New student", (TypedLine("given", "Given name", "Ada\nB", "", "Ada"),), NOW),
    )


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(((), (FORM,), (OTHER,), (FORM, OTHER))), max_size=6))
def test_the_last_that_was_kept_is_what_is_left(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Unfinished, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    first = of(folder)
    for forms in steps:
        first.keep(forms)
    killed(first)
    assert of(folder).left_behind() == (steps[-1] if steps else ())
