"""Up to where somebody has looked is kept by store; a file that makes no sense is worth no error."""

from __future__ import annotations

import json
from pathlib import Path

from wbl_tui.seen import MOST, load_seen, save_seen


def test_each_store_has_its_own(tmp_path: Path) -> None:
    file, one, other = tmp_path / "home" / "seen.json", tmp_path / "a.wbl", tmp_path / "b.wbl"
    assert load_seen(file, one, "Ann") is None
    save_seen(file, one, "Ann", 12)
    save_seen(file, other, "Ann", 7)
    save_seen(file, one, "Ann", 13)
    assert (load_seen(file, one, "Ann"), load_seen(file, other, "Ann")) == (13, 7)
    assert file.stat().st_mode & 0o077 == 0
    save_seen(file, one, "Bo", 20)
    assert (load_seen(file, one, "Ann"), load_seen(file, one, "Bo"), load_seen(file, one, "Cy")) == (
        13,
        20,
        None,
    )


def test_only_the_latest_stores_are_remembered(tmp_path: Path) -> None:
    file = tmp_path / "seen.json"
    for number in range(MOST + 2):
        save_seen(file, tmp_path / f"{number}.wbl", "Ann", number)
    assert load_seen(file, tmp_path / "1.wbl", "Ann") is None
    assert load_seen(file, tmp_path / "2.wbl", "Ann") == 2
    assert load_seen(file, tmp_path / f"{MOST + 1}.wbl", "Ann") == MOST + 1


def test_what_makes_no_sense_is_nothing(tmp_path: Path) -> None:
    file, store = tmp_path / "seen.json", tmp_path / "a.wbl"
    for text in ("", "[1]", '{"x": ', json.dumps({f"{store} · Ann": "12"}), "9" * 70_000):
        file.write_text(text, encoding="utf-8")
        assert load_seen(file, store, "Ann") is None
    save_seen(file, store, "Ann", 3)
    assert load_seen(file, store, "Ann") == 3
