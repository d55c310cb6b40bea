"""One address to bytes: http and https only, with limits of size and time, and never from the user's own network.

The address that a name stands for is looked up once, checked, and then connected to, for the first request and for
every redirect, so that no name can point to a private address after the check.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from email.message import Message
from typing import Any, NamedTuple

from firsthand import __version__
from firsthand.errors import ReportError
from firsthand.reports import encodings
from firsthand.reports.addresses import is_address
from firsthand.settings import Settings

MOST_REDIRECTS = 5
CHUNK = 65_536
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # IPv4 addresses behind a translator (RFC 6052)
AGENT = f"firsthand/{__version__}"


class Fetched(NamedTuple):
    """What an address gave: its bytes, the address after redirects, and what the server calls them."""

    data: bytes
    url: str
    media_type: str
    charset: str | None
    headers: Mapping[str, str]


class Answer(NamedTuple):
    """What a server answered: status, headers, body (empty unless 200) and the address after redirects."""

    status: int
    headers: Message
    data: bytes
    url: str


class _PrivateAddressError(OSError):
    pass


def is_public(address: str) -> bool:
    """Is this IP address one of the open internet, with nothing private packed into it?

    >>> [is_public(x) for x in ("192.0.32.8", "127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "fe80::1")]
    [True, False, False, False, False]
    """
    ip = ipaddress.ip_address(address.split("%")[0])
    inner: list[ipaddress.IPv4Address | None] = []
    if isinstance(ip, ipaddress.IPv6Address):
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in _TRANSLATED:
            inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    whole = ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)
    return whole and all(one is None or is_public(str(one)) for one in inner)


def _connected(host: str, port: int, timeout: float, private: bool) -> socket.socket:
    last: OSError = OSError("the name stands for no address")
    for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not private and not is_public(str(address[0])):
            raise _PrivateAddressError("it leads to a private address")
        made = socket.socket(family, kind, protocol)
        try:
            made.settimeout(timeout)
            made.connect(address)
        except BaseException as error:
            made.close()
            if not isinstance(error, OSError):
                raise
            last = error
        else:
            return made
    raise last


def _connections(
    private: bool, sockets: list[socket.socket]
) -> tuple[type[http.client.HTTPConnection], type[http.client.HTTPSConnection]]:
    context = ssl.create_default_context()

    class Plain(http.client.HTTPConnection):
        def connect(self) -> None:
            self.sock = _connected(self.host, self.port, self.timeout or 10, private)
            sockets.append(self.sock)

    class Secure(http.client.HTTPSConnection):
        def connect(self) -> None:
            made = _connected(self.host, self.port, self.timeout or 10, private)
            sockets.append(made)
            self.sock = context.wrap_socket(made, server_hostname=self.host)
            sockets.append(self.sock)

    return Plain, Secure


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = MOST_REDIRECTS

    def __init__(self, allowed: Callable[[str], bool]) -> None:
        self._allowed = allowed

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        if not is_address(newurl):
            raise urllib.error.URLError(f"it redirects to {newurl[:80]}")
        if not self._allowed(newurl):
            raise urllib.error.URLError(f"it redirects to {newurl[:80]}, where it may not be followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(url: str, settings: Settings) -> Fetched:
    """The bytes at ``url``.

    Raises ``ReportError`` if it cannot be reached, is too large or too slow, or lies at a private address.
    """
    got = request(url, settings)
    if got.status != 200:
        what = "redirects in a circle, or to no web address" if 300 <= got.status < 400 else f"answered {got.status}"
        raise ReportError(url, f"the server {what}", "open it in a browser and save the page")
    return Fetched(
        got.data, got.url, got.headers.get_content_type(), got.headers.get_content_charset(), kept(got.headers)
    )


def kept(headers: Message) -> dict[str, str]:
    """The headers of an answer as they are kept with the report; of those that set something on a visitor, none.

    >>> answer = Message()
    >>> answer["ETag"], answer["Set-Cookie"] = "abc", "id=1"
    >>> kept(answer)
    {'ETag': 'abc'}
    """
    return {name: str(value) for name, value in headers.items() if name.lower() not in ("set-cookie", "set-cookie2")}


def request(
    url: str,
    settings: Settings,
    headers: Mapping[str, str] | None = None,
    allowed: Callable[[str], bool] = lambda url: True,
) -> Answer:
    """What the server at ``url`` answers, whatever its status; redirects are followed where they are ``allowed``.

    Raises ``ReportError`` if it cannot be reached, is too large or too slow, or lies at a private address.
    """
    sockets: list[socket.socket] = []
    opener = _opener(settings, allowed, sockets)
    all_headers = {"User-Agent": AGENT, "Accept-Encoding": encodings.ACCEPTED, **(headers or {})}
    deadline = time.monotonic() + settings.url_timeout_s
    watchdog = threading.Timer(settings.url_timeout_s, _hang_up, [sockets])
    watchdog.daemon = True
    watchdog.start()
    try:
        asked = urllib.request.Request(_encoded(url), headers=all_headers)  # noqa: S310  is_address() let only http and https in
        with opener.open(asked, timeout=min(10, settings.url_timeout_s)) as answer:
            data = _decoded(_read(answer, url, settings, deadline), answer.headers, url, settings)
            return Answer(answer.status, answer.headers, data, answer.geturl())
    except _PrivateAddressError as error:
        raise _private(url) from error
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, b"", error.geturl() or url)
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, _PrivateAddressError):
            raise _private(url) from error
        if time.monotonic() > deadline:
            raise _too_slow(url, settings) from error
        raise ReportError(url, f"it could not be fetched ({reason})", "check the address, or save the page") from error
    finally:
        watchdog.cancel()


def _encoded(url: str) -> str:
    """An address in ASCII: feeds write letters in them that a request cannot carry."""
    if url.isascii():
        return url
    parts = urllib.parse.urlsplit(url)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    path, query = (urllib.parse.quote(part, safe="%/:=&?~+!$,;'@()*[]") for part in (parts.path, parts.query))
    return urllib.parse.urlunsplit((parts.scheme, host, path, query, ""))


def _hang_up(sockets: list[socket.socket]) -> None:
    """End the connections of a request whose time is over: a server may send its answer a letter at a time."""
    for one in sockets:
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)


def _opener(
    settings: Settings, allowed: Callable[[str], bool], sockets: list[socket.socket]
) -> urllib.request.OpenerDirector:
    plain, secure = _connections(bool(settings.allow_private_addresses), sockets)

    class Http(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> Any:
            return self.do_open(plain, req)

    class Https(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> Any:
            return self.do_open(secure, req)

    opener = urllib.request.OpenerDirector()
    opener.add_handler(_Redirects(allowed))
    for handler in (Http, Https, urllib.request.HTTPErrorProcessor, urllib.request.HTTPDefaultErrorHandler):
        opener.add_handler(handler())
    return opener


def _private(url: str) -> ReportError:
    return ReportError(
        url, "it leads to a private or local address", "save the page, or set FIRSTHAND_ALLOW_PRIVATE_ADDRESSES=1"
    )


def _read(answer: Any, url: str, settings: Settings, deadline: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    while part := answer.read1(CHUNK):
        parts.append(part)
        size += len(part)
        if size > settings.max_report_bytes:
            raise ReportError(url, f"it is larger than {settings.max_report_mb} MB", "raise FIRSTHAND_MAX_REPORT_MB")
        if time.monotonic() > deadline:
            raise _too_slow(url, settings)
    if time.monotonic() > deadline:  # the connection was ended then, which looks like the end of the answer
        raise _too_slow(url, settings)
    return b"".join(parts)


def _too_slow(url: str, settings: Settings) -> ReportError:
    return ReportError(url, f"it took more than {settings.url_timeout_s} s", "raise FIRSTHAND_URL_TIMEOUT_S")


def _decoded(data: bytes, headers: Message, url: str, settings: Settings) -> bytes:
    encoding = headers.get("Content-Encoding", "identity")
    try:
        out = encodings.decoded(data, encoding, settings.max_report_bytes)
    except LookupError as error:
        raise ReportError(
            url, f"it is packed ({encoding[:20]}), though not asked for", "save the page and give the file"
        ) from error
    except ValueError as error:
        raise ReportError(url, "it cannot be unpacked", "save the page and give the file") from error
    if out is None:
        raise ReportError(url, f"it unpacks to more than {settings.max_report_mb} MB", "raise FIRSTHAND_MAX_REPORT_MB")
    return out
