"""The one sentence about money that is true of a payment (rule M11)."""

from typing import assert_never

from kiosk.flows.payment_states import (
    AwaitingPayer,
    Charging,
    Closing,
    Declined,
    Payment,
    Refunded,
    Refunding,
    Reversing,
    Settled,
    Settling,
)
from kiosk.model.receipt import MoneyWord


def money_word(state: Payment) -> MoneyWord:
    """Never NOT_TAKEN while money may be gone, never TAKEN before it is."""
    match state:
        case Declined() | Refunded():
            return MoneyWord.NOT_TAKEN
        case Charging() | AwaitingPayer() | Closing() | Reversing():
            return MoneyWord.UNCERTAIN
        case Settling(paid=paid):
            # Without a charge it is the settlement that takes, from the account.
            return MoneyWord.TAKEN if paid else MoneyWord.UNCERTAIN
        case Settled() | Refunding():
            return MoneyWord.TAKEN
    assert_never(state)
