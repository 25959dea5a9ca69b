"""What goes to the disk comes back as it was, and nothing volatile goes."""

import json
from typing import get_args

import pytest

from kiosk.app.records import (
    Unreadable,
    decode_duty,
    decode_paper,
    decode_payment,
    encode,
)
from kiosk.flows.payment_effects import (
    CloseCharge,
    Duty,
    IssueInvoice,
    RefundCharge,
    ReverseCharge,
    Settle,
)
from kiosk.flows.payment_events import Opened, PaymentEvent
from kiosk.flows.printing import (
    Document,
    Job,
    PaperEvent,
    PrintConfirmed,
    PrintFailed,
    PrintStarted,
    PrintUnproved,
)
from kiosk.model.money import Money
from tests.samples import INVOICE, KEY, WECHAT, intent
from tests.test_payment import EVENTS

JOB = Job("J1", Document.INVOICE, KEY, 2)
PAPER: list[PaperEvent] = [
    PrintStarted(JOB),
    PrintConfirmed("J1"),
    PrintFailed("J1"),
    PrintUnproved("J1"),
]
DUTIES: list[Duty] = [
    CloseCharge(KEY),
    ReverseCharge(KEY),
    Settle(intent()),
    RefundCharge(KEY, Money(1)),
    IssueInvoice(KEY, "S1"),
]


@pytest.mark.parametrize("event", EVENTS)
def test_a_payment_event_survives_the_disk(event: PaymentEvent) -> None:
    assert decode_payment(encode(event)) == event


@pytest.mark.parametrize("event", PAPER)
def test_a_paper_event_survives_the_disk(event: PaperEvent) -> None:
    assert decode_paper(encode(event)) == event


@pytest.mark.parametrize("duty", DUTIES)
def test_a_duty_survives_the_disk(duty: Duty) -> None:
    assert decode_duty(encode(duty)) == duty


def test_every_kind_is_tried() -> None:
    assert {type(event) for event in EVENTS} == set(get_args(PaymentEvent))
    assert {type(event) for event in PAPER} == set(get_args(PaperEvent))
    assert {type(duty) for duty in DUTIES} == set(get_args(Duty))


def test_a_payment_code_never_touches_the_disk() -> None:
    record = encode(Opened(intent(), WECHAT))
    assert WECHAT.value.encode() not in record
    assert decode_payment(record) == Opened(intent())


def test_what_stands_on_paper_never_touches_the_disk() -> None:
    assert encode(PrintStarted(JOB, INVOICE)) == encode(PrintStarted(JOB))


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b'{"is":"Nothing","v":1,"data":{}}',
        b'{"is":"ChargeVoided","v":2,"data":{"key":"k"}}',
        b'{"is":"ChargeVoided","v":1,"data":{}}',
        b'{"is":"CloseCharge","v":1,"data":{"key":"k"}}',
        json.dumps({"is": ["ChargeVoided"], "v": 1, "data": {"key": "k"}}).encode(),
    ],
)
def test_a_record_that_is_not_understood_is_refused(record: bytes) -> None:
    with pytest.raises(Unreadable):
        decode_payment(record)
