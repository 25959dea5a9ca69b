"""What a receipt printer promises: a slip is on the paper, or we know that we don't.

The driver talks to the simulator over a real socket.
"""

import socket
import threading
import time
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.escpos_connection import CLEAR, CLEARED
from drivers.escpos_status import condition_from, is_status
from drivers.port import (
    UNPLUGGED,
    Condition,
    Health,
    MaybePrinted,
    NotPrinted,
    Paper,
    ReceiptPrinter,
)
from drivers.receipt_printer import TcpReceiptPrinter
from drivers.sim.receipt_printer import SimReceiptPrinter

SLIP = "\x1b@挂号凭条\n患者：欧阳𠮷\n金额：￥12.00\n".encode("gb18030") + b"\x1dVB\x00"
OTHER = b"\x1b@other patient\n\x1dVB\x00"
DEADLINE_S = 0.8
QUIET = (0x12, 0x12, 0x12, 0x12)

answers = st.lists(st.none() | st.integers(0, 255), max_size=6)


@pytest.fixture
def sim() -> Iterator[SimReceiptPrinter]:
    with SimReceiptPrinter() as sim:
        yield sim


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drivers.receipt_printer.LOOK_AGAIN_S", 0.1)
    monkeypatch.setattr("drivers.receipt_printer.CONDITION_TIMEOUT_S", 0.25)
    monkeypatch.setattr("drivers.receipt_printer.CLOSING_S", 0.4)
    monkeypatch.setattr("drivers.receipt_printer.CLEAR_TIMEOUT_S", 0.1)
    monkeypatch.setattr("drivers.receipt_printer.SURE_CLEAR_TIMEOUT_S", 0.2)


@pytest.fixture
def printer(sim: SimReceiptPrinter) -> ReceiptPrinter:
    return TcpReceiptPrinter(*sim.address, deadline_s=DEADLINE_S)


def printed(sim: SimReceiptPrinter) -> list[bytes]:
    """The slips without what the driver sets before each."""
    return [slip.removeprefix(b"\x1b@") for slip in sim.slips]


def test_a_slip_comes_out_byte_for_byte(
    sim: SimReceiptPrinter, printer: ReceiptPrinter
) -> None:
    printer.print_slip(SLIP)
    assert printed(sim) == [SLIP]


def test_slips_come_out_in_order(
    sim: SimReceiptPrinter, printer: ReceiptPrinter
) -> None:
    for slip in (SLIP, OTHER, SLIP):
        printer.print_slip(slip)
    assert printed(sim) == [SLIP, OTHER, SLIP]


def test_a_long_raster_comes_out_whole(sim: SimReceiptPrinter) -> None:
    # 10 04 01 in a picture makes every printer answer a question nobody asked.
    stray = b"\x10\x04\x01" * 1_000
    raster = b"\x1dv0\x00\x48\x00\xe8\x03" + b"\x55" * 69_000 + stray
    TcpReceiptPrinter(*sim.address).print_slip(raster + b"\x1dV\x00")
    assert printed(sim) == [raster + b"\x1dV\x00"]


def test_a_printer_that_is_well_says_so(printer: ReceiptPrinter) -> None:
    assert printer.condition() == Condition(Health.OK, paper=Paper.FULL)


def test_low_paper_is_reported_and_still_prints(
    sim: SimReceiptPrinter, printer: ReceiptPrinter
) -> None:
    sim.paper_low()
    assert printer.condition() == Condition(Health.DEGRADED, "paper low", Paper.LOW)
    printer.print_slip(SLIP)
    assert printed(sim) == [SLIP]


def test_without_paper_nothing_is_sent(
    sim: SimReceiptPrinter, printer: ReceiptPrinter
) -> None:
    sim.run_out_of_paper()
    assert printer.condition() == Condition(Health.FAILED, "paper out", Paper.OUT)
    with pytest.raises(NotPrinted, match="paper out"):
        printer.print_slip(SLIP)
    sim.refill()
    assert sim.slips == []


def test_with_the_cover_open_nothing_is_sent(
    sim: SimReceiptPrinter, printer: ReceiptPrinter
) -> None:
    sim.open_cover()
    assert printer.condition() == Condition(Health.FAILED, "cover open", Paper.FULL)
    with pytest.raises(NotPrinted, match="cover open"):
        printer.print_slip(SLIP)
    sim.close_cover()
    assert sim.slips == []


