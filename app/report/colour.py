"""The pages' colours for formats that know sRGB only."""

import re
from functools import cache
from math import cos, radians, sin
from typing import Final

from app.resources import root

# The light one of a pair comes first: `--ink: var(--l, oklch(…)) var(--d, oklch(…))`.
_TOKEN: Final = re.compile(r"--([\w-]+):\s*(?:var\(--l,\s*)?oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)")


@cache
def colours() -> dict[str, tuple[float, float, float]]:
    """The light colours of ``tokens.css``, by name: OKLCH lightness in percent, chroma, hue in degrees."""
    found: dict[str, tuple[float, float, float]] = {}
    for name, lightness, chroma, hue in _TOKEN.findall((root("static") / "css" / "tokens.css").read_text()):
        found.setdefault(name, (float(lightness) * 100, float(chroma), float(hue)))
    return found


def srgb(name: str) -> str:
    """A colour of the tokens as ``#rrggbb``, clipped to what sRGB can show.

    Source of the matrices: Björn Ottosson, "A perceptual color space for image processing" (2020).
    """
    lightness, chroma, hue = colours()[name]
    light, a, b = lightness / 100, chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _gamma(min(max(part, 0.0), 1.0))):02x}" for part in linear)


def _gamma(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
