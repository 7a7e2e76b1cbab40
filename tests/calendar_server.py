"""A real calendar server on this computer alone, and a person who changes things there behind our back."""

from __future__ import annotations

import atexit
import re
import socket
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

USER, PASSWORD = "wbl", "Käse-secret"
_SETTINGS = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[rights]
type = owner_only
[storage]
filesystem_folder = {folder}/store
[web]
type = none
"""
_PATIENCE = 60.0


class Said(NamedTuple):
    """What the server said: status, version, body."""

    status: int
    etag: str
    body: bytes


class CalendarServer:
    """The server as a child process, with one user; everything it holds is in a folder of its own."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="calendars")
        (Path(self.folder.name) / "users").write_text(f"{USER}:{PASSWORD}\nother:other\n", encoding="utf-8")
        for _ in range(5):  # somebody else may take the port before the server does
            self.port = free_port()
            self.process = self._started()
            if self._answers():
                break
            self.stop()
        self.base = f"http://127.0.0.1:{self.port}"
        self._count = 0

    def _started(self) -> subprocess.Popen[bytes]:
        file = Path(self.folder.name) / "settings"
        file.write_text(_SETTINGS.format(port=self.port, folder=self.folder.name), encoding="utf-8")
        command = [sys.executable, "-W", "ignore", "-m", "radicale", "--config", str(file)]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def _answers(self) -> bool:
        end = time.monotonic() + _PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1.0):
                return True
            time.sleep(0.02)
        return False

    def stop(self) -> None:
        """End the child, by its own handle."""
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait()

    def new_calendar(self, name: str = "Staff") -> str:
        """A calendar with nothing in it; its address."""
        self._count += 1
        url = f"{self.base}/{USER}/cal-{self._count}/"
        body = (
            '<?xml version="1.0"?><mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><set><prop>'
            f"<resourcetype><collection/><C:calendar/></resourcetype><displayname>{name}</displayname>"
            "</prop></set></mkcol>"
        )
        assert self.ask("MKCOL", url, body.encode()).status == 201
        return url

    def hrefs(self, calendar: str) -> list[str]:
        """Where the entries of a calendar are."""
        body = self.ask("PROPFIND", calendar, b"", Depth="1").body.decode()
        found = re.findall(r"<href>([^<]*\.ics)</href>", body)
        return sorted(f"{self.base}{path}" for path in set(found))

    def entries(self, calendar: str) -> list[str]:
        """What the entries of a calendar say, by their lines, whole; in the order of their times."""
        files = (self.ask("GET", href).body.decode() for href in self.hrefs(calendar))
        return sorted((file.replace("\r\n ", "") for file in files), key=line_of("DTSTART"))

    def edit(self, href: str, old: str, new: str) -> Said:
        """What a person with another program does: change a few words of an entry."""
        before = self.ask("GET", href).body.decode().replace("\r\n ", "")
        assert old in before
        return self.ask("PUT", href, before.replace(old, new).encode())

    def ask(self, method: str, url: str, body: bytes | None = None, **headers: str) -> Said:
        """One request of the same user."""
        named = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        sent = {"Authorization": f"Basic {named}", "Content-Type": "text/calendar", **headers}
        opener = build_opener(ProxyHandler({}))
        try:
            with opener.open(Request(url, body, sent, method=method), timeout=_PATIENCE) as answer:
                return Said(answer.status, answer.headers.get("ETag", ""), answer.read())
        except HTTPError as refused:
            with refused:
                return Said(refused.code, "", refused.read())


def line_of(name: str) -> Callable[[str], str]:
    """Reads one property's line out of a file."""

    def read(text: str) -> str:
        found = re.search(rf"^{name}[^\r\n]*", text.partition("BEGIN:VEVENT")[2], re.MULTILINE)
        return found[0] if found else ""

    return read


def free_port() -> int:
    """A port that nobody listens at just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@cache
def calendar_server() -> CalendarServer:
    """The one server of this test process, started when it is first asked for and ended with the process."""
    server = CalendarServer()
    atexit.register(_end, server)
    return server


def _end(server: CalendarServer) -> None:
    server.stop()
    server.folder.cleanup()
