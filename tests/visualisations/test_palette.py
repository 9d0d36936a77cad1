"""The look of each kind: seen apart by everyone, on both grounds."""

import itertools
import math

import pytest

from ontology.vocabulary import load_vocabulary
from visualisations.palette import Look, looks

PAPER = {"light": "#fbfaf7", "dark": "#11161d"}
Eye = tuple[tuple[float, ...], ...]
DEUTERANOPIA = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881))
PROTANOPIA = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998))
TRITANOPIA = ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039))
"""How colours look with one kind of cone missing (Machado, Oliveira and Fernandes, 2009; severity 1)."""


def linear(colour: str) -> list[float]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2."""
    light = sorted(
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True)) for colour in (one, other)
    )
    return (light[1] + 0.05) / (light[0] + 0.05)


def lab(rgb: list[float]) -> tuple[float, float, float]:
    """Return CIE L*a*b* (D65) of linear sRGB."""
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    x, y, z = (
        max(sum(w * c for w, c in zip(row, rgb, strict=True)) / white, 1e-6)
        for row, white in zip(rows, (0.9505, 1.0, 1.089), strict=True)
    )
    f = [value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def seen(colour: str, eye: Eye | None) -> tuple[float, float, float]:
    rgb = linear(colour)
    if eye:
        rgb = [min(1.0, max(0.0, sum(w * c for w, c in zip(row, rgb, strict=True)))) for row in eye]
    return lab(rgb)


@pytest.mark.parametrize("ground", ["light", "dark"])
@pytest.mark.parametrize(
    "eye", [None, DEUTERANOPIA, PROTANOPIA, TRITANOPIA], ids=["all cones", "deutan", "protan", "tritan"]
)
def test_what_the_map_is_about_is_told_apart_by_colour_alone(ground: str, eye: Eye | None) -> None:
    figure = [look for look in looks() if look.figure]
    assert len(figure) == 3
    for one, other in itertools.combinations(figure, 2):
        assert math.dist(seen(getattr(one, ground), eye), seen(getattr(other, ground), eye)) > 20


def test_every_kind_has_a_shape_of_its_own() -> None:
    assert len({look.shape for look in looks()}) == len(looks())


@pytest.mark.parametrize("ground", ["light", "dark"])
@pytest.mark.parametrize("look", looks(), ids=lambda look: look.key)
def test_every_kind_stands_out_from_the_ground(look: Look, ground: str) -> None:
    assert contrast(getattr(look, ground), PAPER[ground]) >= (3 if look.figure else 2.2)


def test_every_class_of_organisations_and_every_kind_has_a_look() -> None:
    covered = [code for look in looks() for code in look.of]
    assert len(covered) == len(set(covered))
    assert set(covered) == {*load_vocabulary("organisation-classes").concepts, "person", "country", "place", "event"}


def test_every_look_has_words_in_three_languages() -> None:
    assert all(set(look.words) == {"en", "ru", "kk"} and all(look.words.values()) for look in looks())
