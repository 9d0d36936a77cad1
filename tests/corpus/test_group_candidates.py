"""People named by kind: each place of a category's words is judged by itself, and a category is stated once."""

import pytest

from corpus.announcement import Announcement
from corpus.cues import CUES, load_cues
from corpus.entity import Entity, EntityKind, Mention
from corpus.group_candidates import group_candidates
from corpus.group_finder import find_groups
from corpus.pipeline import LANGUAGES
from corpus.scene import Scene, set_scene
from corpus.scorer import NOTHING, Scorer


def scene(code: str, body: str, name: str = "") -> Scene:
    announcement = Announcement(id="x", title="A forum", body=body, language=code)
    start = announcement.text.find(name) if name else -1
    mention = Mention(start=start, end=start + len(name), normal=name, by="gold")
    bodies = [Entity(id="o", kind=EntityKind.ORGANISATION, names=(name,), mentions=(mention,))] if name else []
    return set_scene(announcement, bodies, {}, load_cues(LANGUAGES / code / CUES))


def categories(code: str, body: str, name: str = "") -> set[str]:
    return {c.key[0] for c in group_candidates(scene(code, body, name), load_cues(LANGUAGES / code / CUES))}


@pytest.mark.parametrize(
    ("code", "body", "name", "category"),
    [
        ("en", "Members of the Assembly of Altai came.", "Assembly of Altai", "apk_members"),
        ("en", "Leaders of student councils came.", "", "youth_organisations"),
        ("ru", "Пришли члены Ассамблеи края.", "Ассамблеи края", "apk_members"),
        ("ru", "Были представители органов государственной власти.", "", "state_officials"),
        ("kk", "Ассамблея мүшелері келді.", "Ассамблея", "apk_members"),
        ("kk", "Этномәдени бірлестіктер келді.", "", "ethnocultural_associations"),
    ],
)
def test_a_phrase_names_its_category(code: str, body: str, name: str, category: str) -> None:
    assert category in categories(code, body, name)


def test_an_organisation_alone_is_no_group() -> None:
    assert categories("en", "The Union of Students met.", "Union of Students") == set()


def test_a_category_is_stated_once_where_it_is_surest() -> None:
    weights = {"students": [-1.0, 1.0], "en|head|studen": [0.0, 0.0], "attend.s": [-1.0, 1.0]}
    scorer = Scorer(
        {"group": {"labels": [NOTHING, "participant"], "bias": [0.0, 0.0], "threshold": 0.5, "weights": weights}}
    )
    body = "Students are busy. Thirty students took part in it. Other students rested."
    (group,) = find_groups(scene("en", body), load_cues(LANGUAGES / "en" / CUES), scorer)
    assert (group.category, group.role) == ("students", "participant")
    assert "students" in group.text.casefold()
