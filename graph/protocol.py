"""The SPARQL 1.1 Protocol, its query half: from a request to an answer, whole or an error.

W3C, SPARQL 1.1 Protocol (2013), §2.1; SPARQL 1.1 Service Description (2013).
"""

import asyncio
import os
from collections.abc import AsyncIterator, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from typing import IO
from urllib.parse import parse_qsl

import pyoxigraph as ox
from pyoxigraph import NamedNode, Triple
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from graph import sandbox
from graph.answer import GRAPHS, TABLES, Format, Job
from graph.negotiation import preferred
from graph.sandbox import Limits
from graph.sparql import Dataset, QueryError
from ontology.terms import DCTERMS, PREFIXES, RDF

ALLOWED = "GET, HEAD, OPTIONS, POST"
BODY_LIMIT = 2**20
WAITING_LIMIT = 50
"""So many queries wait for a free process; any more are told to come again."""

_STATUS = {"malformed": 400, "refused": 403, "format": 406, "time": 503, "memory": 503, "size": 503}
_CHUNK = 2**16
_SD = "http://www.w3.org/ns/sparql-service-description#"


class RequestError(Exception):
    """A request that is not answered: an HTTP status and one line that says why."""

    def __init__(self, status: int, message: str) -> None:
        """Keep the status beside the message."""
        self.status = status
        super().__init__(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The parameters of a query operation; `query` is None when there is none."""

    query: str | None
    dataset: Dataset | None
    format: str | None


class Answering:
    """Answers queries on one store, a few at a time."""

    def __init__(self, store: ox.Store, limits: Limits) -> None:
        """Take the store and what each query may use."""
        self.store = store
        self.limits = limits
        self._free = asyncio.Semaphore(os.cpu_count() or 1)
        self._waiting = 0

    async def answer(
        self, request: Request, query: str, *, accept: str | None, dataset: Dataset | None = None
    ) -> Response:
        """Return the answer to a query in the format that an `Accept` header prefers.

        Raises:
            RequestError: it has no answer.
        """
        table, graph = _choose(TABLES, accept), _choose(GRAPHS, accept)
        if table is None and graph is None:
            raise RequestError(
                406, "no format of an answer is acceptable; accept " + ", ".join(_types((*TABLES, *GRAPHS)))
            )
        output = await self.run(request, query, dataset=dataset, table=table, graph=graph)
        media_type = output.readline().decode().strip()
        start = output.tell()
        size = output.seek(0, os.SEEK_END) - start
        output.seek(start)
        return StreamingResponse(
            _chunks(output), media_type=media_type, headers={"Content-Length": str(size), "Vary": "Accept"}
        )

    async def run(
        self,
        request: Request,
        query: str,
        *,
        dataset: Dataset | None = None,
        table: Format | None = None,
        graph: Format | None = None,
    ) -> IO[bytes]:
        """Return the answer as a file: its media type, a newline, the answer.

        When the asker of `request` goes away, the query is stopped.

        Raises:
            RequestError: it has none.
        """
        if self._waiting >= WAITING_LIMIT:
            raise RequestError(503, "too many queries wait already; try again later")
        self._waiting += 1
        try:
            async with self._free:
                job = Job(store=self.store, query=query, dataset=dataset, table=table, graph=graph, limits=self.limits)
                return await _unless_gone(request, sandbox.run_async(job, self.limits))
        except QueryError as error:
            raise RequestError(_STATUS[error.kind], str(error)) from error
        finally:
            self._waiting -= 1


async def read_query(request: Request) -> Asked:
    """Return what a query operation asks: by GET, by POST as a form, or by POST directly.

    Raises:
        RequestError: the request is not of one of these forms.
    """
    fields = _decoded(request.url.query)
    if request.method == "POST":
        kind, _, rest = request.headers.get("content-type", "").partition(";")
        if "charset" in rest.lower() and "utf-8" not in rest.lower():
            raise RequestError(415, "only UTF-8 is read")
        match kind.strip().lower():
            case "application/x-www-form-urlencoded":
                fields = _decoded(await _body(request))
            case "application/sparql-query":
                fields = [*(pair for pair in fields if pair[0] != "query"), ("query", await _body(request))]
            case "application/sparql-update":
                raise RequestError(403, "the graph is read only: updates are refused")
            case other:
                wanted = "application/sparql-query or application/x-www-form-urlencoded"
                raise RequestError(415, f"a query is posted as {wanted}, not as {other or 'nothing'}")
    if any(name == "update" for name, _ in fields):
        raise RequestError(403, "the graph is read only: updates are refused")
    queries = [value for name, value in fields if name == "query"]
    if len(queries) > 1 or (request.method == "POST" and not queries):
        raise RequestError(400, f"one query is answered at a time; there are {len(queries)}")
    default = tuple(value for name, value in fields if name == "default-graph-uri")
    named = tuple(value for name, value in fields if name == "named-graph-uri")
    return Asked(
        query=queries[0] if queries else None,
        dataset=Dataset(default=default, named=named) if default or named else None,
        format=next((value for name, value in fields if name == "format"), None),
    )


def media_type(name: str) -> str:
    """Return the `Accept` header for a format by its short name (`csv`, `turtle`, …).

    Raises:
        RequestError: there is no such format.
    """
    types = [each.media_type for each in (*TABLES, *GRAPHS) if each.name == name]
    if not types:
        names = dict.fromkeys(each.name for each in (*TABLES, *GRAPHS))
        raise RequestError(400, f"there is no format {name}; there are {', '.join(names)}")
    return ", ".join(types)


def told(fault: RequestError) -> Response:
    """Return a fault as a response."""
    return PlainTextResponse(f"{fault}\n", status_code=fault.status)


def service_description(endpoint: str, accept: str | None) -> Response:
    """Return the description of the service, as RDF in the format preferred."""
    service, dataset, graph = NamedNode(endpoint), NamedNode(f"{endpoint}#dataset"), NamedNode(f"{endpoint}#union")

    def term(name: str) -> NamedNode:
        return NamedNode(_SD + name)

    triples = [
        Triple(service, NamedNode(RDF.type), term("Service")),
        Triple(service, term("endpoint"), service),
        Triple(service, term("supportedLanguage"), term("SPARQL11Query")),
        Triple(service, term("feature"), term("UnionDefaultGraph")),
        Triple(service, term("defaultDataset"), dataset),
        Triple(dataset, NamedNode(RDF.type), term("Dataset")),
        Triple(dataset, term("defaultGraph"), graph),
        Triple(graph, NamedNode(RDF.type), term("Graph")),
        Triple(graph, NamedNode(DCTERMS.description), ox.Literal("the union of all named graphs", language="en")),
        *(Triple(service, term("resultFormat"), NamedNode(each.writer.iri)) for each in (*TABLES, *GRAPHS)),
    ]
    return graph_response(triples, accept)


def graph_response(triples: Iterable[Triple], accept: str | None) -> Response:
    """Return triples in the format preferred, in one order whatever theirs is; Turtle where none is acceptable."""
    chosen = _choose(GRAPHS, accept) or GRAPHS[0]
    body = ox.serialize(sorted(triples, key=str), format=chosen.writer, prefixes={**PREFIXES, "sd": _SD})  # type: ignore[arg-type]
    return Response(body, media_type=chosen.media_type, headers={"Vary": "Accept"})


def _choose(formats: Sequence[Format], accept: str | None) -> Format | None:
    """Return the format preferred; plain `application/json` and `application/xml` mean what is written in them."""
    by_type = {each.media_type: each for each in formats}
    by_type |= {f"application/{each.name}": each for each in formats if each.name in {"json", "xml"}}
    chosen = preferred(accept, by_type)
    return by_type[chosen] if chosen else None


def _types(formats: Sequence[Format]) -> list[str]:
    return [each.media_type for each in formats]


def _decoded(encoded: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise RequestError(400, "the parameters are not UTF-8, percent-encoded") from error


async def _body(request: Request) -> str:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise RequestError(413, f"a query may be {BODY_LIMIT:,} bytes long")
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise RequestError(400, "the body is not UTF-8") from error


async def _unless_gone(request: Request, work: Coroutine[None, None, IO[bytes]]) -> IO[bytes]:
    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            working.cancel()
            await asyncio.wait((working,))
            raise RequestError(499, "the asker has gone away")
        return await working
    finally:
        leaving.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _chunks(output: IO[bytes]) -> AsyncIterator[bytes]:
    with output:
        while chunk := output.read(_CHUNK):
            yield chunk
