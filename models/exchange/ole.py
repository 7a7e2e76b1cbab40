"""Looks into the older Office container, in which Excel, Word and mail programs all keep their files."""

from __future__ import annotations

import struct
from typing import NamedTuple

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ENTRY = 128
_NOTHING = 0xFFFFFFFA
"""From here on a number of a sector or an entry means that there is none."""
_MOST_ENTRIES = 10_000


class Entry(NamedTuple):
    """A stream or a folder directly inside the container."""

    name: str
    start: int
    size: int


class Ole:
    """The container in some bytes. Raises ValueError (or struct.error) for one that is not whole."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(MAGIC):
            raise ValueError("no container")
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError("sectors of no known size")
        self._size = 1 << shift
        first_entry, _, self._small, self._first_mini = struct.unpack_from("<4I", data, 48)
        self._next = self._numbers(b"".join(map(self._sector, self._table_sectors())))
        _require_ends(self._next)
        _require_ends(self._numbers(self._chain(self._first_mini)))
        directory = self._chain(first_entry)
        self._root = directory[:_ENTRY]
        self.entries = _inside_root(directory)

    def stream(self, entry: Entry) -> bytes:
        """The bytes of a stream."""
        if entry.size >= self._small:
            return self._chain(entry.start)[: entry.size]
        minis = self._numbers(self._chain(self._first_mini))
        whole = self._chain(struct.unpack_from("<I", self._root, 116)[0])
        places = _followed(minis, entry.start)
        return b"".join(whole[at * 64 : at * 64 + 64] for at in places)[: entry.size]

    def _sector(self, at: int) -> bytes:
        begin = (at + 1) * self._size
        return self._data[begin : begin + self._size]

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, _followed(self._next, start)))

    def _table_sectors(self) -> list[int]:
        """The sectors that say which sector follows which: the first 109 in the header, the rest in a chain."""
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        further = struct.unpack_from("<I", self._data, 68)[0]
        seen = set[int]()
        while further < _NOTHING and further not in seen:
            seen.add(further)
            numbers = self._numbers(self._sector(further))
            if not numbers:
                break
            sectors += numbers[:-1]
            further = numbers[-1]
        most = len(self._data) // self._size
        return [sector for sector in sectors if sector < most]

    @staticmethod
    def _numbers(data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _followed(following: tuple[int, ...], start: int) -> list[int]:
    """The places from `start` on, each at most once."""
    places, seen, at = [], set[int](), start
    while at < len(following) and at not in seen:
        seen.add(at)
        places.append(at)
        at = following[at]
    return places


def _require_ends(following: tuple[int, ...]) -> None:
    """Raise ValueError where places follow each other in a circle: other readers go round it for ever."""
    ended = bytearray(len(following))
    for start in range(len(following)):
        way, at = list[int](), start
        while at < len(following) and not ended[at]:
            ended[at] = 1
            way.append(at)
            at = following[at]
        if at < len(following) and ended[at] == 1:
            raise ValueError("a circle")
        for at in way:
            ended[at] = 2


def _inside_root(directory: bytes) -> tuple[Entry, ...]:
    """The entries that hang directly under the first one, which is the root."""
    count = min(len(directory) // _ENTRY, _MOST_ENTRIES)
    if not count:
        raise ValueError("no directory")
    found = []
    waiting, seen = [struct.unpack_from("<I", directory, 76)[0]], {0}
    while waiting:
        at = waiting.pop()
        if at >= count or at in seen:
            continue
        seen.add(at)
        raw = directory[at * _ENTRY : (at + 1) * _ENTRY]
        length = max(0, min(64, struct.unpack_from("<H", raw, 64)[0]) - 2)
        left, right = struct.unpack_from("<II", raw, 68)
        start, size = struct.unpack_from("<II", raw, 116)
        found.append(Entry(raw[:length].decode("utf-16-le", "replace"), start, size))
        waiting += [left, right]
    return tuple(found)
