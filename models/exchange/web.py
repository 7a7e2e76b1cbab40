"""Speaking to one server on the web: nothing but https, no other host, a limit to every wait, and one sentence for each failure."""

from __future__ import annotations

import ipaddress
import time
from typing import TYPE_CHECKING, NamedTuple, NoReturn
from urllib.parse import SplitResult, urljoin, urlsplit

from models.errors import BadInput, ServerTrouble
from models.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from urllib3 import BaseHTTPResponse, PoolManager

PATIENCE_SECONDS = 10.0
"""How long one wait for the server may last."""
MOST_BYTES = 16 * 1024 * 1024
"""Longest answer that is read."""
_WHOLE = 3
"""An answer that trickles in may take so many times the patience in all."""
_MOST_MOVES = 4
_REDIRECTS = (301, 302, 307, 308)
_CHUNK = 64 * 1024


class Secret:
    """A password: it is in no text that is made of it by accident."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return "Secret(…)"

    def reveal(self) -> str:
        """The password itself, for the one place that sends it."""
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)


class Answer(NamedTuple):
    """What the server said: status, headers (names in small letters), body, and the address that answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    @property
    def etag(self) -> str:
        """The version of what was asked about, "" where it is not told."""
        return self.headers.get("etag", "").strip()


def checked_address(text: str) -> str:
    """The address of a calendar or server, ready to be asked. Raises BadInput for one that must not be used.

    Only https, so that neither password nor names travel openly; http is right for this very computer.
    """
    address = text.strip()
    parts = _split(address)
    if parts.username is not None or parts.password is not None:
        raise BadInput(
            "The address of the calendar has a name or password in it.",
            'Give the address without them, and the name as `user = "…"`.',
        )
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        raise BadInput(
            f"{_shown(address)} is not an https address.",
            "Names and the password would travel openly; use https://…",
        )
    if parts.query or parts.fragment:
        raise BadInput(f"{_shown(address)} has a ? or # in it.", "Give the calendar's own address.")
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path or '/'}"


def is_loopback(host: str) -> bool:
    """Whether the host is this very computer."""
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def same_server(one: str, other: str) -> bool:
    """Whether both addresses are of one scheme, host and port."""
    return _origin(urlsplit(one)) == _origin(urlsplit(other))


def _split(address: str) -> SplitResult:
    wrong = BadInput(
        f"{_shown(address)!r} is no address of a calendar.",
        "It looks like https://calendar.example.org/staff/.",
    )
    if not address.isascii() or not address.isprintable() or " " in address or "\\" in address:
        raise wrong
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise wrong from None
    if not parts.scheme or not parts.hostname:
        raise wrong
    return parts


def _origin(parts: SplitResult) -> tuple[str, str, int | None]:
    port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    return parts.scheme, (parts.hostname or "").casefold(), port


