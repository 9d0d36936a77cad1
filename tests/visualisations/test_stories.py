"""A tour's numbers are those of the picture beside them, and of queries on the dataset."""

from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml

from graph.network import Edge, Evidence, NetworkMap, Node, Source
from graph.store import load_store
from ontology.terms import PREFIXES
from tests.visualisations.browser import Open, run
from visualisations.network_map import months_of
from visualisations.page import render_page
from visualisations.stories import Step, stories

BASE = "https://example.org"
NAMES = PREFIXES | {"t": "https://example.org/tour/"}
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


NUMBERS = yaml.safe_load(Path(__file__).with_name("story_numbers.yaml").read_text(encoding="utf-8"))
TOURS = ("story.brokers", "story.circle", "story.borders", "story.agreements", "story.newest")


@pytest.fixture(scope="module")
def prepared(gold_build: Path) -> ox.Store:
    store = load_store(gold_build)
    for update in NUMBERS["prepared"]:
        store.update(update, prefixes=NAMES)
    return store


@pytest.mark.parametrize("tour", TOURS)
def test_every_number_that_a_story_tells_is_the_answer_of_a_query(
    tour: str, gold_network: NetworkMap, prepared: ox.Store
) -> None:
    def answer(query: str, step: Step) -> str:
        for key, number in step.nodes.items():
            query = query.replace(f"<{key}>", f"<{gold_network.nodes[number].iri}>")
        for key, value in step.state.items() | step.numbers.items():
            query = query.replace(f"{{{key}}}", str(value))
        (row,) = prepared.query(query, prefixes=NAMES)
        return str(row["n"].value)

    (story,) = (story for story in stories(gold_network, months_of(gold_network)) if story.key == tour)
    for step in story.steps:
        queries = NUMBERS[step.text]
        assert queries.keys() == step.numbers.keys()
        for name, told in step.numbers.items():
            answered = answer(queries[name], step)
            assert told == (round(float(answered), 3) if name == "share" else type(told)(answered)), (step.text, name)
