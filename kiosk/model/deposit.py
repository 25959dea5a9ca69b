"""预交金: what goes back of the money that was put down for a stay."""

from dataclasses import dataclass

from kiosk.model.money import Money


@dataclass(frozen=True, slots=True)
class DepositReturn:
    """So much of one deposit, by the way it came (rule M8)."""

    deposit_id: str
    amount: Money
