"""The sandbox's own pages: who there is, fresh codes, the books, faults.

No real central has these. They need no token, and a fault never meets them.
"""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, HTTPException, Response
from pydantic import BaseModel, Field

from kiosk.central.signed_text import Untrusted
from kiosk.model.charge import ChargeStatus
from kiosk.model.invoice import InvoiceStatus
from kiosk.model.money import total
from kiosk.model.staff import Role, Staff
from kiosk.sandbox import sign_ups
from kiosk.sandbox.books import Books
from kiosk.sandbox.charges import let_payers_answer, scan
from kiosk.sandbox.codes import IDENTITY_KINDS, WALLET_KINDS, make
from kiosk.sandbox.desk import Desk
from kiosk.sandbox.faults import Fault, FaultPlan, What, Where
from kiosk.sandbox.guard import ShownClock
from kiosk.sandbox.headers import Id, refusals
from kiosk.sandbox.keys import write_pass, write_slip
from kiosk.sandbox.listing import status_of
from kiosk.sandbox.people import ordered_bill, usual_items
from kiosk.sandbox.records import (
    Charge,
    Habit,
    Inpatient,
    Issued,
    IssuedCode,
    OrderedBill,
    Person,
)
from kiosk.sandbox.report import BooksReport, report
from kiosk.sandbox.settings import Moment
from kiosk.sandbox.stays import close_list
from kiosk.sandbox.verbs import bill_reply, make_quote, payable_bills


class PersonView(BaseModel):
    """One person to act as."""

    id: str
    name: str
    description: str
    wallets: tuple[str, ...]
    guardian: str | None
    account: str
    bank: str | None
    credit: str
    one_code: str | None
    wallet: str
    open_bills: int
    due: str


class CodesView(BaseModel):
    """What this person's phone would show right now."""

    voucher: str
    suishen: str
    health_card: str
    wechat: str
    alipay: str
    unionpay: str
    valid_s: float


class FaultOrder(BaseModel):
    """Fail there, like this, so often."""

    where: Where
    what: What
    times: int = Field(default=1, ge=1, le=1_000_000)
    seconds: float = Field(default=0, ge=0, le=3600)


class FaultsView(BaseModel):
    """The orders that are still to be carried out."""

    pending: tuple[FaultOrder, ...]


class ScanView(BaseModel):
    """What a phone has scanned, and may pay or sign now."""

    text: str


class SlipView(BaseModel):
    """What the QR code on a doctor's guide slip says."""

    text: str


class ClockOrder(BaseModel):
    """Show a time that is ahead, or behind if negative."""

    ahead_s: float = Field(ge=-1e9, le=1e9)


class PassOrder(BaseModel):
    """Who comes to which kiosk."""

    kiosk_id: Id
    badge: Id
    role: Role


def panel_router(desk: Desk, plan: FaultPlan, shown: ShownClock) -> APIRouter:
    """Everything under /sandbox."""
    panel = Panel(desk, plan, shown)
    router = APIRouter(
        prefix="/sandbox",
        tags=["sandbox only"],
        responses=refusals(400, 404, 413, 503),
    )
    router.get("/people")(panel.people)
    router.post("/people/{id}/codes")(panel.codes)
    router.post("/people/{id}/bills")(panel.order_bill)
    router.post("/people/{id}/guide-slip")(panel.guide_slip)
    router.post("/people/{id}/scan")(panel.scan)
    router.post("/staff-passes")(panel.staff_pass)
    router.get("/books")(panel.books)
    for path, handler in (
        ("/bills/{bill_id}/take-back", panel.take_back),
        ("/invoices/{number}/reverse", panel.reverse),
        ("/stays/{ipt_no}/close", panel.close_stay),
        ("/reset", panel.reset),
        ("/forget-replies", panel.forget_replies),
        ("/clock", panel.set_clock),
    ):
        router.post(path, status_code=204, response_class=Response)(handler)
    router.get("/faults")(panel.faults)
    router.post("/faults")(panel.order_fault)
    router.delete("/faults", status_code=204, response_class=Response)(
        panel.clear_faults
    )
    return router


