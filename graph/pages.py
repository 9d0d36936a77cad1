"""The server's pages as HTML: a thing, an announcement with its mentions, questions and their answers.

Everything shown is escaped by the templates; nothing of it runs (see the Content-Security-Policy of `endpoint`).
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jinja2
import pyoxigraph as ox
import yaml
from pyoxigraph import NamedNode

from graph.answer import GRAPHS
from graph.described import Describer, Description, Fact, Link
from graph.labels import KINDS
from graph.query import Question, questions, words_of
from ontology.terms import BASE, PREFIXES

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = {"en": "English", "ru": "Русский", "kk": "Қазақша"}
ROWS_SHOWN = 500
_MAPPED = tuple(BASE + kind for kind in ("country/", "event/", "organisation/", "person/", "place/"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Link):
    """An IRI in a table of answers; `mapped` when the map may show it."""

    mapped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An answer as a page shows it: the first rows, and how many there are in all; or the verdict of an ASK."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell | str, ...], ...] = ()
    in_all: int = 0
    verdict: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of an announcement's text: what it names (an address, or nothing) and whether it is the quote shown."""

    text: str
    address: str
    kind: str
    quoted: bool
    opens_quote: bool


def thing_page(thing: Description, language: str) -> str:
    """Return the page of a thing."""
    mapped = thing.iri.startswith(_MAPPED)
    path = thing.iri.removeprefix(BASE)
    return _render(
        "thing.html", language, {}, heading=thing.name, thing=thing, path=path, mapped=mapped, formats=_FORMATS
    )


def announcement_page(  # noqa: PLR0913 - what the page is made of
    thing: Description,
    describer: Describer,
    *,
    facts: tuple[Fact, ...],
    reading: Mapping[str, Any] | None,
    quote: tuple[int, int],
    language: str,
) -> str:
    """Return the page of an announcement; `reading` is its annotation JSON with the text, `quote` a span to mark."""
    source = describer.first(thing.iri, PREFIXES["dcterms"] + "source")
    about = (
        ("published", describer.first(thing.iri, PREFIXES["dcterms"] + "issued")),
        ("source", Link(iri=source, words=source) if source else ""),
        ("publisher", describer.first(thing.iri, PREFIXES["dcterms"] + "publisher")),
    )
    event = describer.first(thing.iri, PREFIXES["apk"] + "announces")
    shown = pieces(reading, quote, event) if reading and "text" in reading else []
    return _render(
        "announcement.html",
        language,
        {},
        heading=thing.name,
        thing=thing,
        facts=facts,
        about=about,
        pieces=shown,
        kinds=sorted({piece.kind for piece in shown} - {""}),
        text_language=describer.first(thing.iri, PREFIXES["dcterms"] + "language"),
        formats=_FORMATS,
    )


def sparql_page(  # noqa: PLR0913 - what the page is made of
    language: str,
    *,
    query: str = "",
    question: Question | None = None,
    values: Mapping[str, str] | None = None,
    asked: str = "",
    found: Sequence[tuple[Question, Mapping[str, str]]] = (),
    table: Table | None = None,
    graph: str = "",
    problem: str = "",
    terms: Sequence[str] = (),
    editor: bool = False,
) -> str:
    """Return the query page, with an answer or a problem where there is one.

    `found` are the questions that the words `asked` may mean, each with the parameters that they name.
    """
    every: list[tuple[Question, Mapping[str, str]]] = [(each, {}) for each in questions()]
    offered = found if asked else sorted(every, key=lambda pair: pair[0].titles[language])
    state = {"question": question.name, **(values or {})} if question else {"query": query} if query else {"ask": asked}

    def download(name: str) -> str:
        return urlencode({"query": query, "format": name})

    return _render(
        "sparql.html",
        language,
        {key: value for key, value in state.items() if value},
        heading=question.titles[language] if question else _words(language)["ask"],
        query=query,
        question=question,
        values=values or {},
        asked=asked,
        table=table,
        graph=graph,
        problem=problem,
        terms=terms,
        editor=editor,
        things=KINDS,
        questions=[(each, urlencode({"question": each.name, **named, "lang": language})) for each, named in offered],
        download=download,
    )


