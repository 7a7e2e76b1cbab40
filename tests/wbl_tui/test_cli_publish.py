"""`wbl-tui publish` at a shell: nothing without a yes, one sentence for what is wrong, no password anywhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.exchange.password import VARIABLE
from tests.calendar_server import PASSWORD, USER, CalendarServer, calendar_server, free_port, line_of
from tests.wbl_tui.cli_help import Shell


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> CalendarServer:
    monkeypatch.setenv(VARIABLE, PASSWORD)
    return calendar_server()


@pytest.fixture
def booked(school: Shell) -> Shell:
    school.ok("book", "--student", "007", "--contact", "c1", "--start", "2026-11-23 10:40", "--room", "r1")
    return school


def settle(shell: Shell, *lines: str) -> Path:
    """Write the settings' table."""
    file = shell.store.parent / "config" / "wbl-tui" / "settings.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(["[publish]", *lines, ""]), encoding="utf-8")
    return file


def calendar(shell: Shell, server: CalendarServer, *lines: str) -> str:
    """A calendar on the server, settled; its address."""
    url = server.new_calendar()
    settle(shell, f'calendar = "{url}"', f'user = "{USER}"', *lines)
    return url


def test_nothing_is_published_before_somebody_says_yes(booked: Shell, server: CalendarServer) -> None:
    url = calendar(booked, server)
    shown = (
        "Publish to Staff\n"
        "add      interview  i1  Mia Torres, Mon 23 Nov 10:40  not on the calendar yet\n"
        "Entries show initials and the room, no names.\n1 add\n"
    )
    said = booked("publish")
    assert (said.code, said.out) == (1, shown)
    assert said.err == "wbl-tui: Nothing was published. Add --yes to do it.\n"
    said = booked("publish", "--dry-run")
    assert (said.code, said.out, said.err) == (0, shown, "")
    assert server.hrefs(url) == []
    said = booked.ok("publish", "--yes")
    assert said.out == f"{shown}Published: 1 new.\n"
    assert len(server.hrefs(url)) == 1
    assert booked.ok("publish").out.endswith("1 same\n")
    assert booked.ok("log").out.count("Published to the calendar Staff: 1 new.") == 1


def test_as_json_it_is_a_proposal_with_what_became_of_it(booked: Shell, server: CalendarServer) -> None:
    url = calendar(booked, server)
    before = booked.ok("publish", "--dry-run", "--json").json
    uid = before["rows"][0]["after"]["uid"]
    row = {
        "action": "add", "entity": "interview", "id": "i1", "label": "Mia Torres, Mon 23 Nov 10:40",
        "reason": "not on the calendar yet", "source": None, "before": None,
        "after": {"calendar": url, "uid": uid},
    }  # fmt: skip
    counts = {"add": 1, "change": 0, "same": 0, "skip": 0, "refuse": 0, "move": 0, "remove": 0}
    notes = ["Entries show initials and the room, no names."]
    assert before == {
        "schema": "wbl-tui/1", "kind": "publish", "applied": False, "counts": counts, "rows": [row],
        "journal": None, "notes": notes,
    }  # fmt: skip
    done = booked.ok("publish", "--yes", "--json").json
    last = booked.ok("log", "--json").json["rows"][-1]
    assert done == {
        "schema": "wbl-tui/1", "kind": "publish", "applied": True, "counts": counts, "rows": [row],
        "journal": last["id"], "notes": notes, "sentence": "Published: 1 new.",
        "results": [{"id": "i1", "calendar": url, "done": True, "why": ""}],
    }  # fmt: skip
    assert last["action"] == "publish"


def test_what_others_did_is_written_over_only_by_name(booked: Shell, server: CalendarServer) -> None:
    url = calendar(booked, server)
    booked.ok("publish", "--yes")
    [href] = server.hrefs(url)
    server.edit(href, "LOCATION:Room 12", "LOCATION:Library")
    booked.ok("move", "i1", "--start", "2026-11-23 11:20")
    said = booked.ok("publish", "--yes")
    assert "skip    interview  i1  Mia Torres, Mon 23 Nov 11:20  changed there; left alone" in said.out
    assert "To write ours over it, one by one: --overwrite i1\n" in said.out
    assert "LOCATION:Library" in server.entries(url)[0]
    booked.ok("publish", "--yes", "--overwrite", "i1")
    assert line_of("LOCATION")(server.entries(url)[0]) == "LOCATION:Room 12"
    server.ask("DELETE", href)
    assert "To publish it again: --again\n" in booked.ok("publish", "--yes").out
    assert server.hrefs(url) == []
    booked.ok("publish", "--yes", "--again")
    assert server.hrefs(url) == [href]
    said = booked("publish", "--overwrite", "i9")
    assert (said.code, said.err) == (
        2,
        "wbl-tui: There is no interview 'i9'. `wbl-tui list interviews` shows the ids.\n",
    )


