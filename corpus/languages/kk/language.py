"""Kazakh as a spaCy language: its tokens and the forms under which words are compared."""

import spacy
from spacy.attrs import NORM
from spacy.lang.char_classes import ALPHA, CONCAT_QUOTES, LIST_ELLIPSES, LIST_ICONS
from spacy.lang.punctuation import TOKENIZER_SUFFIXES
from spacy.language import BaseDefaults, Language

from .morphology import case_endings, match_form

_LOWER_OR_DIGIT = "a-zа-яёәғқңөұүһі0-9"

# An initial is a token of its own, written close or not: "М.Қозыбаев" as "М. Қозыбаев".
_AFTER_INITIAL = r"(?<=(?<!\w)[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\.)(?=[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])"

_INFIXES = [
    _AFTER_INITIAL,
    *LIST_ELLIPSES,
    *LIST_ICONS,
    rf"(?<=[{_LOWER_OR_DIGIT}])\.(?=[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])",
    rf"(?<=[{ALPHA}])[,!?/()]+(?=[{ALPHA}])",
    rf"(?<=[{ALPHA}{CONCAT_QUOTES}])[:<>=](?=[{ALPHA}])",
    rf"(?<=[{ALPHA}0-9])(?:--|[{CONCAT_QUOTES}\)\]\(\[])(?=[\-{ALPHA}0-9])",
    rf"(?<=[{ALPHA}0-9])[–—~](?=[{ALPHA}0-9])",
    r"(?<=[0-9])-(?=[0-9])",
]
# A case ending joined by a hyphen to an abbreviation, a number or a foreign word is a token of its own:
# ҚХА-ның, 80-нен, University-де.
_SUFFIXES = [*TOKENIZER_SUFFIXES, rf"(?<=[\w\.{CONCAT_QUOTES}])-(?:{'|'.join(case_endings())})"]


class KazakhDefaults(BaseDefaults):
    """Tokens keep their hyphens and endings together; `norm_` is the form without case endings, in Cyrillic letters."""

    infixes = _INFIXES
    suffixes = _SUFFIXES
    lex_attr_getters = {NORM: match_form}  # noqa: RUF012 -- as spaCy declares it


@spacy.registry.languages("kk")
class Kazakh(Language):
    """spaCy has no Kazakh of its own (3.8)."""

    lang = "kk"
    Defaults = KazakhDefaults
