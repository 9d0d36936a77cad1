"""Sentences generated from a language's grammar (`sentences.yaml`), with the mentions that they hold.

They widen the training set; nothing that is measured is measured on them.
"""

import random
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

GRAMMAR = "sentences.yaml"
_START = "start"
_SLOT = re.compile(r"\{(\w+)\}")
_SEED = 0

Marked = tuple[int, int, str]
"""Start and end (code points) and label of what a symbol was expanded to."""


def generated_sentences(folder: Path, labels: Collection[str], count: int) -> Iterator[tuple[str, list[Marked]]]:
    """Yield sentences with their mentions, the same for the same grammar; none when the language has no grammar.

    A symbol of the grammar marks a mention when it is one of the labels, or begins with one and `_`.
    """
    path = folder / GRAMMAR
    if not path.is_file():
        return
    grammar = yaml.safe_load(path.read_text(encoding="utf-8"))
    generator = random.Random(_SEED)  # noqa: S311 -- sentences, no secret
    for _ in range(count):
        sentence = _Sentence(grammar, labels, generator)
        sentence.expand(generator.choice(grammar[_START]))
        yield sentence.text, sentence.marked


@dataclass(slots=True)
class _Sentence:
    """A sentence on its way: what is written so far, and the mentions in it."""

    grammar: Mapping[str, Sequence[str]]
    labels: Collection[str]
    generator: random.Random
    text: str = ""
    marked: list[Marked] = field(default_factory=list)

    def expand(self, pattern: str) -> None:
        """Write a pattern, each of its slots by one of the symbol's options."""
        done = 0
        for slot in _SLOT.finditer(pattern):
            self.text += pattern[done : slot.start()]
            start = len(self.text)
            self.expand(str(self.generator.choice(self.grammar[slot[1]])))
            fitting = [label for label in self.labels if slot[1] == label or slot[1].startswith(f"{label}_")]
            if fitting:
                self.marked.append((start, len(self.text), max(fitting, key=len)))
            done = slot.end()
        self.text += pattern[done:]