def test_the_calendars_of_a_server_can_be_listed(booked: Shell, server: CalendarServer) -> None:
    url = calendar(booked, server)
    settle(booked, f'calendar = "{server.base}/"', f'user = "{USER}"')
    found = booked.ok("publish", "--calendars", "--json").json["calendars"]
    assert {"name": "Staff", "url": url} in found
    assert f"Staff  {url}" in booked.ok("publish", "--calendars").out
    said = booked("publish")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(
        "wbl-tui: There is no calendar at 127.0.0.1/ itself. Settle one of the server's calendars: "
    )


def test_without_settings_or_a_password_it_says_how(
    booked: Shell, server: CalendarServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = booked("publish")
    assert said.code == 2
    assert said.err.startswith(
        "wbl-tui: No calendar is settled to publish to. Put [publish] with calendar and user"
    )
    calendar(booked, server)
    monkeypatch.delenv(VARIABLE)
    said = booked("publish", "--yes")
    assert (said.code, said.err) == (
        2,
        f"wbl-tui: The password of the calendar is not there. Put it into {VARIABLE}, or into a private file "
        "that password_file in the settings names.\n",
    )


def test_a_password_file_must_be_private(
    booked: Shell, server: CalendarServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE)
    url = calendar(booked, server, 'password_file = "calendar-password"')
    file = booked.store.parent / "config" / "wbl-tui" / "calendar-password"
    said = booked("publish", "--yes")
    assert (said.code, said.err) == (
        2,
        f"wbl-tui: The password file {file} cannot be read: No such file or directory. Check `password_file`.\n",
    )
    file.write_text(f"{PASSWORD}\n", encoding="utf-8")
    file.chmod(0o640)
    said = booked("publish", "--yes")
    assert (said.code, said.err) == (
        2,
        f"wbl-tui: The password file {file} can be read by others. Make it private: chmod 600 {file}\n",
    )
    file.chmod(0o600)
    booked.ok("publish", "--yes")
    assert len(server.hrefs(url)) == 1
    file.write_text("\n")
    assert "holds no password" in booked("publish").err


def test_what_is_wrong_is_one_line_without_the_password(
    booked: Shell, server: CalendarServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = calendar(booked, server)
    monkeypatch.setenv(VARIABLE, "canary-4711")
    said = booked("publish", "--yes")
    assert (said.code, said.err) == (
        1,
        "wbl-tui: 127.0.0.1 does not take this name and password. Check both; some servers want a password made "
        "for programs.\n",
    )
    settle(booked, f'calendar = "http://127.0.0.1:{free_port()}/x/"', f'user = "{USER}"')
    said = booked("publish", "--yes")
    assert (said.code, said.err) == (
        1,
        "wbl-tui: 127.0.0.1 cannot be reached. Check the address and the connection, then try again.\n",
    )
    settle(booked, 'calendar = "https://calendar.example.org/x/"', f'user = "{USER}"')
    said = booked("publish", "--yes")
    assert (said.code, said.err) == (
        1,
        "wbl-tui: This is a rehearsal: nothing is published from it. Leave it to publish.\n",
    )
    for file in booked.store.parent.rglob("*"):
        assert not file.is_file() or b"canary-4711" not in file.read_bytes()
    assert server.hrefs(url) == []


def test_the_settings_are_looked_over_by_the_doctor(
    booked: Shell, server: CalendarServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def finding() -> tuple[str, str] | None:
        found = json.loads(booked("doctor", "--json").out)["findings"]
        return next(((one["level"], one["text"]) for one in found if one["id"] == "publish"), None)

    assert finding() is None
    calendar(booked, server)
    assert finding() == ("ok", "1 calendar is settled to publish to, with initials.")
    monkeypatch.delenv(VARIABLE)
    assert finding() == (
        "ok",
        "1 calendar is settled to publish to, with initials; the password is asked for.",
    )
    calendar(booked, server, 'password_file = "nothing"')
    found = finding()
    assert found is not None
    assert found[0] == "warn"
    assert "cannot be read" in found[1]
    settle(booked, 'calendar = "http://calendar.example.org/"')
    assert finding() == ("warn", "http://calendar.example.org/ is not an https address.")