def test_a_printer_that_is_not_there_printed_nothing(
    sim: SimReceiptPrinter, printer: ReceiptPrinter
) -> None:
    sim.unplug()
    assert printer.condition() == UNPLUGGED
    with pytest.raises(NotPrinted, match="not found"):
        printer.print_slip(SLIP)


def test_after_replugging_the_same_driver_prints_again(
    sim: SimReceiptPrinter, printer: ReceiptPrinter
) -> None:
    sim.unplug()
    assert not printer.condition().usable
    sim.replug()
    printer.print_slip(SLIP)
    assert printed(sim) == [SLIP]


def test_a_silent_printer_is_unknown_and_gets_no_slip(
    sim: SimReceiptPrinter, printer: ReceiptPrinter
) -> None:
    sim.go_silent()
    began = time.monotonic()
    assert printer.condition() == Condition(Health.UNKNOWN, "no status")
    assert time.monotonic() - began < 2.0
    with pytest.raises(NotPrinted, match="no status"):
        printer.print_slip(SLIP)
    assert sim.slips == []


def test_silence_after_the_slip_was_sent_proves_nothing(
    sim: SimReceiptPrinter, printer: ReceiptPrinter
) -> None:
    sim.fall_silent_during_next_slip()
    began = time.monotonic()
    with pytest.raises(MaybePrinted, match="no proof"):
        printer.print_slip(SLIP)
    assert time.monotonic() - began < DEADLINE_S + 1.0
    assert printed(sim) == [SLIP]  # it did come out, and nobody said so


def test_paper_that_ends_within_a_slip_is_noticed_at_once(
    sim: SimReceiptPrinter, printer: ReceiptPrinter
) -> None:
    sim.run_out_during_next_slip()
    with pytest.raises(MaybePrinted, match="paper out"):
        printer.print_slip(SLIP)
    assert printer.condition().paper is Paper.OUT


def test_after_a_refill_nothing_prints_by_itself(
    sim: SimReceiptPrinter, printer: ReceiptPrinter
) -> None:
    sim.run_out_during_next_slip()
    with pytest.raises(MaybePrinted):
        printer.print_slip(SLIP)
    sim.refill()
    assert sim.slips == []
    printer.print_slip(OTHER)
    assert printed(sim) == [OTHER]


class Unhurried(SimReceiptPrinter):
    """Takes a moment before it empties its buffers."""

    def _receive(self, line: socket.socket, tail: bytes, data: bytes) -> bytes:
        if CLEAR in data:
            threading.Event().wait(0.05)
        return super()._receive(line, tail, data)


def test_a_slow_clearing_is_waited_for() -> None:
    with Unhurried() as sim:
        printer = TcpReceiptPrinter(*sim.address, deadline_s=DEADLINE_S)
        sim.run_out_during_next_slip()
        with pytest.raises(MaybePrinted):
            printer.print_slip(SLIP)
        sim.refill()
        assert sim.slips == [], "the rest of a broken-off slip came out"


class Reluctant(SimReceiptPrinter):
    """Empties its buffers when told to, and does not always say so."""

    said_before_silence = 0
    clearings = 0

    def _answer(self, line: socket.socket, answer: bytes) -> None:
        if answer == CLEARED:
            self.clearings += 1
            if self.clearings > self.said_before_silence:
                return
        super()._answer(line, answer)


@pytest.fixture
def reluctant() -> Iterator[Reluctant]:
    with Reluctant() as sim:
        yield sim


def leave_a_slip(sim: SimReceiptPrinter, printer: ReceiptPrinter) -> None:
    """The rest of a slip waits in the device for paper."""
    sim.lose_paper_and_network_during_next_slip()
    with pytest.raises(MaybePrinted, match="hung up"):
        printer.print_slip(SLIP)
    sim.restore_network()


def test_a_slip_that_lost_contact_does_not_come_out_after_a_refill(
    sim: SimReceiptPrinter, printer: ReceiptPrinter
) -> None:
    leave_a_slip(sim, printer)
    assert printer.condition().paper is Paper.OUT
    sim.refill()
    assert sim.slips == []


