"""Numbered stock: counted form by form, on a real journal, beside the staff."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.app import paper_desk
from kiosk.app.events import Effect
from kiosk.app.exchanges import Exchanges
from kiosk.app.gallery.values import NOW, listed
from kiosk.app.ledger import Ledger
from kiosk.flows.exchange import (
    Confirming,
    Doubtful,
    ExchangeConfirmed,
    ExchangeEvent,
    ExchangeFailed,
    ExchangeState,
    ExchangeVoided,
    FormFetched,
    FormPrinted,
    FormReserved,
    FormUnproved,
    Voiding,
)
from kiosk.flows.visit_effects import OpenExchange
from kiosk.flows.visit_events import ExchangeMoved, Failed, VisitEvent
from kiosk.flows.visit_states import Problem
from kiosk.model.case import CaseKind
from kiosk.model.invoice import Stock
from offline_queue.database import Database
from offline_queue.errors import Full
from offline_queue.outbox import Outbox

BOX = Stock("31060199", 7, 9)
TO_THE_FORM = (FormReserved, FormFetched)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "ledger.sqlite") as database:
        yield database


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database, random.Random(0).randbytes)


class Desk:
    """Exchanges over a real journal. Each is told what central and the printer say."""

    def __init__(self, ledger: Ledger) -> None:
        self.performed: list[Effect] = []
        self.seen: list[VisitEvent] = []
        keys = iter(range(1000))
        self.exchanges = Exchanges(
            ledger,
            lambda: f"X{next(keys)}",
            lambda: NOW,
            self.performed.append,
            lambda: None,
            self.seen.append,
        )

    def open(self, number: int = 1) -> None:
        self.exchanges.open(OpenExchange("P1", listed(number)))

    def hear(
        self, *facts: Callable[[str], ExchangeEvent], key: str = "X0"
    ) -> ExchangeState:
        for fact in facts:
            self.exchanges.handle(fact(key))
        moved = self.seen[-1]
        assert isinstance(moved, ExchangeMoved)
        return moved.exchange


@pytest.fixture
def desk(ledger: Ledger) -> Desk:
    ledger.load_stock(BOX)
    return Desk(ledger)


def owed(database: Database) -> list[str]:
    return [one.task.kind for one in Outbox(database).waiting()]


def test_nothing_is_opened_without_forms(ledger: Ledger) -> None:
    desk = Desk(ledger)
    desk.open()
    assert desk.seen == [Failed(Problem.NO_FORMS)]
    assert desk.performed == []


def test_the_form_on_top_is_used_and_counted(
    database: Database, ledger: Ledger, desk: Desk
) -> None:
    desk.open()
    state = desk.hear(*TO_THE_FORM, FormPrinted)
    assert isinstance(state, Confirming)
    assert state.exchange.form.number == "0000000007"
    assert ledger.stock() == Stock("31060199", 8, 9)
    assert owed(database) == ["ConfirmExchange"]


def test_one_exchange_at_a_time(ledger: Ledger, desk: Desk) -> None:
    """Nobody knows which form lies on top while one is open."""
    desk.open()
    assert ledger.free_forms() == 0
    desk.open(2)
    assert desk.seen[-1] == Failed(Problem.NO_FORMS)
    desk.hear(*TO_THE_FORM, FormPrinted, ExchangeConfirmed)
    assert ledger.free_forms() == 2


def test_a_form_that_nothing_was_printed_on_is_used_again(
    database: Database, ledger: Ledger, desk: Desk
) -> None:
    desk.open()
    assert isinstance(desk.hear(FormReserved, ExchangeFailed), Voiding)
    assert owed(database) == ["VoidExchange"]
    desk.hear(ExchangeVoided)
    assert ledger.free_stock() == BOX


def test_the_staff_are_told_of_a_form_in_doubt(ledger: Ledger, desk: Desk) -> None:
    desk.open()
    assert isinstance(desk.hear(*TO_THE_FORM, FormUnproved), Doubtful)
    case = ledger.case("X0.paper_in_doubt")
    assert case is not None
    assert (case.case.kind, case.case.about) == (CaseKind.PAPER_IN_DOUBT, "exchange")


@pytest.mark.parametrize(
    ("is_good", "task", "end"),
    [
        (True, "ConfirmExchange", ExchangeConfirmed),
        (False, "VoidExchange", ExchangeVoided),
    ],
)
def test_a_person_ends_the_doubt_and_the_form_is_gone_either_way(
    database: Database,
    ledger: Ledger,
    desk: Desk,
    is_good: bool,
    task: str,
    end: Callable[[str], ExchangeEvent],
) -> None:
    desk.open()
    desk.hear(*TO_THE_FORM, FormUnproved)
    paper_desk.look(ledger, "X0", is_good=is_good)
    assert task in owed(database)
    assert ledger.stock() == Stock("31060199", 8, 9)
    desk.hear(end)
    assert task not in owed(database)
    assert ledger.free_forms() == 2


def test_only_what_is_in_doubt_is_looked_at(ledger: Ledger, desk: Desk) -> None:
    desk.open()
    for key in ("X0", "no such job"):
        with pytest.raises(paper_desk.NothingInDoubt):
            paper_desk.look(ledger, key, is_good=True)


def test_the_count_and_an_open_exchange_survive_the_power(
    ledger: Ledger, desk: Desk
) -> None:
    desk.open()
    desk.hear(FormReserved)
    [left] = ledger.unfinished()
    assert isinstance(left, ExchangeState)
    assert ledger.stock() == BOX
    assert ledger.free_stock() is None


def test_a_full_disk_opens_nothing_and_holds_up_nobody(
    ledger: Ledger, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Full

    desk.open()
    monkeypatch.setattr(ledger, "record_exchange", refuse)
    with pytest.raises(Full):
        desk.exchanges.handle(FormReserved("X0"))
    moved = desk.seen[-1]
    assert isinstance(moved, ExchangeMoved)
    assert isinstance(moved.exchange, Doubtful)
    monkeypatch.setattr(ledger, "free_stock", lambda: BOX)
    with pytest.raises(Full):
        desk.open(2)
    assert desk.seen[-1] == Failed(Problem.FAULT)


def test_the_last_form_is_the_last(ledger: Ledger, desk: Desk) -> None:
    for at in range(3):
        desk.open(at + 1)
        desk.hear(*TO_THE_FORM, FormPrinted, ExchangeConfirmed, key=f"X{at}")
    desk.open(4)
    assert desk.seen[-1] == Failed(Problem.NO_FORMS)
    assert ledger.stock() == Stock("31060199", 10, 9)


def test_loading_the_tray_is_a_fact_of_its_own(ledger: Ledger, desk: Desk) -> None:
    another = Stock("31060200", 1, 100)
    ledger.load_stock(another)
    assert (ledger.stock(), ledger.free_forms()) == (another, 100)
