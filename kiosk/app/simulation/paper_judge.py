"""When all is healed: does every sheet of paper stand in the books, and only those?

The rules are P1, P5 and P6 of the design. What came out is known from the trays.
"""

from collections import Counter as Count
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.app.press import name_of
from kiosk.app.simulation.machine import SimKiosk
from kiosk.central.paper_wire import ExchangeStatus
from kiosk.flows import exchange, printing
from kiosk.flows.exchange import Exchanged, ExchangeState, Voided
from kiosk.flows.printing import InDoubt, Paper, Printed, Spoiled
from kiosk.model.document import Document
from kiosk.sandbox.books import BookKeeper, Books
from kiosk.sandbox.records import FormExchange, Issued, PrintNote


@dataclass(frozen=True, slots=True)
class PaperJudge:
    """Looks at the trays, the journals and the books, once."""

    store: BookKeeper
    say: Callable[[str, str], None]
    most_prints: int

    def judge(self, kiosks: list[SimKiosk]) -> None:
        with self.store.opened() as books:
            for kiosk in kiosks:
                if kiosk.ledger is None:
                    continue  # said already: it does not run
                papers = list(kiosk.ledger.papers())
                for paper in papers:
                    self._reported(books, kiosk, paper)
                self._caps(kiosk, papers)
                for state in kiosk.ledger.exchanges():
                    self._exchange(books, kiosk, state)
                self._stock(kiosk)
            self._forms(books)

    def _reported(self, books: Books, kiosk: SimKiosk, paper: Paper) -> None:
        """P6: central knows of every copy that there is, or may be."""
        job = paper.job
        if printing.owed(paper):
            self.say("P6", f"{job.id} was never reported")
        if not job.document.is_reported or not isinstance(
            paper, Printed | InDoubt | Spoiled
        ):
            return
        note = books.find(PrintNote, job.id)
        if note is None or note.outcome is not printing.outcome_of(paper):
            self.say("P6", f"{job.id} is {type(paper).__name__}, central has {note}")
        came = kiosk.tray.named[name_of(job)]
        if job.document is Document.INVOICE and came > 1:
            self.say("P1", f"{job.id} came out {came} times")
        if isinstance(paper, Printed) and not came:
            self.say("P1", f"{job.id} is called printed and did not come out")

    def _caps(self, kiosk: SimKiosk, papers: list[Paper]) -> None:
        """P6: no kiosk starts more copies than the hospital allows."""
        copies = Count(
            paper.job.invoice.number
            for paper in papers
            if paper.job.document is Document.INVOICE
            and paper.job.invoice is not None
            and isinstance(paper, Printed | InDoubt)
        )
        for number, count in copies.items():
            if count > self.most_prints:
                self.say("P6", f"{kiosk.name} printed {number} {count} times")

    def _exchange(self, books: Books, kiosk: SimKiosk, state: ExchangeState) -> None:
        """P5: both sides agree, and the paper is where they say it is."""
        key, form = state.exchange.key, state.exchange.form
        here = kiosk.tray.named[f"form-{form.number}"]
        if here > 1:
            self.say("P5", f"form {form.number} was printed on {here} times")
        known = books.find(FormExchange, key)
        status = known.status if known else ExchangeStatus.VOID
        match state:
            case Exchanged() if status is ExchangeStatus.CONFIRMED and here:
                return
            case Voided() if status is ExchangeStatus.VOID:
                return
        if exchange.owed(state) or not isinstance(state, Exchanged | Voided):
            self.say("P5", f"{key} is still {type(state).__name__}")
        else:
            self.say("P5", f"{key} is {type(state).__name__}, at central {status}")

    def _stock(self, kiosk: SimKiosk) -> None:
        """P5: what is counted as left has not been printed on."""
        assert kiosk.ledger is not None
        stock = kiosk.ledger.stock()
        if stock is None:
            return
        for number in range(stock.first, stock.last + 1):
            if kiosk.tray.named[f"form-{number:010d}"]:
                self.say("P5", f"{kiosk.name} counts form {number} as left")

    def _forms(self, books: Books) -> None:
        """P5: an invoice is on one form, and a form has one invoice."""
        confirmed = [
            one
            for one in books.every(FormExchange)
            if one.status is ExchangeStatus.CONFIRMED
        ]
        for count in (
            Count(one.number for one in confirmed),
            Count((one.paper_code, one.paper_number) for one in confirmed),
        ):
            for what, times in count.items():
                if times > 1:
                    self.say("P5", f"{what} was exchanged {times} times")
        for one in confirmed:
            if books.find(Issued, one.number) is None:
                self.say("P5", f"{one.key} exchanged no invoice")
