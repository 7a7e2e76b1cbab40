"""A small calendar server with bad habits: it forgets versions, alters entries, loses answers, hangs, says no."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

_CALENDAR = (
    "<resourcetype><collection/><c:calendar/></resourcetype><displayname>Staff &amp; all</displayname>"
    "<current-user-privilege-set><privilege><{may}/></privilege></current-user-privilege-set>"
)


_WRITES = ("PUT", "DELETE")


class FakeCalendar(ThreadingHTTPServer):
    """One calendar at `/dav/cal/`. What is set on it is how it behaves from then on."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.entries: dict[str, tuple[str, bytes]] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.says: dict[str, int] = {}
        """By method, the status that is answered instead of doing anything."""
        self.body = b""
        self.headers: dict[str, str] = {}
        self.may = "all"
        self.weak = False
        self.silent = False
        """Whether a write is answered without a version."""
        self.versions = True
        self.alters = False
        self.escapes = False
        self.loses = 0
        """So many writes are done and their answer is lost."""
        self.after = 10_000
        """After so many writes `says` and `hangs` hold for further ones."""
        self.hangs = ""
        self.moves_to = ""
        self.free = threading.Event()
        self._count = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/dav/cal/"

    def version(self) -> str:
        self._count += 1
        return f'"v{self._count}"'

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that go away are what is tested."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FakeCalendar

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""

    def do_PROPFIND(self) -> None:
        if not self._minded():
            return
        body = self._read()
        is_calendar = unquote(self.path).rstrip("/") == "/dav/cal"
        if b"current-user-principal" in body or b"calendar-home-set" in body or not is_calendar:
            self._answer(404)
            return
        self._multistatus([self._told("/dav/cal/", _CALENDAR.format(may=self.server.may))])

    def do_REPORT(self) -> None:
        if not self._minded():
            return
        body = self._read().decode()
        found = []
        for path in re.findall(r"<href>([^<]*)</href>", body):
            entry = self.server.entries.get(unquote(path))
            if entry is None:
                found.append(
                    f"<response><href>{path}</href><status>HTTP/1.1 404 Not Found</status></response>"
                )
                continue
            etag = f"W/{entry[0]}" if self.server.weak else entry[0]
            props = f"<getetag>{etag}</getetag>" if self.server.versions else ""
            if "calendar-data" in body:
                text = entry[1].decode().replace("&", "&amp;").replace("<", "&lt;")
                props += f"<c:calendar-data>{text}</c:calendar-data>"
            shown = (
                "".join(f"%{ord(c):02x}" if c == "." else c for c in path) if self.server.escapes else path
            )
            found.append(self._told(shown, props))
        self._multistatus(found)

    def do_PUT(self) -> None:
        if not self._minded():
            return
        path, body = unquote(self.path), self._read()
        before = self.server.entries.get(path)
        only, none = self.headers.get("If-Match"), self.headers.get("If-None-Match")
        if (none == "*" and before) or (only and (before is None or only != before[0])):
            self._answer(412)
            return
        if self.server.alters:
            body = body.replace(b"TRANSP:OPAQUE\r\n", b"TRANSP:OPAQUE\r\nCLASS:PUBLIC\r\n")
        etag = self.server.version()
        self.server.entries[path] = (etag, body)
        if self.server.loses:
            self.server.loses -= 1
            self.close_connection = True
            return
        silent = self.server.silent or self.server.alters
        self._answer(201, {} if silent else {"ETag": f"W/{etag}" if self.server.weak else etag})

    def do_DELETE(self) -> None:
        if not self._minded():
            return
        path = unquote(self.path)
        before = self.server.entries.get(path)
        if before is None or self.headers.get("If-Match") != before[0]:
            self._answer(404 if before is None else 412)
            return
        del self.server.entries[path]
        self._answer(204)

    def _minded(self) -> bool:
        """Whether the request is to be done; a bad habit answers it otherwise."""
        server = self.server
        server.asked.append((self.command, self.path, dict(self.headers)))
        writes = sum(1 for method, *_ in server.asked if method in _WRITES)
        due = self.command not in _WRITES or writes > server.after
        if due and server.hangs == self.command:
            server.free.wait(60)
            self.close_connection = True
            return False
        if server.moves_to:
            self._read()
            self._answer(302, {"Location": server.moves_to})
            return False
        if due and self.command in server.says:
            self._read()
            self._answer(server.says[self.command], server.headers, server.body)
            return False
        return True

    def _read(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _told(self, path: str, props: str) -> str:
        good = "<status>HTTP/1.1 200 OK</status>"
        return f"<response><href>{path}</href><propstat><prop>{props}</prop>{good}</propstat></response>"

    def _multistatus(self, responses: list[str]) -> None:
        spaces = 'xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'
        self._answer(207, body=f"<multistatus {spaces}>{''.join(responses)}</multistatus>".encode())

    def _answer(self, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def fake_calendar() -> Iterator[FakeCalendar]:
    """The server on a thread of its own, on this computer alone."""
    server = FakeCalendar()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.free.set()
        server.shutdown()
        server.server_close()
        thread.join()
