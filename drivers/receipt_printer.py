"""A receipt printer that speaks ESC/POS over TCP. Implements port.ReceiptPrinter.

One connection a job or a question: an answer that comes late dies with its
connection and never answers a later question.
"""

import secrets
import threading

from drivers.escpos_connection import (
    CLEARED,
    Connection,
    Deadline,
    HungUp,
    NotConnected,
    Silent,
)
from drivers.port import UNPLUGGED, Condition, Health, MaybePrinted, NotPrinted

JOB_DEADLINE_S = 20.0
CONNECT_TIMEOUT_S = 1.5
CONDITION_TIMEOUT_S = 1.8
CLEAR_TIMEOUT_S = 0.5
SURE_CLEAR_TIMEOUT_S = 1.5
LOOK_AGAIN_S = 1.0
# Kept back from a job's deadline to empty a device that broke off.
CLOSING_S = 2.0

INITIALISE = b"\x1b@"
FEED_AND_CUT = b"\x1dV\x42\x00"
# No status byte looks like one of these, so an answer can always be told apart.
ID_LETTERS = bytes(range(ord("A"), ord("P")))

HUNG_UP = Condition(Health.UNKNOWN, "hung up")


class TcpReceiptPrinter:
    """Prints one slip at a time and asks the device for proof of each.

    `deadline_s` is for a whole job, from the first look at the device to the proof.
    """

    def __init__(
        self, host: str, port: int = 9100, *, deadline_s: float = JOB_DEADLINE_S
    ) -> None:
        self._address = (host, port)
        self._deadline_s = deadline_s
        self._one_at_a_time = threading.Lock()
        self._seen = Condition(Health.UNKNOWN, "not asked yet")
        # The rest of a slip may lie in the device and come out after a refill.
        self._broken_off = False
        self._confirms_clearing = False  # until it once did

    def condition(self) -> Condition:
        """Ask the device. While a slip prints, the answer is the last one known."""
        if not self._one_at_a_time.acquire(blocking=False):
            return self._seen
        try:
            self._seen = self._ask()
            return self._seen
        finally:
            self._one_at_a_time.release()

    def print_slip(self, slip: bytes) -> None:
        """Return once the device proved that everything before the proof is done."""
        deadline = Deadline(self._deadline_s)
        if not self._one_at_a_time.acquire(timeout=CONDITION_TIMEOUT_S):
            raise NotPrinted("busy")
        try:
            with Connection(self._address, CONNECT_TIMEOUT_S) as connection:
                self._make_ready(connection, deadline)
                self._print(connection, slip, deadline)
        except NotConnected as error:
            self._seen = UNPLUGGED
            self._confirms_clearing = False
            raise NotPrinted("not found") from error
        finally:
            self._one_at_a_time.release()

    def _ask(self) -> Condition:
        deadline = Deadline(CONDITION_TIMEOUT_S)
        try:
            with Connection(self._address, CONNECT_TIMEOUT_S) as connection:
                seen = connection.condition(deadline)
                if self._broken_off and seen.health is not Health.UNKNOWN:
                    seen = self._tidy(connection, seen, deadline)
                return seen
        except NotConnected:
            # Whatever is plugged in next may not know how.
            self._confirms_clearing = False
            return UNPLUGGED
        except (HungUp, Silent):
            return HUNG_UP

    def _make_ready(self, connection: Connection, deadline: Deadline) -> None:
        """Look at the device and empty it, or raise NotPrinted: no slip is sent yet."""
        try:
            self._seen = connection.condition(deadline.at_most(CONDITION_TIMEOUT_S))
            if not self._seen.usable:
                raise NotPrinted(self._seen.detail)
            self._seen = self._tidy(connection, self._seen, deadline)
            if not self._seen.usable:
                raise NotPrinted(self._seen.detail)
        except (HungUp, Silent) as error:
            self._seen = HUNG_UP
            raise NotPrinted("hung up") from error

    def _print(self, connection: Connection, slip: bytes, deadline: Deadline) -> None:
        job = _job_id()
        working = deadline.less(CLOSING_S)
        self._broken_off = True
        try:
            connection.send(INITIALISE + slip + _ask_for_proof(job), working)
            self._await_proof(connection, job, working)
        except Silent as error:
            self._break_off(connection)
            raise MaybePrinted("no proof of printing") from error
        except HungUp as error:
            self._seen = HUNG_UP
            raise MaybePrinted("hung up") from error
        self._broken_off = False
        # Better late than never: it does know how.
        self._confirms_clearing |= connection.said(CLEARED)

    def _await_proof(
        self, connection: Connection, job: bytes, deadline: Deadline
    ) -> None:
        """Wait for the proof; look at the device whenever it takes long."""
        proof = _proof(job)
        while not connection.received(proof, deadline.at_most(LOOK_AGAIN_S)):
            if deadline.passed:
                raise Silent
            seen = connection.condition(deadline.at_most(CONDITION_TIMEOUT_S))
            if seen.health is Health.FAILED and not connection.said(proof):
                self._seen = seen
                self._break_off(connection)
                raise MaybePrinted(seen.detail)

    def _break_off(self, connection: Connection) -> None:
        """Do at once what keeps the rest of the slip from coming out later."""
        try:
            self._confirms_clearing |= connection.clear(Deadline(CLOSING_S))
        except HungUp:
            self._seen = HUNG_UP

    def _tidy(
        self, connection: Connection, seen: Condition, deadline: Deadline
    ) -> Condition:
        """Empty the device; what was printed of a broken-off slip is cut off."""
        cleared = self._clear(connection, deadline)
        if not seen.usable or not self._broken_off:
            return seen
        # A device that answers statuses but never this may not know it. For such
        # a one ESC @ before the slip is all that can be done.
        if self._confirms_clearing and not cleared:
            return Condition(Health.FAILED, "not cleared", seen.paper)
        connection.send(INITIALISE + FEED_AND_CUT, deadline)
        self._broken_off = False
        return seen

    def _clear(self, connection: Connection, deadline: Deadline) -> bool:
        """Ask every time; one that never said that it cleared gets less patience."""
        sure = self._confirms_clearing
        patience_s = SURE_CLEAR_TIMEOUT_S if sure else CLEAR_TIMEOUT_S
        cleared = connection.clear(deadline.at_most(patience_s))
        self._confirms_clearing |= cleared
        return cleared


def _job_id() -> bytes:
    return bytes(secrets.choice(ID_LETTERS) for _ in range(4))


def _ask_for_proof(job: bytes) -> bytes:
    """GS ( H function 48: answer with this id once all before it is printed."""
    return b"\x1d(H\x06\x0000" + job


def _proof(job: bytes) -> bytes:
    return b"\x37\x22" + job + b"\x00"
