"""What a receipt printer promises: a slip is on the paper, or we know that we don't.

The driver talks to the simulator over a real socket or a real pseudo-terminal, by
the profile of one model after the other.
"""

import contextlib
import re
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from drivers.escpos.connection import ASK_IN_QUEUE, CLEAR, CLEARED, Connection
from drivers.escpos.job import SLICE_BYTES, Broken, SlipJob
from drivers.escpos.profile import EscposProfile, Proof, load_profile
from drivers.escpos.receipt_printer import JOB_DEADLINE_S, EscposReceiptPrinter
from drivers.port import (
    UNPLUGGED,
    Condition,
    Health,
    MaybePrinted,
    Media,
    NotPrinted,
    Paper,
    ReceiptPrinter,
)
from drivers.sim.printer_plug import Line
from drivers.sim.receipt_printer import SimReceiptPrinter
from drivers.transport.line import Deadline

TEXT = "挂号凭条\n患者：欧阳𠮷\n金额：￥12.00\n".encode("gb18030")
CUT, FEED = b"\x1dV\x42\x00", b"\x1bd\x06"
SLIP = TEXT + CUT
OTHER = b"other patient\n" + CUT
DEADLINE_S = 0.6

BENCHES = [
    ("epson-tm-t88", "tcp"),
    ("epson-tm-t88", "serial"),
    ("epson-tm-t88", "usb"),
    ("gprinter-80mm", "tcp"),
    ("masung-generic", "serial"),
    ("pos58", "serial"),
    ("custom-kpm", "usb"),
]
EVERY = [*BENCHES, ("epson-tm-t20", "usb"), ("xprinter-80mm", "usb")]
# One of each kind, where what is said does not depend on the model.
KINDS = [
    ("epson-tm-t88", "tcp"),
    ("gprinter-80mm", "tcp"),
    ("pos58", "serial"),
    ("custom-kpm", "usb"),
]
CLEARING = [bench for bench in BENCHES if load_profile(bench[0]).clears]
QUEUED = [
    bench for bench in BENCHES if load_profile(bench[0]).proof is Proof.QUEUED_STATUS
]
HARDWARE = pytest.param(("hardware", ""), marks=pytest.mark.hardware, id="hardware")


@dataclass(frozen=True, slots=True)
class Bench:
    """A printer, what drives it, and two slips that fit it."""

    sim: SimReceiptPrinter
    printer: EscposReceiptPrinter
    slip: bytes
    other: bytes

    @property
    def printed(self) -> list[bytes]:
        """The slips without what the driver sets before each."""
        return [slip.removeprefix(b"\x1b@") for slip in self.sim.slips]


def patient(profile: EscposProfile) -> EscposProfile:
    """The same model, with a paper that lags less, for quick tests."""
    return replace(profile, settles_s=min(profile.settles_s, 0.05))


def set_up(sim: SimReceiptPrinter, deadline_s: float = DEADLINE_S) -> Bench:
    printer = EscposReceiptPrinter(
        sim.where, patient(sim.profile), deadline_s=deadline_s
    )
    end = CUT if sim.profile.has_cutter else FEED
    return Bench(sim, printer, TEXT + end, b"other patient\n" + end)


@pytest.fixture(params=BENCHES, ids="-".join)
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    profile, line = request.param
    with SimReceiptPrinter(profile=profile, line=line) as sim:
        yield set_up(sim)


def over_tcp(
    address: tuple[str, int], deadline_s: float = JOB_DEADLINE_S
) -> EscposReceiptPrinter:
    """The driver of a printer on the network that proves by GS ( H."""
    host, port = address
    profile = load_profile("epson-tm-t88")
    return EscposReceiptPrinter(f"tcp://{host}:{port}", profile, deadline_s=deadline_s)


only = pytest.mark.parametrize
clearing = only("bench", CLEARING, ids="-".join, indirect=True)
queued = only("bench", QUEUED, ids="-".join, indirect=True)
wired = only(
    "bench",
    [("gprinter-80mm", "tcp"), ("pos58", "serial")],
    ids="-".join,
    indirect=True,
)
each_kind = only("bench", KINDS, ids="-".join, indirect=True)
presenting = only("bench", [("custom-kpm", "usb")], ids="-".join, indirect=True)


