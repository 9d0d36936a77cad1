"""Cases of Kazakh words, by their endings alone: the last word of a name tells how the name stands in its sentence."""

from spacy.language import Language
from spacy.tokens import Doc

from .morphology import case


class Cases:
    """Sets `tag_`: the case that a word's ending makes (`genitive`, …), `possessive`, or nothing."""

    def __call__(self, doc: Doc) -> Doc:
        """Tag the words of a text."""
        for token in doc:
            token.tag_ = case(token.lower_)
        return doc


@Language.factory("kazakh_tags", assigns=["token.tag"])
def create_tags(nlp: Language, name: str) -> Cases:  # noqa: ARG001 -- spaCy's signature
    """Build the component."""
    return Cases()
