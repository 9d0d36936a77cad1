"""Train the named-entity model on KazNERD: `python -m corpus.languages.kk.train FOLDER`.

KazNERD (Yeshpanov, Khassanov and Varol, LREC 2022; CC BY 4.0) is not part of this repository. FOLDER holds its
`valid_with_sentence_ids.txt` and `test_with_sentence_ids.txt`: one token and its IOB2 tag a line, a line with the
sentence's id before each sentence. Ids that share a number are spellings of one sentence, so the part that is
kept out is drawn by number. There is no random choice: the same files give the same model.
"""

import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

from .language import Kazakh
from .named_entities import MODEL, sentence_features, tagged_spans

TRAINING, HELD_OUT_FROM = "valid_with_sentence_ids.txt", "test_with_sentence_ids.txt"
HELD_OUT_FIFTHS = 1
LABELS = {
    "PERSON": "PERSON",
    "ORGANISATION": "ORG",
    "GPE": "GPE",
    "LOCATION": "LOC",
    "FACILITY": "FAC",
    "NORP": "NORP",
    "DATE": "DATE",
    "TIME": "TIME",
    "EVENT": "EVENT",
    "POSITION": "POSITION",
    "ART": "WORK",
    "PROJECT": "PROJECT",
    "LANGUAGE": "LANGUAGE",
    "LAW": "LAW",
}
"""The labels of KazNERD's 25 that tell something here; numbers, sums of money, diseases and such are left out."""
PARAMETERS = {"c1": 0.2, "c2": 0.02, "max_iterations": 80, "feature.minfreq": 2, "feature.possible_transitions": True}
"""L-BFGS; chosen on the held-out sentences' F1 among four settings."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its number, the words as our tokeniser cuts them, a BIO tag for each."""

    number: int
    words: list[str]
    tags: list[str]


def main(folder: Path) -> None:
    """Train, save the model beside this file, print the scores on the sentences kept out."""
    held_out = [sentence for sentence in read_sentences(folder / HELD_OUT_FROM) if is_held_out(sentence)]
    rest = [sentence for sentence in read_sentences(folder / HELD_OUT_FROM) if not is_held_out(sentence)]
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=PARAMETERS, verbose=False)
    sentences = [*read_sentences(folder / TRAINING), *rest]
    for sentence in sentences:
        trainer.append(sentence_features(sentence.words), sentence.tags)
    path = Path(__file__).with_name(MODEL)
    trainer.train(str(path))
    sys.stdout.write(f"{len(sentences)} sentences to train on, {len(held_out)} kept out\n")
    sys.stdout.writelines(f"{line}\n" for line in score(path, held_out))


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a KazNERD file with our words and labels."""
    tokenise = Kazakh().make_doc
    number, words, tags = 0, list[str](), list[str]()
    for line in path.read_text(encoding="utf-8").splitlines():
        token, _, tag = line.strip().rpartition(" ")
        if found := re.fullmatch(r"[A-F]ID(\d+)", token):
            if words:
                yield Sentence(number, words, tags)
            number, words, tags = int(found[1]), [], []
        elif token:
            pieces = [piece.text for piece in tokenise(token)]
            label = LABELS.get(tag[2:])
            words += pieces
            tags += [f"{tag[:1]}-{label}", *[f"I-{label}"] * (len(pieces) - 1)] if label else ["O"] * len(pieces)
    yield Sentence(number, words, tags)


def is_held_out(sentence: Sentence) -> bool:
    """Tell whether a sentence of the test file is kept out of training."""
    return zlib.crc32(str(sentence.number).encode()) % 5 < HELD_OUT_FIFTHS


def score(model: Path, sentences: list[Sentence]) -> Iterator[str]:
    """Yield a Markdown row of precision, recall and F1 (exact borders) for all labels together and for each."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    gold, found, right = Counter[str](), Counter[str](), Counter[str]()
    for sentence in sentences:
        wanted = set(tagged_spans(sentence.tags))
        predicted = set(tagged_spans(tagger.tag(sentence_features(sentence.words))))
        for counter, spans in ((gold, wanted), (found, predicted), (right, wanted & predicted)):
            counter.update(label for _, _, label in spans)
            counter["all"] += len(spans)
    for label in sorted(gold, key=lambda label: (-gold[label], label)):
        precision, recall = right[label] / max(found[label], 1), right[label] / gold[label]
        f1 = 2 * right[label] / (found[label] + gold[label])
        yield f"| {label} | {precision:.1%} | {recall:.1%} | {f1:.1%} | {gold[label]} |"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
