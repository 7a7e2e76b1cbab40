"""The rows of the store as Peewee sees them: fields only. What holds between them is in the migrations."""

from __future__ import annotations

from datetime import timedelta

from peewee import BooleanField, IntegerField, Model, TextField

from models.tables.fields import DayField, InstantField, ListField, points_at


class Row(Model):
    """Every row has a text id: the school's own where there is one, else made by the program."""

    id = TextField(primary_key=True)


class Campaign(Row):
    """One run of the activity."""

    name = TextField()
    school = TextField()
    organizer = TextField()
    first_day = DayField()
    last_day = DayField()
    zone = TextField()
    per_student = IntegerField()
    minutes = IntegerField()
    calls_per_adult = IntegerField()
    created_at = InstantField()


class Student(Row):
    """Who leads interviews."""

    given = TextField()
    family = TextField()
    preferred = TextField()
    grade = TextField()
    email = TextField()
    school = TextField()
    guardian_name = TextField()
    guardian_email = TextField()
    share_name = BooleanField(null=True)
    owed = IntegerField(null=True)
    questions_ready = BooleanField()
    practice_done = BooleanField()


class Interest(Row):
    """One ranked interest; id is `student:rank`."""

    student = points_at(Student, "student")
    rank = IntegerField()
    cluster = TextField()
    sub = TextField()
    words = TextField()


class Staff(Row):
    """A staff member or volunteer."""

    name = TextField()
    role = TextField()
    email = TextField()
    school = TextField()


class Duty(Row):
    """Standby hours: weekly on `weekday`, or on `day`; wall minutes."""

    staff = points_at(Staff, "staff")
    weekday = IntegerField(null=True)
    day = DayField(null=True)
    start_minute = IntegerField()
    end_minute = IntegerField()


class DutyAway(Row):
    """Wall minutes of one day in which an adult is not on duty, whatever the duty says."""

    staff = points_at(Staff, "staff")
    day = DayField()
    start_minute = IntegerField()
    end_minute = IntegerField()

    class Meta:
        table_name = "duty_away"


class SchoolClass(Row):
    """A class and where it meets."""

    name = TextField()
    teacher = points_at(Staff, "teacher", null=True)
    meets = TextField()
    kind = TextField()
    never_on = ListField()

    class Meta:
        table_name = "school_class"


class Enrolment(Row):
    """A student is in a class; id is `student:class`."""

    student = points_at(Student, "student")
    class_id = points_at(SchoolClass, "class_id")


class Employer(Row):
    """An organisation."""

    name = TextField()
    field = TextField()
    address = TextField()
    site = TextField()
    phone = TextField()
    notes = TextField()


class Contact(Row):
    """A person who may be interviewed."""

    employer = points_at(Employer, "employer")
    name = TextField()
    title = TextField()
    email = TextField()
    phone = TextField()
    zone = TextField()
    clusters = ListField()
    formats = ListField()
    minutes = IntegerField(null=True)
    gap_minutes = IntegerField()
    limit_ = IntegerField(null=True, column_name="limit_")
    per_day = IntegerField(null=True)
    schools = ListField()
    travel_minutes = IntegerField()
    source = TextField()
    do_not_contact = BooleanField()
    notes = TextField()
    check_in = DayField(null=True)


class Availability(Row):
    """A time that a contact offered."""

    contact = points_at(Contact, "contact")
    start_at = InstantField()
    end_at = InstantField()


class Outreach(Row):
    """One attempt to reach a contact."""

    contact = points_at(Contact, "contact")
    student = points_at(Student, "student", null=True)
    actor = TextField()
    at = InstantField()
    how = TextField()
    outcome = TextField()
    said = TextField()
    next_action = TextField()
    next_by = DayField(null=True)


class Claim(Row):
    """A student holds a contact until some moment."""

    contact = points_at(Contact, "contact")
    student = points_at(Student, "student")
    made_at = InstantField()
    until_at = InstantField()
    because = TextField()


class Room(Row):
    """A quiet room, or what else can be booked: a computer lab, a phone (`kind`, "" for a quiet room)."""

    name = TextField()
    school = TextField()
    capacity = IntegerField()
    equipment = ListField()
    changeover_minutes = IntegerField()
    kind = TextField()
    mail = TextField()


class RoomHours(Row):
    """Open hours: weekly on `weekday`, or on `day`; wall minutes."""

    room = points_at(Room, "room")
    weekday = IntegerField(null=True)
    day = DayField(null=True)
    start_minute = IntegerField()
    end_minute = IntegerField()

    class Meta:
        table_name = "room_hours"


class RoomBlock(Row):
    """A time in which a room cannot be used."""

    room = points_at(Room, "room")
    start_at = InstantField()
    end_at = InstantField()
    why = TextField()

    class Meta:
        table_name = "room_block"


class BellPeriod(Row):
    """A row of a day type; id is `day type:position`."""

    day_type = TextField()
    position = IntegerField()
    name = TextField()
    start_minute = IntegerField()
    end_minute = IntegerField()
    kind = TextField()

    class Meta:
        table_name = "bell_period"


class BellWeek(Row):
    """The default week: id is the weekday, 0 for Monday."""

    day_type = TextField()

    class Meta:
        table_name = "bell_week"


class BellRule(Row):
    """The rotation of letters and the school year; one row, id `school`."""

    rotation = ListField()
    first_day = DayField(null=True)
    last_day = DayField(null=True)

    class Meta:
        table_name = "bell_rule"


class SpecialDay(Row):
    """What is special about one date; id is the date."""

    closed = TextField()
    day_type = TextField()
    rotation = TextField()
    note = TextField()

    class Meta:
        table_name = "special_day"


LONGEST_INTERVIEW = timedelta(minutes=480)
"""A CHECK of the table refuses longer ones."""


class Interview(Row):
    """One interview."""

    campaign = points_at(Campaign, "campaign")
    contact = points_at(Contact, "contact", null=True)
    format = TextField()
    place = TextField()
    room = points_at(Room, "room", null=True)
    start_at = InstantField(null=True)
    end_at = InstantField(null=True)
    minutes = IntegerField()
    state = TextField()
    number = TextField()
    link = TextField()
    guardian_told = BooleanField()
    because = TextField()
    uid = TextField()
    revision = IntegerField()
    sequence = IntegerField()
    created_at = InstantField()
    confirmed_at = InstantField(null=True)
    checked_in_at = InstantField(null=True)
    started_at = InstantField(null=True)
    ended_at = InstantField(null=True)
    parked = BooleanField(default=False)


class InterviewStudent(Row):
    """A student takes part; id is `interview:student`."""

    interview = points_at(Interview, "interview")
    student = points_at(Student, "student")
    position = IntegerField()

    class Meta:
        table_name = "interview_student"


class Absence(Row):
    """A period that a student misses for an interview."""

    interview = points_at(Interview, "interview")
    student = points_at(Student, "student")
    day = DayField()
    period = TextField()
    class_id = points_at(SchoolClass, "class_id", null=True)
    state = TextField()
    decided_by = TextField()
    decided_at = InstantField(null=True)
    because = TextField()
    condition = TextField(default="")
    asked_by = TextField(default="")
    asked_at = InstantField(null=True)


class Invite(Row):
    """A calendar file that was made for somebody: it has left the house, so it is never taken back."""

    interview = TextField()
    recipient = TextField()
    recipient_id = TextField()
    name = TextField()
    mail = TextField()
    method = TextField()
    sequence = IntegerField()
    start_at = InstantField()
    end_at = InstantField()
    digest = TextField()
    made_at = InstantField()
    actor = TextField()
    organizer = TextField()
