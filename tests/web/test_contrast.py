"""Every pair of colours that the pages put together can be read: WCAG 2.2, 1.4.3 and 1.4.11, computed from the tokens."""

import math
import re
from pathlib import Path
from typing import NamedTuple

import pytest

STYLES = Path(__file__).parents[2] / "static" / "css"
TABLES = tuple(f"t{number}" for number in range(1, 11))
SCHEMES = ("light", "dark")


class Oklch(NamedTuple):
    """A colour as CSS writes it: lightness 0 to 1, chroma, hue in degrees."""

    lightness: float
    chroma: float
    hue: float

    def linear(self) -> tuple[float, float, float]:
        """Linear sRGB, outside 0 to 1 where a screen cannot show the colour (CSS Color 4, 10.3)."""
        a = self.chroma * math.cos(math.radians(self.hue))
        b = self.chroma * math.sin(math.radians(self.hue))
        long = (self.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
        middle = (self.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
        short = (self.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
        return (
            4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
        )

    def luminance(self) -> float:
        """Relative luminance, as WCAG defines it, of what the screen shows."""
        red, green, blue = (min(max(channel, 0.0), 1.0) for channel in self.linear())
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Oklch, other: Oklch) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((one.luminance(), other.luminance()))
    return (light + 0.05) / (dark + 0.05)


def palette(style: str, scheme: str) -> dict[str, Oklch]:
    """The colours that a style sheet's tokens have in a scheme, by name."""
    written = re.findall(
        r"--([\w-]+): var\(--l, oklch\(([^)]+)\)\) var\(--d, oklch\(([^)]+)\)\)", (STYLES / style).read_text("utf-8")
    )
    values = {name: light if scheme == "light" else dark for name, light, dark in written}
    return {name: Oklch(*map(float, value.split())) for name, value in values.items()}


def weak(colours: dict[str, Oklch], texts: tuple[str, ...], grounds: tuple[str, ...], least: float) -> list[str]:
    """The pairs of *texts* on *grounds* whose contrast is under *least*."""
    pairs = [(text, ground, contrast(colours[text], colours[ground])) for text in texts for ground in grounds]
    return [f"{text} on {ground}: {ratio:.2f}" for text, ground, ratio in pairs if ratio < least]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_can_be_read_on_every_ground(scheme: str) -> None:
    """4.5:1. A number in a table's shape is the shape's pair turned round."""
    colours = palette("tokens.css", scheme)
    texts = ("ink", "ink-2", "accent", "amber", "red", *TABLES)
    assert weak(colours, texts, ("paper", "sheet", "paper-2"), 4.5) == []
    soft = (("accent-soft", ("ink", "ink-2", "accent")), ("amber-soft", ("ink", "amber")), ("red-soft", ("ink", "red")))
    assert [pair for ground, on in soft for pair in weak(colours, on, (ground,), 4.5)] == []
    assert weak(colours, ("on-accent",), ("accent",), 4.5) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_edge_of_a_box_or_button_can_be_seen(scheme: str) -> None:
    """3:1 for what one must see to use it."""
    assert weak(palette("tokens.css", scheme), ("edge", "accent"), ("paper", "sheet", "paper-2"), 3.0) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_wall_can_be_read_from_twenty_metres(scheme: str) -> None:
    """7:1 on the stage."""
    colours = palette("wall.css", scheme)
    assert weak(colours, ("ink", "ink-2", "accent", "amber", *TABLES), ("paper", "sheet"), 7.0) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("style", ["tokens.css", "wall.css"])
def test_every_colour_is_one_that_screens_can_show(style: str, scheme: str) -> None:
    """A browser moves a colour outside sRGB to one inside, and the contrast computed here would not be the one seen."""
    outside = [
        name
        for name, colour in palette(style, scheme).items()
        if not all(-0.001 <= x <= 1.001 for x in colour.linear())
    ]
    assert outside == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_two_neighbouring_tables_look_alike(scheme: str) -> None:
    """Ten colours, each more than a just noticeable step of OKLab (0.02) away from every other, several times over."""
    colours = palette("tokens.css", scheme)

    def place(name: str) -> tuple[float, float, float]:
        lightness, chroma, hue = colours[name]
        return lightness, chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))

    near = [(a, b) for a in TABLES for b in TABLES if a < b and math.dist(place(a), place(b)) < 0.07]
    assert near == []


def test_the_measure_itself_is_right() -> None:
    """Held against the two ends of the scale and the grey that everybody quotes: #767676 on white is 4.54:1."""
    white, black, grey = Oklch(1, 0, 0), Oklch(0, 0, 0), Oklch(0.5659, 0, 0)
    assert contrast(white, black) == pytest.approx(21, abs=0.01)
    assert contrast(white, grey) == pytest.approx(4.54, abs=0.02)
    assert weak({"grey": Oklch(0.6, 0, 0), "paper": white}, ("grey",), ("paper",), 4.5) == ["grey on paper: 3.95"]
