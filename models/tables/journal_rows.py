"""The journal's rows, which are only ever added to, and the counters of ids, which never go back."""

from __future__ import annotations

from peewee import IntegerField, Model, TextField

from models.tables.fields import InstantField


class Journal(Model):
    """One sentence for every change, chained by hashes; only ever added to."""

    id = IntegerField(primary_key=True)
    at = InstantField()
    stamped_at = InstantField()
    actor = TextField()
    terminal = TextField()
    action = TextField()
    sentence = TextField()
    kind = TextField()
    target = IntegerField(null=True)
    changes_digest = TextField()
    previous_hash = TextField()
    hash = TextField()


class JournalChange(Model):
    """A row before and after, as JSON of what the database holds; null where there was none."""

    entry = IntegerField()
    position = IntegerField()
    entity = TextField()
    row_id = TextField()
    before = TextField(null=True)
    after = TextField(null=True)

    class Meta:
        table_name = "journal_change"
        primary_key = False


class Counter(Model):
    """The last number given out for a kind of id: never given twice, whatever is undone."""

    name = TextField(primary_key=True)
    value = IntegerField()
