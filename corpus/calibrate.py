"""Calibrate the confidences by cross-validation: `python -m corpus.calibrate [PART …]`, each part (0–4) some hours."""

import sys
from collections.abc import Iterator, Sequence

from corpus.annotations import GOLD, read_gold
from corpus.calibration import Calibration, fit
from corpus.cross_validation import read_part
from corpus.encoder import CONTEXT
from corpus.entity import EntityKind
from corpus.evaluation import match_entities, match_relations
from corpus.pipeline import available_languages
from corpus.reading import Reading
from ontology.errors import DataError

_PARTS = 5

Outcome = tuple[str, float, bool]
"""Kind, confidence, and whether it is right."""


def outcomes(gold: Sequence[Reading], readings: Sequence[Reading]) -> Iterator[Outcome]:
    """Yield kind, confidence and whether it is right of every entity and every relation that was read."""
    for expected, reading in zip(gold, readings, strict=True):
        pairs = match_entities(expected.entities, reading.entities)
        for entity in reading.entities:
            if entity.kind is not EntityKind.EVENT:
                yield entity.kind.value, entity.confidence, entity.id in pairs
        right = match_relations(expected.relations, reading.relations, pairs)
        for number, relation in enumerate(reading.relations):
            yield relation.kind.value, relation.confidence, number in right


def calibrate(parts: Sequence[int]) -> Calibration:
    """Return the calibration that the readings of some parts of a cross-validation give, all languages together.

    One language's readings of a part are too few: what a score of a kind is worth hardly differs between languages.

    Raises:
        DataError: a gold file is damaged.
    """
    found: list[Outcome] = []
    for code in available_languages():
        gold, faults = read_gold(GOLD / code)
        if faults:
            raise faults[0]
        for part in parts:
            read = read_part(code, gold, part, _PARTS)
            found += outcomes([gold[i] for i in read], [*read.values()])
    return fit(found)


def main(arguments: Sequence[str]) -> None:
    """Calibrate on the parts that are named by their numbers, on all where none is.

    Raises:
        DataError: there is no such part, or a gold file is damaged.
    """
    if unknown := {*arguments} - {str(part) for part in range(_PARTS)}:
        raise DataError("corpus.calibrate", f"no part {', '.join(sorted(unknown))}", f"parts are 0 to {_PARTS - 1}")
    calibrate([int(part) for part in arguments] or range(_PARTS)).save(CONTEXT)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except DataError as error:
        sys.exit(str(error))
