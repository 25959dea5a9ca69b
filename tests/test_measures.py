"""What is measured on every screen: sizes, places, spacing, and contrast in pixels."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem

from kiosk.app.gallery.states import SAMPLES
from kiosk.flows.attending_states import Admitting, Trying, TurnedAway
from kiosk.flows.invoice_states import Collected, Exchanging, PuttingOut
from kiosk.flows.registration_states import CancelShown
from kiosk.flows.visit_states import (
    Finished,
    Opening,
    OutOfService,
    Paying,
    Registering,
    Starting,
    Welcome,
)
from tests.lobby import Lobby, opacity
from tests.test_screens import (
    SMALL_TALL,
    SMALL_WIDE,
    TALL,
    TYPICAL,
    WIDE,
    contrast_ratio,
    label,
)
from ui.display import Display

T = TypeVar("T")
GRAY = QImage.Format.Format_Grayscale8
ALWAYS = ("large", "contrast", "language", "listen", "help")
NOBODY_YET = Starting | Welcome | OutOfService
NO_WAY_BACK = (
    Opening
    | Admitting
    | TurnedAway
    | Trying
    | Paying
    | Registering
    | Finished
    | PuttingOut
    | Collected
    | Exchanging
    | CancelShown
)


@dataclass
class Screens:
    """Every screen at one size and in one way to read, measured."""

    places: dict[str, dict[str, QRect]]  # of each control, by screen
    small: list[str]
    dense: list[str]


@pytest.fixture(
    scope="module",
    params=[
        (display, large)
        for display in (TALL, WIDE, SMALL_TALL, SMALL_WIDE)
        for large in (False, True)
    ],
    ids=lambda one: f"{one[0].width_mm}{'-large' * one[1]}",
)
def screens(request: pytest.FixtureRequest) -> Screens:
    return measured(*request.param)


def measured(display: Display, large: bool) -> Screens:
    found = Screens({}, [], [])
    with Lobby(display) as lobby:
        lobby.dress(large=large)
        for name, state in SAMPLES.items():
            lobby.show(state)
            controls = lobby.controls()
            found.places[name] = {
                place_name(item): lobby.area(item).toRect() for item in controls
            }
            found.small += [f"{name}: {x}" for x in small_actions(lobby, controls)]
            found.dense += [f"{name}: {x}" for x in dense_texts(lobby)]
    return found


def place_name(item: QQuickItem) -> str:
    """The way back is the way back only at the bottom, under its own word."""
    name = item.objectName()
    if name == "back" and item.property("text") != "返回":
        return "back, in other words"
    return name


def small_actions(lobby: Lobby, controls: list[QQuickItem]) -> Iterator[str]:
    for item in controls:
        area = lobby.area(item)
        is_main = item.property("grand") is not None and not item.property("quiet")
        if is_main and (
            area.width() < lobby.mm(60) - 1 or area.height() < lobby.mm(25) - 1
        ):
            yield item.objectName()


def dense_texts(lobby: Lobby) -> Iterator[str]:
    for text in lobby.texts():
        lines = text.property("lineCount")
        line = text.property("contentHeight") / lines
        if lines > 1 and line < 1.3 * text.property("font").pixelSize():
            yield label(text)


def test_the_main_action_is_large(screens: Screens) -> None:
    assert screens.small == []


def test_lines_stand_apart(screens: Screens) -> None:
    assert screens.dense == []


@pytest.mark.parametrize("control", [*ALWAYS, "back", "cancel"])
def test_a_control_has_one_place(screens: Screens, control: str) -> None:
    places = defaultdict(list)
    for name, controls in screens.places.items():
        if control in controls:
            places[controls[control].getRect()].append(name)
    assert len(places) == 1, {place: names[:5] for place, names in places.items()}


@pytest.mark.parametrize("control", ALWAYS)
def test_help_and_comfort_are_on_every_screen(screens: Screens, control: str) -> None:
    assert [name for name, x in screens.places.items() if control not in x] == []


def test_who_has_not_paid_can_leave(screens: Screens) -> None:
    stuck = [
        name
        for name, state in SAMPLES.items()
        if not isinstance(state, NOBODY_YET | NO_WAY_BACK)
        and "cancel" not in screens.places[name]
    ]
    assert stuck == []


# In pixels.


@pytest.mark.parametrize("contrast", [False, True])
@pytest.mark.parametrize("display", [TALL, WIDE], ids=["tall", "wide"])
def test_edges_and_icons_stand_out(display: Display, contrast: bool) -> None:
    with Lobby(display) as lobby:
        lobby.dress(contrast=contrast)
        faint = []
        for name in TYPICAL:
            lobby.show(SAMPLES[name])
            picture = lobby.window.grab()
            faint += [f"{name}: {x}" for x in faint_edges(lobby, picture)]
            faint += [f"{name}: {x}" for x in faint_icons(lobby, picture)]
    assert "\n".join(faint) == ""


def faint_edges(lobby: Lobby, picture: QImage) -> Iterator[str]:
    """From 2 mm outside to 2 mm inside, something must stand out from the ground."""
    depth = round(lobby.mm(2))
    for item in lobby.controls():
        if not item.isEnabled():
            continue
        area = lobby.area(item).toRect()
        middle = area.center()
        for edge, inwards in (
            (QPoint(area.left(), middle.y()), QPoint(1, 0)),
            (QPoint(area.right(), middle.y()), QPoint(-1, 0)),
            (QPoint(middle.x(), area.top()), QPoint(0, 1)),
            (QPoint(middle.x(), area.bottom()), QPoint(0, -1)),
        ):
            ground = color(picture, edge - inwards * depth)
            line = [color(picture, edge + inwards * at) for at in range(-1, depth)]
            ratio = max(contrast_ratio(ground, one) for one in line)
            if ratio < 3:
                yield f"an edge of {item.objectName()} has {ratio:.1f}"


def faint_icons(lobby: Lobby, picture: QImage) -> Iterator[str]:
    for item in icons(lobby):
        if not item.isEnabled():
            continue
        seen = pixels(picture, lobby.area(item).toRect())
        ground = QColor.fromRgba(Counter(rim(seen)).most_common(1)[0][0])
        ink = {pixel for row in seen for pixel in row}
        ratio = max(contrast_ratio(ground, QColor.fromRgba(one)) for one in ink)
        if ratio < 3:
            yield f"icon {item.property('name')} has {ratio:.1f}"


def icons(lobby: Lobby) -> Iterator[QQuickItem]:
    for item in lobby.items():
        source = item.property("source")
        is_icon = source is not None and source.toString().startswith("image://icons/")
        if is_icon and opacity(item) > 0:
            yield item


def pixels(picture: QImage, area: QRect) -> list[list[int]]:
    return [
        [picture.pixel(x, y) for x in range(area.left(), area.right() + 1)]
        for y in range(area.top(), area.bottom() + 1)
    ]


def rim(seen: list[list[int]]) -> list[int]:
    sides = [one for row in seen for one in (row[0], row[-1])]
    return [*seen[0], *seen[-1], *sides]


def color(picture: QImage, at: QPoint) -> QColor:
    return picture.pixelColor(at)


def test_without_colour_the_money_is_as_plain() -> None:
    """Not charged, charged and uncertain differ by a shape and by words."""
    shapes, words = defaultdict(set), defaultdict(set)
    with Lobby(TALL) as lobby:
        lobby.dress()
        for name in TYPICAL:
            lobby.show(SAMPLES[name])
            banner = lobby.find("money")
            if banner is None:
                continue
            [icon] = [one for one in icons(lobby) if banner.isAncestorOf(one)]
            picture = lobby.window.grab().convertToFormat(GRAY)
            tone = str(banner.property("tone"))
            shapes[tone].add(shape(picture, lobby.area(icon).toRect()))
            words[tone].add(str(banner.property("text")))
    assert shapes.keys() == {"calm", "good", "wait"}
    assert shared(shapes) == []
    assert shared(words) == []


def test_good_bad_and_waiting_have_shapes_of_their_own() -> None:
    symbols = defaultdict(set)
    with Lobby(TALL) as lobby:
        model = lobby.window.view_model
        for state in SAMPLES.values():
            model.show(state)
            symbols[model.property("mood")].add(model.property("symbol"))
    assert symbols.keys() == {"calm", "good", "wait", "warn"}
    assert shared(symbols) == []


def shared(by_tone: Mapping[str, set[T]]) -> list[str]:
    """Which two tones have something in common that should tell them apart."""
    return [
        f"{one} and {other}: {by_tone[one] & by_tone[other]}"
        for one, other in combinations(by_tone, 2)
        if by_tone[one] & by_tone[other]
    ]


def shape(picture: QImage, area: QRect) -> tuple[bool, ...]:
    """An icon as dark and light, drawn on 8 by 8 squares."""
    small = picture.copy(area).scaled(8, 8)
    values = [small.pixelColor(x, y).lightness() for y in range(8) for x in range(8)]
    middle = (min(values) + max(values)) / 2
    return tuple(value > middle for value in values)
