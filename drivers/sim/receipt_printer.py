"""A receipt printer made of a TCP socket. It speaks ESC/POS and fails when told to.

Like a real one it answers real-time questions at once, works through everything
else in order, holds bytes back while it cannot print, and prints them after a
refill unless they are cleared.
"""

import contextlib
import re
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from drivers.sim.byte_server import ByteServer
from drivers.sim.escpos import Command, UnknownCommand, Verb, next_command

REAL_TIME = re.compile(
    rb"\x10\x04[\x01-\x04]|\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", re.DOTALL
)
LONGEST_REAL_TIME = 10
SETTINGS_ONLY = frozenset(Verb) - {
    Verb.TEXT,
    Verb.LINE_FEED,
    Verb.SYMBOL,
    Verb.RASTER,
}


class SimReceiptPrinter:
    """Keeps every slip it cut in `slips`, and what was torn off in `torn`.

    `on_slip` is called for each cut slip, in the printer's thread.
    """

    def __init__(self, on_slip: Callable[[bytes], None] = lambda slip: None) -> None:
        self.slips: list[bytes] = []
        self.torn: list[bytes] = []
        self._on_slip = on_slip
        self._lock = threading.RLock()
        self._received = bytearray()  # not printed yet
        self._paper = bytearray()  # printed since the last cut
        self._answers: list[tuple[socket.socket, bytes]] = []
        self._line: socket.socket | None = None
        self._halfway: Callable[[], None] | None = None
        self._cover_open = False
        self._paper_out = False
        self._paper_low = False
        self._cutter_stuck = False
        self._silent = False
        self._powered = False
        self._server: ByteServer | None = None
        self._port = 0
        self.replug()

    @property
    def address(self) -> tuple[str, int]:
        return "127.0.0.1", self._port

    def open_cover(self) -> None:
        with self._lock:
            self._cover_open = True

    def close_cover(self) -> None:
        """Close the cover after clearing a jam and tearing off what hung out."""
        with self._lock:
            self._tear_off()
            self._cover_open = self._cutter_stuck = False
            self._work()

    def run_out_of_paper(self) -> None:
        with self._lock:
            self._paper_out = True

    def paper_low(self) -> None:
        with self._lock:
            self._paper_low = True

    def refill(self) -> None:
        """Put in a new roll. What was held back prints now, as on a real printer."""
        with self._lock:
            self._tear_off()
            self._paper_out = self._paper_low = False
            self._work()

    def jam_next_slip(self) -> None:
        """Get stuck halfway through the next slip: the hard case for every caller."""
        self._halfway = self._jam

    def run_out_during_next_slip(self) -> None:
        self._halfway = self.run_out_of_paper

    def open_cover_during_next_slip(self) -> None:
        self._halfway = self.open_cover

    def fall_silent_during_next_slip(self) -> None:
        self._halfway = self.go_silent

    def lose_paper_and_network_during_next_slip(self) -> None:
        """Keep the rest of the next slip for later, out of everybody's reach."""

        def strand() -> None:
            self.run_out_of_paper()
            self.lose_network()

        self._halfway = strand

    def unplug_during_next_slip(self) -> None:
        self._halfway = self.unplug

    def go_silent(self) -> None:
        """Print on, but answer nothing until `speak_again`."""
        with self._lock:
            self._silent = True

    def speak_again(self) -> None:
        """Answer again, beginning with all that was asked meanwhile."""
        with self._lock:
            self._silent = False
            answers, self._answers = self._answers, []
            for line, answer in answers:
                self._answer(line, answer)

    def unplug(self) -> None:
        """Pull power and network: what was received and not printed is lost."""
        with self._lock:
            self._powered = False
            self._received.clear()
            self._answers.clear()
        self.lose_network()

    def replug(self) -> None:
        with self._lock:
            if not self._powered:
                self._tear_off()
                self._powered = True
                self._cutter_stuck = self._silent = False
        self.restore_network()

    def lose_network(self) -> None:
        """Pull the network alone: what was received stays, and prints when it can."""
        with self._lock:
            server, self._server = self._server, None
            self._line = None
        if server is not None:
            server.stop()

    def restore_network(self) -> None:
        with self._lock:
            if self._server is None:
                self._server = ByteServer(self._port, self._receive)
                self._port = self._server.server_address[1]

    def close(self) -> None:
        self.unplug()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def _prints(self) -> bool:
        stopped = self._cover_open or self._paper_out or self._cutter_stuck
        return self._powered and not stopped

    def _jam(self) -> None:
        self._cutter_stuck = True

    def _tear_off(self) -> None:
        if self._paper:
            self.torn.append(bytes(self._paper))
            self._paper.clear()

    def _receive(self, line: socket.socket, tail: bytes, data: bytes) -> bytes:
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

    def _act_at_once(self, line: socket.socket, request: bytes) -> None:
        if request.startswith(b"\x10\x04"):
            self._answer(line, bytes([self._status(request[2])]))
        else:
            self._received.clear()
            self._answer(line, b"\x37\x25\x00")

    def _status(self, n: int) -> int:
        bits = 0x12
        if n == 1 and not self._prints:
            bits |= 0x08
        if n == 2:
            bits |= 0x04 * self._cover_open | 0x20 * self._paper_out
            bits |= 0x40 * self._cutter_stuck
        if n == 3:
            bits |= 0x08 * self._cutter_stuck
        if n == 4:
            bits |= 0x0C * (self._paper_low or self._paper_out)
            bits |= 0x60 * self._paper_out
        return bits

    def _work(self) -> None:
        """Print what was received, until it ends or the printer has to stop."""
        while self._received and self._prints:
            try:
                command = next_command(self._received)
            except UnknownCommand:
                # A real printer prints garbage for garbage, and goes on.
                command = Command(Verb.TEXT, b"", bytes(self._received[:1]))
            if command is None:
                return
            del self._received[: len(command.raw)]
            self._perform(command)

    def _perform(self, command: Command) -> None:
        match command.verb:
            case Verb.STATUS | Verb.CLEAR:
                pass  # acted upon when it arrived
            case Verb.PROOF:
                if self._line is not None:
                    self._answer(self._line, b"\x37\x22" + command.raw[-4:] + b"\x00")
            case Verb.CUT:
                self._come_halfway()
                if self._prints:
                    self._paper += command.raw
                    self._cut()
            case Verb.LINE_FEED:
                self._paper += command.raw
                self._come_halfway()
            case _:
                self._paper += command.raw

    def _come_halfway(self) -> None:
        """The fault that waits for the middle of a slip strikes now."""
        fault, self._halfway = self._halfway, None
        if fault is not None:
            fault()

    def _cut(self) -> None:
        slip = bytes(self._paper)
        self._paper.clear()
        if _shows_something(slip):
            self.slips.append(slip)
            self._on_slip(slip)

    def _answer(self, line: socket.socket, answer: bytes) -> None:
        if self._silent:
            self._answers.append((line, answer))
            return
        with contextlib.suppress(OSError):
            line.sendall(answer)


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
