"""What a person who has registered takes along: her number, where to be, and when."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.flows.payment_states import Settled
from kiosk.flows.visit_states import Finished, Visit
from kiosk.model.registration import Registration
from ui import registration_wording as wording
from ui.message import today as hospital_day

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class TicketViewModel(QObject):
    """A registration that is paid, as QML sees it."""

    changed = Signal()

    def __init__(self, today: Callable[[], date] = hospital_day) -> None:
        super().__init__()
        self._today = today
        self._registration: Registration | None = None

    def show(self, state: Visit) -> None:
        self._registration = None
        match state:
            case Finished(payment=Settled(), registration=registration):
                self._registration = registration
        self.changed.emit()

    @Property(bool, notify=changed)
    def valid(self) -> bool:
        """Whether there is one."""
        return self._registration is not None

    @Property(str, notify=changed)
    def number(self) -> str:
        """The number under which she is called; empty until it is known."""
        return (self._registration and self._registration.queue_number) or ""

    @Property(str, notify=changed)
    def time(self) -> str:
        if self._registration is None:
            return ""
        return wording.moment(self._registration, self._today())

    @Property(str, notify=changed)
    def place(self) -> str:
        return self._registration.place if self._registration else ""

    @Property(str, notify=changed)
    def clinic(self) -> str:
        return wording.clinic(self._registration) if self._registration else ""
