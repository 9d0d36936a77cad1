"""The ontology and its alignment: complete, in use, aligned with terms that exist, consistent."""

import json
import re
from collections.abc import Container
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef, namespace

import ontology
from ontology.terms import APK, ORG, OWL, PROV, RDF, RDFS, SCHEMA, SKOS
from ontology.turtle import canonical, read
from ontology.vocabulary import load_vocabulary
from tests.ontology.reasoning import contradictions, expand

FOLDER = Path(ontology.__file__).parent
ROOT = FOLDER.parent
GOOD = Path(__file__).with_name("good.ttl")

Terms = dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]


@pytest.fixture(scope="module")
def terms() -> Terms:
    """Every class and property with its values by predicate."""
    found: Terms = {}
    for triple in read(FOLDER / "apk.ttl"):
        if triple.subject.value.startswith(str(APK)):
            found.setdefault(triple.subject.value, {}).setdefault(triple.predicate.value, []).append(triple.object)
    return found


@pytest.mark.parametrize("name", ["apk.ttl", "alignment.ttl"])
def test_a_file_is_in_its_canonical_form(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == canonical(read(FOLDER / name))


@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition, SKOS.example])
def test_every_term_is_explained_in_three_languages(terms: Terms, predicate: str) -> None:
    for term, values in terms.items():
        assert {text.language for text in values[str(predicate)]} == {"en", "ru", "kk"}, term


def test_every_term_belongs_to_this_version_of_the_ontology(terms: Terms) -> None:
    for values in terms.values():
        assert [owner.value for owner in values[str(RDFS.isDefinedBy)]] == ["https://w3id.org/apk-network/ontology"]
    versions = [t.object.value for t in read(FOLDER / "apk.ttl") if t.predicate.value == str(OWL.versionIRI)]
    assert versions == ["https://w3id.org/apk-network/ontology/1.0.0"]


def test_every_term_in_use_is_defined(terms: Terms) -> None:
    code = [*(ROOT / "graph").rglob("*.py"), *(ROOT / "graph" / "queries").glob("*.rq"), *FOLDER.rglob("*.ttl")]
    code += [*FOLDER.glob("reference_*.py"), GOOD]
    used = set()
    for path in code:
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r"\bAPK\.(\w+)|\bAPK\[\"(\w+)\"\]|(?<![\w-])apk:(\w+)", text))
    names = {name for found in used for name in found if name}
    assert {name for name in names if f"{APK}{name}" not in terms} == set()


def test_every_class_of_organisations_and_every_role_has_its_term(terms: Terms) -> None:
    for code in load_vocabulary("organisation-classes").concepts:
        assert f"{APK}{''.join(word.capitalize() for word in code.split('_'))}" in terms
    for code in load_vocabulary("participation-roles").concepts:
        values = terms[f"{APK}{code}"]
        assert [node.value for node in values[str(RDFS.subPropertyOf)]] == [str(APK.involves)]


def test_the_alignment_names_terms_that_their_vocabularies_publish(terms: Terms) -> None:
    published: dict[str, Container[str]] = {
        str(ORG): namespace.ORG,
        str(PROV): namespace.PROV,
        str(SCHEMA): namespace.SDO,
        **json.loads((FOLDER / "sources" / "published_terms.json").read_text(encoding="utf-8")),
    }
    linked = [t for t in read(FOLDER / "alignment.ttl") if t.predicate.value not in {str(RDF.type), str(OWL.imports)}]
    for triple in linked:
        assert not triple.subject.value.startswith(str(APK)) or triple.subject.value in terms
        if isinstance(triple.object, ox.NamedNode):
            base = next(base for base in published if triple.object.value.startswith(base))
            assert triple.object.value.removeprefix(base) in published[base], triple.object
    bases = {base for base in published if any(base in str(triple.object) for triple in linked)}
    assert bases == set(published)


def expanded(more: str = "") -> Graph:
    """Return the good example with all that follows."""
    graph = Graph().parse(GOOD)
    if more:
        graph.parse(data=more, format="turtle")
    return expand(graph)


def test_the_ontology_does_not_contradict_a_dataset() -> None:
    graph = expanded()
    assert contradictions(graph) == []
    position = URIRef("https://w3id.org/apk-network/fact/position")
    assert (position, RDF.type, URIRef(str(APK.Fact))) in graph
    assert (position, RDF.type, ORG.Membership) in graph


def test_a_contradiction_is_seen() -> None:
    both = f"<https://example.org/x> a <{APK.Fact}> , <{APK.Announcement}> ."
    assert contradictions(expanded(both))
