"""The ledger: a fact and what it leaves owing are written together, or not at all."""

from pathlib import Path

import pytest

from kiosk.app.ledger import Ledger
from kiosk.app.records import Unreadable, decode_duty
from kiosk.flows import payment
from kiosk.flows.payment_events import (
    ChargeConfirmed,
    InvoiceIssued,
    Opened,
    PaymentEvent,
    SettlementConfirmed,
)
from kiosk.flows.payment_states import Charging, Payment, Settled
from kiosk.flows.printing import Document, Job, PrintConfirmed, Printing, PrintStarted
from kiosk.flows.printing import begin as begin_print
from kiosk.flows.printing import step as step_print
from offline_queue.database import Database
from offline_queue.journal import Journal
from offline_queue.outbox import Outbox
from tests.samples import INVOICE, KEY, SETTLEMENT, SPLIT, WECHAT, intent

STORY: list[PaymentEvent] = [
    Opened(intent(), WECHAT),
    ChargeConfirmed(KEY, SPLIT.self_pay),
    SettlementConfirmed(KEY, SETTLEMENT),
    InvoiceIssued(KEY, INVOICE),
]


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "ledger.sqlite")


def write(database: Database, events: list[PaymentEvent]) -> Payment:
    ledger = Ledger(database)
    opened, *later = events
    assert isinstance(opened, Opened)
    state = payment.begin(opened).state
    ledger.record_payment(opened, state)
    for event in later:
        state = payment.step(state, event).state
        ledger.record_payment(event, state)
    return state


@pytest.mark.parametrize("length", range(1, len(STORY) + 1))
def test_the_outbox_holds_exactly_what_the_state_owes(
    database: Database, length: int
) -> None:
    state = write(database, STORY[:length])
    waiting = [decode_duty(owed.task.body) for owed in Outbox(database).waiting()]
    assert waiting == list(payment.owed(state))
    assert Ledger(database).payment(KEY) == state


def test_a_finished_payment_is_not_looked_at_again(database: Database) -> None:
    assert isinstance(write(database, STORY), Settled)
    assert list(Ledger(database).unfinished()) == []


def test_an_unfinished_payment_is_found_again(database: Database) -> None:
    write(database, STORY[:1])
    assert list(Ledger(database).unfinished()) == [Charging(intent())]


def test_a_print_job_is_open_until_it_is_proved(database: Database) -> None:
    ledger = Ledger(database)
    started = PrintStarted(Job("J1", Document.RECEIPT, KEY))
    ledger.record_paper(started, begin_print(started).state)
    [printing] = ledger.unfinished()
    assert isinstance(printing, Printing)
    confirmed = PrintConfirmed("J1")
    ledger.record_paper(confirmed, step_print(printing, confirmed).state)
    assert list(ledger.unfinished()) == []


def test_one_unreadable_stream_does_not_hide_the_others(database: Database) -> None:
    with database.transaction() as connection:
        Journal.append(connection, "payment/0-bad", b"{}", is_open=True)
    write(database, STORY[:1])
    unfinished = Ledger(database).unfinished()
    assert next(unfinished) == Charging(intent())
    with pytest.raises(Unreadable):
        next(unfinished)


def test_no_payment_code_is_anywhere_in_the_file(
    database: Database, tmp_path: Path
) -> None:
    write(database, STORY)
    for file in tmp_path.iterdir():
        assert WECHAT.value.encode() not in file.read_bytes()
