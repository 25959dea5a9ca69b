"""Bugs with stays, and with places that are given back."""

from collections.abc import Iterator
from unittest.mock import patch

from kiosk.app import courier
from kiosk.app.courier import Courier
from kiosk.central.port import Unanswered
from kiosk.flows import payment
from kiosk.flows.cancelling import CancelConfirmed, CancelEvent
from kiosk.flows.payment_effects import ReturnDeposit
from kiosk.flows.payment_events import DepositReturned
from kiosk.flows.payment_states import Settled
from kiosk.model.money import Money
from kiosk.model.registration import Cancellation
from tests.simulation.mutants.planting import mutant


@mutant
def a_deposit_counts_as_returned_where_central_is_silent() -> Iterator[None]:
    do = Courier._do

    def hope(self: Courier, duty: courier.Answerable) -> courier.Outcome:
        try:
            return do(self, duty)
        except Unanswered:
            if isinstance(duty, ReturnDeposit):
                return DepositReturned(duty.key, duty.what.deposit_id)
            raise

    with patch.object(Courier, "_do", hope):
        yield


@mutant
def only_one_deposit_of_a_stay_goes_back() -> Iterator[None]:
    returns = payment._returns

    def first(state: Settled) -> tuple[ReturnDeposit, ...]:
        return returns(state)[:1] if not state.returned else ()

    with patch.object(payment, "_returns", first):
        yield


@mutant
def a_place_counts_as_given_back_where_central_is_silent() -> Iterator[None]:
    cancel = Courier._cancel

    def hope(self: Courier, cancellation: Cancellation) -> CancelEvent:
        try:
            return cancel(self, cancellation)
        except Unanswered:
            return CancelConfirmed(cancellation.key, Money(38_00))

    with patch.object(Courier, "_cancel", hope):
        yield
