"""What stands around some words of a text that may say something of its event."""

from collections.abc import Iterable, Iterator

from corpus.scene import PREDICATES, Scene
from corpus.scorer import Candidate
from corpus.word_classes import lexical

_NEAR = 4
_SEEN = PREDICATES | {"plan", "past", "prep_in", "prep_on", "article", "from"}


def candidate(model: str, names: Iterable[str], value: object, start: int, end: int) -> Candidate:
    """Make a candidate of the names of its features."""
    return Candidate(model=model, features=dict.fromkeys(sorted(names), 1.0), key=(value,), start=start, end=end)


def silence(model: str, names: Iterable[str] = ()) -> Candidate:
    """Make the candidate that the text does not say it, of what speaks for that."""
    return candidate(model, {"silence", *(f"silence:{name}" for name in names)}, None, 0, 0)


def in_headline(scene: Scene, word: int) -> bool:
    """Tell whether a word stands in the headline."""
    return word < len(scene.layout.words) and scene.layout.starts[word] < scene.layout.title_end


def sentence_of(scene: Scene, word: int) -> int:
    """Return the index of the sentence of a word, of the last one beyond the end."""
    return scene.layout.sentence_at(scene.layout.starts[min(word, len(scene.layout.starts) - 1)])


def beside(scene: Scene, first: int, last: int) -> Iterator[str]:
    """Yield the predicates near a span of words, with the side on which they stand: before, after, inside."""
    for hit in scene.sentence_hits.get(sentence_of(scene, first), ()):
        if hit.name in _SEEN:
            if 0 <= first - hit.end <= _NEAR:
                yield f"{hit.name}.b"
            elif 0 <= hit.first - last <= _NEAR:
                yield f"{hit.name}.a"
            elif first <= hit.first < last:
                yield f"{hit.name}.i"


def words_around(scene: Scene, first: int, last: int, before: int, after: int) -> Iterator[str]:
    """Yield so many words before and after a span of words, by what counts of them."""
    words = scene.layout.words
    for side, around in (("b", words[max(first - before, 0) : first]), ("a", words[last : last + after])):
        yield from (f"{side}|{name}" for word in around for name in lexical(scene.language, word))
