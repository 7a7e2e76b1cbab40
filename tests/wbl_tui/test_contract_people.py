"""Files of people as schools have them: alike is not the same, and everybody plain is simply added."""

from __future__ import annotations

from tests.wbl_tui.cli_help import Shell


def actions(shell: Shell, kind: str, text: str) -> list[tuple[str, str]]:
    """What becomes of the rows of such a file, and their labels."""
    file = shell.store.parent / f"people_{kind}.csv"
    file.write_text(text, encoding="utf-8")
    rows = shell.ok("import", kind, str(file), "--yes", "--json").json["rows"]
    return [(row["action"], row["label"]) for row in rows]


def test_one_name_at_two_employers_is_two_contacts(school: Shell) -> None:
    text = "name,employer,email\nLee Cho,Mill,lee@mill.example.org\nLee Cho,Harbor Bank,\n"
    assert actions(school, "contacts", text) == [("add", "Lee Cho"), ("add", "Lee Cho")]
    assert actions(school, "contacts", text) == [("same", "Lee Cho"), ("same", "Lee Cho")]


def test_one_name_at_one_employer_is_one_contact_that_says_two_things(school: Shell) -> None:
    file = school.store.parent / "twice.csv"
    file.write_text("name,employer,title\nLee Cho,Mill,Miller\nLee Cho,Mill,Baker\n", encoding="utf-8")
    said = school("import", "contacts", str(file), "--yes")
    assert said.code == 2
    assert said.err.splitlines()[0] == (
        "wbl-tui: twice.csv, row 3: row 2 is about the same contact and says otherwise; give both an id"
    )


def test_siblings_and_names_a_letter_apart_are_added(school: Shell) -> None:
    text = (
        "id,given,family,grade,email,guardian_name\n"
        "21,Maria,Garcia,10,maria@school.example.org,Ana Garcia\n"
        "22,Mario,Garcia,10,mario@school.example.org,Ana Garcia\n"
        "23,Jon,Garcia,10,,Ana Garcia\n24,John,Garcia,10,,Ana Garcia\n"
    )
    names = ["Maria Garcia", "Mario Garcia", "Jon Garcia", "John Garcia"]
    assert actions(school, "students", text) == [("add", name) for name in names]
    assert actions(school, "students", text) == [("same", name) for name in names]
    more = "given,family,grade,email\nMariah,Garcia,10,mariah@school.example.org\nMarco,Garcia,10,\n"
    assert actions(school, "students", more) == [("add", "Mariah Garcia"), ("add", "Marco Garcia")]


def test_what_is_not_understood_of_a_volunteer_is_said(school: Shell) -> None:
    file = school.store.parent / "volunteers.csv"
    file.write_text(
        "Name,Company,Capacity,Time Zone,Format\nLee Cho,Mill,lots,Marsy,whistle\n"
        "Ann Bo,Mill,2-3,Pacific,phone\nMax Day,Mill,n/a,,\n",
        encoding="utf-8",
    )
    told = school.ok("import", "contacts", str(file), "--yes", "--json").json
    assert told["counts"]["add"] == 3
    assert told["notes"][0] == (
        "Not understood, so left empty: row 2 Capacity 'lots', row 2 Time Zone 'Marsy', row 2 Format 'whistle'. "
        "Fill it in by hand where it matters."
    )


def test_a_list_of_one_kind_is_never_read_as_another(school: Shell) -> None:
    listed = {
        kind: school.ok("list", kind, "--csv").out for kind in ("students", "rooms", "contacts", "staff")
    }
    for kind, text in listed.items():
        file = school.store.parent / f"{kind}_listed.csv"
        file.write_text(text, encoding="utf-8")
        assert school.ok("import", kind, str(file), "--yes", "--json").json["counts"]["same"] > 0
        for other in listed.keys() - {kind}:
            said = school("import", other, str(file), "--yes")
            assert (said.code, said.out) == (2, "")
            assert said.err == (
                f"wbl-tui: {file.name} has the columns of {kind}, not of {other}. "
                f"Import it as {kind}; or name the columns: --map name=HEADER.\n"
            )
