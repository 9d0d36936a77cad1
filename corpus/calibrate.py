"""Calibrate a language's confidences by cross-validation: `python -m corpus.calibrate LANGUAGE`."""

import sys
from collections.abc import Iterator, Sequence

from corpus.annotations import GOLD, read_gold
from corpus.calibration import fit
from corpus.cross_validation import cross_validate
from corpus.entity import EntityKind
from corpus.evaluation import match_entities, match_relations
from corpus.pipeline import LANGUAGES, MODELS
from corpus.reading import Reading
from ontology.errors import DataError

_FOLDS = 5


def outcomes(gold: Sequence[Reading], readings: Sequence[Reading]) -> Iterator[tuple[str, float, bool]]:
    """Yield kind, confidence and whether it is right of every entity and every relation that was read."""
    for expected, reading in zip(gold, readings, strict=True):
        pairs = match_entities(expected.entities, reading.entities)
        for entity in reading.entities:
            if entity.kind is not EntityKind.EVENT:
                yield entity.kind.value, entity.confidence, entity.id in pairs
        right = match_relations(expected.relations, reading.relations, pairs)
        for number, relation in enumerate(reading.relations):
            yield relation.kind.value, relation.confidence, number in right


def main(arguments: Sequence[str]) -> None:
    """Calibrate the languages that are named."""
    for code in arguments:
        gold, faults = read_gold(GOLD / code)
        if faults:
            raise faults[0]
        fit(outcomes(gold, cross_validate(code, gold, _FOLDS))).save(LANGUAGES / code / MODELS)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except DataError as error:
        sys.exit(str(error))