class Panel:
    """The handlers of /sandbox."""

    def __init__(self, desk: Desk, plan: FaultPlan, shown: ShownClock) -> None:
        self._desk = desk
        self._plan = plan
        self._shown = shown

    async def people(self) -> list[PersonView]:
        """List everyone, with what they have and owe."""
        with self._desk.store.opened() as books:
            return [
                _person_view(person, payable_bills(books, person.id))
                for person in books.every(Person)
            ]

    async def codes(self, id: Id, payer: Habit | None = None) -> CodesView:
        """Issue fresh codes; `payer` says how their owner behaves this time."""
        moment = self._desk.moment()
        with self._desk.store.opened() as books:
            person = books.find(Person, id)
            if person is None:
                raise HTTPException(404)
            issued = {
                kind: IssuedCode(
                    make(kind, moment.now), kind, id, payer or person.habit, moment.now
                )
                for kind in (*IDENTITY_KINDS, *WALLET_KINDS.values())
            }
            books.add(issued.values())
        values = {kind.value: code.value for kind, code in issued.items()}
        return CodesView(**values, valid_s=moment.settings.code_valid_s)

    async def scan(
        self, id: str, text: str | None = None, payer: Habit | None = None
    ) -> ScanView:
        """Have a person's phone scan a code that a kiosk shows: this one, or whichever
        was shown last."""
        moment = self._desk.moment()
        with self._desk.store.opened() as books:
            person = books.find(Person, id)
            if person is None:
                raise HTTPException(404)
            habit = payer or person.habit
            shown = text or _shown_last(books, person, moment)
            if shown is None or not (
                sign_ups.scan(books, shown, person, habit, moment)
                or scan(books, shown, person, habit, moment)
            ):
                raise HTTPException(404)
        return ScanView(text=shown)

    async def order_bill(
        self, id: Id, count: Annotated[int, Field(ge=1, le=100)] = 1
    ) -> list[str]:
        """Let a doctor order more; returns the new bills' ids."""
        today = self._desk.moment().today
        with self._desk.store.opened() as books:
            if books.find(Person, id) is None:
                raise HTTPException(404)
            numbers = [100 + books.next_number("bill") for _ in range(count)]
            bills = [
                ordered_bill(id, number, usual_items(id, number), today)
                for number in numbers
            ]
            books.add(bills)
        return [bill.id for bill in bills]

    async def take_back(self, bill_id: Id) -> None:
        """Let a doctor take back a bill that nobody has settled."""
        with self._desk.store.opened() as books:
            if books.settled_as((bill_id,)).get(bill_id, "") is not None:
                raise HTTPException(404)
            books.take_back(bill_id)

    async def reverse(self, number: Id) -> None:
        """Let the cashier reverse an invoice, 冲红. Numbered paper is beyond it."""
        today = self._desk.moment().today
        with self._desk.store.opened() as books:
            issued = books.find(Issued, number)
            if issued is None or status_of(books, issued) is InvoiceStatus.EXCHANGED:
                raise HTTPException(404)
            books.put(replace(issued, reversed_on=today))

    async def close_stay(self, ipt_no: Id) -> None:
        """Let the ward close its list: the patient may leave."""
        moment = self._desk.moment()
        with self._desk.store.opened() as books:
            stay = books.find(Inpatient, ipt_no)
            if stay is None or stay.closed_on is not None:
                raise HTTPException(404)
            close_list(books, stay, moment)

    async def guide_slip(self, id: Id) -> SlipView:
        """Pre-settle all that is open, and print it as a doctor would."""
        moment = self._desk.moment()
        with self._desk.store.opened() as books:
            person = books.find(Person, id)
            owed = payable_bills(books, id)
            ids = tuple(one.id for one in owed if one.bill.window is None)
            if person is None or not ids:
                raise HTTPException(404)
            quote = make_quote(books, person, ids, moment)
            try:
                return SlipView(text=write_slip(books, person, quote, moment))
            except Untrusted:
                raise HTTPException(413) from None

    async def staff_pass(self, order: PassOrder) -> SlipView:
        """Let somebody in who works at a kiosk: once, within five minutes."""
        staff, moment = Staff(order.badge, order.role), self._desk.moment()
        with self._desk.store.opened() as books:
            return SlipView(text=write_pass(books, order.kiosk_id, staff, moment))

    async def forget_replies(self) -> None:
        """Forget what was answered to which key, as after a bad restart."""
        with self._desk.store.opened() as books:
            books.forget_replies()

    async def set_clock(self, order: ClockOrder) -> None:
        """Show another time in `Date`; nothing is judged by it."""
        self._shown.ahead_s = order.ahead_s

    async def books(self) -> BooksReport:
        """Show all that happened, and whether it adds up."""
        with self._desk.store.opened() as books:
            let_payers_answer(books, self._desk.moment())
            return report(books)

    async def reset(self) -> None:
        """Begin again with fresh people and bills, the right time and no faults."""
        self._plan.clear()
        self._shown.ahead_s = self._desk.settings.clock_ahead_s
        self._desk.reset()

    async def faults(self) -> FaultsView:
        return self._faults()

    async def order_fault(self, order: FaultOrder) -> FaultsView:
        """Fail on command."""
        self._plan.order(Fault(order.where, order.what, order.times, order.seconds))
        return self._faults()

    async def clear_faults(self) -> None:
        self._plan.clear()

    def _faults(self) -> FaultsView:
        return FaultsView(
            pending=tuple(
                FaultOrder(
                    where=fault.where,
                    what=fault.what,
                    times=fault.times,
                    seconds=fault.seconds,
                )
                for fault in self._plan.pending
            )
        )


def _shown_last(books: Books, person: Person, moment: Moment) -> str | None:
    """The code that was shown last, and that nobody has scanned."""
    shown = [
        (one.made_at, one.qr)
        for one in books.every(Charge)
        if one.qr and one.status is ChargeStatus.USER_PAYING and one.payer is None
    ]
    shown += sign_ups.shown(books, person, moment)
    return max(shown)[1] if shown else None


def _person_view(person: Person, bills: tuple[OrderedBill, ...]) -> PersonView:
    return PersonView(
        id=person.id,
        name=person.name,
        description=person.description,
        wallets=tuple(kind.value for kind in WALLET_KINDS.values()),
        guardian=person.guardian,
        account=str(person.account),
        bank=person.bank,
        credit=str(person.credit),
        one_code=person.one_code,
        wallet=str(person.wallet),
        open_bills=len(bills),
        due=str(total(bill_reply(one.bill).medfee_sumamt for one in bills)),
    )
