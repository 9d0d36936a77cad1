"""Answers of the engine as bytes: which formats there are, and an answer within its limits or none."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, RdfFormat

from graph.sandbox import Limits
from graph.sparql import Dataset, QueryError, check
from ontology.terms import PREFIXES


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How one kind of answer is written: a table (SELECT, ASK) or a graph (CONSTRUCT, DESCRIBE)."""

    name: str
    media_type: str
    writer: QueryResultsFormat | RdfFormat


TABLES = (
    Format(name="json", media_type="application/sparql-results+json", writer=QueryResultsFormat.JSON),
    Format(name="xml", media_type="application/sparql-results+xml", writer=QueryResultsFormat.XML),
    Format(name="csv", media_type="text/csv", writer=QueryResultsFormat.CSV),
    Format(name="tsv", media_type="text/tab-separated-values", writer=QueryResultsFormat.TSV),
)
GRAPHS = (
    Format(name="turtle", media_type="text/turtle", writer=RdfFormat.TURTLE),
    Format(name="ntriples", media_type="application/n-triples", writer=RdfFormat.N_TRIPLES),
    Format(name="json", media_type="application/ld+json", writer=RdfFormat.JSON_LD),
    Format(name="xml", media_type="application/rdf+xml", writer=RdfFormat.RDF_XML),
)

_MERGED = "urn:uuid:2b9f6a0e-7a2f-4d0c-9f0e-0d6c1f0b5a11"
"""The name of a graph that is no dataset's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One query to answer: over which graphs (None: what the query says), and how to write each kind of answer.

    A kind of answer without a format is one that the asker does not take.
    """

    store: ox.Store
    query: str
    dataset: Dataset | None = None
    table: Format | None
    graph: Format | None
    limits: Limits = field(default_factory=Limits)

    def __call__(self, output: IO[bytes]) -> None:
        """Ask, and write the answer: the media type and a newline, then the answer itself.

        Raises:
            QueryError: it does not parse, is refused, is too large, or answers in a kind that has no format.
        """
        try:
            answer = self._ask()
            if isinstance(answer, ox.QueryTriples):
                self._write_graph(answer, output)
            else:
                self._write_table(answer, output)
        except SyntaxError as error:
            raise QueryError("malformed", f"this is not SPARQL: {str(error.msg)[:200]}", "mend it there") from error
        except OSError as error:
            raise QueryError("refused", "it asks for something outside this server", "take that part out") from error

    def _ask(self) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        in_query = check(self.query)
        chosen = self.dataset or in_query
        for name in (*chosen.default, *chosen.named):
            self._must_be_here(name)
        if not chosen:
            return self.store.query(self.query, prefixes=PREFIXES)
        return self.store.query(
            self.query,
            prefixes=PREFIXES,
            default_graph=self._merged(chosen.default),
            named_graphs=[NamedNode(name) for name in chosen.named],
        )

    def _merged(self, names: tuple[str, ...]) -> list[NamedNode | ox.BlankNode | ox.DefaultGraph]:
        """Return the graphs as one in which each triple stands once, as SPARQL has it and Oxigraph does not.

        The graph is added to the store: to this process's own, which ends with its answer.
        """
        graphs: list[NamedNode | ox.BlankNode | ox.DefaultGraph] = [NamedNode(name) for name in names]
        if len(graphs) < 2:  # noqa: PLR2004 - one graph says nothing twice
            return graphs
        merged = NamedNode(_MERGED)
        for graph in graphs:
            quads = list(self.store.quads_for_pattern(None, None, None, graph))
            self.store.extend(Quad(quad.subject, quad.predicate, quad.object, merged) for quad in quads)
        return [merged]

    def _must_be_here(self, name: str) -> None:
        try:
            known = self.store.contains_named_graph(NamedNode(name))
        except ValueError:
            known = False
        if not known:
            remedy = "choose graphs of this dataset by their full IRIs: nothing is fetched from elsewhere"
            raise QueryError("refused", f"there is no graph <{name}> here", remedy)

    def _write_table(self, answer: ox.QuerySolutions | ox.QueryBoolean, output: IO[bytes]) -> None:
        if self.table is None:
            raise QueryError("format", "SELECT and ASK answer with a table", "accept JSON, XML, CSV or TSV")
        output.write(f"{self.table.media_type}\n".encode())
        capped = _Capped(output, self.limits)
        if isinstance(answer, ox.QueryBoolean):
            answer.serialize(capped, self.table.writer)  # type: ignore[arg-type]
            return
        # In TSV alone every row is one line: the rows are counted there, then written in the format wanted.
        rows = io.BytesIO()
        answer.serialize(_Capped(rows, self.limits, rows=True), QueryResultsFormat.TSV)  # type: ignore[arg-type]
        rows.seek(0)
        ox.parse_query_results(rows, QueryResultsFormat.TSV).serialize(capped, self.table.writer)  # type: ignore[arg-type]

    def _write_graph(self, answer: ox.QueryTriples, output: IO[bytes]) -> None:
        if self.graph is None:
            raise QueryError(
                "format", "CONSTRUCT and DESCRIBE answer with a graph", "accept Turtle or another RDF format"
            )
        output.write(f"{self.graph.media_type}\n".encode())
        triples = sorted(set(self._counted(answer)), key=str)
        ox.serialize(triples, _Capped(output, self.limits), self.graph.writer, prefixes=PREFIXES)  # type: ignore[arg-type]

    def _counted(self, triples: ox.QueryTriples) -> Iterator[ox.Triple]:
        for number, triple in enumerate(triples):
            if number >= self.limits.rows:
                raise _too_large(f"{self.limits.rows:,} triples")
            yield triple


class _Capped:
    """A file that takes so many bytes, and so many lines beside the head, and no more."""

    def __init__(self, output: IO[bytes], limits: Limits, *, rows: bool = False) -> None:
        self._output = output
        self._limits = limits
        self._size = limits.size
        self._lines = limits.rows + 1 if rows else None

    def write(self, data: bytes) -> int:
        self._size -= len(data)
        if self._size < 0:
            raise _too_large(f"{self._limits.size:,} bytes")
        if self._lines is not None:
            self._lines -= data.count(b"\n")
            if self._lines < 0:
                raise _too_large(f"{self._limits.rows:,} rows")
        return self._output.write(data)

    def flush(self) -> None:
        self._output.flush()


def _too_large(limit: str) -> QueryError:
    return QueryError("size", f"stopped: the answer is larger than {limit}", "ask for less, or with LIMIT")