@pytest.fixture(params=[*EVERY, HARDWARE])
def printer_and_slip(
    request: pytest.FixtureRequest,
) -> Iterator[tuple[ReceiptPrinter, bytes]]:
    """Any printer at all, the real one of $KIOSK_CONFIG too."""
    profile, line = request.param
    if profile == "hardware":
        from tests.hardware import receipt_printer

        yield receipt_printer(), TEXT + FEED
        return
    with SimReceiptPrinter(profile=profile, line=line) as sim:
        bench = set_up(sim, deadline_s=5)
        yield bench.printer, bench.slip


@pytest.fixture(autouse=True)
def short_patience(request: pytest.FixtureRequest) -> None:
    """A real printer is given all the time that the product gives it."""
    if request.node.get_closest_marker("hardware"):
        return
    monkeypatch: pytest.MonkeyPatch = request.getfixturevalue("monkeypatch")
    monkeypatch.setattr("drivers.escpos.job.LOOK_AGAIN_S", 0.1)
    monkeypatch.setattr("drivers.escpos.job.LOOK_TIMEOUT_S", 0.2)
    monkeypatch.setattr("drivers.escpos.receipt_printer.CONDITION_TIMEOUT_S", 0.2)
    monkeypatch.setattr("drivers.escpos.receipt_printer.IN_STEP_TIMEOUT_S", 0.2)
    monkeypatch.setattr("drivers.escpos.job.UNPROVED_S", 0.3)
    monkeypatch.setattr("drivers.escpos.receipt_printer.CLOSING_S", 0.25)
    monkeypatch.setattr("drivers.escpos.receipt_printer.CLEAR_TIMEOUT_S", 0.1)
    monkeypatch.setattr("drivers.escpos.receipt_printer.SURE_CLEAR_TIMEOUT_S", 0.2)
    monkeypatch.setattr("drivers.escpos.connection.QUIET_S", 0.03)


# On any printer, a real one too


def test_a_printer_prints_and_knows_it(
    printer_and_slip: tuple[ReceiptPrinter, bytes],
) -> None:
    printer, slip = printer_and_slip
    assert printer.condition().usable
    printer.print_slip(slip)
    assert printer.condition().usable


def test_a_question_is_answered_within_two_seconds(
    printer_and_slip: tuple[ReceiptPrinter, bytes],
) -> None:
    printer, _ = printer_and_slip
    began = time.monotonic()
    for _ in range(3):
        assert printer.condition().health is not Health.UNKNOWN
    assert time.monotonic() - began < 3 * 2.0


# A printer that is well


def test_a_slip_comes_out_byte_for_byte(bench: Bench) -> None:
    bench.printer.print_slip(bench.slip)
    assert bench.printed == [bench.slip]


def test_slips_come_out_in_order(bench: Bench) -> None:
    slips = [bench.slip, bench.other, bench.slip]
    for slip in slips:
        bench.printer.print_slip(slip)
    assert bench.printed == slips


def test_a_long_raster_comes_out_whole(bench: Bench) -> None:
    # 10 04 01 in a picture makes every printer answer a question nobody asked.
    stray = b"\x10\x04\x01" * 1_000
    raster = b"\x1dv0\x00\x48\x00\xe8\x03" + b"\x55" * 69_000 + stray
    slip = raster + bench.slip
    where = bench.sim.where + "?baud=115200" * bench.sim.where.startswith("serial")
    profile = patient(bench.sim.profile)
    EscposReceiptPrinter(where, profile).print_slip(slip)
    assert bench.printed == [slip]


def test_a_printer_that_is_well_says_so(bench: Bench) -> None:
    assert bench.printer.condition() == Condition(Health.OK, paper=Paper.FULL)


def test_a_printer_says_what_it_is_or_nothing(bench: Bench) -> None:
    says = "SIMULATED Paper Mill" if bench.sim.profile.names else ""
    assert bench.printer.identity() == says
    bench.sim.unplug()
    assert bench.printer.identity() == says, "it is the same that it was"


