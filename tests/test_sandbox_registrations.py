"""挂号 at central, through the kiosk's own client: no place is sold twice."""

from collections.abc import Iterator
from datetime import UTC

import pytest

from kiosk.central.auth import KioskIdentity
from kiosk.central.http import HttpCentral
from kiosk.central.port import Reason, Refused
from kiosk.model.intent import Method
from kiosk.model.invoice import InvoiceStatus
from kiosk.model.money import ZERO, Money
from kiosk.model.registration import (
    Cancellation,
    Registration,
    RegistrationStatus,
    Slot,
)
from kiosk.sandbox.settings import Settings
from tests.at_central import (
    NOON,
    Clock,
    Kiosk,
    a_central,
    fresh_morning,
    intent_of,
    new_key,
)

WOMAN, OTHER, LATE = "P1001", "P1014", "P1016"
HOLD_S = 600


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def url(clock: Clock, database: str) -> Iterator[str]:
    with a_central(clock, Settings(hold_minutes=10), database) as url:
        yield url


@pytest.fixture
def desk(url: str, clock: Clock) -> Iterator[Kiosk]:
    with fresh_morning(url, clock) as kiosk:
        yield kiosk


@pytest.fixture
def central(desk: Kiosk) -> HttpCentral:
    return HttpCentral(desk.url, KioskIdentity("K-07", "sandbox"))


def single_place(central: HttpCentral) -> Slot:
    """A slot of a doctor who sees one patient at a time."""
    clinics = central.clinics("D03")
    return next(
        slot for clinic in clinics for slot in clinic.slots if slot.remaining == 1
    )


def left(central: HttpCentral, slot: Slot) -> int:
    found = (clinic.find(slot.id) for clinic in central.clinics("D03"))
    return next((one.remaining for one in found if one), 0)


def hold(central: HttpCentral, slot: Slot, person: str = WOMAN) -> Registration:
    return central.hold(person, slot.id, new_key())


def pay(central: HttpCentral, held: Registration) -> None:
    """On credit, as any bill is paid."""
    quote = central.pre_settle(held.patient_id, (held.id,))
    decision = intent_of(quote, method=Method.CREDIT)
    for share in decision.shares:
        central.charge(decision, share, None)
    central.settle(decision)


def reason(act: object, *of: object) -> object:
    assert callable(act)
    with pytest.raises(Refused) as refused:
        act(*of)
    return refused.value.reason


def test_there_are_departments_and_each_has_somebody_on_duty(
    central: HttpCentral,
) -> None:
    departments = central.departments()
    assert len(departments) > 5
    for department in departments:
        clinics = central.clinics(department.id)
        assert any(clinic.doctor is None and clinic.days for clinic in clinics)


def test_a_held_place_is_nobody_elses(central: HttpCentral) -> None:
    slot = single_place(central)
    held = hold(central, slot)
    assert held.status is RegistrationStatus.HELD
    assert held.queue_number is None
    assert left(central, slot) == 0
    assert reason(hold, central, slot, OTHER) is Reason.SLOT_FULL


def test_asking_again_gives_the_same_place(central: HttpCentral) -> None:
    slot = single_place(central)
    assert hold(central, slot).id == hold(central, slot).id


def test_a_place_that_nobody_pays_for_is_let_go_in_time(
    central: HttpCentral, clock: Clock
) -> None:
    slot = single_place(central)
    held = hold(central, slot)
    clock.pass_s(HOLD_S - 1)
    assert left(central, slot) == 0
    clock.pass_s(1)
    assert left(central, slot) == 1
    assert reason(central.registration, held.id) is Reason.NOT_FOUND
    assert reason(central.pre_settle, WOMAN, (held.id,)) is Reason.BILLS_CHANGED


def test_a_place_that_is_given_back_is_free_at_once(central: HttpCentral) -> None:
    slot = single_place(central)
    held = hold(central, slot)
    central.release(held.id)
    central.release(held.id)
    assert left(central, slot) == 1


def test_a_paid_place_is_hers_and_has_a_number(
    central: HttpCentral, desk: Kiosk, clock: Clock
) -> None:
    slot = single_place(central)
    held = hold(central, slot)
    pay(central, held)
    paid = central.registration(held.id)
    assert paid.status is RegistrationStatus.REGISTERED
    assert paid.queue_number
    central.release(held.id)
    clock.pass_s(HOLD_S)
    assert left(central, slot) == 0
    assert paid in central.registrations(WOMAN)
    assert desk.books()["balanced"]


