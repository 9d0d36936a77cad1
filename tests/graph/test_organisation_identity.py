import pytest

from corpus.reading import Reading
from graph.blocking import LIMIT
from tests.graph.blind import (
    UNIVERSITY,
    event,
    held_in,
    organisation,
    participation,
    person,
    place,
    position,
    reading,
    resolved,
    together,
)


@pytest.mark.parametrize(
    ("kind", "left", "right"),
    [
        ("university", "Al-Farabi KazNU", "Әл-Фараби атындағы Қазақ ұлттық университеті"),
        ("university", "Volgograd State University", "Волгоградский государственный университет"),
        ("university", "KarSU named after E.A. Buketov", "Buketov Karaganda University"),
        ("apk_body", "Secretariat of the APK", "ҚХА хатшылығы"),
        ("apk_body", "Assembly of People of Kazakhstan WKR", "АНК Западно-Казахстанской области"),
        ("state_body", "Majilis", "ҚР Парламенті Мәжілісі"),
        ("state_body", "Embassy of Germany in Kazakhstan", "Қазақстан Республикасындағы Германия елшілігі"),
        ("state_body", "Посольство РП в Астане", "Embassy of the Republic of Poland in Kazakhstan"),
        ("culture", "Elbasy Library", "Библиотека Первого Президента Республики Казахстан – Елбасы"),
        ("ngo", "Otandastar Foundation", "«Отандастар» қоры» ҰАҚ"),
        ("ethnocultural_association", "Association of Koreans of Kazakhstan", "Ассоциация корейцев Казахстана"),
        ("state_body", "Embassy of the Republic of India", "Посольство Индии"),
        ("state_body", "Жапония елшілігі", "Посольства Японии в Казахстане"),
        ("culture", "Regional local lore museum of Kostanay", "Қостанай облыстық өлкетану музейі"),
        ("culture", "Ilyas Omarov Drama Theatre, Kostanay", "Костанайский театр драмы имени И. Омарова"),
        ("culture", "Tolstoy Library of Kostanay", "Костанайская библиотека имени Л. Толстого"),
        ("school", "Pavlodar boarding school", "Павлодар мектеп-интернаты"),
        ("youth_organisation", "Student assembly “Birlik” of Astana", "Студенческая ассамблея «Бірлік» Астаны"),
        ("university", "University of Warsaw", "Варшава университеті"),
        ("state_body", "Комитет по делам религий Министерства информации", "Committee for Religious Affairs"),
    ],
)
def test_an_organisation_is_known_in_any_language(kind: str, left: str, right: str) -> None:
    resolution = resolved(reading("a", organisation(kind, left)), reading("b", organisation(kind, right)))
    assert together(resolution, "a#organisation-1", "b#organisation-1")


@pytest.mark.parametrize(
    ("kind", "left", "right"),
    [
        ("apk_body", "Assembly of People of Kazakhstan", "Assembly of People of Kazakhstan of Karaganda region"),
        ("apk_body", "АНК ЗКО", "АНК ВКО"),
        ("apk_body", "Council of Mothers of the APK", "Council of the APK"),
        ("apk_body", "Secretariat of the APK", "Assembly of People of Kazakhstan"),
        ("apk_body", "Secretariat of the APK", "Секретариат СВМДА"),
        ("apk_body", "House of Friendship, Taraz", "Центр медиации Дома дружбы, Тараз"),
        ("university", "Astrakhan State Medical University", "Astrakhan State Technical University"),
        ("university", "Astrakhan State University", "Астраханский государственный медицинский университет"),
        ("state_body", "Ministry of Internal Affairs", "Министерство внутренних дел Германии"),
        ("state_body", "Senate of the Parliament", "Mazhilis of the Parliament"),
        ("state_body", "Embassy of Kazakhstan in Germany", "Қазақстандағы Германия елшілігі"),
        ("youth_organisation", "Студенческий совет", "Republican Student Council"),
        ("culture", "Museum of the Elbasy Library", "Elbasy Library"),
        ("state_body", "Department of Internal Policy of Karaganda region", "Ішкі саясат басқармасы, Ақмола облысы"),
        ("ethnocultural_association", "Korean Cultural Center of Astana", "Немецкий культурный центр Астаны"),
        ("party", "Amanat party", "Ақмола облыстық «Аманат» партиясы филиалы"),
    ],
)
def test_other_organisations_stay_apart(kind: str, left: str, right: str) -> None:
    resolution = resolved(reading("a", organisation(kind, left)), reading("b", organisation(kind, right)))
    assert not together(resolution, "a#organisation-1", "b#organisation-1")


