"""Taking money and giving it back: the rules applied to the books."""

from pydantic import Field

import kiosk.central.wire as wire
from kiosk.central.port import Reason
from kiosk.model.charge import ChargeStatus
from kiosk.model.intent import Method
from kiosk.model.money import ZERO
from kiosk.sandbox import rules
from kiosk.sandbox.answers import Answer, denied, done
from kiosk.sandbox.records import Charge, IssuedCode, Person, Quote, Refund
from kiosk.sandbox.settings import Moment
from kiosk.sandbox.store import Books


class UnknownCharge(wire.ErrorReply):
    """A refusal that still says which charge: no answer about money (rule M2)."""

    key: wire.Id
    status: ChargeStatus = ChargeStatus.NOT_FOUND
    amount: wire.Amount = ZERO
    reason: str = Field(default=Reason.NOT_FOUND.value, max_length=40)


def charge(
    books: Books, key: str, request: wire.ChargeRequest, moment: Moment
) -> Answer:
    """Take the money, or say why not, or say that the payer is being asked."""
    let_payers_answer(books, moment)
    asked = rules.ChargeAsked(
        key=key,
        psn_no=request.psn_no,
        presettle_id=request.presettle_id,
        amount=request.amount,
        method=request.method,
        auth_code=request.auth_code,
    )
    facts = _facts(books, asked)
    decided = rules.charge(asked, facts, moment)
    if facts.existing is None:
        _enter(books, decided, None, moment)
        if facts.code is not None and facts.code.used_by is None:
            books.put(facts.code.taken_by(key))
    return _reply(decided)


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
    is_settled = books.settlement_of(key) is not None
    after = rules.reverse(key, existing, is_settled, moment.now)
    return _become(books, existing, after, moment)


def refund(
    books: Books, key: str, request: wire.RefundRequest, moment: Moment
) -> Answer:
    """Give a paid charge back, whole."""
    let_payers_answer(books, moment)
    existing = books.find(Charge, key)
    is_settled = books.settlement_of(key) is not None
    decided = rules.refund(existing, request.amount, is_settled)
    if not isinstance(decided, Charge):
        return denied(decided)
    return _become(books, existing, decided, moment)


def let_payers_answer(books: Books, moment: Moment) -> None:
    """Bring the books up to date: what payers decided by now has happened."""
    for waiting in books.answered(moment.now):
        payer = books.find(Person, waiting.payer)
        quote = books.find(Quote, waiting.presettle_id)
        assert payer is not None
        assert quote is not None
        bills = bills_of(books, quote.bill_ids, but_not_by=waiting.key)
        after = rules.answer(waiting, bills, payer, moment.now)
        _enter(books, after, waiting, moment)


def bills_of(
    books: Books, ids: tuple[str, ...], *, but_not_by: str | None
) -> rules.Bills:
    """What became of these bills; a charge's own hold does not count against it."""
    held = books.is_held(ids, but_not_by)
    return rules.bills_of(ids, books.settled_as(ids), held)


def _facts(books: Books, asked: rules.ChargeAsked) -> rules.ChargeFacts:
    quote = books.find(Quote, asked.presettle_id)
    ids = quote.bill_ids if quote else ()
    patient = books.find(Person, asked.psn_no)
    code = books.find(IssuedCode, asked.auth_code) if asked.auth_code else None
    owner = books.find(Person, code.psn_no) if code else None
    return rules.ChargeFacts(
        existing=books.find(Charge, asked.key),
        quote=quote,
        bills=bills_of(books, ids, but_not_by=asked.key),
        patient=patient,
        payer=patient if asked.method is Method.CREDIT else owner,
        code=code,
    )


def _become(
    books: Books, before: Charge | None, after: Charge, moment: Moment
) -> Answer:
    _enter(books, after, before, moment)
    return _reply(after)


def _enter(books: Books, after: Charge, before: Charge | None, moment: Moment) -> None:
    """Write the charge down, and move what its change moves."""
    if after == before:
        return
    books.put(after)
    was_paid = before is not None and before.status is ChargeStatus.PAID
    is_paid = after.status is ChargeStatus.PAID
    if was_paid == is_paid:
        return
    payer = books.find(Person, after.payer)
    assert payer is not None
    if is_paid:
        quote = books.find(Quote, after.presettle_id)
        assert quote is not None
        books.hold(quote.bill_ids, after.key)
        books.put(payer.pays(after.method, after.amount))
    else:
        books.release(after.key)
        books.put(payer.gets_back(after.method, after.amount))
        books.add([Refund(after.key, after.amount, moment.now)])


def _reply(known: Charge) -> Answer:
    return done(
        wire.ChargeReply(
            key=known.key,
            status=known.status,
            amount=known.taken,
            reason=known.refusal,
        )
    )
