"""How much longer a whole reading takes than the bare statistical pipeline on the same texts.

`python tests/benchmarks/reading_speed.py [LANGUAGE…]`; the ratio is of process times in one process, the median of 5.
The bare pipeline is the base model as it is installed; for a language without one, the components before the
mention tagger, its own statistical model of names among them.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as build_graph.py does

import spacy
from thinc.api import Config

from corpus.annotations import ANNOUNCEMENTS
from corpus.announcement import read_announcements
from corpus.extraction import read
from corpus.pipeline import CONFIG, LANGUAGES, available_languages, load_pipeline

ROUNDS = 5


def bare_pipeline(code: str) -> Callable[[str], object]:
    models = Config().from_disk(LANGUAGES / code / CONFIG, interpolate=False)["base"]["models"]
    installed = [model for model in models if spacy.util.is_package(model)]
    return spacy.load(installed[0]) if installed else load_pipeline(code, until="mention_tagger")


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main(codes: list[str]) -> None:
    for code in codes or available_languages():
        announcements = read_announcements([ANNOUNCEMENTS / code]).announcements
        words = sum(len(announcement.text.split()) for announcement in announcements)
        bare, whole = bare_pipeline(code), load_pipeline(code)

        def run_bare() -> None:
            for announcement in announcements:  # noqa: B023
                bare(announcement.text)  # noqa: B023

        def run_whole() -> None:
            for announcement in announcements:  # noqa: B023
                read(announcement, whole)  # noqa: B023

        run_whole()
        run_bare()
        times = [(seconds(run_bare), seconds(run_whole)) for _ in range(ROUNDS)]
        ratio = statistics.median(reading / base for base, reading in times)
        speed = words / statistics.median(reading for _, reading in times)
        sys.stdout.write(f"{code}: {ratio:.2f} x the bare pipeline, {speed:.0f} words a second\n")


if __name__ == "__main__":
    main(sys.argv[1:])
