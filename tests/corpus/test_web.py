import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from corpus.web import draft_from_web
from ontology.errors import DataError

ARTICLE = "<html><head><title>Council met</title></head><body><article><h1>Council met</h1>" + (
    "<p>The council of the Assembly met in Almaty and heard the report of its chairman about the year.</p>" * 3
)
PAGES = {
    "/robots.txt": (200, "text/plain", "User-agent: *\nDisallow: /private\n"),
    "/news": (200, "text/html", ARTICLE),
    "/private": (200, "text/html", ARTICLE),
    "/moved": (302, "/news", ""),
    "/loop": (302, "/loop", ""),
    "/picture": (200, "image/png", "x"),
    "/large": (200, "text/html", "x" * 20_000_001),
}


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, kind, text = PAGES.get(self.path, (404, "text/plain", ""))
        self.send_response(status)
        self.send_header("Location" if status == 302 else "Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a small web site on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("path", ["/news", "/moved"])
def test_a_page_is_fetched_and_its_address_kept_as_source(site: str, path: str) -> None:
    found = draft_from_web(site + path, allow_private=True)
    assert found.title == "Council met"
    assert "heard the report" in found.body
    assert found.source == site + path


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/private", "robots.txt"),
        ("/loop", "redirects without end"),
        ("/picture", "image/png"),
        ("/missing", "404"),
        ("/large", "too large"),
    ],
)
def test_what_cannot_or_must_not_be_fetched_is_one_clear_fault(site: str, path: str, problem: str) -> None:
    with pytest.raises(DataError, match=problem):
        draft_from_web(site + path, allow_private=True)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/"]
)
def test_private_addresses_are_refused(address: str) -> None:
    with pytest.raises(DataError, match="private network"):
        draft_from_web(address)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org/", "nonsense", "http://"])
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(DataError, match="no web address"):
        draft_from_web(address)
