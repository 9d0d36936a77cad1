"""Judgements: what says that two found entities are, or are not, one thing in the world."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class EntityRef:
    """An entity of one reading: the announcement's id and the entity's id within it."""

    announcement: str
    entity: str

    def __str__(self) -> str:
        """`announcement#entity`, as files and commands write it."""
        return f"{self.announcement}#{self.entity}"


class Verdict(StrEnum):
    """What a comparison, or a person, says of a pair."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One explained verdict on a pair.

    `left` and `right` are entities of readings, or IRIs of identities where a person judged those. `score` is the
    sum of the weights behind the verdict; `reasons` tell each feature with the two values that it compared; `by`
    is the rule, or the person who decided.
    """

    left: EntityRef | str
    right: EntityRef | str
    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    by: str
