"""Bugs with paper: what comes out twice, or before it was written down."""

from collections.abc import Iterator
from dataclasses import replace
from unittest.mock import patch

from kiosk.app.engine import Engine
from kiosk.app.ledger import Ledger
from kiosk.app.performer import Performer
from kiosk.flows import visit
from kiosk.flows.printing import (
    Document,
    Paper,
    PaperEvent,
    PrintStarted,
    SendToPaper,
)
from kiosk.flows.visit_effects import StartPrint
from kiosk.flows.visit_states import Finished
from kiosk.model.receipt import Receipt
from tests.simulation.mutants.planting import mutant


@mutant
def a_slip_is_printed_again_after_a_power_cut() -> Iterator[None]:
    wake, make = Engine._wake, Performer.receipt
    made: list[Receipt] = []

    def receipt(self: Performer, effect: StartPrint) -> Receipt:
        made.append(make(self, effect))
        return made[-1]

    def wake_and_print(self: Engine) -> None:
        for paper in self._papers.alive:
            self._perform(SendToPaper(paper.job, made[-1]))
        wake(self)

    with (
        patch.object(Performer, "receipt", receipt),
        patch.object(Engine, "_wake", wake_and_print),
    ):
        yield


@mutant
def a_print_is_not_written_down_before_it_starts() -> Iterator[None]:
    original = Ledger.record_paper

    def record_paper(self: Ledger, event: PaperEvent, state: Paper) -> None:
        if not isinstance(event, PrintStarted):
            original(self, event, state)

    with patch.object(Ledger, "record_paper", record_paper):
        yield


@mutant
def the_same_slip_prints_as_often_as_one_taps() -> Iterator[None]:
    original = visit._print

    def print_again(state: Finished, document: Document) -> visit.Step:
        if document is Document.RECEIPT:
            return original(replace(state, receipt=None), document)
        return original(state, document)

    with patch.object(visit, "_print", print_again):
        yield
