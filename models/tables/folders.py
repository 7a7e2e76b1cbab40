"""Whether a folder is safe for a store: synced folders and network shares corrupt SQLite files in WAL mode."""

from __future__ import annotations

import os
from pathlib import Path, PurePath

_SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
}
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "9p", "davfs", "fuse.davfs2"}


def synced_by(path: PurePath) -> str:
    """The name of the service that syncs the folder, or "" as far as its path tells."""
    for part in path.parts:
        name = part.casefold()
        for mark, service in _SYNCED.items():
            if name == mark or name.startswith((mark + " ", mark + "-")):
                return service
    return ""


def network_kind(path: Path, mounts: str | None = None) -> str:
    """The kind of network file system the path is on ("" for a local one, or where nothing tells).

    `mounts` is the text of a mount table in the form of /proc/mounts; by default this machine's.
    """
    if str(path).startswith(("\\\\", "//")):
        return "network share"
    if mounts is None:
        try:
            mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
    full, best, kind = os.fspath(path.absolute()), "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ").rstrip("/")
        if (full == point or full.startswith(point + "/")) and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind if kind in _NETWORK else ""


def is_risky(path: Path) -> str:
    """One sentence about what is wrong with keeping a store there, or ""."""
    if service := synced_by(path.absolute()):
        return f"The store is in a folder that {service} syncs; syncing can damage it."
    if kind := network_kind(path):
        return f"The store is on a network drive ({kind}); several computers at once can damage it."
    return ""
