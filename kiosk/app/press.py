"""Puts documents on paper, each printer on its own worker, and posts what became of
them."""

from collections.abc import Callable
from dataclasses import dataclass

from drivers.port import DeviceError, MaybePrinted, PagePrinter, ReceiptPrinter
from kiosk.app import log
from kiosk.app.crew import Crew
from kiosk.app.events import Event
from kiosk.app.paperwork import Paperwork
from kiosk.central.port import Central, CentralError, Refused
from kiosk.flows.exchange import (
    ExchangeEvent,
    ExchangeFailed,
    FetchForm,
    FormFetched,
    FormPrinted,
    FormRefused,
    FormReserved,
    FormUnproved,
    PrintForm,
    ReserveForm,
)
from kiosk.flows.printing import (
    File,
    Job,
    PaperEvent,
    PrintConfirmed,
    PrintFailed,
    PrintUnproved,
    SendToPaper,
    Slip,
)
from kiosk.flows.visit_events import PagesCounted
from kiosk.model.document import Document
from kiosk.model.invoice import Invoice
from printing.invoice_file import BadInvoiceFile


@dataclass(frozen=True, slots=True)
class Printers:
    """What paper comes out of."""

    receipts: ReceiptPrinter
    pages: PagePrinter
    forms: PagePrinter | None = None  # with numbered stock in its tray


@dataclass(frozen=True, slots=True)
class Press:
    """Each job posts its outcome whatever happens; until it knows better, the worst."""

    central: Central
    printers: Printers
    crew: Crew
    paperwork: Paperwork
    draw_slip: Callable[[Slip], bytes]
    post: Callable[[Event], None]

    def send(self, effect: SendToPaper) -> None:
        """Give a document to its printer."""
        is_slip = isinstance(effect.content, Slip)
        worker = self.crew.receipts if is_slip else self.crew.pages
        if not worker.submit(lambda: self._print(effect.job, effect.content)):
            self.post(PrintFailed(effect.job.id))

    def ask(self, effect: ReserveForm | FetchForm) -> None:
        """Have central keep a form, or give what is to be printed on it."""
        if not self.crew.central.submit(lambda: self._ask(effect)):
            self.post(ExchangeFailed(effect.exchange.key))

    def print_form(self, effect: PrintForm) -> None:
        """Print on the form that lies on top."""
        forms = self.printers.forms
        key = effect.exchange.key
        if forms is None or not self.crew.forms.submit(
            lambda: self._print_form(effect, forms)
        ):
            self.post(ExchangeFailed(key))

    def _print(self, job: Job, content: Slip | Invoice | File) -> None:
        key = job.id
        outcome: PaperEvent = PrintUnproved(key)
        try:
            match content:
                case Invoice():
                    pdf = self._fetch(job.document, content)
                    self.paperwork.check(pdf)
                    self._print_pages(job, pdf)
                case File(pdf):
                    self._print_pages(job, pdf)
                case _:
                    self.printers.receipts.print_slip(self.draw_slip(content))
            outcome = PrintConfirmed(key)
        except MaybePrinted:
            log.warning("print.unproved", key=key)
        except (DeviceError, CentralError, BadInvoiceFile) as error:
            log.warning("print.failed", key=key, error=type(error).__name__)
            outcome = PrintFailed(key)
        finally:
            self.post(outcome)

    def _fetch(self, document: Document, invoice: Invoice) -> bytes:
        if document is Document.STATEMENT:
            return self.central.statement_file(invoice)
        return self.central.invoice_file(invoice)

    def _print_pages(self, job: Job, pdf: bytes) -> None:
        """Print a file as it is, but for the mark of a copy in its margin."""
        self.printers.pages.print_pages(
            self.paperwork.marked(pdf, job.copy),
            name_of(job),
            lambda pages: self.post(PagesCounted(job.id, pages)),
        )

    def _ask(self, effect: ReserveForm | FetchForm) -> None:
        key = effect.exchange.key
        outcome: ExchangeEvent = ExchangeFailed(key)
        try:
            if isinstance(effect, ReserveForm):
                self.central.reserve_form(effect.exchange)
                outcome = FormReserved(key)
            else:
                outcome = self._form(key, self.central.form_file(effect.exchange))
        except Refused as refused:
            log.info("exchange.refused", key=key, reason=refused.reason.value)
            if isinstance(effect, ReserveForm):
                outcome = FormRefused(key)
        except (CentralError, BadInvoiceFile) as error:
            log.warning("exchange.failed", key=key, error=type(error).__name__)
        finally:
            self.post(outcome)

    def _form(self, key: str, pdf: bytes) -> ExchangeEvent:
        """A second page would need a form of its own."""
        is_one = self.paperwork.check(pdf) == 1
        return FormFetched(key, pdf) if is_one else ExchangeFailed(key)

    def _print_form(self, effect: PrintForm, forms: PagePrinter) -> None:
        key = effect.exchange.key
        outcome: ExchangeEvent = FormUnproved(key)
        try:
            forms.print_pages(effect.pdf, f"form-{effect.exchange.form.number}")
            outcome = FormPrinted(key)
        except MaybePrinted:
            log.warning("print.unproved", key=key)
        except DeviceError as error:
            log.info("print.failed", key=key, error=type(error).__name__)
            outcome = ExchangeFailed(key)
        finally:
            self.post(outcome)


def name_of(job: Job) -> str:
    """What the printer's own list calls it: an official number, and no person.

    The end of its key tells it from a spoiled sheet whose copy number it took over.
    """
    number = job.invoice.number if job.invoice else job.id
    return f"{job.document}-{number}-{job.copy}-{job.id[-6:]}"
