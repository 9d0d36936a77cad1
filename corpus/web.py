"""A web page that the user names, fetched with the site's leave and within limits.

The only place of the software that opens a connection, and only to the address that a user gives.
"""

import ipaddress
import socket
import urllib.error
import urllib.request
import urllib.robotparser
from urllib.parse import urljoin, urlsplit

from corpus.formats import MAX_BYTES, Draft, draft_of
from ontology.errors import DataError

TIMEOUT = 20
"""Seconds without an answer after which a site is given up."""

AGENT = "apk-stakeholder-graph/1.0"
_REDIRECTS = 5
_SUFFIXES = {"text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf"}


def draft_from_web(address: str, *, allow_private: bool = False) -> Draft:
    """Fetch a page and return its draft, whose source is the address.

    Robots.txt is respected, redirects are followed a few times, and addresses inside a private network are refused
    (`allow_private` is for tests against a server on this machine).

    Raises:
        DataError: the address is no web address, private, forbidden by robots.txt, too large, or does not answer.
    """
    opener = urllib.request.build_opener(_NoRedirect)
    opener.addheaders = [("User-Agent", AGENT)]
    page = address
    for _ in range(_REDIRECTS + 1):
        _check(page, allow_private=allow_private)
        _ask_leave(opener, page, address)
        try:
            with opener.open(page, timeout=TIMEOUT) as answer:
                return _draft(address, answer)
        except urllib.error.HTTPError as error:
            if error.code not in {301, 302, 303, 307, 308} or not error.headers.get("Location"):
                raise DataError(
                    address, f"the site answers {error.code} {error.reason}", "check the address"
                ) from error
            page = urljoin(page, error.headers["Location"])
        except (OSError, ValueError) as error:
            raise DataError(
                address, f"the site does not answer ({error})", "check the address and your network"
            ) from error
    raise DataError(address, "the site redirects without end", "give the address of the page itself")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Leaves redirects to us, so that every new address is checked."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Follow none."""


def _check(address: str, *, allow_private: bool) -> None:
    """Refuse what is no public web address.

    Raises:
        DataError: as said.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise DataError(address, "it is no web address", "give one that begins with https:// or http://")
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or parts.scheme, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        raise DataError(address, f"the site is not found ({error})", "check the address and your network") from error
    if not allow_private and not all(ipaddress.ip_address(entry[4][0]).is_global for entry in found):
        raise DataError(address, "the address lies in a private network", "save the page and add the file")


def _ask_leave(opener: urllib.request.OpenerDirector, page: str, address: str) -> None:
    robots = urllib.robotparser.RobotFileParser()
    try:
        with opener.open(urljoin(page, "/robots.txt"), timeout=TIMEOUT) as answer:
            robots.parse(answer.read(MAX_BYTES).decode("utf-8", "replace").splitlines())
    except (OSError, ValueError):
        return  # a site without robots.txt forbids nothing (RFC 9309, 2.3.1.3)
    if not robots.can_fetch(AGENT, page):
        raise DataError(address, "the site's robots.txt does not allow it", "save the page yourself and add the file")


def _draft(address: str, answer: "urllib.request._UrlopenRet") -> Draft:
    kind = answer.headers.get_content_type()
    suffix = _SUFFIXES.get(kind)
    if suffix is None:
        raise DataError(address, f"the page is of the type {kind}", "give a web page or a PDF file")
    content = answer.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise DataError(address, "the page is too large", "save what matters of it as a text file")
    found = draft_of(address, suffix, content)
    return Draft(
        title=found.title, body=found.body, date=found.date, publisher=found.publisher, source=found.source or address
    )
