from pathlib import Path

import pytest

from ontology.errors import DataError
from ontology.vocabulary import Concept, load_vocabulary, vocabulary_names

CLOSED_LISTS = {
    "participation-roles": (
        "organizer host patron moderator speaker participant represented recipient signatory supporter"
    ),
    "organisation-classes": (
        "apk_body apk_department university academic_unit youth_organisation ethnocultural_association state_body ngo "
        "party research_institute school culture media company international_organisation other"
    ),
    "event-kinds": (
        "webinar conference forum round_table seminar training meeting lecture festival competition camp session "
        "ceremony exhibition action visit other"
    ),
    "attendance-modes": "online offline hybrid",
    "stakeholder-groups": (
        "state_officials deputies experts academics students youth youth_organisations universities schools "
        "apk_members ethnocultural_associations civil_society religious business "
        "media diplomats foreign_guests veterans artists "
        "parents residents"
    ),
}


@pytest.mark.parametrize("name", CLOSED_LISTS)
def test_a_closed_list_holds_the_codes_of_the_annotation_format(name: str) -> None:
    assert set(load_vocabulary(name).concepts) == set(CLOSED_LISTS[name].split())


def test_every_vocabulary_loads() -> None:
    expected = {*CLOSED_LISTS, "positions", "degrees", "organisations", "countries", "places"}
    assert set(vocabulary_names()) == expected
    assert all(load_vocabulary(name).concepts for name in expected)


def test_the_preferred_name_comes_first() -> None:
    concept = Concept(iri="x", code="x", labels={"en": "Astana"}, aliases={"en": ("Nur-Sultan",), "ru": ("Астана",)})
    assert concept.names("en") == ("Astana", "Nur-Sultan")
    assert concept.names("ru") == ("Астана",)
    assert concept.names("kk") == ()


def test_a_university_has_what_the_registry_says_of_it() -> None:
    concept = load_vocabulary("organisations").concepts["l-n-gumilyov-eurasian-national-university"]
    assert concept.labels["ru"] == "Евразийский национальный университет имени Л. Н. Гумилёва"
    assert "ЕҰУ" in concept.names("kk")
    assert "https://ror.org/0242cby63" in concept.same_as
    assert concept.details["class"] == "university"
    assert concept.details["city"] == "astana"
    assert float(concept.details["latitude"]) == pytest.approx(51.18, abs=0.05)


def test_an_apk_department_is_a_unit_of_its_university() -> None:
    concept = load_vocabulary("organisations").concepts["apk-department-l-n-gumilyov-eurasian-national-university"]
    assert concept.details["class"] == "apk_department"
    assert concept.details["parent"] == "l-n-gumilyov-eurasian-national-university"


def test_a_renamed_city_is_known_by_all_its_names_and_their_days() -> None:
    astana = load_vocabulary("places").concepts["astana"]
    assert {"Astana", "Nur-Sultan", "Tselinograd"} <= set(astana.names("en"))
    assert astana.former["Nur-Sultan"] == ("2019-03-23", "2022-09-19")
    semey = load_vocabulary("places").concepts["semey"]
    assert semey.former["Semipalatinsk"] == (None, "2007-06-21")


def test_a_region_that_ended_names_what_followed_it() -> None:
    region = load_vocabulary("places").concepts["south-kazakhstan-region"]
    assert region.details["valid_to"] == "2018-06-19"
    assert region.details["replaced_by"] == "turkestan-region"


def test_a_definition_says_what_a_role_means() -> None:
    definitions = load_vocabulary("participation-roles").concepts["moderator"].definitions
    assert set(definitions) == {"en", "ru", "kk"}


def test_an_unknown_vocabulary_is_an_error_with_a_remedy() -> None:
    with pytest.raises(DataError, match=r"there is no such vocabulary; choose one of .*places"):
        load_vocabulary("planets")


def test_a_file_that_is_no_turtle_is_an_error_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.ttl").write_text("<https://example.org/a> a <https://example.org/b> .\nthis is no Turtle\n")
    monkeypatch.setattr("ontology.vocabulary.FOLDER", tmp_path)
    with pytest.raises(DataError) as caught:
        load_vocabulary("broken")
    assert caught.value.line == 2
