"""Rows about where records came from, what people settled by hand, and the care of the employer pool."""

from __future__ import annotations

from peewee import BooleanField, TextField

from models.tables.fields import DayField, InstantField, points_at
from models.tables.rows import Contact, Interview, Row


class KnownAs(Row):
    """A record as another program knows it; id is `kind:source:foreign id`."""

    kind = TextField()
    source = TextField()
    foreign_id = TextField()
    record = TextField()

    class Meta:
        table_name = "known_as"


class HandSet(Row):
    """A field of a record that a person set in the program; id is `kind:record:field`."""

    kind = TextField()
    record = TextField()
    field = TextField()

    class Meta:
        table_name = "hand_set"


class ImportMapping(Row):
    """What a person said a file's columns mean (`mapping`: JSON, field → header); id is `kind:signature`."""

    kind = TextField()
    signature = TextField()
    headers = TextField()
    mapping = TextField()

    class Meta:
        table_name = "import_mapping"


class InterestWords(Row):
    """What a person said that words of an interest mean; id is the words, folded."""

    cluster = TextField()
    sub = TextField()

    class Meta:
        table_name = "interest_words"


class ContactTag(Row):
    """A word by which contacts are put together; id is `contact:tag`."""

    contact = points_at(Contact, "contact")
    tag = TextField()

    class Meta:
        table_name = "contact_tag"


class ContactTask(Row):
    """Something agreed with a contact; done when `done_at` says when."""

    contact = points_at(Contact, "contact")
    what = TextField()
    due = DayField(null=True)
    done_at = InstantField(null=True)
    done_by = TextField()

    class Meta:
        table_name = "contact_task"


class Referral(Row):
    """A further person whom a contact named; `contact` once that person is in the pool."""

    named_by = points_at(Contact, "named_by")
    interview = points_at(Interview, "interview", null=True)
    name = TextField()
    reach = TextField()
    note = TextField()
    contact = points_at(Contact, "contact", null=True)
    may_use_name = BooleanField(null=True)
    at = InstantField()


class Debrief(Row):
    """How an interview went, as somebody at the school noted it; id is the interview's."""

    interview = points_at(Interview, "interview")
    went = TextField()
    note = TextField()
    actor = TextField()
    at = InstantField()
    thank_by = DayField(null=True)


class SavedFilter(Row):
    """Words to filter a page by, under a name; id is `page:name`."""

    page = TextField()
    name = TextField()
    words = TextField()

    class Meta:
        table_name = "saved_filter"
