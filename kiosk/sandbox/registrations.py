"""挂号 at central: places are held, paid for as any bill is, and let go.

A place whose fee is settled is hers. One that is only held goes back when its time is
over and somebody else looks for a place, unless money for it is on its way.
"""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import kiosk.central.registration_wire as wire
from kiosk.central.port import Reason
from kiosk.model.beijing import BEIJING
from kiosk.model.bill import Bill, BillLine
from kiosk.model.invoice import InvoiceStatus
from kiosk.model.money import ZERO
from kiosk.model.registration import RegistrationStatus
from kiosk.sandbox.answers import Answer, denied, done
from kiosk.sandbox.books import Books
from kiosk.sandbox.charges import payment_of
from kiosk.sandbox.clinics import (
    WARDS,
    Doctor,
    Opening,
    find_opening,
    find_ward,
    openings,
)
from kiosk.sandbox.deposits import settlement_of_bill
from kiosk.sandbox.listing import status_of
from kiosk.sandbox.records import (
    CancelledPlace,
    OrderedBill,
    Person,
    Place,
    Settled,
)
from kiosk.sandbox.settings import Moment
from kiosk.sandbox.verbs import bill_reply


def list_departments() -> Answer:
    return done(
        wire.DepartmentsReply(
            departments=tuple(
                wire.DepartmentReply(dept_code=ward.code, dept_name=ward.name)
                for ward in WARDS
            )
        )
    )


def list_clinics(books: Books, code: str, moment: Moment) -> Answer:
    """Every slot from today on, and how many can still come."""
    ward = find_ward(code)
    if ward is None:
        return denied(Reason.NOT_FOUND)
    let_go(books, code, moment)
    taken = _taken(books, code)
    slots = [one for one in openings(ward, moment.today) if _is_ahead(one, moment)]
    clinics = tuple(_clinic(doctor, slots, taken) for doctor in ward.doctors)
    return done(wire.ClinicsReply(dept_code=code, clinics=clinics))


def hold(books: Books, request: wire.HoldRequest, moment: Moment) -> Answer:
    """Keep one place. Who holds one in this slot keeps that one."""
    opening = find_opening(request.slot_id, moment.today)
    if books.find(Person, request.psn_no) is None:
        return denied(Reason.PERSON_UNKNOWN)
    if opening is None or not _is_ahead(opening, moment):
        return denied(Reason.NOT_FOUND)
    code = opening.ward.code
    let_go(books, code, moment)
    for place in books.places_of(request.psn_no):
        if place.slot_id == opening.id:
            return _told(books, place, moment)
    if _taken(books, code)[opening.id] >= opening.doctor.capacity:
        return denied(Reason.SLOT_FULL)
    minutes = timedelta(minutes=moment.settings.hold_minutes)
    place = make_place(books, request.psn_no, opening, moment)
    place = replace(place, expires_at=moment.now + minutes)
    books.put(place)
    return _told(books, place, moment)


def release(books: Books, id: str, _: Moment) -> Answer:
    """Let a held place go; one that is paid, or being paid, stays."""
    place = books.find(Place, id)
    if place is None:
        return denied(Reason.NOT_FOUND)
    if place.expires_at is not None and _free(books, (id,)):
        _let_go(books, place)
    return done(wire.ReleaseReply(registration_id=id))


def cancel(
    books: Books, id: str, request: wire.CancelRequest, moment: Moment
) -> Answer:
    """Take a paid place back while its time has not come: the money goes to whoever
    paid, the invoice is reversed, and others may have the place."""
    place = books.find(Place, id)
    if place is None or place.psn_no != request.psn_no:
        return denied(Reason.NOT_FOUND)
    cancelled = books.find(CancelledPlace, id)
    if cancelled is None:
        settled = settlement_of_bill(books, id)
        if settled is None:
            return denied(Reason.NOT_FOUND)
        if not _may_cancel(books, place, settled, moment):
            return denied(Reason.AT_WINDOW)
        cancelled = _cancel(books, place, settled, moment)
    return done(
        wire.CancelReply(
            registration_id=id, psn_no=place.psn_no, returned=cancelled.returned
        )
    )


def list_registrations(books: Books, psn_no: str, moment: Moment) -> Answer:
    """What she has booked or paid for. What is only held is nobody's yet."""
    if books.find(Person, psn_no) is None:
        return denied(Reason.PERSON_UNKNOWN)
    told = (_reply(books, place, moment) for place in books.places_of(psn_no))
    today = moment.today
    return done(
        wire.RegistrationsReply(
            psn_no=psn_no,
            registrations=tuple(
                one
                for one in told
                if one is not None
                and one.status is not RegistrationStatus.HELD
                and one.day >= today
            ),
        )
    )


def ahead(
    books: Books, psn_no: str, moment: Moment
) -> tuple[wire.RegistrationReply, ...]:
    """What she has booked or paid for, and has not begun yet, the next first."""
    told = []
    for place in books.places_of(psn_no):
        opening, reply = _opening_of(place), _reply(books, place, moment)
        is_hers = reply is not None and reply.status is not RegistrationStatus.HELD
        if reply and is_hers and opening is not None and _is_ahead(opening, moment):
            told.append(reply)
    return tuple(sorted(told, key=lambda one: (one.day, one.period)))


def tell(books: Books, id: str, moment: Moment) -> Answer:
    place = books.find(Place, id)
    return denied(Reason.NOT_FOUND) if place is None else _told(books, place, moment)


