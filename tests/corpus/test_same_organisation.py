"""Every pair is told in both orders: which of two names comes first in a text must not matter."""

import pytest

from corpus.language_names import load_names
from corpus.pipeline import LANGUAGES
from corpus.same_organisation import TESTS, Named


def reasons(language: str, one: str, other: str, *, known: bool = False) -> list[list[str]]:
    names = load_names(LANGUAGES / language)
    left, right = Named.of(one, names, known=known), Named.of(other, names, known=False)
    return [[test.__name__ for test in TESTS if test(*pair)] for pair in ((left, right), (right, left))]


@pytest.mark.parametrize(
    ("language", "one", "other", "reason"),
    [
        ("en", "Secretariat of the Congress", "Congress Secretariat", "equal"),
        ("en", "Kurdish association “Nadezhda”", "Nadezhda", "same_core"),
        ("en", "Tugan Medical University", "TMU", "abbreviated"),
        ("en", "Presidium of the Tugan Turkic Congress", "TTC Presidium", "abbreviated"),
        ("en", "Tugan Regional Center of the Steppe Youth Forum", "SYF-TRC", "abbreviated"),
        ("ru", "Туганский государственный университет", "ТугГУ", "abbreviated"),
        ("ru", "Туганский государственный медицинский университет", "Туганский ГМУ", "abbreviated"),
        ("ru", "Научно-экспертный совет Ассамблеи народа Казахстана", "НЭС", "abbreviated"),
        ("kk", "Туған мемлекеттік педагогикалық университеті", "ТуМПУ", "abbreviated"),
        ("en", "Council of Mothers at the APK of Abai region", "Mothers Council of the Abai region APK", "same_parts"),
        ("en", "Assembly of the People of Kazakhstan of Abai region", "regional Assembly", "same_parts"),
        ("ru", "Ассамблея народа Казахстана Павлодарской области", "областная АНК", "same_parts"),
        ("ru", "Ассамблея народа Казахстана Павлодарской области", "Павлодарская Ассамблея", "same_parts"),
        ("kk", "Жамбыл облысының Қазақстан халқы Ассамблеясы", "облыстық ассамблея", "same_parts"),
        ("kk", "Алматы қаласының Достық үйі", "Достық үйі", "same_parts"),
        ("en", "Tugan State University", "Tugan University", "shortened"),
        ("en", "Tugan University", "Tugan", "own_word"),
        ("en", "Anuar Tuganov West Kazakhstan University", "A. Tuganov University", "fewer_parts"),
        (
            "kk",
            "Қазақстан халқы Ассамблеясының Ғылыми-сараптамалық кеңесі",
            "Ғылыми-сараптамалық кеңес",
            "without_superior",
        ),
    ],
)
def test_two_names_of_one_body(language: str, one: str, other: str, reason: str) -> None:
    assert all(reason in found for found in reasons(language, one, other))


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        # What many bodies have tells of none of them, and a level is not the country.
        ("en", "Assembly of the People of Kazakhstan of Abai region", "APK"),
        ("en", "regional Assembly of the People of Kazakhstan", "APK"),
        ("kk", "облыстық ҚХА", "ҚХА"),
        ("ru", "акимат города Петропавловска", "акимат Северо-Казахстанской области"),
        ("en", "Tugan City Court", "Supreme Court"),
        # Numbers, and words of one's own, tell apart.
        ("ru", "школа № 22", "лицей № 6"),
        ("en", "Faculty of Law of Tugan University", "Faculty of History of Tugan University"),
        # A people has several centres; a unit is not what it belongs to.
        ("ru", "Ассоциация корейцев Казахстана", "Корейский культурный центр"),
        ("en", "Central Council of Tugan", "Tugan"),
        ("en", "Research Centre for Oral History of Tugan University", "Tugan"),
    ],
)
def test_two_bodies(language: str, one: str, other: str) -> None:
    assert reasons(language, one, other) == [[], []]


def test_a_name_that_the_reference_data_has_shortens_no_other() -> None:
    national, regional = "Tugan Assembly", "Tugan Assembly of Friends"
    assert "shortened" in reasons("en", national, regional)[0]
    assert "shortened" not in reasons("en", national, regional, known=True)[0]
