"""What is to be paid, by whom, and in which ways."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.flows.payment_states import (
    AwaitingPayer,
    Charging,
    Closing,
    Payment,
    Reversing,
    Settling,
    Undoing,
)
from kiosk.flows.visit_states import (
    AwaitingPaymentCode,
    ChoosingChannel,
    DeferralOffered,
    Opening,
    Paying,
    Quoted,
    RaisingLimit,
    Recognised,
    SigningUp,
    Visit,
)
from kiosk.model.deferral import Offer
from kiosk.model.intent import Method
from kiosk.model.money import ZERO, Money, total
from kiosk.model.patient import CreditContract, Identity
from kiosk.model.registration import Registration
from kiosk.model.stay import Stay
from ui import registration_wording
from ui.message import today as hospital_day
from ui.message import yuan
from ui.payment_wording import methods
from ui.rows import Rows

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of the total, and whose it is."""

    label: str
    amount: str


@QmlElement
class AmountViewModel(QObject):
    """The pre-settlement as QML sees it. Amounts are text."""

    changed = Signal()

    def __init__(self, today: Callable[[], date] = hospital_day) -> None:
        super().__init__()
        self._today = today
        self._offer: Offer | None = None
        self._quoted: Quoted | None = None
        self._payment: Payment | None = None
        self._credit = ZERO
        self._identity: Identity | None = None
        self._parts = Rows(PartRow)

    def show(self, state: Visit) -> None:
        self._quoted = self._payment = None
        self._credit = ZERO
        self._identity = _known(state)
        match state:
            case Quoted():
                self._quoted, self._credit = state, state.partial_credit
            case RaisingLimit(quoted=quoted) | SigningUp(quoted=quoted):
                self._quoted = quoted
            case AwaitingPaymentCode(quoted=quoted, credit=credit):
                self._quoted, self._credit = quoted, credit
            case ChoosingChannel(AwaitingPaymentCode(quoted=quoted, credit=credit)):
                self._quoted, self._credit = quoted, credit
            case Opening(quoted=quoted):
                self._quoted = quoted
            case Paying(quoted=quoted, payment=payment):
                self._quoted, self._payment = quoted, payment
        if self._quoted:
            self._identity = self._quoted.choice.identity
        self._offer = self._quoted.offer if self._quoted else None
        if isinstance(state, DeferralOffered):
            self._offer = state.offer
        self._parts.replace(self._part_rows())
        self.changed.emit()

    def _part_rows(self) -> list[PartRow]:
        if self._offer is None:
            return []
        quote = self._offer.quote
        split = quote.split
        if not quote.is_invoiced:  # a deposit has no parts
            return []
        rows = [
            PartRow(translate("Amount", "Total"), yuan(split.total)),
            PartRow(translate("Amount", "Insurance funds pay"), yuan(split.funds)),
            PartRow(translate("Amount", "Personal account pays"), yuan(split.account)),
        ]
        if split.hospital:
            relief = translate("Amount", "The hospital pays")
            rows.append(PartRow(relief, yuan(split.hospital)))
        if quote.deposits:
            paid = translate("Amount", "Your deposits pay")
            rows.append(PartRow(paid, yuan(quote.deposits)))
        if quote.returns:
            back = translate("Amount", "You get back of your deposits")
            returned = total(one.amount for one in quote.returns)
            rows.append(PartRow(back, yuan(returned)))
        return rows

    @Property(Rows, constant=True)
    def parts(self) -> Rows:
        return self._parts

    @Property(str, notify=changed)
    def due(self) -> str:
        """What the patient pays herself."""
        return yuan(self._offer.quote.due) if self._offer else ""

    @Property(str, notify=changed)
    def subject(self) -> str:
        """For whom, and for how many bills; or whom she will see, and when."""
        if self._offer is None:
            return ""
        if one := self._registration:
            when = registration_wording.moment(one, self._today())
            return f"{registration_wording.clinic(one)}\n{when}"
        if stay := self._stay:
            if stay.bill is None:
                text = translate("Amount", "{patient} · deposit for stay {number}")
            else:
                text = translate("Amount", "{patient} · stay {number}")
            return text.format(patient=self._offer.patient, number=stay.id)
        text = translate("Amount", "{patient} · bills: {count}")
        count = len(self._offer.quote.bill_ids)
        return text.format(patient=self._offer.patient, count=count)

    @Property(bool, notify=changed)
    def registering(self) -> bool:
        """Whether it is the fee of a registration, 挂号."""
        return self._registration is not None

    @Property(bool, notify=changed)
    def leaving(self) -> bool:
        """Whether it is a whole stay that is settled, 出院结算."""
        return self._stay is not None and self._stay.bill is not None

    @Property(bool, notify=changed)
    def slip(self) -> bool:
        """Whether it rests on a guide slip, which knows of no credit contract."""
        return self._offer is not None and self._offer.slip is not None

    # The ways to pay.

    @Property(bool, notify=changed)
    def free(self) -> bool:
        """Whether insurance pays all of it."""
        return self._method is Method.NOTHING

    @Property(bool, notify=changed)
    def creditable(self) -> bool:
        """Whether one tap pays, by the credit contract."""
        return self._method is Method.CREDIT

    @Property(bool, notify=changed)
    def immediate(self) -> bool:
        """Whether one tap pays, and nothing more is scanned."""
        return self._method in (Method.CREDIT, Method.ONE_CODE)

    @Property(str, notify=changed)
    def channel(self) -> str:
        """Who pays when the insurance code itself pays."""
        if self._quoted is None or self._method is not Method.ONE_CODE:
            return ""
        return self._quoted.choice.identity.one_code or ""

    @Property(bool, notify=changed)
    def short(self) -> bool:
        """Whether there is a credit contract, but its limit is too small."""
        return self._quoted is not None and self._quoted.limit_too_small

    @Property(bool, notify=changed)
    def raisable(self) -> bool:
        """Whether the bank has a page where the limit can be raised."""
        return self._quoted is not None and self._quoted.raise_url is not None

    @Property(str, notify=changed)
    def bank(self) -> str:
        return self._contract.bank if self._contract else ""

    @Property(str, notify=changed)
    def available(self) -> str:
        """What is left of the credit limit."""
        return yuan(self._contract.available if self._contract else ZERO)

    @Property(str, notify=changed)
    def credit(self) -> str:
        """What the contract pays beside a payment code; empty where it pays nothing."""
        return yuan(self._credit) if self._credit else ""

    @Property(str, notify=changed)
    def rest(self) -> str:
        """What is left for the payment code."""
        if self._offer is None:
            return ""
        return yuan(self._offer.quote.due - self._credit)

    # The payment.

    @Property(str, notify=changed)
    def stake(self) -> str:
        """The amount that the money sentence is about; empty where there is none."""
        amount = _stake(self._payment) if self._payment else ZERO
        return yuan(amount) if amount else ""

    @Property(str, notify=changed)
    def shares(self) -> str:
        """Both parts of a payment that is made in two."""
        shares = self._payment.intent.shares if self._payment else ()
        if len(shares) < 2:
            return ""
        named = methods()
        return " + ".join(f"{named[x.method]} {yuan(x.amount)}" for x in shares)

    @property
    def _contract(self) -> CreditContract | None:
        return self._identity.contract if self._identity else None

    @property
    def _registration(self) -> Registration | None:
        return self._quoted.choice.registration if self._quoted else None

    @property
    def _stay(self) -> Stay | None:
        return self._quoted.choice.stay if self._quoted else None

    @property
    def _method(self) -> Method | None:
        return self._quoted.method if self._quoted else None


def _known(state: Visit) -> Identity | None:
    """Who was just recognised, and may be shown her contract."""
    return state.identity if isinstance(state, Recognised) else None


def _stake(payment: Payment) -> Money:
    match payment:
        case Charging() | AwaitingPayer() | Closing() | Reversing():
            return payment.intent.shares[payment.share].amount
        case Settling(taken=taken) if taken:
            return payment.paid
        case Undoing():
            return payment.paid
    return payment.intent.due
