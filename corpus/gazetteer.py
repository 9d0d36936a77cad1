"""The gazetteer: names of the vocabularies found in the text before any model."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from corpus.extensions import GAZETTEER
from ontology.vocabulary import load_vocabulary


class Gazetteer:
    """Marks every name of the reference data in `doc.spans["gazetteer"]`.

    Words match on the token attribute that the config names, acronyms on their exact form. The names pass through
    the components before this one, so that lemmas or stems may serve as the attribute. A span's label is the kind,
    its `kb_id_` the concept's code, empty where several concepts of that kind share the name.
    """

    def __init__(self, nlp: Language, name: str, vocabularies: Mapping[str, str], attribute: str) -> None:
        """Keep which vocabulary gives which kind; the names are read when the first text comes."""
        self._nlp = nlp
        self._name = name
        self._vocabularies = vocabularies
        self._attribute = attribute
        self._matchers: tuple[PhraseMatcher, ...] = ()
        self._codes: dict[str, tuple[str, str]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Mark the names in a text."""
        if not self._matchers:
            self._matchers = self._build()
        found: dict[tuple[int, int, str], set[str]] = defaultdict(set)
        for matcher in self._matchers:
            for key, start, end in matcher(doc):
                kind, code = self._codes[self._nlp.vocab.strings[key]]
                if not doc[start].text[0].islower():
                    found[start, end, kind].add(code)
        doc.spans[GAZETTEER] = [
            Span(doc, start, end, label=kind, kb_id=codes.pop() if len(codes) == 1 else "")
            for (start, end, kind), codes in sorted(found.items())
        ]
        return doc

    def _build(self) -> tuple[PhraseMatcher, ...]:
        words = PhraseMatcher(self._nlp.vocab, attr=self._attribute)
        acronyms = PhraseMatcher(self._nlp.vocab, attr="ORTH")
        for kind, vocabulary in self._vocabularies.items():
            for concept in load_vocabulary(vocabulary).concepts.values():
                key = f"{kind} {concept.code}"
                self._codes[key] = (kind, concept.code)
                names = [n for name in concept.names(str(self._nlp.lang)) for n in _typed(name)]
                words.add(key, list(self._pass_on(name for name in names if not name.isupper())))
                acronyms.add(key, [self._nlp.make_doc(name) for name in names if name.isupper()])
                # A headline sets every letter as a capital; words of such names are no acronyms.
                acronyms.add(key, [self._nlp.make_doc(name.upper()) for name in names if not name.isupper()])
        return words, acronyms

    def _pass_on(self, names: Iterable[str]) -> Iterable[Doc]:
        """Run the components that stand before this one."""
        for name in names:
            doc = self._nlp.make_doc(name)
            for component, process in self._nlp.pipeline:
                if component == self._name:
                    break
                doc = process(doc)
            yield doc


def _typed(name: str) -> Iterator[str]:
    """Yield a name with every kind of quotation mark and apostrophe that texts are typed with."""
    yield name
    if '"' in name:
        for opening, closing in ("«»", "“”", "‘’"):
            yield re.sub(r'"([^"]*)"', rf"{opening}\1{closing}", name)
    if "'" in name:
        yield name.replace("'", "’")


@Language.factory(
    "gazetteer",
    assigns=["doc.spans"],
    default_config={"vocabularies": {}, "attribute": "LOWER"},
)
def create_gazetteer(nlp: Language, name: str, vocabularies: dict[str, str], attribute: str) -> Gazetteer:
    """Build the component; `vocabularies` maps a kind of entity to the vocabulary that names its things."""
    return Gazetteer(nlp, name, vocabularies, attribute)
