"""What central decides about charges. Pure: facts and the time in, a decision out.

No clock, no I/O, no randomness. A charge has one life: it ends as paid, refused,
closed or reversed, and of those only paid can still change: some of it may go back,
and with the last of it the charge is reversed.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.central.port import Reason
from kiosk.model.charge import ChargeStatus, Refusal
from kiosk.model.intent import Method
from kiosk.model.money import ZERO, Money
from kiosk.sandbox import purses
from kiosk.sandbox.payments import Payment
from kiosk.sandbox.purses import Purse
from kiosk.sandbox.records import Charge, Habit, Person, Quote
from kiosk.sandbox.settings import Moment

Denial = Reason | Refusal


class Bills(StrEnum):
    """What became of the bills of a quote, worst last."""

    OPEN = "open"
    PAID = "paid"  # settled, or held by another payment
    GONE = "gone"  # the doctor took them back


@dataclass(frozen=True, slots=True)
class ChargeAsked:
    """What the kiosk wants taken: one share of a payment."""

    key: str
    payment_key: str
    kiosk_id: str
    psn_no: str
    presettle_id: str
    amount: Money
    method: Method
    auth_code: str | None = field(default=None, repr=False)
    qr: str | None = field(default=None, repr=False)  # the code to show, if one is


@dataclass(frozen=True, slots=True)
class ChargeFacts:
    """What the books say about it. `bills` is as this payment sees them."""

    existing: Charge | None
    payment: Payment
    quote: Quote | None
    bills: Bills
    patient: Person | None
    purse: Purse


def charge(asked: ChargeAsked, facts: ChargeFacts, moment: Moment) -> Charge:
    """Decide about a charge. A key that is known is never decided again."""
    if facts.existing is not None:
        return _known(facts.existing)
    payer, code = facts.purse.payer, facts.purse.code
    fresh = Charge(
        key=asked.key,
        status=ChargeStatus.PAID,
        made_at=moment.now,
        payment_key=asked.payment_key,
        kiosk_id=asked.kiosk_id,
        psn_no=asked.psn_no,
        presettle_id=asked.presettle_id,
        payer=payer.id if payer else None,
        method=asked.method,
        amount=asked.amount,
        qr=asked.qr,
    )
    refusal = _against_payment(asked, facts, moment)
    if asked.qr is None and refusal is None:
        refusal = purses.against(_of_purse(asked), facts.purse, moment)
    if refusal is not None:
        return replace(fresh, status=ChargeStatus.REFUSED, refusal=refusal)
    if asked.qr is not None:  # whoever scans it pays; so far nobody has
        return replace(fresh, status=ChargeStatus.USER_PAYING, payer=None)
    habit = code.habit if code else Habit.PAYS
    is_large = code is not None and asked.amount > moment.settings.ask_above
    if habit is Habit.PAYS and not is_large:
        return fresh
    return replace(
        fresh,
        status=ChargeStatus.USER_PAYING,
        answers_at=moment.now + timedelta(seconds=moment.settings.payer_thinks_s),
        cancels=habit is Habit.CANCELS,
    )


def is_same(existing: Charge, asked: ChargeAsked) -> bool:
    """Whether a known charge is the one that is asked for again. A tombstone's key
    may be asked for by anybody."""
    return existing.payment_key is None or (
        existing.payment_key == asked.payment_key
        and existing.psn_no == asked.psn_no
        and existing.presettle_id == asked.presettle_id
        and existing.method == asked.method
        and existing.amount == asked.amount
        and (existing.qr is None) == (asked.qr is None)
    )


def scan(shown: Charge, payer: Person, habit: Habit, moment: Moment) -> Charge:
    """Somebody's phone has scanned the code. One that is closed, or that somebody
    else has scanned, asks nobody."""
    if shown.status is not ChargeStatus.USER_PAYING or shown.payer is not None:
        return shown
    thinks_s = 0 if habit is Habit.PAYS else moment.settings.payer_thinks_s
    return replace(
        shown,
        payer=payer.id,
        answers_at=moment.now + timedelta(seconds=thinks_s),
        cancels=habit is Habit.CANCELS,
    )


def answer(
    waiting: Charge, payment: Payment, bills: Bills, payer: Person, now: datetime
) -> Charge:
    """Let a payer who was asked decide, once their time has come."""
    if waiting.status is not ChargeStatus.USER_PAYING or not _has_answered(
        waiting, now
    ):
        return waiting
    refusal: Refusal | None = None
    if waiting.cancels:
        refusal = Refusal.CANCELLED
    elif payment.is_revoked:
        refusal = Refusal.NOT_ANSWERED
    elif bills is not Bills.OPEN:
        refusal = Refusal.ALREADY_PAID
    elif payer.wallet < waiting.amount:
        refusal = Refusal.NOT_ENOUGH
    if refusal is not None:
        return replace(waiting, status=ChargeStatus.REFUSED, refusal=refusal)
    return replace(waiting, status=ChargeStatus.PAID)


def close(key: str, existing: Charge | None, now: datetime) -> Charge:
    """End a charge: paid stays paid, everything unfinished never will be."""
    if existing is None:
        return Charge(key, ChargeStatus.CLOSED, made_at=now)
    if existing.status is ChargeStatus.USER_PAYING:
        return replace(existing, status=ChargeStatus.CLOSED)
    return existing


def reverse(
    key: str, existing: Charge | None, payment: Payment, now: datetime
) -> Charge:
    """Undo a charge. What a final settlement stands on is not undone."""
    if existing is None:
        return Charge(key, ChargeStatus.REVERSED, made_at=now)
    match existing.status:
        case ChargeStatus.USER_PAYING:
            return existing.undone()
        case ChargeStatus.PAID if not payment.is_final:
            return existing.undone()
    return existing


def refund(existing: Charge | None, amount: Money, payment: Payment) -> Charge | Denial:
    """Give back a paid charge: whole, or what a settlement of fewer bills left over.

    A charge is refunded once. Asked again, it is as it is.
    """
    if existing is None:
        return Reason.NOT_FOUND
    match existing.status:
        case ChargeStatus.REVERSED:
            return existing
        case ChargeStatus.PAID if existing.returned:
            return existing if amount == existing.returned else Refusal.AMOUNT_CHANGED
        case ChargeStatus.PAID:
            return _give_back(existing, amount, payment)
    return Reason.OTHER


def bills_of(
    wanted: tuple[str, ...], found: dict[str, str | None], held: bool
) -> Bills:
    """Sum up the bills of a quote. `found` says which settlement paid each."""
    if any(bill not in found for bill in wanted):
        return Bills.GONE
    if held or any(found[bill] is not None for bill in wanted):
        return Bills.PAID
    return Bills.OPEN


def _give_back(existing: Charge, amount: Money, payment: Payment) -> Charge | Denial:
    standing = payment.standing
    settled = standing.due if standing else ZERO
    left_over = payment.kept - settled
    if standing is not None and (left_over <= ZERO or not payment.is_final):
        return Refusal.ALREADY_PAID
    if not ZERO < amount <= min(existing.taken, left_over):
        return Refusal.AMOUNT_CHANGED
    if amount == existing.taken:
        return existing.undone()
    if standing is None:
        return Refusal.AMOUNT_CHANGED  # nothing is settled, so nothing is owed
    return replace(existing, returned=amount)


def _known(existing: Charge) -> Charge:
    if existing.payment_key is not None:
        return existing
    # The tombstone stays as it is; a late request is told no, for ever.
    return replace(existing, status=ChargeStatus.REFUSED, refusal=Refusal.NOT_ANSWERED)


def _has_answered(waiting: Charge, now: datetime) -> bool:
    return waiting.answers_at is not None and waiting.answers_at <= now


def _of_purse(asked: ChargeAsked) -> purses.Asked:
    return purses.Asked(asked.psn_no, asked.amount, asked.method, asked.auth_code)


def _against_payment(
    asked: ChargeAsked, facts: ChargeFacts, moment: Moment
) -> Refusal | None:
    quote, patient, payment = facts.quote, facts.patient, facts.payment
    if quote is None or patient is None or quote.psn_no != asked.psn_no:
        return Refusal.AMOUNT_CHANGED
    if payment.is_revoked:
        return Refusal.NOT_ANSWERED
    if facts.bills is Bills.PAID:
        return Refusal.ALREADY_PAID
    is_about = payment.is_about(asked.psn_no, asked.presettle_id)
    if asked.amount <= ZERO or not is_about:
        return Refusal.OTHER
    if payment.claimed + asked.amount > quote.due:
        return Refusal.AMOUNT_CHANGED
    if payment.awaits_money is not None:
        return None  # the settlement has fixed what is due
    age = moment.now - quote.made_at
    is_stale = age > timedelta(seconds=moment.settings.quote_valid_s)
    is_short = patient.account < quote.split.account
    is_other = facts.bills is Bills.GONE or is_stale or is_short
    return Refusal.AMOUNT_CHANGED if is_other else None
