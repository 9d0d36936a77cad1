"""The text of a SPARQL query: its tokens, what is refused in it, and terms put in place of its variables.

The engine parses; this module only looks at tokens, so that a refused query is told so before it runs.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from ontology.errors import DataError
from ontology.terms import PREFIXES

Term = NamedNode | Literal

# SPARQL 1.1 §19.8, in the order in which they must be tried.
_TOKEN = re.compile(
    r'''(?P<comment>\#[^\n\r]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<variable>[?$]\w+)
    |(?P<name>[\w.-]*:(?:[\w.:%-]|\\.)*)
    |(?P<word>@?[^\W\d]\w*)
    |(?P<other>\s+|.)''',
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = frozenset({"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"})


class QueryError(DataError):
    """A query that is not answered; `kind` is `malformed`, `refused`, `time`, `size`, `memory` or `format`."""

    def __init__(self, kind: str, problem: str, remedy: str) -> None:
        """Keep the kind beside what `DataError` keeps."""
        self.kind = kind
        super().__init__("query", " ".join(problem.split()), " ".join(remedy.split()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """The graphs that a query is about, as IRIs; both empty: the union of all graphs, and each by its name."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether any graph is chosen."""
        return bool(self.default or self.named)


def check(text: str) -> Dataset:
    """Return the dataset that the FROM clauses of a query choose; refuse what reaches outside or writes.

    Raises:
        QueryError: the query is an update, or asks another server (SERVICE).
    """
    for form in (text, _ESCAPE.sub(_character, text)):
        words = [token.upper() for kind, token in _tokens(form) if kind == "word"]
        if "SERVICE" in words:
            raise QueryError("refused", "SERVICE is refused: no query leaves this server", "take the SERVICE part out")
        verb = next((word for word in words if word not in {"PREFIX", "BASE"}), "")
        if verb in _UPDATES:
            raise QueryError("refused", f"{verb} is an update, and the graph is read only", "ask with SELECT, ASK, …")
    return _from_clauses(text)


def substitute(text: str, values: Mapping[str, Term]) -> str:
    """Return the query with each named variable replaced, at every place, by its term (escaped as N-Triples does)."""
    return "".join(
        str(values[token[1:]]) if kind == "variable" and token[1:] in values else token for kind, token in _tokens(text)
    )


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text):
        yield match.lastgroup or "other", match.group()


def _character(escape: re.Match[str]) -> str:
    number = int(escape.group(1) or escape.group(2), 16)
    return chr(number) if number <= 0x10FFFF else escape.group()  # noqa: PLR2004 - the last code point


def _from_clauses(text: str) -> Dataset:
    tokens = [(kind, token) for kind, token in _tokens(text) if kind != "comment" and not token.isspace()]
    prefixes = PREFIXES | {
        name[:-1]: iri[1:-1]
        for (_, word), (_, name), (kind, iri) in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if word.upper() == "PREFIX" and kind == "iri"
    }
    found: dict[bool, list[str]] = {False: [], True: []}
    for place, (kind, token) in enumerate(tokens):
        if kind == "word" and token.upper() == "FROM" and place + 1 < len(tokens):
            named = tokens[place + 1][1].upper() == "NAMED"
            kind_of_graph, graph = tokens[place + 1 + named] if place + 1 + named < len(tokens) else ("", "")
            if kind_of_graph == "iri":
                found[named].append(graph[1:-1])
            elif kind_of_graph == "name":
                prefix, local = graph.split(":", 1)
                found[named].append(prefixes.get(prefix, f"{prefix}:") + local)
    return Dataset(default=tuple(found[False]), named=tuple(found[True]))
