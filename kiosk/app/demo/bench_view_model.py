"""Everything on the bench: the kiosk's power, a phone, switches and a paper tray."""

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.app.demo.phone import PhoneViewModel
from kiosk.app.demo.power import PowerViewModel
from kiosk.app.demo.switches import SwitchesViewModel
from kiosk.app.demo.tray import TrayViewModel

QML_IMPORT_NAME = "Bench.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

TROUBLE_SHOWN_MS = 8000


@QmlElement
class BenchViewModel(QObject):
    """Holds the parts together, and says what did not work lately."""

    changed = Signal()

    def __init__(
        self,
        power: PowerViewModel,
        phone: PhoneViewModel,
        switches: SwitchesViewModel,
        tray: TrayViewModel,
    ) -> None:
        super().__init__()
        self.power_model = power
        self.phone_model = phone
        self._switches = switches
        self._tray = tray
        self._trouble = ""
        self._timer = QTimer(self, singleShot=True, interval=TROUBLE_SHOWN_MS)
        self._timer.timeout.connect(self.dismiss)
        switches.mended.connect(phone.look)
        switches.mended.connect(phone.refresh)

    @Property(PowerViewModel, constant=True)
    def power(self) -> PowerViewModel:
        return self.power_model

    @Property(PhoneViewModel, constant=True)
    def phone(self) -> PhoneViewModel:
        return self.phone_model

    @Property(SwitchesViewModel, constant=True)
    def switches(self) -> SwitchesViewModel:
        return self._switches

    @Property(TrayViewModel, constant=True)
    def tray(self) -> TrayViewModel:
        return self._tray

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._trouble

    @Slot(str)
    def complain(self, trouble: str) -> None:
        """Show for a while what did not work."""
        self._trouble = trouble
        self._timer.start()
        self.changed.emit()

    @Slot()
    def dismiss(self) -> None:
        self._timer.stop()
        self._trouble = ""
        self.changed.emit()
