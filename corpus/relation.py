"""What an announcement states about the things that it names."""

from dataclasses import dataclass
from enum import StrEnum


class RelationKind(StrEnum):
    """The eight relations of FORMAT.md."""

    POSITION = "position"
    DEGREE = "degree"
    PARTICIPATION = "participation"
    PART_OF = "part_of"
    MEMBER_OF = "member_of"
    COOPERATES_WITH = "cooperates_with"
    LOCATED_IN = "located_in"
    HELD_IN = "held_in"


# How the one shape of a relation maps to FORMAT.md's field names: (subject, object, value).
FIELDS: dict[RelationKind, tuple[str, str | None, str | None]] = {
    RelationKind.POSITION: ("person", "organisation", "role"),
    RelationKind.DEGREE: ("person", None, "degree"),
    RelationKind.PARTICIPATION: ("agent", "event", "role"),
    RelationKind.PART_OF: ("child", "parent", None),
    RelationKind.MEMBER_OF: ("member", "organisation", None),
    RelationKind.COOPERATES_WITH: ("a", "b", None),
    RelationKind.LOCATED_IN: ("organisation", "place", None),
    RelationKind.HELD_IN: ("event", "place", None),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One fact: `subject` and `object` are entity ids of the same reading.

    `value` is the role of a position or a participation, or the degree. `start` and `end` span the text that
    states the fact (code points, half-open); `by` is the rule or model; `confidence` is in 0..1.
    """

    kind: RelationKind
    subject: str
    object: str | None = None
    value: str | None = None
    start: int
    end: int
    by: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People whom an announcement names only by kind, as they take part in `event-1`.

    `text` is the exact phrase; `count` is its number where one is given; the span and the rest are as for `Relation`.
    """

    category: str
    text: str
    role: str
    count: int | None = None
    start: int
    end: int
    by: str
    confidence: float = 1.0
