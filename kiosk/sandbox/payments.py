"""One payment as the books tell it: its charges, its settlement, and their end. Pure.

A settlement stands until it is revoked, and only one that came before the money can
be. No money is taken, and nothing settled, under a payment that was revoked.
"""

from dataclasses import dataclass

from kiosk.model.charge import ChargeStatus
from kiosk.model.intent import Order
from kiosk.model.money import ZERO, Money, total
from kiosk.sandbox.records import Charge, Revocation, Settled

_LIVE = (ChargeStatus.PAID, ChargeStatus.USER_PAYING)


@dataclass(frozen=True, slots=True)
class Payment:
    """All that happened under one payment's key."""

    charges: tuple[Charge, ...] = ()
    settled: Settled | None = None  # whether it still stands or not
    revocation: Revocation | None = None

    @property
    def is_revoked(self) -> bool:
        return self.revocation is not None

    @property
    def standing(self) -> Settled | None:
        """The settlement, unless it was revoked."""
        return None if self.is_revoked else self.settled

    @property
    def is_final(self) -> bool:
        """Whether a settlement stands that nothing undoes any more."""
        standing = self.standing
        return standing is not None and standing.order is not Order.SETTLE_FIRST

    @property
    def awaits_money(self) -> Settled | None:
        """The settlement that came before its money, if it stands."""
        return None if self.is_final else self.standing

    @property
    def kept(self) -> Money:
        """What was taken and not given back."""
        return total(one.taken for one in self.charges)

    @property
    def claimed(self) -> Money:
        """What is kept, and what payers are being asked for."""
        return total(
            one.amount - one.returned for one in self.charges if one.status in _LIVE
        )

    @property
    def is_paying(self) -> bool:
        """Whether some payer is being asked right now."""
        return any(one.status is ChargeStatus.USER_PAYING for one in self.charges)

    @property
    def unpaid(self) -> Money:
        """What was settled before its money, and has not come yet."""
        settled = self.awaits_money
        return settled.due - self.kept if settled else ZERO

    def is_about(self, psn_no: str, presettle_id: str) -> bool:
        """Whether all of it is about this patient and this quote."""
        told = [(one.psn_no, one.presettle_id) for one in self.charges]
        if self.settled is not None:
            told.append((self.settled.psn_no, self.settled.presettle_id))
        return all(one == (psn_no, presettle_id) for one in told)
