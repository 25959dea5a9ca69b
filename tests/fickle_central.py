"""A central that is late, or silent, but whose books hold what really happened."""

from dataclasses import replace
from random import Random

from kiosk.app.gallery.values import INVOICE, PARTLY, SETTLEMENT, VOUCHER
from kiosk.flows.payment_effects import (
    Authorise,
    BeginDeferral,
    CarryOut,
    Charge,
    CloseCharge,
    Duty,
    IssueInvoice,
    RefundCharge,
    ReportDebt,
    ReturnDeposit,
    ReverseCharge,
    RevokeSettlement,
    Settle,
)
from kiosk.flows.payment_events import (
    ChargeConfirmed,
    ChargePending,
    ChargeRefused,
    ChargeReversed,
    ChargeUnanswered,
    ChargeVoided,
    CredentialGranted,
    CredentialRefused,
    DebtReported,
    DeferralBegun,
    DepositReturned,
    InvoiceIssued,
    PaymentEvent,
    RefundConfirmed,
    SettlementConfirmed,
    SettlementRefused,
    SettlementRevoked,
)
from kiosk.model.charge import Refusal
from kiosk.model.intent import Intent, Method, Order, charge_key
from kiosk.model.money import ZERO, Money, total
from kiosk.model.settlement import Settlement


class FickleCentral:
    """Takes each share at most once, and loses answers when the dice say so."""

    def __init__(self, dice: Random, loses: float = 0.3, odd: float = 0.0) -> None:
        """`odd` is how often it does what is allowed and not what was hoped for."""
        self._dice, self._loses, self._odd = dice, loses, odd
        self._charged: dict[str, Money] = {}
        self._returned: dict[str, Money] = {}
        self._ended: set[str] = set()
        self._undecided: set[str] = set()
        self._settlements: dict[str, Settlement] = {}
        self._revoked: set[str] = set()
        self.went_back: dict[str, Money] = {}  # of deposits
        self._late: list[tuple[str, Money]] = []

    def kept(self, key: str) -> Money:
        """What is taken for a payment, and not given back."""
        keys = {charge_key(key, 0), charge_key(key, 1)}
        charged = total(self._charged.get(one, ZERO) for one in keys)
        return charged - total(self._returned.get(one, ZERO) for one in keys)

    def has_settled(self, key: str) -> bool:
        return key in self._settlements

    def authorise(self, effect: Authorise) -> PaymentEvent:
        if self._loses_it():
            return CredentialRefused(effect.intent.key, Refusal.NOT_ANSWERED)
        return CredentialGranted(effect.intent.key, VOUCHER)

    def charge(self, effect: Charge) -> PaymentEvent:
        payment, share = effect.intent.key, effect.share
        asked = effect.intent.shares[share]
        key, amount = asked.key, asked.amount
        assert effect.code or asked.method is Method.CREDIT, "nothing to charge with"
        if self._is_odd():
            amount += Money(1)
        if self._loses_it():  # lost, or only late
            self._late.append((key, amount))
            return ChargeUnanswered(payment, share)
        if self._is_odd():
            self._ended.add(key)
            return ChargeRefused(payment, Refusal.NOT_ENOUGH, share)
        if self._is_odd():
            self._late.append((key, amount))
            self._undecided.add(key)
            return ChargePending(payment, share)
        self._land(key, amount)
        return self._verdict(payment, share)

    def ask(self, payment: str, share: int) -> PaymentEvent:
        key = charge_key(payment, share)
        if self._loses_it():
            return ChargeUnanswered(payment, share)
        if key in self._charged or key in self._ended:
            return self._verdict(payment, share)
        if key in self._undecided:
            return ChargePending(payment, share)
        return ChargeUnanswered(payment, share)  # not found is no answer

    def do(self, duty: Duty) -> PaymentEvent | None:
        """Carry out a duty; the answer may be lost."""
        event = self._do(duty)
        return None if self._loses_it() else event

    def lands_late(self) -> None:
        """Everything that was under way arrives."""
        for key, amount in self._late:
            self._land(key, amount)
        self._late.clear()

    def breaks_its_word(self, intent: Intent) -> PaymentEvent | None:
        """Take a share that was said to be over (rule M4)."""
        for share, wanted in enumerate(intent.shares):
            if wanted.key in self._ended and wanted.key not in self._charged:
                self._charged[wanted.key] = wanted.amount
                return ChargeConfirmed(intent.key, wanted.amount, share)
        return None

    def loses_no_more(self) -> None:
        """From now on every answer arrives."""
        self._loses = 0.0

    def _do(self, duty: Duty) -> PaymentEvent:
        match duty:
            case CloseCharge(payment, share):
                self._ended.add(charge_key(payment, share))
                return self._verdict(payment, share)
            case ReverseCharge(payment, share):
                key = charge_key(payment, share)
                self._ended.add(key)
                self._charged.pop(key, None)
                return ChargeReversed(payment, share)
            case RefundCharge(payment, share, amount):
                key = charge_key(payment, share)
                if key in self._charged:
                    self._returned[key] = amount
                return RefundConfirmed(payment, share)
            case ReturnDeposit(payment, what):
                self.went_back[what.deposit_id] = what.amount
                return DepositReturned(payment, what.deposit_id)
            case Settle(intent):
                return self._settle(intent)
            case RevokeSettlement(payment):
                self._revoked.add(payment)
                self._settlements.pop(payment, None)
                return SettlementRevoked(payment)
            case IssueInvoice(payment):
                return InvoiceIssued(payment, INVOICE)
            case BeginDeferral(payment):
                return DeferralBegun(payment)
            case CarryOut(intent):
                event = self._settle(intent)
                if isinstance(event, SettlementConfirmed):
                    self._charged[intent.key] = event.settlement.split.self_pay
                return event
            case ReportDebt(intent):
                return DebtReported(intent.key)

    def _settle(self, intent: Intent) -> PaymentEvent:
        known = self._settlements.get(intent.key)
        if known is None:
            if intent.key in self._revoked or self._is_odd():
                self._revoked.add(intent.key)
                reason = self._dice.choice([Refusal.ALREADY_PAID, Refusal.EXPIRED])
                return SettlementRefused(intent.key, reason)
            partly = intent.order is Order.CHARGE_FIRST and self._is_odd()
            whole = replace(SETTLEMENT, split=intent.split)
            is_one = not intent.shares or intent.deposits  # a stay is one bill
            known = PARTLY if partly and not is_one else whole
            self._settlements[intent.key] = known
        return SettlementConfirmed(intent.key, known)

    def _land(self, key: str, amount: Money) -> None:
        if key not in self._ended:
            self._charged.setdefault(key, amount)

    def _verdict(self, payment: str, share: int) -> PaymentEvent:
        paid = self._charged.get(charge_key(payment, share))
        if paid is None:
            return ChargeVoided(payment, share)
        return ChargeConfirmed(payment, paid, share)

    def _loses_it(self) -> bool:
        return self._dice.random() < self._loses

    def _is_odd(self) -> bool:
        return self._dice.random() < self._odd