@pytest.mark.parametrize("said", [0, 1])
def test_a_clearing_is_asked_for_every_time_whatever_was_said_to_the_last(
    reluctant: Reluctant, said: int
) -> None:
    printer = TcpReceiptPrinter(*reluctant.address, deadline_s=DEADLINE_S)
    reluctant.said_before_silence = said
    for asked in (1, 2, 3):
        printer.print_slip(SLIP)
        assert reluctant.clearings == asked
    leave_a_slip(reluctant, printer)
    assert printer.condition().paper is Paper.OUT
    reluctant.refill()
    assert printed(reluctant) == [SLIP] * 3


def test_a_printer_that_never_says_it_cleared_is_not_waited_for_long(
    reluctant: Reluctant,
) -> None:
    printer = TcpReceiptPrinter(*reluctant.address, deadline_s=DEADLINE_S)
    leave_a_slip(reluctant, printer)
    reluctant.refill()
    printer.print_slip(OTHER)
    assert printed(reluctant)[-1] == OTHER


def test_no_slip_is_sent_after_a_broken_one_until_the_clearing_is_confirmed(
    reluctant: Reluctant,
) -> None:
    printer = TcpReceiptPrinter(*reluctant.address, deadline_s=DEADLINE_S)
    reluctant.said_before_silence = 1
    printer.print_slip(SLIP)
    leave_a_slip(reluctant, printer)
    assert printer.condition().paper is Paper.OUT
    reluctant.refill()
    assert printer.condition() == Condition(Health.FAILED, "not cleared", Paper.FULL)
    with pytest.raises(NotPrinted, match="not cleared"):
        printer.print_slip(OTHER)
    reluctant.said_before_silence = 100
    printer.print_slip(OTHER)
    assert printed(reluctant) == [SLIP, OTHER]


class Late(Reluctant):
    """Says that it cleared only with its next answer."""

    def _answer(self, line: socket.socket, answer: bytes) -> None:
        if answer != CLEARED and self.clearings > self.said_before_silence:
            self.said_before_silence = self.clearings
            line.sendall(CLEARED)
        super()._answer(line, answer)


def test_a_late_word_of_a_clearing_is_still_heard() -> None:
    with Late() as sim:
        printer = TcpReceiptPrinter(*sim.address, deadline_s=DEADLINE_S)
        printer.print_slip(SLIP)  # from now on known to say so
        leave_a_slip(sim, printer)
        sim.refill()
        with pytest.raises(NotPrinted, match="not cleared"):
            printer.print_slip(OTHER)


def test_a_cover_opened_within_a_slip_leaves_it_unknown(
    sim: SimReceiptPrinter, printer: ReceiptPrinter
) -> None:
    sim.open_cover_during_next_slip()
    with pytest.raises(MaybePrinted, match="cover open"):
        printer.print_slip(SLIP)
    sim.close_cover()
    printer.print_slip(OTHER)
    assert printed(sim) == [OTHER]


def test_a_jam_leaves_the_slip_unknown_and_is_named(
    sim: SimReceiptPrinter, printer: ReceiptPrinter
) -> None:
    sim.jam_next_slip()
    with pytest.raises(MaybePrinted, match="cutter error"):
        printer.print_slip(SLIP)
    jammed = Condition(Health.FAILED, "cutter error", Paper.JAMMED)
    assert printer.condition() == jammed
    sim.open_cover()
    sim.close_cover()
    assert printer.condition().health is Health.OK


def test_a_printer_that_vanishes_within_a_slip_leaves_it_unknown(
    sim: SimReceiptPrinter, printer: ReceiptPrinter
) -> None:
    sim.unplug_during_next_slip()
    with pytest.raises(MaybePrinted, match="hung up"):
        printer.print_slip(SLIP)
    sim.replug()
    printer.print_slip(OTHER)
    assert printed(sim) == [OTHER]


def test_half_a_slip_never_heads_the_next_patients_slip(
    sim: SimReceiptPrinter, printer: ReceiptPrinter
) -> None:
    sim.fall_silent_during_next_slip()
    half = b"first half\n" + b"\x1bd\x01" * 3  # and no cut: the rest was lost
    with pytest.raises(MaybePrinted):
        printer.print_slip(half)
    sim.speak_again()
    printer.print_slip(OTHER)
    assert printed(sim)[-1] == OTHER


