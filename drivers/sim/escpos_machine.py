"""What a simulated ESC/POS printer does with the bytes it is sent, in order.

It answers real-time questions at once, works through everything else as far as cover,
paper and cutter let it, and holds back the rest. What it knows its profile says; a
command that it does not know comes out on the paper.
"""

import contextlib
import re
import threading
from collections.abc import Callable, Iterator

from drivers.escpos.profile import EscposProfile, Proof
from drivers.sim.escpos import Command, UnknownCommand, Verb, next_command
from drivers.sim.escpos_state import (
    CLEARED,
    Mechanism,
    automatic_report,
    proof_answer,
    queued_answer,
    real_time_answer,
)
from drivers.sim.printer_plug import Line

REAL_TIME = re.compile(
    rb"\x10\x04[\x01-\x14]|\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", re.DOTALL
)
LONGEST_REAL_TIME = 10
NAMES = {b"\x42": b"_SIMULATED\0", b"\x43": b"_Paper Mill\0"}
# Where there is no cutter, a feed as long as this brings the slip to the edge.
TEAR_FEED_LINES = 6
SETTINGS_ONLY = frozenset(Verb) - {
    Verb.TEXT,
    Verb.LINE_FEED,
    Verb.SYMBOL,
    Verb.RASTER,
    # Only one that does not know them puts them on paper.
    Verb.CLEAR,
    Verb.REPORTS,
    Verb.QUEUED,
    Verb.NAME,
}


