"""Publishing to a real second server, Oxigraph's own, and to one that fails when told to."""

import base64
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import Request, urlopen

import pytest

from graph.publish import RECORD, Published, publish
from ontology.errors import DataError
from ontology.terms import BASE


class FailingStore(ThreadingHTTPServer):
    """A Graph Store in memory that closes the connection after so many requests."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.graphs: dict[str, bytes] = {}
        self.seen: list[tuple[str, str]] = []
        self.authorisation: set[str | None] = set()
        self.failing_after = 10**9
        self.status = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/store"


class Handler(BaseHTTPRequestHandler):
    server: FailingStore

    def answer(self) -> None:
        graph = parse_qs(urlsplit(self.path).query)["graph"][0]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        graphs, status, told = self.server.graphs, 204, b""
        self.server.authorisation.add(self.headers.get("Authorization"))
        if len(self.server.seen) >= self.server.failing_after:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.server.seen.append((self.command, graph))
        if self.server.status:
            status = self.server.status
        elif self.command == "GET":
            status, told = (200, graphs[graph]) if graph in graphs else (404, b"")
        elif self.command == "PUT":
            graphs[graph] = body
        elif self.command == "POST":
            graphs[graph] = graphs.get(graph, b"") + body
        else:
            status = 204 if graphs.pop(graph, None) is not None else 404
        self.send_response(status)
        self.send_header("Content-Type", "text/turtle")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    do_GET = do_PUT = do_POST = do_DELETE = answer  # noqa: N815 - http.server's names

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def store() -> Iterator[FailingStore]:
    with FailingStore() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def build(tmp_path: Path) -> Path:
    write(tmp_path, {f"a{number:03}": ["x", "y"] for number in range(120)})
    return tmp_path


def write(folder: Path, graphs: dict[str, list[str]]) -> None:
    lines = [
        f'<{BASE}person/{name}> <{BASE}says> "{words}"@en <{BASE}announcement/{name}> .\n'
        for name, every in graphs.items()
        for words in every
    ]
    (folder / "dataset.nq").write_text("".join(sorted(lines)), encoding="utf-8")


def put_in(store: FailingStore) -> list[str]:
    return [graph for method, graph in store.seen if method == "PUT" and graph != RECORD]


def test_all_graphs_go_then_only_changed_ones(build: Path, store: FailingStore) -> None:
    assert publish(build, store.url) == Published(put=120, deleted=0, unchanged=0)
    assert len(store.graphs) == 121
    store.seen.clear()
    assert publish(build, store.url) == Published(put=0, deleted=0, unchanged=120)
    assert store.seen == [("GET", RECORD)]
    graphs = {f"a{number:03}": ["x", "y"] for number in range(1, 120)} | {"a007": ["z"], "new": ["n"]}
    write(build, graphs)
    assert publish(build, store.url) == Published(put=2, deleted=1, unchanged=118)
    assert put_in(store) == [f"{BASE}announcement/a007", f"{BASE}announcement/new"]
    assert f"{BASE}announcement/a000" not in store.graphs
    assert store.graphs[f"{BASE}announcement/a007"] == f'<{BASE}person/a007> <{BASE}says> "z"@en .\n'.encode()


def test_graphs_of_others_are_left_alone(build: Path, store: FailingStore) -> None:
    store.graphs["http://other/graph"] = b"<x:a> <x:b> <x:c> .\n"
    publish(build, store.url)
    write(build, {"one": ["x"]})
    publish(build, store.url)
    assert set(store.graphs) == {"http://other/graph", RECORD, f"{BASE}announcement/one"}


@pytest.mark.parametrize("after", [0, 1, 2, 40, 52, 53, 54, 100, 124])
def test_a_run_that_stops_is_gone_on_with(after: int, build: Path, store: FailingStore) -> None:
    store.failing_after = after
    with pytest.raises(DataError, match="publish again: it goes on from there"):
        publish(build, store.url)
    recorded = 50 * [method for method, _ in store.seen].count("POST")
    store.failing_after = 10**9
    assert publish(build, store.url).put == 120 - min(recorded, 120)
    assert publish(build, store.url) == Published(put=0, deleted=0, unchanged=120)
    assert all(triples.count(b"\n") == 2 for graph, triples in store.graphs.items() if graph != RECORD)


@pytest.mark.parametrize("after", range(8))
def test_a_change_taken_back_after_a_stop_is_not_forgotten(after: int, tmp_path: Path, store: FailingStore) -> None:
    first = {"one": ["x"], "two": ["x"], "three": ["x"]}
    write(tmp_path, first)
    publish(tmp_path, store.url)
    before = dict(store.graphs)
    store.failing_after = len(store.seen) + after
    write(tmp_path, {"one": ["changed"], "two": ["changed"], "four": ["x"]})
    with pytest.raises(DataError):
        publish(tmp_path, store.url)
    store.failing_after = 10**9
    write(tmp_path, first)
    publish(tmp_path, store.url)
    store.graphs[RECORD] = before[RECORD] = b""
    assert store.graphs == before


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, None),
        ({"GRAPH_STORE_TOKEN": "t0k"}, "Bearer t0k"),
        (
            {"GRAPH_STORE_USER": "me", "GRAPH_STORE_PASSWORD": "pa:ss"},
            "Basic " + base64.b64encode(b"me:pa:ss").decode(),
        ),
    ],
)
def test_credentials_come_from_the_environment(
    environment: dict[str, str], expected: str | None, build: Path, store: FailingStore
) -> None:
    publish(build, store.url, environment=environment)
    assert store.authorisation == {expected}


def test_a_password_does_not_go_in_the_clear(build: Path) -> None:
    with pytest.raises(DataError, match="use https"):
        publish(build, "http://store.example/data", environment={"GRAPH_STORE_TOKEN": "secret"})


@pytest.mark.parametrize("status", [401, 403, 405, 500])
def test_a_refusal_is_one_line_without_the_password(status: int, build: Path, store: FailingStore) -> None:
    store.status = status
    with pytest.raises(DataError, match=f"refused to GET .*{status}") as caught:
        publish(build, store.url, environment={"GRAPH_STORE_TOKEN": "secret"})
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "store", "ftp://x/y", "http://", ""])
def test_an_address_is_checked(url: str, build: Path) -> None:
    with pytest.raises(DataError, match="no address of a Graph Store"):
        publish(build, url)


def test_no_build_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="run build first"):
        publish(tmp_path, "http://127.0.0.1:1/store")


def test_a_page_is_no_graph_store(build: Path, store: FailingStore) -> None:
    store.graphs[RECORD] = b"<!doctype html><p>Welcome"
    with pytest.raises(DataError, match="check the address"):
        publish(build, store.url)


@pytest.fixture
def oxigraph() -> Iterator[str]:
    """Oxigraph's own server, on a free port, in memory."""
    beside = Path(sys.executable).with_name("oxigraph")
    program = str(beside) if beside.exists() else shutil.which("oxigraph")
    assert program is not None
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with subprocess.Popen([program, "serve", "--bind", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL) as server:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        server.terminate()


def test_a_real_server_holds_what_was_built(gold_build: Path, oxigraph: str, tmp_path: Path) -> None:
    def dump() -> list[bytes]:
        address = f"{oxigraph}/store"
        with urlopen(Request(address, headers={"Accept": "application/n-quads"})) as answer:  # noqa: S310 - our own server
            return sorted(line for line in answer.read().splitlines() if RECORD.encode() not in line)

    lines = (gold_build / "dataset.nq").read_bytes().splitlines()
    first = publish(gold_build, f"{oxigraph}/store")
    assert dump() == sorted(lines)
    withdrawn = f"<{BASE}announcement/zhetysu-2021-04-youth-tracks> .".encode()
    (tmp_path / "dataset.nq").write_bytes(b"".join(line + b"\n" for line in lines if not line.endswith(withdrawn)))
    assert publish(tmp_path, f"{oxigraph}/store") == Published(put=0, deleted=1, unchanged=first.put - 1)
    assert dump() == sorted((tmp_path / "dataset.nq").read_bytes().splitlines())
    query = urlencode({"query": f"ASK {{ GRAPH <{BASE}announcement/zhetysu-2021-04-youth-tracks> {{ ?s ?p ?o }} }}"})
    with urlopen(f"{oxigraph}/query?{query}") as answer:  # noqa: S310 - our own server
        assert b"false" in answer.read()
