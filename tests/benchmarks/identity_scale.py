"""What resolving identities costs at growing numbers of entities: seconds, and how they grow.

`python tests/benchmarks/identity_scale.py 3000 10000 30000 100000` multiplies the gold readings. In every copy the
persons get other names, drawn from those of the corpus with few common and many rare ones, a third with initials
only; a third of the organisations get a name of their own; events move to other days. So namesakes, shared
bodies and near spellings grow as they do in a corpus. The last column is the growth of the time from the size
before over that of the entities: 1.0 is linear.
"""

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from corpus.entity import Entity, EntityKind
from corpus.reading import Reading
from graph.identity import resolve
from tests.graph.blind import blind, vocabularies

INITIALS = 1 / 3
RENAMED = 1 / 3


def copies(readings: tuple[Reading, ...], chance: random.Random) -> Iterator[Reading]:
    """Yield the readings, then changed copies of them without end."""
    pools = _pools(readings)
    for turn in count():
        for reading in readings:
            if not turn:
                yield reading
                continue
            shift = timedelta(days=chance.randrange(3000))
            announcement = reading.announcement
            published = announcement.published
            language = announcement.language
            yield replace(
                reading,
                announcement=replace(
                    announcement,
                    id=f"{announcement.id}-{turn}",
                    published=published - shift if published else None,
                ),
                entities=tuple(_changed(entity, pools[language], shift, chance) for entity in reading.entities),
            )


def _pools(readings: tuple[Reading, ...]) -> dict[str, tuple[list[str], list[str]]]:
    """Given and family names of each language."""
    pools: dict[str, tuple[list[str], list[str]]] = {}
    for reading in readings:
        given, family = pools.setdefault(reading.announcement.language, ([], []))
        for entity in reading.entities:
            words = entity.names[0].split() if entity.kind is EntityKind.PERSON else []
            if len(words) == 2:
                given.append(words[0])
                family.append(words[1])
    return pools


def _changed(entity: Entity, pool: tuple[list[str], list[str]], shift: timedelta, chance: random.Random) -> Entity:
    if entity.kind is EntityKind.PERSON:
        given, family = (_drawn(words, chance) for words in pool)
        # New surnames beside the known ones: a stem of one, the ending of another.
        if chance.random() < 1 / 2:
            family = family[: len(family) // 2 + 1] + _drawn(pool[1], chance)[-4:]
        name = f"{given[0]}. {family}" if chance.random() < INITIALS else f"{given} {family}"
        return replace(entity, names=(name,))
    if entity.kind is EntityKind.ORGANISATION and chance.random() < RENAMED:
        stem = _drawn(pool[1], chance) + _drawn(pool[0], chance).lower()
        return replace(entity, names=(f"{entity.names[0]} «{stem}»",))
    if entity.event and entity.event.start:
        start = date.fromisoformat(entity.event.start) - shift
        return replace(entity, event=replace(entity.event, start=start.isoformat(), end=None))
    return entity


def _drawn(words: list[str], chance: random.Random) -> str:
    return words[int(len(words) * chance.random() ** 2)]


def main(sizes: list[int]) -> None:
    """Print one line for each size."""
    resolve(blind()[:5], vocabularies())
    before: tuple[int, float] | None = None
    for size in sizes:
        chance, readings, entities = random.Random(size), [], 0  # noqa: S311 -- the same data for the same size
        for reading in copies(blind(), chance):
            if entities >= size:
                break
            readings.append(reading)
            entities += len(reading.entities)
        start = time.process_time()
        resolution = resolve(readings, vocabularies())
        seconds = time.process_time() - start
        growth = f"{(seconds / before[1]) / (entities / before[0]):.2f}" if before else "–"
        before = entities, seconds
        sys.stdout.write(
            f"{entities:>8} entities {len(resolution.identities):>8} things {seconds:>8.1f} s   growth {growth}\n"
        )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [3000, 10000, 30000, 100000])
