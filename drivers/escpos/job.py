"""One slip on its way through a printer: sent, watched, and proved or not.

Here is decided what counts as a proof (see drivers.escpos.receipt_printer); what to do
when there is none is decided there.
"""

import secrets
from collections.abc import Callable
from functools import partial

from drivers.escpos.connection import (
    PAIR,
    REPORT_CHANGES,
    REPORT_NOTHING,
    Connection,
)
from drivers.escpos.profile import EscposProfile, Proof
from drivers.escpos.status import proves_progress
from drivers.port import Condition, Health
from drivers.transport.line import Deadline, Silent

LOOK_AGAIN_S = 1.0
LOOK_TIMEOUT_S = 1.6
# How long a slip without proof is watched for faults before the person is asked.
UNPROVED_S = 3.0
SLICE_BYTES = 4096

INITIALISE = b"\x1b@"
# No status byte looks like one of these, so an answer can always be told apart.
ID_LETTERS = bytes(range(ord("A"), ord("P")))

Look = Callable[[Connection, Deadline], Condition]


class Broken(Exception):
    """The device reports a fault while the slip is in it. Carries what it said."""

    def __init__(self, seen: Condition) -> None:
        super().__init__(seen.detail)
        self.seen = seen


class SlipJob:
    """Its methods raise Broken, Silent or HungUp: some of it may be on the paper."""

    def __init__(
        self, connection: Connection, profile: EscposProfile, look: Look
    ) -> None:
        self._connection = connection
        self._profile = profile
        self._look = look

    def send(self, slip: bytes, deadline: Deadline) -> None:
        """In slices, so that a reported fault stops the rest.

        No question is asked here: within a picture it would be taken for dots.
        """
        data = self._framed(slip)
        for start in range(0, len(data), SLICE_BYTES):
            self._connection.send(data[start : start + SLICE_BYTES], deadline)
            self._connection.listen()
            if self._connection.heard.alarm is not None:
                raise Broken(self._connection.heard.alarm)

    def await_proof(self, deadline: Deadline) -> None:
        """Return with the proof that the profile names; without one if it names none.

        Look at the device meanwhile whenever it takes long or raises an alarm.
        """
        match self._profile.proof:
            case Proof.GS_H:
                job = _job_id()
                self._connection.send(_ask_for_proof(job), deadline)
                self._watch(partial(self._proved, job), deadline)
            case Proof.QUEUED_STATUS:
                self._await_queued(deadline)
            case Proof.NONE:
                watched = deadline.at_most(UNPROVED_S)
                while not watched.passed:
                    self._connection.wait(_never, watched.at_most(LOOK_AGAIN_S))
                    self._check(deadline)

    def _framed(self, slip: bytes) -> bytes:
        """The slip, during which the device reports changes by itself if it can.

        Not where GS r is the proof: a report that lost its first byte on the wire
        would look like its answers.
        """
        if self._profile.reports_changes and self._profile.proof is Proof.GS_H:
            return INITIALISE + REPORT_CHANGES + slip + REPORT_NOTHING
        return INITIALISE + slip

    def _await_queued(self, deadline: Deadline) -> None:
        """Raise Silent unless everything fits: two answers, the same, and no fault."""
        queued = self._connection.heard.queued
        for answers in range(1, PAIR + 1):
            if len(queued) != answers - 1:
                raise Silent
            self._connection.ask_in_queue(answers, deadline.at_most(LOOK_AGAIN_S))
            self._watch(partial(self._answered, answers), deadline)
        self._connection.wait(_never, deadline.at_most(self._profile.settles_s))
        seen = self._check(deadline)
        fits = len(queued) == PAIR and len(set(queued)) == 1
        if not (fits and seen.usable and proves_progress(queued[0])):
            raise Silent

    def _watch(self, done: Callable[[], bool], deadline: Deadline) -> None:
        heard = self._connection.heard

        def stirred() -> bool:
            return done() or heard.alarm is not None

        while True:
            self._connection.wait(stirred, deadline.at_most(LOOK_AGAIN_S))
            if done():
                return
            if deadline.passed:
                raise Silent
            self._check(deadline, done)

    def _check(
        self, deadline: Deadline, done: Callable[[], bool] = lambda: False
    ) -> Condition:
        """Look at the device. A fault that comes after the proof is no fault of it."""
        self._connection.heard.alarm = None
        seen = self._look(self._connection, deadline.at_most(LOOK_TIMEOUT_S))
        if seen.health is Health.FAILED and not done():
            raise Broken(seen)
        return seen

    def _proved(self, job: bytes) -> bool:
        return job in self._connection.heard.proved

    def _answered(self, answers: int) -> bool:
        return len(self._connection.heard.queued) >= answers


def _never() -> bool:
    return False


def _job_id() -> bytes:
    return bytes(secrets.choice(ID_LETTERS) for _ in range(4))


def _ask_for_proof(job: bytes) -> bytes:
    """GS ( H function 48: answer with this id once all before it is printed."""
    return b"\x1d(H\x06\x0000" + job
