"""Names that never steer a path, and files that are private and whole."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput, DiskFull
from models.exchange.safe_files import private_folder, safe_file_name, write_private

POSIX = os.name == "posix"


@pytest.mark.parametrize(
    ("text", "ending", "name"),
    [
        ("Zoë O'Brien", ".ics", "zoe-o-brien.ics"),
        ("Day sheet 2026-11-23", "txt", "day-sheet-2026-11-23.txt"),
        ("../../etc/passwd", ".ics", "etc-passwd.ics"),
        ("C:\\Windows\\x", ".ics", "c-windows-x.ics"),
        ("..", ".ics", "unnamed.ics"),
        ("", ".ics", "unnamed.ics"),
        ("李小龍", ".ics", "unnamed.ics"),
        ("-rf", ".ics", "rf.ics"),
        (".bashrc", ".ics", "bashrc.ics"),
        ("CON", ".ics", "con-file.ics"),
        ("com1.x", ".ics", "com1-x.ics"),
        ("LPT¹", ".ics", "lpt1-file.ics"),
        ("nul.", ".ics", "nul-file.ics"),
        ("a\x00b\x1b[2Jc\u202ed", ".ics", "abcd.ics"),
        ("x" * 300, ".ics", "x" * 96 + ".ics"),
        ("Strauß & Łukasz", ".eml", "strauss-lukasz.eml"),
    ],
)
def test_a_name_becomes_a_plain_file_name(text: str, ending: str, name: str) -> None:
    assert safe_file_name(text, ending) == name


@given(st.text(max_size=400))
def test_no_text_leaves_the_folder(text: str) -> None:
    name = safe_file_name(text, ".ics")
    assert PurePosixPath(name).name == PureWindowsPath(name).name == name
    assert name.isascii()
    assert len(name) <= 100
    assert name[0] not in ".-"
    assert not any(char in name for char in ' <>:"/\\|?*\x00')
    assert not PureWindowsPath(name).is_reserved()


def test_a_file_is_written_whole_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    path.write_bytes(b"old and longer")
    path.chmod(0o644)
    write_private(path, b"new")
    assert path.read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["a.ics"]
    if POSIX:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(not POSIX, reason="links and permissions as on POSIX")
def test_a_link_is_refused_and_its_target_left_alone(tmp_path: Path) -> None:
    target, link = tmp_path / "precious", tmp_path / "link.ics"
    target.write_bytes(b"precious")
    link.symlink_to(target)
    with pytest.raises(BadInput, match=r"link\.ics is a link to another file"):
        write_private(link, b"x")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with pytest.raises(BadInput, match="is a link"):
        write_private(tmp_path / "dangling", b"x")
    assert target.read_bytes() == b"precious"
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is a folder"):
        write_private(tmp_path, b"x")


@pytest.mark.skipif(not POSIX, reason="pipes as on POSIX")
def test_a_pipe_is_no_plain_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadInput, match="is not a plain file"):
        write_private(tmp_path / "pipe", b"x")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"There is no folder .*nowhere"):
        write_private(tmp_path / "nowhere" / "a.ics", b"x")


def test_a_file_in_the_way_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BadInput, match="cannot be written"):
        write_private(tmp_path / "file" / "a.ics", b"x")


def test_a_name_too_long_for_the_disk_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be written"):
        write_private(tmp_path / ("x" * 5000), b"x")


@pytest.mark.skipif(not POSIX, reason="file size limits as on POSIX")
def test_a_full_disk_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    import resource
    import signal

    old_limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    old_handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    path = tmp_path / "a.ics"
    path.write_bytes(b"old")
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, old_limit[1]))
        with pytest.raises(DiskFull, match="The disk is full; nothing was saved"):
            write_private(path, b"x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old_limit)
        signal.signal(signal.SIGXFSZ, old_handler)
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.ics"]


def test_readers_see_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path, seen, done = tmp_path / "a.ics", set[bytes](), threading.Event()
    write_private(path, b"0" * 50_000)

    def look() -> None:
        while not done.is_set():
            seen.add(path.read_bytes())

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(1, 20):
        write_private(path, str(number % 10).encode() * 50_000)
    done.set()
    reader.join()
    assert all(len(content) == 50_000 and len(set(content)) == 1 for content in seen)


def test_a_new_folder_and_its_new_parents_are_private(tmp_path: Path) -> None:
    folder = private_folder(tmp_path / "a" / "b")
    assert folder.is_dir()
    if POSIX:
        assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder.parent)] == [0o700, 0o700]


@pytest.mark.skipif(not POSIX, reason="permissions as on POSIX")
def test_a_folder_that_was_there_keeps_its_permissions(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert private_folder(tmp_path) == tmp_path
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BadInput, match="is not a folder"):
        private_folder(tmp_path / "file")
    with pytest.raises(BadInput, match="cannot be written"):
        private_folder(tmp_path / "file" / "sub")


@pytest.mark.parametrize("sign", ["\x01", "\n", "\x1b", "\x7f", "\x9b", "\u202e", "\u2028"])
def test_a_name_with_a_sign_that_cannot_be_seen_is_refused(tmp_path: Path, sign: str) -> None:
    said = "holds a sign that cannot be seen"
    with pytest.raises(BadInput, match=said):
        write_private(tmp_path / f"a{sign}b.pdf", b"x")
    with pytest.raises(BadInput, match=said):
        private_folder(tmp_path / f"a{sign}b" / "c")
    assert list(tmp_path.iterdir()) == []
