"""Score the readings of the texts that nothing is trained on: `python -m corpus.unseen [LANGUAGE …]`."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.evaluation import Scores, score
from corpus.extraction import read
from corpus.marked_text import UNSEEN, read_marked
from corpus.pipeline import LANGUAGES, available_languages, load_pipeline
from corpus.score_table import tables
from ontology.errors import DataError


def scores(code: str, root: Path = LANGUAGES) -> Iterator[Scores]:
    """Yield the scores of each unseen text of a language, as its pipeline reads it.

    Raises:
        DataError: a mark of the texts is at fault.
    """
    nlp = load_pipeline(code, root)
    for marked in read_marked(root / code / UNSEEN, code):
        yield score(marked, read(marked.announcement, nlp))


def main(codes: Sequence[str]) -> None:
    """Print the tables of the languages that are named, of all where none is."""
    found = {code: [*scores(code)] for code in codes or available_languages()}
    sys.stdout.writelines(f"{line}\n" for line in tables(found))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except DataError as error:
        sys.exit(str(error))
