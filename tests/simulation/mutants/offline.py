"""Bugs in deferrals and in the delivery of what is owed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from kiosk.app.ledger import Ledger
from kiosk.app.simulation import machine
from kiosk.app.simulation.machine import SimKiosk
from kiosk.flows import payment
from kiosk.flows.payment import Step
from kiosk.flows.payment_effects import BeginDeferral, CarryOut, Duty
from kiosk.flows.payment_events import PaymentEvent
from kiosk.flows.payment_states import CarryingOut, Deferred, Payment
from offline_queue.outbox import Outbox, Task
from tests.simulation.mutants.planting import mutant, other_step, without_duty


@mutant
def a_deferral_is_sent_while_the_screen_says_nothing_is_taken() -> Iterator[None]:
    original_owed, original_step = payment.owed, payment.step

    def owed(state: Payment) -> tuple[Duty, ...]:
        if isinstance(state, Deferred):
            return (CarryOut(state.intent, state.capture),)
        return original_owed(state)

    def change(state: Payment, event: PaymentEvent, step: Step) -> Step:
        if isinstance(state, Deferred):
            return original_step(CarryingOut(state.intent, state.capture), event)
        return step

    with other_step(change), patch.object(payment, "owed", owed):
        yield


@mutant
def a_deferral_is_never_begun() -> Iterator[None]:
    with without_duty(BeginDeferral):
        yield


@mutant
def nothing_caps_what_is_promised() -> Iterator[None]:
    with patch("kiosk.app.deferrals.objection", lambda *_: None):
        yield


@mutant
def one_patients_deferrals_overtake_each_other() -> Iterator[None]:
    original = Ledger._owing

    def owing(self: Ledger, state: Any) -> tuple[str, list[Task]]:
        stream, tasks = original(self, state)
        return stream, [replace(task, lane="") for task in tasks]

    with patch.object(Ledger, "_owing", owing):
        yield


@mutant
def what_is_owed_is_dropped_when_it_fails() -> Iterator[None]:
    original = Outbox.count_try

    def count_try(self: Outbox, place: int, reason: str) -> None:
        original(self, place, reason)
        with self._database.transaction() as transaction:
            transaction.rows("DELETE FROM outbox WHERE place = ?", place)

    with patch.object(Outbox, "count_try", count_try):
        yield


@mutant
def nobody_is_told_of_what_does_not_get_through() -> Iterator[None]:
    with patch.object(machine, "is_overdue", lambda owed, waited_s: False):
        yield


@mutant
def the_wall_clock_decides_when_to_try_again() -> Iterator[None]:
    original = SimKiosk._compose

    def compose(self: SimKiosk) -> None:
        original(self)
        assert self.delivery is not None
        self.delivery._clock = lambda: self._ground.wall.now().timestamp()

    with patch.object(SimKiosk, "_compose", compose):
        yield
