"""Rows about what stands outside the house: events on the calendars that the school has on a server."""

from __future__ import annotations

from peewee import IntegerField, TextField

from models.tables.fields import InstantField
from models.tables.rows import Row


class Published(Row):
    """One event that was published, as the server last told of it: it has left the house, so undo never takes it back.

    `calendar` is the calendar's address, `href` the event's; `etag` is its version there ("" where it is not known),
    `digest` what it says. The interview may be gone by now.
    """

    calendar = TextField()
    interview = TextField()
    uid = TextField()
    href = TextField()
    etag = TextField()
    sequence = IntegerField()
    digest = TextField()
    start_at = InstantField()
    actor = TextField()
    at = InstantField()
