"""Every kind of row that the journal can put back."""

from __future__ import annotations

from models.tables import day_rows, people_rows, reach_rows, rows, time_rows
from models.tables.rows import Row

ROWS: dict[str, type[Row]] = {
    model._meta.table_name: model
    for model in (
        rows.Campaign, rows.Student, rows.Interest, rows.Staff, rows.Duty, rows.DutyAway, rows.SchoolClass, rows.Enrolment,
        rows.Employer, rows.Contact, rows.Availability, rows.Outreach, rows.Claim, rows.Room, rows.RoomHours,
        rows.RoomBlock, rows.BellPeriod, rows.BellWeek, rows.BellRule, rows.SpecialDay, rows.Interview,
        rows.InterviewStudent, rows.Absence, rows.Invite, people_rows.KnownAs, people_rows.HandSet,
        people_rows.ImportMapping, people_rows.InterestWords, people_rows.ContactTag, people_rows.ContactTask,
        people_rows.Referral, people_rows.Debrief, people_rows.SavedFilter, day_rows.Preparation,
        day_rows.Question, day_rows.CallNotes, day_rows.AtHand, day_rows.Told, day_rows.Wording, day_rows.Letter, day_rows.Incident, time_rows.Reservation,
        reach_rows.Published,
    )
}  # fmt: skip
"""By table name, rows before those that point at them."""
