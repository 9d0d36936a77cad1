"""Readings of the gold texts by pipelines that were trained on other texts."""

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.annotations import GOLD, read_gold
from corpus.extraction import read
from corpus.pipeline import LANGUAGES, available_languages, load_pipeline
from corpus.reading import Reading
from corpus.train import train
from ontology.errors import DataError

_SEED = 0


def cross_validate(code: str, gold: Sequence[Reading], folds: int, root: Path = LANGUAGES) -> list[Reading]:
    """Read each gold text with what was trained on the other folds; the readings are in the order of `gold`."""
    readings: dict[int, Reading] = {}
    for fold in range(folds):
        readings |= read_part(code, gold, fold, folds, root)
    return [readings[i] for i in range(len(gold))]


def read_part(code: str, gold: Sequence[Reading], fold: int, folds: int, root: Path = LANGUAGES) -> dict[int, Reading]:
    """Read the gold texts of one fold, by their numbers, with what was trained on the others.

    Announcements are shared out by a seeded shuffle.
    """
    order = list(range(len(gold)))
    random.Random(_SEED).shuffle(order)  # noqa: S311 -- a split, no secret
    held_out = order[fold::folds]
    with TemporaryDirectory() as folder:
        models = Path(folder)
        known = [gold[i] for i in sorted(set(order) - set(held_out))]
        train(code, known, models, root)
        _train_encoder({**_gold(), code: known}, models, root)
        nlp = load_pipeline(code, root, models=models, context=models)
        return {i: read(gold[i].announcement, nlp) for i in held_out}


def _gold() -> dict[str, list[Reading]]:
    """The gold of every language, from which the encoder learns."""
    return {code: read_gold(GOLD / code)[0] for code in available_languages() if (GOLD / code).is_dir()}


def _train_encoder(readings: Mapping[str, Sequence[Reading]], folder: Path, root: Path) -> None:
    try:
        from corpus.encoder_training import train_encoder  # noqa: PLC0415 -- only training needs PyTorch
    except ImportError as error:
        raise DataError(folder, f"the encoder cannot be trained: {error}", "pip install --group encoder") from error
    train_encoder(readings, folder, root)


def cross_validate_all(
    gold: Sequence[Reading], folds: int, progress: Callable[[int], None] = lambda _: None
) -> list[Reading]:
    """Cross-validate each language of the gold apart; `progress` hears how many more are read."""
    readings: list[Reading] = []
    for code in sorted({reading.announcement.language for reading in gold}):
        own = [reading for reading in gold if reading.announcement.language == code]
        readings += cross_validate(code, own, folds)
        progress(len(own))
    return readings
