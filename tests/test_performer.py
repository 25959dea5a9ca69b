"""Each job posts its outcome whatever happens; until it knows better, the worst one."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from drivers.port import (
    Condition,
    Health,
    MaybePrinted,
    NotPrinted,
    PagePrinter,
    ReceiptPrinter,
)
from kiosk.app.courier import SET_ASIDE_S, Courier
from kiosk.app.events import Effect, Event, InVisit
from kiosk.app.ledger import PRIORITIES
from kiosk.app.performer import Crew, Performer, Place
from kiosk.app.records import encode
from kiosk.app.workers import Timers, Worker
from kiosk.central.port import Busy, Central, NotSent, Reason, Refused, Unanswered
from kiosk.flows.payment_effects import (
    AskCharge,
    Charge,
    CloseCharge,
    Duty,
    IssueInvoice,
    RefundCharge,
    ReverseCharge,
    Settle,
)
from kiosk.flows.payment_events import (
    ChargeConfirmed,
    ChargeRefused,
    ChargeReversed,
    ChargeUnanswered,
    ChargeVoided,
    InvoiceIssued,
    PaymentEvent,
    RefundConfirmed,
    SettlementConfirmed,
    SettlementRefused,
)
from kiosk.flows.payment_states import (
    Charging,
    Payment,
    Refunding,
    Settled,
    Settling,
)
from kiosk.flows.printing import (
    Document,
    Job,
    PrintConfirmed,
    PrintFailed,
    PrintUnproved,
    SendToPaper,
)
from kiosk.flows.visit_effects import FindBills, Identify, PreSettle, StartPrint
from kiosk.flows.visit_events import BillsFound, Failed, IdentityFound, QuoteFound
from kiosk.flows.visit_states import Problem
from kiosk.model.charge import ChargeAnswer, ChargeStatus, Refusal
from kiosk.model.money import ZERO
from kiosk.model.receipt import Receipt, ReceiptKind
from offline_queue.outbox import Task
from tests.samples import (
    BILL,
    IDENTITY,
    INVOICE,
    KEY,
    PATIENT,
    QUOTE,
    SETTLEMENT,
    SPLIT,
    VOUCHER,
    intent,
)

PAID = SPLIT.self_pay


class Scripted:
    """Stands where central and the printers stand, and does what the test says."""

    def __init__(self, does: Callable[[], object]) -> None:
        self._does = does

    def condition(self) -> Condition:
        return Condition(Health.OK)

    def __getattr__(self, name: str) -> Callable[..., object]:
        return lambda *_, **__: self._does()


def performed(effect: Effect, does: Callable[[], object]) -> tuple[Event, int]:
    """Perform one effect; give the event that came of it, and how many bugs."""
    posted: list[Event] = []
    bugs: list[None] = []
    done = threading.Event()

    def post(event: Event) -> None:
        posted.append(event)

    workers = [Worker(name, lambda: bugs.append(None)) for name in "abc"]
    timers = Timers()
    scripted = Scripted(does)
    performer = Performer(
        central=cast(Central, scripted),
        receipt_printer=cast(ReceiptPrinter, scripted),
        page_printer=cast(PagePrinter, scripted),
        crew=Crew(*workers),
        timers=timers,
        post=post,
        show=lambda state: None,
        deliver=lambda: None,
        place=Place("示例医院", "K1"),
        now=lambda: datetime.now(UTC),
    )
    timers.start()
    performer.perform(effect, 7)
    if isinstance(effect, AskCharge):
        timers.after(0.02, done.set)
        assert done.wait(5)
    for worker in workers:
        worker.submit(done.set)
        done.clear()
        worker.start()
        assert done.wait(5)
        worker.stop()
    timers.stop()
    [event] = posted
    return event, len(bugs)


def raises(error: Exception) -> Callable[[], object]:
    def do() -> object:
        raise error

    return do


CHARGE = Charge(intent(), VOUCHER)
RECEIPT = Receipt(
    ReceiptKind.PAID,
    "示例医院",
    "K1",
    PATIENT.name,
    1,
    SPLIT,
    intent().method,
    intent().case_number,
    datetime(2026, 11, 22, tzinfo=UTC),
)
SLIP = SendToPaper(Job("J1", Document.RECEIPT, KEY), RECEIPT)
PAGES = SendToPaper(Job("J1", Document.INVOICE, KEY), INVOICE)


@pytest.mark.parametrize(
    ("effect", "answer", "event"),
    [
        (Identify(VOUCHER), IDENTITY, InVisit(7, IdentityFound(IDENTITY))),
        (FindBills("P1"), (BILL,), InVisit(7, BillsFound("P1", (BILL,)))),
        (PreSettle("P1", ("B1",)), QUOTE, InVisit(7, QuoteFound(QUOTE))),
        (CHARGE, ChargeAnswer(ChargeStatus.PAID, PAID), ChargeConfirmed(KEY, PAID)),
        (
            AskCharge(KEY, 0),
            ChargeAnswer(ChargeStatus.NOT_FOUND),
            ChargeUnanswered(KEY),
        ),
        (SLIP, None, PrintConfirmed("J1")),
    ],
)
def test_an_answer_comes_back_as_its_event(
    effect: Effect, answer: object, event: Event
) -> None:
    assert performed(effect, lambda: answer) == (event, 0)


@pytest.mark.parametrize(
    ("effect", "error", "event"),
    [
        (FindBills("P1"), Unanswered(), InVisit(7, Failed(Problem.CENTRAL_SILENT))),
        (CHARGE, NotSent(), ChargeRefused(KEY, Refusal.NOT_SENT)),
        (CHARGE, Unanswered(), ChargeUnanswered(KEY)),
        (CHARGE, Refused(Reason.KEY_REUSED), ChargeUnanswered(KEY)),
        (AskCharge(KEY, 0), Unanswered(), ChargeUnanswered(KEY)),
        (AskCharge(KEY, 0), NotSent(), ChargeUnanswered(KEY)),
        (SLIP, NotPrinted(), PrintFailed("J1")),
        (SLIP, MaybePrinted(), PrintUnproved("J1")),
        (PAGES, Unanswered(), PrintFailed("J1")),
    ],
)
def test_a_failure_comes_back_as_its_event(
    effect: Effect, error: Exception, event: Event
) -> None:
    assert performed(effect, raises(error)) == (event, 0)


@pytest.mark.parametrize(
    ("effect", "event"),
    [
        (Identify(VOUCHER), InVisit(7, Failed(Problem.FAULT))),
        (FindBills("P1"), InVisit(7, Failed(Problem.FAULT))),
        (CHARGE, ChargeUnanswered(KEY)),
        (AskCharge(KEY, 0), ChargeUnanswered(KEY)),
        (SLIP, PrintUnproved("J1")),
        (PAGES, PrintUnproved("J1")),
    ],
)
def test_a_bug_is_told_and_leaves_nobody_waiting(effect: Effect, event: Event) -> None:
    assert performed(effect, raises(ZeroDivisionError())) == (event, 1)


def test_an_invoice_file_that_is_none_is_not_printed() -> None:
    assert performed(PAGES, lambda: b"not a pdf") == (PrintFailed("J1"), 0)


@pytest.mark.parametrize(
    ("payment", "kind"),
    [
        (Settled(intent(), PAID, SETTLEMENT), ReceiptKind.PAID),
        (Settling(intent(), PAID), ReceiptKind.UNSETTLED),
        (Settling(intent(), ZERO), ReceiptKind.UNCERTAIN),
        (Refunding(intent(), PAID, Refusal.OTHER), ReceiptKind.REFUNDING),
        (Charging(intent()), ReceiptKind.UNCERTAIN),
    ],
)
def test_a_slip_says_what_is_true_of_its_payment(
    payment: Payment, kind: ReceiptKind
) -> None:
    nobody = cast(Any, None)
    performer = Performer(
        central=nobody,
        receipt_printer=nobody,
        page_printer=nobody,
        crew=nobody,
        timers=nobody,
        post=nobody,
        show=nobody,
        deliver=nobody,
        place=Place("示例医院", "K1"),
        now=lambda: datetime.now(UTC),
    )
    receipt = performer.receipt(StartPrint(Document.RECEIPT, payment, PATIENT.name))
    assert receipt.kind is kind


def sent(
    duty: Duty, does: Callable[[], object]
) -> tuple[list[PaymentEvent], float | None]:
    posted: list[PaymentEvent] = []
    courier = Courier(cast(Central, Scripted(does)), posted.append)
    return posted, courier.send(Task("t", "s", "Kind", 0, encode(duty)))


@pytest.mark.parametrize(
    ("duty", "answer", "event"),
    [
        (CloseCharge(KEY), ChargeAnswer(ChargeStatus.CLOSED), ChargeVoided(KEY)),
        (ReverseCharge(KEY), ChargeAnswer(ChargeStatus.REVERSED), ChargeReversed(KEY)),
        (RefundCharge(KEY, PAID), None, RefundConfirmed(KEY)),
        (Settle(intent()), SETTLEMENT, SettlementConfirmed(KEY, SETTLEMENT)),
        (IssueInvoice(KEY, "S1"), INVOICE, InvoiceIssued(KEY, INVOICE)),
    ],
)
def test_a_duty_done_is_a_fact(duty: Duty, answer: object, event: PaymentEvent) -> None:
    assert sent(duty, lambda: answer) == ([event], None)


def test_a_settlement_refused_for_its_bills_is_a_fact() -> None:
    refused = raises(Refused(Refusal.ALREADY_PAID))
    event = SettlementRefused(KEY, Refusal.ALREADY_PAID)
    assert sent(Settle(intent()), refused) == ([event], None)


@pytest.mark.parametrize(
    ("error", "wait_s"),
    [
        (Busy(7), 7),
        (Unanswered(), 0),
        (NotSent(), 0),
        (Refused(Reason.NOT_AUTHORISED), 0),
    ],
)
def test_what_is_not_answered_stays_owed(error: Exception, wait_s: float) -> None:
    assert sent(Settle(intent()), raises(error)) == ([], wait_s)


def test_a_task_that_cannot_be_read_is_set_aside() -> None:
    courier = Courier(cast(Central, Scripted(lambda: None)), lambda event: None)
    assert courier.send(Task("t", "s", "Kind", 0, b"{}")) == SET_ASIDE_S


def test_money_that_must_go_back_goes_first() -> None:
    order = sorted(PRIORITIES, key=PRIORITIES.__getitem__)
    assert set(order[:2]) == {ReverseCharge, CloseCharge}
    assert order[2:] == [RefundCharge, Settle, IssueInvoice]
