"""Titles that several persons share."""

from pathlib import Path

import pytest

from corpus.cues import CUES, load_cues
from corpus.marked_text import read_marked
from corpus.pipeline import LANGUAGES
from corpus.scene import Scene, scene_of_reading
from corpus.shared_title import sharers, singular


def scene(tmp_path: Path, code: str, body: str) -> Scene:
    path = tmp_path / "sentences.txt"
    path.write_text(f"T meeting: A title\n{body}\n", encoding="utf-8")
    (reading,) = read_marked(path, code)
    return scene_of_reading(reading, load_cues(LANGUAGES / code / CUES))


@pytest.mark.parametrize(
    ("code", "plural", "expected"),
    [
        ("en", "Deputy Chairpersons", "Deputy Chairperson"),
        ("en", "deputies", "deputy"),
        ("en", "Heads of departments", "Head of departments"),
        ("en", "boss", "boss"),
        ("ru", "профессиональные медиаторы", "профессиональный медиатор"),
        ("ru", "руководители", "руководитель"),
        ("ru", "депутатами", "депутат"),
        ("kk", "жобалар үйлестірушілері", "жобалар үйлестірушісі"),
        ("kk", "мүшелері", "мүшесі"),
    ],
)
def test_a_title_in_the_plural_has_a_singular(code: str, plural: str, expected: str) -> None:
    cues = load_cues(LANGUAGES / code / CUES)
    assert singular(plural, cues.plurals, cues.links) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Two {R a|experts}, {P:a|Ann Lee} and {P:b|Bo Kim}, and {R c|rector} {P:c|Cy Ra} spoke.", {"a", "b"}),
        ("{P:a|Ann Lee} and {P:b|Bo Kim}, {R a|experts}, spoke.", {"a", "b"}),
        ("Three {R a|deputies} came to us: {P:a|Ann Lee}, {P:b|Bo Kim}, {P:c|Cy Ra}.", {"a", "b", "c"}),
        ("The {R a|experts} came. {P:b|Bo Kim} spoke.", set()),
        ("The {R a|expert} {P:a|Ann Lee} and {P:b|Bo Kim} spoke.", set()),
    ],
)
def test_coordinated_persons_share_a_plural_title_and_no_others(tmp_path: Path, body: str, expected: set[str]) -> None:
    text = scene(tmp_path, "en", body)
    assert sharers(text, text.roles[0]) == expected


def test_a_title_that_leads_a_list_in_is_shared_by_its_items(tmp_path: Path) -> None:
    text = scene(tmp_path, "en", "Prizes went to {R a|teachers}:\n- {P:a|Ann Lee};\n- {P:b|Bo Kim}.")
    assert sharers(text, text.roles[0]) == {"a", "b"}
