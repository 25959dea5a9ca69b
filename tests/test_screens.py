"""What every screen must be: whole, large, apart, named, and readable in every mode."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtQuick import QQuickItem

from kiosk.app.gallery.states import HOSPITAL, LANDSCAPE, PORTRAIT, SAMPLES, WINDOW
from tests.lobby import Lobby
from ui.display import Display
from ui.screens import SCREENS

QML = Path(__file__).parent.parent / "ui" / "qml"

# Half the pixels on the same glass: the same layout, drawn four times as fast.
TALL = replace(PORTRAIT, width_px=540, height_px=960)
WIDE = replace(LANDSCAPE, width_px=960, height_px=540)
# The smallest screens we promise to fit: 21.5 inches.
SMALL_TALL = Display(540, 960, 268, 476, HOSPITAL, WINDOW)
SMALL_WIDE = Display(960, 540, 476, 268, HOSPITAL, WINDOW)

# As high as a screen may hang: what is out of reach of a wheelchair stays empty.
HIGH_TALL = replace(TALL, bottom_mm=744)
HIGH_WIDE = replace(WIDE, bottom_mm=952)
LOW_WIDE = replace(WIDE, bottom_mm=340)

MODES = [*product((False, True), (False, True))]
TYPICAL = (
    "welcome_nothing",
    "welcome_deferral",
    "out_of_service",
    "scan_wechat",
    "identifying",
    "who_child",
    "who_contract",
    "bills_many",
    "bills_window",
    "bills_window_only",
    "bills_owed",
    "detail",
    "amount_credit",
    "amount_short",
    "amount_short_one_code",
    "amount_hospital",
    "amount_one_code",
    "payment_scan",
    "payment_scan_rest",
    "scan_slip",
    "payment_scan_shown_rest",
    "channel",
    "shown",
    "paying_charging",
    "paying_charging_credit",
    "weighing",
    "offered",
    "registered_deferred",
    "indebted_expired",
    "settled",
    "settled_partly",
    "left_settling",
    "declined_not_enough",
    "trouble_central_silent",
    "trouble_no_bills_known",
    "idle",
    "welcome",
    "scan_invoices",
    "invoices",
    "invoices_states",
    "invoices_many",
    "invoices_chosen",
    "invoices_broken",
    "period_many",
    "qr",
    "gathering_claim",
    "preview_one",
    "preview_claim",
    "printing",
    "collected",
    "collected_doubt",
    "collected_all_states",
    "collected_broken",
    "exchange_offer_long",
    "exchange_on_form",
    "exchange_exchanged",
    "exchange_voided",
    "exchange_doubtful",
    "welcome_registering",
    "welcome_registering_only",
    "scan_registering",
    "appointments",
    "appointments_many",
    "appointments_done",
    "departments",
    "clinics",
    "slots",
    "slots_one_day",
    "amount_registration",
    "registered",
    "registered_unnumbered",
    "registered_far",
    "trouble_nothing_free",
    "welcome_checking",
    "welcome_checking_only",
    "scan_checking",
    "check_nothing",
    "check_later",
    "check_much",
    "check_here",
    "check_unknown",
    "check_stay_leaving",
    "check_child",
    "who_child_listing",
    "check_pages",
    "check_entitlements",
    "check_claims",
)


@pytest.fixture(scope="module")
def lobby(request: pytest.FixtureRequest) -> Iterator[Lobby]:
    with Lobby(request.param) as lobby:
        yield lobby


def on(**displays: Display) -> pytest.MarkDecorator:
    """Run a test on each of these screens."""
    return pytest.mark.parametrize(
        "lobby", displays.values(), ids=displays, indirect=True, scope="module"
    )


on_large_screens = on(tall=TALL, wide=WIDE)
on_high_screens = on(tall=HIGH_TALL, wide=HIGH_WIDE, low=LOW_WIDE)
on_small_screens = on(tall=SMALL_TALL, wide=SMALL_WIDE)


def test_every_screen_has_a_sample() -> None:
    assert {type(state) for state in SAMPLES.values()} == set(SCREENS)


@on_large_screens
@pytest.mark.parametrize(("english", "large"), MODES)
def test_nothing_is_cut_off_or_covered(
    lobby: Lobby, english: bool, large: bool
) -> None:
    lobby.dress(english=english, large=large)
    found = [fault for name in SAMPLES for fault in faults(lobby, name)]
    assert "\n".join(found) == ""


@on_small_screens
@pytest.mark.parametrize(("english", "large"), MODES)
def test_a_small_screen_holds_it_too(lobby: Lobby, english: bool, large: bool) -> None:
    lobby.dress(english=english, large=large)
    found = [fault for name in TYPICAL for fault in faults(lobby, name)]
    assert "\n".join(found) == ""


@on_high_screens
@pytest.mark.parametrize(("english", "large"), MODES)
def test_a_high_screen_holds_it_where_a_wheelchair_reaches(
    lobby: Lobby, english: bool, large: bool
) -> None:
    lobby.dress(english=english, large=large)
    found = [fault for name in TYPICAL for fault in faults(lobby, name)]
    found += [fault for name in SAMPLES for fault in out_of_reach(lobby, name)]
    assert "\n".join(found) == ""


def test_a_screen_that_hangs_too_high_or_too_low_is_refused() -> None:
    assert TALL.within_reach  # nobody has measured
    assert HIGH_TALL.within_reach
    assert not replace(TALL, bottom_mm=745).within_reach
    assert HIGH_WIDE.within_reach
    assert not replace(WIDE, bottom_mm=953).within_reach
    assert not replace(WIDE, bottom_mm=300).within_reach


@on_large_screens
@pytest.mark.parametrize(("contrast", "least"), [(False, 7.0), (True, 15.0)])
def test_words_stand_out(lobby: Lobby, contrast: bool, least: float) -> None:
    lobby.dress(contrast=contrast)
    faint = [fault for name in TYPICAL for fault in faint_words(lobby, name, least)]
    assert "\n".join(faint) == ""


@on_large_screens
def test_every_control_says_what_it_is(lobby: Lobby) -> None:
    lobby.dress()
    for name in TYPICAL:
        lobby.show(SAMPLES[name])
        for item in lobby.controls():
            spoken = QAccessible.queryAccessibleInterface(item)
            assert item.objectName(), name
            assert spoken.text(QAccessible.Text.Name), item.objectName()
            assert spoken.role() in (QAccessible.Role.Button, QAccessible.Role.CheckBox)


@on_large_screens
def test_help_names_the_window_and_covers_the_screen(lobby: Lobby) -> None:
    lobby.dress()
    lobby.show(SAMPLES["amount_credit"])
    lobby.comfort.call()
    lobby.settle()
    assert WINDOW in lobby.words()
    assert not lobby.control("confirm").isEnabled()
    lobby.comfort.dismiss()


@on_large_screens
def test_five_choices_at_most(lobby: Lobby) -> None:
    lobby.dress()
    lobby.show(SAMPLES["bills_many"])
    rows = [x for x in lobby.controls() if x.objectName().startswith("bill-")]
    assert 0 < len(rows) <= 5


@pytest.mark.parametrize(
    "word",
    [
        "layer",
        "MultiEffect",
        "ShaderEffect",
        "RectangularShadow",
        "Flickable",
        "ListView",
        "ScrollView",
        "DragHandler",
        "SwipeView",
        "TextInput",
        "TextEdit",
        "RichText",
        "StyledText",
        "eval(",
    ],
)
def test_qml_keeps_to_what_the_renderer_and_an_old_hand_can_do(word: str) -> None:
    assert [path.name for path in qml_files() if word in path.read_text()] == []


def test_colours_live_in_the_theme_alone() -> None:
    others = [path for path in qml_files() if path.name != "Theme.qml"]
    assert [path.name for path in others if '"#' in path.read_text()] == []


def test_qml_files_stay_short() -> None:
    lengths = {path.name: len(path.read_text().splitlines()) for path in qml_files()}
    assert {name: count for name, count in lengths.items() if count > 160} == {}


def qml_files() -> list[Path]:
    return sorted(QML.rglob("*.qml"))


def faults(lobby: Lobby, name: str) -> Iterator[str]:
    """Whatever a patient could not read or hit on this screen."""
    lobby.show(SAMPLES[name])
    # Where each is, asked once: there are a thousand pairs on a screen.
    texts = [(text, lobby.area(text)) for text in lobby.texts()]
    controls = [(control, lobby.area(control)) for control in lobby.controls()]
    least, gap = lobby.mm(0.5), -lobby.mm(2.9)
    for text, _ in texts:
        yield from (f"{name}: {fault}" for fault in cut(lobby, text))
    for control, _ in controls:
        yield from (f"{name}: {fault}" for fault in small_target(lobby, control))
    for (one, here), (other, there) in combinations(texts, 2):
        if overlap(here, there, least):
            yield f"{name}: {label(one)!r} covers {label(other)!r}"
    for (one, here), (other, there) in combinations(controls, 2):
        if overlap(here, there, gap):
            yield f"{name}: {one.objectName()} is too near {other.objectName()}"
    for (text, here), (control, there) in product(texts, controls):
        if overlap(here, there, 1) and not control.isAncestorOf(text):
            yield f"{name}: {label(text)!r} is under {control.objectName()}"


def out_of_reach(lobby: Lobby, name: str) -> Iterator[str]:
    """What somebody in a wheelchair cannot touch: EN 301 549, 8.3."""
    lobby.show(SAMPLES[name])
    display = lobby.display
    glass_top = display.bottom_mm + display.height_mm
    for control in lobby.controls():
        area = lobby.area(control)
        top = glass_top - area.top() / display.pixels_per_mm
        bottom = glass_top - area.bottom() / display.pixels_per_mm
        if top > 1220.5 or bottom < 379.5:
            yield f"{name}: {control.objectName()} is from {bottom:.0f} to {top:.0f}"


def cut(lobby: Lobby, text: QQuickItem) -> Iterator[str]:
    least = 7.33 if lobby.comfort.property("large") else 4.8
    if text.property("truncated"):
        yield f"{label(text)!r} is truncated"
    if text.property("contentWidth") > text.width() + 1:
        yield f"{label(text)!r} is too wide"
    if text.property("contentHeight") > text.height() + 1:
        yield f"{label(text)!r} is too high"
    if not screen(lobby).contains(lobby.area(text)):
        yield f"{label(text)!r} leaves the screen"
    if text.property("font").pixelSize() * 0.733 < lobby.mm(least) - 0.75:
        yield f"{label(text)!r} is too small"


def small_target(lobby: Lobby, control: QQuickItem) -> Iterator[str]:
    area = lobby.area(control)
    if not screen(lobby).contains(area):
        yield f"{control.objectName()} leaves the screen"
    if min(area.width(), area.height()) < lobby.mm(20) - 1:
        yield f"{control.objectName()} is too small"


def faint_words(lobby: Lobby, name: str, least: float) -> Iterator[str]:
    lobby.show(SAMPLES[name])
    picture = lobby.window.grab()
    for text in lobby.texts():
        area = lobby.area(text).toRect()
        columns = range(area.left(), area.right(), 3)
        rows = range(area.top(), area.bottom(), 3)
        ink = text.property("color")
        seen = Counter(picture.pixel(x, y) for x, y in product(columns, rows))
        del seen[ink.rgba()]
        ground = QColor.fromRgba(seen.most_common(1)[0][0])
        ratio = contrast_ratio(ink, ground)
        if ratio < least:
            yield f"{name}: {label(text)!r} has {ratio:.1f}"


def screen(lobby: Lobby) -> QRectF:
    return QRectF(0, 0, lobby.display.width_px, lobby.display.height_px)


def label(text: QQuickItem) -> str:
    return str(text.property("text"))[:40]


def overlap(one: QRectF, other: QRectF, slack: float) -> bool:
    shrunk = one.adjusted(slack, slack, -slack, -slack)
    return shrunk.isValid() and shrunk.intersects(other)


def contrast_ratio(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
