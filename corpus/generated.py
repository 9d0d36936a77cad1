"""Sentences generated from a language's grammar (`sentences.yaml`), with the mentions that they hold.

They widen the training set; nothing that is measured is measured on them.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml

GRAMMAR = "sentences.yaml"
_START = "start"
_SLOT = re.compile(r"\{(\w+)\}")
_SEED = 0

Labelled = tuple[int, int, str]
"""Start and end (code points) and label of a mention."""


def generated_sentences(folder: Path, labels: Sequence[str], count: int) -> Iterator[tuple[str, list[Labelled]]]:
    """Yield sentences with their mentions, the same for the same grammar; none when the language has no grammar."""
    path = folder / GRAMMAR
    if not path.is_file():
        return
    grammar = yaml.safe_load(path.read_text(encoding="utf-8"))
    generator = random.Random(_SEED)  # noqa: S311 -- sentences, no secret
    for _ in range(count):
        mentions: list[Labelled] = []
        text = _expand(generator.choice(grammar[_START]), grammar, generator, labels, mentions, 0)
        yield text, mentions


def _expand(
    pattern: str,
    grammar: Mapping[str, Sequence[str]],
    generator: random.Random,
    labels: Sequence[str],
    mentions: list[Labelled],
    offset: int,
) -> str:
    """Return the pattern with its slots filled; what a labelled slot holds is added to `mentions`."""
    parts: list[str] = []
    length = done = 0
    for slot in _SLOT.finditer(pattern):
        parts.append(pattern[done : slot.start()])
        length += len(parts[-1])
        option = str(generator.choice(grammar[slot[1]]))
        start = offset + length
        parts.append(_expand(option, grammar, generator, labels, mentions, start))
        length += len(parts[-1])
        label = next((label for label in labels if slot[1] == label or slot[1].startswith(f"{label}_")), "")
        if label:
            mentions.append((start, offset + length, label))
        done = slot.end()
    parts.append(pattern[done:])
    return "".join(parts)
