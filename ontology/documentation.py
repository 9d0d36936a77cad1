"""The ontology as one page that needs no network: every term, rule and closed list, in all its languages."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ontology.terms import APK, BASE, DCTERMS, OWL, PREFIXES, RDF, RDFS, SKOS
from ontology.vocabulary import FOLDER as VOCABULARIES
from ontology.vocabulary import Concept, load_vocabulary, vocabulary_names

FOLDER = Path(__file__).parent
TEMPLATES = FOLDER / "templates"

NAMES = {"en": "English", "ru": "Русский", "kk": "Қазақша"}
"""The languages of the page, the first shown first, each by its own name."""

LISTED_UP_TO = 100
"""Members up to which a vocabulary is listed; the reference data are too many to read."""

_SHACL = "http://www.w3.org/ns/shacl#"
_WIKIDATA = "http://www.wikidata.org/prop/direct/"

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Graph = Mapping[str, Mapping[str, Sequence[Node]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A link to another term: on this page, or in the vocabulary that defines it."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class or property as the page shows it; `links` maps the word of a relation to what is linked."""

    name: str
    short: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    examples: Mapping[str, str]
    links: Mapping[str, Sequence[Reference]]
    rules: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A vocabulary as the page shows it; `third` is the word of the table's last column."""

    name: str
    labels: Mapping[str, str]
    size: int
    concepts: Sequence[Concept]
    third: str


def write_documentation(path: Path) -> None:
    """Write the page to `path`, whole or not at all."""
    temporary = path.with_suffix(".tmp")
    temporary.write_text(documentation(), encoding="utf-8", newline="\n")
    os.replace(temporary, path)  # noqa: PTH105


def documentation() -> str:
    """Return the page: the same bytes for the same ontology."""
    graph = _read([FOLDER / "apk.ttl", FOLDER / "alignment.ttl"])
    about = graph[str(APK).removesuffix("#")]
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("documentation.html").render(
        languages=list(NAMES),
        names=NAMES,
        words=yaml.safe_load((TEMPLATES / "documentation.yaml").read_text(encoding="utf-8")),
        title=_texts(about, DCTERMS.title),
        description=_texts(about, DCTERMS.description),
        version=_value(_all(about, OWL.versionInfo)[0]),
        namespace=str(APK),
        groups=_groups(graph),
        schemes=[_scheme(name) for name in vocabulary_names()],
        prefixes=PREFIXES,
    )


def _groups(graph: Graph) -> list[tuple[str, list[Term]]]:
    rules = _rules()
    own = {iri: values for iri, values in graph.items() if iri.startswith(str(APK))}
    classes = {iri for iri, values in own.items() if str(OWL.Class) in map(_value, _all(values, RDF.type))}
    terms = {iri: _term(iri, own, rules.get(iri, ())) for iri in sorted(own)}
    return [
        ("classes", [term for iri, term in terms.items() if iri in classes]),
        ("properties", [term for iri, term in terms.items() if iri not in classes]),
    ]


def _term(iri: str, own: Graph, rules: Sequence[str]) -> Term:
    values = own[iri]
    links = {
        "super": [*_all(values, RDFS.subClassOf), *_all(values, RDFS.subPropertyOf)],
        "sub": [*_pointing(iri, own, RDFS.subClassOf), *_pointing(iri, own, RDFS.subPropertyOf)],
        "domain": _all(values, RDFS.domain),
        "range": _all(values, RDFS.range),
        "has": list(_pointing(iri, own, RDFS.domain)),
        "aligned": [*_all(values, SKOS.exactMatch), *_all(values, SKOS.closeMatch)],
    }
    return Term(
        name=iri.removeprefix(str(APK)),
        short=_short(iri),
        labels=_texts(values, RDFS.label),
        definitions=_texts(values, SKOS.definition),
        examples=_texts(values, SKOS.example),
        links={word: _references(targets) for word, targets in links.items() if targets},
        rules=rules,
    )


def _pointing(iri: str, own: Graph, predicate: str) -> Iterator[Node]:
    """Yield our terms that point at this one."""
    for other in sorted(own):
        if iri in map(_value, _all(own[other], predicate)):
            yield ox.NamedNode(other)


def _rules() -> dict[str, list[str]]:
    """Return for each class what its shape forbids, as the messages say it, without their remedies."""
    shapes = _read([FOLDER / "shapes.ttl"])
    found: dict[str, list[str]] = defaultdict(list)
    for values in shapes.values():
        properties = [_value(node) for node in _all(values, f"{_SHACL}property")]
        messages = [_value(m) for node in properties for m in _all(shapes[node], f"{_SHACL}message")]
        for target in _all(values, f"{_SHACL}targetClass"):
            found[_value(target)] += [message.partition("; ")[0] for message in messages]
    return {target: sorted(set(messages)) for target, messages in found.items()}


def _scheme(name: str) -> Scheme:
    vocabulary = load_vocabulary(name)
    concepts = list(vocabulary.concepts.values())
    listed = concepts if len(concepts) <= LISTED_UP_TO else []
    iri = f"{BASE}scheme/{name}"
    return Scheme(
        name=name,
        labels=_texts(_read([VOCABULARIES / f"{name}.ttl"])[iri], SKOS.prefLabel),
        size=len(concepts),
        concepts=listed,
        third="meaning" if any(concept.definitions for concept in listed) else "broader",
    )


def _read(paths: Iterable[Path]) -> Graph:
    found: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for path in paths:
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            found[_value(triple.subject)][triple.predicate.value].append(triple.object)
    return found


def _all(values: Mapping[str, Sequence[Node]], predicate: str) -> Sequence[Node]:
    # rdflib's IRIs are strings that equal no string.
    return values.get(str(predicate), ())


def _value(node: Node) -> str:
    if isinstance(node, ox.Triple):
        raise TypeError(f"a term, not a triple: {node}")
    return node.value


def _texts(values: Mapping[str, Sequence[Node]], predicate: str) -> dict[str, str]:
    texts = [node for node in _all(values, predicate) if isinstance(node, ox.Literal)]
    return {text.language: text.value for text in texts if text.language}


def _references(targets: Iterable[Node]) -> list[Reference]:
    return [_reference(iri) for iri in dict.fromkeys(map(_value, targets))]


def _reference(iri: str) -> Reference:
    if iri.startswith(str(APK)):
        return Reference(name=_short(iri), address=f"#{iri.removeprefix(str(APK))}")
    if iri.startswith(_WIKIDATA):
        number = iri.removeprefix(_WIKIDATA)
        return Reference(name=f"Wikidata {number}", address=f"https://www.wikidata.org/wiki/Property:{number}")
    return Reference(name=_short(iri), address=iri)


def _short(iri: str) -> str:
    """Return an IRI with its prefix where we have one."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri.removeprefix(BASE)
