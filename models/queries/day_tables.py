"""The day before as JSON rows: who is out of class, what interviewees were told, students' lists of questions."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from models.exchange.json_out import iso
from models.queries import reading
from models.queries.out_of_class import requests
from models.queries.preparing import call_notes, preparations, question_lists
from models.queries.ready import ready_facts
from models.queries.telling import notes_told, to_tell_again
from models.rules.facts import Campaign
from models.rules.preparing import Preparation, review_state
from models.rules.ready_items import ready_items
from models.rules.situation import Situation

Rows = list[dict[str, Any]]


def attendance_rows(db: SqliteDatabase, campaign: Campaign, now: datetime) -> Rows:
    """Everybody who is out of class on a day of the campaign's window, in order of date, period and name."""
    zone = ZoneInfo(campaign.zone)
    found = requests(db, campaign, now, since=campaign.first_day)
    return [
        {
            "id": one.absence.id,
            "date": one.absence.day.isoformat(),
            "student": one.student.id,
            "label": one.student.label,
            "grade": one.student.grade,
            "from": iso(one.interview.start, zone),
            "to": iso(one.interview.end, zone),
            "period": one.absence.period,
            "class": one.absence.class_name or None,
            "teacher": one.absence.teacher_name or None,
            "state": one.absence.state,
            "asked_by": one.absence.asked_by or None,
            "decided_by": one.absence.decided_by or None,
            "decided_at": iso(one.absence.decided_at, zone),
            "condition": one.absence.condition,
            "because": one.absence.because,
            "interview": one.interview.id,
            "place": one.room or one.interview.place,
        }
        for one in found
    ]


def told_rows(db: SqliteDatabase, campaign: Campaign, now: datetime) -> Rows:
    """Every note that was made for an interviewee, the oldest first; whether the interviewee must be told again."""
    zone = ZoneInfo(campaign.zone)
    again = {one.told.id for one in to_tell_again(db, campaign, now)}
    every = sorted(
        (one for each in notes_told(db).values() for one in each), key=lambda one: (one.made_at, one.id)
    )
    return [
        {
            "id": one.id,
            "interview": one.interview,
            "kind": one.kind,
            "contact": one.contact,
            "way": one.way,
            "start": iso(one.start, zone),
            "end": iso(one.end, zone),
            "reach": one.reach,
            "revision": one.revision,
            "made_by": one.actor,
            "made_at": iso(one.made_at, zone),
            "sent_by": one.sent_by or None,
            "sent_at": iso(one.sent_at, zone),
            "tell_again": one.id in again,
        }
        for one in every
    ]


def question_rows(db: SqliteDatabase, campaign: Campaign, now: datetime) -> Rows:
    """Every question on a student's list, student by student in the order in which they are asked."""
    order = list(reading.students(db))
    lists = question_lists(db)
    return [
        {**one._asdict(), "position": number, "bank": one.bank or None}
        for student in order
        for number, one in enumerate(lists.get(student, ()), 1)
    ]


def preparation_rows(db: SqliteDatabase, campaign: Campaign, now: datetime) -> Rows:
    """Every student's preparation, by name."""
    zone, kept, lists = ZoneInfo(campaign.zone), preparations(db), question_lists(db)
    made = []
    for student in reading.students(db).values():
        one = kept.get(student.id) or Preparation(student.id)
        made.append(
            {
                "id": student.id,
                "label": student.label,
                "state": review_state(kept.get(student.id), student.questions_ready),
                "questions": len(lists.get(student.id, ())),
                "remark": one.remark,
                "decided_by": one.decided_by or None,
                "decided_at": iso(one.decided_at, zone),
                "practice_done": student.practice_done,
                "practised_with": one.practised_with or None,
                "practised_at": iso(one.practised_at, zone),
                "about_field": one.about_field,
                "about_employer": one.about_employer,
            }
        )
    return made


def call_notes_rows(db: SqliteDatabase, campaign: Campaign, now: datetime) -> Rows:
    """What was noted during calls, the oldest first."""
    zone = ZoneInfo(campaign.zone)
    every = sorted(call_notes(db).items(), key=lambda pair: (pair[1].at, pair[0]))
    return [
        {"id": ident, "interview": ident, "words": one.words, "by": one.actor, "at": iso(one.at, zone)}
        for ident, one in every
    ]


def with_readiness(db: SqliteDatabase, sheet: dict[str, Any], situation: Situation) -> dict[str, Any]:
    """The day sheet with all that each interview needs, done or not; `missing` stays what a call cannot run without."""
    facts = ready_facts(db, situation)
    found = [situation.interviews[one["id"]] for one in sheet["interviews"]]
    readiness = {one.id: [item._asdict() for item in ready_items(one, situation, facts)] for one in found}
    return {**sheet, "readiness": readiness}
