"""What a screen reader is told of a screen, in the order in which it is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QAccessibleInterface

from tests.lobby import Lobby

SLACK = 2.0  # pixels by which two things may overlap and still be apart
Role = QAccessible.Role
CONTROLS = (Role.Button, Role.CheckBox)
ROLES = (*CONTROLS, Role.Heading, Role.StaticText, Role.Graphic, Role.ProgressBar)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing that is read out."""

    role: QAccessible.Role
    name: str
    area: QRectF
    is_seen: bool


def everything(lobby: Lobby) -> list[Spoken]:
    """Also what is there and cannot be seen now."""
    root = QAccessible.queryAccessibleInterface(lobby.window.root)
    return [*_walk(root, root.rect().topLeft())]


def spoken(lobby: Lobby) -> list[Spoken]:
    return [one for one in everything(lobby) if one.is_seen]


def misplaced(things: list[tuple[str, QRectF]]) -> Iterator[str]:
    """Whatever is read before something that stands above it, or left of it."""
    for (first, one), (then, other) in combinations(things, 2):
        same_column = _overlap(one.left(), one.right(), other.left(), other.right())
        same_row = _overlap(one.top(), one.bottom(), other.top(), other.bottom())
        if same_column and not same_row and other.top() < one.top():
            yield f"{first!r} is read before {then!r}, which is above it"
        if same_row and not same_column and other.left() < one.left():
            yield f"{first!r} is read before {then!r}, which is left of it"


def _overlap(start: float, end: float, other_start: float, other_end: float) -> bool:
    return start < other_end - SLACK and other_start < end - SLACK


def _walk(node: QAccessibleInterface, origin: object) -> Iterator[Spoken]:
    for at in range(node.childCount()):
        child = node.child(at)
        area = QRectF(child.rect().translated(-origin))  # type: ignore[operator]
        name = child.text(QAccessible.Text.Name)
        is_seen = not child.state().invisible and not area.isEmpty()
        yield Spoken(child.role(), name, area, is_seen)
        yield from _walk(child, origin)
