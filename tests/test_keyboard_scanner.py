"""A scanner that types: what of its keys is a code, and who may read them."""

import errno
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drivers.port import IN_USE, Condition, Health, Unplugged
from drivers.scanners.fifo_device import grab_fifo
from drivers.scanners.key_lines import EVENT, AltCodes, KeyLines, KeyRules
from drivers.scanners.key_map import (
    EV_KEY,
    KEY_CAPS_LOCK,
    KEY_ENTER,
    KEY_KEYPAD_ENTER,
    KEY_LEFT_ALT,
    KEY_LEFT_CTRL,
    KEY_LEFT_META,
    KEY_LEFT_SHIFT,
    KEY_RIGHT_ALT,
    KEY_TAB,
    US,
)
from drivers.scanners.keyboard_scanner import KeyboardScanner
from drivers.sim.key_strokes import (
    KEYPAD_KEYS,
    KEYS,
    Stroke,
    dropped,
    line_strokes,
    record,
    shortcut,
    tap,
    text_strokes,
)
from drivers.sim.keyboard_scanner import KEY_F1, SimKeyboardScanner
from tests.scanning import Scanning

KEY_ESC, KEY_SYSRQ, KEY_BACKSPACE, KEY_UP, KEY_F4 = 1, 99, 14, 103, 62
PACE_US = 2_000
PRINTABLE = st.characters(exclude_categories=("C", "Z"), include_characters=" ")
VOUCHER = "4241234567890123456789012345"


def typed(
    strokes: Iterable[Stroke], pace_us: int = PACE_US, at_us: int = 1_000_000
) -> bytes:
    return b"".join(
        record(at_us + place * pace_us, stroke) for place, stroke in enumerate(strokes)
    )


def line(text: str, *, pace_us: int = PACE_US) -> bytes:
    return typed(line_strokes(text), pace_us)


@pytest.fixture
def sim() -> Iterator[SimKeyboardScanner]:
    with SimKeyboardScanner() as sim:
        yield sim


@pytest.fixture
def scanner(sim: SimKeyboardScanner) -> KeyboardScanner:
    return KeyboardScanner(sim.where, grab=grab_fifo)


@given(st.text(PRINTABLE, min_size=4, max_size=30))
@example("HOSP-12345ab")
@example("患者：欧阳𠮷")
@example("~!@#$%^&*()_+{}|:\"<>?`-=[]\\;',./")
def test_what_is_typed_is_what_stood_in_the_code(text: str) -> None:
    assert KeyLines().feed(line(text)) == [text.encode()]


@given(st.text(PRINTABLE, min_size=4, max_size=20), st.data())
def test_where_the_records_are_cut_makes_no_difference(
    text: str, draw: st.DataObject
) -> None:
    data, keys = line(text), KeyLines()
    at = draw.draw(st.integers(0, len(data)))
    assert keys.feed(data[:at]) + keys.feed(data[at:]) == [text.encode()]


@given(st.lists(st.binary(max_size=200), max_size=20))
def test_no_bytes_upset_the_decoder(pieces: list[bytes]) -> None:
    keys = KeyLines(KeyRules(longest=16))
    for piece in pieces:
        for code in keys.feed(piece):
            assert 4 <= len(code.decode()) <= 16
    assert len(keys._rest) < EVENT.size


@given(
    st.lists(
        st.tuples(
            st.integers(-5, 5),
            st.integers(0, 999_999),
            st.sampled_from([0, 1, 4]),
            st.sampled_from([0, 3, *US, *KEYPAD_KEYS.values(), 28, 29, 56, 125, 300]),
            st.sampled_from([0, 1, 2, -7]),
        ),
        max_size=80,
    )
)
def test_no_events_upset_the_decoder(events: list[tuple[int, ...]]) -> None:
    keys = KeyLines(KeyRules(longest=16))
    for code in keys.feed(b"".join(EVENT.pack(*event) for event in events)):
        assert code.decode().isprintable()
    assert len(keys._text) <= 16
    assert len(keys._alt) <= 8


@pytest.mark.parametrize("end", [KEY_ENTER, KEY_KEYPAD_ENTER, KEY_TAB])
def test_a_line_ends_with_enter_or_tab(end: int) -> None:
    assert KeyLines().feed(typed([*text_strokes(VOUCHER), *tap(end)])) == [
        VOUCHER.encode()
    ]


def test_the_keypad_types_digits() -> None:
    strokes = [stroke for digit in "0123456789" for stroke in tap(KEYPAD_KEYS[digit])]
    assert KeyLines().feed(typed([*strokes, *tap(KEY_ENTER)])) == [b"0123456789"]