def test_low_paper_is_reported_and_still_prints(bench: Bench) -> None:
    bench.sim.paper_low()
    seen = bench.printer.condition()
    assert seen == Condition(Health.DEGRADED, "paper low", Paper.LOW)
    bench.printer.print_slip(bench.slip)
    assert bench.printed == [bench.slip]


@each_kind
def test_a_slow_printer_is_waited_for(bench: Bench) -> None:
    bench.sim.slow(40)
    set_up(bench.sim, deadline_s=5).printer.print_slip(bench.slip)
    assert bench.printed == [bench.slip]


@presenting
def test_a_slip_that_nobody_takes_is_seen(bench: Bench) -> None:
    assert bench.printer.condition().media is Media.UNKNOWN
    bench.printer.print_slip(bench.slip)
    assert bench.printer.condition().media is Media.PRESENT
    bench.sim.take_slip()
    assert bench.printer.condition().media is Media.TAKEN


@presenting
def test_a_silent_outlet_is_unknown_and_not_empty(bench: Bench) -> None:
    bench.printer.print_slip(bench.slip)
    assert bench.printer.condition().media is Media.PRESENT
    bench.sim.go_silent()
    assert bench.printer.condition().media is Media.UNKNOWN


# A printer that is not


def test_without_paper_nothing_is_sent(bench: Bench) -> None:
    bench.sim.run_out_of_paper()
    seen = bench.printer.condition()
    assert seen == Condition(Health.FAILED, "paper out", Paper.OUT)
    with pytest.raises(NotPrinted, match="paper out"):
        bench.printer.print_slip(bench.slip)
    bench.sim.refill()
    assert bench.sim.slips == []


def test_with_the_cover_open_nothing_is_sent(bench: Bench) -> None:
    bench.sim.open_cover()
    seen = bench.printer.condition()
    assert seen == Condition(Health.FAILED, "cover open", Paper.FULL)
    with pytest.raises(NotPrinted, match="cover open"):
        bench.printer.print_slip(bench.slip)
    bench.sim.close_cover()
    assert bench.sim.slips == []


def test_a_printer_that_is_not_there_printed_nothing(bench: Bench) -> None:
    bench.sim.unplug()
    assert bench.printer.condition() == UNPLUGGED
    with pytest.raises(NotPrinted, match="not found"):
        bench.printer.print_slip(bench.slip)


def test_after_replugging_the_same_driver_prints_again(bench: Bench) -> None:
    bench.sim.unplug()
    assert not bench.printer.condition().usable
    bench.sim.replug()
    bench.printer.print_slip(bench.slip)
    assert bench.printed == [bench.slip]


@each_kind
def test_a_silent_printer_is_unknown_and_gets_no_slip(bench: Bench) -> None:
    bench.sim.go_silent()
    began = time.monotonic()
    assert bench.printer.condition() == Condition(Health.UNKNOWN, "no status")
    assert time.monotonic() - began < 2.0
    with pytest.raises(NotPrinted, match="no status"):
        bench.printer.print_slip(bench.slip)
    assert bench.sim.slips == []


@each_kind
def test_silence_after_the_slip_was_sent_proves_nothing(bench: Bench) -> None:
    bench.sim.fall_silent_during_next_slip()
    began = time.monotonic()
    with pytest.raises(MaybePrinted, match="no proof"):
        bench.printer.print_slip(bench.slip)
    assert time.monotonic() - began < DEADLINE_S + 1.0
    assert bench.printed == [bench.slip]  # it did come out, and nobody said so


@each_kind
def test_a_printer_that_lies_is_believed_in_no_slip(bench: Bench) -> None:
    bench.sim.lie()
    assert bench.printer.condition().health is Health.OK
    with pytest.raises((NotPrinted, MaybePrinted)):
        bench.printer.print_slip(bench.slip)
    assert bench.sim.slips == []


