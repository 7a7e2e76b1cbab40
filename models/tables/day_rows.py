"""Rows about the day itself: preparation, what was noted in calls, and what interviewees were told."""

from __future__ import annotations

from peewee import IntegerField, TextField

from models.tables.fields import DayField, InstantField, points_at
from models.tables.rows import Campaign, Interview, Row, Student


class Preparation(Row):
    """How far a student's preparation is; id is the student's."""

    student = points_at(Student, "student")
    about_field = TextField()
    about_employer = TextField()
    state = TextField()
    remark = TextField()
    decided_by = TextField()
    decided_at = InstantField(null=True)
    practised_with = TextField()
    practised_at = InstantField(null=True)


class Question(Row):
    """A question on a student's list; `bank` is its id in the bank, "" for the student's own."""

    student = points_at(Student, "student")
    part = TextField()
    position = IntegerField()
    words = TextField()
    bank = TextField()


class CallNotes(Row):
    """What was noted during a call; id is the interview's."""

    interview = points_at(Interview, "interview")
    words = TextField()
    actor = TextField()
    at = InstantField()

    class Meta:
        table_name = "call_notes"


class AtHand(Row):
    """Something small of an interview that is there; id is `interview:what`."""

    interview = points_at(Interview, "interview")
    what = TextField()
    actor = TextField()
    at = InstantField()

    class Meta:
        table_name = "at_hand"


class Told(Row):
    """A note that was made for an interviewee, of one revision of the interview; sent when `sent_at` says when."""

    interview = points_at(Interview, "interview")
    kind = TextField()
    revision = IntegerField()
    start_at = InstantField()
    end_at = InstantField()
    reach = TextField()
    contact = TextField()
    way = TextField()
    actor = TextField()
    made_at = InstantField()
    sent_by = TextField()
    sent_at = InstantField(null=True)


class Wording(Row):
    """The school's own words for a note; id is the kind of note."""

    words = TextField()


class Letter(Row):
    """A sheet of paper that was printed for a day; `entry` is the journal's newest entry of which it knew.

    `lines` are JSON: of each row of the office's list its interview, start and end (microseconds, UTC) and room.
    """

    campaign = points_at(Campaign, "campaign")
    day = DayField()
    kind = TextField()
    sheet = TextField()
    revision = IntegerField()
    digest = TextField()
    entry = IntegerField()
    actor = TextField()
    at = InstantField()
    lines = TextField()


class Incident(Row):
    """What went wrong with a call that was to begin at `start_at`."""

    interview = points_at(Interview, "interview")
    what = TextField()
    note = TextField()
    actor = TextField()
    start_at = InstantField(null=True)
    at = InstantField()
