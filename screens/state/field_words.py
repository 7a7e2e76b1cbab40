"""The fields of an imported file in the words of the forms."""

from __future__ import annotations

_ANY = {
    "id": "School's id",
    "name": "Name",
    "given": "Given name",
    "family": "Family name",
    "full_name": "Whole name",
    "email": "E-mail",
    "phone": "Phone",
    "school": "School",
    "schools": "Only for schools",
    "foreign": "Id in that program",
    "answered": "When it was answered",
    "kind": "Kind",
}
_OF = {
    "students": {
        "preferred": "Goes by",
        "grade": "Grade",
        "guardian_name": "Guardian",
        "guardian_email": "Guardian's e-mail",
        "guardian_given": "Guardian's given name",
        "guardian_family": "Guardian's family name",
        "share_name": "Name to employer (yes, no)",
        "opt_out": "Family refuses to release",
        "classes": "Classes (ids)",
        "interests": "Interests",
        "owed": "Interviews owed",
        "status": "Still enrolled",
        "login": "Login",
        "role": "Role",
        "section": "Class section",
        "period": "Period of the class",
        "course": "Course",
        "teacher": "Teacher of the class",
        "homeroom": "Homeroom",
    },
    "contacts": {
        "id": "Id",
        "employer": "Employer",
        "title": "Job title",
        "zone": "Time zone",
        "clusters": "Fields of work",
        "formats": "Formats",
        "minutes": "Minutes each",
        "gap_minutes": "Pause between",
        "limit": "Most interviews",
        "per_day": "Most a day",
        "travel_minutes": "Way there, minutes",
        "source": "Volunteer source",
        "do_not_contact": "Do not contact",
        "notes": "Notes",
        "suffix": "Suffix of the name",
        "can_offer": "What they can offer",
        "times": "When they can",
    },
    "availability": {"contact": "Contact (id, mail or name)", "from": "From", "to": "To"},
    "rooms": {
        "capacity": "Capacity",
        "equipment": "Equipment",
        "open": "Open hours",
        "blocks": "Blocked times",
        "changeover_minutes": "Minutes to change over",
        "mail": "Mailbox of the room's calendar",
    },
    "staff": {"role": "Role", "duty": "Standby duty"},
    "classes": {
        "teacher": "Teacher (staff id)",
        "meets": "Where it meets",
        "never_on": "Not to be missed on",
    },
    "periods": {"day_type": "Day type", "period": "Period", "start": "Begins", "end": "Ends"},
    "days": {
        "date": "Date",
        "day_type": "Day type",
        "rotation": "Letter of the rotation",
        "closed": "Closed because",
        "note": "Note",
    },
}


def field_word(form: str, field: str) -> str:
    """What a person calls the field of a file of this kind ("" for a column that holds none)."""
    return _OF.get(form, {}).get(field) or _ANY.get(field) or field.replace("_", " ").capitalize()
