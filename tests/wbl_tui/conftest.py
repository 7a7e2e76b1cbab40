"""A small school made by typing commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.wbl_tui.cli_help import Shell


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell in front of a store that is not there yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return Shell(tmp_path / "school.wbl", capsys)


@pytest.fixture
def school(shell: Shell) -> Shell:
    """One campaign, two students, two contacts, two rooms, one adult on duty, a class in period 2."""
    return shell.after(type_school)


def type_school(shell: Shell) -> None:
    """Everything but bookings."""
    shell.ok(
        *(
            "init",
            "--name",
            "Fall",
            "--from",
            "2026-11-16",
            "--to",
            "2026-11-27",
            "--zone",
            "America/Chicago",
        ),
        *("--school", "Hill High", "--organizer", "wbl@school.example.org"),
    )
    bells = shell.store.parent / "bells.csv"
    bells.write_text(
        "day_type,period,start,end,kind\nregular,1,08:30,09:30,period\nregular,2,09:35,10:35,period\n"
        "regular,Lunch,11:30,12:10,break\nregular,3,12:15,13:15,period\n",
        encoding="utf-8",
    )
    shell.ok("import", "bells", str(bells), "--yes")
    shell.ok(
        "add", "staff", "id=t1", "name=Ms Ito", "email=ito@school.example.org", "duty=Mon-Fri 08:00/15:00"
    )
    shell.ok("add", "classes", "id=e10", "name=English 10", "teacher=t1", "meets=2", "kind=core")
    shell.ok(
        "add", "students", "id=007", "given=Mia", "family=Torres", "grade=11", "classes=e10", "share_name=yes"
    )
    shell.ok("add", "students", "id=008", "given=Ben", "family=Ode", "grade=11", "share_name=no")
    shell.ok(
        "add", "contacts", "id=c1", "name=Dana Whitfield", "employer=Clinic", "phone=555-0100", "limit=2"
    )
    shell.ok("add", "contacts", "id=c2", "name=Omar Reyes", "employer=City Works", "phone=555-0101")
    shell.ok("add", "rooms", "id=r1", "name=Room 12", "capacity=2", "equipment=phone", "changeover_minutes=5")
    shell.ok("add", "rooms", "id=r2", "name=Room 14", "capacity=30", "equipment=phone;video")
