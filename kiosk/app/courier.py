"""Carries one owed task to central and brings the answer back as an event."""

from collections.abc import Callable
from typing import Protocol

from kiosk.app import answers, log, records
from kiosk.app.fleet_duty import ReportEvent
from kiosk.central.port import Busy, Central, CentralError, Reason, Refused
from kiosk.central.tracing import traced
from kiosk.flows.cancelling import (
    CancelConfirmed,
    CancelEvent,
    CancelRefused,
    CancelRegistration,
)
from kiosk.flows.casework import CaseEvent, CaseReported, ReportCase
from kiosk.flows.exchange import (
    ConfirmExchange,
    ExchangeConfirmed,
    ExchangeDuty,
    ExchangeEvent,
    ExchangeVoided,
    VoidExchange,
)
from kiosk.flows.payment_effects import (
    BeginDeferral,
    CarryOut,
    CloseCharge,
    Duty,
    IssueInvoice,
    RefundCharge,
    ReportDebt,
    ReturnDeposit,
    ReverseCharge,
    RevokeSettlement,
    Settle,
)
from kiosk.flows.payment_events import (
    DebtReported,
    DeferralBegun,
    DepositReturned,
    InvoiceIssued,
    PaymentEvent,
    RefundConfirmed,
    SettlementConfirmed,
    SettlementRefused,
    SettlementRevoked,
)
from kiosk.flows.printing import Job, PaperEvent, PrintReported, ReportPrint
from kiosk.model.charge import Refusal
from kiosk.model.fleet import FleetEvent
from kiosk.model.intent import charge_key
from kiosk.model.invoice import PrintOutcome, PrintReport
from kiosk.model.registration import Cancellation
from kiosk.model.settlement import Settlement
from offline_queue.delivery import Again
from offline_queue.outbox import Task

Outcome = PaymentEvent | CaseEvent | PaperEvent | ExchangeEvent | CancelEvent
Answerable = Duty | ReportCase | ReportPrint | ExchangeDuty | CancelRegistration
TAKEN_BACK_NOWHERE = (Reason.AT_WINDOW, Reason.NOT_FOUND)
SET_ASIDE_S = 3600.0  # a task that cannot be read, or is a bug; the others go on


class Teller(Protocol):
    """Who knows of events: see `FleetEvents`."""

    def is_history(self, event: FleetEvent) -> bool: ...

    def told(self, event_id: str) -> None: ...


class Courier:
    """The `send` of the outbox's delivery."""

    def __init__(
        self,
        central: Central,
        post: Callable[[Outcome], None],
        alarm: Callable[[str], None],
        teller: Teller | None = None,
    ) -> None:
        """`alarm` is told the key of a payment that ran into a bug of ours."""
        self._central = central
        self._post = post
        self._alarm = alarm
        self._teller = teller

    def send(self, task: Task) -> Again | None:
        """Return None once answered, else when and why to try again."""
        with traced(records.trace_of(task.body)):
            return self._send(task)

    def _send(self, task: Task) -> Again | None:
        try:
            duty = records.decode_duty(task.body)
            if isinstance(duty, ReportEvent):
                self._report(duty.event)
                return None
            event = self._do(duty)
        except records.Unreadable:
            log.error("task.unreadable", effect=task.kind)
            return Again(SET_ASIDE_S, "unreadable")
        except Busy as busy:
            return Again(busy.retry_after_s, "busy")
        except CentralError as error:
            log.info("task.failed", effect=task.kind, error=type(error).__name__)
            if answers.is_our_bug(error):
                self._alarm(payment_key_of(task))
                return Again(SET_ASIDE_S, "key reused")
            return Again(reason=_reason(error))
        self._post(event)
        return None

    def _report(self, event: FleetEvent) -> None:
        """A central that keeps no events has nothing more to be told."""
        assert self._teller is not None, "who owes events knows of them"
        try:
            is_history = self._teller.is_history(event)
            self._central.report_event(event, is_history=is_history)
        except Refused as refused:
            if refused.reason is not Reason.NOT_FOUND:
                raise
        self._teller.told(event.id)

    def _do(self, duty: Answerable) -> Outcome:
        central = self._central
        match duty:
            case CloseCharge(key, share):
                answer = central.close_charge(charge_key(key, share))
                return answers.charge_event(key, answer, share)
            case ReverseCharge(key, share):
                answer = central.reverse_charge(charge_key(key, share))
                return answers.charge_event(key, answer, share)
            case RefundCharge(key, share, amount):
                central.refund_charge(charge_key(key, share), amount)
                return RefundConfirmed(key, share)
            case ReturnDeposit(key, what):
                central.return_deposit(key, what)
                return DepositReturned(key, what.deposit_id)
            case IssueInvoice(key, settlement_id):
                return InvoiceIssued(key, central.issue_invoice(key, settlement_id))
            case Settle(intent):
                return _settling(intent.key, lambda: central.settle(intent))
            case CarryOut(intent, capture):
                carry_out = lambda: central.carry_out(intent, capture)  # noqa: E731
                return _settling(intent.key, carry_out)
            case RevokeSettlement(key):
                central.revoke_settlement(key)
                return SettlementRevoked(key)
            case BeginDeferral(key):
                central.ping()
                return DeferralBegun(key)
            case ReportDebt(intent, reason):
                central.report_debt(intent, reason)
                return DebtReported(intent.key)
            case ReportPrint(job, outcome):
                counted = central.report_print(_report(job, outcome))
                return PrintReported(job.id, outcome, counted)
            case ConfirmExchange(key):
                central.confirm_exchange(key)
                return ExchangeConfirmed(key)
            case VoidExchange(key, spoiled):
                central.void_exchange(key, spoiled=spoiled)
                return ExchangeVoided(key)
            case CancelRegistration(cancellation):
                return self._cancel(cancellation)
            case ReportCase(case):
                central.report_case(case)
                return CaseReported(case.id)

    def _cancel(self, cancellation: Cancellation) -> CancelEvent:
        try:
            returned = self._central.cancel(cancellation)
        except Refused as refused:
            if refused.reason not in TAKEN_BACK_NOWHERE:
                raise
            return CancelRefused(cancellation.key)
        return CancelConfirmed(cancellation.key, returned)


def payment_key_of(task: Task) -> str:
    """Of a payment's task or a case's: a case's name begins with the payment's key."""
    return task.stream.partition("/")[2].partition(".")[0]


def _report(job: Job, outcome: PrintOutcome) -> PrintReport:
    assert job.invoice is not None, "only what belongs to an invoice is reported"
    assert job.begun_at is not None, "a job knows when it began"
    return PrintReport(
        job.id, job.document, job.invoice, job.copy, outcome, job.begun_at
    )


def _settling(key: str, settle: Callable[[], Settlement]) -> PaymentEvent:
    try:
        return SettlementConfirmed(key, settle())
    except Refused as refused:
        reason: Refusal | None = answers.settle_refusal(refused)
        if reason is None:
            raise  # not a word about the bills: keep asking
        return SettlementRefused(key, reason)


def _reason(error: CentralError) -> str:
    """Why there is no answer, for `kiosk outbox`; never the text of a reply."""
    if isinstance(error, Refused):
        return f"refused: {error.reason.value}"
    return type(error).__name__.lower()
