"""Which campaign is on is a question of the date, and the date is another one elsewhere."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from models.errors import StoreError
from models.operations.campaigns import make_campaign
from models.queries.situation import campaign_at
from models.tables import sqlite
from models.workspace import Workspace


@pytest.fixture(name="store")
def _store(tmp_path: Path) -> Workspace:
    sqlite.create(tmp_path / "two.wbl")
    return Workspace(tmp_path / "two.wbl", actor="Ms Rivera")


def test_each_campaign_goes_by_its_own_calendar(store: Workspace) -> None:
    fall, next_week = date(2026, 11, 16), date(2026, 11, 23)
    for name, first in (("Honolulu", fall), ("Auckland", next_week)):
        last = first + timedelta(days=4)
        store.write(make_campaign, name=name, first_day=first, last_day=last, zone=f"Pacific/{name}")
    # Friday evening in Honolulu is Saturday in Auckland.
    assert store.read(campaign_at, datetime(2026, 11, 21, 5, 0, tzinfo=UTC)).name == "Honolulu"
    # Saturday in Honolulu; Auckland's is the next one to come.
    assert store.read(campaign_at, datetime(2026, 11, 21, 11, 0, tzinfo=UTC)).name == "Auckland"
    # Monday has begun in Auckland, while it is Sunday in Honolulu.
    assert store.read(campaign_at, datetime(2026, 11, 22, 12, 0, tzinfo=UTC)).name == "Auckland"
    assert store.read(campaign_at, datetime(2027, 1, 1, tzinfo=UTC)).name == "Auckland"


def test_a_store_without_a_campaign_says_how_to_make_one(store: Workspace) -> None:
    with pytest.raises(StoreError, match="no campaign yet"):
        store.read(campaign_at, datetime(2026, 11, 21, tzinfo=UTC))
