"""The gate lets one through at a time, between processes and within one, and outlives its file's removal."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from models.errors import StoreBusy, StoreError
from models.tables import sqlite
from models.tables.gate import Gate
from models.tables.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "school.wbl"


def test_only_one_passes_at_a_time(store: Path) -> None:
    one, other = Gate(store), Gate(store)
    with one.held(1):
        began = time.monotonic()
        with pytest.raises(StoreBusy), other.held(0.1):
            pytest.fail("two held the gate")
        assert time.monotonic() - began >= 0.1
    with other.held(0):
        pass
    one.close()
    other.close()


def test_an_error_inside_opens_the_gate_again(store: Path) -> None:
    one, other = Gate(store), Gate(store)
    with pytest.raises(ValueError), one.held(1):
        raise ValueError
    with other.held(0):
        pass
    one.close()
    other.close()


def test_whoever_removes_the_lock_file_makes_no_second_gate(store: Path) -> None:
    one, other = Gate(store), Gate(store)
    with one.held(1):
        pass
    one.path.unlink()
    with other.held(1), pytest.raises(StoreBusy), one.held(0.05):
        pytest.fail("two held the gate")
    one.close()
    other.close()


def test_a_link_in_its_place_is_not_followed(store: Path) -> None:
    sqlite.create(store)
    target = store.with_name("precious")
    store.with_name("school.wbl.lock").symlink_to(target)
    opened = Store(store)
    with pytest.raises(StoreError):
        opened.attempt(lambda db: None)
    opened.close()
    assert not target.exists()
