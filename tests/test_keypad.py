"""Five keys that can be felt: from the device to a visit paid without a touch."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.port import UNPLUGGED, Key, Unplugged
from drivers.scanners.event_keypad import EventKeypad
from drivers.scanners.fifo_device import grab_fifo
from drivers.scanners.key_map import KEY_ENTER
from drivers.sim.key_strokes import tap
from drivers.sim.keyboard_scanner import SimKeyboardScanner
from kiosk.app.demo.scene import Scene
from kiosk.app.gallery.states import SAMPLES
from kiosk.flows.visit_events import BillTapped, Tap
from tests.live import Patient, standing_before
from tests.lobby import Lobby
from tests.test_visits_end_to_end import configure, paid
from ui.pointer import Pointer
from ui.speech import reading

RIGHT, LEFT, ESCAPE, F1, LETTER_A = 106, 105, 1, 59, 30


# The device.


def pressed_on(sim: SimKeyboardScanner, codes: list[int], most: int) -> list[Key]:
    """What the driver makes of these keys."""
    heard: list[Key] = []
    keypad = EventKeypad(sim.path, grab=grab_fifo)
    ready = threading.Event()

    def stop() -> bool:
        ready.set()
        return len(heard) >= most

    reader = threading.Thread(target=keypad.listen, args=(heard.append, stop))
    reader.start()
    assert ready.wait(5)
    sim.press(stroke for code in codes for stroke in tap(code))
    reader.join(5)
    assert not reader.is_alive()
    return heard


def test_each_key_is_one_wish_and_others_are_none() -> None:
    with SimKeyboardScanner() as sim:
        codes = [RIGHT, LETTER_A, LEFT, KEY_ENTER, ESCAPE, F1]
        assert pressed_on(sim, codes, 5) == [
            Key.NEXT,
            Key.PREVIOUS,
            Key.SELECT,
            Key.BACK,
            Key.REPEAT,
        ]


def test_a_pad_that_is_pulled_out_says_so_and_comes_back() -> None:
    with SimKeyboardScanner() as sim:
        keypad = EventKeypad(sim.path, grab=grab_fifo)
        assert keypad.condition().usable
        sim.unplug()
        assert keypad.condition() == UNPLUGGED
        with pytest.raises(Unplugged):
            keypad.listen(lambda key: None, lambda: False)
        sim.replug()
        assert pressed_on(sim, [RIGHT], 1) == [Key.NEXT]


# The screen.


@pytest.fixture(scope="module")
def house() -> Iterator[Lobby]:
    with Lobby() as lobby:
        yield lobby


@pytest.fixture
def lobby(house: Lobby) -> Lobby:
    house.show(SAMPLES["out_of_service"])
    house.show(SAMPLES["welcome"])
    house.posted.clear()
    return house


@pytest.fixture
def pointer(lobby: Lobby) -> Pointer:
    return Pointer(lobby.window.root, lobby.window.view_model, None)


def points_at(lobby: Lobby) -> str:
    """The name of what the ring is around."""
    ring = lobby.comfort.property("ring")
    areas = {lobby.area(one).getRect(): one.objectName() for one in lobby.controls()}
    return areas.get(ring.getRect(), "")


def test_next_goes_through_all_that_can_be_touched_and_begins_again(
    lobby: Lobby, pointer: Pointer
) -> None:
    lobby.show(SAMPLES["bills"])
    seen = []
    for _ in lobby.controls():
        pointer.press("next")
        lobby.settle()
        seen.append(points_at(lobby))
    assert sorted(seen) == sorted(one.objectName() for one in lobby.controls())
    assert seen.index("bill-0") < seen.index("confirm") < seen.index("cancel")
    assert seen[-1] == "help"
    pointer.press("next")
    assert points_at(lobby) == seen[0]
    pointer.press("previous")
    assert points_at(lobby) == "help"


def test_select_is_a_touch_of_what_it_points_to(lobby: Lobby, pointer: Pointer) -> None:
    lobby.show(SAMPLES["bills"])
    pointer.press("select")
    assert lobby.posted == []
    while points_at(lobby) != "bill-1":
        pointer.press("next")
    lobby.posted.clear()  # each key says that she is still there
    lobby.now += 1
    pointer.press("select")
    assert lobby.posted == [BillTapped("b-1")]


def test_back_goes_back_or_out(lobby: Lobby, pointer: Pointer) -> None:
    for state, event in (("amount_credit", Tap.BACK), ("bills", Tap.CANCEL)):
        lobby.show(SAMPLES[state])
        lobby.now += 1
        pointer.press("back")
        assert lobby.posted.pop() == event


def test_help_is_walked_alone_while_it_is_open(lobby: Lobby, pointer: Pointer) -> None:
    lobby.show(SAMPLES["bills"])
    lobby.comfort.call()
    lobby.settle()
    pointer.press("next")
    assert points_at(lobby) == "closeHelp"
    pointer.press("select")
    lobby.settle()
    assert not lobby.comfort.property("helping")


def test_the_ring_goes_with_its_screen_and_at_a_touch(
    lobby: Lobby, pointer: Pointer
) -> None:
    lobby.show(SAMPLES["bills"])
    pointer.press("next")
    assert points_at(lobby)
    lobby.show(SAMPLES["amount_credit"])
    assert not points_at(lobby)
    pointer.press("next")
    lobby.press(lobby.area(lobby.control("confirm")).center().toPoint())
    lobby.release(lobby.area(lobby.control("confirm")).center().toPoint())
    assert lobby.comfort.property("ring").isNull()


def test_what_is_disabled_is_passed_over(lobby: Lobby, pointer: Pointer) -> None:
    assert pointer
    lobby.show(SAMPLES["bills_none"])
    names = [
        one.objectName() for one in reading.controls(lobby.window.root.contentItem())
    ]
    assert "bill-0" in names
    assert "confirm" not in names


# A whole visit.


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


def test_a_visit_is_paid_by_five_keys_alone(scene: Scene, tmp_path: Path) -> None:
    with standing_before(scene, configure(scene, tmp_path)) as patient:
        window = patient.lobby.window
        pointer = Pointer(window.root, window.view_model, None)
        patient.shows("P1008")
        selects(patient, pointer, "confirm")
        selects(patient, pointer, "confirm")
        patient.sees("缴费成功", "已扣款")
        selects(patient, pointer, "printReceipt")
        patient.sees("请取走凭条")
        assert patient.touches == 0
        assert len(paid(scene)) == 1


def selects(patient: Patient, pointer: Pointer, control: str) -> None:
    """Go from one to the next until it is this one."""
    patient.can_touch(control)
    for _ in patient.lobby.controls():
        pointer.press("next")
        if points_at(patient.lobby) == control:
            break
    assert points_at(patient.lobby) == control
    patient.lobby.now += 1
    pointer.press("select")
