"""The body as a picture: front and back, with marks on areas. For a terminal, and as SVG shapes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from massage_advisor.records import dataclass
from massage_advisor.render.page import BodyMap

WORK, LEAVE = "o", "x"

Line = tuple[str, Mapping[int, str]]
"""A line of the picture, and which area side stands at which column."""

_FRONT: tuple[Line, ...] = (
    ("      .---.      ", {8: "scalp"}),
    ("     (     )     ", {5: "ears", 8: "face", 11: "ears"}),
    ("      \\_-_/      ", {8: "jaw"}),
    ("       | |       ", {8: "neck"}),
    ("   .---   ---.   ", {5: "right-shoulder", 11: "left-shoulder"}),
    ("  / |       | \\  ", {8: "chest"}),
    ("  | |       | |  ", {2: "right-arm", 8: "belly", 14: "left-arm"}),
    ("  ' |   _   | '  ", {2: "right-hand", 6: "right-hip", 10: "left-hip", 14: "left-hand"}),
    ("    |   |   |    ", {6: "right-thigh", 10: "left-thigh"}),
    ("    |   |   |    ", {6: "right-knee", 10: "left-knee"}),
    ("    |   |   |    ", {6: "right-calf", 10: "left-calf"}),
    ("    '---'---'    ", {6: "right-foot", 10: "left-foot"}),
)
_BACK: tuple[Line, ...] = (
    ("      .---.      ", {}),
    ("     (     )     ", {5: "ears", 8: "scalp", 11: "ears"}),
    ("      \\___/      ", {}),
    ("       | |       ", {8: "neck"}),
    ("   .---   ---.   ", {5: "left-shoulder", 11: "right-shoulder"}),
    ("  / |       | \\  ", {8: "upper-back"}),
    ("  | |       | |  ", {2: "left-arm", 8: "lower-back", 14: "right-arm"}),
    ("  ' |   _   | '  ", {2: "left-hand", 6: "left-buttock", 10: "right-buttock", 14: "right-hand"}),
    ("    |   |   |    ", {6: "left-thigh", 10: "right-thigh"}),
    ("    |   |   |    ", {6: "left-knee", 10: "right-knee"}),
    ("    |   |   |    ", {6: "left-calf", 10: "right-calf"}),
    ("    '---'---'    ", {6: "left-foot", 10: "right-foot"}),
)
TERMINAL_WIDTH = 2 * len(_FRONT[0][0])


def terminal_map(marks: BodyMap) -> Iterator[str]:
    """The two views in ASCII: `o` to work on, `x` to leave alone. Left and right are the person's own."""
    yield f"{'front':^17}{'back':^17}".rstrip()
    for (front, here), (back, there) in zip(_FRONT, _BACK, strict=True):
        yield f"{_marked(front, here, marks)}{_marked(back, there, marks)}".rstrip()


def _marked(line: str, places: Mapping[int, str], marks: BodyMap) -> str:
    signs = list(line)
    for column, side in places.items():
        if side in marks.leave or side in marks.work:
            signs[column] = LEAVE if side in marks.leave else WORK
    return "".join(signs)


@dataclass(frozen=True, slots=True)
class Shape:
    """An ellipse around its middle, or a rounded rectangle; `side` is the area side it stands for."""

    side: str
    view: str
    x: float
    y: float
    rx: float
    ry: float
    round: bool = True


_MIDDLES = {"front": 105.0, "back": 315.0}
_SINGLE = (
    Shape("scalp", "front", 0, 24, 21, 14),
    Shape("scalp", "back", 0, 36, 21, 26),
    Shape("ears", "front", -23, 44, 5, 8),
    Shape("ears", "front", 23, 44, 5, 8),
    Shape("ears", "back", -23, 40, 5, 8),
    Shape("ears", "back", 23, 40, 5, 8),
    Shape("face", "front", 0, 44, 18, 15),
    Shape("jaw", "front", 0, 62, 13, 7),
    Shape("neck", "front", 0, 77, 10, 9, round=False),
    Shape("neck", "back", 0, 73, 10, 13, round=False),
    Shape("chest", "front", 0, 117, 31, 27, round=False),
    Shape("belly", "front", 0, 170, 29, 24, round=False),
    Shape("upper-back", "back", 0, 119, 31, 30, round=False),
    Shape("lower-back", "back", 0, 174, 29, 23, round=False),
)
_PAIRED = (
    Shape("shoulder", "both", 40, 98, 15, 13),
    Shape("arm", "both", 50, 152, 10, 41, round=False),
    Shape("hand", "both", 54, 209, 10, 15),
    Shape("hip", "front", 22, 207, 19, 12),
    Shape("buttock", "back", 17, 213, 16, 16),
    Shape("thigh", "both", 18, 262, 14, 33, round=False),
    Shape("knee", "both", 18, 309, 13, 13),
    Shape("calf", "both", 18, 357, 12, 34, round=False),
    Shape("foot", "both", 20, 406, 15, 13),
)


def shapes() -> Iterator[Shape]:
    """Every shape of both views, in picture coordinates; in the back view left is on the left."""
    for shape in _SINGLE:
        yield Shape(
            shape.side, shape.view, _MIDDLES[shape.view] + shape.x, shape.y, shape.rx, shape.ry, shape.round
        )
    for shape in _PAIRED:
        for view, sign in (("front", -1), ("back", 1)):
            if shape.view in (view, "both"):
                yield from _pair(shape, view, sign)


def _pair(shape: Shape, view: str, sign: int) -> Iterator[Shape]:
    for side, way in ((f"right-{shape.side}", sign), (f"left-{shape.side}", -sign)):
        x = _MIDDLES[view] + way * shape.x
        yield Shape(side, view, x, shape.y, shape.rx, shape.ry, shape.round)