def missing_page(problem: str, language: str) -> str:
    """Return the page for what is not here."""
    return _render("missing.html", language, {}, heading=_words(language)["not_here"], problem=problem)


def as_table(answer: bytes, name: Callable[[str], str]) -> Table:
    """Return an answer in SPARQL's JSON as a page shows it.

    A column `xName` or `xTitle` gives the words for the things in `x`; `name` does for all others.
    """
    result = ox.parse_query_results(answer, ox.QueryResultsFormat.JSON)
    if isinstance(result, ox.QueryBoolean):
        return Table(verdict=bool(result))
    worded = words_of([variable.value for variable in result.variables])
    rows = []
    in_all = 0
    for in_all, row in enumerate(result, start=1):
        if in_all <= ROWS_SHOWN:
            rows.append(tuple(_cell(row[column], words and row[words], name) for column, words in worded.items()))
    return Table(columns=tuple(worded), rows=tuple(rows), in_all=in_all)


def pieces(reading: Mapping[str, Any], quote: tuple[int, int], event: str) -> list[Piece]:
    """Return the text of a reading cut where a mention or the quote begins or ends.

    Where mentions overlap the shortest is taken: it is the most exact.
    """
    text = reading["text"]
    mentions = []
    for entity in reading.get("entities", ()):
        is_event = entity["type"] == "event"
        address = Link(iri=event, words="").address if is_event else f"/{entity['type']}/{entity['id']}"
        spans = [] if is_event and entity["id"] != "event-1" else entity.get("mentions", ())
        mentions += [(mention["start"], mention["end"], entity["type"], address) for mention in spans]
    cuts = sorted({0, len(text), *quote, *(place for mention in mentions for place in mention[:2])})
    cuts = [cut for cut in cuts if 0 <= cut <= len(text)]
    found = []
    for start, end in pairwise(cuts):
        covering = [mention for mention in mentions if mention[0] <= start and end <= mention[1]]
        _, _, kind, address = min(
            covering, key=lambda mention: (mention[1] - mention[0], mention), default=(0, 0, "", "")
        )
        found.append(
            Piece(
                text=text[start:end],
                address=address,
                kind=kind,
                quoted=quote[0] <= start and end <= quote[1],
                opens_quote=start == quote[0] < quote[1],
            )
        )
    return found


_FORMATS = tuple(each.name for each in GRAPHS)


def _cell(term: Any, words: Any, name: Callable[[str], str]) -> Cell | str:  # noqa: ANN401 - pyoxigraph's union of terms
    if isinstance(term, NamedNode):
        shown = words.value if words else name(term.value)
        return Cell(iri=term.value, words=shown, mapped=term.value.startswith(_MAPPED))
    return "" if term is None else str(getattr(term, "value", term))


def _render(template: str, language: str, state: Mapping[str, str], **values: Any) -> str:  # noqa: ANN401 - any value a template shows
    def address_in(code: str) -> str:
        return urlencode({**state, "lang": code})

    shown: Callable[..., str] = _environment().get_template(template).render
    return shown(
        language=language, languages=LANGUAGES.items(), words=_words(language), address_in=address_in, **values
    )


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined
    )


@cache
def _words(language: str) -> dict[str, str]:
    told = yaml.safe_load((TEMPLATES / "words.yaml").read_text(encoding="utf-8"))
    return {key: each[language] for key, each in told.items()}


def read_reading(folder: Path, announcement: str) -> dict[str, Any] | None:
    """Return the annotation JSON that a build keeps of an announcement, if it does."""
    try:
        data: dict[str, Any] = json.loads((folder / "readings" / f"{announcement}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return data