def test_late_answers_never_answer_a_later_question(
    sim: SimReceiptPrinter, printer: ReceiptPrinter
) -> None:
    sim.go_silent()
    assert printer.condition().health is Health.UNKNOWN
    sim.run_out_of_paper()  # the late answers will say that all is well
    sim.speak_again()
    assert printer.condition().paper is Paper.OUT


def test_a_late_proof_is_no_proof_of_the_next_slip(
    sim: SimReceiptPrinter, printer: ReceiptPrinter
) -> None:
    sim.fall_silent_during_next_slip()
    with pytest.raises(MaybePrinted):
        printer.print_slip(SLIP)
    sim.speak_again()
    sim.jam_next_slip()
    with pytest.raises(MaybePrinted, match="cutter"):
        printer.print_slip(OTHER)


def test_a_question_while_a_slip_prints_is_answered_at_once() -> None:
    cut = threading.Event()
    with SimReceiptPrinter(on_slip=lambda slip: cut.set()) as sim:
        printer = TcpReceiptPrinter(*sim.address, deadline_s=DEADLINE_S)
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


@pytest.mark.parametrize("babble", [b"", b"\x00", b"\x12", b"\xff" * 50, b"HTTP/1.0"])
def test_a_stranger_at_the_address_is_unknown(babble: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as stranger:

        def answer() -> None:
            line, _ = stranger.accept()
            with line:
                line.recv(100)
                line.sendall(babble)

        threading.Thread(target=answer, daemon=True).start()
        printer = TcpReceiptPrinter(*stranger.getsockname())
        assert printer.condition().health is Health.UNKNOWN


def test_a_printer_that_stops_taking_bytes_is_not_waited_for_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
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
        printer = TcpReceiptPrinter(*stalled.getsockname(), deadline_s=0.6)
        with pytest.raises(MaybePrinted, match="no proof"):
            printer.print_slip(b"x" * 10_000_000)
        for line in lines:
            line.close()


@pytest.mark.parametrize(
    ("status", "condition"),
    [
        (QUIET, Condition(Health.OK, "", Paper.FULL)),
        (
            (0x1A, 0x16, 0x12, 0x12),
            Condition(Health.FAILED, "cover open", Paper.FULL),
        ),
        ((0x1A, 0x32, 0x12, 0x72), Condition(Health.FAILED, "paper out", Paper.OUT)),
        ((0x12, 0x12, 0x12, 0x1E), Condition(Health.DEGRADED, "paper low", Paper.LOW)),
        ((0x1A, 0x12, 0x12, 0x12), Condition(Health.FAILED, "offline", Paper.FULL)),
        (
            (0x1A, 0x52, 0x1A, 0x12),
            Condition(Health.FAILED, "cutter error", Paper.JAMMED),
        ),
        ((0x1A, 0x52, 0x32, 0x12), Condition(Health.FAILED, "broken", Paper.FULL)),
        ((0x1A, 0x52, 0x52, 0x12), Condition(Health.FAILED, "too hot", Paper.FULL)),
        ((0x1A, 0x52, 0x12, 0x12), Condition(Health.FAILED, "error", Paper.FULL)),
        (
            (0x1A, 0x1A, 0x12, 0x12),
            Condition(Health.FAILED, "feed button pressed", Paper.FULL),
        ),
    ],
)
def test_status_bits_mean_what_the_manual_says(
    status: tuple[int, ...], condition: Condition
) -> None:
    assert condition_from(status) == condition


@pytest.mark.parametrize(("silent", "answer"), [*product(range(4), [None, 0x00, 0xFF])])
def test_one_missing_or_malformed_answer_makes_the_whole_unknown(
    silent: int, answer: int | None
) -> None:
    status: list[int | None] = list(QUIET)
    status[silent] = answer
    assert condition_from(status).health is Health.UNKNOWN


@given(status=answers)
def test_no_answers_whatever_break_the_reading(status: list[int | None]) -> None:
    condition = condition_from(status)
    if len(status) != 4 or not all(b is not None and is_status(b) for b in status):
        assert condition == Condition(Health.UNKNOWN, "no status")