def book_samples(books: Books, moment: Moment) -> None:
    """Two people have booked by phone before this day began."""
    tomorrow = moment.today + timedelta(days=1)
    for psn_no, code, at in (("P1006", "D13", 3), ("P1008", "D01", 4)):
        ward = find_ward(code)
        assert ward is not None
        named = (
            one
            for one in openings(ward, moment.today)
            if one.day == tomorrow and one.doctor.name is not None
        )
        make_place(books, psn_no, list(named)[at], moment)


def make_place(books: Books, psn_no: str, opening: Opening, moment: Moment) -> Place:
    """Take a place, with its fee as a bill."""
    number = books.next_number(f"queue {opening.doctor.id} {opening.day}")
    id = f"R{books.next_number('registration'):09d}"
    name = "门诊诊察费" + (
        f"（{opening.doctor.title}）" if opening.doctor.title else ""
    )
    line = BillLine(name, "1 次", opening.doctor.fee, "甲")
    bill = Bill(id, moment.today, opening.doctor.fee, (line,))
    place = Place(
        id=id,
        psn_no=psn_no,
        dept_code=opening.ward.code,
        slot_id=opening.id,
        queue_number=f"{opening.ward.code[1:]}{number:03d}",
        made_at=moment.now,
    )
    books.add([OrderedBill(id, psn_no, bill)])
    books.put(place)
    return place


def let_go(books: Books, code: str, moment: Moment) -> None:
    """What was held too long, and no money is on its way for, others may have."""
    over = {
        place.id: place
        for place in books.places_in(code)
        if place.expires_at is not None and place.expires_at <= moment.now
    }
    for id in _free(books, tuple(over)):
        _let_go(books, over[id])


def _may_cancel(books: Books, place: Place, settled: Settled, moment: Moment) -> bool:
    """Not once her time has come, nor once the invoice is numbered paper."""
    opening = _opening_of(place)
    if opening is None or not _is_ahead(opening, moment):
        return False
    if payment_of(books, settled.payment_key).unpaid:
        return False  # settled first, and the money is still to come
    issued = books.invoice_of(settled.id)
    return issued is None or status_of(books, issued) is not InvoiceStatus.EXCHANGED


def _cancel(
    books: Books, place: Place, settled: Settled, moment: Moment
) -> CancelledPlace:
    for charge in books.charges_of(settled.payment_key):
        payer = books.find(Person, charge.payer)
        if payer is not None:
            books.put(payer.pays(charge.method, ZERO - charge.taken))
    if settled.split.account:
        patient = books.find(Person, place.psn_no)
        assert patient is not None
        books.put(patient.earns(settled.split.account))
    issued = books.invoice_of(settled.id)
    if issued is not None and issued.reversed_on is None:
        books.put(replace(issued, reversed_on=moment.today))
    books.put(replace(place, released=True))
    cancelled = CancelledPlace(
        id=place.id,
        payment_key=settled.payment_key,
        returned=payment_of(books, settled.payment_key).kept,
        to_account=settled.split.account,
        made_at=moment.now,
    )
    books.add([cancelled])
    return cancelled


def _free(books: Books, ids: tuple[str, ...]) -> list[str]:
    """Those whose fee is neither paid nor being paid."""
    settled, holders = books.settled_as(ids), books.holders(ids)
    return [id for id in ids if settled.get(id) is None and id not in holders]


def _let_go(books: Books, place: Place) -> None:
    books.put(replace(place, released=True))
    books.take_back(place.id)


def _is_ahead(opening: Opening, moment: Moment) -> bool:
    """Whether it has not begun yet."""
    begins = datetime.combine(opening.day, time.fromisoformat(opening.begins), BEIJING)
    return begins > moment.now


def _taken(books: Books, code: str) -> Counter[str]:
    return Counter(place.slot_id for place in books.places_in(code))


def _clinic(
    doctor: Doctor, slots: list[Opening], taken: Counter[str]
) -> wire.ClinicReply:
    return wire.ClinicReply(
        clinic_id=doctor.id,
        dr_name=doctor.name,
        title=doctor.title,
        slots=tuple(
            wire.SlotReply(
                slot_id=one.id,
                day=one.day,
                period=one.period,
                remaining=max(0, doctor.capacity - taken[one.id]),
                fee=doctor.fee,
            )
            for one in slots
            if one.doctor is doctor
        ),
    )


def _told(books: Books, place: Place, moment: Moment) -> Answer:
    reply = _reply(books, place, moment)
    return denied(Reason.NOT_FOUND) if reply is None else done(reply)


def _reply(books: Books, place: Place, moment: Moment) -> wire.RegistrationReply | None:
    """None where it has been released, or its day is long over."""
    bills = books.bills((place.id,))
    opening = _opening_of(place)
    if not bills or opening is None or place.released:
        return None
    [ordered] = bills
    if ordered.setl_id is not None:
        status = RegistrationStatus.REGISTERED
    elif place.expires_at is None:
        status = RegistrationStatus.BOOKED
    else:
        status = RegistrationStatus.HELD
    is_paid = status is RegistrationStatus.REGISTERED
    settled = settlement_of_bill(books, place.id)
    return wire.RegistrationReply(
        registration_id=place.id,
        psn_no=place.psn_no,
        status=status,
        dept_name=opening.ward.name,
        dr_name=opening.doctor.name,
        day=opening.day,
        period=opening.period,
        place=opening.ward.place,
        bill=bill_reply(ordered.bill),
        queue_number=place.queue_number if is_paid else None,
        cancellable=settled is not None and _may_cancel(books, place, settled, moment),
    )


def _opening_of(place: Place) -> Opening | None:
    """Its slot: the id says of which day it is."""
    day = date.fromisoformat(place.slot_id.split("-")[-2])
    return find_opening(place.slot_id, day)
