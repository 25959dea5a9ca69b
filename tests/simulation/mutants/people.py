"""Bugs that need a certain person: one who taps twice, one who comes right after."""

from collections.abc import Iterator
from unittest.mock import patch

from kiosk.app.engine import Engine
from kiosk.app.events import Event, InVisit
from kiosk.flows import visit
from kiosk.flows.visit_effects import OpenPayment
from kiosk.flows.visit_events import Tap, VisitEvent
from kiosk.flows.visit_states import Opening, Paying, Visit
from kiosk.flows.visit_step import Step
from tests.simulation.mutants.planting import mutant


@mutant
def a_double_tap_pays_twice() -> Iterator[None]:
    original = visit.step

    def step(state: Visit, event: VisitEvent) -> Step:
        if isinstance(state, Opening | Paying) and event is Tap.CONFIRM:
            method = state.quoted.method
            if method is not None:
                return Step(state, (OpenPayment(state.quoted.quote, method),))
        return original(state, event)

    with patch.object(visit, "step", step):
        yield


@mutant
def a_late_reply_reaches_the_next_visit() -> Iterator[None]:
    original = Engine.handle

    def handle(self: Engine, event: Event) -> None:
        if isinstance(event, InVisit):
            self._in_visit(event.event)
        else:
            original(self, event)

    with patch.object(Engine, "handle", handle):
        yield