class Web:
    """One server, asked one thing after the other over one connection. Close it when done.

    `base` is a checked address. Every failure to get an answer raises ServerTrouble; its `unsure` says whether what
    was asked may have been done all the same.
    """

    def __init__(self, base: str, user: str, password: Secret, *, patience: float = PATIENCE_SECONDS) -> None:
        from urllib3 import Timeout, make_headers

        self.base = base
        self.host = clean(urlsplit(base).hostname or "", 100)
        self.patience = patience
        self._timeout = Timeout(connect=patience, read=patience)
        # In UTF-8, as RFC 7617 wants it where a server says nothing else.
        named = f"{user}:{password.reveal()}".encode().decode("latin-1")
        self._signed = make_headers(basic_auth=named) if user else {}
        self._pool = _pool_for(base)

    def ask(
        self, method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """One request, with its answer whatever the status; redirects are followed on this server alone.

        Raises ServerTrouble.
        """
        sent = dict(headers or {})
        for _ in range(_MOST_MOVES):
            answer = self._once(method, url, body, sent)
            where = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not where:
                return answer
            url = self._moved(url, where)
        raise ServerTrouble(
            f"{self.host} sends us in circles.", "Check the calendar's address in the settings."
        )

    def close(self) -> None:
        """Let the connection go."""
        self._pool.clear()

    def _moved(self, url: str, where: str) -> str:
        target = urljoin(url, where)
        if not same_server(target, self.base):
            raise ServerTrouble(
                f"{self.host} sends us on to another server, {_shown(target)}.",
                "Where that is right, put that address into the settings.",
            )
        return target

    def _once(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        from urllib3.exceptions import HTTPError

        if not same_server(url, self.base):
            raise ServerTrouble(f"{_shown(url)} is not on {self.host}.", "Nothing was asked of it.")
        # Compressing proxies weaken the marks of versions, so nothing is asked for compressed.
        sent = {"User-Agent": "wbl-tui", "Accept-Encoding": "identity", **self._signed, **headers}
        try:
            response = self._pool.request(
                method, url, body=body, headers=sent, timeout=self._timeout, retries=False, redirect=False,
                preload_content=False,
            )  # fmt: skip
            try:
                read = self._body(response)
                told = {name.casefold(): value for name, value in response.headers.items()}
                return Answer(response.status, told, read, url)
            finally:
                response.release_conn()
        except (HTTPError, OSError, UnicodeError) as error:
            self._explain(error)

    def _body(self, response: BaseHTTPResponse) -> bytes:
        until, parts, size = time.monotonic() + self.patience * _WHOLE, [], 0
        while part := response.read1(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > MOST_BYTES:
                response.close()
                raise ServerTrouble(
                    f"{self.host} answered with more than {MOST_BYTES >> 20} MB.", _ASK, unsure=True
                )
            if time.monotonic() > until:
                response.close()
                raise ServerTrouble(f"{self.host} answers too slowly.", "Try again later.", unsure=True)
        return b"".join(parts)

    def _explain(self, error: Exception) -> NoReturn:
        """One sentence for what went wrong below; never the library's own words, which may hold an address."""
        from urllib3 import exceptions as e

        if isinstance(error, e.ProxyError):
            raise self._trouble("cannot be reached through the proxy of this computer") from None
        if "certificate" in str(error).casefold():
            raise ServerTrouble(
                f"The certificate of {self.host} is not one that this computer trusts; nothing was sent.",
                _ASK,
            ) from None
        if isinstance(error, e.SSLError):
            raise self._trouble("does not speak https as it should; nothing was sent") from None
        if isinstance(error, e.NameResolutionError):
            raise ServerTrouble(
                f"There is no server {self.host}, or this computer is not connected.", _CHECK
            ) from None
        if isinstance(error, (e.ConnectTimeoutError, e.NewConnectionError)):
            raise self._trouble("cannot be reached") from None
        if isinstance(error, (e.ReadTimeoutError, e.TimeoutError, TimeoutError)):
            told = f"{self.host} did not answer within {self.patience:g} seconds."
            raise ServerTrouble(told, "Try again later.", unsure=True) from None
        told = f"The connection to {self.host} broke off."
        raise ServerTrouble(told, "Try again.", unsure=True) from None

    def _trouble(self, what: str) -> ServerTrouble:
        return ServerTrouble(f"{self.host} {what}.", _CHECK)


_CHECK = "Check the address and the connection, then try again."
_ASK = "Ask whoever looks after the server."


def _pool_for(base: str) -> PoolManager:
    """Connections that believe what this computer believes, through its proxy where it has one."""
    import ssl
    from urllib.request import getproxies, proxy_bypass

    from truststore import SSLContext
    from urllib3 import PoolManager, ProxyManager, make_headers

    parts = urlsplit(base)
    host = parts.hostname or ""
    if parts.scheme == "http":
        return PoolManager(maxsize=1, retries=False)
    context = SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    proxy = "" if is_loopback(host) or proxy_bypass(host) else getproxies().get("https", "")
    if not proxy:
        return PoolManager(maxsize=1, retries=False, ssl_context=context)
    through = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    named = f"{through.username}:{through.password or ''}" if through.username else None
    plain = through._replace(netloc=through.netloc.rpartition("@")[2]).geturl()
    signed = make_headers(proxy_basic_auth=named)
    return ProxyManager(plain, maxsize=1, retries=False, ssl_context=context, proxy_headers=signed)


def _shown(address: str) -> str:
    """The address as it may be said: without a password that somebody may have put into it."""
    head, sign, rest = clean(address, 200).partition("://")
    return f"{head}{sign}{rest.rpartition('@')[2] if '@' in rest.partition('/')[0] else rest}"
