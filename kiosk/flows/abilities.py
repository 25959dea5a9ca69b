"""What the kiosk can finish right now, which is all that it offers (rule D4)."""

from dataclasses import dataclass

from kiosk.model.document import Document
from kiosk.model.intent import Method
from kiosk.model.standing import Page


@dataclass(frozen=True, slots=True)
class Abilities:
    """What can be finished right now (rule D4)."""

    scanner: bool = True
    central: bool = True
    storage: bool = True
    receipts: bool = True
    invoices: bool = True
    sound: bool = True  # no bug of ours has shown itself
    enrolled: bool = True  # central knows this kiosk; else it serves nobody
    forms: int = 0  # sheets of numbered stock that can be used now (rule P5)
    stays: bool = False  # the hospital lets inpatients pay and settle here
    registrations: bool = False  # the hospital lets patients register here
    checks: bool = False  # the hospital lets patients see what is left to do
    pages: tuple[Page, ...] = ()  # what else it lets them read there
    deferrals: bool = False  # the hospital lets patients register for later (rule O3)
    shown: tuple[Method, ...] = ()  # whose codes the kiosk may show, to be scanned

    @property
    def can_serve(self) -> bool:
        return self.scanner and self.storage and self.sound and self.enrolled

    @property
    def can_pay(self) -> bool:
        return self.can_serve and self.central

    @property
    def can_defer(self) -> bool:
        """Whether a guide slip is worth showing: the network is down, and only that."""
        return self.can_serve and self.deferrals and not self.central

    @property
    def can_collect(self) -> bool:
        """Whether invoices can be printed on demand (rule D4)."""
        return self.can_pay and self.invoices

    @property
    def can_register(self) -> bool:
        """Whether a place in a clinic can be taken and paid for."""
        return self.can_pay and self.registrations

    @property
    def can_stay(self) -> bool:
        """Whether a stay can be paid for and settled, 住院."""
        return self.can_pay and self.stays

    @property
    def can_check(self) -> bool:
        """Whether she can see what is left to do before she goes home."""
        return self.can_pay and self.checks

    @property
    def can_exchange(self) -> bool:
        """Whether an invoice can be put on numbered stock, 换开."""
        return self.can_pay and self.forms > 0

    def can_print(self, document: Document) -> bool:
        return self.receipts if document.is_slip else self.invoices


NOTHING = Abilities(
    scanner=False, central=False, receipts=False, invoices=False, enrolled=False
)
