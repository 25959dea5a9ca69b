"""Looking at one frame after another: turns, confirmation, hints, and nothing kept."""

import weakref
from collections.abc import Callable

import cv2
import numpy as np
import pytest

from drivers.camera.confirming import MOST_CODES, WITHIN_S, Confirming
from drivers.camera.decoding import QrDecoder
from drivers.camera.finders import outline
from drivers.camera.hints import AGREE, FORGET_S, Hints, hint_of
from drivers.camera.looking import HINT_EVERY, Looking, Sight
from drivers.camera.qr_engines import Engine, Grey
from drivers.camera.qr_lanes import CHEAP, DEAR, TURNS, Lane
from drivers.port import Hint
from drivers.sim.phone import qr_picture
from drivers.sim.phone_screen import held_up
from drivers.sim.phone_screen_lobby import empty_lobby
from drivers.sim.phone_screen_trouble import Trouble

ZBAR, ZXING = Engine.ZBAR, Engine.ZXING
BLANK = np.full((720, 1280), 128, np.uint8)


class Lanes:
    """Slow lanes that note when they look; the one named `reading` sees a code."""

    def __init__(self, *names: str, reading: str = "") -> None:
        self.looked: list[str] = []
        self.lanes = tuple(Lane(name, ZXING, self._noting(name)) for name in names)
        self.reading = reading

    def _noting(self, name: str) -> Callable[[Grey], Grey]:
        def prepare(grey: Grey) -> Grey:
            self.looked.append(name)
            return qr_picture("a code") if name == self.reading else grey

        return prepare


@pytest.fixture
def clean() -> Grey:
    return held_up(3, Trouble.CLEAN).frame()


def test_slow_lanes_take_turns_one_a_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    lanes = Lanes("a", "b", "c")
    monkeypatch.setattr("drivers.camera.decoding.TURNS", lanes.lanes)
    with QrDecoder() as decoder:
        for _ in range(5):
            decoder.look(BLANK)
    assert lanes.looked == ["a", "b", "c", "a", "b"]


def test_a_lane_that_reads_keeps_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    lanes = Lanes("a", "b", "c", reading="b")
    monkeypatch.setattr("drivers.camera.decoding.TURNS", lanes.lanes)
    with QrDecoder() as decoder:
        looks = [decoder.look(BLANK) for _ in range(3)]
    assert lanes.looked == ["a", "b", "b"]
    assert looks[1].codes == looks[2].codes == [b"a code"]


def test_slow_lanes_rest_while_a_code_is_read_at_once(
    monkeypatch: pytest.MonkeyPatch, clean: Grey
) -> None:
    lanes = Lanes("a")
    monkeypatch.setattr("drivers.camera.decoding.TURNS", lanes.lanes)
    with QrDecoder() as decoder:
        assert decoder.look(clean).reads
    assert lanes.looked == []


def test_every_slow_lane_has_its_turn_and_a_round_is_shorter_than_patience() -> None:
    assert {*TURNS} == {*CHEAP, *DEAR}
    assert len(TURNS) * 0.08 < WITHIN_S


def test_a_code_unread_but_located_is_looked_at_by_all_slow_lanes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lanes = Lanes("a", "b")
    monkeypatch.setattr("drivers.camera.decoding.CHEAP", lanes.lanes)
    monkeypatch.setattr("drivers.camera.decoding.DEAR", ())
    broken = qr_picture("a code that is torn in the middle").copy()
    broken[98:198, 98:198] = 255
    with QrDecoder() as decoder:
        assert decoder.look(broken).place is not None
    assert lanes.looked == ["a", "b"]


def test_a_clean_code_counts_at_once_because_both_engines_read_it(clean: Grey) -> None:
    with Looking() as looking:
        assert looking.see(clean, 0.0).codes == (held_up(3, Trouble.CLEAN).payload,)


@pytest.mark.parametrize("trouble", [Trouble.DIM, Trouble.GLARE, Trouble.COMBINATION])
def test_a_code_counts_by_its_second_frame(trouble: Trouble) -> None:
    phone = held_up(21, trouble)
    with Looking() as looking:
        seen = [code for n in (0, 1) for code in looking.see(phone.frame(n), n).codes]
    assert phone.payload in seen


def test_what_one_engine_reads_once_does_not_count() -> None:
    assert Confirming().see([(b"a", ZBAR)], now=0.0) == []


def test_what_both_engines_read_counts() -> None:
    assert Confirming().see([(b"a", ZBAR), (b"a", ZXING)], now=0.0) == [b"a"]


def test_what_two_engines_read_differently_does_not_count() -> None:
    assert Confirming().see([(b"a", ZBAR), (b"b", ZXING)], now=0.0) == []


def test_what_two_frames_show_counts() -> None:
    confirming = Confirming()
    confirming.see([(b"a", ZBAR)], now=0.0)
    assert confirming.see([], now=0.5) == []
    assert confirming.see([(b"a", ZBAR)], now=1.0) == [b"a"]


