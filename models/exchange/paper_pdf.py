"""Sheets as PDF: real pages with repeated headings and page numbers, in any script that the computer has letters for.

The typesetter gets the sheets as data, never as part of its own language, so that no name can become a command.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from models.errors import StoreError
from models.rules.paper import REHEARSED, Block, Lines, Printed, Sheet, Table

PAPERS = ("us-letter", "a4")
_SHOWN = 12

_DATA = Path(__file__).parent / "data"
_TEMPLATE = _DATA / "paper.typ"
_LETTERS = _DATA / "letters.typ"
_EUROPEAN = "\u024f"
"""The last of the letters that the typesetter brings along."""


def pdf_of(printed: Iterable[Printed], paper: str = "us-letter") -> bytes:
    """All sheets in one PDF on `paper`, one of PAPERS; small ones share pages.

    Raises StoreError where the computer cannot make PDF.
    """
    data = json.dumps({"paper": paper, "sheets": [_sheet(one) for one in printed]}, ensure_ascii=False)
    made = _typst().compile(_TEMPLATE.read_bytes(), format="pdf", sys_inputs={"data": data})
    assert isinstance(made, bytes)
    return made


def boxes_for(printed: Iterable[Printed]) -> str:
    """The letters on these sheets that are empty boxes on paper, since no font of this computer has them; "" for none.

    Raises StoreError where the computer cannot make PDF.
    """
    text = "".join(chain.from_iterable(_texts(one.sheet) for one in printed))
    odd = sorted({letter for letter in text if letter > _EUROPEAN and _is_drawn(letter)})
    if not odd:
        return ""
    found = _typst().query(
        _LETTERS.read_bytes(), "<lacking>", field="value", one=True, sys_inputs={"data": json.dumps(odd)}
    )
    lacking = found if isinstance(found, list) else json.loads(found)
    return "".join(lacking)


def boxes_told(letters: str) -> str:
    """What to say about letters that are boxes, "" where there are none."""
    if not letters:
        return ""
    shown = letters[:_SHOWN] + (" …" if len(letters) > _SHOWN else "")
    return (
        f"This computer has no font with {shown}: they are empty boxes in the PDF. "
        "Install one that has them, such as Noto, or print plain text."
    )


def _is_drawn(letter: str) -> bool:
    """Whether it has a shape of its own: marks sit on the letter before them, and joiners are not seen."""
    kind = unicodedata.category(letter)
    return kind[0] in "LNPS" or kind == "Co"


def _texts(sheet: Sheet) -> Iterator[str]:
    yield sheet.title
    yield sheet.subtitle
    for block in sheet.blocks:
        if isinstance(block, Table):
            yield from chain(block.headers, *block.rows)
        elif isinstance(block, Lines):
            yield from (block.heading, *block.lines)
        else:
            yield block.heading


def _typst() -> Any:
    try:
        import typst
    except ImportError:
        raise StoreError(
            "PDF cannot be made on this computer.", "Ask for plain text: add `--text`."
        ) from None
    return typst


def pages_in(pdf: bytes) -> int:
    """How many pages a PDF of `pdf_of` has."""
    return len(_PAGE.findall(pdf))


def pages_told(count: int) -> str:
    """How much paper it is; small sheets share a page, large ones have several."""
    return f"{count} page{'s' if count != 1 else ''}"


_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_SIGNED = ("slips", "standby", "blank")
"""Kinds of sheet whose tables are written into by hand, and signed."""
_FROM_AFAR = ((12, 1.8), (20, 1.4))
"""How much larger what hangs on a door is, with so many rows at most."""


_OFFICE_ROWS = 40
_OFFICE_PAGES = 2


def _pages_to_fit(sheet: Sheet) -> int:
    """On how many pages the office has room for a day; 0 for as many as it takes."""
    rows = sum(len(block.rows) for block in sheet.blocks if isinstance(block, Table))
    return _OFFICE_PAGES if sheet.kind == "office" and rows <= _OFFICE_ROWS else 0


def _scale(sheet: Sheet) -> float:
    if sheet.kind != "doors":
        return 1.0
    rows = sum(len(block.rows) for block in sheet.blocks if isinstance(block, Table))
    return next((larger for most, larger in _FROM_AFAR if rows <= most), 1.0)


def _sheet(one: Printed) -> dict[str, Any]:
    sheet = one.sheet
    return {
        "kind": sheet.kind,
        "scale": _scale(sheet),
        "fit": _pages_to_fit(sheet),
        "title": _breakable(sheet.title),
        "subtitle": _breakable(sheet.subtitle),
        "stamp": one.stamp,
        "warning": REHEARSED if one.stamp.startswith(REHEARSED) else "",
        "small": sheet.small,
        "wide": any(isinstance(block, Table) and len(block.headers) > 6 for block in sheet.blocks),
        "blocks": [_block(block, tall=sheet.kind in _SIGNED) for block in sheet.blocks],
    }


def _block(block: Block, *, tall: bool) -> dict[str, Any]:
    if isinstance(block, Table):
        return {
            "kind": "table",
            "headers": block.headers,
            "weights": block.weights,
            "rows": [[_breakable(cell) for cell in row] for row in block.rows],
            "tall": tall,
        }
    if isinstance(block, Lines):
        return {
            "kind": "lines",
            "heading": _breakable(block.heading),
            "lines": [_breakable(line) for line in block.lines],
        }
    return {"kind": "writing", "heading": _breakable(block.heading), "lines": block.lines}


_LONG_WORD = re.compile(r"[^\s-]{20,}")
_PIECE = re.compile(r"\S{8}(?=\S)")


def _breakable(text: str) -> str:
    """The text with places where the typesetter may break a link or a name that is longer than its column."""
    return _LONG_WORD.sub(lambda word: _PIECE.sub("\\g<0>\u200b", word[0]), text)
