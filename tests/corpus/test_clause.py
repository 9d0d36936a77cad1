"""The layout of a text: sentences, list items and what leads them in."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.clause import Layout, lay_out


def layout(text: str, names: tuple[tuple[int, int], ...] = ()) -> Layout:
    return lay_out(text, title_end=text.index("\n"), names=names, abbreviations=frozenset({"им"}))


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end].strip() for s in layout(text).sentences]


def test_no_sentence_ends_after_an_initial_or_an_abbreviation() -> None:
    assert sentences("T\nПришёл А. Ким. Университет им. Абая ждал.") == [
        "T",
        "Пришёл А. Ким.",
        "Университет им. Абая ждал.",
    ]


def test_no_sentence_ends_inside_a_name() -> None:
    text = "T\nThe club Who? Where? met."
    start = text.index("Who")
    assert len(layout(text, ((start, start + len("Who? Where?")),)).sentences) == 2


def test_a_list_knows_the_sentence_that_leads_it_in() -> None:
    found = layout("T\nThe guests were:\n– A Kim;\n– B Lee.\nThey left.").sentences
    items = [sentence for sentence in found if sentence.item]
    assert [sentence.intro for sentence in items[:2]] == [1, 1]


@given(st.text(alphabet="Ab .!?\n-—:;«»1", max_size=80))
def test_sentences_lie_in_order_and_hold_every_word(body: str) -> None:
    found = layout(f"T\n{body}")
    assert all(a.end <= b.start for a, b in zip(found.sentences, found.sentences[1:], strict=False))
    for start in found.starts:
        sentence = found.sentences[found.sentence_at(start)]
        assert sentence.start <= start < sentence.end
