"""`kiosk paper`: what a technician reads and says of paper, and how it ends."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.app.cli import main
from kiosk.app.config import load
from kiosk.app.exit_codes import ATTENTION, OK, WRONG_USE
from kiosk.app.gallery.values import INVOICE, NOW
from kiosk.app.ledger import Ledger
from kiosk.app.opening import open_databases
from kiosk.flows import exchange, printing
from kiosk.flows.exchange import (
    ExchangeEvent,
    ExchangeOpened,
    FormFetched,
    FormReserved,
    FormUnproved,
)
from kiosk.flows.printing import Cap, Job, PrintStarted, PrintUnproved, Spoiled
from kiosk.model.document import Document
from kiosk.model.invoice import Exchange, PaperForm, Stock
from tests import at_central

FORM = PaperForm("31060199", "0000000007")
JOB = Job("J1", Document.INVOICE, copy=2, invoice=INVOICE, begun_at=NOW)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return at_central.write_config(tmp_path, "http://127.0.0.1:1")


@pytest.fixture
def ledger(config: Path) -> Iterator[Ledger]:
    """The journal, as a running kiosk has it open."""
    [database] = open_databases(load(config), 1)
    with database:
        yield Ledger(database, secrets.token_bytes)


@pytest.fixture
def say(config: Path) -> Callable[..., int]:
    return lambda *words: main(["paper", "--config", str(config), *words])


def leave_a_page_in_doubt(ledger: Ledger) -> None:
    begun = PrintStarted(JOB, cap=Cap(3))
    state = printing.begin(begun).state
    ledger.record_paper(begun, state, cap=begun.cap)
    unproved = PrintUnproved(JOB.id)
    ledger.record_paper(unproved, printing.step(state, unproved).state)


def leave_a_form_in_doubt(ledger: Ledger) -> None:
    opened = ExchangeOpened(Exchange("X1", "P1", INVOICE, FORM))
    state = exchange.begin(opened).state
    ledger.record_exchange(opened, state)
    facts: tuple[ExchangeEvent, ...] = (
        FormReserved("X1"),
        FormFetched("X1"),
        FormUnproved("X1"),
    )
    for fact in facts:
        state = exchange.step(state, fact).state
        ledger.record_exchange(fact, state)


def test_a_new_kiosk_has_no_forms_and_no_doubts(
    config: Path, say: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert say() == OK
    assert not load(config).database.exists(), "looking makes no journal"
    said = capsys.readouterr().out
    assert said == "numbered forms: none were ever loaded\nnothing is in doubt\n"


def test_the_tray_is_loaded_and_counted(
    say: Callable[..., int], ledger: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say("--load", "31060199", "0000000007", "0000000106") == OK
    assert "100 left, 31060199 0000000007 to 0000000106" in capsys.readouterr().out
    assert ledger.free_stock() == Stock("31060199", 7, 106)


@pytest.mark.parametrize(
    "words",
    [
        ("3106019", "0000000007", "0000000106"),
        ("31060199", "7", "106"),
        ("31060199", "0000000007", "0000000006"),
        ("31060199", "-000000007", "0000000006"),
    ],
)
def test_what_cannot_be_the_numbers_of_a_pile_is_not_loaded(
    say: Callable[..., int], ledger: Ledger, words: tuple[str, ...]
) -> None:
    assert say("--load", *words) == WRONG_USE
    assert ledger.stock() is None


def test_doubts_are_listed_with_the_numbers_that_stand_on_the_paper(
    say: Callable[..., int], ledger: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    leave_a_page_in_doubt(ledger)
    leave_a_form_in_doubt(ledger)
    assert say() == ATTENTION
    said = capsys.readouterr().out
    assert "J1" in said
    assert INVOICE.number in said
    assert FORM.number in said


def test_a_person_says_what_she_saw_and_the_doubt_is_over(
    say: Callable[..., int], ledger: Ledger
) -> None:
    leave_a_page_in_doubt(ledger)
    leave_a_form_in_doubt(ledger)
    assert say("--spoiled", "J1") == ATTENTION  # the other one is left
    assert say("--came", "X1") == OK
    assert isinstance(ledger.paper("J1"), Spoiled)
    assert isinstance(ledger.exchange("X1"), exchange.Confirming)
    assert say("--came", "J1") == WRONG_USE


def test_a_damaged_journal_is_not_written_beside(
    config: Path, say: Callable[..., int]
) -> None:
    database = load(config).database
    database.with_name(f"{database.stem}.damaged-1{database.suffix}").touch()
    assert say() != OK
