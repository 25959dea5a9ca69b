"""Taking money and giving it back: the rules applied to the books."""

from pydantic import Field

import kiosk.central.wire as wire
from kiosk.central.port import Reason
from kiosk.model.charge import ChargeStatus
from kiosk.model.intent import Method, Order
from kiosk.model.money import ZERO
from kiosk.sandbox import deposits, rules
from kiosk.sandbox.answers import Answer, denied, done
from kiosk.sandbox.books import Books
from kiosk.sandbox.codes import WALLET_KINDS, make_shown
from kiosk.sandbox.payments import Payment
from kiosk.sandbox.purses import Purse
from kiosk.sandbox.records import (
    Charge,
    Credential,
    Habit,
    IssuedCode,
    Person,
    Quote,
    Refund,
    Revocation,
    ShownQr,
)
from kiosk.sandbox.settings import Moment


class UnknownCharge(wire.ErrorReply):
    """A refusal that still says which charge: no answer about money (rule M2)."""

    key: wire.Id
    status: ChargeStatus = ChargeStatus.NOT_FOUND
    amount: wire.Amount = ZERO
    reason: str = Field(default=Reason.NOT_FOUND.value, max_length=40)


def charge(books: Books, asked: rules.ChargeAsked, moment: Moment) -> Answer:
    """Take the money, or say why not, or say that the payer is being asked."""
    let_payers_answer(books, moment)
    facts = _facts(books, asked)
    if facts.existing is not None and not rules.is_same(facts.existing, asked):
        return denied(Reason.KEY_REUSED)
    decided = rules.charge(asked, facts, moment)
    if facts.existing is None:
        enter(books, decided, None, moment)
        _use_up(books, facts.purse, asked)
        if decided.qr is not None:
            books.put(ShownQr(decided.qr, decided.key))
    return _reply(decided)


def asked_for(
    key: str, kiosk_id: str, request: wire.ChargeRequest
) -> rules.ChargeAsked:
    return rules.ChargeAsked(
        key=key,
        payment_key=request.payment_key,
        kiosk_id=kiosk_id,
        psn_no=request.psn_no,
        presettle_id=request.presettle_id,
        amount=request.amount,
        method=request.method,
        auth_code=request.auth_code,
        qr=_shown(request),
    )


def _shown(request: wire.ChargeRequest) -> str | None:
    is_shown = request.shown and request.method in WALLET_KINDS
    return make_shown(request.method) if is_shown else None


def ask(books: Books, key: str, moment: Moment) -> Answer:
    """Say where the money is. Changes nothing but what time changed."""
    let_payers_answer(books, moment)
    found = books.find(Charge, key)
    if found is None:
        return Answer(404, UnknownCharge(key=key).model_dump_json())
    return _reply(found)


def close(books: Books, key: str, moment: Moment) -> Answer:
    """End the charge; one that never came is buried before it can."""
    let_payers_answer(books, moment)
    existing = books.find(Charge, key)
    return _become(books, existing, rules.close(key, existing, moment.now), moment)


def reverse(books: Books, key: str, moment: Moment) -> Answer:
    """Undo the charge, whether it was paid or not."""
    let_payers_answer(books, moment)
    existing = books.find(Charge, key)
    payment = _payment_behind(books, existing)
    after = rules.reverse(key, existing, payment, moment.now)
    return _become(books, existing, after, moment)


def refund(
    books: Books, key: str, request: wire.RefundRequest, moment: Moment
) -> Answer:
    """Give a paid charge back, or what was left over of it."""
    let_payers_answer(books, moment)
    existing = books.find(Charge, key)
    payment = _payment_behind(books, existing)
    decided = rules.refund(existing, request.amount, payment)
    if not isinstance(decided, Charge):
        return denied(decided)
    return _become(books, existing, decided, moment)


def scan(books: Books, text: str, payer: Person, habit: Habit, moment: Moment) -> bool:
    """Have a phone scan a shown code. Say whether there was anything to pay."""
    let_payers_answer(books, moment)
    shown = books.find(ShownQr, text)
    charge = books.find(Charge, shown.charge_key) if shown else None
    if charge is None:
        return False
    after = rules.scan(charge, payer, habit, moment)
    enter(books, after, charge, moment)
    return after != charge


def let_payers_answer(books: Books, moment: Moment) -> None:
    """Bring the books up to date: what payers decided by now has happened."""
    for waiting in books.answered(moment.now):
        payer = books.find(Person, waiting.payer)
        quote = books.find(Quote, waiting.presettle_id)
        assert payer is not None
        assert quote is not None
        payment = _payment_behind(books, waiting)
        bills = bills_behind(books, quote, waiting.payment_key)
        after = rules.answer(waiting, payment, bills, payer, moment.now)
        enter(books, after, waiting, moment)


