"""住院 through the real kiosk, sandbox, scanner line and slip printer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.sim.escpos import Verb, commands
from kiosk.app.demo.scene import Scene
from kiosk.flows.payment_states import Settled
from kiosk.flows.printing import Printed
from kiosk.flows.stay_states import AtStay, ReadingDays
from kiosk.flows.visit_events import DayTapped, DepositTapped, Tap
from kiosk.flows.visit_states import (
    AwaitingCode,
    AwaitingPaymentCode,
    Finished,
    Quoted,
    Troubled,
    Welcome,
)
from kiosk.model.money import Money, total
from kiosk.model.stay import Stay, StayStatus
from tests.pdf_reading import text_of
from tests.test_visits_end_to_end import Visitor, configure, visiting


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


@pytest.fixture
def visitor(scene: Scene, tmp_path: Path) -> Iterator[Visitor]:
    scene.receipt_printer.slips.clear()
    scene.page_printer.pages.clear()
    with visiting(scene, configure(scene, tmp_path)) as visitor:
        yield visitor


def shows_her_code(visitor: Visitor, person: str) -> None:
    visitor.sees(Welcome, lambda w: w.abilities.can_stay)
    visitor.taps(Tap.INPATIENT)
    visitor.sees(AwaitingCode)
    visitor.scans(person, "voucher")


def at_her_stay(visitor: Visitor, person: str) -> Stay:
    shows_her_code(visitor, person)
    return visitor.sees(AtStay).stay


def slip_of(visitor: Visitor, scene: Scene) -> str:
    visitor.taps(Tap.PRINT_RECEIPT)
    visitor.sees(Finished, lambda f: isinstance(f.receipt, Printed))
    [slip] = scene.receipt_printer.slips
    return "".join(
        command.arguments.decode("gb18030")
        for command in commands(slip)
        if command.verb is Verb.TEXT
    )


def test_a_deposit_admits_and_its_slip_says_how_much_there_is(
    visitor: Visitor, scene: Scene
) -> None:
    ordered = at_her_stay(visitor, "P1016")
    assert ordered.status is StayStatus.ORDERED
    visitor.taps(DepositTapped(ordered.choices[0]))
    quoted = visitor.sees(Quoted)
    assert quoted.quote.due == ordered.choices[0]
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Finished, lambda f: isinstance(f.payment, Settled))
    said = slip_of(visitor, scene)
    for text in (ordered.id, str(ordered.choices[0])):
        assert text in said
    visitor.taps(Tap.CONFIRM)
    inside = at_her_stay(visitor, "P1016")
    assert inside.status is StayStatus.ADMITTED
    assert inside.deposited == ordered.choices[0]
    assert scene.sandbox.books()["balanced"]


def test_what_is_left_of_the_deposits_goes_back_and_the_invoice_comes(
    visitor: Visitor, scene: Scene
) -> None:
    leaving = at_her_stay(visitor, "P1018")
    before = Money.parse(scene.sandbox.person("P1018")["wallet"])
    visitor.taps(Tap.CONFIRM)
    quote = visitor.sees(Quoted).quote
    visitor.taps(Tap.CONFIRM)

    def is_over(finished: Finished) -> bool:
        payment = finished.payment
        return (
            isinstance(payment, Settled)
            and not payment.to_return
            and payment.invoice is not None
        )

    visitor.sees(Finished, is_over)
    returned = total(one.amount for one in quote.returns)
    assert returned + quote.split.self_pay == leaving.deposited
    wallet = Money.parse(scene.sandbox.person("P1018")["wallet"])
    assert wallet == before + returned
    said = slip_of(visitor, scene)
    for one in quote.returns:
        assert str(one.amount) in said
    visitor.taps(Tap.PRINT_INVOICE)
    over = visitor.sees(Finished, lambda f: isinstance(f.statement, Printed))
    assert isinstance(over.invoice, Printed)
    invoice, statement = scene.page_printer.pages
    assert "医疗住院收费票据" in text_of(invoice)
    assert "医疗收费明细" in text_of(statement)
    visitor.taps(Tap.CONFIRM)
    shows_her_code(visitor, "P1018")
    visitor.sees(Troubled)
    assert scene.sandbox.books()["balanced"]


def test_what_the_deposits_do_not_cover_is_paid_by_phone(
    visitor: Visitor, scene: Scene
) -> None:
    leaving = at_her_stay(visitor, "P1019")
    visitor.taps(Tap.CONFIRM)
    quote = visitor.sees(Quoted).quote
    assert quote.deposits == leaving.deposited
    visitor.taps(Tap.CONFIRM)
    visitor.sees(AwaitingPaymentCode)
    visitor.scans("P1019", "wechat")
    over = visitor.sees(Finished, lambda f: isinstance(f.payment, Settled))
    assert isinstance(over.payment, Settled)
    assert over.payment.paid == quote.due
    assert scene.sandbox.books()["balanced"]


def test_the_days_can_be_read(visitor: Visitor) -> None:
    inside = at_her_stay(visitor, "P1017")
    visitor.taps(Tap.DAYS)
    reading = visitor.sees(ReadingDays)
    assert total(one.total for one in reading.lists) == inside.spent
    first = reading.lists[-1].day
    visitor.taps(DayTapped(first))
    visitor.sees(ReadingDays, lambda r: r.day == first)
    visitor.taps(Tap.BACK)
    assert visitor.sees(AtStay).stay == inside
