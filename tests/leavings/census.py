"""Everything that the interface holds: on the glass, in QML and in Python."""

import gc
from collections import Counter
from collections.abc import Iterator
from dataclasses import is_dataclass

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem

from tests.leavings.marking import ANY_MARK
from tests.lobby import Lobby
from ui.live_picture import LivePicture
from ui.pictures import Easel
from ui.rows import Rows
from ui.taps import TapGuard

OURS = ("kiosk.", "ui.")
Facts = Counter[str]


def on_the_glass(lobby: Lobby) -> Facts:
    """Every QML object and all that can be read of it, seen or not, and the
    clipboard."""
    facts = Facts()
    things: dict[int, QObject] = {}  # holds on to them, so that no id is used twice
    _gather(lobby.window.root, things)
    for thing in things.values():
        kind = _kind(thing)
        facts[kind] += 1
        for name, value in _properties(thing):
            facts[f"{kind}.{name} = {value}"] += 1
    facts[f"clipboard = {QGuiApplication.clipboard().text()}"] += 1
    return facts


def in_the_models(model: object, path: str = "visit") -> Facts:
    """What the view models know, the parts that QML does not see among it."""
    facts = Facts()
    for name, value in vars(model).items():
        place = f"{path}.{name}"
        if isinstance(value, Rows):
            facts[f"{place} = {vars(value)['_rows']}"] += 1
        elif isinstance(value, Easel | LivePicture):
            facts[f"{place} = {value.address}"] += 1  # its numbers go on for ever
        elif isinstance(value, QObject | TapGuard):
            facts += in_the_models(value, place)
        elif not callable(value):
            facts[f"{place} = {value!r}"] += 1
    return facts


def in_memory() -> Facts:
    """How many of each of our classes there are."""
    gc.collect()
    return Facts(
        f"{kind.__module__}.{kind.__qualname__}"
        for kind in map(type, gc.get_objects())
        if str(kind.__module__).startswith(OURS)
        and (is_dataclass(kind) or issubclass(kind, QObject))
    )


def marks_in_memory() -> list[str]:
    """Whatever in Python still holds the mark of a visit, and what it is held by."""
    gc.collect()
    found = []
    for holder in gc.get_objects():
        for text in _texts(holder):
            found.append(f"{type(holder).__name__} holds {text!r}")
    return found


def _texts(holder: object) -> Iterator[str]:
    for part in gc.get_referents(holder):
        if isinstance(part, str) and ANY_MARK.search(part):
            yield part
        elif isinstance(part, bytes | bytearray):
            if ANY_MARK.search(part.decode("latin-1")):
                yield f"{len(part)} bytes"
        elif isinstance(part, tuple | dict) and not gc.is_tracked(part):
            yield from _texts(part)


def _gather(thing: QObject, into: dict[int, QObject]) -> None:
    if id(thing) in into:
        return
    into[id(thing)] = thing
    inner = thing.childItems() if isinstance(thing, QQuickItem) else []
    for child in (*thing.children(), *inner):
        _gather(child, into)


def _kind(thing: QObject) -> str:
    """Its class, without the number that QML gives it."""
    return thing.metaObject().className().partition("_QML")[0]


def _properties(thing: QObject) -> Iterator[tuple[str, str]]:
    about = thing.metaObject()
    for at in range(about.propertyCount()):
        one = about.property(at)
        if str(one.typeName()) in ("QString", "QUrl", "QVariant"):
            value: object = one.read(thing)
            if isinstance(value, QUrl):
                value = value.toString()
            if isinstance(value, str):
                yield str(one.name()), value
