import pytest

from corpus.context_scorer import InContext, load_context, weighed
from corpus.cues import CUES, load_cues
from corpus.event_candidates import event_candidates
from corpus.marked_text import read_marked
from corpus.pipeline import LANGUAGES, MODELS
from corpus.relation_candidates import candidates
from corpus.relation_finder import SCORER
from corpus.scene import Scene, scene_of_reading
from corpus.scorer import NOTHING, Scorer, load_scorer

TEXT = """T meeting: A meeting in the house of friendship
{O:a university host|Abai University} hosted the meeting. {P:p moderator|Aigul Omarova} moderated it.
The guests thanked {P:q|Marat Ospanov}, who could not come.
"""


@pytest.fixture
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    path = tmp_path_factory.mktemp("texts") / "one.txt"
    path.write_text(TEXT, encoding="utf-8")
    (reading,) = read_marked(path, "en")
    return scene_of_reading(reading, load_cues(LANGUAGES / "en" / CUES))


def test_the_context_tells_who_did_what(scene: Scene) -> None:
    proposed = list(candidates(scene))
    scorer = InContext(load_scorer(LANGUAGES / "en" / MODELS / SCORER), load_context()).on(scene, proposed)
    roles = {c.key[0]: scorer.labels(c) for c in proposed if c.model == "participation.person"}
    assert max(roles["p"], key=lambda label: roles["p"][label]) == "moderator"
    assert roles["q"][NOTHING] > roles["p"][NOTHING]
    assert all(sum(labels.values()) == pytest.approx(1) for labels in roles.values())


def test_the_order_of_candidates_changes_nothing(scene: Scene) -> None:
    proposed = list(candidates(scene))
    forth, back = load_context().judge(scene, proposed), load_context().judge(scene, proposed[::-1])
    for place, told in forth.items():
        assert told == pytest.approx(back[len(proposed) - 1 - place], abs=1e-4)


def test_a_language_without_a_scorer_finds_nothing(scene: Scene) -> None:
    proposed = list(candidates(scene))
    scorer = InContext(Scorer({}), load_context()).on(scene, proposed)
    assert {scorer.best(candidate)[0] for candidate in proposed} == {NOTHING}


def test_a_text_without_candidates_is_no_error(scene: Scene) -> None:
    assert load_context().judge(scene, []) == {}


def test_of_what_stands_nowhere_in_the_text_the_context_tells_nothing(scene: Scene) -> None:
    proposed = list(event_candidates(scene, load_cues(LANGUAGES / "en" / CUES)))
    told = load_context().judge(scene, proposed)
    assert {proposed[place].model for place in told} >= {"event.kind"}
    assert all(proposed[place].key[0] is not None for place in told)


def test_a_label_that_counts_less_leaves_its_chance_to_the_others_that_state_something() -> None:
    heard = weighed({NOTHING: 0.2, "speaker": 0.5, "participant": 0.3}, {"speaker": 0.3})
    assert heard[NOTHING] == pytest.approx(0.2)
    assert heard["speaker"] == pytest.approx(0.8 * 0.15 / 0.45)
    assert heard["participant"] == pytest.approx(0.8 * 0.3 / 0.45)
    assert weighed({NOTHING: 1.0}, {"speaker": 0.3}) == {NOTHING: 1.0}
