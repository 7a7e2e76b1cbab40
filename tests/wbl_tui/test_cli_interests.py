"""Students' own words on the command line: what waits, and where it belongs."""

from __future__ import annotations

import csv
import io

from tests.wbl_tui.cli_help import Shell


def test_words_are_listed_and_placed(school: Shell) -> None:
    school.ok("add", "students", "given=Ana", "family=Bello", "interests=Bloop tending; whales")
    listed = school.ok("list", "interests", "--json").json
    assert listed["kind"] == "interests"
    waiting = {row["words"]: row for row in listed["rows"] if row["placed"] == "no"}
    assert waiting["Bloop tending"] | {"who": []} == {
        "id": "bloop tending", "words": "Bloop tending", "students": 1, "cluster": "", "sub": "", "placed": "no",
        "choices": [], "who": [],
    }  # fmt: skip
    assert [one["label"] for one in waiting["whales"]["who"]] == ["Ana Bello"]
    assert waiting["whales"]["choices"] == ["agriculture", "energy-natural-resources"]
    said = school.ok("set", "interests", "bloop tending", "cluster=agriculture", "sub=Animal Systems")
    assert said.out == 'Placed the interest "bloop tending" of 1 student in Agriculture > Animal Systems.\n'
    assert school.ok("set", "interests", "whales", "cluster=", "--json").json["done"] is True
    rows = list(csv.DictReader(io.StringIO(school.ok("list", "interests", "--csv").out)))
    placed = {row["words"]: (row["students"], row["cluster"], row["placed"]) for row in rows}
    assert placed["Bloop tending"] == ("1", "agriculture", "yes")
    assert placed["whales"] == ("1", "", "left")


def test_what_cannot_be_placed_is_said(school: Shell) -> None:
    said = school("set", "interests", "never written", "cluster=education")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("wbl-tui: No student wrote 'never written'.")
    said = school("set", "interests", "nurse", "where=education")
    assert (said.code, said.err) == (2, "wbl-tui: Interests have no field 'where'. Fields: cluster, sub.\n")
