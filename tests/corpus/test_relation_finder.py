"""Golden cases of relations: given its entities, a text yields what it states, and no more."""

from pathlib import Path
from typing import Any

import pytest

from corpus.context_scorer import InContext, load_context
from corpus.cues import CUES, load_cues
from corpus.entity import Entity, EntityKind
from corpus.marked_text import read_marked
from corpus.pipeline import LANGUAGES, MODELS
from corpus.reading import Reading
from corpus.relation import Relation, RelationKind
from corpus.relation_candidates import known_apart
from corpus.relation_finder import SCORER, find_relations
from corpus.scene import scene_of_reading
from corpus.scorer import Scorer, load_scorer

CASES = Path(__file__).parents[1] / "cases"


def cases() -> list[Any]:
    return [
        pytest.param(code, reading, id=f"{code}: {reading.announcement.title}")
        for path in sorted(CASES.glob("relations_*.txt"))
        for code in [path.stem.removeprefix("relations_")]
        for reading in read_marked(path, code)
    ]


def found(code: str, reading: Reading, scorer: Scorer) -> list[Relation]:
    return find_relations(scene_of_reading(reading, load_cues(LANGUAGES / code / CUES)), scorer)


def learnt(code: str) -> Scorer:
    return InContext(load_scorer(LANGUAGES / code / MODELS / SCORER), load_context())


def facts(relations: list[Relation] | tuple[Relation, ...]) -> set[tuple[RelationKind, str, str | None, str | None]]:
    return {(r.kind, r.subject, r.object, r.value) for r in relations}


@pytest.mark.parametrize(("code", "reading"), cases())
def test_a_construction_states_its_relations(code: str, reading: Reading) -> None:
    relations = found(code, reading, learnt(code))
    assert facts(reading.relations) <= facts(relations)
    wrong = {(r.kind, r.subject) for r in relations} - {(r.kind, r.subject) for r in reading.relations}
    assert not {fact for fact in wrong if fact[0] is not RelationKind.PARTICIPATION}


@pytest.mark.parametrize(("code", "reading"), cases())
def test_a_relation_quotes_the_text_that_states_it(code: str, reading: Reading) -> None:
    text = reading.announcement.text
    names = {entity.id: entity.names for entity in reading.entities}
    for relation in found(code, reading, learnt(code)):
        quote = text[relation.start : relation.end]
        thing = relation.object if relation.kind is RelationKind.HELD_IN else relation.subject
        assert thing is not None
        assert any(name in quote for name in names[thing])
        assert 0 < relation.confidence <= 1
        assert relation.by


def test_a_language_without_a_scorer_finds_nothing() -> None:
    code, reading = next(iter(cases())).values
    assert found(code, reading, Scorer({})) == []


def test_a_phrase_of_several_words_without_a_noun_of_titles_is_no_title(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("T meeting: A meeting\n{P:a speaker|Ann Lee}, {R a|scientific exchange of views}, spoke first.\n")
    (reading,) = read_marked(path, "en")
    relations = found("en", reading, learnt("en"))
    assert RelationKind.POSITION not in {relation.kind for relation in relations}


@pytest.mark.parametrize(
    ("code", "body", "office"),
    [
        ("en", "{P:a speaker|Ann Lee}, {R a|{O:o ngo|Green Steppe Fund} director}, spoke.", ("director", "o")),
        (
            "ru",
            "Выступил {R a|секретарь {O:o state_body|районного маслихата}} {P:a speaker|Олег Юн}.",
            ("секретарь", "o"),
        ),
        ("kk", "{R a|{O:o state_body|аудандық мәслихат} хатшысы} {P:a speaker|Олег Юн} сөз сөйледі.", ("хатшысы", "o")),
        (
            "en",
            "{O:o state_body|Ministry of Education}: {P:a speaker|Ann Lee}, {R a|Minister of Education}, spoke.",
            ("Minister of Education", "o"),
        ),
        # A unit's word is a part of the title (corpus/FORMAT.md, hard case 10).
        (
            "en",
            "{P:a speaker|Ann Lee}, {R a|head of the {O:o apk_body|Secretariat}}, spoke.",
            ("head of the Secretariat", "o"),
        ),
    ],
)
def test_an_organisation_that_a_title_names_is_the_employer(
    tmp_path: Path, code: str, body: str, office: tuple[str, str]
) -> None:
    path = tmp_path / "text.txt"
    path.write_text(f"T meeting: X\n{body}\n", encoding="utf-8")
    (reading,) = read_marked(path, code)
    held = [r for r in found(code, reading, learnt(code)) if r.kind is RelationKind.POSITION]
    assert [(r.value, r.object) for r in held] == [office]


def test_a_secretariat_alone_is_part_of_the_assembly_that_the_text_names(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    text = "{O:n apk_body|APK} knows. {O:r apk_body|Assembly of People of Kazakhstan of Abai region} met, "
    path.write_text(f"T meeting: X\n{text}{{P:a speaker|Ann Lee}}, {{R a|Head of the {{O:s apk_body|Secretariat}}}}.\n")
    (reading,) = read_marked(path, "en")
    parts = [r for r in found("en", reading, learnt("en")) if r.kind is RelationKind.PART_OF]
    assert [(r.subject, r.object) for r in parts] == [("s", "r")]


@pytest.mark.parametrize(
    ("part", "whole", "apart"),
    [
        ("association-of-departments-of-the-apk-shanyrak", "assembly-of-people-of-kazakhstan", True),
        ("secretariat-of-the-assembly-of-people-of-kazakhstan", "assembly-of-people-of-kazakhstan", False),
        ("a-council-that-nobody-knows", "assembly-of-people-of-kazakhstan", False),
    ],
)
def test_known_bodies_of_the_assembly_are_parts_of_their_parents_alone(part: str, whole: str, *, apart: bool) -> None:
    one, other = (
        Entity(id=name, kind=EntityKind.ORGANISATION, names=(name,), organisation_class="apk_body")
        for name in (part, whole)
    )
    assert known_apart(one, other) is apart