@pytest.mark.parametrize(
    ("number", "rules", "letter"),
    [
        ("065", KeyRules(shortest=1), "A"),
        ("65", KeyRules(shortest=1), "A"),
        ("024352", KeyRules(shortest=1), "张"),
        ("0134071", KeyRules(shortest=1), "𠮷"),
        ("54709", KeyRules(shortest=1, alt_codes=AltCodes.GBK), "盏"),
        ("065", KeyRules(shortest=1, alt_codes=AltCodes.GBK), "A"),
    ],
)
def test_alt_and_a_number_on_the_keypad_is_a_character(
    number: str, rules: KeyRules, letter: str
) -> None:
    dialled = [stroke for digit in number for stroke in tap(KEYPAD_KEYS[digit])]
    strokes = [(KEY_LEFT_ALT, 1), *dialled, (KEY_LEFT_ALT, 0), *tap(KEY_ENTER)]
    assert KeyLines(rules).feed(typed(strokes)) == [letter.encode()]


def test_alt_013_is_enter() -> None:
    dialled = [stroke for digit in "013" for stroke in tap(KEYPAD_KEYS[digit])]
    end = [(KEY_LEFT_ALT, 1), *dialled, (KEY_LEFT_ALT, 0)]
    assert KeyLines().feed(typed([*text_strokes("code"), *end])) == [b"code"]


@pytest.mark.parametrize(
    "number", ["007", "027", "0127", "0128", "055296", "01114112", "123456789", "08238"]
)
def test_alt_and_no_character_spoils_the_line(number: str) -> None:
    dialled = [stroke for digit in number for stroke in tap(KEYPAD_KEYS[digit])]
    odd = [(KEY_LEFT_ALT, 1), *dialled, (KEY_LEFT_ALT, 0)]
    keys = KeyLines()
    strokes = [*text_strokes("1234"), *odd, *line_strokes("5678")]
    assert keys.feed(typed([*strokes, *line_strokes("next")])) == [b"next"]


@pytest.mark.parametrize(
    "codes",
    [
        (KEY_LEFT_CTRL, KEY_LEFT_ALT, KEY_F1),
        (KEY_LEFT_CTRL, KEYS["c"][0]),
        (KEY_LEFT_CTRL, KEYS["]"][0]),  # how some type the control character GS
        (KEY_LEFT_META, KEYS["l"][0]),
        (KEY_LEFT_ALT, KEY_F4),
        (KEY_LEFT_ALT, KEY_TAB),
        (KEY_LEFT_CTRL, KEY_ENTER),
        (KEY_RIGHT_ALT, KEYS["q"][0]),
        (KEY_LEFT_ALT, KEY_SYSRQ, KEYS["b"][0]),
        (KEY_ESC,),
        (KEY_F1,),
        (KEY_UP,),
        (KEY_BACKSPACE,),
        (300,),
    ],
)
def test_a_shortcut_reaches_nobody_and_takes_its_line_with_it(
    codes: tuple[int, ...],
) -> None:
    strokes = [*text_strokes("1234"), *shortcut(*codes), *line_strokes("5678")]
    assert KeyLines().feed(typed([*strokes, *line_strokes("next")])) == [b"next"]


def test_what_a_hand_types_is_no_code() -> None:
    keys = KeyLines()
    assert keys.feed(line("by hand", pace_us=75_000)) == []
    fast_end = typed(line_strokes("9"), at_us=60_000_000)
    assert keys.feed(fast_end) == []


def test_the_slowest_scanner_is_still_one() -> None:
    assert KeyLines().feed(line("1234567", pace_us=39_000)) == [b"1234567"]


def test_a_line_cut_short_does_not_run_into_the_next() -> None:
    keys = KeyLines()
    assert keys.feed(typed(text_strokes("half a co"), at_us=0)) == []
    assert keys.feed(typed(line_strokes("whole"), at_us=5_000_000)) == [b"whole"]


def test_lost_events_take_their_line_with_them() -> None:
    keys = KeyLines()
    assert keys.feed(typed([(KEY_LEFT_SHIFT, 1), *text_strokes("1234")])) == []
    assert keys.feed(dropped(1_020_000)) == []
    assert keys.feed(typed(line_strokes("5678"), at_us=1_021_000)) == []
    assert keys.feed(typed(line_strokes("next"), at_us=1_060_000)) == [b"next"]


def test_caps_lock_of_the_scanner_counts_and_does_not_stay() -> None:
    keys = KeyLines()
    caps = list(tap(KEY_CAPS_LOCK))
    strokes = [*caps, *text_strokes("aB1!"), *caps, *line_strokes("aB")]
    assert keys.feed(typed(strokes)) == [b"Ab1!aB"]
    assert keys.feed(typed(caps, at_us=5_000_000)) == []
    assert keys.feed(typed(line_strokes("small"), at_us=9_000_000)) == [b"small"]


