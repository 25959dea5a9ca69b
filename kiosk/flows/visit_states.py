"""What one person at the kiosk sees right now. Nothing here is ever written down."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk.flows.abilities import NOTHING, Abilities
from kiosk.flows.attending_states import Staffed
from kiosk.flows.checking_states import Checking
from kiosk.flows.invoice_states import Collecting
from kiosk.flows.payment_states import AwaitingPayer, Payment
from kiosk.flows.printing import Paper, Printing
from kiosk.flows.registration_states import Seeking
from kiosk.flows.stay_states import Staying
from kiosk.model.bill import Bill
from kiosk.model.business import BusinessType
from kiosk.model.codes import CodeKind
from kiosk.model.deferral import Offer
from kiosk.model.document import Document
from kiosk.model.hint import Hint
from kiosk.model.intent import Method
from kiosk.model.money import ZERO, Money
from kiosk.model.patient import CreditContract, Identity, Masked
from kiosk.model.registration import Registration
from kiosk.model.settlement import PreSettlement
from kiosk.model.sign_up import Progress, SignUp
from kiosk.model.stay import Stay


class Problem(StrEnum):
    """Why a visit cannot go on. None of them has touched money."""

    CODE_EXPIRED = "code_expired"
    UNKNOWN_PERSON = "unknown_person"
    FAMILY_CODE_OVER = "family_code_over"  # 亲属码: old enough for a code of her own
    NO_BILLS = "no_bills"
    BILLS_CHANGED = "bills_changed"  # paid or altered since they were shown
    SUM_WRONG = "sum_wrong"  # the parts do not add up, or another total
    WRONG_PATIENT = "wrong_patient"  # central answered about somebody else
    CENTRAL_SILENT = "central_silent"
    CENTRAL_REFUSED = "central_refused"
    SLIP_INVALID = "slip_invalid"  # no guide slip, or not this hospital's
    SLIP_EXPIRED = "slip_expired"
    ALREADY_REGISTERED = "already_registered"  # for later settlement, here
    NOT_COVERED = "not_covered"  # by a credit contract, says the slip
    TOO_MUCH_TO_DEFER = "too_much_to_defer"  # beyond what the hospital allows
    NOTHING_FREE = "nothing_free"  # no place in any clinic, or none any more
    NO_STAY = "no_stay"  # neither ordered in, nor in, nor leaving
    NO_INVOICES = "no_invoices"  # in the last twelve months
    NO_FORMS = "no_forms"  # the numbered stock is used up, or nobody knows its top
    NOT_PRINTABLE = "not_printable"  # reversed or exchanged meanwhile, or a bad file
    FAULT = "fault"  # our own bug


@dataclass(frozen=True, slots=True)
class Starting:
    """The kiosk has not looked around yet, and says nothing about itself."""

    abilities: Abilities = NOTHING


@dataclass(frozen=True, slots=True)
class Welcome:
    """Nobody is here."""

    abilities: Abilities
    hint: Hint | None = None  # for a code that is before the camera, and not read


@dataclass(frozen=True, slots=True)
class OutOfService:
    """Nothing can be finished. The window is named."""

    abilities: Abilities


class Service(StrEnum):
    """What somebody came for."""

    PAY = "pay"
    INVOICES = "invoices"
    REGISTER = "register"
    STAY = "stay"
    CHECK = "check"  # what is left to do, 离院前查一查

    @property
    def business(self) -> BusinessType:
        """What central is told that the code is shown for."""
        match self:
            case Service.REGISTER:
                return BusinessType.REGISTRATION
            case Service.INVOICES:
                return BusinessType.PRINTING
            case Service.STAY:
                return BusinessType.DEPOSIT
            case Service.PAY | Service.CHECK:
                return BusinessType.SETTLEMENT


@dataclass(frozen=True, slots=True)
class AwaitingCode:
    """Show a code that says who you are."""

    abilities: Abilities
    shown: CodeKind | None = None  # the wrong kind that was shown last
    hint: Hint | None = None
    service: Service = Service.PAY
    too_soon: bool = False  # the last was not looked up: it is to be shown again


@dataclass(frozen=True, slots=True)
class Identifying:
    """The code is at central."""

    abilities: Abilities
    service: Service = Service.PAY


@dataclass(frozen=True, slots=True)
class Recognised:
    """Central knows who it is; the bills are on their way."""

    abilities: Abilities
    identity: Identity


@dataclass(frozen=True, slots=True)
class Choosing:
    """The open bills. All that can be paid here are chosen unless the patient says
    otherwise."""

    abilities: Abilities
    identity: Identity
    bills: tuple[Bill, ...]
    chosen: frozenset[str]
    detail: str | None = None  # the bill whose lines are open
    registration: Registration | None = None  # whose fee it is, 挂号
    stay: Stay | None = None  # which is paid, or put money down for, 住院

    @property
    def is_of_orders(self) -> bool:
        """Whether these are bills of doctors' orders, and nothing else."""
        return self.registration is None and self.stay is None

    @property
    def payable(self) -> tuple[Bill, ...]:
        """Those that no window alone takes."""
        return tuple(bill for bill in self.bills if bill.window is None)

    @property
    def chosen_bills(self) -> tuple[Bill, ...]:
        return tuple(bill for bill in self.bills if bill.id in self.chosen)


