"""Russian as spaCy has it, with lemmas as the forms under which words are compared."""

from typing import Any, ClassVar

import spacy
from spacy.attrs import NORM
from spacy.lang.ru import Russian, RussianDefaults

from .morphology import match_form

# An initial is a token of its own, written close or not: "М.Козыбаев" as "М. Козыбаев".
_AFTER_INITIAL = r"(?<=(?<!\w)[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\.)(?=[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])"


class AnnouncementRussianDefaults(RussianDefaults):
    """`norm_` is the lemma: it is looked up once for each word form."""

    infixes = (_AFTER_INITIAL, *RussianDefaults.infixes)
    lex_attr_getters: ClassVar[dict[int, Any]] = {**RussianDefaults.lex_attr_getters, NORM: match_form}


@spacy.registry.languages("ru")
class AnnouncementRussian(Russian):
    """Takes the place of spaCy's own `ru` in our pipelines."""

    lang = "ru"
    Defaults = AnnouncementRussianDefaults
