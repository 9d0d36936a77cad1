"""Publishing: the named graphs of a build to a SPARQL 1.1 Graph Store, only those that changed.

W3C, SPARQL 1.1 Graph Store HTTP Protocol (2013). A graph is put whole or not at all. The server itself keeps, in a
graph of its own, the digest of each graph that was put: what has to be done is told by comparing, so that a run that
stops anywhere is gone on with by the next, from any machine.
"""

import base64
import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

import pyoxigraph as ox

from graph.dataset import FILE
from graph.nquads import graph_of, read_lines, triple_of
from graph.rdf import value
from ontology.errors import DataError
from ontology.terms import BASE

RECORD = f"{BASE}graph/published"
"""The graph of the server in which the digests stand."""

DIGEST = "http://spdx.org/rdf/terms#checksumValue"
USER, PASSWORD, TOKEN = "GRAPH_STORE_USER", "GRAPH_STORE_PASSWORD", "GRAPH_STORE_TOKEN"
"""The environment variables that hold the credentials: user and password, or a bearer token."""

_UNKNOWN = ""
_TURTLE = "text/turtle"
_RECORD_EVERY = 50
_SECONDS = 120
_NOT_FOUND = 404


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """How many graphs were put, deleted, and already there as they should be."""

    put: int
    deleted: int
    unchanged: int


def publish(
    folder: Path,
    url: str,
    *,
    environment: Mapping[str, str] = os.environ,
) -> Published:
    """Make the graphs of a Graph Store those of a build; graphs that were not put by this are left alone.

    `url` is the address of the Graph Store: Oxigraph `…/store`, Fuseki `…/DATASET/data`, GraphDB
    `…/rdf-graphs/service`, …

    Raises:
        DataError: there is no build, the server refuses, or it cannot be reached; what was put by then stays, and
            the next call goes on from there.
    """
    store = _Store(url, environment)
    graphs = _graphs(folder / FILE)
    digests = {name: hashlib.sha256(triples).hexdigest() for name, triples in graphs.items()}
    there = store.digests()
    changed = [name for name in sorted(graphs) if there.get(name) != digests[name]]
    gone = sorted(there.keys() - graphs.keys())
    kept = {name: digest for name, digest in there.items() if digests.get(name) == digest}
    if not changed and not gone:
        return Published(put=0, deleted=0, unchanged=len(kept))
    # Until it is written again, the record says of every graph at work only that it may be there.
    store.put(RECORD, _record(kept | dict.fromkeys((*changed, *gone), _UNKNOWN)))
    for name in gone:
        store.delete(name)
    waiting = iter(changed)
    while part := list(islice(waiting, _RECORD_EVERY)):
        for name in part:
            store.put(name, graphs[name])
        store.add(RECORD, _record({name: digests[name] for name in part}))
    store.put(RECORD, _record(digests))
    return Published(put=len(changed), deleted=len(gone), unchanged=len(kept))


class _Store:
    """A Graph Store at an address."""

    def __init__(self, url: str, environment: Mapping[str, str]) -> None:
        place = urlsplit(url)
        if place.scheme not in {"http", "https"} or not place.hostname:
            raise DataError(url, "is no address of a Graph Store", "give one that begins with https:// or http://")
        self._url = url
        self._headers = _authorisation(environment)
        if self._headers and place.scheme == "http" and place.hostname not in {"localhost", "127.0.0.1", "::1"}:
            raise DataError(url, "a password would go over the network in the clear", "use https")

    def digests(self) -> dict[str, str]:
        """Return the digest of each graph that the server's record tells."""
        record = self._send("GET", RECORD, missing_is_fine=True)
        try:
            triples = list(ox.parse(record, ox.RdfFormat.TURTLE))
        except SyntaxError as error:
            raise DataError(self._url, "does not answer as a Graph Store", "check the address") from error
        told: dict[str, str] = {}
        for triple in triples:
            name = value(triple.subject)
            told[name] = value(triple.object) or told.get(name, _UNKNOWN)
        return told

    def put(self, graph: str, triples: bytes) -> None:
        """Replace a graph."""
        self._send("PUT", graph, triples)

    def add(self, graph: str, triples: bytes) -> None:
        """Add to a graph."""
        self._send("POST", graph, triples)

    def delete(self, graph: str) -> None:
        """Delete a graph; one that is gone already is."""
        self._send("DELETE", graph, missing_is_fine=True)

    def _send(self, method: str, graph: str, body: bytes | None = None, *, missing_is_fine: bool = False) -> bytes:
        address = f"{self._url}{'&' if urlsplit(self._url).query else '?'}graph={quote(graph, safe='')}"
        headers = self._headers | ({"Content-Type": _TURTLE} if body is not None else {"Accept": _TURTLE})
        request = Request(address, body, headers, method=method)  # noqa: S310 - http or https, checked
        try:
            with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - as above
                data: bytes = answer.read()
        except HTTPError as error:
            with error:
                if missing_is_fine and error.code == _NOT_FOUND:
                    return b""
                problem = f"refused to {method} <{graph}>: {error.code} {error.reason}"
            remedy = "check the address, and the credentials in " + f"{USER} and {PASSWORD}, or {TOKEN}"
            raise DataError(self._url, problem, remedy) from error
        except (URLError, OSError) as error:
            reason = getattr(error, "reason", error)
            raise DataError(self._url, f"stopped ({reason})", "publish again: it goes on from there") from error
        return data


def _graphs(dataset: Path) -> dict[str, bytes]:
    """Return each graph as sorted N-Triples."""
    lines: dict[bytes, list[bytes]] = {}
    try:
        for line in read_lines(dataset):
            lines.setdefault(graph_of(line), []).append(triple_of(line))
    except OSError as error:
        raise DataError(dataset, "there is no dataset that can be read", "run build first") from error
    return {name.decode(): b"".join(triples) for name, triples in lines.items()}


def _record(digests: Mapping[str, str]) -> bytes:
    lines: Iterable[str] = (f'<{name}> <{DIGEST}> "{digest}" .\n' for name, digest in sorted(digests.items()))
    return "".join(lines).encode()


def _authorisation(environment: Mapping[str, str]) -> dict[str, str]:
    if token := environment.get(TOKEN):
        return {"Authorization": f"Bearer {token}"}
    if user := environment.get(USER):
        credentials = f"{user}:{environment.get(PASSWORD, '')}".encode()
        return {"Authorization": f"Basic {base64.b64encode(credentials).decode()}"}
    return {}
