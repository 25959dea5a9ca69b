"""What is true of one payment right now. The journal can always tell."""

from dataclasses import dataclass, field

from kiosk.model.charge import Refusal
from kiosk.model.codes import Code
from kiosk.model.deferral import Capture
from kiosk.model.deposit import DepositReturn
from kiosk.model.intent import Intent, Order
from kiosk.model.invoice import Invoice
from kiosk.model.money import Money, total
from kiosk.model.settlement import Settlement


@dataclass(frozen=True, slots=True)
class Taken:
    """One share of the money, and how much of it was taken."""

    share: int
    amount: Money


@dataclass(frozen=True, slots=True)
class Done:
    """What has been reached so far. Should the rest fail, all of it is undone."""

    taken: tuple[Taken, ...] = ()
    settlement: Settlement | None = None  # where insurance came first

    def and_taken(self, taken: Taken) -> "Done":
        return Done((*self.taken, taken), self.settlement)


NOTHING_DONE = Done()


@dataclass(frozen=True, slots=True)
class Authorising:
    """One-code pay is asked to allow the amount. No money can have moved."""

    intent: Intent


@dataclass(frozen=True, slots=True)
class Charging:
    """A share's charge is out. Whether money moved is not known."""

    intent: Intent
    done: Done = NOTHING_DONE
    asked: int = 0

    @property
    def share(self) -> int:
        return len(self.done.taken)


@dataclass(frozen=True, slots=True)
class AwaitingPayer:
    """The payer has to confirm on the phone, or to scan what is shown first."""

    intent: Intent
    done: Done = NOTHING_DONE
    asked: int = 0
    qr: str = field(default="", repr=False)  # the text of the code that is shown

    @property
    def share(self) -> int:
        return len(self.done.taken)


@dataclass(frozen=True, slots=True)
class Closing:
    """The charge is being ended for good: it was paid, or it never will be.

    `doubted` is another sum than was agreed, said once. Said twice it is believed.
    """

    intent: Intent
    done: Done = NOTHING_DONE
    doubted: Money | None = None

    @property
    def share(self) -> int:
        return len(self.done.taken)


@dataclass(frozen=True, slots=True)
class Reversing:
    """The payer took too long. Whatever was taken goes back."""

    intent: Intent
    done: Done = NOTHING_DONE

    @property
    def share(self) -> int:
        return len(self.done.taken)


@dataclass(frozen=True, slots=True)
class Settling:
    """The hospital is being told. After money: however long it takes. Before money:
    as long as the patient may wait, with the code that will pay in hand."""

    intent: Intent
    taken: tuple[Taken, ...] = ()
    code: Code | None = field(default=None, repr=False)

    @property
    def paid(self) -> Money:
        return _sum(self.taken)

    @property
    def before_money(self) -> bool:
        order = self.intent.order
        return order is Order.SETTLE_FIRST and bool(self.intent.shares)


@dataclass(frozen=True, slots=True)
class Settled:
    """Paid and settled. The invoice comes when it comes; `owing` goes back, because
    some of the bills were no longer there to be settled, and so does what a stay left
    of its deposits, but for those `returned`."""

    intent: Intent
    taken: tuple[Taken, ...]
    settlement: Settlement
    invoice: Invoice | None = None
    owing: tuple[Taken, ...] = ()
    returned: tuple[str, ...] = ()  # ids of deposits

    @property
    def paid(self) -> Money:
        """What was charged for it in the end."""
        return self.settlement.split.self_pay - self.intent.deposits

    @property
    def to_return(self) -> tuple[DepositReturn, ...]:
        """What is still on its way."""
        returns = self.intent.returns
        return tuple(one for one in returns if one.deposit_id not in self.returned)


@dataclass(frozen=True, slots=True)
class Undoing:
    """It came to nothing. What was settled is revoked, then `owing` goes back."""

    intent: Intent
    reason: Refusal
    taken: tuple[Taken, ...] = ()
    owing: tuple[Taken, ...] = ()
    revoking: bool = False

    @property
    def paid(self) -> Money:
        return _sum(self.owing)


@dataclass(frozen=True, slots=True)
class Refunded:
    """What was taken went back."""

    intent: Intent
    reason: Refusal
    taken: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class Declined:
    """No money moved."""

    intent: Intent
    reason: Refusal


@dataclass(frozen=True, slots=True)
class Deferred:
    """Registered offline. Nothing was taken; nothing will be before central answers."""

    intent: Intent
    capture: Capture


@dataclass(frozen=True, slots=True)
class CarryingOut:
    """Central is back and is being told. From here on money may move."""

    intent: Intent
    capture: Capture


@dataclass(frozen=True, slots=True)
class Indebted:
    """Central would not carry it out. The patient still owes, and is told so."""

    intent: Intent
    reason: Refusal
    reported: bool = False


Payment = (
    Authorising
    | Charging
    | AwaitingPayer
    | Closing
    | Reversing
    | Settling
    | Settled
    | Undoing
    | Refunded
    | Declined
    | Deferred
    | CarryingOut
    | Indebted
)


def _sum(taken: tuple[Taken, ...]) -> Money:
    return total(one.amount for one in taken)
