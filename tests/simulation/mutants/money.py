"""Bugs in the payment machine: what follows from which fact."""

from collections.abc import Iterator
from dataclasses import replace
from unittest.mock import patch

from kiosk.app.engine import Engine
from kiosk.app.events import Event
from kiosk.app.payments import Payments
from kiosk.central import http, reading, wire
from kiosk.flows import payment
from kiosk.flows.payment import Step
from kiosk.flows.payment_effects import Charge, CloseCharge, GiveUp, ReverseCharge
from kiosk.flows.payment_events import (
    ChargeConfirmed,
    ChargeUnanswered,
    Opened,
    PaymentEvent,
    PowerReturned,
    QrTakenDown,
    SettlementRefused,
)
from kiosk.flows.payment_states import (
    AwaitingPayer,
    Charging,
    Closing,
    Declined,
    Payment,
    Refunded,
    Reversing,
    Settled,
    Settling,
    Taken,
    Undoing,
)
from kiosk.model.charge import Refusal
from kiosk.model.intent import Intent
from kiosk.model.money import Money
from kiosk.model.settlement import Settlement
from tests.simulation.mutants.planting import mutant, other_step, without_duty

Underway = AwaitingPayer | Charging | Closing


@mutant
def silence_counts_as_a_refusal() -> Iterator[None]:
    def change(state: Payment, event: PaymentEvent, step: Step) -> Step:
        if isinstance(state, Charging) and isinstance(event, ChargeUnanswered):
            return Step(Declined(state.intent, Refusal.NOT_ANSWERED))
        return step

    with other_step(change):
        yield


@mutant
def a_new_key_is_made_after_a_time_out() -> Iterator[None]:
    def change(state: Payment, event: PaymentEvent, step: Step) -> Step:
        if isinstance(state, Charging) and isinstance(event, ChargeUnanswered):
            again = replace(state.intent, key=f"{state.intent.key[:-3]}fff")
            return Step(step.state, (*step.effects, Charge(again)))
        return step

    with other_step(change):
        yield


@mutant
def the_charge_leaves_before_its_key_is_written() -> Iterator[None]:
    engine_handle, payments_handle = Engine.handle, Payments.handle
    unwritten: list[tuple[Payments, Opened]] = []

    def handle(self: Engine, event: Event) -> None:
        while unwritten:
            payments_handle(*unwritten.pop())
        engine_handle(self, event)

    def send_first(self: Payments, event: PaymentEvent) -> None:
        if not isinstance(event, Opened):
            payments_handle(self, event)
            return
        unwritten.append((self, event))
        for effect in payment.begin(event).effects:
            self.perform(effect)

    with (
        patch.object(Engine, "handle", handle),
        patch.object(Payments, "handle", send_first),
    ):
        yield


@mutant
def a_charge_is_repeated_after_a_power_cut() -> Iterator[None]:
    def change(state: Payment, event: PaymentEvent, step: Step) -> Step:
        if isinstance(state, Charging) and isinstance(event, PowerReturned):
            give_up = GiveUp(state.intent.key, state.share, 45)
            return Step(state, (Charge(state.intent, state.share), give_up))
        return step

    with other_step(change):
        yield


@mutant
def a_power_cut_counts_as_a_refusal() -> Iterator[None]:
    def change(state: Payment, event: PaymentEvent, step: Step) -> Step:
        if isinstance(state, Charging) and isinstance(event, PowerReturned):
            return Step(Declined(state.intent, Refusal.NOT_ANSWERED))
        return step

    with other_step(change):
        yield


@mutant
def late_money_is_ignored() -> Iterator[None]:
    def change(state: Payment, event: PaymentEvent, step: Step) -> Step:
        over = isinstance(state, Closing | Reversing | Declined | Undoing | Refunded)
        if over and isinstance(event, ChargeConfirmed):
            return Step(Declined(state.intent, Refusal.TOO_SLOW))
        return step

    with other_step(change):
        yield


@mutant
def a_refused_settlement_keeps_the_money() -> Iterator[None]:
    def change(state: Payment, event: PaymentEvent, step: Step) -> Step:
        if isinstance(state, Settling) and isinstance(event, SettlementRefused):
            return Step(Declined(state.intent, event.reason))
        return step

    with other_step(change):
        yield


@mutant
def what_too_much_was_taken_is_kept() -> Iterator[None]:
    def change(state: Payment, event: PaymentEvent, step: Step) -> Step:
        if isinstance(step.state, Settled) and not isinstance(state, Settled):
            return Step(replace(step.state, owing=()))
        return step

    with other_step(change):
        yield


@mutant
def a_settlement_without_its_money_is_not_revoked() -> Iterator[None]:
    def change(state: Payment, event: PaymentEvent, step: Step) -> Step:
        if isinstance(step.state, Undoing) and step.state.revoking:
            return Step(Declined(state.intent, step.state.reason))
        return step

    with other_step(change):
        yield


@mutant
def one_share_is_forgotten_when_all_is_undone() -> Iterator[None]:
    def change(state: Payment, event: PaymentEvent, step: Step) -> Step:
        after = step.state
        if isinstance(after, Undoing) and not isinstance(state, Undoing):
            return Step(replace(after, owing=after.owing[1:]))
        return step

    with other_step(change):
        yield


@mutant
def a_reversal_goes_out_too_early() -> Iterator[None]:
    def change(state: Payment, event: PaymentEvent, step: Step) -> Step:
        if isinstance(step.state, AwaitingPayer):
            return Step(Reversing(state.intent, step.state.done))
        return step

    with other_step(change):
        yield


@mutant
def another_sum_is_believed_at_once() -> Iterator[None]:
    def taken(state: Underway, paid: Money) -> Step:
        done = state.done.and_taken(Taken(state.share, paid))
        if len(done.taken) < len(state.intent.shares):
            return payment._charge(state.intent, done, None)
        return Step(Settling(state.intent, done.taken))

    with patch.object(payment, "_taken", taken):
        yield


@mutant
def every_share_has_the_same_key() -> Iterator[None]:
    def same(payment_key: str, share: int) -> str:
        return payment_key

    with patch("kiosk.model.intent.charge_key", same):
        yield


@mutant
def nobody_closes_a_charge() -> Iterator[None]:
    with without_duty(CloseCharge, ReverseCharge):
        yield


@mutant
def another_patients_settlement_is_believed() -> Iterator[None]:
    def believe(reply: wire.SettleReply, intent: Intent) -> Settlement:
        split = reading.read_split(reply.split)
        return Settlement(reply.setl_id, reply.psn_no, split, reply.setl_time)

    with patch.object(http, "read_settlement", believe):
        yield


@mutant
def a_shown_code_stays_open_when_its_screen_ends() -> Iterator[None]:
    def change(state: Payment, event: PaymentEvent, step: Step) -> Step:
        if isinstance(event, QrTakenDown) and isinstance(step.state, Closing):
            return Step(Declined(state.intent, Refusal.TOO_SLOW))
        return step

    with other_step(change):
        yield
