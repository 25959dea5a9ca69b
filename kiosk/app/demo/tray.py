"""The paper that came out: cut slips and printed pages, newest first."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Property, QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement

from drivers.sim.paper import Unreadable
from kiosk.app.demo.errands import Errands
from kiosk.app.demo.pictures import Pictures, images_of_pdf, images_of_slip
from ui.rows import Rows

QML_IMPORT_NAME = "Bench.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

MAX_SHEETS = 30  # the oldest fall to the floor

Develop = Callable[[bytes], list[QImage]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One piece of paper. Without a picture it is unreadable."""

    caption: str
    picture: str
    ratio: float  # width by height
    slip: bool


@QmlElement
class TrayViewModel(QObject):
    """`slip_came` and `job_came` may be called from any thread."""

    changed = Signal()
    _came = Signal(str, object, bytes)

    def __init__(self, errands: Errands, pictures: Pictures) -> None:
        super().__init__()
        self._errands = errands
        self._pictures = pictures
        self._sheets: list[Sheet] = []
        self.sheets_model = Rows(Sheet)
        self._came.connect(self._develop, Qt.ConnectionType.QueuedConnection)

    def slip_came(self, slip: bytes) -> None:
        """The receipt printer cut a slip."""
        self._came.emit("slip", images_of_slip, slip)

    def job_came(self, pdf: bytes) -> None:
        """The page printer printed a document."""
        self._came.emit("page", images_of_pdf, pdf)

    @Property(Rows, constant=True)
    def sheets(self) -> Rows:
        return self.sheets_model

    @Property(int, notify=changed)
    def count(self) -> int:
        return len(self._sheets)

    @Slot()
    def take(self) -> None:
        """Take all the paper away."""
        self._throw_away(self._sheets)
        self._sheets = []
        self._lay_out()

    @Slot(str, object, bytes)
    def _develop(self, what: str, develop: Develop, data: bytes) -> None:
        at = time.strftime("%H:%M:%S")
        self._errands.run(
            partial(_try, develop, data), partial(self._add, what == "slip", at)
        )

    def _add(self, slip: bool, at: str, images: list[QImage]) -> None:
        sheets = [
            Sheet(
                _caption(slip, number, len(images)) + f"  {at}",
                self._pictures.keep(image),
                image.width() / image.height(),
                slip,
            )
            for number, image in enumerate(images, start=1)
        ]
        what = "unreadable slip" if slip else "unreadable page"
        self._sheets = (
            sheets or [Sheet(f"{what}  {at}", "", 0.7, slip)]
        ) + self._sheets
        self._throw_away(self._sheets[MAX_SHEETS:])
        del self._sheets[MAX_SHEETS:]
        self._lay_out()

    def _throw_away(self, sheets: list[Sheet]) -> None:
        for sheet in sheets:
            self._pictures.drop(sheet.picture)

    def _lay_out(self) -> None:
        self.sheets_model.replace(self._sheets)
        self.changed.emit()


def _try(develop: Develop, data: bytes) -> list[QImage]:
    """The pictures; none when the paper is unreadable."""
    try:
        return develop(data)
    except Unreadable:
        return []


def _caption(slip: bool, number: int, count: int) -> str:
    if slip:
        return "凭条 slip"
    return f"A4 {number} of {count}" if count > 1 else "A4"