def test_a_key_that_repeats_counts_once() -> None:
    data = typed(text_strokes("1234"))
    data += EVENT.pack(1, 16_000, EV_KEY, KEYS["4"][0], 2)
    data += typed(tap(KEY_ENTER), at_us=1_020_000)
    assert KeyLines().feed(data) == [b"1234"]


def test_a_line_must_have_the_prefix_and_a_fitting_length() -> None:
    keys = KeyLines(KeyRules(prefix="~Q", shortest=5, longest=8))
    for number, text in enumerate(["~Q123", "123456", "~Q1", "~Q1234567"]):
        codes = keys.feed(typed(line_strokes(text), at_us=number * 1_000_000))
        assert codes == ([b"123"] if number == 0 else [])


def test_a_device_that_cannot_be_grabbed_is_no_scanner(
    sim: SimKeyboardScanner,
) -> None:
    def refuse(fd: int) -> None:
        raise OSError(errno.EPERM, "not allowed")

    scanner = KeyboardScanner(sim.where, grab=refuse)
    assert scanner.condition() == Condition(Health.FAILED, "not grabbed")
    with pytest.raises(Unplugged, match="not grabbed"):
        scanner.scan(lambda code: None, lambda: False)


def test_what_is_no_input_device_is_not_read(sim: SimKeyboardScanner) -> None:
    assert KeyboardScanner(sim.where).condition().detail == "not grabbed"


def test_the_simulator_s_grab_takes_no_real_device(tmp_path: Path) -> None:
    plain = tmp_path / "event9"
    plain.touch()
    assert KeyboardScanner(str(plain), grab=grab_fifo).condition().detail == (
        "not grabbed"
    )


def test_one_reader_has_the_device(
    sim: SimKeyboardScanner, scanner: KeyboardScanner
) -> None:
    with Scanning(scanner):
        other = KeyboardScanner(sim.where, grab=grab_fifo)
        assert other.condition() == IN_USE


def test_what_was_typed_before_the_grab_is_gone(
    sim: SimKeyboardScanner, scanner: KeyboardScanner
) -> None:
    sim.present(b"too early")
    sim.press(text_strokes("half of it"))
    with Scanning(scanner) as scanning:
        sim.press(line_strokes("the other half"))
        sim.present(b"in time")
        assert scanning.next_code() == b"in time"


def test_a_person_at_the_simulator_can_do_all_of_this(
    sim: SimKeyboardScanner, scanner: KeyboardScanner
) -> None:
    acts = sim.acts()
    with Scanning(scanner) as scanning:
        acts["by_hand"]("a person")
        acts["slow"]("")
        acts["garble"]("")
        acts["present"]("garbled once")
        assert scanning.next_code() == b"garbled once"
        acts["shortcut"]("")
        acts["half"]("half a code")
        acts["well"]("")
        acts["go_away"]("")
        assert scanning.ends()
    acts["come_back"]("")
    with Scanning(scanner) as scanning:
        acts["present"]("患者")
        assert scanning.sees_nothing_for(0.1)  # shorter than a code may be
        acts["present"]("患者欧阳")
        assert scanning.next_code() == "患者欧阳".encode()


UMOCKDEV = """\
P: /devices/kbd/input/input9/event9
N: input/event9
E: DEVNAME=/dev/input/event9
E: MAJOR=13
E: MINOR=73
E: SUBSYSTEM=input
A: dev=13:73\\n
"""
READER = """\
from drivers.scanners.keyboard_scanner import KeyboardScanner
codes = []
scanner = KeyboardScanner("/dev/input/event9")
scanner.scan(codes.append, lambda: len(codes) >= 3)
print(b" ".join(codes[:3]).decode())
"""
LINES = [f"Scan-{number:04}" for number in range(300)]  # one each 0.1 s


@pytest.mark.skipif(not shutil.which("umockdev-run"), reason="umockdev not installed")
def test_the_real_grab_and_the_real_records_work_on_an_emulated_input_device(
    tmp_path: Path,
) -> None:
    device, events = tmp_path / "kbd.umockdev", tmp_path / "scan.events"
    device.write_text(UMOCKDEV)
    events.write_text("".join(_evemu(LINES)))
    command = ["umockdev-run", "--device", str(device)]
    command += ["--evemu-events", f"/dev/input/event9={events}"]
    ended = subprocess.run(
        [*command, "--", sys.executable, "-c", READER],
        capture_output=True,
        text=True,
        timeout=20,
        check=True,
    )
    first, *_ = found = ended.stdout.split()
    assert found == LINES[LINES.index(first) :][:3]


def _evemu(lines: list[str]) -> Iterator[str]:
    for number, text in enumerate(lines):
        for place, (code, value) in enumerate(line_strokes(text)):
            at_s = number * 0.1 + place * 0.001
            yield f"E: {at_s:.6f} 0001 {code:04x} {value:04}\n"
            yield f"E: {at_s:.6f} 0000 0000 0000\n"
