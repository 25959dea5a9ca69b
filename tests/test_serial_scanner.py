"""A scanner on a serial line: its profile, its set-up and the noise on its line."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.port import IN_USE, Condition, Health, Unplugged
from drivers.scanners.scan_lines import LINE_LIMIT_BYTES, LineShape, ScanLines
from drivers.scanners.scanner_profile import BadProfile, load, parse
from drivers.scanners.serial_scanner import SerialScanner
from drivers.sim.serial_scanner import MAKES, SimSerialScanner
from kiosk.model.codes import CodeKind, ScanStep, read
from tests.scanning import Scanning

VOUCHER = b"424" + b"7" * 25
TALKATIVE = ("honeywell", "newland")


@pytest.fixture
def sim() -> Iterator[SimSerialScanner]:
    with SimSerialScanner() as sim:
        yield sim


@pytest.fixture
def scanner(sim: SimSerialScanner) -> SerialScanner:
    return SerialScanner(sim.path)


@pytest.fixture(params=TALKATIVE)
def make(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def talker(make: str) -> Iterator[SimSerialScanner]:
    with SimSerialScanner(make) as sim:
        yield sim


def test_what_was_scanned_while_nobody_listened_is_gone(
    sim: SimSerialScanner, scanner: SerialScanner
) -> None:
    sim.present(b"too early")
    with Scanning(scanner) as scanning:
        sim.present(b"in time")
        assert scanning.next_code() == b"in time"


@pytest.mark.parametrize("ending", [b"\r", b"\n", b"\r\n"])
def test_lines_may_end_in_cr_or_lf_or_both(
    sim: SimSerialScanner, scanner: SerialScanner, ending: bytes
) -> None:
    with Scanning(scanner) as scanning:
        sim.noise(b"one" + ending + b"two" + ending)
        assert [scanning.next_code(), scanning.next_code()] == [b"one", b"two"]
        assert scanning.sees_nothing_for(0.1)


def test_half_a_line_is_dropped_when_silence_follows(sim: SimSerialScanner) -> None:
    patient = parse('title = "x"\nsilence_s = 0.15')
    with Scanning(SerialScanner(sim.path, profile=patient)) as scanning:
        sim.noise(b"half a co")
        assert scanning.sees_nothing_for(0.35)
        sim.present(b"whole")
        assert scanning.next_code() == b"whole"


def test_a_line_that_is_too_long_is_dropped_whole(
    sim: SimSerialScanner, scanner: SerialScanner
) -> None:
    with Scanning(scanner) as scanning:
        sim.present(b"x" * 5000)
        sim.present(b"fits")
        assert scanning.next_code() == b"fits"


def test_line_noise_does_not_end_the_scan(
    sim: SimSerialScanner, scanner: SerialScanner
) -> None:
    with Scanning(scanner) as scanning:
        sim.noise(bytes(range(256)) + b"\r")
        scanning.next_code()  # what of it is not only control characters
        sim.present(b"clean")
        assert scanning.next_code() == b"clean"


def test_one_program_has_the_scanner(
    sim: SimSerialScanner, scanner: SerialScanner
) -> None:
    with Scanning(scanner):
        assert SerialScanner(sim.where).condition() == IN_USE


def test_a_code_with_noise_in_it_is_never_taken_for_another(
    sim: SimSerialScanner, scanner: SerialScanner
) -> None:
    sim.become(garbled=True)
    with Scanning(scanner) as scanning:
        sim.present(VOUCHER)
        kinds = {read(scanning.next_code(), ScanStep.IDENTITY).kind for _ in range(2)}
    assert kinds == {CodeKind.UNREADABLE}


def test_a_slow_line_delivers_the_same_code(
    sim: SimSerialScanner, scanner: SerialScanner
) -> None:
    sim.become(slow=True)
    with Scanning(scanner) as scanning:
        sim.present(VOUCHER)
        assert scanning.next_code() == VOUCHER


def test_the_line_belongs_to_one_reader(
    sim: SimSerialScanner, scanner: SerialScanner
) -> None:
    with Scanning(scanner), pytest.raises(Unplugged):
        SerialScanner(sim.path).scan(lambda code: None, lambda: True)


def test_a_scanner_is_set_up_and_says_its_name(
    talker: SimSerialScanner, make: str
) -> None:
    scanner = SerialScanner(talker.path, profile=load(make))
    assert scanner.identity() == ""
    assert scanner.condition() == Condition(Health.OK)
    assert scanner.identity() in ("Simulated Xenon", "NLS-SIM")
    assert talker.told[0] in (b"SUFBK2990D", b"SCNMOD2")


def test_after_replugging_it_is_set_up_again(
    talker: SimSerialScanner, make: str
) -> None:
    scanner = SerialScanner(talker.path, profile=load(make))
    with Scanning(scanner) as scanning:
        talker.unplug()
        assert scanning.ends()
    talker.told.clear()
    talker.replug()
    with Scanning(scanner):
        assert len(talker.told) == 2


def test_a_scanner_that_confirms_nothing_scans_and_is_called_degraded(
    talker: SimSerialScanner, make: str
) -> None:
    talker.become(answers=False)
    scanner = SerialScanner(talker.path, profile=load(make))
    began = time.monotonic()
    assert scanner.condition() == Condition(Health.DEGRADED, "set-up not confirmed")
    assert time.monotonic() - began < 2.0
    with Scanning(scanner) as scanning:
        assert scanner.condition().health is Health.DEGRADED
        talker.present(VOUCHER)
        assert scanning.next_code() == VOUCHER


def test_a_refused_set_up_is_not_confirmed(talker: SimSerialScanner, make: str) -> None:
    text = _profile_text(make).replace("SUFBK2990D", "NOSUCH").replace("SCNMOD2", "NO")
    scanner = SerialScanner(talker.path, profile=parse(text))
    assert scanner.condition().health is Health.DEGRADED
    assert scanner.identity()  # it does answer, so it was asked on


def test_a_late_answer_is_never_a_code(talker: SimSerialScanner, make: str) -> None:
    talker.become(late=True)
    with Scanning(SerialScanner(talker.path, profile=load(make))) as scanning:
        assert scanning.sees_nothing_for(2.0)
        talker.present(VOUCHER)
        assert scanning.next_code() == VOUCHER


@pytest.mark.parametrize("profile", TALKATIVE)
def test_no_answer_of_any_length_is_a_code(profile: str) -> None:
    answers = {
        "honeywell": b"Product Name: Xenon 1950g\r\nSerial Number: 1\r\nREVINF\x06.",
        "newland": b"\x02\x010000#QRYPDNNLS-HR42\x06;\x03",
    }
    lines = ScanLines(load(profile).lines)
    assert lines.feed(answers[profile] + b"\r") == []
    assert lines.feed(VOUCHER + b"\r") == [VOUCHER]


def test_a_code_may_arrive_byte_by_byte() -> None:
    lines = ScanLines()
    arrived = [lines.feed(bytes([byte])) for byte in b"abc\r\ndef\r"]
    assert [code for codes in arrived for code in codes] == [b"abc", b"def"]


def test_a_line_at_the_limit_fits_and_one_byte_more_does_not() -> None:
    lines = ScanLines(limit=4)
    assert lines.feed(b"1234\r12345\r6\r") == [b"1234", b"6"]


def test_prefix_and_suffix_are_stripped_once() -> None:
    shape = LineShape(prefixes=(b"]Q1", b"]d2"), suffixes=(b"#",))
    lines = ScanLines(shape)
    assert lines.feed(b"]Q1]Q1a##\r]d2b#\rc\r") == [b"]Q1a#", b"b", b"c"]


def test_a_terminator_of_two_bytes_may_be_cut_in_two() -> None:
    lines = ScanLines(LineShape(terminators=(b"\x03\x04",)), limit=8)
    assert lines.feed(b"a\x03b\x03") == []
    assert lines.feed(b"\x04" + b"x" * 20 + b"\x03") == [b"a\x03b"]
    assert lines.feed(b"\x04c\x03\x04") == [b"c"]


@given(st.lists(st.binary(max_size=60), max_size=20), st.sampled_from(MAKES))
def test_no_bytes_upset_the_line_cutter(pieces: list[bytes], make: str) -> None:
    lines = ScanLines(load(make).lines, limit=32)
    for piece in pieces:
        for code in lines.feed(piece):
            assert 0 < len(code) <= 32
            assert b"\r" not in code
    assert len(lines._line) <= 32


@given(st.binary(min_size=1, max_size=200), st.data())
def test_where_the_bytes_are_cut_makes_no_difference(
    data: bytes, draw: st.DataObject
) -> None:
    at = draw.draw(st.integers(0, len(data)))
    whole, cut = ScanLines(), ScanLines()
    assert whole.feed(data) == cut.feed(data[:at]) + cut.feed(data[at:])


def test_a_line_without_end_takes_no_memory() -> None:
    lines = ScanLines()
    for _ in range(100):
        lines.feed(b"x" * 1000)
    assert len(lines._line) <= LINE_LIMIT_BYTES


@pytest.mark.parametrize("make", MAKES)
def test_every_profile_of_the_product_can_be_read(make: str) -> None:
    assert load(make).title


def test_a_profile_of_the_site_is_read_by_its_path(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('title = "Own"\nterminators = ["\\u0003"]\nbaudrate = 38400')
    profile = load(str(own))
    assert (profile.baudrate, profile.lines.terminators) == (38400, (b"\x03",))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "title: must be a text"),
        ('title = "x"\nspeed = 1', "speed: unknown key"),
        ('title = "x"\nbaudrate = "fast"', "baudrate: must be a whole number above 0"),
        ('title = "x"\nbaudrate = true', "baudrate: must be a whole number above 0"),
        ('title = "x"\nsilence_s = 60', "silence_s: must lie between 0 and 5 s"),
        ('title = "x"\nterminators = "\\r"', "terminators: must be a list of texts"),
        ('title = "x"\nprefixes = [""]', "prefixes: must be a text"),
        ('title = "x"\nsuffixes = ["中"]', "suffixes: one character a byte"),
        ('title = "x"\n[setup]\nsend = "a"', "setup.answer: must be a text"),
        ('title = "x"\n[setup]\nsay = "a"', "setup.say: unknown key"),
        ('title = "x"\nsetup = 3', "setup: must be at most 8 tables"),
        (
            'title = "x"\n[identify]\nsend = "a"\nanswer = "b"\nname = "("',
            "identify.name: is no regular expression",
        ),
        (
            'title = "x"\n[identify]\nsend = "a"\nanswer = "b"\nname = "b"',
            "identify.name: needs one group",
        ),
        ("title", "not TOML"),
    ],
)
def test_a_wrong_profile_is_refused_by_the_name_of_its_key(
    text: str, named: str
) -> None:
    with pytest.raises(BadProfile) as refused:
        parse(text)
    assert str(refused.value).startswith(named)


@pytest.mark.parametrize("name", ["no-such", "../generic", "", "/nowhere/x.toml"])
def test_a_profile_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(BadProfile):
        load(name)


def test_a_person_at_the_simulator_can_do_all_of_this() -> None:
    with SimSerialScanner("honeywell") as sim:
        acts = sim.acts()
        scanner = SerialScanner(sim.where, profile=load("honeywell"))
        acts["go_away"]("")
        assert scanner.condition().health is Health.FAILED
        acts["come_back"]("")
        acts["no_answer"]("")
        assert scanner.condition().health is Health.DEGRADED
        acts["well"]("")
        with Scanning(scanner) as scanning:
            acts["noise"]("")
            acts["present"]("hello")
            assert read(scanning.next_code(), ScanStep.IDENTITY).value == ""
            assert scanning.next_code() == b"hello"


def _profile_text(make: str) -> str:
    path = Path(__file__).parents[1] / "drivers" / "profiles" / "scanner"
    return (path / f"{make}.toml").read_text("utf-8")
