from graph.organisation_match import OrganisationProfile, compare
from graph.organisation_name import parse


def test_names_that_differ_in_their_level_alone_are_compared_in_one_order() -> None:
    names = [parse(name) for name in ("Republican club “Tulpar”", "Club “Tulpar”", "Regional club “Tulpar”")]
    assert len({name.content for name in names}) == 1
    forth, back = (
        OrganisationProfile(names=frozenset(listed), text="Tulpar", organisation_class="youth_organisation")
        for listed in (names, names[::-1])
    )
    other = OrganisationProfile(names=frozenset(names[1:]), text="Tulpar", organisation_class="youth_organisation")
    assert compare(forth, other) == compare(back, other)
