"""Settings are read whole or refused with the line that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import BadInput
from models.rules.publishing import Publishing
from wbl_tui.publish_settings import save_publishing
from wbl_tui.settings import Settings, load_settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_without_a_file_everything_is_as_usual(file: Path) -> None:
    assert load_settings(file) == Settings(None, "", True, True)
    assert load_settings(file / "below" / "nothing") == Settings()


@pytest.mark.parametrize("text", ["", " \n\t\n", "# nothing settled\n"])
def test_an_empty_file_settles_nothing(file: Path, text: str) -> None:
    file.write_text(text)
    assert load_settings(file) == Settings()


def test_everything_settled(file: Path) -> None:
    file.write_bytes(
        b'\xef\xbb\xbfstore = "/srv/school.wbl"\nactor = "Ms  Rivera\\u001b[2J"\nbell = false\nnotifications = false\n'
    )
    assert load_settings(file) == Settings(Path("/srv/school.wbl"), "Ms Rivera", False, False)


def test_a_store_may_be_beside_the_settings_or_at_home(file: Path) -> None:
    file.write_text('store = "mine.wbl"')
    assert load_settings(file).store == file.parent / "mine.wbl"
    file.write_text('store = "~/mine.wbl"')
    assert load_settings(file).store == Path.home() / "mine.wbl"
    file.write_text('store = " "')
    assert load_settings(file).store is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('\nbell = "loud"\n', "line 2: bell cannot be 'loud'. Give true or false."),
        ("bell = 1", "line 1: bell cannot be 1. Give true or false."),
        ("# x\n\nstore = 7", 'line 3: store cannot be 7. Give a path in quotes, like "~/wbl/school.wbl".'),
        (
            'actor = "a"\nstroe = "b"',
            "line 2: there is no setting 'stroe'. There are: store, actor, bell, notifications, publish.",
        ),
        ("[store]\npath = 1", "line 1: store cannot be {'path': 1}."),
        ("[other]\nx = 1", "line 1: there is no setting 'other'."),
        ('actor = "a"\nactor = "b"', "line 2: cannot be understood: Cannot overwrite a value."),
        ('actor = "a"\nbell = tru', "line 2: cannot be understood: Invalid value."),
        ('actor = "a', "line 1: cannot be understood: "),
        ('store = "a\\u0000b"', "line 1: store cannot be"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(file: Path, text: str, told: str) -> None:
    file.write_text(text)
    with pytest.raises(BadInput) as error:
        load_settings(file)
    assert error.value.line.startswith(f"{file}, {told}")


def test_what_is_not_text_is_said_with_its_line(file: Path) -> None:
    file.write_bytes(b'actor = "a"\nactor = "\xff"\n')
    with pytest.raises(BadInput, match="line 2: is not UTF-8 text"):
        load_settings(file)


def test_a_folder_or_a_huge_file_is_refused(file: Path) -> None:
    file.write_bytes(b"#" * 70_000)
    with pytest.raises(BadInput, match="longer than 64 KB"):
        load_settings(file)
    file.unlink()
    file.mkdir()
    with pytest.raises(BadInput, match="cannot be read"):
        load_settings(file)


SETTLED = """\
actor = "Ms Rivera"

[publish]
calendar = "https://calendar.example.org/wbl/staff/"
user = "wbl"
password_file = "calendar-password"
details = "Busy"

[publish.rooms]
r1 = "https://calendar.example.org/wbl/room-1/"
"""


def test_calendars_that_are_published_to_are_settled_in_a_table(file: Path) -> None:
    file.write_text(SETTLED)
    assert load_settings(file).publish == Publishing(
        "https://calendar.example.org/wbl/staff/",
        "wbl",
        str(file.parent / "calendar-password"),
        "busy",
        (("r1", "https://calendar.example.org/wbl/room-1/"),),
    )
    assert load_settings(file.with_name("none")).publish is None


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('password = "hidden"', "a password does not belong into the settings"),
        ('details = "all"', "details cannot be 'all'. Give one of names, initials, busy."),
        ("user = 7", "user cannot be 7. Give a text in quotes"),
        ('url = "x"', "there is no setting 'url'. There are: calendar, user"),
        ("rooms = 1", "rooms cannot be read. Give them like [publish.rooms]"),
    ],
)
def test_what_is_wrong_about_publishing_is_said_without_the_password(
    file: Path, table: str, told: str
) -> None:
    file.write_text(f'actor = "a"\n\n[publish]\n{table}\n')
    with pytest.raises(BadInput) as error:
        load_settings(file)
    assert error.value.line.startswith(f"{file}, line 3: publish: {told}")
    assert "hidden" not in error.value.line


def test_the_form_writes_its_table_and_leaves_the_rest_alone(file: Path) -> None:
    file.write_text(f"# ours\nbell = false\n\n{SETTLED}")
    settled = load_settings(file).publish
    assert settled is not None
    other = settled._replace(
        user='We "two" \\', details="names", classes=(("e10 a", "https://x.example.org/"),)
    )
    save_publishing(file, other)
    assert load_settings(file) == Settings(None, "Ms Rivera", False, True, other)
    assert file.read_text().startswith("# ours\nbell = false\n\nactor")
    assert file.stat().st_mode & 0o777 == 0o600
    save_publishing(file.with_name("new.toml"), other)
    assert load_settings(file.with_name("new.toml")).publish == other


def test_the_form_does_not_spoil_settings_that_it_cannot_follow(file: Path) -> None:
    text = 'publish = { calendar = "https://calendar.example.org/a/" }\n'
    file.write_text(text)
    with pytest.raises(BadInput, match="written in a way that the form does not know"):
        save_publishing(file, Publishing("https://calendar.example.org/b/"))
    assert file.read_text() == text
