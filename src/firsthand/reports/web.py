"""One address to bytes: http and https only, with limits of size and time, and never from the user's own network.

The address that a name stands for is looked up once, checked, and then connected to, for the first request and for
every redirect, so that no name can point to a private address after the check.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, NamedTuple

from firsthand import __version__
from firsthand.errors import ReportError
from firsthand.settings import Settings

MOST_REDIRECTS = 5
CHUNK = 65_536


class Fetched(NamedTuple):
    """What an address gave: its bytes, the address after redirects, and what the server calls them."""

    data: bytes
    url: str
    media_type: str
    charset: str | None


class _PrivateAddressError(OSError):
    pass


def is_address(path: str) -> bool:
    """Is this an address to fetch rather than a file?

    >>> is_address("https://example.org/a"), is_address("reports/a.txt")
    (True, False)
    """
    return path.lower().startswith(("http://", "https://"))


def _connected(host: str, port: int, timeout: float, private: bool) -> socket.socket:
    last: OSError = OSError("the name stands for no address")
    for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not private and not ipaddress.ip_address(str(address[0]).split("%")[0]).is_global:
            raise _PrivateAddressError("it leads to a private address")
        try:
            made = socket.socket(family, kind, protocol)
            made.settimeout(timeout)
            made.connect(address)
        except OSError as error:
            last = error
        else:
            return made
    raise last


def _connections(private: bool) -> tuple[type[http.client.HTTPConnection], type[http.client.HTTPSConnection]]:
    context = ssl.create_default_context()

    class Plain(http.client.HTTPConnection):
        def connect(self) -> None:
            self.sock = _connected(self.host, self.port, self.timeout or 10, private)

    class Secure(http.client.HTTPSConnection):
        def connect(self) -> None:
            made = _connected(self.host, self.port, self.timeout or 10, private)
            self.sock = context.wrap_socket(made, server_hostname=self.host)

    return Plain, Secure


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = MOST_REDIRECTS

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        if not is_address(newurl):
            raise urllib.error.URLError(f"it redirects to {newurl[:80]}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(url: str, settings: Settings) -> Fetched:
    """The bytes at ``url``.

    Raises ``ReportError`` if it cannot be reached, is too large or too slow, or lies at a private address.
    """
    plain, secure = _connections(bool(settings.allow_private_addresses))

    class Http(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> Any:
            return self.do_open(plain, req)

    class Https(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> Any:
            return self.do_open(secure, req)

    opener = urllib.request.OpenerDirector()
    errors = (urllib.request.HTTPErrorProcessor, urllib.request.HTTPDefaultErrorHandler)
    for handler in (Http, Https, _Redirects, *errors):
        opener.add_handler(handler())
    headers = {"User-Agent": f"firsthand/{__version__}", "Accept-Encoding": "identity"}
    request = urllib.request.Request(url, headers=headers)  # noqa: S310  is_address() let only http and https in
    deadline = time.monotonic() + settings.url_timeout_s
    try:
        with opener.open(request, timeout=min(10, settings.url_timeout_s)) as answer:
            if answer.headers.get("Content-Encoding", "identity") not in ("", "identity"):
                raise ReportError(url, "it is compressed, though not asked for", "save the page and give the file")
            data = _read(answer, url, settings, deadline)
            about = answer.headers
            return Fetched(data, answer.geturl(), about.get_content_type(), about.get_content_charset())
    except _PrivateAddressError as error:
        raise _private(url) from error
    except urllib.error.HTTPError as error:
        what = "redirects in a circle, or to no web address" if 300 <= error.code < 400 else f"answered {error.code}"
        raise ReportError(url, f"the server {what}", "open it in a browser and save the page") from error
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, _PrivateAddressError):
            raise _private(url) from error
        raise ReportError(url, f"it could not be fetched ({reason})", "check the address, or save the page") from error


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
            raise ReportError(url, f"it took more than {settings.url_timeout_s} s", "raise FIRSTHAND_URL_TIMEOUT_S")
    return b"".join(parts)
