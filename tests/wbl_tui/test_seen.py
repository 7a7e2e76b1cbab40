"""Up to where somebody has looked is kept by store; a file that makes no sense is worth no error."""

from __future__ import annotations

import json
from pathlib import Path

from wbl_tui.seen import MOST, load_seen, save_seen


def test_each_store_has_its_own(tmp_path: Path) -> None:
    file, one, other = tmp_path / "home" / "seen.json", tmp_path / "a.wbl", tmp_path / "b.wbl"
    assert load_seen(file, one) is None
    save_seen(file, one, 12)
    save_seen(file, other, 7)
    save_seen(file, one, 13)
    assert (load_seen(file, one), load_seen(file, other)) == (13, 7)
    assert file.stat().st_mode & 0o077 == 0


def test_only_the_latest_stores_are_remembered(tmp_path: Path) -> None:
    file = tmp_path / "seen.json"
    for number in range(MOST + 2):
        save_seen(file, tmp_path / f"{number}.wbl", number)
    assert load_seen(file, tmp_path / "1.wbl") is None
    assert load_seen(file, tmp_path / "2.wbl") == 2
    assert load_seen(file, tmp_path / f"{MOST + 1}.wbl") == MOST + 1


def test_what_makes_no_sense_is_nothing(tmp_path: Path) -> None:
    file, store = tmp_path / "seen.json", tmp_path / "a.wbl"
    for text in ("", "[1]", '{"x": ', json.dumps({str(store): "12"}), "9" * 70_000):
        file.write_text(text, encoding="utf-8")
        assert load_seen(file, store) is None
    save_seen(file, store, 3)
    assert load_seen(file, store) == 3
