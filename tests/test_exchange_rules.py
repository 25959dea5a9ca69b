"""Numbered paper at central, whatever kiosks say in whatever order: rule P5."""

from datetime import UTC, datetime

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

import kiosk.central.paper_wire as paper_wire
from kiosk.app.simulation.memory_books import MemoryStore
from kiosk.central.paper_wire import ExchangeStatus
from kiosk.sandbox import exchanges
from kiosk.sandbox.answers import Answer
from kiosk.sandbox.desk import Desk
from kiosk.sandbox.records import FormExchange
from kiosk.sandbox.settings import Settings

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
RESERVED, CONFIRMED, VOID = ExchangeStatus

# Few of each, so that they meet.
keys = st.sampled_from(["X1", "X2", "X3"])
kiosks = st.sampled_from(["K-1", "K-2"])
forms = st.sampled_from(["0000000001", "0000000002"])
ORDINALS = st.sampled_from([0, 1])  # of her invoices


class NumberedPaper(RuleBasedStateMachine):
    """What was said first, and what must hold ever after."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk(MemoryStore(), lambda: NOON, Settings())
        self.desk.open_the_day()
        with self.desk.store.opened() as books:
            found = books.invoices_of("P1008", NOON.replace(year=2025).date())
            self.invoices = [(one.code, one.number) for one in found]
        self.ends: dict[str, ExchangeStatus] = {}
        self.spoiled: set[str | None] = set()

    @rule(key=keys, kiosk=kiosks, form=forms, ordinal=ORDINALS)
    def reserve(self, key: str, kiosk: str, form: str, ordinal: int) -> None:
        code, number = self.invoices[ordinal]
        request = paper_wire.ExchangeRequest(
            exchange_key=key,
            psn_no="P1008",
            invoice_code=code,
            invoice_number=number,
            paper_code="31060199",
            paper_number=form,
        )
        before = self.known(key)
        answer = self.desk.answer(
            lambda books, moment: exchanges.reserve(books, kiosk, request, moment)
        )
        if before is None and answer.status == 200:
            assert form not in self.spoiled
        if before is not None and before.status is VOID:
            assert answer.status == 409

    @rule(key=keys)
    def confirm(self, key: str) -> None:
        before = self.known(key)
        answer = self.desk.answer(
            lambda books, moment: exchanges.confirm(books, key, moment)
        )
        is_open = before is not None and before.status is not VOID
        assert (answer.status == 200) is is_open

    @rule(key=keys, spoiled=st.booleans())
    def void(self, key: str, spoiled: bool) -> None:
        before = self.known(key)
        request = paper_wire.VoidRequest(spoiled=spoiled)
        answer: Answer = self.desk.answer(
            lambda books, moment: exchanges.void(books, key, request, moment)
        )
        is_used = before is not None and before.status is CONFIRMED
        assert (answer.status == 200) is not is_used
        if before is not None and before.status is RESERVED and spoiled:
            self.spoiled.add(before.paper_number)

    @invariant()
    def what_is_over_stays_over(self) -> None:
        for key, end in self.ends.items():
            known = self.known(key)
            assert known is not None
            assert known.status is end
        for one in self.every():
            if one.status is not RESERVED:
                self.ends[one.key] = one.status

    @invariant()
    def a_form_has_one_invoice_and_an_invoice_one_form(self) -> None:
        live = [one for one in self.every() if one.status is not VOID]
        assert len({one.number for one in live}) == len(live)
        assert len({one.paper_number for one in live}) == len(live)

    def known(self, key: str) -> FormExchange | None:
        with self.desk.store.opened() as books:
            return books.find(FormExchange, key)

    def every(self) -> tuple[FormExchange, ...]:
        with self.desk.store.opened() as books:
            return books.every(FormExchange)


TestNumberedPaper = NumberedPaper.TestCase
TestNumberedPaper.settings = settings(
    max_examples=100, stateful_step_count=20, deadline=None
)
