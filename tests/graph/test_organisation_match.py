from graph import organisation_match
from ontology.names.organisation_parts import parse


def test_names_that_differ_in_their_level_alone_have_an_order() -> None:
    names = [parse(name) for name in ("Republican club “Tulpar”", "Club “Tulpar”", "Regional club “Tulpar”")]
    assert len({name.content for name in names}) == 1
    assert len({organisation_match._order(name) for name in names}) == len(names)
