"""Rubbish is looked for while nobody types, and only once the first page is there."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from wbl_tui.tidying import REST, Tidying


class Knot:
    """Two of them that hold each other are rubbish that only looking finds."""

    other: Knot


@pytest.fixture
def collector() -> Iterator[None]:
    before = gc.get_threshold()
    gc.disable()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)
    gc.enable()


def knot() -> weakref.ref[Knot]:
    one, two = Knot(), Knot()
    one.other, two.other = two, one
    return weakref.ref(one)


def test_it_waits_for_the_keys_to_rest(collector: None, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("wbl_tui.tidying.monotonic", lambda: now[0])
    tidying = Tidying()
    assert not tidying.look()
    tidying.begin()
    gc.collect(1)
    left = knot()
    tidying.key()
    now[0] += REST - 0.1
    assert not tidying.look()
    assert left() is not None
    now[0] += 0.2
    assert tidying.look()
    assert left() is None
    assert not tidying.look()
