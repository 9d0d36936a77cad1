"""Train the encoder and its heads on the texts of all languages: `python -m corpus.encoder_training`.

The encoder begins as the lower layers of multilingual-e5-small (`encoder_source.py`), with the pieces that our texts
hold. Everything that is decided about the gold and the marked texts teaches it at once (Caruana, "Multitask Learning",
1997): names, the units inside them, titles, titles of events, what an organisation is, roles, employers, parents,
groups, fields of the event. It learns from the announcements and the dense texts first, then from the announcements
and the retold ones: the dense texts hold more people, and more of them speaking. What it has learnt is written for
ONNX Runtime with weights of eight bits. It takes the dependency group `encoder` and some fifty minutes on two cores;
the same texts give the same weights on the same machine.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 -- as everyone calls it
from spacy.tokens import Doc
from torch import Tensor

from corpus.annotations import GOLD, read_gold
from corpus.arguments import CLASS, arguments
from corpus.cues import Cues
from corpus.encoder import CONTEXT, PIECES, Laid, Span, windows
from corpus.encoder_export import write_heads, write_model
from corpus.encoder_network import Encoder, Heads
from corpus.encoder_pieces import kept_pieces, write_pieces
from corpus.encoder_source import Source
from corpus.entity import EntityKind
from corpus.gold_doc import gold_doc
from corpus.marked_text import RETOLD
from corpus.mention_layers import LAYERS, UNITS, runs
from corpus.pieces import Pieces
from corpus.pipeline import LANGUAGES, available_languages, load_pipeline
from corpus.reading import Reading
from corpus.relation_training import labelled, labelled_event, labelled_groups, scenes
from corpus.scene import Scene
from corpus.scorer import NOTHING, Candidate
from ontology.errors import DataError

_BATCH = 2048
"""Pieces of a batch."""
_WARM = 0.1
_DECAY = 0.01
_STEEPEST = 5.0
_SILENT = {"holder.role", "holder.degree", "event.date"}
"""Models that teach the encoder but are no better with it (cross-validation): their heads are not kept."""
_RARE = 5
_SORTED = 200
_HEAVY = {"participation.person", "participation.organisation", "participation.country", "employer", "holder.role"}
"""Models that count double."""
_TAGS_WEIGHT = 8.0
"""Of the layers: a loss over all words is small, because most words are in no name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """How often texts are learnt from, and the greatest rates at which the encoder and its heads change."""

    rounds: int
    rate: float
    heads_rate: float


_DENSE = Stage(rounds=5, rate=2e-4, heads_rate=1e-3)
_ANNOUNCED = Stage(rounds=2, rate=1.5e-4, heads_rate=8e-4)
_GOLD_TIMES = 3
"""How often an announcement is learnt from in a round of the second stage."""
_SMOOTHED = {"participation.person": 0.1, "participation.organisation": 0.1, "participation.country": 0.1}
"""What is left to the other labels (Szegedy et al., "Rethinking the Inception Architecture", 2016), where careful
readers differ most; elsewhere, where one label is far the commonest, it costs recall (cross-validation)."""


@dataclass(slots=True)
class Example:
    """A candidate: the pieces that its arguments begin and end with, and what is true of it."""

    first: list[tuple[int, int]]
    second: tuple[int, int] | None
    label: str


@dataclass(slots=True)
class Text:
    """A text in pieces, with all that is known about it."""

    windows: list[list[int]]
    laid: Laid
    weight: float = 1.0
    domain: str = ""
    examples: dict[str, list[Example]] = field(default_factory=lambda: defaultdict(list))


def train_encoder(readings: Mapping[str, Sequence[Reading]], folder: Path, root: Path = LANGUAGES) -> None:
    """Train on the gold readings of each language and on the marked texts, and write the model into a folder."""
    torch.manual_seed(0)
    folder.mkdir(parents=True, exist_ok=True)
    source = Source()
    kept = kept_pieces(source, root)
    write_pieces(source, kept, folder / PIECES)
    texts = list(_texts(readings, Pieces.read(folder / PIECES), root))
    labels = _labels(texts)
    encoder = Encoder(source, kept)
    pairs = frozenset(model for text in texts for model, own in text.examples.items() if own[0].second is not None)
    heads = Heads(labels, pairs, source.dimensions)
    retold = [text for text in texts if text.domain == RETOLD]
    gold = [text for text in texts if text.domain in readings]
    _fit(encoder, heads, [text for text in texts if text.domain != RETOLD], labels, _DENSE)
    _fit(encoder, heads, gold * _GOLD_TIMES + retold, labels, _ANNOUNCED)
    write_model(encoder.eval(), folder)
    write_heads(heads, {model: own for model, own in labels.items() if model not in _SILENT}, folder)


def _texts(readings: Mapping[str, Sequence[Reading]], pieces: Pieces, root: Path) -> Iterator[Text]:
    for code, own in readings.items():
        plain = load_pipeline(code, root, until="gazetteer")
        for domain, weight, scene, reading, cues in scenes(code, own, root):
            text = _text(scene, reading, cues, pieces)
            text.weight, text.domain = weight, domain
            for layer, span, tag in _tags(gold_doc(plain, reading)):
                text.examples[layer].append(Example(first=[text.laid.at(span)], second=None, label=tag))
            yield text


def _text(scene: Scene, reading: Reading, cues: Cues, pieces: Pieces) -> Text:
    seen = list(windows(scene.text, pieces))
    text = Text(
        windows=[[number for number, _ in window] for window in seen],
        laid=Laid.out(seen),
    )
    for candidate, label in _examples(scene, reading, cues):
        spans, second = arguments(scene, candidate)
        first = [text.laid.at(span) for span in spans]
        text.examples[candidate.model].append(
            Example(first=first, second=text.laid.at(second) if second else None, label=label)
        )
    return text


