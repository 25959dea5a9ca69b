"""Carries one owed task to central and brings the answer back as an event."""

from collections.abc import Callable

from kiosk.app import answers, log, records
from kiosk.central.port import Busy, Central, CentralError, Refused
from kiosk.flows.payment_effects import (
    CloseCharge,
    Duty,
    IssueInvoice,
    RefundCharge,
    ReverseCharge,
    Settle,
)
from kiosk.flows.payment_events import (
    InvoiceIssued,
    PaymentEvent,
    RefundConfirmed,
    SettlementConfirmed,
    SettlementRefused,
)
from offline_queue.outbox import Task

SET_ASIDE_S = 3600.0  # a task that cannot be read; the others go on


class Courier:
    """The `send` of the outbox's delivery."""

    def __init__(self, central: Central, post: Callable[[PaymentEvent], None]) -> None:
        self._central = central
        self._post = post

    def send(self, task: Task) -> float | None:
        """Return None once answered, else the seconds central asks us to wait."""
        try:
            event = self._do(records.decode_duty(task.body))
        except records.Unreadable:
            log.error("task.unreadable", effect=task.kind)
            return SET_ASIDE_S
        except Busy as busy:
            return busy.retry_after_s
        except CentralError as error:
            log.info("task.failed", effect=task.kind, error=type(error).__name__)
            return 0.0
        self._post(event)
        return None

    def _do(self, duty: Duty) -> PaymentEvent:
        match duty:
            case CloseCharge(key):
                return answers.charge_event(key, self._central.close_charge(key))
            case ReverseCharge(key):
                return answers.charge_event(key, self._central.reverse_charge(key))
            case RefundCharge(key, amount):
                self._central.refund_charge(key, amount)
                return RefundConfirmed(key)
            case IssueInvoice(key, settlement_id):
                invoice = self._central.issue_invoice(key, settlement_id)
                return InvoiceIssued(key, invoice)
            case Settle():
                return self._settle(duty)

    def _settle(self, duty: Settle) -> PaymentEvent:
        key = duty.intent.key
        try:
            return SettlementConfirmed(key, self._central.settle(duty.intent))
        except Refused as refused:
            reason = answers.settle_refusal(refused)
            if reason is None:
                raise  # not a word about the bills: keep asking
            return SettlementRefused(key, reason)
