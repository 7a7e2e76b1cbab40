"""What is noted right after a call: how it went, whom the contact named, by when the thank-you is due."""

from __future__ import annotations

from datetime import date

from models.errors import BadInput, Refused
from models.operations.judging import interview_of, situation_of
from models.operations.unit import Done, Unit
from models.rules.interview import HELD
from models.rules.naming import contact_label, day_text, students_label
from models.rules.pool_facts import WENT
from models.rules.text import clean, clean_lines
from models.tables import people_rows as care

MAY_USE_NAME = {True: "; the name may be used", False: "; the name may not be used", None: ""}


def note_after_call(
    unit: Unit,
    ident: str,
    *,
    went: str = "",
    note: str = "",
    thank_by: date | None = None,
    named: str = "",
    reach: str = "",
    may_use_name: bool | None = None,
) -> Done:
    """Note about a held interview, in one entry. `named` is a further person whom the contact named, `reach` how to
    reach them, `may_use_name` whether the contact's name may be used (None: not asked).

    Raises UnknownId, BadInput where nothing or something unknown is said, Refused before the call was held.
    """
    one = interview_of(unit.db, ident)
    if went not in ("", *WENT):
        raise BadInput(f"{clean(went, 40)!r} is not how an interview goes.", f"Say {', '.join(WENT)}.")
    line, called = clean_lines(note), clean(named)
    if not (went or line or called or thank_by):
        raise BadInput("Nothing was said about the interview.", f"Say {', '.join(WENT)}, or a line.")
    if one.state not in HELD:
        raise Refused("That interview has not been held.", "Note how it went afterwards.")
    if called and one.contact is None:
        raise Refused("Nobody was interviewed who could have named somebody.", "Leave the name out.")
    values = {"went": went, "note": line, "actor": unit.actor, "at": unit.now, "thank_by": thank_by}
    if unit.fetch(care.Debrief, ident) is None:
        unit.insert(care.Debrief, ident, interview=ident, **values)
    else:
        unit.update(care.Debrief, ident, **values)
    if called:
        unit.insert(
            care.Referral,
            unit.fresh_id("f", care.Referral),
            named_by=one.contact,
            interview=ident,
            name=called,
            reach=clean(reach),
            note="",
            contact=None,
            may_use_name=may_use_name,
            at=unit.now,
        )
    situation = situation_of(unit.db, one)
    said = [f"it went {went}"] if went else []
    said += [" ".join(line.split())] if line else []
    said += (
        [f"{contact_label(one.contact, situation)} named {called}{MAY_USE_NAME[may_use_name]}"]
        if called
        else []
    )
    said += [f"thank-you by {day_text(thank_by)}"] if thank_by else []
    sentence = f"After the call of {students_label(one, situation)}: {'; '.join(said)}."
    return Done(unit.say("debrief", sentence), sentence, ident)