@each_kind
@pytest.mark.parametrize("fault", ["garble", "late_answer"])
def test_answers_that_cannot_be_trusted_prove_nothing(bench: Bench, fault: str) -> None:
    bench.sim.acts()[fault]("")
    for _ in range(2):
        try:
            bench.printer.print_slip(bench.slip)
        except (NotPrinted, MaybePrinted):
            continue
        assert bench.printed == [bench.slip]
        return


@each_kind
def test_a_garbled_printer_is_unknown(bench: Bench) -> None:
    bench.sim.garble()
    for _ in range(3):
        assert not bench.printer.condition().usable


@each_kind
@pytest.mark.parametrize("fault", ["garble", "late_answer", "lie", "slow", "jam"])
def test_a_mended_printer_prints(bench: Bench, fault: str) -> None:
    bench.sim.acts()[fault]("")
    bench.printer.condition()
    bench.sim.acts()["well"]("")
    bench.printer.condition()  # may still hear what was said before
    bench.printer.print_slip(bench.slip)
    assert bench.printed == [bench.slip]


def test_paper_that_ends_within_a_slip_is_noticed_at_once(bench: Bench) -> None:
    bench.sim.run_out_during_next_slip()
    with pytest.raises(MaybePrinted, match="paper out"):
        bench.printer.print_slip(bench.slip)
    assert bench.printer.condition().paper is Paper.OUT


def test_a_printer_that_reports_by_itself_is_not_polled_for_its_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("drivers.escpos.job.LOOK_AGAIN_S", 30.0)
    with SimReceiptPrinter() as sim:
        sim.slow(50)
        bench = set_up(sim, deadline_s=20)
        threading.Timer(0.1, sim.open_cover).start()
        began = time.monotonic()
        with pytest.raises(MaybePrinted, match="cover open"):
            bench.printer.print_slip(b"line\n" * 100 + bench.slip)
        assert time.monotonic() - began < 1.0


@clearing
def test_after_a_refill_nothing_prints_by_itself(bench: Bench) -> None:
    bench.sim.run_out_during_next_slip()
    with pytest.raises(MaybePrinted):
        bench.printer.print_slip(bench.slip)
    bench.sim.refill()
    assert bench.sim.slips == []
    bench.printer.print_slip(bench.other)
    assert bench.printed == [bench.other]


@queued
def test_what_cannot_be_cleared_comes_out_before_the_next_slip_not_within(
    bench: Bench,
) -> None:
    bench.sim.run_out_during_next_slip()
    with pytest.raises(MaybePrinted):
        bench.printer.print_slip(bench.slip)
    bench.sim.refill()
    bench.printer.print_slip(bench.other)
    assert bench.printed[-1] == bench.other
    assert b"other patient" not in b"".join(bench.printed[:-1])


@wired
def test_the_answer_owed_for_one_slip_never_proves_the_next(bench: Bench) -> None:
    """A wire outlives every connection, and GS r names no slip."""
    bench.sim.run_out_during_next_slip()
    with pytest.raises(MaybePrinted):
        bench.printer.print_slip(bench.slip)
    bench.sim.slow(30)
    bench.sim.refill()  # the rest of it and the answer owed for it are on the way
    came_out = len(bench.sim.slips)
    bench.sim.lie()
    for _ in range(2):
        with pytest.raises((NotPrinted, MaybePrinted)):
            bench.printer.print_slip(bench.other)
    assert len(bench.sim.slips) == came_out


class Dead(SimReceiptPrinter):
    """Works through nothing more. What it owes it says when it is asked again."""

    owed = 0
    at_once = True

    def _step(self) -> None:
        self._received.clear()

    def _receive(self, line: Line, tail: bytes, data: bytes) -> bytes:
        rest = super()._receive(line, tail, data)
        if ASK_IN_QUEUE in data and self.owed:
            paid = self.owed if self.at_once else 1
            self._answer(line, b"\x00" * paid)
            self.owed -= paid
        return rest