def test_money_on_its_way_keeps_the_place(central: HttpCentral, clock: Clock) -> None:
    slot = single_place(central)
    held = hold(central, slot)
    decision = intent_of(central.pre_settle(WOMAN, (held.id,)), method=Method.CREDIT)
    central.charge(decision, decision.shares[0], None)
    clock.pass_s(HOLD_S)
    assert left(central, slot) == 0
    central.settle(decision)
    assert central.registration(held.id).status is RegistrationStatus.REGISTERED


def test_the_fee_of_a_place_is_no_open_bill(central: HttpCentral) -> None:
    before = central.open_bills(WOMAN)
    hold(central, single_place(central))
    assert central.open_bills(WOMAN) == before


def test_what_was_booked_by_phone_is_listed_and_what_is_only_held_is_not(
    central: HttpCentral,
) -> None:
    [booked] = central.registrations("P1008")
    assert booked.status is RegistrationStatus.BOOKED
    assert booked.day > NOON.astimezone(UTC).date()
    pay(central, booked)
    [paid] = central.registrations("P1008")
    assert paid.queue_number
    hold(central, single_place(central), OTHER)
    assert central.registrations(OTHER) == ()


def test_who_and_what_is_unknown_is_refused(central: HttpCentral) -> None:
    slot = single_place(central)
    assert reason(hold, central, slot, "P9999") is Reason.PERSON_UNKNOWN
    assert reason(central.hold, WOMAN, "D01-1-20200101-00", "k") is Reason.NOT_FOUND
    assert reason(central.hold, WOMAN, "nonsense", "k2") is Reason.NOT_FOUND
    assert reason(central.clinics, "D99") is Reason.NOT_FOUND
    assert reason(central.registrations, "P9999") is Reason.PERSON_UNKNOWN


# 退号.


def registered(central: HttpCentral, person: str = WOMAN) -> Registration:
    held = hold(central, single_place(central), person)
    pay(central, held)
    return central.registration(held.id)


def cancel(central: HttpCentral, one: Registration) -> Money:
    return central.cancel(Cancellation(new_key(), one.patient_id, one.id))


def test_a_paid_place_is_given_back_and_so_is_the_money(
    central: HttpCentral, desk: Kiosk
) -> None:
    before = desk.person(WOMAN)
    slot = single_place(central)
    held = hold(central, slot)
    pay(central, held)
    one = central.registration(held.id)
    assert one.cancellable
    paid = Money.parse(before["credit"]) - Money.parse(desk.person(WOMAN)["credit"])
    assert paid > ZERO
    assert cancel(central, one) == paid
    assert cancel(central, one) == paid  # under another key: it is as it is
    now = desk.person(WOMAN)
    for purse in ("account", "credit", "wallet"):
        assert now[purse] == before[purse]
    assert left(central, slot) == 1
    assert central.registrations(WOMAN) == ()
    assert desk.books()["balanced"]


def test_the_invoice_of_a_place_that_was_given_back_is_reversed(
    central: HttpCentral,
) -> None:
    late = registered(central, LATE)
    cancel(central, late)
    early = registered(central)
    coming = [
        x for x in central.invoices(WOMAN) if x.status is InvoiceStatus.BEING_ISSUED
    ]
    central.issue_invoice(new_key(), coming[0].settlement_id)
    cancel(central, early)
    [reversed_] = [
        x for x in central.invoices(WOMAN) if x.settlement_id == coming[0].settlement_id
    ]
    assert reversed_.status is InvoiceStatus.REVERSED
    waiting = [
        x for x in central.invoices(LATE) if x.status is InvoiceStatus.BEING_ISSUED
    ]
    central.issue_invoice(new_key(), waiting[0].settlement_id)
    [issued] = [
        x for x in central.invoices(LATE) if x.settlement_id == waiting[0].settlement_id
    ]
    assert issued.status is InvoiceStatus.REVERSED


def test_what_is_not_paid_not_hers_or_too_late_is_not_taken_back(
    central: HttpCentral, clock: Clock
) -> None:
    held = hold(central, single_place(central))
    assert reason(cancel, central, held) is Reason.NOT_FOUND
    one = registered(central)
    stranger = Cancellation(new_key(), OTHER, one.id)
    assert reason(central.cancel, stranger) is Reason.NOT_FOUND
    clock.pass_s(14 * 24 * 3600)
    assert reason(cancel, central, one) is Reason.AT_WINDOW
