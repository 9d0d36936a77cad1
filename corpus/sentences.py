"""Sentence starts without a parser: a new line always starts one, a full stop when no abbreviation explains it."""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from corpus import extensions as _  # noqa: F401 -- registers what the components hand on
from corpus.language_names import LanguageNames, load_names

_STOPS = (".", "!", "?", "…")
_CLOSING = frozenset("\"'”’»)]")


class Sentences:
    """Sets `is_sent_start` of every token."""

    def __init__(self, names: LanguageNames) -> None:
        """Keep the abbreviations and initials after which a full stop ends no sentence."""
        self._abbreviations = names.abbreviations
        self._initials = names.initials

    def __call__(self, doc: Doc) -> Doc:
        """Mark the sentence starts of a text."""
        starts = stopped = True
        for token in doc:
            if token.is_space:
                starts = starts or "\n" in token.text
                token.is_sent_start = False
                continue
            closing = stopped and token.text in _CLOSING and not starts
            token.is_sent_start = starts or (stopped and not closing and not token.text[0].islower())
            starts = False
            stopped = closing or (token.text.endswith(_STOPS) and not self._abbreviates(token))
        if len(doc):
            doc[0].is_sent_start = True
        return doc

    def _abbreviates(self, token: Token) -> bool:
        """Tell whether the full stop belongs to an initial or an abbreviation."""
        if not token.text.endswith("."):
            return False
        word = token.text.rstrip(".")
        if not word and token.i and not token.nbor(-1).whitespace_:
            word = token.nbor(-1).text
        initials = all(part in self._initials or (len(part) == 1 and part.isupper()) for part in word.split("."))
        return initials or word.casefold() in self._abbreviations


@Language.factory("sentences", assigns=["token.is_sent_start"], default_config={"folder": ""})
def create_sentences(nlp: Language, name: str, folder: str) -> Sentences:  # noqa: ARG001 -- spaCy calls by these names
    """Build the component from the language's folder."""
    return Sentences(load_names(Path(folder)))