@pytest.mark.parametrize(
    ("owed", "at_once", "line"),
    [
        (1, True, "tcp"),
        (2, True, "serial"),
        (4, True, "usb"),
        (2, False, "tcp"),
        (2, False, "serial"),
    ],
)
def test_answers_owed_from_before_prove_nothing_however_they_come(
    owed: int, at_once: bool, line: str
) -> None:
    with Dead(profile="gprinter-80mm", line=line) as sim:
        bench = set_up(sim)
        sim.owed, sim.at_once = owed, at_once
        for _ in range(2):
            with pytest.raises((NotPrinted, MaybePrinted)):
                bench.printer.print_slip(bench.slip)


class Behind(SimReceiptPrinter):
    """Gives with every proof asked for that of the job before."""

    proof = b""

    def _answer(self, line: Line, answer: bytes) -> None:
        if answer.startswith(b"\x37\x22"):
            answer, self.proof = self.proof, answer
        super()._answer(line, answer)


@pytest.mark.parametrize("line", ["tcp", "serial", "usb"])
def test_the_proof_of_one_job_is_none_of_another(line: str) -> None:
    with Behind(line=line) as sim:
        bench = set_up(sim)
        for _ in range(2):
            with pytest.raises(MaybePrinted, match="no proof"):
                bench.printer.print_slip(bench.slip)


class FallsMute(SimReceiptPrinter):
    """Answers four times in its queue, and then nothing more at all."""

    left = 4

    def _answer(self, line: Line, answer: bytes) -> None:
        if answer == b"\x00":
            self.left -= 1
        super()._answer(line, answer)
        if not self.left:
            self.go_silent()


def test_a_last_word_from_the_queue_is_no_proof_without_a_status() -> None:
    with FallsMute(profile="gprinter-80mm") as sim:
        bench = set_up(sim)
        with pytest.raises(MaybePrinted, match="no proof"):
            bench.printer.print_slip(bench.slip)


class Listening(SimReceiptPrinter):
    """Remembers what it was sent."""

    def __init__(self, *, profile: str) -> None:
        self.sent = b""
        super().__init__(profile=profile)

    def _receive(self, line: Line, tail: bytes, data: bytes) -> bytes:
        self.sent += data
        return super()._receive(line, tail, data)


@pytest.mark.parametrize(
    ("profile", "switched"),
    [("epson-tm-t88", [1, 0]), ("gprinter-80mm", [0]), ("masung-generic", [])],
)
def test_reports_are_off_where_they_could_pass_for_a_proof(
    profile: str, switched: list[int]
) -> None:
    """A report that lost its first byte on the wire looks like answers to GS r."""
    with Listening(profile=profile) as sim:
        bench = set_up(sim)
        bench.printer.print_slip(bench.slip)
        told = re.findall(rb"\x1da(.)", sim.sent, re.DOTALL)
        assert [int(any(n)) for n in told] == switched
        assert bench.printed == [bench.slip]


class Alarming:
    """A line on which the cover is reported open after the first slice."""

    bytes_per_second = None

    def __init__(self) -> None:
        self.sent = b""

    def send(self, data: bytes, deadline: Deadline) -> None:
        self.sent += data

    def receive(self, deadline: Deadline) -> bytes:
        answer, self.answer = self.answer, b""
        return answer

    def discard(self) -> None: ...
    def close(self) -> None: ...

    answer = b"\x38\x00\x00\x00"


def test_a_fault_within_a_picture_stops_it_and_asks_nothing() -> None:
    """A question among dots would be taken for dots, and shift all that follow."""
    line, profile = Alarming(), load_profile("epson-tm-t88")
    connection = Connection(line, profile)
    job = SlipJob(connection, profile, Connection.condition)
    with pytest.raises(Broken, match="cover open"):
        job.send(b"\x55" * 69_000, Deadline(5))
    assert line.sent == b"\x1b@\x1da\x0e" + b"\x55" * (len(line.sent) - 5)
    assert len(line.sent) == SLICE_BYTES


class Unhurried(SimReceiptPrinter):
    """Takes a moment before it empties its buffers."""

    def _receive(self, line: Line, tail: bytes, data: bytes) -> bytes:
        if CLEAR in data:
            threading.Event().wait(0.05)
        return super()._receive(line, tail, data)