def _house(name: str, where: str) -> Reading:
    return reading(
        name,
        event("Concert"),
        place(where),
        organisation("apk_body", "House of Friendship"),
        relations=(held_in("place-1"),),
    )


def test_a_body_without_a_region_is_of_the_region_of_its_announcement() -> None:
    resolution = resolved(_house("a", "Karaganda"), _house("b", "Қарағанды"), _house("c", "Павлодар"))
    assert together(resolution, "a#organisation-1", "b#organisation-1")
    assert not together(resolution, "a#organisation-1", "c#organisation-1")


def _told(name: str, kind: str, text: str, *towns: str, title: str = "Title") -> Reading:
    """An organisation in an announcement whose event is held in the first of the towns that it names."""
    places = [place(town, id=f"place-{number}") for number, town in enumerate(towns)]
    held = (held_in("place-0"),) if towns else ()
    return reading(name, organisation(kind, text), event("Forum"), *places, relations=held, title=title)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("state_body", "городской маслихат", "Уральск"), ("state_body", "областной маслихат", "Уральск"), False),
        (("state_body", "городской маслихат", "Уральск"), ("state_body", "Маслихат города Уральск"), True),
        (("state_body", "Маслихат города Уральск"), ("state_body", "маслихат Западно-Казахстанской области"), False),
        (("state_body", "городской акимат", "Павлодар", "Экибастуз"), ("state_body", "акимат города Павлодар"), False),
        (("state_body", "городской акимат", "Астана"), ("state_body", "акимат Астаны"), True),
        (("apk_body", "Индерский Совет матерей", "Атырау"), ("apk_body", "Совет матерей", "Атырау"), False),
        (("apk_body", "областная Ассамблея", "Алматы", "Павлодар"), ("apk_body", "АНК Павлодарской области"), True),
        (("ngo", "Совет ветеранов", "Павлодар"), ("ngo", "Совет ветеранов", "Актобе"), False),
        (("ngo", "Совет ветеранов", "Павлодар"), ("ngo", "Совет ветеранов", "Павлодар"), True),
        (("state_body", "Парламент", "Павлодар"), ("state_body", "Парламент", "Актобе"), True),
        (("state_body", "KN MES RK"), ("state_body", "MES RK"), False),
        (
            ("state_body", "Committee on Social Development"),
            ("state_body", "Committee on Science and Social Development"),
            False,
        ),
        (
            ("youth_organisation", "Молодёжное крыло «Тулпар»"),
            ("youth_organisation", "молодежное крыло «Тулпар»"),
            True,
        ),
    ],
)
def test_where_a_body_belongs_tells_bodies_of_one_name_apart(
    one: tuple[str, ...], other: tuple[str, ...], *, same: bool
) -> None:
    resolution = resolved(_told("a", *one), _told("b", *other))
    assert together(resolution, "a#organisation-1", "b#organisation-1") is same


def _guest(name: str, body: str, head: str, town: str) -> Reading:
    return reading(
        name,
        organisation("ethnocultural_association", body),
        person(head),
        event(),
        place(town),
        relations=(position("chairman", "organisation-1"), held_in("place-1")),
    )


def test_an_association_that_is_a_guest_in_another_region_is_known_by_who_heads_it() -> None:
    home = _guest("a", "Greek centre “Elpida”", "Elena Popandopulo", "Kostanay")
    abroad = _guest("b", "греческое объединение «Элпида»", "Елена Попандопуло", "Актау")
    other = _guest("c", "греческое объединение «Элпида»", "Николай Савиди", "Актау")
    assert together(resolved(home, abroad), "a#organisation-1", "b#organisation-1")
    assert not together(resolved(home, other), "a#organisation-1", "c#organisation-1")


