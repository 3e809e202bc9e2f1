"""Measures of colours for the tests: contrast after WCAG 2, difference after CIEDE2000, hue in CIELAB."""

from __future__ import annotations

import math

Lab = tuple[float, float, float]
WHITE = (0.95047, 1.0, 1.08883)


def linear(colour: str) -> tuple[float, float, float]:
    """The linear red, green and blue of a colour in hexadecimal digits, from 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def luminance(colour: str) -> float:
    """The relative luminance of a colour, from 0 to 1."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str) -> Lab:
    """A colour in CIELAB under daylight: lightness from 0 to 100, green to red, blue to yellow."""
    red, green, blue = linear(colour)
    parts = (
        0.4124564 * red + 0.3575761 * green + 0.1804375 * blue,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        0.0193339 * red + 0.1191920 * green + 0.9503041 * blue,
    )
    x, y, z = (
        math.cbrt(t) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
        for t in (part / white for part, white in zip(parts, WHITE, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def hue(colour: str) -> float:
    """The hue of a colour, in degrees."""
    _, a, b = lab(colour)
    return math.degrees(math.atan2(b, a)) % 360


def difference(one: str, other: str) -> float:
    """How far two colours look apart; about 1 can just be told."""
    return ciede2000(lab(one), lab(other))


def ciede2000(one: Lab, other: Lab) -> float:
    """The difference of two colours after G. Sharma, W. Wu, E. Dalal: The CIEDE2000 Color-Difference Formula (2005)."""
    chroma = (math.hypot(*one[1:]) + math.hypot(*other[1:])) / 2
    stretch = 1.5 - 0.5 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    (chroma1, angle1), (chroma2, angle2) = (polar(a * stretch, b) for _, a, b in (one, other))
    turn = (angle2 - angle1 + 180) % 360 - 180 if chroma1 and chroma2 else 0.0
    angle, chroma = angle1 + turn / 2, (chroma1 + chroma2) / 2
    light = ((one[0] + other[0]) / 2 - 50) ** 2
    lightness = (other[0] - one[0]) / (1 + 0.015 * light / math.sqrt(20 + light))
    vividness = (chroma2 - chroma1) / (1 + 0.045 * chroma)
    tint = 2 * math.sqrt(chroma1 * chroma2) * sine(turn / 2) / (1 + 0.015 * chroma * weight(angle))
    bend = 60 * math.exp(-(((angle % 360 - 275) / 25) ** 2))
    rotation = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7)) * sine(bend)
    return math.sqrt(max(0.0, lightness**2 + vividness**2 + tint**2 + rotation * vividness * tint))


def polar(a: float, b: float) -> tuple[float, float]:
    """Chroma and hue, in degrees."""
    return math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def sine(degrees: float) -> float:
    """The sine of an angle in degrees."""
    return math.sin(math.radians(degrees))


def weight(angle: float) -> float:
    """How much a difference of hue weighs at a hue."""
    shares = ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    return 1 + sum(share * math.cos(math.radians(times * angle + shift)) for share, times, shift in shares)
