import pytest

from corpus.entity import EntityKind
from corpus.grouping import group_organisations, group_persons, group_places
from corpus.language_names import load_names
from corpus.naming import Naming
from corpus.pipeline import LANGUAGES

ENGLISH = load_names(LANGUAGES / "en")


def naming(text: str, start: int, kind: EntityKind, concept: str | None = None, **more: object) -> Naming:
    return Naming(
        tokens=(start, start + len(text.split())),
        start=start,
        end=start + len(text),
        kind=kind,
        text=text,
        normal=text,
        concept=concept,
        by="test",
        probability=1.0,
        **more,  # type: ignore[arg-type]
    )


def organisations(*texts: str) -> list[list[str]]:
    found = [naming(text, 100 * i, EntityKind.ORGANISATION) for i, text in enumerate(texts)]
    return [[n.text for n in group.namings] for group in group_organisations(found, ENGLISH)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Association of Friends of Altai", "AFA"),
        ("Kurdish association “Nadezhda”", "Nadezhda"),
        ("Tugan State University", "the University"),
        ("Tugan University named after A. Omarov", "Tugan University"),
        ("Friends of Fair Trade Union (FFTU)", "FFTU"),
        ("NP JSC “Tugan University”", "Tugan University"),
        ("Secretariat of the Congress", "Congress Secretariat"),
    ],
)
def test_two_names_of_one_organisation(one: str, other: str) -> None:
    assert len(organisations(one, other)) == 1
    assert len(organisations(other, one)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Faculty of Law", "Faculty of History"),
        ("Faculty of History of Tugan University", "Tugan University"),
        ("Kurdish association “Nadezhda”", "Korean association “Ariran”"),
        ("AFA", "BFB"),
    ],
)
def test_two_organisations(one: str, other: str) -> None:
    assert len(organisations(one, other)) == 2


def test_a_name_does_not_join_the_one_that_holds_it() -> None:
    inner = naming("Assembly", 4, EntityKind.ORGANISATION, holders=((0, 9),))
    outer = naming("Assembly of the Friends of the city of Turan", 0, EntityKind.ORGANISATION)
    assert len(group_organisations([outer, inner], ENGLISH)) == 2


def test_known_things_are_not_mixed_up() -> None:
    national = naming("Assembly of People", 50, EntityKind.ORGANISATION, "assembly")
    regional = naming("Assembly of People of Abai region", 0, EntityKind.ORGANISATION, "assembly-of-abai-region")
    assert len(group_organisations([regional, national], ENGLISH)) == 2
    assert (
        len(group_organisations([regional, naming("APK", 80, EntityKind.ORGANISATION, "assembly"), national], ENGLISH))
        == 2
    )


def test_a_bare_noun_before_every_name_is_the_known_one_else_the_next() -> None:
    bare = naming("Assembly", 0, EntityKind.ORGANISATION)
    book = naming("Assembly of Learned Books", 400, EntityKind.ORGANISATION)
    other = naming("Assembly of Friends", 200, EntityKind.ORGANISATION)
    known = naming("Assembly of People", 300, EntityKind.ORGANISATION, "assembly")
    assert [bare in group.namings for group in group_organisations([bare, other, book], ENGLISH)] == [False, True]
    groups = group_organisations([bare, other, known, book], ENGLISH)
    assert [group.concept for group in groups if bare in group.namings] == ["assembly"]


def test_a_family_name_alone_joins_the_person_named_last() -> None:
    names = ["Dinara Omarova", "Madina Omarova", "Omarova"]
    found = [naming(text, 100 * i, EntityKind.PERSON) for i, text in enumerate(names)]
    groups = [[n.text for n in group.namings] for group in group_persons(found, ENGLISH)]
    assert groups == [["Dinara Omarova"], ["Madina Omarova", "Omarova"]]


def test_places_join_by_concept_or_name() -> None:
    found = [
        naming("Almaty", 0, EntityKind.PLACE, "almaty"),
        naming("Alma-Ata", 10, EntityKind.PLACE, "almaty"),
        naming("Kegen", 20, EntityKind.PLACE),
        naming("KEGEN", 30, EntityKind.PLACE),
    ]
    assert [len(group.namings) for group in group_places(found, ENGLISH)] == [2, 2]