class EscposMachine:
    """Keeps every slip it cut in `slips`, and what was torn off in `torn`."""

    def __init__(
        self, profile: EscposProfile, on_slip: Callable[[bytes], None]
    ) -> None:
        self.slips: list[bytes] = []
        self.torn: list[bytes] = []
        self.profile = profile
        self._on_slip = on_slip
        self._lock = threading.RLock()
        self._mechanism = Mechanism()
        self._received = bytearray()  # not printed yet
        self._paper = bytearray()  # printed since the last cut
        self._answers: list[tuple[Line, bytes]] = []
        self._line: Line | None = None
        self._reported: bytes | None = None  # None: nobody wants reports
        self._halfway: Callable[[], None] | None = None
        self._silent = self._garbles = self._lies = self._is_late = False
        self._late = b""
        self._flips = 0
        self._powered = False
        self._s_per_line = 0.0
        self._stop_motor = threading.Event()

    @property
    def _prints(self) -> bool:
        return self._powered and self._mechanism.can_print

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        """Something happens to the mechanism; then the printer goes on as it can."""
        with self._lock:
            yield
            self._report()
            self._work()

    def _tear_off(self) -> None:
        if self._paper:
            self.torn.append(bytes(self._paper))
            self._paper.clear()

    def _receive(self, line: Line, tail: bytes, data: bytes) -> bytes:
        """Take what arrived after `tail`; give the tail for the next time."""
        with self._lock:
            if not self._powered:
                return b""
            window = tail + data
            taken, scanned = len(tail), 0
            self._line = line
            for found in REAL_TIME.finditer(window):
                self._received += window[taken : found.end()]
                taken = scanned = found.end()
                # Printing is quicker than the line here: what it can do is done.
                self._work()
                self._act_at_once(line, found.group())
            self._received += window[taken:]
            self._work()
            return window[scanned:][-(LONGEST_REAL_TIME - 1) :]

    def _act_at_once(self, line: Line, request: bytes) -> None:
        outlet = self.profile.outlet
        if not request.startswith(b"\x10\x04"):
            if self.profile.clears:
                self._received.clear()
                self._answer(line, CLEARED)
        elif request[2] in self.profile.questions or (
            outlet and outlet.question == request[2]
        ):
            seen = Mechanism() if self._lies else self._mechanism
            self._answer(line, real_time_answer(seen, request[2]))

    def _report(self) -> None:
        """Say what changed, if somebody wants to hear it."""
        seen = Mechanism() if self._lies else self._mechanism
        report = automatic_report(seen)
        if self._reported not in (None, report) and self._line is not None:
            self._reported = report
            self._answer(self._line, report)

    def _work(self) -> None:
        """Print what was received, until it ends or the printer has to stop."""
        while not self._s_per_line and self._step() is not None:
            pass

    def _step(self) -> Command | None:
        """Do the next command; None when there is nothing that can be done."""
        if not self._received or not self._prints:
            return None
        if not self._received[0]:
            del self._received[
                : len(self._received) - len(self._received.lstrip(b"\0"))
            ]
            return Command(Verb.TEXT, b"", b"")  # NUL is no command, and nothing to see
        try:
            command = next_command(self._received)
        except UnknownCommand:
            # A real printer prints garbage for garbage, and goes on.
            command = Command(Verb.TEXT, b"", bytes(self._received[:1]))
        if command is not None:
            del self._received[: len(command.raw)]
            if not self._lies:
                self._perform(command)
        return command

    def _start_motor(self) -> None:
        """A slow printer has a thread that moves its paper; a quick one needs none."""
        self._stop_motor = stop = threading.Event()
        if self._s_per_line:
            pace = self._s_per_line
            threading.Thread(
                target=self._print_slowly, args=(stop, pace), daemon=True
            ).start()

    def _print_slowly(self, stop: threading.Event, s_per_line: float) -> None:
        while not stop.wait(s_per_line):
            with self._lock:
                while not stop.is_set():
                    command = self._step()
                    if command is None or _moves_paper(command):
                        break

    def _perform(self, command: Command) -> None:
        match command.verb:
            case Verb.STATUS:
                pass  # acted upon when it arrived
            case Verb.CLEAR if self.profile.clears:
                pass
            case Verb.PROOF:
                if self.profile.proof is Proof.GS_H:
                    self._answer(self._line, proof_answer(command.raw[-4:]))
            case Verb.NAME if self.profile.names:
                self._answer(self._line, NAMES.get(command.arguments, b""))
            case Verb.QUEUED if self._knows_queue:
                self._answer(self._line, queued_answer(self._mechanism))
            case Verb.REPORTS if self.profile.reports_changes:
                self._switch_reports(wanted=any(command.arguments))
            case Verb.FEED_LINES if self._ends_slip(command):
                self._finish(command)
            case Verb.CUT if self.profile.has_cutter:
                self._finish(command)
            case Verb.LINE_FEED:
                self._paper += command.raw
                self._come_halfway()
            case _:
                self._paper += command.raw

    @property
    def _knows_queue(self) -> bool:
        return self.profile.proof is not Proof.NONE

    def _switch_reports(self, *, wanted: bool) -> None:
        self._reported = automatic_report(self._mechanism) if wanted else None
        if self._reported is not None:
            self._answer(self._line, self._reported)

    def _ends_slip(self, feed: Command) -> bool:
        return not self.profile.has_cutter and feed.arguments[0] >= TEAR_FEED_LINES

    def _finish(self, command: Command) -> None:
        """The slip comes out, unless it gets stuck at the last moment."""
        self._come_halfway()
        if self._prints:
            self._paper += command.raw
            self._cut()
        else:
            # Not executed: it is the next to do once the printer can.
            self._received[:0] = command.raw

    def _come_halfway(self) -> None:
        """The fault that waits for the middle of a slip strikes now."""
        fault, self._halfway = self._halfway, None
        if fault is not None:
            fault()

    def _cut(self) -> None:
        slip = bytes(self._paper)
        self._paper.clear()
        if _shows_something(slip):
            self._mechanism.slip_waits = self.profile.outlet is not None
            self.slips.append(slip)
            self._on_slip(slip)

    def _answer(self, line: Line, answer: bytes) -> None:
        if self._silent:
            self._answers.append((line, answer))
            return
        if self._is_late:
            answer, self._late = self._late, answer
        if self._garbles:
            answer = self._garbled(answer)
        with contextlib.suppress(OSError, AttributeError):
            line.sendall(answer)

    def _garbled(self, answer: bytes) -> bytes:
        flipped = bytearray(answer)
        for index in range(len(flipped)):
            flipped[index] ^= 1 << self._flips % 8
            self._flips += 3
        return bytes(flipped)


def _moves_paper(command: Command) -> bool:
    return command.verb in (Verb.LINE_FEED, Verb.RASTER, Verb.FEED_LINES, Verb.CUT)


def _shows_something(slip: bytes) -> bool:
    """A blank piece of paper is no slip."""
    at = 0
    while at < len(slip):
        try:
            command = next_command(slip, at)
        except UnknownCommand:
            return True
        if command is None or command.verb not in SETTINGS_ONLY:
            return True
        at += len(command.raw)
    return False
