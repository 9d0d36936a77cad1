"""From readings to every file of this stage, in the order in which they derive from each other."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from corpus.reading import Reading, to_json
from graph import iri
from graph.change_report import write_changes
from graph.changes import changes
from graph.dataset import FILE, TRIG, add_quads, description, identities_by_reading, write_dataset
from graph.export import write_tables
from graph.former import NOTHING, Former
from graph.gexf import write_gexf
from graph.identity import Resolution, resolve
from graph.identity_tables import write_identities, write_unsure
from graph.judgement import JUDGEMENTS, Judgement, read_judgements
from graph.measures import measure, measures_graph, pivots
from graph.network import NetworkMap, project
from graph.nquads import (
    Difference,
    checksums_hold,
    difference,
    write_checksums,
    write_lines,
)
from graph.resolved_reading import resolved_reading
from graph.revalidation import validate_build
from graph.review import doubts
from graph.run_record import (
    ReadingRecord,
    found_before,
    holds_build,
    kept_of,
    reading_records,
    run_record,
    write_found,
    write_run_record,
)
from graph.store import FOLDER as STORE
from graph.store import build_store
from graph.turtle import write_turtle
from graph.validation import FILE as FINDINGS
from graph.validation import Finding, write_findings
from ontology.documentation import write_documentation
from ontology.errors import DataError
from ontology.vocabulary import load_vocabulary, vocabulary_names

_KINDS = {
    "organisation": "organisations",
    "person": "persons",
    "event": "events",
    "place": "places",
    "country": "countries",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build made: the measured network, the readings' number, what was at fault and what broke a shape.

    `waiting` is the number of decisions that name something which is not read.
    """

    network: NetworkMap
    readings: int
    faults: tuple[DataError, ...]
    findings: tuple[Finding, ...]
    waiting: int

    def summary(self, *, reused: int, corrected: int) -> list[str]:
        """Return the lines that tell a person what was built, the faults last."""
        kinds = Counter(thing.kind for thing in self.network.nodes)
        things = ", ".join(f"{kinds[kind]} {words}" for kind, words in _KINDS.items())
        lines = [
            f"{self.readings} announcements read ({reused} of them before, {corrected} corrected by a person)",
            f"{len(self.network.nodes)} things: {things}",
            f"{len(self.network.edges)} links, each with its quotes",
        ]
        sampled = pivots(len(self.network.nodes), len(self.network.edges))
        if sampled:
            lines.append(f"Betweenness is estimated from {sampled} of the things")
        if self.findings:
            lines.append(f"{len(self.findings)} findings break a shape: see findings.csv")
        if self.waiting:
            lines.append(f"{self.waiting} decisions name what is not read: see findings.csv")
        return [*lines, *map(str, self.faults)]


def build_graph(
    readings: Sequence[Reading], faults: Sequence[DataError], folder: Path, previous: Path | None = None
) -> Built:
    """Resolve identities, and write into `folder` the dataset, its copies, store, tables and records.

    `faults` are what could not be read; they go into `findings.csv` beside what breaks a shape. `previous` is the
    folder of the build before, if there was one: what has changed since is written as well.
    """
    previous = previous if previous and _is_whole(previous) else None
    records = reading_records(readings)
    resolution = resolve_readings(readings, found_before(previous, records) if previous else NOTHING)
    write_identities(folder, resolution)
    write_unsure(folder, doubts(resolution, readings))
    network, differs = write_graph(readings, resolution, folder, previous, records)
    findings = validate_build(folder, previous, differs)
    write_findings(folder, [*faults, *map(_not_read, resolution.waiting)], findings)
    if previous:
        write_changes(changes(previous, folder, differs), folder)
    return Built(
        network=network,
        readings=len(readings),
        faults=tuple(faults),
        findings=findings,
        waiting=len(resolution.waiting),
    )


def _is_whole(folder: Path) -> bool:
    """Tell whether a folder holds a build of this version as it was written: one to go on from."""
    written = all((folder / name).exists() for name in (STORE, FINDINGS))
    return written and holds_build(folder) and checksums_hold(folder, (FILE, TRIG))


def _not_read(waiting: Judgement) -> DataError:
    """Return what is told of a decision that names something which is not read."""
    problem = f"the decision {waiting.left} {waiting.verdict} {waiting.right} names what is not read"
    return DataError(JUDGEMENTS.name, problem, "correct or delete its line, unless you build only a part")


def resolve_readings(readings: Sequence[Reading], before: Former = NOTHING) -> Resolution:
    """Return who is who in the readings, by all vocabularies and by what people decided."""
    vocabularies = {name: load_vocabulary(name) for name in vocabulary_names()}
    return resolve(readings, vocabularies, read_judgements(), before)


def write_graph(
    readings: Sequence[Reading],
    resolution: Resolution,
    folder: Path,
    previous: Path | None = None,
    records: Mapping[str, ReadingRecord] | None = None,
) -> tuple[NetworkMap, Difference | None]:
    """Write all that follows from readings and identities; return the measured network, and what differs from before.

    `previous` is the folder of a build; what its dataset says of announcements that did not change is taken from it.
    `records` are those of the readings, where they are made already.
    """
    record = run_record(readings, resolution, records)
    write_run_record(record, folder)
    write_found(record, resolution, folder)
    write_dataset(readings, resolution, folder, kept_of(previous, record) if previous else None)
    network = measure(project(folder))
    add_quads(folder, measures_graph(network))
    add_quads(folder, description(folder, (reading.pipeline for reading in readings)))
    differs = difference(previous / FILE, folder / FILE) if previous else None
    build_store(folder, previous, differs)
    write_turtle(folder / FILE, folder / "graph.ttl")
    write_checksums(folder, (FILE, TRIG, "graph.ttl"))
    write_tables(network, folder)
    write_gexf(network, folder)
    write_documentation(folder / "ontology.html")
    write_readings(readings, resolution, folder)
    return network, differs


def write_readings(readings: Sequence[Reading], resolution: Resolution, folder: Path) -> None:
    """Write `readings/ID.json`, each announcement's annotation JSON with resolved ids and its text."""
    identities = identities_by_reading(resolution)
    (folder / "readings").mkdir()
    for reading in readings:
        name = reading.announcement.id
        data = to_json(resolved_reading(reading, identities.get(name, {}))) | {"text": reading.announcement.text}
        stem = iri.code(iri.announcement(name))
        write_lines(folder / "readings" / f"{stem}.json", [_json(data).encode()])


def _json(data: Mapping[str, Any]) -> str:
    """Return an object as JSON with a line for each of its fields, and for each item of a list."""
    dumps = partial(json.dumps, ensure_ascii=False)
    fields = (
        f"{dumps(key)}: " + ("[\n " + ",\n ".join(map(dumps, said)) + "\n]" if isinstance(said, list) else dumps(said))
        for key, said in data.items()
    )
    return "{\n" + ",\n".join(fields) + "\n}\n"
