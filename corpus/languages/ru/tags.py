"""Parts of speech of Russian words, by the dictionary alone: what a name may consist of and where it must end."""

from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from .morphology import analyser


class PartsOfSpeech:
    """Sets `tag_`: the part of speech of OpenCorpora that a word form has most often, else what it is instead."""

    def __call__(self, doc: Doc) -> Doc:
        """Tag the words of a text."""
        for token in doc:
            token.tag_ = part_of_speech(token.lower_)
        return doc


@Language.factory("russian_tags", assigns=["token.tag"])
def create_tags(nlp: Language, name: str) -> PartsOfSpeech:  # noqa: ARG001 -- spaCy's signature
    """Build the component."""
    return PartsOfSpeech()


@lru_cache(maxsize=100_000)
def part_of_speech(word: str) -> str:
    """Return `NOUN`, `ADJF`, `VERB`, …, or pymorphy3's tag of what is no Russian word (`LATN`, `PNCT`, …)."""
    tag = analyser().parse(word)[0].tag
    return str(tag.POS or str(tag).split(",", 1)[0])
