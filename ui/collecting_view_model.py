"""Printing invoices as QML sees it: the way in, the parts, and the one picture."""

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.flows.invoice_states import Previewing, ShowingQr
from kiosk.flows.visit_events import Tap, VisitEvent
from kiosk.flows.visit_states import (
    AwaitingCode,
    Choosing,
    Paying,
    Problem,
    RaisingLimit,
    Service,
    SigningUp,
    Starting,
    Troubled,
    Visit,
    Welcome,
)
from ui.claim_view_model import ClaimViewModel
from ui.collected_view_model import CollectedViewModel
from ui.display import Display
from ui.invoices_view_model import InvoicesViewModel
from ui.pages_view_model import PagesViewModel
from ui.pictures import Easel
from ui.single_view_model import SingleViewModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CollectingViewModel(QObject):
    """Whoever wants her invoices, from the first touch to the paper in her hand."""

    changed = Signal()

    def __init__(
        self, tap: Callable[[str, VisitEvent], None], display: Display
    ) -> None:
        super().__init__()
        self._tap = tap
        self._state: Visit = Starting()
        self.easel = Easel()
        self.invoices_model = InvoicesViewModel(tap, display)
        self.claim_model = ClaimViewModel(tap)
        self.pages_model = PagesViewModel(tap)
        self.collected_model = CollectedViewModel(tap, display)
        self.single_model = SingleViewModel()

    def show(self, state: Visit, *, large: bool) -> None:
        """Show this state. Its picture takes the place of the one before."""
        self._state = state
        self.easel.hold(_picture(state))
        self.invoices_model.show(state, large=large)
        self.claim_model.show(state)
        self.pages_model.show(state)
        self.collected_model.show(state, large=large)
        self.single_model.show(state)
        self.changed.emit()

    # The way in.

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """Whether invoices can be printed from here, instead of paying."""
        match self._state:
            case Welcome() | Choosing(detail=None):
                return self._state.abilities.can_collect
            case Troubled(abilities, Problem.NO_BILLS, identity) if identity:
                return abilities.can_collect
        return False

    @Property(bool, notify=changed)
    def aside(self) -> bool:
        """Whether the way in stands aside, since the bills come first."""
        match self._state:
            case Choosing(abilities, detail=None):
                return abilities.can_collect
        return False

    @Property(bool, notify=changed)
    def wanted(self) -> bool:
        """Whether invoices are what she came for."""
        match self._state:
            case AwaitingCode(service=service):
                return service is Service.INVOICES
        return False

    @Slot()
    def begin(self) -> None:
        self._tap("invoices", Tap.INVOICES)

    # The parts.

    @Property(str, notify=changed)
    def picture(self) -> str:
        """Where the picture of this state is; empty where there is none."""
        return self.easel.address

    @Property(InvoicesViewModel, constant=True)
    def invoices(self) -> InvoicesViewModel:
        return self.invoices_model

    @Property(ClaimViewModel, constant=True)
    def claim(self) -> ClaimViewModel:
        return self.claim_model

    @Property(PagesViewModel, constant=True)
    def pages(self) -> PagesViewModel:
        return self.pages_model

    @Property(CollectedViewModel, constant=True)
    def collected(self) -> CollectedViewModel:
        return self.collected_model

    @Property(SingleViewModel, constant=True)
    def single(self) -> SingleViewModel:
        return self.single_model


def _picture(state: Visit) -> bytes | None:
    match state:
        case ShowingQr(picture=picture) | Previewing(picture=picture):
            return picture
        case Paying(picture=picture) if state.qr:
            return picture
        case RaisingLimit(picture=picture) | SigningUp(picture=picture):
            return picture
    return None
