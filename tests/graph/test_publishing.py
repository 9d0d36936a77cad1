import base64
import socket
import subprocess
import sysconfig
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest

from graph import iri
from graph.nquads import to_lines, write_lines
from graph.publishing import Published, publish
from ontology.errors import DataError
from tests.graph import sample


def graphs() -> dict[str, set[ox.Quad]]:
    found: dict[str, set[ox.Quad]] = {}
    for quad in sample.quads():
        assert isinstance(quad.graph_name, ox.NamedNode)
        found.setdefault(quad.graph_name.value, set()).add(quad)
    return found


def write(folder: Path, *names: str) -> None:
    quads = [quad for quad in sample.quads() if str(quad.graph_name)[1:-1].endswith(names)]
    write_lines(folder / "dataset.nq", to_lines(quads))


@dataclass
class Store:
    """A Graph Store in memory that can be told to fail, and notes what it was asked."""

    url: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    held: dict[str, bytes] = field(default_factory=dict)
    headers: list[str | None] = field(default_factory=list)
    answers: Callable[[int], int] = lambda _: 204


@pytest.fixture
def store() -> Iterator[Store]:
    found = Store()

    class Handler(BaseHTTPRequestHandler):
        def _take(self) -> None:
            graph = parse_qs(urlsplit(self.path).query)["graph"][0]
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            found.asked.append((self.command, graph))
            found.headers.append(self.headers.get("Authorization"))
            status = found.answers(len(found.asked))
            if status < 300 and self.command == "PUT":
                found.held[graph] = body
            if status < 300 and self.command == "DELETE" and found.held.pop(graph, None) is None:
                status = 404
            self.send_response(status)
            self.end_headers()

        do_PUT = do_DELETE = _take  # noqa: N815 the names that http.server calls

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.url = f"http://127.0.0.1:{server.server_address[1]}/data"
    yield found
    server.shutdown()
    server.server_close()


def at_once(_: float) -> None:
    return


def test_only_what_changed_is_sent_and_what_is_gone_is_deleted(store: Store, tmp_path: Path) -> None:
    write(tmp_path, "enu-2021-04", "empty")
    assert publish(tmp_path, store.url, {}) == Published(put=2, deleted=0, unchanged=0)
    assert publish(tmp_path, store.url, {}) == Published(put=0, deleted=0, unchanged=2)
    write(tmp_path, "enu-2021-04", "enu-2021-05")
    assert publish(tmp_path, store.url, {}) == Published(put=1, deleted=1, unchanged=1)
    assert set(store.held) == {iri.announcement("enu-2021-04"), iri.announcement("enu-2021-05")}
    for name, body in store.held.items():
        triples = {(t.subject, t.predicate, t.object) for t in ox.parse(body, format=ox.RdfFormat.TURTLE)}
        assert triples == {(q.subject, q.predicate, q.object) for q in graphs()[name]}


def test_a_failure_in_the_middle_is_resumed(store: Store, tmp_path: Path) -> None:
    write(tmp_path, "enu-2021-04", "enu-2021-05", "empty")
    store.answers = lambda number: 204 if number == 1 else 503
    with pytest.raises(DataError, match=r"503.*publish again"):
        publish(tmp_path, store.url, {}, at_once)
    assert len(store.held) == 1
    store.answers = lambda _: 204
    assert publish(tmp_path, store.url, {}, at_once) == Published(put=2, deleted=0, unchanged=1)


def test_a_short_failure_is_overcome(store: Store, tmp_path: Path) -> None:
    write(tmp_path, "enu-2021-04")
    store.answers = lambda number: 503 if number < 3 else 204
    assert publish(tmp_path, store.url, {}, at_once).put == 1


def test_a_refusal_is_not_repeated(store: Store, tmp_path: Path) -> None:
    write(tmp_path, "enu-2021-04")
    store.answers = lambda _: 401
    with pytest.raises(DataError, match="401"):
        publish(tmp_path, store.url, {}, at_once)
    assert len(store.asked) == 1


def test_a_journal_line_cut_short_sends_the_graph_again(store: Store, tmp_path: Path) -> None:
    write(tmp_path, "enu-2021-04")
    publish(tmp_path, store.url, {})
    (journal,) = tmp_path.glob(".published-*")
    journal.write_text(journal.read_text()[:-10])
    assert publish(tmp_path, store.url, {}).put == 1


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, None),
        ({"APK_PUBLISH_TOKEN": "t"}, "Bearer t"),
        (
            {"APK_PUBLISH_USER": "a", "APK_PUBLISH_PASSWORD": "ü"},
            "Basic " + base64.b64encode("a:ü".encode()).decode(),
        ),
    ],
)
def test_credentials_come_from_the_environment(
    store: Store, tmp_path: Path, environment: dict[str, str], expected: str | None
) -> None:
    write(tmp_path, "empty")
    publish(tmp_path, store.url, environment)
    assert store.headers == [expected]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://host/", "nonsense", "http://"])
def test_what_is_no_address_is_one_clear_line(tmp_path: Path, url: str) -> None:
    with pytest.raises(DataError, match="not the address"):
        publish(tmp_path, url, {})


def test_a_store_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    write(tmp_path, "empty")
    with pytest.raises(DataError, match="did not take"):
        publish(tmp_path, f"http://127.0.0.1:{free_port()}/", {}, at_once)


def test_a_folder_without_a_build_is_one_clear_line(store: Store, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="run build first"):
        publish(tmp_path, store.url, {})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def oxigraph(tmp_path: Path) -> Iterator[str]:
    """Yield the address of an Oxigraph server, another program than the library that builds our store."""
    port = free_port()
    address = f"127.0.0.1:{port}"
    program = str(Path(sysconfig.get_path("scripts"), "oxigraph"))
    command = [program, "serve", "--location", str(tmp_path / "server"), "--bind", address]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://{address}/query")  # noqa: S310 our own server
            break
        except OSError:
            time.sleep(0.1)
    yield f"http://{address}"
    server.terminate()
    server.wait()


def test_an_oxigraph_server_holds_the_dataset(oxigraph: str, tmp_path: Path) -> None:
    write(tmp_path, "enu-2021-04", "enu-2021-05", "empty")
    publish(tmp_path, f"{oxigraph}/store", {})
    write(tmp_path, "enu-2021-04", "empty")
    publish(tmp_path, f"{oxigraph}/store", {})
    request = urllib.request.Request(f"{oxigraph}/store", headers={"Accept": "application/n-quads"})  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        held = set(ox.parse(answer.read(), format=ox.RdfFormat.N_QUADS))
    assert held == {quad for name, quads in graphs().items() if not name.endswith("05") for quad in quads}
