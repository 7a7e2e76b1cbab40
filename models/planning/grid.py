"""Sets of possible starts of a day as bits of one number: bit n is the start n steps after the day's first."""

from __future__ import annotations

from models.planning.problem import STEP, Minutes

FIRST, LAST = 7 * 60, 18 * 60
"""Wall minutes between which anything is planned; nobody is phoned at night because a room is free then."""
STARTS = (LAST - FIRST) // STEP
EVERY = (1 << STARTS) - 1


def minute_of(start: int) -> int:
    """The wall minute of a start."""
    return FIRST + STEP * start


def wall(minute: int) -> str:
    """A wall minute as people write it, "09:05"."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def steps(minutes: int) -> int:
    """How many steps of the grid so many minutes take, the last one perhaps not wholly."""
    return -(-minutes // STEP)


def bits(low: int, high: int) -> int:
    """The starts from low up to, not including, high, as far as the day has them."""
    low, high = max(0, low), min(STARTS, high)
    return (1 << high) - (1 << low) if low < high else 0


def starts_within(span: Minutes, minutes: int) -> int:
    """The starts at which so many minutes lie within the span."""
    return bits(steps(span[0] - FIRST), (span[1] - minutes - FIRST) // STEP + 1)


def starts_touching(span: Minutes, minutes: int, gap: int) -> int:
    """The starts at which so many minutes come nearer to the span than the gap."""
    return bits((span[0] - gap - minutes - FIRST) // STEP + 1, steps(span[1] + gap - FIRST))


def runs(free: int, length: int) -> int:
    """The starts from which on `length` starts in a row are in the set."""
    known = 1
    while known < length:
        more = min(known, length - known)
        free &= free >> more
        known += more
    return free


def each(mask: int) -> list[int]:
    """The starts in the set, in order."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found
