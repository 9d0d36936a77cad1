import asyncio
import os
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pyoxigraph as ox
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph import sandbox
from graph.answer import GRAPHS, TABLES, Job
from graph.sandbox import Limits
from graph.sparql import Dataset, QueryError, check
from tests.graph.asking import run

JSON, XML, CSV, TSV = TABLES
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    for graph in (NamedNode("http://g/one"), ox.DefaultGraph()):
        for number in range(200):
            store.add(Quad(NamedNode(f"http://x/{number}"), NamedNode("http://x/p"), Literal(f"line\n{number}"), graph))
    return store


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port, and what arrives at it."""
    arrived: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    arrived.append(connection.recv(1000))

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield server.getsockname()[1], arrived
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def answer(store: ox.Store, query: str, limits: Limits | None = None, dataset: Dataset | None = None) -> str:
    limits = limits or Limits(seconds=20)
    job = Job(store=store, query=query, dataset=dataset, table=CSV, graph=GRAPHS[1], limits=limits)
    with sandbox.run(job, limits) as output:
        return output.read().decode().split("\n", 1)[1]


def fault(store: ox.Store, query: str, limits: Limits | None = None, dataset: Dataset | None = None) -> QueryError:
    with pytest.raises(QueryError) as caught:
        answer(store, query, limits, dataset)
    assert "\n" not in str(caught.value)
    return caught.value


def children() -> set[str]:
    """The processes that this one has started and not waited for."""
    return {pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()}


def test_a_join_without_end_is_stopped(store: ox.Store) -> None:
    assert fault(store, CROSS, Limits(seconds=0.5)).kind == "time"


def test_a_sort_without_bounds_is_stopped(store: ox.Store) -> None:
    bomb = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c"
    assert fault(store, bomb, Limits(seconds=60, memory=200 * 2**20)).kind == "memory"


def test_too_many_rows_are_no_answer(store: ox.Store) -> None:
    every = "SELECT ?c { GRAPH ?g { ?a ?b ?c } }"
    assert fault(store, every, Limits(rows=199)).kind == "size"
    assert answer(store, every, Limits(rows=200)).count("line") == 200


def test_too_many_triples_are_no_answer(store: ox.Store) -> None:
    every = "CONSTRUCT { ?a ?b ?c } { ?a ?b ?c }"
    assert fault(store, every, Limits(rows=199)).kind == "size"
    assert answer(store, every, Limits(rows=200)).count("line") == 200


@pytest.mark.parametrize("query", ["SELECT ?c { ?a ?b ?c }", "CONSTRUCT { ?a ?b ?c } { ?a ?b ?c }"])
def test_too_many_bytes_are_no_answer(query: str, store: ox.Store) -> None:
    assert fault(store, query, Limits(size=1000)).kind == "size"


def test_an_answer_is_the_same_each_time(store: ox.Store) -> None:
    every = "CONSTRUCT { ?a ?b ?c } { ?a ?b ?c }"
    lines = answer(store, every).splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 200


@pytest.mark.parametrize("form", TABLES, ids=lambda form: form.name)
def test_a_value_survives_every_format(form: object, store: ox.Store) -> None:
    job = Job(store=store, query='SELECT ("a\\t\\"b\\"\\n<é>"@en AS ?x) {}', table=form, graph=None)  # type: ignore[arg-type]
    with sandbox.run(job, job.limits) as output:
        kind, body = output.read().decode().split("\n", 1)
    assert kind == form.media_type  # type: ignore[attr-defined]
    shown = {
        "json": r'"a\t\"b\"\n<é>"',
        "xml": "a\t&quot;b&quot;\n&lt;é&gt;",
        "csv": 'x\r\n"a\t""b""\n<é>"\r\n',
        "tsv": '?x\n"a\\t\\"b\\"\\n<é>"@en\n',
    }
    assert shown[form.name] in body  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <URL> { ?a ?b ?c } }",
        "SELECT * { SERVICE SILENT <URL> { ?a ?b ?c } }",
        "SELECT * { service\n<URL> { ?a ?b ?c } }",
        "SELECT * { S\\u0045RVICE <URL> { ?a ?b ?c } }",
        "SELECT * { VALUES ?s { <URL> } SERVICE ?s { ?a ?b ?c } }",
        "SELECT * { VALUES (?a ?b) { (1 2) } FILTER(?a<?b)SERVICE#comment>\n<URL> { ?c ?d ?e } }",
        "SELECT * FROM <URL> { ?a ?b ?c }",
        "PREFIX u: <URL> SELECT * FROM u: { ?a ?b ?c }",
        "SELECT * FROM NAMED <URL> { GRAPH ?g { ?a ?b ?c } }",
        "LOAD <URL>",
        "PREFIX a: <x:> LOAD SILENT <URL> INTO GRAPH <http://g/one>",
    ],
)
def test_nothing_is_fetched(query: str, store: ox.Store, listener: tuple[int, list[bytes]]) -> None:
    port, arrived = listener
    assert fault(store, query.replace("URL", f"http://127.0.0.1:{port}/x")).kind == "refused"
    assert arrived == []


def test_no_file_is_read(store: ox.Store) -> None:
    assert fault(store, "SELECT * FROM <file:///etc/hostname> { ?a ?b ?c }").kind == "refused"


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "DELETE WHERE { ?a ?b ?c }",
        "# a comment\nPREFIX insert: <x:> BASE <x:> insert { ?a ?b 1 } WHERE { ?a ?b ?c }",
        "CLEAR ALL",
        "DROP GRAPH <http://g/one>",
    ],
)
def test_updates_are_refused(query: str, store: ox.Store) -> None:
    assert fault(store, query).kind == "refused"
    assert len(store) == 400


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ("SERVICE" AS ?service) { BIND("""LOAD "x" SERVICE""" AS ?x) }',
        "SELECT * { <http://x/SERVICE> <http://x/load> ?o } # SERVICE",
        "PREFIX service: <http://x/> SELECT ?service { ?service service:service service:load }",
        "SELECT (1 < 2 AS ?a) (2 > 1 AS ?b) { }",
    ],
)
def test_the_words_may_stand_where_they_do_nothing(query: str, store: ox.Store) -> None:
    answer(store, query)


def test_a_query_that_is_none_says_where(store: ox.Store) -> None:
    wrong = fault(store, "SELECT ?x WHERE {\n ?x ?y }")
    assert wrong.kind == "malformed"
    assert "2:" in str(wrong)


def test_the_default_graph_and_chosen_ones(store: ox.Store) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }"
    assert answer(store, count) == "n\r\n200\r\n"
    assert answer(store, "SELECT (COUNT(*) AS ?n) FROM <http://g/one> { ?a ?b ?c }") == "n\r\n200\r\n"
    assert answer(store, "SELECT (COUNT(*) AS ?n) FROM NAMED <http://g/one> { ?a ?b ?c }") == "n\r\n0\r\n"
    assert answer(store, count, dataset=Dataset(named=("http://g/one",))) == "n\r\n0\r\n"
    assert answer(store, count, dataset=Dataset(default=("http://g/one",))) == "n\r\n200\r\n"


def test_graphs_chosen_together_say_each_triple_once(store: ox.Store) -> None:
    more = ox.Store()
    more.extend(store)
    more.extend(
        Quad(quad.subject, quad.predicate, quad.object, NamedNode("http://g/two"))
        for quad in store.quads_for_pattern(None, None, None, NamedNode("http://g/one"))
    )
    count = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }"
    both = Dataset(default=("http://g/one", "http://g/two"))
    assert answer(more, count, dataset=both) == "n\r\n200\r\n"
    assert answer(more, count.replace("{", "FROM <http://g/one> FROM <http://g/two> {")) == "n\r\n200\r\n"
    assert answer(more, "SELECT DISTINCT ?g { GRAPH ?g { ?a ?b ?c } }", dataset=both) == "g\r\n"
    assert len(more) == 600


def test_a_dataset_of_the_request_replaces_that_of_the_query(store: ox.Store) -> None:
    query = "SELECT (COUNT(*) AS ?n) FROM <http://g/one> { ?a ?b ?c }"
    assert answer(store, query, dataset=Dataset(named=("http://g/one",))) == "n\r\n0\r\n"


@pytest.mark.parametrize("name", ["http://g/two", "not an iri", ""])
def test_an_unknown_graph_is_told(name: str, store: ox.Store) -> None:
    assert fault(store, "ASK {}", dataset=Dataset(default=(name,))).kind == "refused"


def test_from_clauses_are_read_with_their_prefixes() -> None:
    asked = (
        "PREFIX g: <http://g/> SELECT * FROM g:one FROM NAMED <http://g/two> FROM NAMED apk:x { ?from ?b 'FROM <x:>' }"
    )
    assert check(asked) == Dataset(
        default=("http://g/one",), named=("http://g/two", "https://w3id.org/apk-network/ontology#x")
    )


def test_a_process_that_dies_leaves_no_answer() -> None:
    def die(output: IO[bytes]) -> None:
        output.write(b"half an answer")
        output.flush()
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(QueryError):
        sandbox.run(die, Limits())


def test_the_work_can_open_nothing() -> None:
    def look(output: IO[bytes]) -> None:
        for attempt in (lambda: open("/etc/hostname", "rb"), socket.socket):  # noqa: PTH123, SIM115
            try:
                attempt()
                output.write(b"open ")
            except OSError:
                output.write(b"closed ")

    with sandbox.run(look, Limits()) as output:
        assert output.read() == b"closed closed "


def test_where_no_process_can_fork_a_query_is_answered_all_the_same(
    store: ox.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "CAN_FORK", False)
    assert answer(store, "SELECT (1 AS ?n) {}") == "n\r\n1\r\n"
    assert fault(store, "SELECT").kind == "malformed"


def test_no_process_is_left_behind(store: ox.Store) -> None:
    before = children()
    fault(store, CROSS, Limits(seconds=0.2))
    assert children() == before


def test_queries_run_side_by_side_and_a_slow_one_holds_up_none(store: ox.Store) -> None:
    async def both() -> list[str]:
        ended: list[str] = []

        async def ask(name: str, query: str) -> None:
            limits = Limits(seconds=1)
            job = Job(store=store, query=query, table=CSV, graph=None, limits=limits)
            try:
                (await sandbox.run_async(job, limits)).close()
            except QueryError as error:
                name += f" {error.kind}"
            ended.append(name)

        await asyncio.gather(ask("slow", CROSS), ask("fast", "ASK {}"))
        return ended

    assert run(both()) == ["fast", "slow time"]


def test_a_query_given_up_is_stopped(store: ox.Store) -> None:
    async def give_up() -> None:
        job = Job(store=store, query=CROSS, table=CSV, graph=None)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(sandbox.run_async(job, job.limits), 0.2)

    before = children()
    run(give_up())
    assert children() == before
