"""Which namings of one announcement name the same thing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.language_names import LanguageNames
from corpus.naming import Naming
from corpus.organisation_name import OrganisationName, fold
from corpus.person_name import PersonKey, parse_person
from corpus.same_organisation import TESTS, Named


@dataclass(slots=True)
class Group:
    """The namings of one thing; `concept` is the reference data's code that some of them carry."""

    namings: list[Naming] = field(default_factory=list)
    concept: str | None = None

    def add(self, naming: Naming) -> None:
        """Take a naming in."""
        self.namings.append(naming)
        self.concept = self.concept or naming.concept

    @property
    def longest(self) -> Naming:
        """The fullest naming, the first of equals."""
        return max(self.namings, key=lambda n: (len(n.normal), -n.start))


def group_persons(found: Sequence[Naming], names: LanguageNames) -> list[Group]:
    """Group persons by family name, given name and initials; a family name alone joins the only person it fits."""
    keys = {id(n): PersonKey.of(parse_person(n.normal, names)) for n in found}
    groups: list[Group] = []
    # Given names first, then initials, then family names alone; the text's order within each.
    order = sorted(
        found,
        key=lambda n: (not (keys[id(n)].given and keys[id(n)].family), not keys[id(n)].letters, n.start),
    )
    for naming in order:
        mine = keys[id(naming)]
        fitting = [
            g
            for g in groups
            if not any(keys[id(n)].contradicts(mine) for n in g.namings)
            and any(keys[id(n)].agrees(mine) for n in g.namings)
        ]
        _join(naming, fitting, groups)
    return groups


def group_places(found: Sequence[Naming], names: LanguageNames) -> list[Group]:
    """Group countries or places by concept, else by equal names."""
    groups: dict[str, Group] = {}
    for naming in found:
        key = naming.concept or fold(settlement_name(naming.normal, names))
        groups.setdefault(key, Group()).add(naming)
    return list(groups.values())


def settlement_name(name: str, names: LanguageNames) -> str:
    """Return a place's name without "village of" before or "city" after it."""
    words = name.split()
    while len(words) > 1 and words[0].casefold() in names.settlement_words | names.prepositions:
        words = words[1:]
    while len(words) > 1 and words[-1].casefold() in names.settlement_words:
        words = words[:-1]
    return " ".join(words) if words and words[0][:1].isupper() else name


def group_organisations(found: Sequence[Naming], names: LanguageNames) -> list[Group]:
    """Group organisations, the fullest names first: each joins the first group that one of the tests admits it to."""
    named = {id(n): Named.of(n.normal, names, known=bool(n.concept)) for n in found}
    groups: list[Group] = []
    for naming in sorted(found, key=lambda n: (-len(named[id(n)].words.words), n.start)):
        mine = named[id(naming)]
        open_groups = [g for g in groups if _may_join(naming, g)]
        for test in TESTS:
            fitting = [g for g in open_groups if any(test(mine, named[id(n)]) for n in g.namings)]
            if fitting:
                break
        else:
            fitting = [g for g in open_groups if _known_as(naming, g, mine.words)]
        _join(naming, fitting, groups)
    return groups


def _join(naming: Naming, fitting: Sequence[Group], groups: list[Group]) -> None:
    """Put a naming into the fitting group that its reader thinks of, else into a new one."""
    if not fitting:
        groups.append(Group())
        groups[-1].add(naming)
        return
    max(fitting, key=lambda group: _nearness(naming, group)).add(naming)


def _nearness(naming: Naming, group: Group) -> tuple[int, bool, int]:
    """How near at hand a group is: the one named last before a naming, else what is well known, else the next named."""
    starts = [n.start for n in group.namings]
    before = max((start for start in starts if start < naming.start), default=-1)
    return before, group.concept is not None, -min(starts)


def _may_join(naming: Naming, group: Group) -> bool:
    """Tell whether nothing forbids it: another concept, or one of the two standing inside the other."""
    if naming.concept and group.concept and naming.concept != group.concept:
        return False
    return not any(naming.tokens in n.holders or n.tokens in naming.holders for n in group.namings)


def _known_as(naming: Naming, group: Group, name: OrganisationName) -> bool:
    """Tell whether they share a concept, or the text gives the naming in brackets as the group's abbreviation."""
    if naming.concept and naming.concept == group.concept:
        return True
    return bool(name.acronym) and any(n.tokens == naming.explains for n in group.namings)