def payment_of(books: Books, payment_key: str) -> Payment:
    return Payment(
        books.charges_of(payment_key),
        books.settlement_of(payment_key),
        books.find(Revocation, payment_key),
    )


def bills_of(
    books: Books, ids: tuple[str, ...], payment_key: str | None
) -> rules.Bills:
    """What became of these bills, as a payment sees them: neither its own holds nor
    what it settled before its money counts against it."""
    settled = books.settlement_of(payment_key) if payment_key else None
    is_open = settled is not None and settled.order is Order.SETTLE_FIRST
    own = settled.id if settled and is_open else None
    found = {
        id: None if setl_id == own else setl_id
        for id, setl_id in books.settled_as(ids).items()
    }
    return rules.bills_of(ids, found, bool(held_by_others(books, ids, payment_key)))


def bills_behind(
    books: Books, quote: Quote | None, payment_key: str | None
) -> rules.Bills:
    """The same of a quote. One that deposits have overtaken is about other bills."""
    if quote is None:
        return rules.Bills.OPEN
    bills = bills_of(books, quote.bill_ids, payment_key)
    is_settled = books.settlement_of(payment_key) if payment_key else None
    if bills is not rules.Bills.OPEN or is_settled:
        return bills
    return bills if deposits.still_fits(books, quote) else rules.Bills.GONE


def held_by_others(
    books: Books, ids: tuple[str, ...], payment_key: str | None
) -> frozenset[str]:
    holders = books.holders(ids)
    return frozenset(id for id in holders if holders[id] != payment_key)


def _facts(books: Books, asked: rules.ChargeAsked) -> rules.ChargeFacts:
    quote = books.find(Quote, asked.presettle_id)
    patient = books.find(Person, asked.psn_no)
    return rules.ChargeFacts(
        existing=books.find(Charge, asked.key),
        payment=payment_of(books, asked.payment_key),
        quote=quote,
        bills=bills_behind(books, quote, asked.payment_key),
        patient=patient,
        purse=_purse(books, asked, patient),
    )


def _purse(books: Books, asked: rules.ChargeAsked, patient: Person | None) -> Purse:
    if asked.method is Method.ONE_CODE:
        return Purse(patient, credential=books.find(Credential, asked.payment_key))
    if asked.method not in WALLET_KINDS:
        return Purse(patient)
    code = books.find(IssuedCode, asked.auth_code) if asked.auth_code else None
    owner = books.find(Person, code.psn_no) if code else None
    return Purse(owner, code)


def _use_up(books: Books, purse: Purse, asked: rules.ChargeAsked) -> None:
    """What was shown once is worth nothing more, whatever came of it."""
    shown = purse.code or purse.credential
    if shown and shown.value == asked.auth_code and shown.used_by is None:
        books.put(shown.taken_by(asked.key))


def _payment_behind(books: Books, charge: Charge | None) -> Payment:
    if charge is None or charge.payment_key is None:
        return Payment()
    return payment_of(books, charge.payment_key)


def _become(
    books: Books, before: Charge | None, after: Charge, moment: Moment
) -> Answer:
    enter(books, after, before, moment)
    return _reply(after)


def enter(books: Books, after: Charge, before: Charge | None, moment: Moment) -> None:
    """Write the charge down, and move what its change moves."""
    if after == before:
        return
    books.put(after)
    moved = after.taken - (before.taken if before else ZERO)
    if moved == ZERO:
        return
    payer = books.find(Person, after.payer)
    assert payer is not None
    books.put(payer.pays(after.method, moved))
    if moved < ZERO:
        books.add([Refund(after.key, ZERO - moved, moment.now)])
    _hold(books, after)


def _hold(books: Books, changed: Charge) -> None:
    """A payment holds its bills for as long as some of its money is kept."""
    key = changed.payment_key
    assert key is not None
    quote = books.find(Quote, changed.presettle_id)
    books.release(key)
    if payment_of(books, key).kept and quote is not None:
        books.hold(quote.bill_ids, key)


def _reply(known: Charge) -> Answer:
    is_open = known.status is ChargeStatus.USER_PAYING and known.payer is None
    return done(
        wire.ChargeReply(
            key=known.key,
            status=known.status,
            amount=known.taken,
            reason=known.refusal,
            refunded=known.returned,
            qr=known.qr if is_open and known.qr else "",
        )
    )
