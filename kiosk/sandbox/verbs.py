"""What central does when it is asked about people, bills and quotes.

Each verb runs inside one transaction, reads the facts, and answers. Money is in
`charges` and `settlements`.
"""

import secrets

import kiosk.central.wire as wire
from kiosk.central.port import Reason
from kiosk.model.bill import Bill, BillLine
from kiosk.model.charge import Refusal
from kiosk.model.settlement import Split
from kiosk.sandbox import codes, deposits, rules, sign_ups
from kiosk.sandbox.answers import Answer, denied, done
from kiosk.sandbox.books import Books
from kiosk.sandbox.charges import bills_of
from kiosk.sandbox.records import (
    Coverage,
    Debt,
    DepositOrder,
    Inpatient,
    IssuedCode,
    OrderedBill,
    Person,
    Place,
    Quote,
)
from kiosk.sandbox.settings import Moment, Settings
from kiosk.sandbox.split import split

_PAID_ELSEWHERE = (Place, DepositOrder, Inpatient)


def identify(books: Books, request: wire.IdentifyRequest, moment: Moment) -> Answer:
    """Say whose code it is. A family code is the child's, on the parent's phone."""
    if not codes.identifies(request.code):
        return denied(Reason.CODE_INVALID)
    code = books.find(IssuedCode, request.code)
    person = books.find(Person, code.psn_no) if code else None
    if code is None or person is None:
        return denied(Reason.PERSON_UNKNOWN)
    if not codes.is_fresh(code, moment.now, moment.settings.code_valid_s):
        return denied(Reason.CODE_EXPIRED)
    if _is_of_age(person, moment.settings):
        return denied(Reason.FAMILY_CODE_OVER)
    return done(
        wire.IdentityReply(
            psn_no=person.id,
            psn_name=person.name,
            insured=person.coverage is not Coverage.NONE,
            guardian_name=person.guardian,
            contract=sign_ups.contract_of(person, moment.settings),
            one_code_channel=person.one_code,
            can_sign_up=sign_ups.may_sign_up(person, moment.settings),
        )
    )


def _is_of_age(person: Person, settings: Settings) -> bool:
    """Whether somebody else's phone shows the code of a person who has one herself."""
    if person.guardian is None or person.age is None:
        return False
    return settings.family_code_until <= person.age < settings.family_code_from


def open_bills(books: Books, psn_no: str) -> Answer:
    if books.find(Person, psn_no) is None:
        return denied(Reason.PERSON_UNKNOWN)
    promised = {
        id
        for debt in books.every(Debt)
        if debt.psn_no == psn_no
        for id in debt.bill_ids
    }
    bills = tuple(
        bill_reply(one.bill, is_debt=one.id in promised)
        for one in payable_bills(books, psn_no)
    )
    return done(wire.BillsReply(psn_no=psn_no, bills=bills))


def payable_bills(books: Books, psn_no: str) -> tuple[OrderedBill, ...]:
    """What is open, but for the fee of a place in a clinic, a deposit and a stay: each
    is paid where it is asked for."""
    return tuple(
        ordered
        for ordered in books.open_bills(psn_no)
        if not any(books.find(kind, ordered.id) for kind in _PAID_ELSEWHERE)
    )


def pre_settle(books: Books, request: wire.PreSettleRequest, moment: Moment) -> Answer:
    """Quote. Moves nothing; the quote alone is written down."""
    person = books.find(Person, request.psn_no)
    if person is None:
        return denied(Reason.PERSON_UNKNOWN)
    ids = request.bill_ids
    ordered = books.bills(ids)
    if deposits.is_mixed(books, ids):
        return denied(Reason.BILLS_CHANGED)
    is_theirs = all(one.psn_no == person.id for one in ordered)
    match bills_of(books, ids, None):
        case rules.Bills.PAID:
            return denied(Refusal.ALREADY_PAID)
        case rules.Bills.GONE:
            return denied(Reason.BILLS_CHANGED)
    if not is_theirs or len(set(ids)) != len(ids):
        return denied(Reason.BILLS_CHANGED)
    if any(one.bill.window for one in ordered):
        return denied(Reason.AT_WINDOW)
    quote = make_quote(books, person, ids, moment)
    if not deposits.still_fits(books, quote):
        return denied(Reason.BILLS_CHANGED)
    return done(
        wire.PreSettleReply(
            presettle_id=quote.id,
            psn_no=quote.psn_no,
            bill_ids=quote.bill_ids,
            split=split_message(quote.split),
            deposits=quote.deposits,
            returns=tuple(
                wire.ReturnMessage(deposit_id=one.deposit_id, amount=one.amount)
                for one in quote.returns
            ),
            invoiced=deposits.is_invoiced(books, ids),
        )
    )


def make_quote(
    books: Books, person: Person, ids: tuple[str, ...], moment: Moment
) -> Quote:
    parts = split_of(books, ids, person)
    offset = deposits.offset(books, ids, parts.self_pay)
    quote = Quote(
        id=f"Q{secrets.token_hex(10)}",
        psn_no=person.id,
        bill_ids=ids,
        split=parts,
        made_at=moment.now,
        deposits=offset.deposits,
        returns=offset.returns,
    )
    books.put(quote)
    return quote


def split_of(books: Books, ids: tuple[str, ...], person: Person) -> Split:
    """Who would pay what of these bills today; those that are gone cost nothing."""
    if (whole := deposits.split_of_deposit(books, ids)) is not None:
        return whole
    return split([line for one in books.bills(ids) for line in one.bill.lines], person)


def bill_reply(bill: Bill, *, is_debt: bool = False) -> wire.BillReply:
    return wire.BillReply(
        bill_id=bill.id,
        ordered_on=bill.ordered_on,
        medfee_sumamt=bill.total,
        lines=tuple(map(line_reply, bill.lines)),
        window_name=bill.window,
        debt=is_debt,
    )


def line_reply(line: BillLine) -> wire.BillLineReply:
    return wire.BillLineReply(
        name=line.name,
        quantity=line.quantity,
        det_item_fee_sumamt=line.amount,
        chrgitm_lv=line.category,
    )


def split_message(parts: Split) -> wire.SplitMessage:
    return wire.SplitMessage(
        medfee_sumamt=parts.total,
        fund_pay_sumamt=parts.funds,
        acct_pay=parts.account,
        psn_cash_pay=parts.self_pay,
        hosp_part_amt=parts.hospital,
    )


def read_split(message: wire.SplitMessage) -> Split:
    return Split(
        total=message.medfee_sumamt,
        funds=message.fund_pay_sumamt,
        account=message.acct_pay,
        self_pay=message.psn_cash_pay,
        hospital=message.hosp_part_amt,
    )
