"""Each shape accepts the good example, and refuses a bad one with the message that says why."""

from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import ORG, OWL, RDF, RDFS, Graph, Namespace

import ontology
from ontology.terms import APK, BASE, PREFIXES
from ontology.vocabulary import FOLDER

SHAPES = Path(ontology.__file__).with_name("shapes.ttl")
GOOD = Path(__file__).with_name("good.ttl")
SH = Namespace("http://www.w3.org/ns/shacl#")

# What is wrong, and the change of the good example that makes it so: triples to delete, triples to insert.
# `-` stands for nothing; `_:x` for some thing that is none of what is asked for.
BAD = {
    "an announcement without a title": ("n:announcement/forum dcterms:title ?x", "-"),
    "an announcement without one language code": ("-", 'n:announcement/forum dcterms:language "English"'),
    "the day of publication is no single date": ("-", 'n:announcement/forum dcterms:issued "April"'),
    "an announcement announces something that is no event": ("-", "n:announcement/forum apk:announces n:place/astana"),
    "a fact without a quote": ("n:fact/degree apk:evidence ?x", "-"),
    "a fact that nobody claims to have found": ("n:fact/degree apk:foundBy ?x", "-"),
    "a fact without one confidence between 0 and 1": ("-", "n:fact/degree apk:confidence 1.2"),
    "evidence that is not of one announcement": ("n:evidence/1 oa:hasSource ?x", "-"),
    "evidence without one place in the text": ("n:evidence/1 oa:hasSelector n:evidence/1#position", "-"),
    "evidence without one quote": ("n:evidence/1 oa:hasSelector n:evidence/1#quote", "-"),
    "evidence that nobody claims to have found": ("n:evidence/1 apk:foundBy ?x", "-"),
    "evidence without one confidence between 0 and 1": ("n:evidence/1 apk:confidence ?x", "-"),
    "a span that does not begin before its end": (
        "n:evidence/1#position oa:start ?x",
        "n:evidence/1#position oa:start 7",
    ),
    "a span without one end": ("n:evidence/1#position oa:end ?x", "-"),
    "an empty quote": ("n:evidence/1#quote oa:exact ?x", 'n:evidence/1#quote oa:exact ""'),
    "a quote with two contexts before it": ("-", 'n:evidence/1#quote oa:prefix "The "'),
    "a quote with two contexts after it": ("-", 'n:evidence/1#quote oa:suffix " now"'),
    "a quote that is not as long as its span": (
        "n:evidence/1#quote oa:exact ?x",
        'n:evidence/1#quote oa:exact "forums"',
    ),
    "a person has an empty name": ("-", 'n:person/ospanova-aigul skos:altLabel ""'),
    "an organisation without a class": ("n:organisation/youth apk:organisationClass ?x", "-"),
    "announcements give this organisation different classes": (
        "-",
        "n:organisation/youth apk:organisationClass n:organisation-class/university",
    ),
    "an organisation is a unit of something that is none": ("-", "n:organisation/department org:unitOf n:place/astana"),
    "a country whose code is not two capitals": ("n:country/KZ apk:isoCode ?x", 'n:country/KZ apk:isoCode "Kaz"'),
    "a place whose code is no ISO 3166-2 code": ("-", 'n:place/astana apk:isoCode "Astana"'),
    "a place of an unknown kind": ("-", 'n:place/astana apk:placeKind "planet"'),
    "an event of an unknown kind": ("-", "n:event/forum apk:eventKind n:event-kind/party"),
    "an event begins on no date": ("-", 'n:event/forum schema:startDate "spring"'),
    "an event ends on no date": ("-", 'n:event/forum schema:endDate "summer"'),
    "an event of an unknown mode": ("-", "n:event/forum schema:eventAttendanceMode schema:Anywhere"),
    "an attendance that is no number": ("-", 'n:event/forum apk:attendance "many"'),
    "an event ends before it begins": (
        "n:event/forum schema:endDate ?x",
        'n:event/forum schema:endDate "2021-04-01"^^xsd:date',
    ),
    "a judgement that is not on two things": ("n:judgement/1 apk:judged n:announcement/forum#a", "-"),
    "a judgement without a verdict": ("n:judgement/1 apk:verdict ?x", 'n:judgement/1 apk:verdict "perhaps"'),
    "a decision of nobody, or of two people": ("-", "n:judgement/2 prov:wasAttributedTo n:person/ospanova-aigul"),
    "a judgement that nobody made": ("n:judgement/1 apk:decidedBy ?x", "-"),
    "a concept of no scheme": ("n:position/head skos:inScheme ?x", "-"),
    "a concept without a source": ("n:position/head dcterms:source ?x", "-"),
    "a thing without a name": ("-", 'n:person/ospanova-aigul skos:prefLabel "Another Name"@en'),
    "a dataset without a title": ("-", 'n:graph/dataset dcterms:title "Network"@en'),
    "a dataset without a licence": ("n:graph/dataset dcterms:license ?x", "-"),
    "a dataset whose size is no number": ("-", 'n:graph/dataset void:triples "many"'),
    "coordinates that are no degrees": ("-", "n:place/astana schema:latitude 5118"),
    "a former name without its words": ("n:place/astana/name/nur-sultan rdfs:label ?x", "-"),
    "a former name without a source": ("n:place/astana/name/nur-sultan dcterms:source ?x", "-"),
    "a former name whose first day is no date before its last": (
        "n:place/astana/name/nur-sultan apk:validTo ?x",
        'n:place/astana/name/nur-sultan apk:validTo "2001-01-01"^^xsd:date',
    ),
    "a position that is not of one person": ("n:fact/position org:member ?x", "-"),
    "a position in two organisations": ("-", "n:fact/position org:organization n:place/astana"),
    "a position with two offices": ("-", "n:fact/position org:role n:role/moderator"),
    "a position without its title": ("n:fact/position apk:title ?x", "-"),
    "a degree that is not of one person": ("n:fact/degree apk:holder ?x", "-"),
    "a degree without its words": ("n:fact/degree apk:title ?x", "-"),
    "a membership that is not of one person or organisation": ("n:fact/membership org:member ?x", "-"),
    "a membership that is not in one organisation": ("n:fact/membership org:organization ?x", "-"),
    "a participation that is not of one person, organisation": ("-", "n:fact/moderator apk:agent n:place/astana"),
    "a participation that is not in one event": ("n:fact/moderator apk:event ?x", "-"),
    "a participation without one known role": ("-", "n:fact/moderator apk:role n:role/dancer"),
    "a count of people that is no number": ("-", 'n:fact/group apk:count "some"'),
    "a part_of without one unit, or of itself": ("-", "n:fact/part-of apk:unit n:organisation/university"),
    "a part_of without one parent": ("n:fact/part-of apk:parent ?x", "-"),
    "a cooperation that is not of two organisations": ("n:fact/cooperation apk:partner n:organisation/youth", "-"),
    "a location that is not of one organisation or event": ("-", "n:fact/location apk:located n:country/KZ"),
    "a location that is not in one place or country": ("-", "n:fact/location apk:place n:organisation/youth"),
    "a fact without its shortcut": ("n:event/forum apk:moderator ?x", "-"),
    "a shortcut without its fact": ("-", "n:event/forum apk:speaker n:person/ospanova-aigul"),
}