def test_a_slow_clearing_is_waited_for() -> None:
    with Unhurried() as sim:
        bench = set_up(sim)
        sim.run_out_during_next_slip()
        with pytest.raises(MaybePrinted):
            bench.printer.print_slip(SLIP)
        sim.refill()
        assert sim.slips == [], "the rest of a broken-off slip came out"


class Reluctant(SimReceiptPrinter):
    """Empties its buffers when told to, and does not always say so."""

    said_before_silence = 0
    clearings = 0

    def _answer(self, line: Line, answer: bytes) -> None:
        if answer == CLEARED:
            self.clearings += 1
            if self.clearings > self.said_before_silence:
                return
        super()._answer(line, answer)


@pytest.fixture(params=["tcp", "usb"])
def reluctant(request: pytest.FixtureRequest) -> Iterator[Reluctant]:
    with Reluctant(line=request.param) as sim:
        yield sim


def leave_a_slip(sim: SimReceiptPrinter, printer: ReceiptPrinter) -> None:
    """The rest of a slip waits in the device for paper."""
    sim.lose_paper_and_network_during_next_slip()
    with pytest.raises(MaybePrinted, match=r"hung up|paper out"):
        printer.print_slip(SLIP)
    sim.restore_network()


@clearing
def test_a_slip_that_lost_contact_does_not_come_out_after_a_refill(
    bench: Bench,
) -> None:
    leave_a_slip(bench.sim, bench.printer)
    assert bench.printer.condition().paper is Paper.OUT
    bench.sim.refill()
    assert bench.sim.slips == []


@pytest.mark.parametrize("said", [0, 1])
def test_a_clearing_is_asked_for_every_time_whatever_was_said_to_the_last(
    reluctant: Reluctant, said: int
) -> None:
    bench = set_up(reluctant)
    reluctant.said_before_silence = said
    for asked in (1, 2, 3):
        bench.printer.print_slip(SLIP)
        assert reluctant.clearings == asked
    leave_a_slip(reluctant, bench.printer)
    assert bench.printer.condition().paper is Paper.OUT
    reluctant.refill()
    assert bench.printed == [SLIP] * 3


def test_a_printer_that_never_says_it_cleared_is_not_waited_for_long(
    reluctant: Reluctant,
) -> None:
    bench = set_up(reluctant)
    leave_a_slip(reluctant, bench.printer)
    reluctant.refill()
    bench.printer.print_slip(OTHER)
    assert bench.printed[-1] == OTHER


def test_no_slip_is_sent_after_a_broken_one_until_the_clearing_is_confirmed(
    reluctant: Reluctant,
) -> None:
    bench = set_up(reluctant)
    reluctant.said_before_silence = 1
    bench.printer.print_slip(SLIP)
    leave_a_slip(reluctant, bench.printer)
    assert bench.printer.condition().paper is Paper.OUT
    reluctant.refill()
    stuck = Condition(Health.FAILED, "not cleared", Paper.FULL)
    assert bench.printer.condition() == stuck
    with pytest.raises(NotPrinted, match="not cleared"):
        bench.printer.print_slip(OTHER)
    reluctant.said_before_silence = 100
    bench.printer.print_slip(OTHER)
    assert bench.printed == [SLIP, OTHER]


class Late(Reluctant):
    """Says that it cleared only with its next answer."""

    def _answer(self, line: Line, answer: bytes) -> None:
        if answer != CLEARED and self.clearings > self.said_before_silence:
            self.said_before_silence = self.clearings
            line.sendall(CLEARED)
        super()._answer(line, answer)


def test_a_late_word_of_a_clearing_is_still_heard() -> None:
    with Late() as sim:
        printer = set_up(sim).printer
        printer.print_slip(SLIP)  # from now on known to say so
        leave_a_slip(sim, printer)
        sim.refill()
        with pytest.raises(NotPrinted, match="not cleared"):
            printer.print_slip(OTHER)


def test_a_cover_opened_within_a_slip_leaves_it_unknown(bench: Bench) -> None:
    bench.sim.open_cover_during_next_slip()
    with pytest.raises(MaybePrinted, match="cover open"):
        bench.printer.print_slip(bench.slip)
    bench.sim.close_cover()
    bench.printer.print_slip(bench.other)
    assert bench.printed[-1] == bench.other


