"""Each job posts its outcome whatever happens; until it knows better, the worst one."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypeVar, cast, get_args

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
from kiosk.app.courier import Outcome as Answer
from kiosk.app.crew import Crew
from kiosk.app.events import Effect, Event, InVisit, Retry
from kiosk.app.fleet_duty import ReportEvent
from kiosk.app.gallery.values import (
    BILL,
    BOOKED,
    CAPTURE,
    IDENTITY,
    INVOICE,
    KEY,
    NOW,
    PARTLY,
    PATIENT,
    QUOTE,
    REGISTERED,
    SETTLEMENT,
    SPLIT,
    VOUCHER,
    intent,
    listed,
)
from kiosk.app.intake import Intake, Limits
from kiosk.app.ledger import PRIORITIES
from kiosk.app.paperwork import PdfPaperwork
from kiosk.app.performer import Performer
from kiosk.app.press import Printers
from kiosk.app.records import Errand, encode
from kiosk.app.slip_facts import Place
from kiosk.app.workers import Worker
from kiosk.central.port import Busy, Central, NotSent, Reason, Refused, Unanswered
from kiosk.flows.cancelling import (
    CancelConfirmed,
    CancelRefused,
    CancelRegistration,
)
from kiosk.flows.casework import CaseReported, ReportCase
from kiosk.flows.exchange import (
    ConfirmExchange,
    ExchangeConfirmed,
    ExchangeFailed,
    ExchangeVoided,
    FetchForm,
    FormFetched,
    FormPrinted,
    FormRefused,
    FormReserved,
    FormUnproved,
    PrintForm,
    ReserveForm,
    VoidExchange,
)
from kiosk.flows.invoice_states import CoverFacts, Sheet, Wanted
from kiosk.flows.payment_effects import (
    AskCharge,
    Authorise,
    BeginDeferral,
    CarryOut,
    Charge,
    CloseCharge,
    Duty,
    GiveUp,
    IssueInvoice,
    RefundCharge,
    ReportDebt,
    ReturnDeposit,
    ReverseCharge,
    RevokeSettlement,
    Settle,
)
from kiosk.flows.payment_events import (
    ChargeConfirmed,
    ChargeRefused,
    ChargeReversed,
    ChargeUnanswered,
    ChargeVoided,
    CredentialGranted,
    CredentialRefused,
    DebtReported,
    DeferralBegun,
    DepositReturned,
    InvoiceIssued,
    PowerReturned,
    RefundConfirmed,
    SettlementConfirmed,
    SettlementRefused,
    SettlementRevoked,
    TimeRanOut,
)
from kiosk.flows.payment_states import (
    CarryingOut,
    Charging,
    Deferred,
    Done,
    Payment,
    Settled,
    Settling,
    Taken,
    Undoing,
)
from kiosk.flows.printing import (
    File,
    Job,
    PrintConfirmed,
    PrintFailed,
    PrintReported,
    PrintUnproved,
    ReportPrint,
    SendToPaper,
)
from kiosk.flows.visit_effects import (
    DrawCover,
    DrawQr,
    FetchSheet,
    FindBills,
    FindInvoices,
    HoldSlot,
    Identify,
    PicturePage,
    PreSettle,
    ReadSlip,
    StartPrint,
)
from kiosk.flows.visit_events import (
    BillsFound,
    Failed,
    IdentityFound,
    InvoicesFound,
    PagePictured,
    QrDrawn,
    QuoteFound,
    SheetFetched,
    SheetMissing,
)
from kiosk.flows.visit_states import Problem
from kiosk.model.business import BusinessType
from kiosk.model.case import Case, CaseKind
from kiosk.model.charge import ChargeAnswer, ChargeStatus, Refusal
from kiosk.model.deposit import DepositReturn
from kiosk.model.document import Document
from kiosk.model.intent import Method, charge_key
from kiosk.model.invoice import Exchange, PaperForm, PrintOutcome
from kiosk.model.money import ZERO
from kiosk.model.receipt import Receipt, ReceiptKind
from kiosk.model.registration import Cancellation, Registration
from kiosk.model.slips import RegistrationSlip
from offline_queue.delivery import Again
from offline_queue.outbox import Task
from printing.invoice import draw_invoice
from printing.sheet import Sheet as Paper
from printing.statement import draw_statement
from tests.paper_samples import OUTPATIENT, statement_of
from tests.test_payment import BOTH, CREDIT, DEFERRED, ONE_CODE, SHARED, WALLET

PAID = SPLIT.self_pay
WHOLE = (Taken(0, PAID),)
VISIT = 7
AnySlip = TypeVar("AnySlip", Receipt, RegistrationSlip)


class Scripted:
    """Stands where central and the printers stand, and does what the test says."""

    def __init__(self, does: Callable[[], object]) -> None:
        self._does = does
        self.asked: list[tuple[str, tuple[object, ...]]] = []

    def condition(self) -> Condition:
        return Condition(Health.OK)

    def __getattr__(self, name: str) -> Callable[..., object]:
        def do(*arguments: object, **_: object) -> object:
            self.asked.append((name, arguments))
            return self._does()

        return do


@dataclass
class Outcome:
    """What came of one effect."""

    posted: list[Event] = field(default_factory=list)
    bugs: list[None] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    asked: list[tuple[str, tuple[object, ...]]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    attended: list[tuple[object, int]] = field(default_factory=list)


class Now:
    """Timers that do not wait, and remember how long they were to wait."""

    def __init__(self, seconds: list[float]) -> None:
        self._seconds = seconds

    def after(self, delay_s: float, job: Callable[[], None]) -> None:
        self._seconds.append(delay_s)
        job()


def outcome_of(
    effect: Effect,
    does: Callable[[], object],
    *,
    clock: Callable[[], float] = lambda: 0.0,
    current_visit: Callable[[], int] = lambda: VISIT,
    intake: Intake | None = None,
) -> Outcome:
    """Perform one effect, and wait until every worker has done with it."""
    outcome = Outcome()
    workers = [Worker(name, lambda: outcome.bugs.append(None)) for name in "abcde"]
    scripted = Scripted(does)
    performer = Performer(
        central=cast(Central, scripted),
        printers=Printers(
            cast(ReceiptPrinter, scripted),
            cast(PagePrinter, scripted),
            cast(PagePrinter, scripted),
        ),
        crew=Crew(*workers),
        timers=Now(outcome.seconds),
        post=outcome.posted.append,
        show=lambda state: None,
        deliver=lambda: None,
        place=Place("示例医院", "K1"),
        now=lambda: NOW,
        read_slip=lambda code: Failed(Problem.SLIP_INVALID),
        alarm=outcome.alarms.append,
        clock=clock,
        current_visit=current_visit,
        paperwork=PdfPaperwork("示例医院", "K1", lambda: NOW, Paper.A5_LANDSCAPE),
        new_key=lambda: "K",
        attend=lambda work, visit: outcome.attended.append((work, visit)),
        intake=intake or Intake(Limits(), lambda: 0.0),
    )
    performer.perform(effect, VISIT)
    for worker in workers:
        done = threading.Event()
        worker.submit(done.set)
        worker.start()
        assert done.wait(5)
        worker.stop()
    outcome.asked = scripted.asked
    return outcome


def performed(effect: Effect, does: Callable[[], object]) -> tuple[Event, int]:
    """Perform one effect; give the event that came of it, and how many bugs."""
    outcome = outcome_of(effect, does)
    [event] = outcome.posted
    return event, len(outcome.bugs)


def raises(error: Exception) -> Callable[[], object]:
    def do() -> object:
        raise error

    return do


CHARGE = Charge(intent(), 0, VOUCHER)
SECOND = Charge(SHARED, 1)
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
FORM = Exchange(KEY, "P1", INVOICE, PaperForm("31060199", "0000000001"))
WANTED = Wanted(Document.INVOICE, listed())
ONE_PAGE = draw_invoice(OUTPATIENT).pdf


@pytest.mark.parametrize(
    ("effect", "answer", "event"),
    [
        (
            Identify(VOUCHER, BusinessType.SETTLEMENT),
            IDENTITY,
            InVisit(7, IdentityFound(IDENTITY)),
        ),
        (FindBills("P1"), (BILL,), InVisit(7, BillsFound("P1", (BILL,)))),
        (PreSettle("P1", ("B1",)), QUOTE, InVisit(7, QuoteFound(QUOTE))),
        (CHARGE, ChargeAnswer(ChargeStatus.PAID, PAID), ChargeConfirmed(KEY, PAID)),
        (
            SECOND,
            ChargeAnswer(ChargeStatus.PAID, CREDIT),
            ChargeConfirmed(KEY, CREDIT, 1),
        ),
        (
            AskCharge(KEY, 0, 2),
            ChargeAnswer(ChargeStatus.NOT_FOUND),
            ChargeUnanswered(KEY),
        ),
        (
            AskCharge(KEY, 1, 2),
            ChargeAnswer(ChargeStatus.PAID, CREDIT),
            ChargeConfirmed(KEY, CREDIT, 1),
        ),
        (Authorise(ONE_CODE), VOUCHER, CredentialGranted(KEY, VOUCHER)),
        (GiveUp(KEY, 1, 45), None, TimeRanOut(KEY, 1)),
        (Retry(PowerReturned(KEY), 5), None, PowerReturned(KEY)),
        (ReadSlip(VOUCHER), None, InVisit(7, Failed(Problem.SLIP_INVALID))),
        (SLIP, None, PrintConfirmed("J1")),
        (
            FindInvoices("P1"),
            (listed(),),
            InVisit(7, InvoicesFound("P1", (listed(),), NOW.date())),
        ),
        (
            FetchSheet(WANTED),
            ONE_PAGE,
            InVisit(7, SheetFetched(Sheet(WANTED, File(ONE_PAGE, 1)))),
        ),
        (ReserveForm(FORM), None, FormReserved(KEY)),
        (FetchForm(FORM), ONE_PAGE, FormFetched(KEY, ONE_PAGE)),
        (PrintForm(FORM, ONE_PAGE), None, FormPrinted(KEY)),
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
        (SECOND, Unanswered(), ChargeUnanswered(KEY, 1)),
        (AskCharge(KEY, 0, 2), Unanswered(), ChargeUnanswered(KEY)),
        (AskCharge(KEY, 1, 2), NotSent(), ChargeUnanswered(KEY, 1)),
        (
            Authorise(ONE_CODE),
            Refused(Refusal.NO_CREDENTIAL),
            CredentialRefused(KEY, Refusal.NO_CREDENTIAL),
        ),
        (
            Authorise(ONE_CODE),
            Unanswered(),
            CredentialRefused(KEY, Refusal.NOT_ANSWERED),
        ),
        (SLIP, NotPrinted(), PrintFailed("J1")),
        (SLIP, MaybePrinted(), PrintUnproved("J1")),
        (PAGES, Unanswered(), PrintFailed("J1")),
        (FindInvoices("P1"), NotSent(), InVisit(7, Failed(Problem.CENTRAL_SILENT))),
        (FetchSheet(WANTED), NotSent(), InVisit(7, Failed(Problem.CENTRAL_SILENT))),
        (
            FetchSheet(WANTED),
            Refused(Reason.NOT_PRINTABLE),
            InVisit(7, SheetMissing(WANTED)),
        ),
        (ReserveForm(FORM), Refused(Reason.FORM_TAKEN), FormRefused(KEY)),
        (ReserveForm(FORM), Unanswered(), ExchangeFailed(KEY)),
        (FetchForm(FORM), Refused(Reason.NOT_FOUND), ExchangeFailed(KEY)),
        (PrintForm(FORM, ONE_PAGE), NotPrinted(), ExchangeFailed(KEY)),
        (PrintForm(FORM, ONE_PAGE), MaybePrinted(), FormUnproved(KEY)),
    ],
)
def test_a_failure_comes_back_as_its_event(
    effect: Effect, error: Exception, event: Event
) -> None:
    assert performed(effect, raises(error)) == (event, 0)


@pytest.mark.parametrize(
    ("effect", "event"),
    [
        (Identify(VOUCHER, BusinessType.SETTLEMENT), InVisit(7, Failed(Problem.FAULT))),
        (FindBills("P1"), InVisit(7, Failed(Problem.FAULT))),
        (CHARGE, ChargeUnanswered(KEY)),
        (SECOND, ChargeUnanswered(KEY, 1)),
        (AskCharge(KEY, 1, 2), ChargeUnanswered(KEY, 1)),
        (Authorise(ONE_CODE), CredentialRefused(KEY, Refusal.NOT_ANSWERED)),
        (SLIP, PrintUnproved("J1")),
        (PAGES, PrintUnproved("J1")),
        (FindInvoices("P1"), InVisit(7, Failed(Problem.FAULT))),
        (FetchSheet(WANTED), InVisit(7, Failed(Problem.FAULT))),
        (ReserveForm(FORM), ExchangeFailed(KEY)),
        (PrintForm(FORM, ONE_PAGE), FormUnproved(KEY)),
    ],
)
def test_a_bug_is_told_and_leaves_nobody_waiting(effect: Effect, event: Event) -> None:
    assert performed(effect, raises(ZeroDivisionError())) == (event, 1)


def test_an_invoice_file_that_is_none_is_not_printed() -> None:
    assert performed(PAGES, lambda: b"not a pdf") == (PrintFailed("J1"), 0)


def test_a_file_that_is_none_is_missing_and_the_others_go_on() -> None:
    missing = InVisit(7, SheetMissing(WANTED))
    assert performed(FetchSheet(WANTED), lambda: b"not a pdf") == (missing, 0)


@pytest.mark.parametrize("pdf", [b"not a pdf", draw_statement(statement_of(200)).pdf])
def test_what_does_not_fit_one_form_is_not_printed_on_any(pdf: bytes) -> None:
    assert performed(FetchForm(FORM), lambda: pdf) == (ExchangeFailed(KEY), 0)


def test_a_statement_and_an_invoice_are_asked_for_by_their_own_verbs() -> None:
    for document, verb in (
        (Document.INVOICE, "invoice_file"),
        (Document.STATEMENT, "statement_file"),
    ):
        wanted = Wanted(document, listed())
        asked = outcome_of(FetchSheet(wanted), lambda: ONE_PAGE).asked
        assert asked == [(verb, (listed().invoice,))]


def test_a_copy_is_marked_and_the_first_is_printed_as_it_was_issued() -> None:
    for copy, is_as_issued in ((1, True), (2, False)):
        job = Job("J1", Document.INVOICE, copy=copy, invoice=INVOICE)
        outcome = outcome_of(SendToPaper(job, File(ONE_PAGE, 1)), lambda: None)
        [(_, (pdf, name, _))] = outcome.asked
        assert (pdf == ONE_PAGE) == is_as_issued
        assert name == f"invoice-{INVOICE.number}-{copy}-J1"


def test_what_is_looked_at_is_drawn_for_the_visit_that_asked() -> None:
    picture = PicturePage(File(ONE_PAGE, 1), 0, 0)
    for effect, kind in ((picture, PagePictured), (DrawQr("https://x"), QrDrawn)):
        event, bugs = performed(effect, lambda: None)
        assert isinstance(event, InVisit)
        assert isinstance(event.event, kind)
        assert event.event.picture.startswith(b"\x89PNG")
        assert bugs == 0


def test_a_cover_list_is_drawn_and_is_a_file_like_the_others() -> None:
    cover = Wanted(Document.COVER_LIST)
    facts = CoverFacts(PATIENT.name, ((listed(1), 2), (listed(2), 0)))
    event, bugs = performed(DrawCover(cover, facts), lambda: None)
    assert isinstance(event, InVisit)
    assert isinstance(event.event, SheetFetched)
    assert (event.event.sheet.wanted, event.event.sheet.file.pages) == (cover, 1)
    assert bugs == 0


def test_each_share_is_charged_and_asked_for_under_its_own_key() -> None:
    paid = ChargeAnswer(ChargeStatus.PAID, CREDIT)
    charge = outcome_of(SECOND, lambda: paid)
    assert charge.asked == [("charge", (SHARED, SHARED.shares[1], None))]
    ask = outcome_of(AskCharge(KEY, 1, 5), lambda: paid)
    assert ask.asked == [("ask_charge", (charge_key(KEY, 1),))]
    assert ask.seconds == [5]


def test_a_charge_that_had_to_wait_too_long_is_not_sent() -> None:
    """Sent late, it could be reversed sooner than its wallet allows."""
    within = intent().patience.send_within_s
    for waited, is_sent in ((within, True), (within + 0.1, False)):
        clock = iter([100.0, 100.0 + waited])
        outcome = outcome_of(
            CHARGE,
            lambda: ChargeAnswer(ChargeStatus.PAID, PAID),
            clock=lambda clock=clock: next(clock),  # type: ignore[misc]
        )
        refused = ChargeRefused(KEY, Refusal.NOT_SENT)
        assert outcome.posted == [ChargeConfirmed(KEY, PAID) if is_sent else refused]
        assert bool(outcome.asked) == is_sent


@pytest.mark.parametrize(
    "effect",
    [
        Identify(VOUCHER, BusinessType.SETTLEMENT),
        FindBills("P1"),
        PreSettle("P1", ("B1",)),
    ],
)
def test_nothing_is_asked_for_a_visit_that_is_over(effect: Effect) -> None:
    outcome = outcome_of(effect, lambda: IDENTITY, current_visit=lambda: VISIT + 1)
    assert outcome == Outcome()


def test_a_place_that_comes_after_she_has_left_goes_to_others_at_once() -> None:
    seen: list[int] = [VISIT]

    def holds() -> Registration:
        seen[0] = VISIT + 1  # meanwhile she cancels
        return BOOKED

    outcome = outcome_of(HoldSlot("P1", "slot-1"), holds, current_visit=lambda: seen[0])
    assert [name for name, _ in outcome.asked] == ["hold", "release"]
    stays = outcome_of(HoldSlot("P1", "slot-1"), lambda: BOOKED)
    assert [name for name, _ in stays.asked] == ["hold"]


def test_a_key_that_central_knows_for_something_else_is_an_alarm() -> None:
    outcome = outcome_of(CHARGE, raises(Refused(Reason.KEY_REUSED)))
    assert outcome.alarms == [KEY]
    assert outcome.posted == [ChargeUnanswered(KEY)]
    for error in (Unanswered(), Refused(Refusal.NOT_ENOUGH)):
        assert outcome_of(CHARGE, raises(error)).alarms == []


@pytest.mark.parametrize(
    ("effect", "event"),
    [
        (
            Identify(VOUCHER, BusinessType.SETTLEMENT),
            InVisit(VISIT, Failed(Problem.CENTRAL_SILENT)),
        ),
        (CHARGE, ChargeRefused(KEY, Refusal.NOT_SENT)),
        (SECOND, ChargeRefused(KEY, Refusal.NOT_SENT, 1)),
        (Authorise(ONE_CODE), CredentialRefused(KEY, Refusal.NOT_SENT)),
        (AskCharge(KEY, 1, 2), ChargeUnanswered(KEY, 1)),
        (SLIP, PrintFailed("J1")),
    ],
)
def test_what_finds_no_hand_leaves_nobody_waiting(effect: Effect, event: Event) -> None:
    class Full:
        def submit(self, job: Callable[[], None]) -> bool:
            return False

    posted: list[Event] = []
    nobody = cast(Any, None)
    Performer(
        central=nobody,
        printers=nobody,
        crew=Crew(Full(), Full(), Full(), Full(), Full()),
        timers=Now([]),
        post=posted.append,
        show=nobody,
        deliver=nobody,
        place=Place("示例医院", "K1"),
        now=nobody,
        read_slip=nobody,
        alarm=nobody,
        clock=lambda: 0.0,
        current_visit=lambda: VISIT,
        paperwork=nobody,
        new_key=nobody,
        attend=nobody,
        intake=Intake(Limits(), lambda: 0.0),
    ).perform(effect, VISIT)
    assert posted == [event]


def receipt_of(payment: Payment) -> Receipt:
    return slip_of(payment, Receipt)


def slip_of(
    payment: Payment, kind: type[AnySlip], paid_for: Registration | None = None
) -> AnySlip:
    nobody = cast(Any, None)
    performer = Performer(
        central=nobody,
        printers=nobody,
        crew=nobody,
        timers=nobody,
        post=nobody,
        show=nobody,
        deliver=nobody,
        place=Place("示例医院", "K1"),
        now=lambda: NOW,
        read_slip=nobody,
        alarm=nobody,
        clock=nobody,
        current_visit=nobody,
        paperwork=nobody,
        new_key=nobody,
        attend=nobody,
        intake=Intake(Limits(), lambda: 0.0),
    )
    slip = performer.receipt(
        StartPrint(Document.RECEIPT, payment, PATIENT.name, registration=paid_for)
    )
    assert isinstance(slip, kind)
    return slip


def test_a_paid_registration_gives_the_slip_that_is_shown_at_the_clinic() -> None:
    settled = Settled(intent(), WHOLE, SETTLEMENT)
    slip = slip_of(settled, RegistrationSlip, REGISTERED)
    assert (slip.queue_number, slip.place) == ("01007", REGISTERED.place)
    assert slip.split == SETTLEMENT.split


def test_without_a_number_yet_a_paid_registration_gives_the_usual_slip() -> None:
    settled = Settled(intent(), WHOLE, SETTLEMENT)
    waiting = replace(REGISTERED, queue_number=None)
    assert slip_of(settled, Receipt, waiting).settlement_id == SETTLEMENT.id


@pytest.mark.parametrize(
    ("payment", "kind"),
    [
        (Settled(intent(), WHOLE, SETTLEMENT), ReceiptKind.PAID),
        (Settling(intent(), WHOLE), ReceiptKind.UNSETTLED),
        (Settling(intent()), ReceiptKind.UNCERTAIN),
        (Undoing(intent(), Refusal.OTHER, WHOLE, WHOLE), ReceiptKind.REFUNDING),
        (Undoing(intent(), Refusal.OTHER, revoking=True), ReceiptKind.UNCERTAIN),
        (Charging(intent()), ReceiptKind.UNCERTAIN),
        (Charging(SHARED, Done(BOTH[:1])), ReceiptKind.UNCERTAIN),
        (Deferred(DEFERRED, CAPTURE), ReceiptKind.DEFERRED),
        (CarryingOut(DEFERRED, CAPTURE), ReceiptKind.UNCERTAIN),
    ],
)
def test_a_slip_says_what_is_true_of_its_payment(
    payment: Payment, kind: ReceiptKind
) -> None:
    assert receipt_of(payment).kind is kind


def test_a_slip_of_a_part_says_what_was_settled_and_by_which_way_it_is_paid() -> None:
    whole = receipt_of(Settled(SHARED, BOTH, SETTLEMENT))
    assert (whole.split, whole.credit) == (SPLIT, CREDIT)
    assert (whole.method, whole.bill_count) == (Method.WECHAT, 1)
    part = receipt_of(Settled(SHARED, BOTH, PARTLY))
    assert part.split == PARTLY.split
    assert part.credit == ZERO, "the contract is given back first"
    assert PARTLY.split.self_pay < WALLET


CASE = Case("C1", CaseKind.OVERDUE, KEY, NOW, "Settle")


@dataclass
class Sent:
    """What came of one task."""

    posted: list[Answer]
    again: Again | None
    alarms: list[str]
    asked: list[tuple[str, tuple[object, ...]]]


def sent(duty: Errand, does: Callable[[], object]) -> Sent:
    return sent_bytes(encode(duty), does)


def sent_bytes(body: bytes, does: Callable[[], object]) -> Sent:
    posted: list[Answer] = []
    alarms: list[str] = []
    central = Scripted(does)
    courier = Courier(cast(Central, central), posted.append, alarms.append)
    again = courier.send(Task("t", f"payment/{KEY}", "Kind", 0, body))
    return Sent(posted, again, alarms, central.asked)


PAGE = Job("J1", Document.INVOICE, copy=2, invoice=INVOICE, begun_at=NOW)
PRINTED = PrintOutcome.PRINTED
RETURN = DepositReturn("D1", CREDIT)
BACK = Cancellation("K9", "P1", "R1")
DUTIES: list[tuple[Errand, object, Answer]] = [
    (CloseCharge(KEY), ChargeAnswer(ChargeStatus.CLOSED), ChargeVoided(KEY)),
    (CloseCharge(KEY, 1), ChargeAnswer(ChargeStatus.CLOSED), ChargeVoided(KEY, 1)),
    (
        CloseCharge(KEY, 1),
        ChargeAnswer(ChargeStatus.PAID, CREDIT),
        ChargeConfirmed(KEY, CREDIT, 1),
    ),
    (ReverseCharge(KEY), ChargeAnswer(ChargeStatus.REVERSED), ChargeReversed(KEY)),
    (RefundCharge(KEY, 1, CREDIT), None, RefundConfirmed(KEY, 1)),
    (ReturnDeposit(KEY, RETURN), None, DepositReturned(KEY, "D1")),
    (Settle(intent()), SETTLEMENT, SettlementConfirmed(KEY, SETTLEMENT)),
    (RevokeSettlement(KEY), None, SettlementRevoked(KEY)),
    (IssueInvoice(KEY, "S1"), INVOICE, InvoiceIssued(KEY, INVOICE)),
    (BeginDeferral(KEY), 0.0, DeferralBegun(KEY)),
    (CarryOut(DEFERRED, CAPTURE), SETTLEMENT, SettlementConfirmed(KEY, SETTLEMENT)),
    (ReportDebt(DEFERRED, Refusal.EXPIRED), None, DebtReported(KEY)),
    (CancelRegistration(BACK), CREDIT, CancelConfirmed("K9", CREDIT)),
    (ReportCase(CASE), None, CaseReported("C1")),
    (ReportPrint(PAGE, PRINTED), 2, PrintReported("J1", PRINTED, 2)),
    (ConfirmExchange(KEY), None, ExchangeConfirmed(KEY)),
    (VoidExchange(KEY, spoiled=True), None, ExchangeVoided(KEY)),
]


@pytest.mark.parametrize(("duty", "answer", "event"), DUTIES)
def test_a_duty_done_is_a_fact(duty: Errand, answer: object, event: Answer) -> None:
    done = sent(duty, lambda: answer)
    assert (done.posted, done.again) == ([event], None)


def test_every_duty_is_tried() -> None:
    kinds = {type(duty) for duty, _, _ in DUTIES}
    assert kinds | {ReportEvent} == {*get_args(Errand)}


@pytest.mark.parametrize("reason", [Reason.AT_WINDOW, Reason.NOT_FOUND])
def test_a_place_that_is_not_taken_back_is_a_fact(reason: Reason) -> None:
    refused = sent(CancelRegistration(BACK), raises(Refused(reason)))
    assert refused.posted == [CancelRefused("K9")]


def test_any_other_no_about_a_place_is_asked_again() -> None:
    refused = sent(CancelRegistration(BACK), raises(Refused(Reason.OTHER)))
    assert refused.posted == []
    assert refused.again is not None


def test_what_is_done_about_a_share_is_done_under_its_own_key() -> None:
    second = charge_key(KEY, 1)
    closed = ChargeAnswer(ChargeStatus.CLOSED)
    for duty, asked in (
        (CloseCharge(KEY, 1), ("close_charge", (second,))),
        (ReverseCharge(KEY, 1), ("reverse_charge", (second,))),
        (RefundCharge(KEY, 1, CREDIT), ("refund_charge", (second, CREDIT))),
        (ReturnDeposit(KEY, RETURN), ("return_deposit", (KEY, RETURN))),
    ):
        assert sent(duty, lambda: closed).asked == [asked]


@pytest.mark.parametrize("duty", [Settle(intent()), CarryOut(DEFERRED, CAPTURE)])
def test_a_settlement_refused_for_its_bills_is_a_fact(duty: Duty) -> None:
    refused = sent(duty, raises(Refused(Refusal.ALREADY_PAID)))
    assert refused.posted == [SettlementRefused(KEY, Refusal.ALREADY_PAID)]
    assert refused.again is None


@pytest.mark.parametrize("duty", [duty for duty, _, _ in DUTIES])
@pytest.mark.parametrize(
    ("error", "again"),
    [
        (Busy(7), Again(7, "busy")),
        (Unanswered(), Again(reason="unanswered")),
        (NotSent(), Again(reason="notsent")),
        (Refused(Reason.NOT_AUTHORISED), Again(reason="refused: not_authorised")),
    ],
)
def test_what_is_not_answered_stays_owed(
    duty: Duty | ReportCase, error: Exception, again: Again
) -> None:
    waits = sent(duty, raises(error))
    assert (waits.posted, waits.again, waits.alarms) == ([], again, [])


@pytest.mark.parametrize("duty", [duty for duty, _, _ in DUTIES])
def test_a_duty_under_a_used_key_is_an_alarm_and_is_set_aside(
    duty: Duty | ReportCase,
) -> None:
    bug = sent(duty, raises(Refused(Reason.KEY_REUSED)))
    assert bug.posted == []
    assert bug.alarms == [KEY]
    assert bug.again == Again(SET_ASIDE_S, "key reused")


def test_a_task_that_cannot_be_read_is_set_aside() -> None:
    assert sent_bytes(b"{}", lambda: None).again == Again(SET_ASIDE_S, "unreadable")


def test_what_ends_a_doubt_or_gives_back_goes_first_and_reports_go_last() -> None:
    order = sorted(PRIORITIES, key=PRIORITIES.__getitem__)
    assert {*order[:3]} == {ReverseCharge, CloseCharge, RevokeSettlement}
    assert {*order[3:6]} == {RefundCharge, ReturnDeposit, CancelRegistration}
    assert order[6:10] == [Settle, CarryOut, BeginDeferral, IssueInvoice]
    assert {*order[10:-1]} == {
        ReportDebt,
        ReportCase,
        ReportPrint,
        ConfirmExchange,
        VoidExchange,
    }
    assert order[-1] is ReportEvent
    assert {*PRIORITIES} == {*get_args(Errand)}
