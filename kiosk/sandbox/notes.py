"""What kiosks report and what they compare: debts, cases, and days."""

import secrets
from datetime import date, datetime, time, timedelta

import kiosk.central.fleet_wire as fleet_wire
import kiosk.central.wire as wire
from kiosk.central.port import Reason
from kiosk.central.signing import read_base64url
from kiosk.model.beijing import BEIJING
from kiosk.sandbox.answers import Answer, denied, done
from kiosk.sandbox.books import Books
from kiosk.sandbox.charges import let_payers_answer, payment_of
from kiosk.sandbox.records import (
    Beat,
    Debt,
    HelpCall,
    KioskEvent,
    OpenCase,
    SupportPart,
)
from kiosk.sandbox.settings import Moment

NOTED = wire.NotedReply()


def note_debt(
    books: Books, kiosk_id: str, request: wire.DebtRequest, moment: Moment
) -> Answer:
    """Keep a debt. The first telling of it stays."""
    debt = Debt(
        payment_key=request.payment_key,
        kiosk_id=kiosk_id,
        psn_no=request.psn_no,
        bill_ids=request.bill_ids,
        amount=request.amount,
        reason=request.reason,
        noted_at=moment.now,
    )
    if books.find(Debt, debt.payment_key) is None:
        books.add([debt])
    return done(NOTED)


def note_case(
    books: Books, kiosk_id: str, request: wire.CaseRequest, moment: Moment
) -> Answer:
    """Keep a case. The first telling of it stays."""
    case = OpenCase(
        id=request.case_id,
        kiosk_id=kiosk_id,
        kind=request.kind,
        payment_key=request.payment_key,
        opened_at=request.opened_at,
        about=request.about,
        noted_at=moment.now,
    )
    if books.find(OpenCase, case.id) is None:
        books.add([case])
    return done(NOTED)


def note_help(
    books: Books, kiosk_id: str, request: wire.HelpRequest, moment: Moment
) -> Answer:
    """Show it where the staff see it; here that is the report."""
    call = HelpCall(secrets.token_hex(8), kiosk_id, request.screen, moment.now)
    books.add([call])
    return done(NOTED)


def note_heartbeat(
    books: Books, kiosk_id: str, request: fleet_wire.HeartbeatRequest, moment: Moment
) -> Answer:
    """Keep the last one, but of the heads of the audit chain the furthest: a chain that
    has become shorter was cut, and this is how that is found."""
    before = books.find(Beat, kiosk_id)
    heads = [request.audit_head, *([before.audit_head] if before else [])]
    beat = Beat(
        kiosk_id=kiosk_id,
        version=request.version,
        can=request.can,
        queue_depth=request.queue_depth,
        escalations=request.escalations,
        heard_at=moment.now,
        audit_head=max(heads, key=lambda head: int(head.partition(":")[0])),
    )
    books.put(beat)
    return done(NOTED)


def note_event(
    books: Books, kiosk_id: str, request: fleet_wire.EventRequest, moment: Moment
) -> Answer:
    """Keep an event. The first telling of it stays."""
    event = KioskEvent(
        id=request.event_id,
        kiosk_id=kiosk_id,
        boot=request.boot,
        sequence=request.sequence,
        kind=request.kind,
        at=request.at,
        subject=request.subject,
        detail=request.detail,
        historical=request.historical,
        noted_at=moment.now,
    )
    if books.find(KioskEvent, event.id) is None:
        books.add([event])
    return done(NOTED)


def keep_support(
    books: Books, kiosk_id: str, request: fleet_wire.SupportRequest, moment: Moment
) -> Answer:
    """Keep a piece of a file. The first telling of it stays."""
    try:
        content = read_base64url(request.content)
    except ValueError:
        return denied(Reason.OTHER, 400)
    if request.number > request.of:
        return denied(Reason.OTHER, 400)
    part = SupportPart(
        id=f"{kiosk_id}/{request.name}/{request.number}",
        kiosk_id=kiosk_id,
        name=request.name,
        number=request.number,
        of=request.of,
        content=content,
        noted_at=moment.now,
    )
    if books.find(SupportPart, part.id) is None:
        books.add([part])
    return done(NOTED)


def tell_day(books: Books, kiosk_id: str, day: date, moment: Moment) -> Answer:
    """Tell a kiosk of its payments that began on this day, Beijing time."""
    let_payers_answer(books, moment)
    if day == date.max:
        return denied(Reason.NOT_FOUND)
    start = datetime.combine(day, time(), BEIJING)
    keys = books.payments_of(kiosk_id, start, start + timedelta(days=1))
    return done(wire.DayReply(day=day, entries=tuple(_entry(books, k) for k in keys)))


def _entry(books: Books, payment_key: str) -> wire.EntryReply:
    payment = payment_of(books, payment_key)
    standing = payment.standing
    return wire.EntryReply(
        payment_key=payment_key,
        kept=payment.kept,
        setl_id=standing.id if standing else None,
    )