def test_a_house_of_friendship_that_stands_in_another_town_is_not_the_regions() -> None:
    def house(name: str, town: str) -> Reading:
        located = {"type": "located_in", "organisation": "organisation-1", "place": "place-1"}
        return reading(name, organisation("apk_body", "Дом дружбы"), place(town), relations=(located,))

    readings = house("a", "Павлодар"), house("b", "Павлодарская область"), house("c", "Экибастуз")
    resolution = resolved(*readings)
    assert together(resolution, "a#organisation-1", "b#organisation-1")
    assert not together(resolution, "a#organisation-1", "c#organisation-1")


def test_the_host_of_an_event_tells_more_of_its_region_than_the_guests() -> None:
    def seminar(name: str) -> Reading:
        return reading(
            name,
            event("Seminar"),
            organisation("apk_body", "областная Ассамблея"),
            organisation(UNIVERSITY, "Атырауский университет нефти и газа", id="organisation-2"),
            organisation(UNIVERSITY, "Северо-Казахстанский университет имени М. Козыбаева", id="organisation-3"),
            person("Л. Гривенная"),
            organisation("apk_department", "кафедра АНК Северо-Казахстанского университета", id="organisation-4"),
            relations=(participation("organisation-2", "host"), position("доцент", "organisation-4")),
        )

    resolution = resolved(seminar("a"), _told("b", "apk_body", "АНК Атырауской области"))
    assert together(resolution, "a#organisation-1", "b#organisation-1")


def test_a_university_known_by_an_abbreviation_tells_its_region_and_a_region_abroad_does_not() -> None:
    told = reading(
        "a",
        organisation("apk_body", "областная Ассамблея"),
        organisation(UNIVERSITY, "ЗКГУ имени М. Утемисова", id="organisation-2"),
        organisation(UNIVERSITY, "ЕНУ имени Л. Н. Гумилева", id="organisation-3"),
        place("Оренбургская область"),
    )
    resolution = resolved(told, _told("b", "apk_body", "АНК ЗКО"))
    assert together(resolution, "a#organisation-1", "b#organisation-1")


def test_a_department_and_its_institute_are_two_units() -> None:
    resolution = resolved(
        _department("a", "Toraighyrov University", "Institute of World History", "academic_unit"),
        _department("b", "Toraighyrov University", "Department of World History", "academic_unit"),
        _department("c", "Торайгыров университет", "кафедра всемирной истории", "academic_unit"),
    )
    assert not together(resolution, "a#organisation-2", "b#organisation-2")
    assert together(resolution, "b#organisation-2", "c#organisation-2")


def test_a_society_of_a_department_is_not_the_department() -> None:
    resolution = resolved(
        _department("a", "Toraighyrov University", "кафедра АНК"),
        _department("b", "Toraighyrov University", "научно-методическое объединение кафедры АНК"),
    )
    assert not together(resolution, "a#organisation-2", "b#organisation-2")


def _department(name: str, university: str, unit: str, kind: str = "apk_department") -> Reading:
    return reading(
        name,
        organisation(UNIVERSITY, university),
        organisation(kind, unit, id="organisation-2"),
        relations=({"type": "part_of", "child": "organisation-2", "parent": "organisation-1"},),
    )


def test_what_is_named_in_very_many_ways_is_still_one() -> None:
    names = ("Al-Farabi's KazNU", "Әл-Фараби атындағы ҚазҰУ-дан", "КазНУ-да имени Аль-Фараби")
    readings = [
        reading(f"a{number}", organisation(UNIVERSITY, names[number % 3], f"Farabi campus {number}"))
        for number in range(2 * LIMIT)
    ]
    assert len(resolved(*readings).identities) == 1


def test_a_department_is_known_by_its_university() -> None:
    resolution = resolved(
        _department("a", "Toraighyrov University", "Department of the Assembly of People of Kazakhstan"),
        _department("b", "Торайгыров университет", "кафедра «Ассамблея народа Казахстана»"),
        _department("c", "Yessenov University", "Department of the Assembly of People of Kazakhstan"),
    )
    assert together(resolution, "a#organisation-2", "b#organisation-2")
    assert not together(resolution, "a#organisation-2", "c#organisation-2")
