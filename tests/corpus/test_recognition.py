import spacy
from spacy.tokens import Doc, Span

from corpus.announcement import Announcement
from corpus.extensions import GAZETTEER, MENTIONS
from corpus.language_names import load_names
from corpus.naming import Naming
from corpus.pipeline import LANGUAGES
from corpus.recognition import Recognition
from ontology.vocabulary import load_vocabulary

APK = "assembly-of-people-of-kazakhstan"
ENU = "l-n-gumilyov-eurasian-national-university"


def recognised(
    text: str, mentions: list[tuple[int, int, str]], known: list[tuple[int, int, str]], code: str = "en"
) -> list[Naming]:
    """The namings of a text, whose title ends with a line break among its words; countries are known by themselves."""
    doc = Doc(spacy.blank("xx").vocab, words=text.split(" "))
    title, _, body = doc.text.partition(" \n ")
    doc._.announcement = Announcement(id="a", title=title, body=body, language=code)
    doc.spans[MENTIONS] = [Span(doc, start, end, label=kind) for start, end, kind in mentions]
    spans = [Span(doc, start, end, label="organisation", kb_id=name) for start, end, name in known]
    countries = [Span(doc, start, end, label=kind, kb_id="KZ") for start, end, kind in mentions if kind == "country"]
    doc.spans[GAZETTEER] = [*spans, *countries]
    return Recognition(load_names(LANGUAGES / code), load_vocabulary("organisations"), code)(doc)


def test_the_place_that_owns_the_assembly_is_a_part_of_its_name() -> None:
    text = "Title \n Shymkent 's Assembly of People of Kazakhstan met"
    place, assembly = recognised(text, [(2, 3, "place"), (4, 9, "organisation")], [(4, 9, APK)])
    assert (assembly.concept, assembly.normal) == (None, "Shymkent 's Assembly of People of Kazakhstan")
    assert assembly.text == "Assembly of People of Kazakhstan"
    assert place.kind == "place"


def test_what_a_person_or_a_country_owns_keeps_its_concept() -> None:
    text = "Title \n Kazakhstan 's Assembly of People of Kazakhstan met"
    found = recognised(text, [(2, 3, "country"), (4, 9, "organisation")], [(4, 9, APK)])
    assert found[1].concept == APK


def test_a_headline_with_a_place_means_the_body_that_the_text_begins_with() -> None:
    text = "Session of the APK in Abai \n The regional APK met . The APK is thirty ."
    mentions = [(3, 4, "organisation"), (5, 6, "place"), (8, 10, "organisation"), (13, 14, "organisation")]
    headline, _, regional, central = recognised(text, mentions, [(3, 4, APK), (9, 10, APK), (13, 14, APK)])
    assert (headline.concept, headline.normal) == (regional.concept, regional.normal) == (None, "regional APK")
    assert central.concept == APK


def test_a_headline_means_what_it_says_when_the_text_begins_so_or_no_place_is_named() -> None:
    text = "Session of the APK \n The regional APK met ."
    headline, _ = recognised(text, [(3, 4, "organisation"), (6, 8, "organisation")], [(3, 4, APK), (7, 8, APK)])
    assert headline.concept == APK
    text = "Session of the APK in Abai \n The APK met ."
    mentions = [(3, 4, "organisation"), (5, 6, "place"), (8, 9, "organisation")]
    assert recognised(text, mentions, [(3, 4, APK), (8, 9, APK)])[0].concept == APK


def test_a_country_by_the_whole_of_its_name_is_no_organisation() -> None:
    doc = Doc(spacy.blank("xx").vocab, words=["the", "State", "of", "Israel", "and", "the", "Israel", "Fund"])
    doc._.announcement = Announcement(id="a", title="", body=doc.text, language="en")
    doc.spans[MENTIONS] = [Span(doc, 1, 4, label="organisation"), Span(doc, 6, 8, label="organisation")]
    doc.spans[GAZETTEER] = [Span(doc, 1, 4, label="country", kb_id="IL"), Span(doc, 6, 7, label="country", kb_id="IL")]
    found = Recognition(load_names(LANGUAGES / "en"), load_vocabulary("organisations"), "en")(doc)
    assert [(naming.kind, naming.concept) for naming in found] == [("country", "IL"), ("organisation", None)]


def test_a_case_ending_does_not_hide_a_known_name() -> None:
    doc = Doc(spacy.blank("xx").vocab, words=["ҚХА", "-ның", "жиыны"], spaces=[False, True, False])
    doc._.announcement = Announcement(id="a", title="", body=doc.text, language="kk")
    mention = Span(doc, 0, 2, label="organisation")
    mention._.normal = "ҚХА"
    doc.spans[MENTIONS] = [mention]
    doc.spans[GAZETTEER] = [Span(doc, 0, 1, label="organisation", kb_id=APK)]
    (naming,) = Recognition(load_names(LANGUAGES / "kk"), load_vocabulary("organisations"), "kk")(doc)
    assert (naming.text, naming.concept) == ("ҚХА-ның", APK)


def test_an_eponym_and_a_legal_form_add_nothing_to_a_known_university_but_another_word_does() -> None:
    def concept(name: str, start: int, end: int) -> str | None:
        text = f"Title \n {name}"
        found = recognised(text, [(2, len(text.split(" ")), "organisation")], [(2 + start, 2 + end, ENU)])
        return found[0].concept

    assert concept("Eurasian National University named after L.N. Gumilyov", 0, 3) == ENU
    assert concept("L.N. Gumilyov Eurasian National University", 2, 5) == ENU
    assert concept("NJSC ENU", 1, 2) == ENU
    assert concept("ENU Volunteers", 0, 1) is None
    assert concept("ENU named after L.N. Gumilyov, Toraighyrov University", 0, 1) is None


def test_a_unit_whose_name_holds_a_known_university_is_no_university() -> None:
    def is_unit(name: str, start: int, end: int) -> bool:
        text = f"Title \n {name}"
        words = text.split(" ")
        doc = Doc(spacy.blank("xx").vocab, words=words)
        doc._.announcement = Announcement(id="a", title="Title", body=name, language="en")
        doc.spans[MENTIONS] = [Span(doc, 2, len(words), label="organisation")]
        doc.spans[GAZETTEER] = [Span(doc, 2 + start, 2 + end, label="organisation", kb_id=ENU)]
        recognition = Recognition(load_names(LANGUAGES / "en"), load_vocabulary("organisations"), "en")
        (naming,) = recognition(doc)
        return recognition.is_unit_of_university(naming, doc)

    assert is_unit("Institute of Law of ENU", 4, 5)
    assert is_unit("Faculty of History ENU", 3, 4)
    assert not is_unit("Tugan branch of ENU", 3, 4)
    assert not is_unit("NJSC ENU", 1, 2)
