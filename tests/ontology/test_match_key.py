import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.names.match_key import latin, match_key, near, words

ONE_KEY = [
    ("Қалиев", "Kaliyev"),
    ("Қалиев", "Qaliyev"),
    ("Әзілханов", "Азильханов"),
    ("Досмұхамедов", "Dosmukhamedov"),
    ("Түймебаев", "Tuymebayev"),
    ("Қыдырәлі", "Kydyrali"),
    ("Ерлан", "Yerlan"),
    ("Исекешев", "Issekeshev"),
    ("Нұрмұхамбетов", "Nurmukhambetov"),
    ("Торайғыров", "Toraighyrov"),
    ("Toraigyrov", "Торайгыров"),
    ("Ясауи", "Yassawi"),
    ("Рухы", "Rýhy"),
    ("Ысқақов", "Iskakov"),
    ("Harutyunyan", "Арутюнян"),
    ("Криниця", "Krynytsia"),
    ("Schmidt", "Шмидт"),
    ("Lee", "Ли"),
]
NEAR = [
    ("Джакупов", "Жақыпов"),
    ("Джакупов", "Zhakypov"),
    ("Гусейнов", "Gussenov"),
    ("Садвокасова", "Сәдуақасова"),
    ("Рақымжанов", "Rakhymzhanov"),
    ("Жұмырбаев", "Jumurbayev"),
    ("Amreev", "Әміреев"),
    ("Штумпф", "Stumpf"),
    ("Wiśniewska", "Вишневская"),
    ("Дүйсенова", "Дюсенова"),
]
APART = [
    ("Садвакасов", "Sadvakassova"),
    ("Ахметов", "Akhmetova"),
    ("Омаров", "Умаров"),
    ("Ким", "Кан"),
    ("Оспанов", "Остапов"),
    ("Серік", "Берік"),
    ("Калиев", "Кулиев"),
    ("Садыков", "Сыдыков"),
]


@pytest.mark.parametrize(("left", "right"), ONE_KEY)
def test_spellings_of_one_name_have_one_key(left: str, right: str) -> None:
    assert match_key(left) == match_key(right)


@pytest.mark.parametrize(("left", "right"), NEAR)
def test_spellings_that_mix_up_a_vowel_are_near(left: str, right: str) -> None:
    assert match_key(left) != match_key(right)
    assert near(left, right)
    assert near(right, left)


@pytest.mark.parametrize(("left", "right"), APART)
def test_other_names_are_not_near(left: str, right: str) -> None:
    assert not near(left, right)


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіabcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_case_and_unicode_form_do_not_matter(word: str) -> None:
    for form in ("NFC", "NFD", "NFKC"):
        assert match_key(unicodedata.normalize(form, word.upper())) == match_key(word.upper())
    assert match_key(word.lower()) == match_key(word)


@pytest.mark.parametrize("apostrophe", "'’‘ʼʻ`´")
def test_any_apostrophe_is_none(apostrophe: str) -> None:
    assert words(f"People{apostrophe}s Assembly") == ("peoples", "assembly")


@given(st.text(max_size=30))
def test_any_text_has_a_key_in_small_letters_without_marks(text: str) -> None:
    assert latin(text) == latin(latin(text))
    assert match_key(text) == match_key(text)
