"""One invoice: taken along on a phone, or exchanged for numbered paper."""

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.flows.exchange import Confirming, Doubtful, Exchanged
from kiosk.flows.invoice_states import Exchanging, OfferingExchange, ShowingQr
from kiosk.flows.visit_states import Visit
from kiosk.model.invoice import ListedInvoice
from ui import invoice_wording
from ui.message import day, grouped, yuan

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

translate = QCoreApplication.translate

REFERENCE = 8  # characters of a key that are read out at the window


@QmlElement
class SingleViewModel(QObject):
    """The invoice that a screen is about, and how its exchange stands."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state: ShowingQr | OfferingExchange | Exchanging | None = None

    def show(self, state: Visit) -> None:
        self._state = None
        if isinstance(state, ShowingQr | OfferingExchange | Exchanging):
            self._state = state
        self.changed.emit()

    @property
    def _listed(self) -> ListedInvoice | None:
        return self._state.listed if self._state else None

    @Property(str, notify=changed)
    def number(self) -> str:
        invoice = self._listed.invoice if self._listed else None
        return grouped(invoice.number) if invoice else ""

    @Property(str, notify=changed)
    def subject(self) -> str:
        """Its day and kind."""
        if self._listed is None:
            return ""
        kind = invoice_wording.kinds()[self._listed.kind]
        return f"{day(self._listed.day)} · {kind}"

    @Property(str, notify=changed)
    def amount(self) -> str:
        return yuan(self._listed.amount) if self._listed else ""

    @Property(bool, notify=changed)
    def exchangeable(self) -> bool:
        """Whether the exchange can begin now."""
        match self._state:
            case OfferingExchange(picking, listed):
                return picking.may_exchange(listed)
        return False

    @Property(bool, notify=changed)
    def over(self) -> bool:
        """Whether she can be told how the exchange ended."""
        return isinstance(self._state, Exchanging) and self._state.is_over

    @Property(bool, notify=changed)
    def more(self) -> bool:
        """Whether other invoices can be printed now."""
        return self._state is not None and self._state.abilities.can_collect

    @Property(str, notify=changed)
    def label(self) -> str:
        """What kind of number `reference` is."""
        match self._state:
            case Exchanging(exchange=Exchanged() | Confirming()):
                return translate("Exchange", "Number of the paper invoice")
            case Exchanging(exchange=Doubtful()):
                return translate("Exchange", "Reference")
        return ""

    @Property(str, notify=changed)
    def reference(self) -> str:
        """The number on the new paper; or what finds this exchange at the window."""
        match self._state:
            case Exchanging(exchange=Exchanged(exchange) | Confirming(exchange)):
                return grouped(exchange.form.number)
            case Exchanging(exchange=Doubtful(exchange)):
                return exchange.key[-REFERENCE:]
        return ""
