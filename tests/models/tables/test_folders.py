"""Folders that damage stores are known by their names and by the machine's table of mounts."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from models.tables.folders import is_risky, network_kind, synced_by

MOUNTS = """/dev/sda1 / ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
server:/home /home nfs4 rw 0 0
//server/share /mnt/school\\040share cifs rw 0 0
/dev/sdb1 /home/local ext4 rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (PureWindowsPath(r"C:\Users\ana\OneDrive - Elm High\wbl\school.wbl"), "OneDrive"),
        (PurePosixPath("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/school.wbl"), "iCloud"),
        (PurePosixPath("/home/ana/Dropbox/school.wbl"), "Dropbox"),
        (PurePosixPath("/Users/ana/Google Drive/My Drive/school.wbl"), "Google Drive"),
        (PurePosixPath("/home/ana/Nextcloud/school.wbl"), "Nextcloud"),
        (PurePosixPath("/home/ana/onedrives/school.wbl"), ""),
        (PurePosixPath("/home/ana/.local/share/wbl-tui/school.wbl"), ""),
    ],
)
def test_synced_folders_are_known_by_name(path: PureWindowsPath | PurePosixPath, service: str) -> None:
    assert synced_by(path) == service


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/ana/school.wbl", "nfs4"),
        ("/home/local/school.wbl", ""),
        ("/mnt/school share/school.wbl", "cifs"),
        ("/mnt/school sharewood/school.wbl", ""),
        ("/tmp/school.wbl", ""),
        ("//server/share/school.wbl", "network share"),
    ],
)
def test_network_drives_are_known_by_the_nearest_mount(path: str, kind: str) -> None:
    assert network_kind(Path(path), MOUNTS) == kind


def test_a_plain_folder_is_fine(tmp_path: Path) -> None:
    assert is_risky(tmp_path / "school.wbl") == ""
