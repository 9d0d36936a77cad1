"""What a build finds out on the way to who is who, kept for the next one: `identities.kept`.

The file holds what is known of each entity and the columns of each layer, after their digest. It is bound to all that
it was made from (a mark); where it is missing, damaged or of another mark everything is found out again.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.account import Account, KeyAccount, Knot, LayerAccount, Told
from graph.blocking import Blocks
from graph.judgement import EntityRef
from graph.layer import UNSURE, FormerLayer, Pairs
from graph.nquads import write_lines
from graph.profile import Known, Profile

FILE = "identities.kept"

_TEXT = "text"
_DIGEST = 32


@dataclass(frozen=True, kw_only=True)
class Former:
    """What the build before knows: of entities of the announcements that have not changed, and of each layer.

    `keyed` are the reasons of judgements by key, `names` the groups' names of all entities.
    """

    announcements: frozenset[str] = frozenset()
    known: Mapping[EntityRef, Known] = field(default_factory=dict)
    names: Mapping[EntityRef, str] = field(default_factory=dict)
    keyed: Mapping[str, Mapping[Told, str]] = field(default_factory=dict)
    layers: Mapping[str, FormerLayer] = field(default_factory=dict)

    def unchanged(self, names: Mapping[EntityRef, str]) -> frozenset[str]:
        """Return the announcements that have not changed, nor have the names of groups that their entities are in."""
        return self.announcements - {ref.announcement for ref, name in names.items() if self.names.get(ref) != name}


NOTHING = Former()
"""There was no build before, or none that can be used."""


def write_former(
    folder: Path,
    mark: str,
    profiles: Iterable[Profile],
    names: Mapping[EntityRef, str],
    accounts: Mapping[str, Account],
) -> None:
    """Write `identities.kept`."""
    known: dict[str, list[tuple[str, str | None, str, str | None]]] = {}
    for profile in profiles:
        of = known.setdefault(profile.ref.announcement, [])
        of.append((profile.ref.entity, profile.concept, profile.slug, profile.parent))
    refs = _refs(known)
    number = {ref: index for index, ref in enumerate(refs)}
    keyed, compared = {}, {}
    columns: dict[str, Any] = {}
    for name, account in accounts.items():
        if isinstance(account, KeyAccount):
            rows = account.reasons().items()
            keyed[name] = [(_number(left, number), _number(right, number), by, why) for (left, right, by), why in rows]
        elif isinstance(account, LayerAccount):
            compared[name] = {
                "keys": account.layer.nodes.keys,
                "doubts": [doubt.reasons for doubt in account.doubts()],
            }
            columns |= {f"{name}.{column}": found for column, found in _columns(account, number).items()}
    text = {
        "mark": mark,
        "known": known,
        "names": [names[ref] for ref in refs],
        "keyed": keyed,
        "compared": compared,
    }
    columns[_TEXT] = np.frombuffer(json.dumps(text).encode(), dtype=np.uint8)
    file = BytesIO()
    np.savez(file, **columns)
    data = file.getvalue()
    write_lines(folder / FILE, [hashlib.sha256(data).digest(), data])


def _columns(account: LayerAccount[Any], number: Mapping[EntityRef, int]) -> dict[str, NDArray[Any]]:
    layer, pairs = account.layer, account.layer.pairs
    told = set(account.read_said)
    read = [(*pair, holds, pair in told) for pair, holds in layer.read.items()]
    return {
        "sizes": _small(len(refs) for refs in layer.nodes.members),
        "members": _small(number[ref] for refs in layer.nodes.members for ref in refs),
        "block_keys": layer.blocks.keys,
        "block_nodes": layer.blocks.nodes.astype(np.int32),
        "left": pairs.left.astype(np.int32),
        "right": pairs.right.astype(np.int32),
        "verdict": pairs.verdict,
        "score": pairs.score,
        "said": account.said,
        "read": np.array(read, dtype=np.int32).reshape(-1, 4),
    }


def _refs(known: Mapping[str, Sequence[Sequence[Any]]]) -> list[EntityRef]:
    return [EntityRef(announcement=name, entity=row[0]) for name, rows in known.items() for row in rows]


def _number(knot: Knot, number: Mapping[EntityRef, int]) -> int | str:
    return number[knot] if isinstance(knot, EntityRef) else knot


def _small(numbers: Iterable[int]) -> NDArray[np.int32]:
    return np.fromiter(numbers, dtype=np.int32)


def read_former(folder: Path, mark: str, announcements: Collection[str]) -> Former:
    """Return what a build knows of announcements that have not changed since; nothing where it is not of this mark."""
    try:
        data = memoryview((folder / FILE).read_bytes())
    except OSError:
        return NOTHING
    if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
        return NOTHING
    with np.load(BytesIO(data[_DIGEST:])) as columns:
        text = json.loads(columns[_TEXT].tobytes())
        if text["mark"] != mark or not text["names"]:
            return NOTHING
        refs = _refs(text["known"])
        compared, keyed = text["compared"], text["keyed"]
        return Former(
            announcements=frozenset(announcements),
            known={
                EntityRef(announcement=name, entity=entity): (concept, slug, parent)
                for name in announcements
                for entity, concept, slug, parent in text["known"].get(name, ())
            },
            names=dict(zip(refs, text["names"], strict=True)),
            keyed={name: _keyed(keyed[name], refs) for name in keyed},
            layers={name: _layer(name, compared[name], columns, refs) for name in compared},
        )


def _keyed(rows: Sequence[tuple[int | str, int | str, str, str]], refs: Sequence[EntityRef]) -> dict[Told, str]:
    return {(_knot(left, refs), _knot(right, refs), by): why for left, right, by, why in rows}


def _knot(knot: int | str, refs: Sequence[EntityRef]) -> Knot:
    return knot if isinstance(knot, str) else refs[knot]


def _layer(name: str, text: Mapping[str, Any], columns: Mapping[str, Any], refs: Sequence[EntityRef]) -> FormerLayer:
    ends = pairwise(accumulate(columns[f"{name}.sizes"].tolist(), initial=0))
    who = [refs[number] for number in columns[f"{name}.members"].tolist()]
    read = columns[f"{name}.read"].tolist()
    left, right = columns[f"{name}.left"].astype(np.int64), columns[f"{name}.right"].astype(np.int64)
    said = columns[f"{name}.said"]
    doubtful = np.flatnonzero(said == UNSURE)
    doubts = zip(left[doubtful].tolist(), right[doubtful].tolist(), map(tuple, text["doubts"]), strict=True)
    return FormerLayer(
        members=[tuple(who[start:end]) for start, end in ends],
        keys=text["keys"],
        blocks=Blocks(keys=columns[f"{name}.block_keys"], nodes=columns[f"{name}.block_nodes"].astype(np.int64)),
        pairs=Pairs(
            left=left,
            right=right,
            verdict=columns[f"{name}.verdict"],
            score=columns[f"{name}.score"],
            former=np.zeros(0, dtype=np.int64),
            reasons={},
        ),
        read={(concept, node): bool(holds) for concept, node, holds, _ in read},
        said=said,
        read_said=[(concept, node) for concept, node, _, told in read if told],
        doubts={(one, other): reasons for one, other, reasons in doubts},
    )