def test_frames_too_far_apart_confirm_nothing() -> None:
    confirming = Confirming()
    confirming.see([(b"a", ZBAR)], now=0.0)
    assert confirming.see([(b"a", ZBAR)], now=WITHIN_S) == []


def test_frames_that_disagree_confirm_nothing() -> None:
    confirming = Confirming()
    codes = [bytes([n]) for n in range(200)]
    assert [
        c for n, c in enumerate(codes) if confirming.see([(c, ZXING)], n / 100)
    ] == []


def test_only_the_newest_codes_are_remembered() -> None:
    confirming = Confirming()
    for number in range(MOST_CODES + 1):
        confirming.see([(b"%d" % number, ZXING)], now=number / 100)
    assert confirming.see([(b"0", ZXING)], now=0.3) == []
    assert confirming.see([(b"%d" % MOST_CODES, ZXING)], now=0.3)


@pytest.mark.parametrize(
    "frame",
    [
        np.zeros((10, 10, 2), np.uint8),
        np.zeros((10, 10, 7), np.uint8),
        np.zeros((0, 0, 3), np.uint8),
        np.zeros((4, 4, 4, 4), np.uint8),
        np.zeros(12, np.uint8),
    ],
)
def test_a_frame_that_opencv_chokes_on_shows_nothing(frame: Grey) -> None:
    with Looking() as looking:
        assert looking.see(frame, 0.0) == Sight()


@pytest.mark.parametrize("show", [held_up(8, Trouble.CLEAN).frame, BLANK.__add__])
def test_no_frame_is_kept(show: Callable[[int], Grey]) -> None:
    with Looking() as looking:
        for moment in range(2 * HINT_EVERY):
            frame = np.asarray(show(moment), np.uint8)
            gone = weakref.ref(frame)
            looking.see(frame, moment * 0.08)
            del frame
            assert gone() is None


@pytest.mark.parametrize("trouble", [Trouble.DIM, Trouble.VERY_DIM])
def test_a_dim_screen_should_be_brighter(trouble: Trouble) -> None:
    assert hint_of(held_up(3, trouble).frame()) is Hint.SCREEN_BRIGHTER


def test_a_lamp_in_the_glass_asks_for_a_tilt(clean: Grey) -> None:
    cv2.ellipse(clean, (_middle(clean), (90, 60), 30), 255, -1)
    assert hint_of(clean) is Hint.TILT


def test_a_code_too_far_away_should_come_closer(clean: Grey) -> None:
    small = cv2.resize(clean, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    lobby = np.full_like(clean, 100)
    lobby[270:450, 480:800] = small
    assert hint_of(lobby) is Hint.CLOSER


def test_a_code_too_near_should_go_farther(clean: Grey) -> None:
    x, y = _middle(clean)
    part = clean[y - 82 : y + 82, x - 146 : x + 146]
    near = cv2.resize(part, (1280, 720), interpolation=cv2.INTER_CUBIC)
    assert hint_of(np.asarray(near, np.uint8)) is Hint.FARTHER


def test_a_blurred_code_should_be_held_still(clean: Grey) -> None:
    soft = cv2.GaussianBlur(clean, (0, 0), 4.0)
    assert hint_of(np.asarray(soft, np.uint8)) is Hint.HOLD_STILL


def test_a_clean_code_needs_no_hint(clean: Grey) -> None:
    assert hint_of(clean) is None


@pytest.mark.parametrize("seed", range(40))
def test_an_empty_lobby_makes_the_kiosk_say_nothing(seed: int) -> None:
    assert hint_of(empty_lobby(seed)) is None


@pytest.mark.parametrize("shape", [(1, 1), (3, 4000), (5, 5), (4000, 3)])
def test_a_picture_of_odd_size_gives_no_hint(shape: tuple[int, int]) -> None:
    assert hint_of(np.zeros(shape, np.uint8)) is None


def test_a_hint_appears_when_several_looks_agree() -> None:
    hints = Hints()
    shown = [hints.see(Hint.TILT, n / 10) for n in range(AGREE)]
    assert shown == [None] * (AGREE - 1) + [Hint.TILT]


def test_looks_that_disagree_give_no_hint() -> None:
    hints = Hints()
    assert {hints.see(hint, n / 10) for n, hint in enumerate(Hint)} == {None}


def test_a_hint_goes_when_the_phone_goes() -> None:
    hints = Hints()
    for n in range(AGREE):
        hints.see(Hint.TILT, n / 10)
    assert hints.see(None, now=0.1 * AGREE + FORGET_S) is None


def test_a_code_that_is_read_takes_the_hint_back() -> None:
    hints = Hints()
    for n in range(AGREE):
        hints.see(Hint.TILT, n / 10)
    hints.forget()
    assert hints.see(Hint.TILT, now=0.4) is None


def _middle(grey: Grey) -> tuple[int, int]:
    """Of the code."""
    code = outline(grey)
    assert code is not None
    return (code.box.left + code.box.right) // 2, (code.box.top + code.box.bottom) // 2
