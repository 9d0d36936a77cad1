"""Which kinds of people a text may name as taking part: one candidate (`group`, key: category) for each kind of people."""

from collections.abc import Iterator

from corpus.cues import Cues, Hit
from corpus.entity import Entity, EntityKind
from corpus.features import place_features
from corpus.scene import PREDICATES, Place, Scene
from corpus.scorer import Candidate

_CROWD = Entity(id="", kind=EntityKind.PERSON, names=())
_STEM = 6


def group_candidates(scene: Scene, cues: Cues) -> Iterator[Candidate]:
    """Yield a candidate for each category whose words stand in the text; the key has the words' best place too."""
    layout = scene.layout
    hits: dict[str, list[Hit]] = {}
    for hit in cues.groups.find(layout.words):
        if scene.free[hit.first] and scene.free[hit.end - 1]:
            hits.setdefault(hit.name, []).append(hit)
    for category, own in sorted(hits.items()):
        names = {f"count.{min(len(own), 4)}"}
        best: tuple[int, Hit] | None = None
        for hit in own:
            start, end = layout.starts[hit.first], layout.ends[hit.end - 1]
            place = Place(_CROWD, start, end, layout.sentence_at(start), hit.first, hit.end, None, False)
            names |= set(place_features(scene, place))
            names.add(f"{scene.language}|head|{' '.join(w[:_STEM] for w in layout.words[hit.first : hit.end])}")
            predicates = sum(h.name in PREDICATES for h in scene.sentence_hits.get(place.sentence, ()))
            if best is None or predicates > best[0]:
                best = (predicates, hit)
        hit = best[1]
        features = dict.fromkeys(names, 1.0) | {category: 1.0}
        yield Candidate(
            model="group",
            features=features,
            key=(category, hit.first, hit.end),
            start=layout.starts[hit.first],
            end=layout.ends[hit.end - 1],
        )
