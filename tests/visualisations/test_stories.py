"""A tour's numbers are those of the picture beside them."""

from pathlib import Path

from graph.network import Edge, Evidence, NetworkMap, Node, Source
from graph.store import load_store
from ontology.terms import PREFIXES
from tests.visualisations.browser import Open, run
from visualisations.page import render_page
from visualisations.stories import Step, stories

BASE = "https://example.org"
FACTS = [
    ("organisation/department", "event/1", "participation", "2020-03"),
    ("organisation/department", "event/2", "participation", "2021-05"),
    ("organisation/department", "event/3", "participation", "2022-09"),
    ("person/guest", "event/1", "participation", "2020-03"),
    ("person/guest", "organisation/far", "position", "2020-03"),
    ("person/other", "event/3", "participation", "2022-09"),
    ("organisation/university", "organisation/department", "part_of", "2020-03"),
    ("organisation/university", "organisation/ministry", "part_of", "2015-01"),
    ("organisation/university", "event/9", "participation", "2024-01"),
]


def small() -> NetworkMap:
    """Return a department whose circle grows three times, with something known of its university before."""
    subkinds = {"department": "apk_department", "university": "university", "far": "ngo", "ministry": "state"}
    names = sorted({name for fact in FACTS for name in fact[:2]})
    nodes = tuple(
        Node(
            iri=f"{BASE}/{name}",
            kind=name.split("/")[0],
            subkind=subkinds.get(name.split("/")[1]),
            labels={"en": name},
        )
        for name in names
    )
    sources = {
        f"{BASE}/announcement/{month}": Source(
            iri=f"{BASE}/announcement/{month}", title=month, language="en", published=f"{month}-01"
        )
        for *_, month in FACTS
    }
    edges = tuple(
        Edge(
            source=f"{BASE}/{source}",
            target=f"{BASE}/{target}",
            relation=relation,
            role="participant" if relation == "participation" else None,
            fact=f"{BASE}/fact/{number}",
            confidence=1,
            evidence=(Evidence(announcement=f"{BASE}/announcement/{month}", start=0, end=1, exact="x"),),
        )
        for number, (source, target, relation, month) in enumerate(FACTS)
    )
    return NetworkMap(nodes=nodes, edges=edges, sources=sources)


def test_the_circle_that_a_story_counts_is_the_circle_that_it_shows(open_page: Open, tmp_path: Path) -> None:
    path = tmp_path / "small.html"
    path.write_text(render_page(small()), encoding="utf-8", newline="")
    seen = open_page(file=path)
    seen.page.get_by_role("button", name="How one department's circle grew").click()
    told, shown = [], []
    for step in run(seen, "networkMap.graph.stories.find((story) => story.key === 'story.circle').steps"):
        told.append((step["numbers"]["others"], step["numbers"]["events"]))
        kinds = run(seen, "[...networkMap.scene.nodes].map((n) => networkMap.graph.nodes[n].t)")
        shown.append((len(kinds) - 1, kinds.count("event")))
        if seen.page.locator("#story-next").is_enabled():
            seen.page.locator("#story-next").click()
    assert told == shown == [(4, 1), (7, 3), (8, 4)]


COUNTS = {
    "events of {a}": "SELECT (COUNT(DISTINCT ?event) AS ?n) { ?fact apk:agent <{a}> ; apk:event ?event }",
    "others at the events of {a}": """SELECT (COUNT(DISTINCT ?other) AS ?n) {
        ?fact apk:agent <{a}> ; apk:event ?event . ?also apk:event ?event ; apk:agent ?other .
        ?other a ?kind FILTER(?other != <{a}> && ?kind IN (foaf:Person, org:Organization, schema:Country)) }""",
    "countries": "SELECT (COUNT(DISTINCT ?country) AS ?n) { ?country a schema:Country . ?fact apk:agent ?country }",
    "countries at {a}": """SELECT (COUNT(DISTINCT ?country) AS ?n) {
        ?country a schema:Country . ?fact apk:agent ?country ; apk:event <{a}> }""",
    "pairs": """SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?one ?other {
        ?fact a apk:Cooperation ; apk:partner ?one, ?other FILTER(STR(?one) < STR(?other)) } }""",
    "partners of {a}": """SELECT (COUNT(DISTINCT ?other) AS ?n) {
        ?fact a apk:Cooperation ; apk:partner <{a}>, ?other FILTER(?other != <{a}>) }""",
}


def test_a_query_counts_what_a_story_counts(dataset: Path, network: NetworkMap) -> None:
    store = load_store(dataset)

    def count(what: str, step: Step) -> int:
        names = {key: network.nodes[number].iri for key, number in step.nodes.items()}
        query = COUNTS[what]
        for key, iri in names.items():
            query = query.replace(f"{{{key}}}", iri)
        (row,) = store.query(query, prefixes=PREFIXES)  # type: ignore[misc]
        return int(row["n"].value)  # type: ignore[index, union-attr]

    months = {iri: source.published for iri, source in network.sources.items()}
    told = {story.key: story.steps for story in stories(network, months)}
    for step in told["story.brokers"]:
        assert step.numbers["events"] == count("events of {a}", step)
        assert step.numbers["others"] == count("others at the events of {a}", step)
    countries, widest, _ = told["story.borders"]
    assert countries.numbers == {
        "countries": count("countries", countries),
        "events": count("events of {a}", countries),
    }
    assert widest.numbers["countries"] == count("countries at {a}", widest)
    agreements, best = told["story.agreements"]
    assert agreements.numbers["pairs"] == count("pairs", agreements)
    assert best.numbers == {"partners": count("partners of {a}", best), "events": count("events of {a}", best)}
