"""Every kind of single file that a school or coordinator has, with its quirks, gives exactly what stands beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from models.exchange.files_in import read_bytes
from models.exchange.reading import Reading

FIXTURES = Path(__file__).parents[2] / "fixtures" / "single"
FILES = sorted(path.name for path in FIXTURES.iterdir() if path.suffix != ".json")


def told(reading: Reading) -> dict[str, Any]:
    """A reading as it stands in a file of expected ones."""
    shown = {
        "source": reading.source,
        "understood": reading.understood,
        "notes": reading.notes,
        "problems": [problem.line for problem in reading.problems],
        "records": [[record.row, record.foreign, record.fields] for record in reading.records],
        "also": [[also.kind, [[one.row, one.fields] for one in also.records]] for also in reading.also],
    }
    plain: dict[str, Any] = json.loads(json.dumps(shown, default=list))
    return plain


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_program_is_read_as_expected(name: str) -> None:
    reading = read_bytes(name.partition("_")[0], (FIXTURES / name).read_bytes(), name)
    assert told(reading) == json.loads((FIXTURES / f"{name}.expected.json").read_text("utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_nothing_that_is_never_kept_is_in_a_reading(name: str) -> None:
    """The same invented birth dates, numbers and streets stand in all these files."""
    reading = read_bytes(name.partition("_")[0], (FIXTURES / name).read_bytes(), name)
    shown = json.dumps(told(reading), ensure_ascii=False)
    secrets = (
        "Elm Street",
        "Oak Road",
        "Pine Road",
        "02/03/2010",
        "2010-02-03",
        "1979-05-06",
        "1234",
        "****",
    )
    assert [secret for secret in secrets if secret in shown] == []
