"""A dataset of true facts: all announcements of the corpus as their gold annotation reads them.

Entities with one gold id are one thing, so that the answers depend neither on what a machine reads nor on what it
takes for the same. `python -m tests.graph.gold` writes the expected answers of all questions anew, for review.
"""

import csv
import hashlib
import io
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

from corpus.annotations import read_gold
from corpus.entity import Entity, EntityKind
from corpus.reading import Reading
from graph import iri
from graph.dataset import add_quads, write_dataset
from graph.identity import Identity, Resolution
from graph.judgement import EntityRef
from graph.measures import measure, measures_graph
from graph.network import NetworkMap, project
from graph.query import questions, run
from graph.store import load_store
from ontology.vocabulary import Concept, load_vocabulary

ANSWERS = Path(__file__).parent / "queries"
ONE_EVENT = {"mnu-student-assembly-constitution": "mnu-2026-02-studencheskaya-assambleya"}
"""Two of the announcements, one in Kazakh and one in Russian, tell of one event."""
SHOWN = 20


def gold_readings() -> list[Reading]:
    readings, faults = read_gold()
    assert not faults
    return readings


def gold_resolution(readings: list[Reading]) -> Resolution:
    named = sorted(_named(readings), key=lambda item: item[0])
    identities = (_identity(name, [item[1:] for item in group]) for name, group in groupby(named, lambda item: item[0]))
    return Resolution(identities=tuple(identities), judgements=())


def build_gold(folder: Path) -> NetworkMap:
    """Write into a folder the dataset, with its measures as in every build, and return its network."""
    readings = gold_readings()
    write_dataset(readings, gold_resolution(readings), folder)
    network = measure(project(folder))
    add_quads(folder, measures_graph(network))
    return network


def _named(readings: list[Reading]) -> Iterator[tuple[str, Reading, Entity]]:
    for reading in readings:
        for entity in reading.entities:
            stem = reading.announcement.id
            is_event = entity.kind is EntityKind.EVENT
            name = f"{ONE_EVENT.get(stem, stem)}-{entity.id}" if is_event else entity.id
            yield iri.thing(entity.kind.value, name), reading, entity


def _identity(name: str, members: list[tuple[Reading, Entity]]) -> Identity:
    names: dict[str, list[str]] = {}
    for reading, entity in members:
        names.setdefault(reading.announcement.language, []).extend(entity.names or [reading.announcement.title])
    first = members[0][1]
    known = _reference().get(name)
    return Identity(
        iri=name,
        kind=first.kind,
        labels=known.labels if known else {language: _commonest(names[language]) for language in sorted(names)},
        members=tuple(EntityRef(announcement=reading.announcement.id, entity=entity.id) for reading, entity in members),
        organisation_class=first.organisation_class,
    )


@cache
def _reference() -> dict[str, Concept]:
    vocabularies = map(load_vocabulary, ("countries", "organisations", "places"))
    return {concept.iri: concept for vocabulary in vocabularies for concept in vocabulary.concepts.values()}


def _commonest(names: list[str]) -> str:
    counts = Counter(names)
    return max(sorted(counts), key=lambda name: (counts[name], len(name)))


def facts_of(answer: str) -> str:
    """Return an answer in CSV without its names, which grow with the vocabularies, its rows in their own order.

    A long answer is cut: its first rows, how many there are, and the checksum of all of them.
    """
    head, *rows = csv.reader(io.StringIO(answer, newline=""))
    kept = [place for place, column in enumerate(head) if not column.endswith("Name")]
    facts = sorted([row[place] for place in kept] for row in rows)
    columns = [head[place] for place in kept]
    whole = _csv([columns, *facts])
    if len(facts) <= SHOWN:
        return whole
    checksum = hashlib.sha256(whole.encode()).hexdigest()[:16]
    return _csv([columns, *facts[:SHOWN]]) + f"# {len(facts)} rows in all, sha256 {checksum}\n"


def _csv(rows: list[list[str]]) -> str:
    lines = io.StringIO(newline="")
    csv.writer(lines, lineterminator="\n").writerows(rows)
    return lines.getvalue()


def write_answers() -> None:
    with tempfile.TemporaryDirectory() as folder:
        build_gold(Path(folder))
        store = load_store(Path(folder))
        for question in questions():
            told = facts_of(run(store, question, format="csv"))
            (ANSWERS / f"{question.name}.csv").write_text(told, encoding="utf-8", newline="")


if __name__ == "__main__":
    write_answers()
