"""What a tagger knows about each token: evidence as strings, the form that CRFsuite takes.

The evidence: the form and its affixes and shape, what the gazetteer, the token patterns and the statistical model
say of it, organisation head words, quotation marks and brackets, the place in the sentence, how the word is written
elsewhere in the text, and the same of the neighbours.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from corpus.extensions import GAZETTEER, PATTERNS
from corpus.language_names import LanguageNames

_WINDOW = 2
_WORD_WINDOW = 3
_AFFIXES = (2, 3, 4)
_KEPT_WORDS = 100_000
_REACH = 8
_NEAR = 5
_BREAKS = frozenset(".;:()")
_OPENING = frozenset("«“„(")
_CLOSING = frozenset("»”)")
_STRAIGHT = frozenset('"')
_OUTSIDE = "O"


@dataclass(frozen=True, slots=True)
class _Columns:
    """One value per token for each kind of evidence."""

    lower: list[str]
    shape: list[str]
    local: list[list[str]]
    shared: list[list[str]]


def token_features(doc: Doc, names: LanguageNames) -> list[list[str]]:
    """Return the evidence for each token of a text."""
    columns = _columns(doc, names)
    features = [list(local) for local in columns.local]
    size = len(doc)
    for i, row in enumerate(features):
        for offset in range(-_WORD_WINDOW, _WORD_WINDOW + 1):
            j = i + offset
            if not 0 <= j < size:
                row.append(f"{offset}:edge")
                continue
            row.append(f"{offset}:w={columns.lower[j]}")
            if abs(offset) <= _WINDOW:
                row.extend([f"{offset}:{value}" for value in columns.shared[j]])
        if i:
            row.append(f"-1|0={columns.lower[i - 1]}|{columns.lower[i]}")
            row.append(f"-1|0s={columns.shape[i - 1]}|{columns.shape[i]}")
        if i + 1 < size:
            row.append(f"0|1={columns.lower[i]}|{columns.lower[i + 1]}")
            row.append(f"0|1s={columns.shape[i]}|{columns.shape[i + 1]}")
            if i:
                row.append(f"-1|0|1s={columns.shape[i - 1]}|{columns.shape[i]}|{columns.shape[i + 1]}")
    return features


@lru_cache(maxsize=_KEPT_WORDS)
def word_shape(form: str) -> str:
    """Return a form's shape with runs folded: `Xx`, `XX`, `X.`, `d`, `Xx-Xx`."""
    shape = re.sub(r"[^\W\d_]", lambda match: "X" if match[0].isupper() else "x", form)
    shape = re.sub(r"\d", "d", shape)
    return re.sub(r"(.)\1{1,}", r"\1\1" if shape.isupper() else r"\1", shape)


def _columns(doc: Doc, names: LanguageNames) -> _Columns:
    tokens = list(doc)
    lower = [re.sub(r"\d", "0", token.lower_) for token in tokens]
    shape = [word_shape(token.text) for token in tokens]
    gazetteer = bio_tags(len(doc), doc.spans.get(GAZETTEER, ()))
    patterns = bio_tags(len(doc), doc.spans.get(PATTERNS, ()))
    model = bio_tags(len(doc), doc.ents)
    quotes = _quote_depths(tokens)
    elsewhere = _written_elsewhere(tokens)
    shouting = _title_case(tokens)
    chains = _chains(tokens, names)
    local, shared = [], []
    for i, token in enumerate(tokens):
        tags = {"m": model[i], "g": gazetteer[i], "p": patterns[i], "t": token.tag_}
        tagged = [f"{key}={tag}" for key, tag in tags.items() if tag not in ("", _OUTSIDE)]
        shared.append([f"s={shape[i]}", *tagged, *_word_kinds(token.text, token.norm_, names)])
        local.append([f"q={quotes[i]}", f"x={elsewhere[i]}", f"c={shouting[i]}", *chains[i], *_own(token, lower[i])])
    return _Columns(lower, shape, local, shared)


