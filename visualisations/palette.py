"""The look of each kind of thing: shape, colours, legend words; the data stand in `palette.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.network import Node

_PALETTE = Path(__file__).with_name("palette.yaml")
_REST = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one line of the legend looks.

    `of` are the entity kinds or organisation classes that it covers; `figure` says whether the map is about them;
    `light` and `dark` are the colours (#rrggbb) on the two grounds; `words` the legend's words by language.
    """

    key: str
    of: tuple[str, ...]
    shape: str
    figure: bool
    light: str
    dark: str
    words: Mapping[str, str]


@cache
def looks() -> tuple[Look, ...]:
    """Return the legend, in the order in which it is shown."""
    entries: list[dict[str, Any]] = yaml.safe_load(_PALETTE.read_text(encoding="utf-8"))
    return tuple(Look(**(entry | {"of": tuple(entry["of"])})) for entry in entries)


@cache
def _look_of() -> dict[str, Look]:
    return {code: look for look in looks() for code in look.of}


def look_of(node: Node) -> Look:
    """Return the look of a node: that of an organisation's class, else that of the entity kind."""
    by_code = _look_of()
    code = node.subkind if node.kind == "organisation" else node.kind
    return by_code.get(code or _REST, by_code[_REST])
