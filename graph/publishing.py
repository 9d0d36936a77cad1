"""Publishes the named graphs of a build to any SPARQL 1.1 store, by the Graph Store HTTP Protocol.

Each graph is put whole in one request, so that a reader of the store never sees half of one; only graphs that changed
since the last time are sent, and those that are gone are deleted. What is done is noted graph by graph beside the
build: after a failure the next call goes on where the last one stopped.
"""

import base64
import hashlib
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from urllib.parse import quote, urlsplit

from graph.dataset import FILE
from graph.nquads import graph_of, lines_by_graph, triple_of, write_lines
from ontology.errors import DataError

ATTEMPTS = 3
"""Times that a request is made while the store cannot be reached or cannot serve it now."""

TIMEOUT = 300.0
"""Seconds that one graph may take."""

_BUSY = frozenset({429, 500, 502, 503, 504})
_DELETED = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """How many graphs were put, deleted, and already there."""

    put: int
    deleted: int
    unchanged: int


def publish(
    folder: Path, url: str, environment: Mapping[str, str] = os.environ, pause: Callable[[float], None] = time.sleep
) -> Published:
    """Make the store at `url`, its Graph Store endpoint, hold the graphs of the build in `folder`.

    Credentials come from the environment: `APK_PUBLISH_TOKEN` (bearer), or `APK_PUBLISH_USER` and
    `APK_PUBLISH_PASSWORD` (basic). `pause` waits some seconds between two attempts.

    Raises:
        DataError: there is no build, the address is none, or the store refuses or does not answer.
    """
    store = _GraphStore(url, environment, pause)
    journal = _Journal(folder, url)
    there = journal.read()
    put, seen = 0, set()
    for graph, content in _graphs(folder):
        seen.add(graph)
        digest = hashlib.sha256(content).hexdigest()
        if there.get(graph) != digest:
            store.send("PUT", graph, content)
            journal.note(graph, digest)
            put += 1
    gone = sorted(there.keys() - seen)
    for graph in gone:
        store.send("DELETE", graph)
        journal.note(graph, _DELETED)
    journal.tidy()
    return Published(put=put, deleted=len(gone), unchanged=len(seen) - put)


def _graphs(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name of each graph and its triples as N-Triples, which every reader of Turtle takes."""
    if not (folder / FILE).is_file():
        raise DataError(folder / FILE, "there is no dataset to publish", "run build first")
    for graph, lines in groupby(lines_by_graph(folder / FILE, folder), key=graph_of):
        yield graph.decode(), b"".join(map(triple_of, lines))


class _Journal:
    """What a store holds by our own account: a line per graph and digest, the last one of a graph counts."""

    def __init__(self, folder: Path, url: str) -> None:
        """Keep one file for each address, beside the build."""
        self._path = folder / f".published-{hashlib.sha256(url.encode()).hexdigest()[:12]}.tsv"

    def read(self) -> dict[str, str]:
        """Return the digest of each graph that the store holds."""
        if not self._path.exists():
            return {}
        lines = self._path.read_text(encoding="utf-8").splitlines()
        # A stop may have cut the last line short: a digest is whole or the graph is sent again.
        found = dict(line.split("\t", 1) for line in lines if "\t" in line)
        return {graph: digest for graph, digest in found.items() if digest != _DELETED}

    def note(self, graph: str, digest: str) -> None:
        """Add what was just done."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{graph}\t{digest}\n")

    def tidy(self) -> None:
        """Keep one line for each graph."""
        write_lines(self._path, (f"{graph}\t{digest}\n".encode() for graph, digest in sorted(self.read().items())))


class _GraphStore:
    """The Graph Store endpoint of a SPARQL 1.1 server."""

    def __init__(self, url: str, environment: Mapping[str, str], pause: Callable[[float], None]) -> None:
        """Check the address, and take the credentials."""
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
            raise DataError(url, "not the address of a Graph Store", "give one like https://host/dataset/data")
        self._url = url
        self._pause = pause
        self._headers = {"Content-Type": "text/turtle"} | _authorization(environment)

    def send(self, method: str, graph: str, content: bytes | None = None) -> None:
        """Put or delete a graph; to delete what is not there is no fault."""
        joint = "&" if urlsplit(self._url).query else "?"
        address = f"{self._url}{joint}graph={quote(graph, safe='')}"
        for attempt in range(1, ATTEMPTS + 1):
            request = urllib.request.Request(address, content, self._headers, method=method)  # noqa: S310 http only
            try:
                with urllib.request.urlopen(request, timeout=TIMEOUT):  # noqa: S310 as above
                    return
            except urllib.error.HTTPError as error:
                if method == "DELETE" and error.code == 404:  # noqa: PLR2004 not found
                    return
                if error.code not in _BUSY or attempt == ATTEMPTS:
                    raise self._fault(graph, f"{error.code} {error.reason}") from error
            except OSError as error:
                if attempt == ATTEMPTS:
                    raise self._fault(graph, str(getattr(error, "reason", error))) from error
            self._pause(2.0**attempt)

    def _fault(self, graph: str, answer: str) -> DataError:
        remedy = "mend that and publish again: it goes on from here"
        return DataError(self._url, f"the store did not take {graph} ({answer})", remedy)


def _authorization(environment: Mapping[str, str]) -> dict[str, str]:
    token, user = environment.get("APK_PUBLISH_TOKEN"), environment.get("APK_PUBLISH_USER")
    if token:
        return {"Authorization": f"Bearer {token}"}
    if user:
        pair = f"{user}:{environment.get('APK_PUBLISH_PASSWORD', '')}"
        return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
    return {}