def test_a_jam_leaves_the_slip_unknown_and_is_named(bench: Bench) -> None:
    bench.sim.jam_next_slip()
    with pytest.raises(MaybePrinted, match="cutter error"):
        bench.printer.print_slip(bench.slip)
    jammed = Condition(Health.FAILED, "cutter error", Paper.JAMMED)
    assert bench.printer.condition() == jammed
    bench.sim.open_cover()
    bench.sim.close_cover()
    assert bench.printer.condition().health is Health.OK


def test_a_printer_that_vanishes_within_a_slip_leaves_it_unknown(bench: Bench) -> None:
    bench.sim.unplug_during_next_slip()
    with pytest.raises(MaybePrinted, match="hung up"):
        bench.printer.print_slip(bench.slip)
    bench.sim.replug()
    bench.printer.print_slip(bench.other)
    assert bench.printed == [bench.other]


@each_kind
def test_half_a_slip_never_heads_the_next_patients_slip(bench: Bench) -> None:
    bench.sim.fall_silent_during_next_slip()
    half = b"first half\n" + b"\x1bd\x01" * 3  # and no cut: the rest was lost
    with pytest.raises(MaybePrinted):
        bench.printer.print_slip(half)
    bench.sim.speak_again()
    bench.printer.print_slip(bench.other)
    assert bench.printed[-1] == bench.other


def test_a_picture_that_lost_its_end_does_not_swallow_the_next_slip(
    bench: Bench,
) -> None:
    half = b"\x1dv0\x00\x48\x00\x0c\x00" + b"\x55" * 100  # of 864 bytes
    with pytest.raises(MaybePrinted):
        bench.printer.print_slip(half)
    for _ in range(20):
        if bench.printer.condition().usable:
            break
    bench.printer.print_slip(bench.other)
    assert bench.printed[-1] == bench.other
    assert b"other patient" not in b"".join(bench.printed[:-1])


class LosesTheCut(SimReceiptPrinter):
    """Its network dies once, and with it the cut that was to end a broken-off slip."""

    lost = False

    def _receive(self, line: Line, tail: bytes, data: bytes) -> bytes:
        if data.startswith(b"\x1b@\x1dVB\x00") and not self.lost:
            self.lost = True
            line.close()
            raise OSError("reset")
        return super()._receive(line, tail, data)


def test_what_was_printed_of_a_broken_slip_is_cut_off_even_if_the_cut_was_lost() -> (
    None
):
    with LosesTheCut() as sim:
        bench = set_up(sim)
        sim.run_out_during_next_slip()
        with pytest.raises(MaybePrinted):
            bench.printer.print_slip(SLIP)
        with sim._changing():
            sim._mechanism.paper_out = False  # nobody tore anything off
        while not bench.printer.condition().usable:
            pass
        bench.printer.print_slip(OTHER)
        assert sim.lost
        assert bench.printed[-1] == OTHER


@each_kind
def test_late_answers_never_answer_a_later_question(bench: Bench) -> None:
    bench.sim.go_silent()
    assert bench.printer.condition().health is Health.UNKNOWN
    bench.sim.run_out_of_paper()  # the late answers will say that all is well
    bench.sim.speak_again()
    assert bench.printer.condition().paper is Paper.OUT


@each_kind
def test_a_late_proof_is_no_proof_of_the_next_slip(bench: Bench) -> None:
    bench.sim.fall_silent_during_next_slip()
    with pytest.raises(MaybePrinted):
        bench.printer.print_slip(bench.slip)
    bench.sim.speak_again()
    bench.sim.jam_next_slip()
    with pytest.raises((NotPrinted, MaybePrinted), match="cutter"):
        bench.printer.print_slip(bench.other)


def test_a_question_while_a_slip_prints_is_answered_at_once() -> None:
    cut = threading.Event()
    with SimReceiptPrinter(on_slip=lambda slip: cut.set()) as sim:
        printer = set_up(sim).printer
        sim.fall_silent_during_next_slip()
        job = threading.Thread(target=print_in_vain, args=(printer,))
        job.start()
        assert cut.wait(2)
        began = time.monotonic()
        assert printer.condition().health is Health.OK
        assert time.monotonic() - began < 0.2
        job.join(5)


