"""Interviewees who answered the confirmation, several at once: the day before they come in together."""

from __future__ import annotations

from collections.abc import Sequence

from models.errors import Refused, UnknownId
from models.operations.booking import save_interview
from models.operations.unit import Done, Unit
from models.queries import reading
from models.queries.situation import situation_around
from models.rules.interview import MOVES, WORDS, require_move
from models.rules.naming import contact_label, listing
from models.tables import rows


def confirm_interviews(unit: Unit, interviews: Sequence[str], *, several: bool = False) -> Done:
    """The interviewees of these interviews confirmed; one entry. Those that are confirmed already stay as they are, of
    several also those that can no longer be. `several` says that more were meant, of which these are left.

    Raises UnknownId, Refused where an interview cannot be confirmed any more.
    """
    found = reading.interviews(unit.db, rows.Interview.id.in_(list(interviews)))
    situation = situation_around(unit.db, interviews, unit.now)
    names = []
    for ident in interviews:
        one = found.get(ident)
        if one is None:
            raise UnknownId("interview", ident)
        # One of many that has begun meanwhile does not hold up the others.
        if one.state == "confirmed" or (
            (several or len(interviews) > 1) and "confirmed" not in MOVES[one.state]
        ):
            continue
        require_move(one.state, "confirmed")
        if one.start is None:
            raise Refused(
                f"An interview that is {WORDS[one.state]} cannot be confirmed.", "Give it a time first."
            )
        names.append(contact_label(one.contact, situation) or ident)
        after = one._replace(state="confirmed", confirmed_at=unit.now)
        save_interview(unit, one, after, situation)
    if not names:
        return Done(0, "Confirmed already.")
    what = "Confirmed" if len(names) == 1 else f"{len(names)} confirmed"
    sentence = f"{what}: {listing(list(dict.fromkeys(names)))}."
    return Done(unit.say("mark", sentence), sentence, interviews[0] if len(interviews) == 1 else None)
