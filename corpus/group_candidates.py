"""Which kinds of people a text may name as taking part.

One candidate (`group`) for each category; its key is the category and the words (half-open) of its best place.
"""

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
        best, most = own[0], -1
        for hit in own:
            start, end = layout.starts[hit.first], layout.ends[hit.end - 1]
            place = Place(_CROWD, start, end, layout.sentence_at(start), hit.first, hit.end, holder=None, oblique=False)
            names |= set(place_features(scene, place))
            names.add(f"{scene.language}|head|{' '.join(w[:_STEM] for w in layout.words[hit.first : hit.end])}")
            predicates = sum(h.name in PREDICATES for h in scene.sentence_hits.get(place.sentence, ()))
            if predicates > most:
                best, most = hit, predicates
        features = dict.fromkeys(names, 1.0) | {category: 1.0}
        yield Candidate(
            model="group",
            features=features,
            key=(category, best.first, best.end),
            start=layout.starts[best.first],
            end=layout.ends[best.end - 1],
        )