@lru_cache(maxsize=_KEPT_WORDS)
def _word_kinds(form: str, norm: str, names: LanguageNames) -> tuple[str, ...]:
    """Return what the language's word lists and endings tell of a word."""
    word = form.lower()
    kinds = [f"n={norm}"] if norm != word else []
    if head := names.head(word) or names.head(norm):
        kinds += ["head", f"head={names.organisation_heads[head]}"]
    if form in names.legal_forms:
        kinds.append("legal")
    if word in names.titles or norm in names.titles:
        kinds.append("title")
    if names.names_people(word) or names.names_people(norm):
        kinds.append("people")
    if form.isalpha() and form[0].isupper():
        kinds += [f"family={e}" for e in names.family_endings if word.endswith(e) and len(word) > len(e) + 1]
        if word.endswith(names.patronymic_endings):
            kinds.append("patronymic")
    return tuple(kinds)


def _own(token: Token, word: str) -> Iterator[str]:
    """Yield what is looked at in the token itself alone: affixes and position."""
    yield from _affixes(word)
    if token.is_sent_start:
        yield "start"
    if not token.whitespace_:
        yield "tight"


@lru_cache(maxsize=_KEPT_WORDS)
def _affixes(word: str) -> tuple[str, ...]:
    sizes = [size for size in _AFFIXES if len(word) > size]
    return tuple(affix for size in sizes for affix in (f"p{size}={word[:size]}", f"e{size}={word[-size:]}"))


def _chains(tokens: Sequence[Token], names: LanguageNames) -> list[list[str]]:
    """Tell of each token which organisation head words stand near it to the left and to the right, and how near."""
    heads = [names.head(token.lower_) or names.head(token.norm_) for token in tokens]
    breaks = [token.text in _BREAKS or token.is_space for token in tokens]
    size = len(tokens)
    chains: list[list[str]] = [[] for _ in tokens]
    for step, side in ((-1, "l"), (1, "r")):
        for i in range(size):
            for distance in range(_REACH + 1):
                j = i + step * distance
                if not 0 <= j < size or (breaks[j] and distance):
                    break
                if heads[j]:
                    near = min(distance, 3) if distance < _NEAR else _NEAR
                    chains[i] += [f"{side}h={near}", f"{side}h={names.organisation_heads[heads[j]]}"]
                    break
    return chains


def bio_tags(size: int, spans: Iterable[Span]) -> list[str]:
    """Return BIO tags of spans, the longer of two that overlap."""
    tags = [_OUTSIDE] * size
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start, s.label_)):
        if all(tag == _OUTSIDE for tag in tags[span.start : span.end]):
            tags[span.start : span.end] = [f"B-{span.label_}", *[f"I-{span.label_}"] * (len(span) - 1)]
    return tags


def _quote_depths(tokens: Sequence[Token]) -> list[str]:
    """Return for each token whether it stands inside quotation marks or brackets of its paragraph."""
    depths, depth, straight = [], 0, False
    for token in tokens:
        if token.is_space and "\n" in token.text:
            depth, straight = 0, False
        if token.text in _CLOSING:
            depth = max(0, depth - 1)
        if token.text in _STRAIGHT:
            straight = not straight
        depths.append(f"{min(depth, 2)}{'+' if straight else ''}")
        if token.text in _OPENING:
            depth += 1
    return depths


def _written_elsewhere(tokens: Sequence[Token]) -> list[str]:
    """Tell of each capitalised word how it is written where no sentence starts: small, capital, or never seen."""
    small = {token.text for token in tokens if token.is_alpha and token.is_lower}
    begun = [token for token in tokens if token.is_alpha and not token.is_sent_start]
    capital = {token.lower_ for token in begun if token.text[0].isupper()}
    return [
        "-" if not token.text[0].isupper() else f"{'s' * (token.lower_ in small)}{'c' * (token.lower_ in capital)}"
        for token in tokens
    ]


def _title_case(tokens: Sequence[Token]) -> list[str]:
    """Tell of each token how much of its sentence is capitalised: little, most, or all in capital letters."""
    marks: list[str] = []
    starts = [token.i for token in tokens if token.is_sent_start]
    for start, end in pairwise([*starts, len(tokens)]):
        sentence = tokens[start:end]
        words: Sequence[str] = [token.text for token in sentence if token.is_alpha and len(token) > 3]  # noqa: PLR2004
        capital = sum(word[0].isupper() for word in words)
        mark = "few"
        if words and all(word.isupper() for word in words):
            mark = "all"
        elif len(words) > 2 and capital > 0.8 * len(words):  # noqa: PLR2004
            mark = "most"
        marks += [mark] * len(sentence)
    return marks
