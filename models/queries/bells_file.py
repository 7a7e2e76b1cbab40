"""The bell schedule as the one file that a teacher edits and `import bells` reads."""

from __future__ import annotations

from datetime import datetime

from peewee import SqliteDatabase

from models.exchange.bells_toml_out import write_toml
from models.queries import reading
from models.queries.situation import campaign_at


def bells_toml(db: SqliteDatabase, now: datetime) -> str:
    """Day types, usual week, letters, special dates, and where the classes meet. Raises StoreError without a campaign."""
    campaign = campaign_at(db, now)
    classes = reading.classes(db).values()
    schedule = reading.bells(db).schedule
    return write_toml(schedule, school=campaign.school, zone=campaign.zone, classes=classes)
