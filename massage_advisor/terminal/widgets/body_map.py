"""The body as a picture of ASCII signs: "#" where an area is marked, "." where it is not."""

from __future__ import annotations

from collections.abc import Collection, Mapping

_MIDDLE = {
    "1": "scalp",
    "2": "face",
    "3": "jaw",
    "4": "ears",
    "5": "neck",
    "6": "upper-back",
    "7": "lower-back",
    "8": "chest",
    "9": "belly",
}
_PAIRED = {
    "s": "shoulder",
    "a": "arm",
    "h": "hand",
    "p": "hip",
    "g": "buttock",
    "t": "thigh",
    "k": "knee",
    "c": "calf",
    "f": "foot",
}
_FRONT = (
    " right front left ",
    "      .111.       ",
    "     4|222|4      ",
    "      '333'       ",
    "    ___555___     ",
    "   /ss 888 SS\\    ",
    "  aa | 888 | AA   ",
    "  aa | 999 | AA   ",
    "  aa | 999 | AA   ",
    "  hh |p   P| HH   ",
    "     |tt|TT|      ",
    "     |kk|KK|      ",
    "     |cc|CC|      ",
    "    ff/   \\FF     ",
)
_BACK = (
    " left back right  ",
    "      .111.       ",
    "     4|111|4      ",
    "      '111'       ",
    "    ___555___     ",
    "   /ss 666 SS\\    ",
    "  aa | 666 | AA   ",
    "  aa | 777 | AA   ",
    "  aa | 777 | AA   ",
    "  hh |gg GG| HH   ",
    "     |tt|TT|      ",
    "     |kk|KK|      ",
    "     |cc|CC|      ",
    "    ff/   \\FF     ",
)


def body_map(marked: Collection[str]) -> list[str]:
    """Front and back side by side. `marked` holds area ids, with their side where they have one."""
    front = _drawn(_FRONT, _ids("right", "left"), marked)
    back = _drawn(_BACK, _ids("left", "right"), marked)
    return [(a + b).rstrip() for a, b in zip(front, back, strict=True)]


def _ids(small: str, capital: str) -> Mapping[str, str]:
    """Sign in the drawing -> area id; small letters are one side of the body, capitals the other."""
    sides = {letter: f"{small}-{area}" for letter, area in _PAIRED.items()}
    other = {letter.upper(): f"{capital}-{area}" for letter, area in _PAIRED.items()}
    return _MIDDLE | sides | other


def _drawn(template: tuple[str, ...], ids: Mapping[str, str], marked: Collection[str]) -> list[str]:
    heading, *lines = template
    return [heading, *("".join(_sign(sign, ids, marked) for sign in line) for line in lines)]


def _sign(sign: str, ids: Mapping[str, str], marked: Collection[str]) -> str:
    if sign not in ids:
        return sign
    return "#" if ids[sign] in marked else "."
