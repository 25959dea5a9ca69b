"""A receipt printer that speaks ESC/POS. Implements port.ReceiptPrinter.

One connection a job or a question: on a network an answer that comes late dies with
its connection; on a wire the next conversation first gets in step.

A slip counts as printed only with the proof its profile names:

    gs_h            the device sent back the number of this very job
    queued_status   it worked through all before GS r, has paper and no error after
                    it, and nothing else was owed to us: then the slip is out
    none            never; every such slip is MaybePrinted and the person is asked (P1)
"""

import contextlib
import threading
from dataclasses import replace

from drivers.escpos.connection import REPORT_NOTHING, Connection
from drivers.escpos.job import INITIALISE, Broken, SlipJob
from drivers.escpos.names import ask_names
from drivers.escpos.profile import EscposProfile, Proof
from drivers.port import (
    UNPLUGGED,
    Condition,
    Health,
    MaybePrinted,
    Media,
    NotPrinted,
)
from drivers.transport.address import address_of
from drivers.transport.line import Deadline, HungUp, NotConnected, Silent

JOB_DEADLINE_S = 20.0
CONNECT_TIMEOUT_S = 1.5
NAMES_TIMEOUT_S = 0.4
CONDITION_TIMEOUT_S = 1.6
CLEAR_TIMEOUT_S = 0.5
SURE_CLEAR_TIMEOUT_S = 1.5
IN_STEP_TIMEOUT_S = 3.0
# Kept back from a job's deadline to empty a device that broke off, and to hang up.
CLOSING_S = 2.0
EMPTYING_SHARE = 0.75
# More than any one picture of a slip: a line in the largest letters is 4 kB.
WHITE_BYTES = 16 * 1024
WHITE_S = 0.4

FEED_AND_CUT = b"\x1dV\x42\x00"
FEED = b"\x1bd\x06"

HUNG_UP = Condition(Health.UNKNOWN, "hung up")
NO_PROOF = "no proof of printing"


