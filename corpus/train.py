"""Train what a language's pipeline learns: `python -m corpus.train LANGUAGE`."""

import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.annotations import GOLD, read_gold
from corpus.mention_training import train_mentions
from corpus.pipeline import LANGUAGES, MODELS, load_pipeline
from corpus.reading import Reading
from corpus.relation_training import train_relations
from ontology.errors import DataError


def train(code: str, readings: Sequence[Reading], models: Path, root: Path = LANGUAGES) -> None:
    """Train all models of a language on gold readings and write them into a folder; the same input, the same bytes."""
    nlp = load_pipeline(code, root, until="mention_tagger")
    train_mentions(nlp, root / code, readings, models)
    train_relations(code, readings, models, root)


def main(arguments: Sequence[str]) -> None:
    """Train the languages that are named, each into its own folder."""
    for code in arguments:
        readings, faults = read_gold(GOLD / code)
        if faults:
            raise faults[0]
        train(code, readings, LANGUAGES / code / MODELS)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except DataError as error:
        sys.exit(str(error))