def _examples(scene: Scene, reading: Reading, cues: Cues) -> Iterator[tuple[Candidate, str]]:
    yield from labelled(scene, reading, cues)
    yield from labelled_groups(scene, reading, cues)
    yield from ((c, label) for c, label in labelled_event(scene, reading, cues) if c.key[0] is not None)
    for entity in scene.entities:
        if entity.kind is EntityKind.ORGANISATION:
            for place in scene.by_entity[entity.id]:
                candidate = Candidate(model=CLASS, features={}, key=(entity.id,), start=place.start, end=place.end)
                yield candidate, entity.organisation_class or NOTHING


def _tags(doc: Doc) -> Iterator[tuple[str, Span, str]]:
    """Yield layer, place and tag of every word; the units of the widest names alone."""
    widest = 0
    for layer, start, end, tags in runs(doc):
        if layer != UNITS or start >= widest:
            widest = end if layer == UNITS else 0
            for token, tag in zip(doc[start:end], tags, strict=True):
                yield layer, (token.idx, token.idx + len(token)), tag


def _labels(texts: Sequence[Text]) -> dict[str, list[str]]:
    """The labels of each model; a rare combination of roles is put down as the commonest of its roles."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for model, own in text.examples.items():
            counts[model].update(example.label for example in own)
    for text in texts:
        for model, own in text.examples.items():
            for example in own:
                if "+" in example.label.strip("+") and counts[model][example.label] < _RARE:
                    example.label = max(example.label.split("+"), key=lambda part: (counts[model][part], part))
    kept = {model: {example.label for text in texts for example in text.examples.get(model, ())} for model in counts}
    return {model: sorted({NOTHING} | own) for model, own in sorted(kept.items())}


def _fit(
    encoder: Encoder, heads: Heads, texts: Sequence[Text], labels: Mapping[str, Sequence[str]], stage: Stage
) -> None:
    """Train with AdamW (Loshchilov and Hutter, 2019), a warm start and a rate that falls to nothing."""
    chance = random.Random(0)  # noqa: S311 -- a seeded order, no secret
    batches = [batch for _ in range(stage.rounds) for batch in _batches(texts, chance)]
    groups: list[dict[str, Any]] = [
        {"params": [p for p in encoder.parameters() if p.requires_grad], "lr": stage.rate},
        {"params": list(heads.parameters()), "lr": stage.heads_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=_DECAY, fused=True)
    warm = max(1, round(_WARM * len(batches)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / warm) * (len(batches) - step) / len(batches)
    )
    codes = {model: {label: code for code, label in enumerate(own)} for model, own in labels.items()}
    encoder.train()
    heads.train()
    for batch in batches:
        loss = _loss(encoder, heads, batch, codes)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for group in groups for p in group["params"]], _STEEPEST)
        optimizer.step()
        schedule.step()


def _batches(texts: Sequence[Text], chance: random.Random) -> list[list[Text]]:
    """Return the texts in batches of like length, in an order of chance."""
    order = list(texts)
    chance.shuffle(order)
    order = [
        text
        for start in range(0, len(order), _SORTED)
        for text in sorted(order[start : start + _SORTED], key=lambda text: text.laid.size)
    ]
    batches: list[list[Text]] = [[]]
    for text in order:
        if batches[-1] and sum(each.laid.size for each in batches[-1]) + text.laid.size > _BATCH:
            batches.append([])
        batches[-1].append(text)
    chance.shuffle(batches)
    return batches


def _loss(encoder: Encoder, heads: Heads, batch: Sequence[Text], codes: Mapping[str, Mapping[str, int]]) -> Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        vectors = encoder.rows([window for text in batch for window in text.windows])
    offsets = [0, *accumulate(text.laid.size for text in batch[:-1])]
    loss = torch.zeros(())
    for model, own in codes.items():
        rows = [
            (example, offset, text.weight)
            for text, offset in zip(batch, offsets, strict=True)
            for example in text.examples.get(model, ())
        ]
        if rows:
            spans = [(first + offset, last + offset) for example, offset, _ in rows for first, last in example.first]
            others = [(e.second[0] + offset, e.second[1] + offset) for e, offset, _ in rows if e.second is not None]
            scores = heads(
                model,
                _borders(vectors, spans),
                [len(example.first) for example, _, _ in rows],
                _borders(vectors, others) if others else None,
            )
            weights = torch.tensor([weight for _, _, weight in rows])
            right = torch.tensor([own[example.label] for example, _, _ in rows])
            each = F.cross_entropy(scores, right, reduction="none", label_smoothing=_SMOOTHED.get(model, 0.0))
            heavy = _TAGS_WEIGHT if model in LAYERS else 2 if model in _HEAVY else 1
            loss = loss + heavy * (each * weights).sum() / weights.sum()
    return loss


def _borders(vectors: Tensor, spans: Sequence[tuple[int, int]]) -> Tensor:
    rows = torch.tensor(spans)
    return torch.cat([vectors.index_select(0, rows[:, 0]), vectors.index_select(0, rows[:, 1])], 1)


def main() -> None:
    """Train on all gold.

    Raises:
        DataError: the package of the source is not installed.
    """
    train_encoder({code: read_gold(GOLD / code)[0] for code in available_languages()}, CONTEXT)


if __name__ == "__main__":
    try:
        main()
    except DataError as error:
        raise SystemExit(str(error)) from error
