import pytest

from corpus.reading import Reading
from graph.judgement import Verdict
from tests.graph.blind import (
    UNIVERSITY,
    organisation,
    person,
    position,
    reading,
    resolved,
    together,
)


def _two_persons(left: str, right: str) -> bool:
    return together(resolved(reading("a", person(left)), reading("b", person(right))), "a#person-1", "b#person-1")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Наталья Калашникова", "Natalia Kalashnikova"),
        ("Kassym-Jomart Tokayev", "Қасым-Жомарт Тоқаев"),
        ("Абдулхалил Долкунтай", "Dolkuntay Abdulkhalil"),
        ("Айгүл Кәкімбекқызы Сәдуақасова", "Айгуль Садвокасова"),
        ("Толеубеков Эльдар Толеубекович", "Эльдар Толеубеков"),
        ("Rafis Abazov", "Rafiz Abazov"),
        ("Жақыпов Жанділдә", "Zhandilda Azhigalievich Zhakupov"),
        ("Tokayev Kassym-Jomart Kemelevich", "Қасым-Жомарт Кемелұлы Тоқаев"),
        ("Айгүл Кәкімбекқызы Сәдуақасова", "Айгуль Какимбековна Садвокасова"),
    ],
)
def test_a_person_is_known_in_any_script_order_and_spelling(left: str, right: str) -> None:
    assert _two_persons(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Aigul Akhmetova", "Aidar Akhmetov"),
        ("Marat Omarov", "Murat Umarov"),
        ("Айдар Ахметович Омаров", "Айдар Сериккызы Омаров"),
        ("Нурлан Садвакасов", "Нурлан Садвакасова"),
        ("Ерлан Қошанов", "Ерлан Қожанов"),
        ("Айдар Маратович Омаров", "Айдар Мақсұтұлы Омаров"),
        ("A. Kim", "A. Kim"),
        ("A. Kim", "Anna Kim"),
    ],
)
def test_other_persons_and_bare_initials_stay_apart(left: str, right: str) -> None:
    assert not _two_persons(left, right)


def _with_office(name: str, who: str, role: str, where: str) -> Reading:
    return reading(name, person(who), organisation(UNIVERSITY, where), relations=(position(role, "organisation-1"),))


def test_an_initial_that_one_has_beside_the_full_name_proves_nothing() -> None:
    one = reading("a", person("Gulmira Akhmetova", "G. Akhmetova"))
    other = reading("b", person("Gulnar Akhmetova", "G. Akhmetova"))
    assert not together(resolved(one, other), "a#person-1", "b#person-1")


def test_the_same_initial_in_different_universities_stays_apart() -> None:
    one = _with_office("a", "A. Kim", "rector", "Toraighyrov University")
    other = _with_office("b", "A. Kim", "rector", "Abai University")
    assert not together(resolved(one, other), "a#person-1", "b#person-1")


def test_the_same_office_in_the_same_body_pulls_together() -> None:
    one = _with_office("a", "A. Kim", "rector", "Toraighyrov University")
    other = _with_office("b", "Анна Ким", "ректор", "Университет Торайгырова")
    assert together(resolved(one, other), "a#person-1", "b#person-1")


def test_other_offices_over_the_years_do_not_push_apart() -> None:
    one = _with_office("a", "Yeraly Tugzhanov", "rector", "Toraighyrov University")
    other = _with_office("b", "Ералы Тоғжанов", "dean", "Abai University")
    assert together(resolved(one, other), "a#person-1", "b#person-1")


def test_a_bare_initial_is_left_to_a_person_to_decide() -> None:
    resolution = resolved(reading("a", person("A. Kim")), reading("b", person("Anna Kim")))
    assert [judgement.verdict for judgement in resolution.judgements] == [Verdict.UNSURE]
    assert all(judgement.reasons for judgement in resolution.judgements)