SHORTCUTS = {
    "fact/position": "n:person/ospanova-aigul apk:holdsPositionAt n:organisation/department",
    "fact/degree": "n:person/ospanova-aigul apk:degree ?x",
    "fact/membership": "n:person/ospanova-aigul org:memberOf n:organisation/university",
    "fact/country": "n:event/forum apk:represented n:country/KZ",
    "fact/group": "n:event/forum apk:participant n:group/students",
    "fact/part-of": "n:organisation/department org:unitOf n:organisation/university",
    "fact/cooperation": "n:organisation/youth apk:cooperatesWith n:organisation/university",
    "fact/location": "n:event/forum schema:location n:place/astana",
}


@cache
def shapes() -> Graph:
    return Graph().parse(SHAPES)


def changed(delete: str = "-", insert: str = "-") -> Graph:
    """Return the good example without what matches `delete` and with `insert`."""
    graph = Graph().parse(GOOD)
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    for verb, pattern in (("DELETE WHERE", delete), ("INSERT DATA", insert)):
        if pattern != "-":
            words = [f"<{BASE}{word[2:]}>" if word.startswith("n:") else word for word in pattern.split(" ")]
            graph.update(f"{prefixes}{verb} {{ {' '.join(words)} }}")
    return graph


def results(graph: Graph) -> set[tuple[str, str]]:
    """Return each message with each node that it is about."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes(), inplace=True, advanced=True)
    found = report.subjects(RDF.type, SH.ValidationResult)
    return {(str(report.value(r, SH.resultMessage)), str(report.value(r, SH.focusNode))) for r in found}


def messages(graph: Graph) -> dict[str, str]:
    """Return each message with one of the nodes that it is about."""
    return dict(results(graph))


def test_the_good_example_keeps_every_shape() -> None:
    assert messages(changed()) == {}


@pytest.mark.parametrize("problem", BAD)
def test_a_bad_example_is_refused(problem: str) -> None:
    assert any(message.startswith(problem) for message in messages(changed(*BAD[problem])))


def test_every_message_has_its_bad_example_and_a_remedy() -> None:
    told = {str(message) for message in shapes().objects(None, SH.message)}
    assert all("; " in message for message in told)
    assert {problem for problem in BAD if not any(message.startswith(problem) for message in told)} == set()
    assert {message for message in told if not any(message.startswith(problem) for problem in BAD)} == set()


@pytest.mark.parametrize("fact", SHORTCUTS)
def test_every_kind_of_fact_needs_its_shortcut(fact: str) -> None:
    found = messages(changed(SHORTCUTS[fact]))
    assert found["a fact without its shortcut; build again"] == BASE + fact


@pytest.mark.parametrize("fact", SHORTCUTS)
def test_every_kind_of_shortcut_needs_its_fact(fact: str) -> None:
    found = messages(changed(f"n:{fact} ?p ?x"))
    assert "a shortcut without its fact; build again" in found


def test_every_class_has_a_shape() -> None:
    targets = {str(target) for target in shapes().objects(None, SH.targetClass)}
    declared = Graph().parse(SHAPES.with_name("apk.ttl"))
    abstract = {str(APK.Fact)}
    for term in declared.subjects(RDF.type, OWL.Class):
        kinds = {str(kind) for kind in declared.objects(term, RDFS.subClassOf)}
        assert {str(term), *kinds} & targets or str(term) in abstract or str(ORG.OrganizationalUnit) in kinds, term


def test_contradicting_dates_of_one_event_stand_side_by_side() -> None:
    later = 'n:event/forum schema:startDate "2021-05-01"^^xsd:date'
    assert messages(changed("-", later)) == {}


def test_the_vocabularies_keep_the_shapes() -> None:
    graph = Graph()
    for path in FOLDER.glob("*.ttl"):
        graph.parse(path)
    assert messages(graph) == {}
