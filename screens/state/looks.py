"""How an interview looks in a time grid: a sign and a style for each state, and the words for one in full."""

from __future__ import annotations

from datetime import date

from models.queries.cards import Card
from models.rules.absences import ABSENCE_WORDS
from models.rules.interview import AHEAD, WORDS
from models.rules.naming import day_text
from models.rules.walls import format_wall
from models.rules.warning_rules import OPEN_ABSENCES
from screens.state.grid import GridBlock
from screens.state.signs import CUT_SIGN, FORMAT_MARKS, HOME_MARK, STATE_SIGNS

ASIDE = frozenset({"declined", "cancelled", "student_absent", "interviewee_absent"})
"""States aside from the line of an interview's life."""


def mark_and_style(card: Card, *, off: bool = False) -> tuple[str, str]:
    """What stands before the names, and the style: ✗ where the day or the room is closed, ! where something lacks."""
    state = card.state
    if state not in AHEAD:
        return "", "aside" if state in ASIDE else state
    if off:
        return "✗", "clash"
    # Asked for thousands of blocks: whether anything lacks, without the words for it.
    if card.absence in OPEN_ABSENCES or (not card.room_id and card.lacks_room) or card.lacks_guardian:
        return "!", "warning"
    return "", state


def lacks(card: Card) -> tuple[str, ...]:
    """What is missing before the interview can run, in words; only of what is ahead."""
    if card.state not in AHEAD:
        return ()
    found = {
        "no room yet": card.lacks_room,
        "guardian not told": card.lacks_guardian,
        f"absence {ABSENCE_WORDS[card.absence]}": card.absence in OPEN_ABSENCES,
    }
    return tuple(words for words, lacking in found.items() if lacking)


def times_of(card: Card) -> str:
    """Its wall times: "10:20–10:40"."""
    return f"{format_wall(card.start)}–{format_wall(card.end)}"


def where_of(card: Card) -> str:
    """Where it is held, in a word or two."""
    if card.room:
        return card.room
    return {"home": "from home", "workplace": "at the workplace"}.get(card.place, "no room yet")


def form_mark(card: Card) -> str:
    """What stands before the names where it is not a call by phone at school: "V ", "S ", "⌂ "."""
    if card.place == "home":
        return f"{HOME_MARK}{FORMAT_MARKS.get(card.format, '')} "
    mark = FORMAT_MARKS.get(card.format)
    return f"{mark} " if mark else ""


def week_block(card: Card, column: str, *, off: bool = False, way: bool = True) -> GridBlock:
    """A block for a narrow column: how, who, with whom, where."""
    mark, style = mark_and_style(card, off=off)
    lines = (mark + form_mark(card) + card.who, card.contact, card.room or where_of(card))
    return _block(card, column, lines, style, way)


def day_block(card: Card, column: str, *, off: bool = False, way: bool = True) -> GridBlock:
    """A block for a wide column: everything in as many lines as it has."""
    mark, style = mark_and_style(card, off=off)
    with_whom = f" with {card.contact}" if card.contact else ""
    first = f"{mark}{form_mark(card)}{card.who}{with_whom}, {where_of(card)}"
    return _block(card, column, (first, status_of(card), card.employer), style, way)


def as_cut(block: GridBlock) -> GridBlock:
    """A block that was cut, and is still where it was."""
    return block._replace(style="proposed", sign=CUT_SIGN)


def lane_block(card: Card, column: str, kind: str, *, off: bool = False) -> GridBlock:
    """A block in a lane, which says already one of who, with whom and where."""
    mark, style = mark_and_style(card, off=off)
    where = card.room or where_of(card)
    first, *more = {
        "student": (card.contact or card.who, where, card.employer),
        "contact": (card.who, where, WORDS[card.format]),
        "room": (card.who, card.contact, card.employer),
        "class": (card.who, card.contact, where),
    }[kind]
    return _block(card, column, (mark + form_mark(card) + first, *more), style, kind != "contact")


def _block(card: Card, column: str, lines: tuple[str, ...], style: str, way: bool) -> GridBlock:
    """`way` shows the way to the workplace and back around the talk."""
    sign, inner = STATE_SIGNS[card.state], (card.start, card.end)
    if not way or not card.travel:
        return GridBlock(card.id, column, *inner, lines, sign, style)
    return GridBlock(card.id, column, *card.away, lines, sign, style, inner=inner)


def status_of(card: Card) -> str:
    """Format, state and what is missing: "phone · confirmed · absence approved"."""
    return f"{WORDS[card.format]} · {_standing(card)}"


def _standing(card: Card) -> str:
    """State, permission, and what is missing but a room."""
    granted = ["absence approved"] if card.absence == "approved" else []
    missing = [one for one in lacks(card) if one != "no room yet"]
    return " · ".join([WORDS[card.state], *granted, *missing])


def card_lines(card: Card) -> tuple[str, str]:
    """One interview in two lines: who with whom; when, where, how it stands. What its block says too comes last."""
    with_whom = f" with {card.contact}" if card.contact else ""
    employer = f", {card.employer}" if card.employer else ""
    when = f"{day_text(card.day)} {times_of(card)}"
    return (
        f"{STATE_SIGNS[card.state]} {card.who}{with_whom}{employer}",
        f"  {when} · {where_of(card)} · {_standing(card)} · {WORDS[card.format]}",
    )


def texts_of(card: Card) -> tuple[str, ...]:
    """What a filter looks at."""
    return (*card.students, card.contact, card.employer, card.room, WORDS[card.state], *lacks(card))


def moment_text(day: date, minute: int) -> str:
    """A place in the grid: "Tue 24 Nov 10:15"."""
    return f"{day_text(day)} {format_wall(minute)}"