def print_in_vain(printer: ReceiptPrinter) -> None:
    with pytest.raises(MaybePrinted):
        printer.print_slip(SLIP)


@pytest.mark.parametrize("line", ["tcp", "serial", "usb"])
def test_a_printer_that_proves_nothing_leaves_every_slip_to_the_person(
    line: str,
) -> None:
    with SimReceiptPrinter(profile="generic", line=line) as sim:
        bench = set_up(sim)
        for slips in (1, 2):
            with pytest.raises(MaybePrinted, match="no proof"):
                bench.printer.print_slip(bench.slip)
            assert bench.printed == [bench.slip] * slips


def test_a_printer_that_can_prove_nothing_is_not_called_well() -> None:
    with SimReceiptPrinter(profile="generic") as sim:
        seen = set_up(sim).printer.condition()
        assert (seen.health, seen.detail) == (Health.DEGRADED, "proves no slip")
        assert seen.usable
        sim.paper_low()
        assert set_up(sim).printer.condition().detail == "paper low"


def test_a_printer_that_proves_nothing_still_names_its_fault() -> None:
    with SimReceiptPrinter(profile="generic") as sim:
        bench = set_up(sim)
        sim.run_out_during_next_slip()
        with pytest.raises(MaybePrinted, match="paper out"):
            bench.printer.print_slip(bench.slip)


def test_a_slip_too_long_for_its_line_is_not_begun() -> None:
    """20 s at 9600 baud are 19 kB."""
    with SimReceiptPrinter(line="serial") as sim:
        printer = EscposReceiptPrinter(sim.where, sim.profile, deadline_s=20)
        with pytest.raises(NotPrinted, match="too long for the line"):
            printer.print_slip(b"x" * 20_000)
        assert sim.slips == []


def test_the_first_version_of_the_driver_still_prints() -> None:
    with SimReceiptPrinter() as sim:
        over_tcp(sim.address).print_slip(SLIP)
        assert len(sim.slips) == 1


# Strangers


@pytest.mark.parametrize("babble", [b"", b"\x00", b"\x12", b"\xff" * 50, b"HTTP/1.0"])
def test_a_stranger_at_the_address_is_unknown(babble: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as stranger:

        def answer() -> None:
            line, _ = stranger.accept()
            with line:
                line.recv(100)
                line.sendall(babble)

        threading.Thread(target=answer, daemon=True).start()
        printer = over_tcp(stranger.getsockname())
        assert printer.condition().health is Health.UNKNOWN


@pytest.mark.parametrize("noise", [b"\x00", b"\x12", b"\x10", b"\x37", b"A"])
def test_a_device_that_never_stops_talking_is_not_listened_to_for_ever(
    noise: bytes,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as babbler:

        def babble() -> None:
            line, _ = babbler.accept()
            with line, contextlib.suppress(OSError):
                while True:
                    line.sendall(noise * 4096)

        talking = threading.Thread(target=babble, daemon=True)
        talking.start()
        printer = over_tcp(babbler.getsockname(), deadline_s=0.6)
        began = time.monotonic()
        with pytest.raises((NotPrinted, MaybePrinted)):
            printer.print_slip(SLIP)
        assert time.monotonic() - began < 2.0
        talking.join(5)


def test_a_printer_that_stops_taking_bytes_is_not_waited_for_for_ever() -> None:
    """It answers all four statuses, then reads nothing more."""
    with socket.create_server(("127.0.0.1", 0)) as stalled:
        lines = []

        def answer() -> None:
            line, _ = stalled.accept()
            lines.append(line)
            for _ in range(4):
                line.recv(3)
                line.sendall(b"\x12")

        threading.Thread(target=answer, daemon=True).start()
        printer = over_tcp(stalled.getsockname(), deadline_s=0.6)
        with pytest.raises(MaybePrinted, match="no proof"):
            printer.print_slip(b"x" * 10_000_000)
        for line in lines:
            line.close()
