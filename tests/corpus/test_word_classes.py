"""Classes of words: like meanings share one over the languages, other forms of a word are known by their stem."""

import pytest

from corpus.word_classes import CLASSES, lexical, word_classes


@pytest.mark.parametrize("words", [("rector", "ректор", "ректором"), ("students", "студенттер", "студенты")])
def test_words_of_one_meaning_share_a_class_over_languages(words: tuple[str, ...]) -> None:
    assert len({word_classes(word)[-1] for word in words}) == 1


def test_an_unlisted_form_counts_as_the_commonest_class_of_its_stem() -> None:
    assert word_classes("организовавшееся") == word_classes("организовали")


def test_an_unknown_word_has_no_class() -> None:
    assert word_classes("zzyzzx") == ()
    assert lexical("en", "zzyzzx") == ("en|zzyzzx",)


def test_the_list_holds_each_word_once_in_order_with_its_two_classes() -> None:
    rows = [line.split("\t") for line in CLASSES.read_text(encoding="utf-8").splitlines()]
    words = [word for word, *_ in rows]
    assert words == sorted(set(words))
    assert all(word.islower() and coarse.isdigit() and fine.isdigit() for word, coarse, fine in rows)
