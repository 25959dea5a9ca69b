"""Bugs with paper: what comes out twice, or before it was written down."""

from collections.abc import Iterator
from dataclasses import replace
from unittest.mock import patch

from kiosk.app.engine import Engine
from kiosk.app.ledger import Ledger
from kiosk.app.performer import Performer
from kiosk.flows import exchange, printing, visit
from kiosk.flows.exchange import (
    ExchangeDuty,
    ExchangeEvent,
    ExchangeState,
    FormPrinted,
    FormUnproved,
    OnForm,
    Voiding,
)
from kiosk.flows.printing import (
    Cap,
    Paper,
    PaperEvent,
    PrintConfirmed,
    Printing,
    PrintStarted,
    PrintUnproved,
    ReportPrint,
    SendToPaper,
    Slip,
    Spoiled,
)
from kiosk.flows.visit_effects import StartPrint
from kiosk.flows.visit_states import Finished
from kiosk.flows.visit_step import Step
from kiosk.model.case import Case
from kiosk.model.document import Document
from tests.simulation.mutants.planting import mutant


@mutant
def a_slip_is_printed_again_after_a_power_cut() -> Iterator[None]:
    wake, make = Engine._wake, Performer.receipt
    made: list[Slip] = []

    def receipt(self: Performer, effect: StartPrint) -> Slip:
        made.append(make(self, effect))
        return made[-1]

    def wake_and_print(self: Engine, exchanges: list[ExchangeState]) -> None:
        for paper in self._papers.alive:
            self._perform(SendToPaper(paper.job, made[-1]))
        wake(self, exchanges)

    with (
        patch.object(Performer, "receipt", receipt),
        patch.object(Engine, "_wake", wake_and_print),
    ):
        yield


@mutant
def a_print_is_not_written_down_before_it_starts() -> Iterator[None]:
    original = Ledger.record_paper

    def record_paper(
        self: Ledger,
        event: PaperEvent,
        state: Paper,
        case: Case | None = None,
        cap: Cap | None = None,
    ) -> None:
        if not isinstance(event, PrintStarted):
            original(self, event, state, case, cap)

    with patch.object(Ledger, "record_paper", record_paper):
        yield


@mutant
def the_same_slip_prints_as_often_as_one_taps() -> Iterator[None]:
    original = visit._print

    def print_again(state: Finished, document: Document) -> Step:
        if document is Document.RECEIPT:
            return original(replace(state, receipt=None), document)
        return original(state, document)

    with patch.object(visit, "_print", print_again):
        yield


@mutant
def the_hospitals_cap_is_only_looked_at_in_the_list() -> Iterator[None]:
    with patch.object(Ledger, "_count_copy", lambda *_: None):
        yield


@mutant
def what_a_person_saw_is_not_reported() -> Iterator[None]:
    original = printing.owed

    def owed(state: Paper) -> tuple[ReportPrint, ...]:
        return () if isinstance(state, Spoiled) else original(state)

    with patch.object(printing, "owed", owed):
        yield


@mutant
def what_the_printer_did_not_prove_is_called_printed() -> Iterator[None]:
    original = printing.step

    def step(state: Paper, event: PaperEvent) -> printing.PaperStep:
        if isinstance(state, Printing) and isinstance(event, PrintUnproved):
            return original(state, PrintConfirmed(event.key))
        return original(state, event)

    with patch.object(printing, "step", step):
        yield


@mutant
def a_form_in_doubt_is_called_printed() -> Iterator[None]:
    original = exchange.step

    def step(state: ExchangeState, event: ExchangeEvent) -> exchange.ExchangeStep:
        if isinstance(event, FormUnproved):
            return original(state, FormPrinted(event.key))
        return original(state, event)

    with patch.object(exchange, "step", step):
        yield


@mutant
def a_form_that_was_used_is_counted_as_left() -> Iterator[None]:
    with patch.object(exchange, "uses_form", lambda state: False):
        yield


@mutant
def an_exchange_that_failed_is_forgotten() -> Iterator[None]:
    """Central may have reserved the form, and keeps it for ever."""
    original = exchange.owed

    def owed(state: ExchangeState) -> tuple[ExchangeDuty, ...]:
        return () if isinstance(state, Voiding) else original(state)

    with patch.object(exchange, "owed", owed):
        yield


@mutant
def a_form_counts_as_printed_after_a_power_cut() -> Iterator[None]:
    original = exchange.on_power_returned

    def assume(state: ExchangeState) -> ExchangeEvent | None:
        if isinstance(state, OnForm):
            return FormPrinted(state.exchange.key)  # it will have come
        return original(state)

    with patch.object(exchange, "on_power_returned", assume):
        yield
