"""What goes to the disk comes back as it was, and nothing volatile goes."""

import json
from dataclasses import replace
from typing import get_args

import pytest

from kiosk.app.gallery.values import CAPTURE, INVOICE, KEY, NOW, VOUCHER, WECHAT, intent
from kiosk.app.records import (
    Unreadable,
    decode_cancellation,
    decode_case,
    decode_duty,
    decode_paper,
    decode_payment,
    encode,
)
from kiosk.flows.cancelling import (
    CancelConfirmed,
    CancelEvent,
    CancelOpened,
    CancelRefused,
    CancelRegistration,
)
from kiosk.flows.casework import CaseEvent, CaseOpened, CaseReported, ReportCase
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
    ChargePending,
    CredentialGranted,
    Opened,
    PaymentEvent,
)
from kiosk.flows.printing import (
    Job,
    PaperEvent,
    PaperLookedAt,
    PrintConfirmed,
    PrintFailed,
    PrintReported,
    PrintStarted,
    PrintUnproved,
    ReportPrint,
)
from kiosk.model.case import Case, CaseKind
from kiosk.model.charge import Refusal
from kiosk.model.deposit import DepositReturn
from kiosk.model.document import Document
from kiosk.model.invoice import PrintOutcome
from kiosk.model.money import Money
from kiosk.model.registration import Cancellation
from tests.test_payment import DEFERRED, EVENTS, SHARED_SETTLE_FIRST

JOB = Job("J1", Document.INVOICE, KEY, 2, INVOICE, NOW)
PAPER: list[PaperEvent] = [
    PrintStarted(JOB),
    PrintConfirmed("J1"),
    PrintFailed("J1"),
    PrintUnproved("J1"),
    PrintReported("J1", PrintOutcome.PRINTED, 2),
    PaperLookedAt("J1", is_good=False),
]
ON_A_SLIP = replace(CAPTURE, slip="GS1.0123.abc.def")
DUTIES: list[Duty] = [
    CloseCharge(KEY),
    CloseCharge(KEY, 1),
    ReverseCharge(KEY, 1),
    Settle(intent()),
    Settle(SHARED_SETTLE_FIRST),
    RevokeSettlement(KEY),
    RefundCharge(KEY, 1, Money(1)),
    ReturnDeposit(KEY, DepositReturn("D1", Money(3_71))),
    IssueInvoice(KEY, "S1"),
    BeginDeferral(KEY),
    CarryOut(DEFERRED, ON_A_SLIP),
    ReportDebt(DEFERRED, Refusal.EXPIRED),
]
CASE = Case("C1", CaseKind.OVERDUE, KEY, NOW, "Settle")
CASE_EVENTS: list[CaseEvent] = [CaseOpened(CASE), CaseReported("C1")]


@pytest.mark.parametrize(
    "event", [*EVENTS, Opened(SHARED_SETTLE_FIRST), Opened(DEFERRED, capture=ON_A_SLIP)]
)
def test_a_payment_event_survives_the_disk(event: PaymentEvent) -> None:
    assert decode_payment(encode(event)) == event


@pytest.mark.parametrize("event", PAPER)
def test_a_paper_event_survives_the_disk(event: PaperEvent) -> None:
    assert decode_paper(encode(event)) == event


@pytest.mark.parametrize("duty", DUTIES)
def test_a_duty_survives_the_disk(duty: Duty) -> None:
    assert decode_duty(encode(duty)) == duty


def test_what_is_owed_of_a_copy_survives_the_disk() -> None:
    duty = ReportPrint(JOB, PrintOutcome.UNKNOWN)
    assert decode_duty(encode(duty)) == duty


@pytest.mark.parametrize("event", CASE_EVENTS)
def test_a_cases_event_survives_the_disk(event: CaseEvent) -> None:
    assert decode_case(encode(event)) == event


def test_what_is_owed_of_a_case_survives_the_disk() -> None:
    assert decode_duty(encode(ReportCase(CASE))) == ReportCase(CASE)


CANCELLING: list[CancelEvent | CancelRegistration] = [
    CancelOpened(Cancellation("K9", "P1", "R1")),
    CancelConfirmed("K9", Money(38_00)),
    CancelRefused("K9"),
    CancelRegistration(Cancellation("K9", "P1", "R1")),
]


@pytest.mark.parametrize("fact", CANCELLING)
def test_what_is_taken_back_survives_the_disk(
    fact: CancelEvent | CancelRegistration,
) -> None:
    is_duty = isinstance(fact, CancelRegistration)
    read = decode_duty if is_duty else decode_cancellation
    assert read(encode(fact)) == fact


def test_every_kind_is_tried() -> None:
    tried = {type(fact) for fact in CANCELLING}
    assert tried == {*get_args(CancelEvent), CancelRegistration}
    assert {type(event) for event in CASE_EVENTS} == set(get_args(CaseEvent))
    assert {type(event) for event in EVENTS} == set(get_args(PaymentEvent))
    assert {type(event) for event in PAPER} == set(get_args(PaperEvent))
    assert {type(duty) for duty in DUTIES} == set(get_args(Duty))


def test_a_payment_code_never_touches_the_disk() -> None:
    record = encode(Opened(intent(), WECHAT))
    assert WECHAT.value.encode() not in record
    assert decode_payment(record) == Opened(intent())


def test_a_credential_never_touches_the_disk() -> None:
    record = encode(CredentialGranted(KEY, VOUCHER))
    assert VOUCHER.value.encode() not in record
    assert decode_payment(record) == CredentialGranted(KEY)


def test_a_shown_code_never_touches_the_disk() -> None:
    record = encode(ChargePending(KEY, qr="weixin://wxpay/bizpayurl?pr=1"))
    assert b"weixin" not in record
    assert decode_payment(record) == ChargePending(KEY)


def test_a_record_is_read_only_as_what_it_was_written_as() -> None:
    for decode, record in (
        (decode_payment, encode(CaseReported("C1"))),
        (decode_case, encode(EVENTS[0])),
        (decode_duty, encode(CASE_EVENTS[0])),
        (decode_paper, encode(DUTIES[0])),
    ):
        with pytest.raises(Unreadable):
            decode(record)


def test_what_stands_on_paper_never_touches_the_disk() -> None:
    assert encode(PrintStarted(JOB, INVOICE)) == encode(PrintStarted(JOB))


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b'{"is":"Nothing","v":2,"data":{}}',
        b'{"is":"ChargeVoided","v":1,"data":{"key":"k"}}',
        b'{"is":"ChargeVoided","v":3,"data":{"key":"k"}}',
        b'{"is":"ChargeVoided","v":2,"data":{}}',
        b'{"is":"CloseCharge","v":2,"data":{"key":"k"}}',
        json.dumps({"is": ["ChargeVoided"], "v": 2, "data": {"key": "k"}}).encode(),
    ],
)
def test_a_record_that_is_not_understood_is_refused(record: bytes) -> None:
    with pytest.raises(Unreadable):
        decode_payment(record)
