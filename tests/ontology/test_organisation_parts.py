import pytest

from ontology.names.organisation_parts import OrganisationParts, office_codes, parse

SAME = [
    (
        "Assembly of People of Kazakhstan",
        "Қазақстан халқы Ассамблеясының",
        "Ассамблеи народа Казахстана",
        "ҚХА-ның",
        "АНК",
    ),
    ("Secretariat of the APK", "ҚХА хатшылығы", "секретариатом Ассамблеи народа Казахстана"),
    (
        "Ministry of Culture and Information",
        "Мәдениет және ақпарат министрлігіне",
        "Министерство культуры и информации РК",
    ),
    ("Akimat of Zhambyl region", "Жамбыл облысы әкімдігі", "акимата Жамбылской области"),
    ("Council of Mothers", "Аналар кеңесі", "Совета матерей"),
    ("Al-Farabi Kazakh National University", "Әл-Фараби атындағы Қазақ ұлттық университетінде"),
    ("L.N. Gumilyov Eurasian National University", "Евразийского национального университета имени Л. Гумилева"),
    ("Senate of the Parliament", "Парламент Сенатының", "Сената Парламента"),
]


def _told(name: OrganisationParts) -> tuple[frozenset[str], frozenset[str]]:
    return name.content, name.places


@pytest.mark.parametrize("names", SAME)
def test_one_organisation_has_the_same_parts_in_all_languages(names: tuple[str, ...]) -> None:
    assert len({_told(parse(name)) for name in names}) == 1


def test_legal_forms_and_joining_words_tell_nothing() -> None:
    plain = parse("«Келіссөздер Академиясы»")
    assert parse("«Келіссөздер Академиясы» қоғамдық бірлестігі").content == plain.content
    assert parse('NJSC "Toraighyrov University"').content == parse("Toraighyrov University").content


def test_an_eponym_is_met_in_the_nominative() -> None:
    assert parse("университет имени Ш. Есенова").proper == parse("Yessenov University").proper


def test_regions_are_known_by_adjective_abbreviation_and_centre() -> None:
    for name in ("АНК ЗКО", "Assembly of People of Kazakhstan WKR", "БҚО Қазақстан халқы Ассамблеясы"):
        assert parse(name).places == {"west-kazakhstan-region"}
    assert parse("Petropavlovsk House of Friendship").places == {"north-kazakhstan-region"}


def test_almaty_is_not_its_region() -> None:
    assert parse("akimat of Almaty").places == {"almaty"}
    assert parse("акимат Алматинской области").places == {"almaty-region"}


def test_an_acronym_is_told_from_a_name_of_its_own() -> None:
    assert parse("KarSU named after E.A. Buketov").acronyms
    assert parse("Buketov University").acronyms == frozenset()


@pytest.mark.parametrize("titles", [("rector", "ректоры"), ("akim of the capital", "аким Астаны", "қала әкімі")])
def test_offices_are_the_same_in_all_languages(titles: tuple[str, ...]) -> None:
    assert len({office_codes(title) for title in titles}) == 1


def test_an_occupation_is_no_office() -> None:
    assert not office_codes("expert")
    assert not office_codes("заслуженный учитель")


def test_the_centre_of_a_people_is_its_ethnocultural_association() -> None:
    assert parse("Polish centre “Kopernik”").heads == parse("польский этнокультурный центр «Коперник»").heads
    assert parse("Association of Poles “Kopernik”").heads == parse("«Коперник» поляк бірлестігі").heads
    assert parse("Research centre “Kopernik”").heads != parse("Polish centre “Kopernik”").heads