@dataclass(frozen=True, slots=True)
class Quoting:
    """The pre-settlement has been asked for."""

    choice: Choosing

    @property
    def abilities(self) -> Abilities:
        return self.choice.abilities


@dataclass(frozen=True, slots=True)
class Quoted:
    """The patient sees what is due. Nothing has been charged."""

    choice: Choosing
    quote: PreSettlement

    @property
    def abilities(self) -> Abilities:
        return self.choice.abilities

    @property
    def contract(self) -> CreditContract | None:
        """The credit contract, if it covers what is due."""
        contract = self.choice.identity.contract
        return contract if contract and contract.covers(self.quote.due) else None

    @property
    def limit_too_small(self) -> bool:
        return self.choice.identity.contract is not None and self.contract is None

    @property
    def partial_credit(self) -> Money:
        """What a contract that is too small could take, beside a payment code."""
        contract = self.choice.identity.contract
        return contract.available if contract and self.limit_too_small else ZERO

    @property
    def raise_url(self) -> str | None:
        """The bank's page, where the limit is too small and the bank has one."""
        contract = self.choice.identity.contract
        return contract.raise_url if contract and self.limit_too_small else None

    @property
    def can_sign_up(self) -> bool:
        """Whether credit can be had for it, by a contract that there is not yet."""
        identity = self.choice.identity
        is_offered = identity.can_sign_up and identity.contract is None
        return is_offered and bool(self.quote.due) and self.abilities.can_pay

    @property
    def method(self) -> Method | None:
        """How it will be paid without another scan; None needs a payment code."""
        if not self.quote.due:
            return Method.NOTHING
        if self.contract:
            return Method.CREDIT
        return Method.ONE_CODE if self.choice.identity.one_code else None

    @property
    def can_be_deferred(self) -> bool:
        """Only bills of doctors' orders can be promised without central."""
        return self.abilities.can_defer and self.choice.is_of_orders

    @property
    def offer(self) -> Offer:
        """The same, to be registered for later."""
        return Offer(self.choice.identity.patient.name, self.quote)


@dataclass(frozen=True, slots=True)
class RaisingLimit:
    """The contract is too small; the bank's page is shown, for her phone."""

    quoted: Quoted
    picture: bytes | None = field(default=None, repr=False)  # of the page's address

    @property
    def abilities(self) -> Abilities:
        return self.quoted.abilities


@dataclass(frozen=True, slots=True)
class SigningUp:
    """She signs up for credit on her phone, 信用就医. Nothing is charged by it."""

    quoted: Quoted
    sign_up: SignUp | None = None  # None: it is being begun
    picture: bytes | None = field(default=None, repr=False)  # of the bank's page
    progress: Progress | None = None  # None: nobody has said

    @property
    def abilities(self) -> Abilities:
        return self.quoted.abilities

    @property
    def is_over(self) -> bool:
        return self.progress is not None and self.progress.status.is_over

    @property
    def outcome(self) -> Quoted:
        """The amount as it is to be paid now: with the contract, if there is one."""
        if self.progress is None or self.progress.contract is None:
            return self.quoted
        choice = self.quoted.choice
        known = replace(choice.identity, contract=self.progress.contract)
        return replace(self.quoted, choice=replace(choice, identity=known))


