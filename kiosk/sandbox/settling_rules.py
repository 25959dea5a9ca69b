"""What central decides about settlements. Pure: facts in, a decision out."""

from dataclasses import dataclass

from kiosk.central.port import Reason
from kiosk.model.charge import Refusal
from kiosk.model.intent import Order
from kiosk.model.money import ZERO, Money
from kiosk.model.settlement import Split
from kiosk.sandbox.payments import Payment
from kiosk.sandbox.records import Person, Quote, Revocation, Settled
from kiosk.sandbox.rules import Bills, Denial
from kiosk.sandbox.settings import Moment


@dataclass(frozen=True, slots=True)
class SettleAsked:
    """What the kiosk wants settled."""

    payment_key: str
    kiosk_id: str
    psn_no: str
    presettle_id: str
    split: Split
    order: Order


@dataclass(frozen=True, slots=True)
class Part:
    """Some bills of a quote, and who pays what of them."""

    bill_ids: tuple[str, ...]
    split: Split
    deposits: Money = ZERO  # what was put down before pays of it


@dataclass(frozen=True, slots=True)
class SettleFacts:
    """What the books say about it. `rest` is what can still be settled of the quote,
    where central settles bill by bill and some can not."""

    payment: Payment
    quote: Quote | None
    bills: Bills
    patient: Person | None
    rest: Part | None = None


def settle(asked: SettleAsked, facts: SettleFacts) -> Part | Denial:
    """Say what is settled, or what speaks against it.

    The quote's age does not: the money may have been taken an hour ago, offline.
    """
    quote, patient, payment = facts.quote, facts.patient, facts.payment
    if payment.is_revoked:
        return Refusal.NOT_ANSWERED
    if quote is None or patient is None or quote.psn_no != asked.psn_no:
        return Reason.BILLS_CHANGED
    if asked.order is Order.DEFERRED:
        return Reason.OTHER  # a deferral has a verb of its own
    if not payment.is_about(asked.psn_no, asked.presettle_id):
        return Reason.OTHER
    if facts.bills is not Bills.OPEN:
        return _settle_rest(asked, facts, quote)
    if asked.split != quote.split or patient.account < quote.split.account:
        return Refusal.AMOUNT_CHANGED
    return _against_money(asked, quote, payment) or Part(
        quote.bill_ids, quote.split, quote.deposits
    )


def revoke(key: str, payment: Payment, moment: Moment) -> Revocation | Denial:
    """Undo a settlement that came before its money, or bury one that never came."""
    if payment.revocation is not None:
        return payment.revocation
    if payment.is_final:
        return Refusal.ALREADY_PAID
    settled = payment.settled
    return Revocation(key, settled.id if settled else None, moment.now)


def is_same(settled: Settled, asked: SettleAsked) -> bool:
    """Whether what was settled is what is asked for again."""
    return (settled.psn_no, settled.presettle_id, settled.order) == (
        asked.psn_no,
        asked.presettle_id,
        asked.order,
    )


def still_open(
    wanted: tuple[str, ...], found: dict[str, str | None], held: frozenset[str]
) -> tuple[str, ...]:
    """Those of the bills that are there, and that nobody else has paid."""
    return tuple(
        bill
        for bill in wanted
        if bill in found and found[bill] is None and bill not in held
    )


def _settle_rest(asked: SettleAsked, facts: SettleFacts, quote: Quote) -> Part | Denial:
    denial = Refusal.ALREADY_PAID if facts.bills is Bills.PAID else Reason.BILLS_CHANGED
    rest, payment = facts.rest, facts.payment
    if rest is None or asked.order is not Order.CHARGE_FIRST:
        return denial
    if asked.split != quote.split or payment.kept != quote.due:
        return denial
    return rest if rest.split.self_pay <= payment.kept else Refusal.AMOUNT_CHANGED


def _against_money(asked: SettleAsked, quote: Quote, payment: Payment) -> Denial | None:
    due = quote.due
    if asked.order is Order.SETTLE_FIRST:
        return Reason.OTHER if payment.kept else None
    if due != ZERO and not payment.charges:
        return Reason.NOT_FOUND
    return None if payment.kept == due else Refusal.AMOUNT_CHANGED
