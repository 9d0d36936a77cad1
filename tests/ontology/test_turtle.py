import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.turtle import canonical, read

NODES = st.sampled_from([ox.NamedNode(f"https://w3id.org/apk-network/place/{name}") for name in "abc"])
WORDS = st.text(st.characters(codec="utf-8"), max_size=8)
TRIPLES = st.lists(
    st.builds(
        ox.Triple,
        NODES,
        NODES,
        NODES | st.builds(ox.Literal, WORDS) | WORDS.map(lambda w: ox.Literal(w, language="kk")),
    )
)


@given(TRIPLES)
def test_the_form_keeps_the_triples_and_does_not_depend_on_their_order(
    tmp_path_factory: pytest.TempPathFactory, triples: list[ox.Triple]
) -> None:
    path = tmp_path_factory.mktemp("turtle") / "x.ttl"
    path.write_text(canonical(triples), encoding="utf-8", newline="\n")
    assert set(read(path)) == set(triples)
    assert canonical(reversed(triples)) == canonical(triples) == canonical(read(path))


def test_only_the_prefixes_in_use_are_declared() -> None:
    place = ox.NamedNode("https://w3id.org/apk-network/place/astana")
    text = canonical([ox.Triple(place, ox.NamedNode("https://schema.org/name"), ox.Literal("Astana"))])
    assert text == (
        "@prefix place: <https://w3id.org/apk-network/place/> .\n"
        "@prefix schema: <https://schema.org/> .\n"
        "\n"
        'place:astana schema:name "Astana" .\n'
    )
