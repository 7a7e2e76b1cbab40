"""Tables with any mixture of known headers and any cells are readings or refused, never a crash or a half truth."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import BadInput
from models.exchange import header_places
from models.exchange.csv_out import write_csv
from models.exchange.files_in import read_bytes
from models.exchange.headers import HELPERS

KNOWN = json.loads((Path(header_places.__file__).parent / "data" / "header_aliases.json").read_text("utf-8"))
QUESTIONS = [
    *("Timestamp", "Start time", "Completion time", "ID", "Student", "SIS Login ID", "URL", "Connected On"),
    *("First choice", "Rank your career choices [Finance]", "Period 1", "Period 2", "Phone interview? (Y/N)"),
    *("E-mail 1 - Label", "E-mail 1 - Value", "Phone 1 - Type", "Phone 1 - Value", "How can you help?"),
    *("Date of Birth", "Race", "contacts.email", "Nombre", "Nom", "Frist Name", "Title", "Job Title"),
]
CELLS = [
    *(
        "",
        "Ann",
        "Lee, Ann",
        "a@example.org",
        "A@example.org ::: b@example.org",
        "10",
        "09",
        "2",
        "1st choice",
    ),
    *(
        "4(A-B)",
        "4(",
        "yes",
        "no",
        "English 10 - P4 and Art",
        "Finance; Marketing",
        "n/a",
        "/o=x",
        "Points Possible",
    ),
    *(
        "11/2/2026 9:00:00",
        "46328.5",
        "Work",
        "* Home",
        "Work Fax",
        "inactive",
        "teacher",
        "2-3 students",
        ";",
        ",",
    ),
]


def headers_of(kind: str) -> list[str]:
    return sorted({alias for names in KNOWN[kind].values() for alias in names}) + QUESTIONS


@settings(max_examples=150, deadline=None)
@given(kind=st.sampled_from(["students", "contacts", "staff"]), data=st.data())
def test_any_table_of_known_headers_is_a_reading_or_refused(kind: str, data: st.DataObject) -> None:
    headers = data.draw(st.lists(st.sampled_from(headers_of(kind)), min_size=1, max_size=8))
    cell = st.sampled_from(CELLS) | st.text(max_size=6)
    rows = data.draw(st.lists(st.lists(cell, min_size=len(headers), max_size=len(headers)), max_size=6))
    try:
        reading = read_bytes(kind, write_csv(headers, rows).encode("utf-8", "replace"), "a.csv")
    except BadInput:
        return
    assert len({record.row for record in reading.records}) == len(reading.records)
    helpers = {*HELPERS[kind], "told"}
    assert [record for record in reading.records if helpers & record.fields.keys()] == []
