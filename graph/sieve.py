"""Which nodes plainly keep the shapes: pySHACL, which takes two hundred times as long, is asked of the others alone.

Here is no verdict: a node is doubtful unless all that its shapes ask is seen to hold, and whatever is not known here
(another kind of target, path, constraint, datatype) is never seen to hold.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import DefaultGraph, Quad, Store
from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graph.nquads import language, plain
from graph.rdf import node
from ontology.terms import RDF, RDFS, XSD

SH = Namespace("http://www.w3.org/ns/shacl#")

Terms = Sequence[bytes]
Said = Mapping[bytes, Terms]
"""What is said of a node: the values of its properties, terms being as N-Quads write them."""

_Test = Callable[[Said, Terms], bool]
_IsA = Callable[[bytes, str], bool]

_TYPE = f"<{RDF.type}>".encode()
_NUMBER = re.compile(rb'"(-?\d+(?:\.\d+)?)"\^\^<%b(?:integer|decimal)>' % re.escape(str(XSD).encode()))
_INTEGER = re.compile(rb'"-?\d+"\^\^<%b>' % re.escape(str(XSD.integer).encode()))
_DATE = re.compile(rb'"(\d{4}-\d\d-\d\d)"\^\^<%b>' % re.escape(str(XSD.date).encode()))
_STARTS: Mapping[Node, bytes] = {SH.IRI: b"<", SH.Literal: b'"'}
# A SPARQL target is asked by a query of its own.
_TARGETS = {SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf}
_NO_CONSTRAINTS = {
    RDF.type,
    SH.targetClass,
    SH.path,
    SH.message,
    SH.severity,
    SH.qualifiedMinCount,
    SH.qualifiedMaxCount,
}


class Sieve:
    """The shapes as they are asked of what is said of one node, and of the classes of its values."""

    def __init__(self, shapes: Graph, store: Store) -> None:
        """Take the shapes, and the store whose union of graphs tells the class of a value."""
        self._shapes = shapes
        self._is_a = _classes(store)
        self._tests: dict[bytes, list[_Test]] = defaultdict(list)
        for shape, target in shapes.subject_objects(SH.targetClass):
            self._tests[_term(target)] += self._node_shape(shape)
        classes = next(store.quads_for_pattern(None, node(RDFS.subClassOf), None), None)
        self._lost = bool(classes) or any((None, target, None) in shapes for target in _TARGETS)

    def keeps(self, said: Said) -> bool:
        """Tell whether a node, of which this is said, plainly keeps the shapes."""
        if self._lost:
            return False
        tests = self._tests
        return all(test(said, ()) for of in said.get(_TYPE, ()) if of in tests for test in tests[of])

    def _node_shape(self, shape: Node) -> Iterator[_Test]:
        for name, argument in self._shapes.predicate_objects(shape):
            if name == SH.property:
                yield self._property_shape(argument)
            elif name not in _NO_CONSTRAINTS:
                yield _doubt

    def _property_shape(self, shape: Node) -> _Test:
        path = self._shapes.value(shape, SH.path)
        either = self._shapes.value(path, SH.alternativePath)
        paths = [_term(one) for one in (Collection(self._shapes, either) if either else [path])]
        tests = list(self._value_tests(shape))
        if any(not name for name in paths):
            return _doubt

        def keeps(said: Said, _: Terms) -> bool:
            values = said.get(paths[0], ()) if len(paths) == 1 else [v for name in paths for v in said.get(name, ())]
            return all(test(said, values) for test in tests)

        return keeps

    def _value_tests(self, shape: Node) -> Iterator[_Test]:
        """Yield what a shape asks of values."""
        for name, argument in self._shapes.predicate_objects(shape):
            if name not in _NO_CONSTRAINTS:
                yield self._test(str(name).removeprefix(SH), argument, shape)

    def _test(self, name: str, argument: Node, shape: Node) -> _Test:
        one = self._of_each(name, argument)
        return _each(one) if one else self._of_all(name, argument, shape)

    def _of_each(self, name: str, argument: Node) -> Callable[[bytes], bool] | None:  # noqa: PLR0911 -- a line for each
        """Return what a constraint asks of each value; nothing where it is none of that kind."""
        words, is_a = str(argument), self._is_a
        match name:
            case "class":
                return lambda value: is_a(value, words)
            case "datatype":
                return lambda value: _is_of(value, words)
            case "nodeKind" if argument in _STARTS:
                return lambda value: value.startswith(_STARTS[argument])
            case "minLength":
                return lambda value: len(plain(value)) >= int(words)
            case "pattern":
                return lambda value: bool(re.search(words, plain(value)))
            case "minInclusive" | "maxInclusive" if (bound := _number(argument.n3().encode())) is not None:
                return lambda value: _is_within(value, bound, lowest=name == "minInclusive")
            case "in":
                return {_term(allowed) for allowed in Collection(self._shapes, argument)}.__contains__
            case "or":
                ways = [list(self._value_tests(way)) for way in Collection(self._shapes, argument)]
                return lambda value: any(all(test({}, (value,)) for test in way) for way in ways)
        return None

    def _of_all(self, name: str, argument: Node, shape: Node) -> _Test:  # noqa: PLR0911 -- as above
        """Return what a constraint asks of the values together."""
        words = str(argument)
        match name:
            case "minCount":
                return lambda _, values: len(values) >= int(words)
            case "maxCount":
                return lambda _, values: len(values) <= int(words)
            case "uniqueLang":
                return lambda _, values: len({*map(language, values)}) == len(values)
            case "lessThan":
                return lambda said, values: _are_less(values, said.get(_term(argument), ()))
            case "disjoint":
                return lambda said, values: not {*values} & {*said.get(_term(argument), ())}
            case "qualifiedValueShape" if {*self._shapes.predicates(argument)} == {SH["class"]}:
                of = str(self._shapes.value(argument, SH["class"]))
                least = int(str(self._shapes.value(shape, SH.qualifiedMinCount) or 0))
                most = int(str(self._shapes.value(shape, SH.qualifiedMaxCount) or sys.maxsize))
                return lambda _, values: least <= sum(self._is_a(value, of) for value in values) <= most
        return _doubt


def _classes(store: Store) -> _IsA:
    """Return what tells whether a term is of a class."""

    @lru_cache(maxsize=1 << 17)
    def is_a(term: bytes, of: str) -> bool:
        if not term.startswith(b"<"):
            return False
        return Quad(node(plain(term)), node(RDF.type), node(of), DefaultGraph()) in store

    return is_a


def _doubt(_: Said, __: Terms) -> bool:
    return False


def _each(test: Callable[[bytes], bool]) -> _Test:
    return lambda _, values: all(map(test, values))


def _term(name: Node | None) -> bytes:
    """Return an IRI as it is written; nothing for what is none."""
    return f"<{name}>".encode() if isinstance(name, URIRef) else b""


def _is_of(value: bytes, datatype: str) -> bool:
    """Tell whether a literal is well-formed and of a datatype."""
    if datatype == str(XSD.integer):
        return bool(_INTEGER.fullmatch(value))
    return datatype == str(XSD.date) and _day(value) is not None


def _day(value: bytes) -> date | None:
    try:
        return date.fromisoformat(found[1].decode()) if (found := _DATE.fullmatch(value)) else None
    except ValueError:
        return None


def _number(term: bytes) -> Decimal | None:
    found = _NUMBER.fullmatch(term)
    return Decimal(found[1].decode()) if found else None


def _is_within(value: bytes, bound: Decimal, *, lowest: bool) -> bool:
    number = _number(value)
    return number is not None and (number >= bound if lowest else number <= bound)


def _are_less(values: Terms, others: Terms) -> bool:
    """Tell whether all of these are less than all of the others: whole numbers, or days."""
    pairs = [(value, other) for value in values for other in others]
    if all(_INTEGER.fullmatch(term) for pair in pairs for term in pair):
        return all(int(plain(value)) < int(plain(other)) for value, other in pairs)
    days = ((_day(value), _day(other)) for value, other in pairs)
    return all(one and other and one < other for one, other in days)
