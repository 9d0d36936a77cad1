"""How well Russian names are found in general text: factRuEval-2016, a public yardstick.

`python tests/benchmarks/fact_ru_eval.py FOLDER`, where FOLDER is the `testset` of the repository
dialogue-evaluation/factRuEval-2016 (MIT). Scored are the outermost spans of its objects: persons, organisations and
locations (with LocOrg), strictly (equal borders) and by overlap (any shared character). Two rows: the bare
statistical component, and the mention tagger behind it, which is trained on this project's announcements.
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from spacy.language import Language

from corpus.extensions import MENTIONS
from corpus.pipeline import load_pipeline

KINDS = {"Person": "person", "Org": "organisation", "Location": "place", "LocOrg": "place"}
OURS = {"PER": "person", "ORG": "organisation", "LOC": "place", "country": "place"}

Spans = set[tuple[int, int, str]]


def main(folder: Path) -> None:
    for name, until in (("bare component", "mention_tagger"), ("mention tagger", "mention_linker")):
        nlp = load_pipeline("ru", until=until)
        counts = Counter[tuple[str, str, str]]()
        for path in sorted(spans.with_suffix(".txt") for spans in folder.glob("*.spans")):
            text = path.read_text(encoding="utf-8")
            count(gold_spans(path, text), predicted_spans(nlp, text), counts)
        for how in ("strict", "overlap"):
            figures = [f"{kind} {f1(counts, how, kind):.3f}" for kind in ("all", *dict.fromkeys(KINDS.values()))]
            sys.stdout.write(f"{name}, {how}: F1 {', '.join(figures)}\n")


def gold_spans(path: Path, text: str) -> Spans:
    places = {}
    for line in path.with_suffix(".spans").read_text(encoding="utf-8").splitlines():
        number, _, start, length = line.split()[:4]
        places[number] = (int(start), int(start) + int(length))
    found: Spans = set()
    for line in path.with_suffix(".objects").read_text(encoding="utf-8").splitlines():
        _, kind, *numbers = line.split("#")[0].split()
        spans = [places[number] for number in numbers if number in places]
        if kind in KINDS and spans:
            found.add((min(start for start, _ in spans), min(len(text), max(end for _, end in spans)), KINDS[kind]))
    return outermost(found)


def predicted_spans(nlp: Language, text: str) -> Spans:
    doc = nlp(text)
    spans = doc.spans.get(MENTIONS, doc.ents)
    named = ((span.start_char, span.end_char, OURS.get(span.label_, span.label_)) for span in spans)
    return outermost({span for span in named if span[2] in KINDS.values()})


def outermost(spans: Spans) -> Spans:
    return {
        span
        for span in spans
        if not any(
            other[2] == span[2] and other[0] <= span[0] and span[1] <= other[1] and other != span for other in spans
        )
    }


def count(gold: Spans, predicted: Spans, counts: Counter[tuple[str, str, str]]) -> None:
    for how in ("strict", "overlap"):
        for side, spans, others in (("gold", gold, predicted), ("found", predicted, gold)):
            for span in spans:
                right = span in others if how == "strict" else any(meets(span, other) for other in others)
                for kind in ("all", span[2]):
                    counts[how, kind, side] += 1
                    counts[how, kind, f"{side} right"] += right


def meets(span: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return span[2] == other[2] and span[0] < other[1] and other[0] < span[1]


def f1(counts: Counter[tuple[str, str, str]], how: str, kind: str) -> float:
    precision = counts[how, kind, "found right"] / max(counts[how, kind, "found"], 1)
    recall = counts[how, kind, "gold right"] / max(counts[how, kind, "gold"], 1)
    return 2 * precision * recall / max(precision + recall, 1e-9)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