@dataclass(frozen=True, slots=True)
class AwaitingPaymentCode:
    """Show a payment code."""

    quoted: Quoted
    shown: CodeKind | None = None
    credit: Money = ZERO  # what the contract takes beside the code
    hint: Hint | None = None

    @property
    def abilities(self) -> Abilities:
        return self.quoted.abilities


@dataclass(frozen=True, slots=True)
class ChoosingChannel:
    """Which wallet is to scan the code that the kiosk will show."""

    awaiting: AwaitingPaymentCode

    @property
    def abilities(self) -> Abilities:
        return self.awaiting.abilities


@dataclass(frozen=True, slots=True)
class Opening:
    """The patient has decided. The key is being made and written down."""

    quoted: Quoted

    @property
    def abilities(self) -> Abilities:
        return self.quoted.abilities


@dataclass(frozen=True, slots=True)
class Paying:
    """The payment machine is at work."""

    quoted: Quoted
    payment: Payment
    picture: bytes | None = field(default=None, repr=False)  # of the code to be scanned
    has_gone_back: bool = False  # she wants another way, once this one is closed

    @property
    def qr(self) -> str:
        """The text of the code that her phone is to scan; empty if there is none."""
        if isinstance(self.payment, AwaitingPayer) and not self.has_gone_back:
            return self.payment.qr
        return ""

    @property
    def abilities(self) -> Abilities:
        return self.quoted.abilities


@dataclass(frozen=True, slots=True)
class Weighing:
    """Whether it can be registered for later is being looked at."""

    abilities: Abilities


@dataclass(frozen=True, slots=True)
class DeferralOffered:
    """The network is down. This can be registered; nothing is taken now."""

    abilities: Abilities
    offer: Offer


@dataclass(frozen=True, slots=True)
class Registering:
    """The patient has agreed. The deferral is being signed and written down."""

    offered: DeferralOffered

    @property
    def abilities(self) -> Abilities:
        return self.offered.abilities


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of it, and what can be printed."""

    abilities: Abilities
    patient: Masked
    payment: Payment
    receipt: Paper | None = None
    invoice: Paper | None = None
    statement: Paper | None = None  # of a stay
    receipt_of: Payment | None = None  # what was true when the slip was started
    registration: Registration | None = None  # what was paid for, 挂号
    stay: Stay | None = None  # the same, 住院, as it was before

    @property
    def documents(self) -> tuple[Document, ...]:
        """What comes out with the invoice, at once: of a stay its statement too."""
        is_stay = self.stay is not None and self.stay.bill is not None
        both = (Document.INVOICE, Document.STATEMENT)
        return both if is_stay else (Document.INVOICE,)

    def paper(self, document: Document) -> Paper | None:
        match document:
            case Document.RECEIPT:
                return self.receipt
            case Document.STATEMENT:
                return self.statement
        return self.invoice

    @property
    def paper_rests(self) -> bool:
        papers = (self.receipt, self.invoice, self.statement)
        return not any(isinstance(paper, Printing) for paper in papers)


@dataclass(frozen=True, slots=True)
class Troubled:
    """The visit cannot go on. No money was touched."""

    abilities: Abilities
    problem: Problem
    identity: Identity | None = None  # who it is, where she may want something else
    service: Service = Service.PAY  # what she came for


@dataclass(frozen=True, slots=True)
class Idle:
    """Nobody has touched anything for a while. Everything personal is hidden."""

    behind: "Busy"

    @property
    def abilities(self) -> Abilities:
        return self.behind.abilities


Busy = (
    AwaitingCode
    | Identifying
    | Recognised
    | Choosing
    | Quoting
    | Quoted
    | RaisingLimit
    | SigningUp
    | AwaitingPaymentCode
    | ChoosingChannel
    | Opening
    | Paying
    | Weighing
    | DeferralOffered
    | Registering
    | Finished
    | Troubled
    | Collecting
    | Seeking
    | Staying
    | Checking
)
Resting = Starting | Welcome | OutOfService
Visit = Resting | Busy | Idle | Staffed