class EscposReceiptPrinter:
    """Prints one slip at a time and asks the device for proof of each.

    `address` as in drivers.transport.address; ValueError if it is none. `deadline_s`
    is for a whole job, from the first look at the device to the proof.
    """

    def __init__(
        self,
        address: str,
        profile: EscposProfile,
        *,
        deadline_s: float = JOB_DEADLINE_S,
    ) -> None:
        self._address = address_of(address)
        self._profile = profile
        self._deadline_s = deadline_s
        self._one_at_a_time = threading.Lock()
        self._seen = Condition(Health.UNKNOWN, "not asked yet")
        # The rest of a slip may lie in the device and come out after a refill.
        self._broken_off = False
        self._confirms_clearing = False  # until it once did
        self._names = ""
        self._presented = False  # a slip was seen in the outlet

    def condition(self) -> Condition:
        """Ask the device. While a slip prints, the answer is the last one known."""
        if not self._one_at_a_time.acquire(blocking=False):
            return self._seen
        try:
            self._seen = self._told_apart(self._ask())
            return self._seen
        finally:
            self._one_at_a_time.release()

    def _told_apart(self, seen: Condition) -> Condition:
        """A printer that can never prove a slip is not as well as one that can."""
        if seen.health is Health.OK and self._profile.proof is Proof.NONE:
            return replace(seen, health=Health.DEGRADED, detail="proves no slip")
        return seen

    def identity(self) -> str:
        """Maker and model, as the printer last said."""
        if self._names or not self._profile.names:
            return self._names
        if not self._one_at_a_time.acquire(blocking=False):
            return self._names
        try:
            line = self._address.open(CONNECT_TIMEOUT_S)
        except NotConnected:
            return ""
        else:
            with contextlib.closing(line):
                self._names = ask_names(line, Deadline(NAMES_TIMEOUT_S))
            return self._names
        finally:
            self._one_at_a_time.release()

    def print_slip(self, slip: bytes) -> None:
        """Return once the device proved that everything before the proof is done."""
        deadline = Deadline(self._deadline_s)
        if not self._one_at_a_time.acquire(timeout=CONDITION_TIMEOUT_S):
            raise NotPrinted("busy")
        try:
            with self._connect() as connection:
                self._make_ready(connection, deadline)
                self._refuse_too_long(connection, slip, deadline)
                self._print(connection, slip, deadline)
        except NotConnected as error:
            self._seen = self._lost(error)
            raise NotPrinted(self._seen.detail) from error
        finally:
            self._one_at_a_time.release()

    def _connect(self) -> Connection:
        return Connection(self._address.open(CONNECT_TIMEOUT_S), self._profile)

    def _ask(self) -> Condition:
        deadline = Deadline(CONDITION_TIMEOUT_S)
        try:
            with self._connect() as connection:
                seen = self._look(connection, deadline)
                if self._broken_off and seen.health is not Health.UNKNOWN:
                    seen = self._tidy(connection, seen, deadline)
                return seen
        except NotConnected as error:
            return self._lost(error)
        except (HungUp, Silent):
            return HUNG_UP

    def _lost(self, error: NotConnected) -> Condition:
        # Whatever is plugged in next may not know how.
        self._confirms_clearing = False
        return replace(UNPLUGGED, detail=str(error))

    def _look(self, connection: Connection, deadline: Deadline) -> Condition:
        """One look. An empty outlet means "taken" only if a slip was seen in it."""
        seen = connection.condition(deadline)
        self._presented |= seen.media is Media.PRESENT
        if seen.media is Media.TAKEN and not self._presented:
            return replace(seen, media=Media.UNKNOWN)
        return seen

    def _make_ready(self, connection: Connection, deadline: Deadline) -> None:
        """Look at the device and empty it, or raise NotPrinted: no slip is sent yet."""
        try:
            self._seen = self._look(connection, deadline.at_most(CONDITION_TIMEOUT_S))
            if not self._seen.usable:
                raise NotPrinted(self._seen.detail)
            self._seen = self._tidy(connection, self._seen, deadline)
            if not self._seen.usable:
                raise NotPrinted(self._seen.detail)
            if not self._in_step(connection, deadline):
                self._seen = self._look(connection, deadline)
                raise NotPrinted(self._seen.detail or "no queued answer")
        except (HungUp, Silent) as error:
            self._seen = HUNG_UP
            raise NotPrinted("hung up") from error

    def _refuse_too_long(
        self, connection: Connection, slip: bytes, deadline: Deadline
    ) -> None:
        """Half a slip is worse than none."""
        speed = connection.bytes_per_second
        if speed is not None and len(slip) / speed > deadline.less(CLOSING_S).left_s:
            raise NotPrinted("too long for the line")

    def _print(self, connection: Connection, slip: bytes, deadline: Deadline) -> None:
        working = deadline.less(CLOSING_S)
        self._broken_off = True
        job = SlipJob(connection, self._profile, self._look)
        try:
            job.send(slip, working)
            job.await_proof(working)
        except Broken as error:
            self._seen = error.seen
            self._break_off(connection)
            raise MaybePrinted(error.seen.detail) from error
        except Silent as error:
            self._break_off(connection)
            raise MaybePrinted(NO_PROOF) from error
        except HungUp as error:
            self._seen = HUNG_UP
            raise MaybePrinted("hung up") from error
        self._broken_off = False
        # Better late than never: it does know how.
        self._confirms_clearing |= connection.heard.cleared
        if self._profile.proof is Proof.NONE:
            raise MaybePrinted(NO_PROOF)

    def _break_off(self, connection: Connection) -> None:
        """Do at once what keeps the rest of the slip from coming out later."""
        connection.discard()
        if not self._profile.clears:
            return
        try:
            self._confirms_clearing |= connection.clear(
                Deadline(CLOSING_S * EMPTYING_SHARE)
            )
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
        stuck = self._confirms_clearing and not cleared
        if stuck or not self._drained(connection, deadline):
            return replace(seen, health=Health.FAILED, detail="not cleared")
        end = FEED_AND_CUT if self._profile.has_cutter else FEED
        connection.send(INITIALISE + end, deadline)
        # Bytes may die with their connection; an answer behind them says they arrived.
        seen = self._look(connection, deadline)
        self._broken_off = seen.health is Health.UNKNOWN
        return seen

    def _drained(self, connection: Connection, deadline: Deadline) -> bool:
        """Get out of a device that cannot be cleared what still lies in it.

        A picture whose end was lost swallows all that follows, questions too, until
        it has its dots: it gets white ones. Elsewhere a printer ignores them.
        """
        if self._profile.clears:
            return self._in_step(connection, deadline)
        if self._profile.proof is Proof.QUEUED_STATUS:
            soon = deadline.at_most(deadline.left_s / 2)
            if self._in_step(connection, soon):
                return True
        speed = connection.bytes_per_second
        most = WHITE_BYTES if speed is None else int(speed * WHITE_S)
        connection.send(bytes(min(WHITE_BYTES, most)), deadline)
        return self._in_step(connection, deadline)

    def _clear(self, connection: Connection, deadline: Deadline) -> bool:
        """Ask every time; one that never said that it cleared gets less patience."""
        if not self._profile.clears:
            return False
        sure = self._confirms_clearing
        patience_s = SURE_CLEAR_TIMEOUT_S if sure else CLEAR_TIMEOUT_S
        cleared = connection.clear(deadline.at_most(patience_s))
        self._confirms_clearing |= cleared
        return cleared

    def _in_step(self, connection: Connection, deadline: Deadline) -> bool:
        """Where GS r is the proof, no answer to an earlier one may still come."""
        if self._profile.proof is not Proof.QUEUED_STATUS:
            return True
        if self._profile.reports_changes:
            connection.send(REPORT_NOTHING, deadline)
        return connection.in_step(deadline.at_most(IN_STEP_TIMEOUT_S))
