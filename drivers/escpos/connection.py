"""One conversation with an ESC/POS printer: questions, answers, a deadline on each."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Self

from drivers.escpos.answers import (
    Answer,
    AnswerParser,
    Automatic,
    Cleared,
    FullStatus,
    Proved,
    Queued,
    RealTime,
)
from drivers.escpos.profile import FULL_STATUS, EscposProfile, Outlet
from drivers.escpos.status import (
    NO_STATUS,
    automatic_condition,
    condition_from,
    media_from,
    question,
)
from drivers.port import Condition, Health, Media
from drivers.transport.line import Deadline, Silent, Transport

# DLE DC4 function 8: drop what is received and not yet printed, then say so.
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
CLEARED = b"\x37\x25\x00"
# GS a: online, error and paper; a drawer is none of our business.
REPORT_CHANGES = b"\x1da\x0e"
REPORT_NOTHING = b"\x1da\x00"
ASK_IN_QUEUE = b"\x1dr\x01"
MOST_HEARD = 64
# At once; a device that babbles on is left to babble.
MOST_READS = 16
# How long nothing more must come before all old answers count as heard. They stand
# in the printer right before the ones that are waited for.
QUIET_S = 0.15
# One byte may be noise that looks like an answer; two are not taken for it.
PAIR = 2


@dataclass(slots=True)
class Heard:
    """What the device said and nobody has asked about yet. Bounded."""

    statuses: deque[int] = field(default_factory=lambda: deque(maxlen=MOST_HEARD))
    queued: deque[int] = field(default_factory=lambda: deque(maxlen=MOST_HEARD))
    proved: deque[bytes] = field(default_factory=lambda: deque(maxlen=MOST_HEARD))
    full: deque[bytes] = field(default_factory=lambda: deque(maxlen=MOST_HEARD))
    cleared: bool = False
    alarm: Condition | None = None  # a fault that the device reported by itself

    def take(self, answer: Answer) -> None:
        match answer:
            case RealTime(byte):
                self.statuses.append(byte)
            case Queued(byte):
                self.queued.append(byte)
            case Proved(job):
                self.proved.append(job)
            case FullStatus(block):
                self.full.append(block)
            case Cleared():
                self.cleared = True
            case Automatic(block):
                reported = automatic_condition(block)
                if reported.health is Health.FAILED:
                    self.alarm = reported


class Connection:
    """`with` closes the line that it was given."""

    def __init__(self, line: Transport, profile: EscposProfile) -> None:
        self._line = line
        self._profile = profile
        outlet = profile.outlet
        self._parser = AnswerParser(
            full_status=outlet is not None and outlet.question == FULL_STATUS
        )
        self.heard = Heard()
        self._owes_status = False

    @property
    def bytes_per_second(self) -> float | None:
        return self._line.bytes_per_second

    def condition(self, deadline: Deadline) -> Condition:
        """Ask for the statuses, one at a time: an answer names no question."""
        answers: list[int | None] = []
        self.listen()
        for n in self._profile.questions:
            # After one silence every later answer may be a late one.
            if self._owes_status:
                return NO_STATUS
            answers.append(self._status(n, deadline))
            self._owes_status = answers[-1] is None
        seen = condition_from(answers, self._profile.questions)
        if self._profile.outlet is None or self._owes_status:
            return seen
        return replace(seen, media=self._media(self._profile.outlet, deadline))

    def clear(self, deadline: Deadline) -> bool:
        """Empty the device's buffers. False: it did not say that it did."""
        # An answer to an earlier clearing on this connection is none to this one.
        self.listen()
        self.heard.cleared = False
        try:
            self.send(CLEAR, deadline)
        except Silent:
            return False
        return self.wait(lambda: self.heard.cleared, deadline)

    def in_step(self, deadline: Deadline) -> bool:
        """Get all answers that are still owed out of the way of the next one.

        GS r names no question either. Those of earlier jobs stand in the printer's
        queue right before ours, so once ours have come and all is quiet, the next
        answer belongs to the next question. False: the device does not answer.
        """
        self.heard.queued.clear()
        for answers in range(1, PAIR + 1):
            if not self.ask_in_queue(answers, deadline):
                return False
        self.wait(lambda: False, deadline.at_most(QUIET_S))
        self.heard.queued.clear()
        return not deadline.passed

    def ask_in_queue(self, answers: int, deadline: Deadline) -> bool:
        """Ask GS r 1, wait until so many answers are there; one question at a time."""
        try:
            self.send(ASK_IN_QUEUE, deadline)
        except Silent:
            return False
        return self.wait(lambda: len(self.heard.queued) >= answers, deadline)

    def send(self, data: bytes, deadline: Deadline) -> None:
        """Hand over all bytes, or raise Silent when the device stops taking them."""
        self._line.send(data, deadline)

    def wait(self, done: Callable[[], bool], deadline: Deadline) -> bool:
        """Listen until `done`. False: the deadline passed, however much was said."""
        while not done():
            data = self._line.receive(deadline)
            self._hear(data)
            if not data or deadline.passed:
                return done()
        return True

    def listen(self) -> None:
        """Take what already arrived: it answers nothing that is asked from now on."""
        for _ in range(MOST_READS):
            data = self._line.receive(Deadline(0))
            self._hear(data)
            if not data:
                return

    def discard(self) -> None:
        """Keep what was handed over and has not left from leaving, where possible."""
        self._line.discard()

    def _status(self, n: int, deadline: Deadline) -> int | None:
        self.heard.statuses.clear()
        try:
            self.send(question(n), deadline)
        except Silent:
            return None
        self.wait(lambda: bool(self.heard.statuses), deadline)
        return self.heard.statuses[0] if self.heard.statuses else None

    def _media(self, outlet: Outlet, deadline: Deadline) -> Media:
        if outlet.question != FULL_STATUS:
            byte = self._status(outlet.question, deadline)
            self._owes_status = byte is None
            return media_from(b"" if byte is None else bytes([byte]), outlet.bit)
        self.heard.full.clear()
        try:
            self.send(question(FULL_STATUS), deadline)
        except Silent:
            return Media.UNKNOWN
        self.wait(lambda: bool(self.heard.full), deadline)
        return media_from(self.heard.full[0] if self.heard.full else b"", outlet.bit)

    def _hear(self, data: bytes) -> None:
        for answer in self._parser.feed(data):
            self.heard.take(answer)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._line.close()
