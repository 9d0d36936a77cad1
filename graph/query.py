"""Questions: SPARQL with a title in three languages and typed parameters; and the answer to any query.

A question is one file of `queries/`. Its head is YAML in comments (title, description, parameters), its body plain
SPARQL that any endpoint answers. A parameter is a variable of the body, replaced at every place by the term that its
value names; one without a value and a default stays a variable, and the question is then about all.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import yaml
from pyoxigraph import Literal, NamedNode
from rapidfuzz import fuzz

from graph import sandbox
from graph.answer import GRAPHS, TABLES, Job
from graph.described import short
from graph.labels import KINDS, Labels, labels_of
from graph.sandbox import Limits
from graph.sparql import Term, substitute
from ontology.errors import DataError
from ontology.names.match_key import match_key, words
from ontology.terms import PREFIXES

FOLDER = Path(__file__).parent / "queries"
LANGUAGES = ("en", "ru", "kk")
FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")
UNLIMITED = Limits(seconds=24 * 3600, rows=10**9, size=2**34, memory=2**36)
"""For a person's own machine: the query runs apart, so that Ctrl-C stops it, and may use what there is."""

_CELL = 72
_SPAN = ("from", "to")
_STEM, _ENDING = 3, 2
"""A word is looked for by its beginning: without its last letters, but not shorter than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A variable of a question that may be given a value.

    `kind` is a kind of thing (`graph.labels.KINDS`), `number`, `date`, `language` or `text`; `default` is None when
    the question is then about all; `words` explain it by language.
    """

    name: str
    kind: str
    default: str | None
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A named SPARQL question; `columns` explains each column of its answer by language, in their order."""

    name: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, Mapping[str, str]]
    sparql: str


@cache
def questions() -> tuple[Question, ...]:
    """Return all questions in the order of their names."""
    return tuple(read_question(path) for path in sorted(FOLDER.glob("*.rq")))


def question(name: str) -> Question:
    """Return the question of a name.

    Raises:
        DataError: there is none; the nearest name is told.
    """
    for each in questions():
        if each.name == name:
            return each
    nearest = max(questions(), key=lambda each: fuzz.ratio(each.name, name)).name
    raise DataError(name, "there is no question of this name", f"did you mean {nearest}? query --list names all")


def find(asked: str) -> Question | str:
    """Return what a person asks for: a named question, that of a file, or the words themselves when they are SPARQL.

    Raises:
        DataError: it is no query, and no question or readable file has this name.
    """
    if any(each.name == asked for each in questions()):
        return question(asked)
    if asked.endswith(".rq"):
        return read_question(Path(asked))
    return asked if len(asked.split()) > 1 else question(asked)


def ask(text: str, language: str = "en") -> tuple[Question, ...]:
    """Return the questions that a few words in any of the three languages may mean, the best first.

    A word is met by any that begins as it does, but for an ending; at least half of the words must be met.
    """
    stems = [word[: max(_STEM, len(word) - _ENDING)] for word in words(text)]

    def met(each: Question) -> int:
        told = {word for one in (each.name, *each.titles.values(), *each.descriptions.values()) for word in words(one)}
        titled = {word for one in each.titles.values() for word in words(one)}
        return sum(
            2 * any(word.startswith(stem) for word in told) + any(word.startswith(stem) for word in titled)
            for stem in stems
        )

    found = [(met(each), each) for each in questions()]
    ranked = sorted(found, key=lambda pair: (-pair[0], pair[1].titles[language]))
    return tuple(each for times, each in ranked if stems and times >= len(stems))


def named(asked: Question, text: str, labels: Labels) -> dict[str, str]:
    """Return values for those parameters of a question that a text names: the longest label that stands whole in it.

    A label of several things, or two labels of one length, say nothing. A year is for both ends of a span.
    """
    keys = frozenset(map(match_key, words(text)))
    values = {}
    for parameter in asked.parameters:
        if parameter.kind in KINDS:
            found: dict[int, set[str]] = {}
            for iri, its_labels in labels.of_kind(parameter.kind).items():
                for label in its_labels:
                    label_keys = frozenset(map(match_key, words(label)))
                    if label_keys and label_keys <= keys:
                        found.setdefault(len(label_keys), set()).add(iri)
            longest = found.get(max(found, default=0), set())
            if len(longest) == 1:
                values[parameter.name] = next(iter(longest))
        elif parameter.name in _SPAN:
            years = [word for word in words(text) if re.fullmatch("(19|20)[0-9]{2}", word)]
            if years:
                values[parameter.name] = min(years) if parameter.name == _SPAN[0] else max(years)
    return values


def fill(asked: Question, values: Mapping[str, str], labels: Labels) -> str:
    """Return the SPARQL of a question with its parameters in place.

    Raises:
        DataError: a parameter is unknown, or its value names nothing or several things.
    """
    known = {parameter.name: parameter for parameter in asked.parameters}
    for name in values:
        if name not in known:
            raise DataError(asked.name, f"it has no parameter {name}", f"its parameters: {', '.join(known) or 'none'}")
    terms: dict[str, Term] = {}
    for name, parameter in known.items():
        value = values.get(name) or parameter.default
        if value is not None:
            terms[name] = _term(parameter, value, labels)
    return substitute(asked.sparql, terms)


def run(
    store: ox.Store,
    asked: Question | str,
    parameters: Mapping[str, str] | None = None,
    format: str = "table",  # noqa: A002 - the option's name
) -> str:
    """Return the answer to a question, or to any SPARQL query, as text in one of `FORMATS`.

    A graph (CONSTRUCT, DESCRIBE) asked for as a table comes as Turtle.

    Raises:
        DataError: a parameter, the format or the query (`QueryError`) is at fault.
    """
    if format not in FORMATS:
        raise DataError("query", f"there is no format {format}", f"take one of {', '.join(FORMATS)}")
    if isinstance(asked, Question):
        text = fill(asked, parameters or {}, labels_of(store))
    elif parameters:
        raise DataError("query", "a query text has no parameters", "name a question, or write the values into it")
    else:
        text = asked
    tables = {each.name: each for each in TABLES} | {"table": TABLES[0]}
    graphs = {each.name: each for each in GRAPHS} | {"table": GRAPHS[0]}
    job = Job(store=store, query=text, table=tables.get(format), graph=graphs.get(format), limits=UNLIMITED)
    with sandbox.run(job, UNLIMITED) as output:
        is_table = output.readline().decode().strip() == TABLES[0].media_type
        body = output.read().decode()
    return as_table(body) if format == "table" and is_table else body


def as_table(answer: str) -> str:
    """Return an answer in SPARQL's JSON as lines of aligned columns, for a terminal.

    A thing is shown by its name where the answer has one, else by its shortened IRI; long cells are cut.
    """
    result = ox.parse_query_results(answer, ox.QueryResultsFormat.JSON)
    if isinstance(result, ox.QueryBoolean):
        return "yes\n" if result else "no\n"
    worded = words_of([variable.value for variable in result.variables])
    rows = [list(worded), *([_shown(row, column, words) for column, words in worded.items()] for row in result)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(worded))]
    rows.insert(1, ["-" * width for width in widths])
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join(lines) + "\n"


def words_of(columns: Sequence[str]) -> dict[str, str | None]:
    """Return the columns that are shown, each with that which has the words for it: `person` → `personName`."""
    words = {column: f"{column}{end}" for column in columns for end in ("Name", "Title") if f"{column}{end}" in columns}
    return {column: words.get(column) for column in columns if column not in words.values()}


def _shown(row: ox.QuerySolution, column: str, words: str | None) -> str:
    term: Any = (row[words] if words else None) or row[column]
    if term is None:
        return ""
    text = short(term.value) if isinstance(term, NamedNode) else " ".join(getattr(term, "value", str(term)).split())
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"


def read_question(path: Path) -> Question:
    """Return the question that a file holds; one without a head is a query with no parameters.

    Raises:
        DataError: the head or the query is not of the form that `queries/` shows.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        head_end = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
        head = yaml.safe_load("\n".join(line[2:] for line in lines[:head_end])) or {}
        body = "\n".join(lines[head_end:]).strip() + "\n"
        return Question(
            name=path.stem,
            titles=head.get("title", dict.fromkeys(LANGUAGES, path.stem)),
            descriptions=head.get("description", dict.fromkeys(LANGUAGES, "")),
            parameters=tuple(
                Parameter(name=name, kind=field["kind"], default=field.get("default"), words=_explained(name))
                for name, field in (head.get("parameters") or {}).items()
            ),
            columns={name: _explained(name) for name in _columns(body)},
            sparql=body,
        )
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, AttributeError, SyntaxError) as error:
        raise DataError(path, f"is no question ({error})", "write it as the files of graph/queries") from error


def _explained(name: str) -> dict[str, str]:
    return _glossary().get(name, dict.fromkeys(LANGUAGES, name))


@cache
def _glossary() -> dict[str, dict[str, str]]:
    glossary: dict[str, dict[str, str]] = yaml.safe_load((FOLDER / "glossary.yaml").read_text(encoding="utf-8"))
    return glossary


def _columns(sparql: str) -> list[str]:
    answer = ox.Store().query(sparql, prefixes=PREFIXES)
    return [variable.value for variable in answer.variables] if isinstance(answer, ox.QuerySolutions) else []


def _term(parameter: Parameter, value: str, labels: Labels) -> Term:
    match parameter.kind:
        case "number":
            if not re.fullmatch(r"-?[0-9]{1,18}", value):
                raise DataError(parameter.name, f"{value!r} is no whole number", "give digits alone, such as 2021")
            return Literal(int(value))
        case "language":
            if value not in LANGUAGES:
                raise DataError(parameter.name, f"{value!r} is no language here", f"take {', '.join(LANGUAGES)}")
            return Literal(value)
        case "text":
            return Literal(value)
    return NamedNode(labels.find(parameter.name, parameter.kind, value))
