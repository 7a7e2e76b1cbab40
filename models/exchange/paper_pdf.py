"""Sheets as PDF: real pages with repeated headings and page numbers, in any script that the computer has letters for.

The typesetter gets the sheets as data, never as part of its own language, so that no name can become a command.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from models.errors import StoreError
from models.rules.paper import Block, Lines, Printed, Table

PAPERS = ("us-letter", "a4")

_TEMPLATE = Path(__file__).parent / "data" / "paper.typ"


def pdf_of(printed: Iterable[Printed], paper: str = "us-letter") -> bytes:
    """All sheets in one PDF on `paper`, one of PAPERS; small ones share pages.

    Raises StoreError where the computer cannot make PDF.
    """
    try:
        import typst
    except ImportError:
        raise StoreError(
            "PDF cannot be made on this computer.", "Ask for plain text: add `--text`."
        ) from None
    data = json.dumps({"paper": paper, "sheets": [_sheet(one) for one in printed]}, ensure_ascii=False)
    made = typst.compile(_TEMPLATE.read_bytes(), format="pdf", sys_inputs={"data": data})
    assert isinstance(made, bytes)
    return made


def _sheet(one: Printed) -> dict[str, Any]:
    sheet = one.sheet
    return {
        "title": sheet.title,
        "subtitle": sheet.subtitle,
        "stamp": one.stamp,
        "small": sheet.small,
        "wide": any(isinstance(block, Table) and len(block.headers) > 6 for block in sheet.blocks),
        "blocks": [_block(block) for block in sheet.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        return {"kind": "table", "headers": block.headers, "weights": block.weights, "rows": block.rows}
    if isinstance(block, Lines):
        return {"kind": "lines", "heading": block.heading, "lines": block.lines}
    return {"kind": "writing", "heading": block.heading, "lines": block.lines}
