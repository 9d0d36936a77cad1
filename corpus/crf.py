"""Training of conditional random fields, the same for every model of the project."""

from collections.abc import Iterable
from pathlib import Path

import pycrfsuite

# L-BFGS is deterministic: the same data in the same order give the same file.
_ITERATIONS = 80

Sequence = tuple[list[list[str]], list[str]]
"""The evidence and the tag of each token."""


def train_crf(path: Path, sequences: Iterable[Sequence], *, c1: float, c2: float) -> None:
    """Write the model that is most probable under the sequences and an elastic-net prior (`c1`, `c2`)."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for features, tags in sequences:
        trainer.append(features, tags)
    trainer.set_params({"c1": c1, "c2": c2, "max_iterations": _ITERATIONS, "feature.possible_transitions": True})
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    trainer.train(str(temporary))
    temporary.replace(path)
