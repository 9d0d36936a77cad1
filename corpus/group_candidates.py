"""Which kinds of people a text may name as taking part.

One candidate (`group`) for each place where words of a category stand; its key is the category and these words
(half-open).
"""

from collections.abc import Iterator, Sequence

from corpus.cues import Cues, Hit
from corpus.entity import Entity, EntityKind
from corpus.event_context import in_headline
from corpus.features import GRAMMAR_WEIGHT, place_features
from corpus.scene import Place, Scene
from corpus.scorer import Candidate
from corpus.word_classes import STEM

_CROWD = Entity(id="", kind=EntityKind.PERSON, names=())
_NEAR = 3
_BREAKS = frozenset(".,;:()–—\n")


def group_candidates(scene: Scene, cues: Cues) -> Iterator[Candidate]:
    """Yield a candidate for each place of a category's words outside names."""
    layout = scene.layout
    hits = [hit for hit in cues.groups.find(layout.words) if any(scene.free[hit.first : hit.end])]
    counts = {hit.name: sum(other.name == hit.name for other in hits) for hit in hits}
    for hit in hits:
        start, end = layout.starts[hit.first], layout.ends[hit.end - 1]
        place = Place(_CROWD, start, end, layout.sentence_at(start), hit.first, hit.end, holder=None, oblique=False)
        head = " ".join(word[:STEM] for word in layout.words[hit.first : hit.end])
        names = {f"count.{min(counts[hit.name], 4)}", f"{scene.language}|head|{head}"}
        names |= set(place_features(scene, place)) | set(_beside_groups(scene, hit, hits))
        features = dict.fromkeys(sorted(names), 1.0) | {hit.name: GRAMMAR_WEIGHT}
        yield Candidate(model="group", features=features, key=(hit.name, hit.first, hit.end), start=start, end=end)


def _beside_groups(scene: Scene, hit: Hit, hits: Sequence[Hit]) -> Iterator[str]:
    """Tell which other categories stand in the same phrase, and whether their words hold these."""
    layout = scene.layout
    if not all(scene.free[hit.first : hit.end]):
        yield "partly a name"
    if in_headline(scene, hit.first):
        yield f"{hit.name}:headline"
    for other in hits:
        if other == hit:
            continue
        if other.first <= hit.first and hit.end <= other.end and other.end - other.first > hit.end - hit.first:
            yield from ("in a longer", f"{hit.name}:in.{other.name}")
        elif other.name != hit.name:
            for gap, side, a, b in (
                (other.first - hit.end, "before", hit.end, other.first),
                (hit.first - other.end, "after", other.end, hit.first),
            ):
                if 0 <= gap <= _NEAR and not _BREAKS & set(scene.text[layout.ends[a - 1] : layout.starts[b]]):
                    yield f"{hit.name}:{side}.{other.name}"
                    yield f"{side} another.{gap}"
