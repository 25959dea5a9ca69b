"""What central decides about money. Pure: facts and the time in, a decision out.

No clock, no I/O, no randomness. A charge has one life: it ends as paid, refused,
closed or reversed, and of those only paid can still change, to reversed.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.central.port import Reason
from kiosk.model.charge import ChargeStatus, Refusal
from kiosk.model.intent import Method
from kiosk.model.money import ZERO, Money
from kiosk.model.settlement import Split
from kiosk.sandbox.codes import WALLET_KINDS, is_fresh, looks_like
from kiosk.sandbox.records import Charge, Habit, IssuedCode, Person, Quote
from kiosk.sandbox.settings import Moment

Denial = Reason | Refusal


class Bills(StrEnum):
    """What became of the bills of a quote, worst last."""

    OPEN = "open"
    PAID = "paid"  # settled, or held by another charge that is paid
    GONE = "gone"  # the doctor took them back


@dataclass(frozen=True, slots=True)
class ChargeAsked:
    """What the kiosk wants taken."""

    key: str
    psn_no: str
    presettle_id: str
    amount: Money
    method: Method
    auth_code: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ChargeFacts:
    """What the books say about it. `payer` is who owns the code or the contract."""

    existing: Charge | None
    quote: Quote | None
    bills: Bills
    patient: Person | None
    payer: Person | None
    code: IssuedCode | None


def charge(asked: ChargeAsked, facts: ChargeFacts, moment: Moment) -> Charge:
    """Decide about a charge. A key that is known is never decided again."""
    if facts.existing is not None:
        return _known(facts.existing)
    fresh = Charge(
        key=asked.key,
        status=ChargeStatus.PAID,
        made_at=moment.now,
        psn_no=asked.psn_no,
        presettle_id=asked.presettle_id,
        payer=facts.payer.id if facts.payer else None,
        method=asked.method,
        amount=asked.amount,
    )
    refusal = _against_quote(asked, facts, moment)
    refusal = refusal or _against_purse(asked, facts, moment)
    if refusal is not None:
        return replace(fresh, status=ChargeStatus.REFUSED, refusal=refusal)
    habit = facts.code.habit if facts.code else Habit.PAYS
    is_large = facts.code is not None and asked.amount > moment.settings.ask_above
    if habit is Habit.PAYS and not is_large:
        return fresh
    return replace(
        fresh,
        status=ChargeStatus.USER_PAYING,
        answers_at=moment.now + timedelta(seconds=moment.settings.payer_thinks_s),
        cancels=habit is Habit.CANCELS,
    )


def answer(waiting: Charge, bills: Bills, payer: Person, now: datetime) -> Charge:
    """Let a payer who was asked decide, once their time has come."""
    if waiting.status is not ChargeStatus.USER_PAYING or not _has_answered(
        waiting, now
    ):
        return waiting
    refusal: Refusal | None = None
    if waiting.cancels:
        refusal = Refusal.CANCELLED
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
    key: str, existing: Charge | None, is_settled: bool, now: datetime
) -> Charge:
    """Undo a charge. What a settlement stands on is not undone."""
    if existing is None:
        return Charge(key, ChargeStatus.REVERSED, made_at=now)
    match existing.status:
        case ChargeStatus.USER_PAYING:
            return replace(existing, status=ChargeStatus.REVERSED)
        case ChargeStatus.PAID if not is_settled:
            return replace(existing, status=ChargeStatus.REVERSED)
    return existing


def refund(existing: Charge | None, amount: Money, is_settled: bool) -> Charge | Denial:
    """Give back a paid charge, whole. A second refund gives nothing more."""
    if existing is None:
        return Reason.NOT_FOUND
    match existing.status:
        case ChargeStatus.REVERSED:
            return existing
        case ChargeStatus.PAID if is_settled:
            return Refusal.ALREADY_PAID
        case ChargeStatus.PAID if amount != existing.amount:
            return Refusal.AMOUNT_CHANGED
        case ChargeStatus.PAID:
            return replace(existing, status=ChargeStatus.REVERSED)
    return Reason.OTHER


@dataclass(frozen=True, slots=True)
class SettleAsked:
    """What the kiosk wants settled."""

    psn_no: str
    presettle_id: str
    split: Split
    charge_key: str | None


def settle(
    asked: SettleAsked,
    quote: Quote | None,
    bills: Bills,
    charge: Charge | None,
    patient: Person | None,
) -> Denial | None:
    """Say what speaks against settling; None if nothing does.

    The quote's age does not: the money may have been taken an hour ago, offline.
    """
    if quote is None or patient is None or quote.psn_no != asked.psn_no:
        return Reason.BILLS_CHANGED
    if bills is Bills.PAID:
        return Refusal.ALREADY_PAID
    if bills is Bills.GONE:
        return Reason.BILLS_CHANGED
    if asked.split != quote.split or patient.account < quote.split.account:
        return Refusal.AMOUNT_CHANGED
    return _against_charge(asked, quote, charge)


def bills_of(
    wanted: tuple[str, ...], found: dict[str, str | None], held: bool
) -> Bills:
    """Sum up the bills of a quote. `found` says which settlement paid each."""
    if any(bill not in found for bill in wanted):
        return Bills.GONE
    if held or any(found[bill] is not None for bill in wanted):
        return Bills.PAID
    return Bills.OPEN


def _known(existing: Charge) -> Charge:
    if existing.psn_no is not None:
        return existing
    # The tombstone stays as it is; a late request is told no, for ever.
    return replace(existing, status=ChargeStatus.REFUSED, refusal=Refusal.NOT_ANSWERED)


def _has_answered(waiting: Charge, now: datetime) -> bool:
    return waiting.answers_at is not None and waiting.answers_at <= now


def _against_quote(
    asked: ChargeAsked, facts: ChargeFacts, moment: Moment
) -> Refusal | None:
    quote, patient = facts.quote, facts.patient
    if quote is None or patient is None or quote.psn_no != asked.psn_no:
        return Refusal.AMOUNT_CHANGED
    if facts.bills is Bills.PAID:
        return Refusal.ALREADY_PAID
    if asked.amount == ZERO:
        return Refusal.OTHER  # there is nothing to take
    age = moment.now - quote.made_at
    is_stale = age > timedelta(seconds=moment.settings.quote_valid_s)
    is_short = patient.account < quote.split.account
    if facts.bills is Bills.GONE or is_stale or is_short:
        return Refusal.AMOUNT_CHANGED
    return None if asked.amount == quote.split.self_pay else Refusal.AMOUNT_CHANGED


def _against_purse(
    asked: ChargeAsked, facts: ChargeFacts, moment: Moment
) -> Refusal | None:
    if asked.method is Method.CREDIT:
        payer = facts.payer
        has_limit = payer is not None and payer.bank and asked.amount <= payer.credit
        return None if has_limit else Refusal.LIMIT_TOO_SMALL
    kind = WALLET_KINDS.get(asked.method)
    if kind is None or asked.auth_code is None or not looks_like(asked.auth_code, kind):
        return Refusal.OTHER
    code, payer = facts.code, facts.payer
    valid_s = moment.settings.code_valid_s
    if code is None or payer is None or not is_fresh(code, moment.now, valid_s):
        return Refusal.CODE_EXPIRED
    if code.used_by is not None:
        return Refusal.CODE_USED
    return None if asked.amount <= payer.wallet else Refusal.NOT_ENOUGH


def _against_charge(
    asked: SettleAsked, quote: Quote, charge: Charge | None
) -> Denial | None:
    if asked.charge_key is None:
        return None if quote.split.self_pay == ZERO else Refusal.AMOUNT_CHANGED
    if charge is None:
        return Reason.NOT_FOUND
    if charge.presettle_id != quote.id or charge.psn_no != asked.psn_no:
        return Reason.OTHER
    return None if charge.taken == quote.split.self_pay else Refusal.AMOUNT_CHANGED
