"""The one sentence about money that is true of a payment (rule M11)."""

from typing import assert_never

from kiosk.flows.payment_states import (
    Authorising,
    AwaitingPayer,
    CarryingOut,
    Charging,
    Closing,
    Declined,
    Deferred,
    Indebted,
    Payment,
    Refunded,
    Reversing,
    Settled,
    Settling,
    Undoing,
)
from kiosk.model.receipt import MoneyWord


def money_word(state: Payment) -> MoneyWord:
    """Never NOT_TAKEN while money may be gone, never TAKEN before it is."""
    match state:
        case Declined() | Refunded() | Deferred() | Indebted():
            return MoneyWord.NOT_TAKEN
        case Authorising() | Charging() | AwaitingPayer() | Closing() | Reversing():
            return MoneyWord.UNCERTAIN
        case CarryingOut():
            return MoneyWord.UNCERTAIN
        case Settling(taken=taken):
            # Without a charge it is the settlement that takes, from the account.
            return MoneyWord.TAKEN if taken else MoneyWord.UNCERTAIN
        case Undoing(owing=owing):
            # A settlement that is being revoked may have used the account.
            return MoneyWord.TAKEN if owing else MoneyWord.UNCERTAIN
        case Settled():
            return MoneyWord.TAKEN
    assert_never(state)
