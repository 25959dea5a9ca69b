"""The pages of a print: on their way here, looked at, and on their way to the paper."""

from collections.abc import Callable

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.flows.invoice_states import Gathering, Previewing, PuttingOut, Sheet
from kiosk.flows.printing import Barred
from kiosk.flows.visit_events import PreviewTurned, VisitEvent
from kiosk.flows.visit_states import Visit
from kiosk.model.document import Document
from ui import paper_wording
from ui.message import grouped

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

translate = QCoreApplication.translate


@QmlElement
class PagesViewModel(QObject):
    """What of a print is here, what is looked at, and what is out."""

    changed = Signal()

    def __init__(self, tap: Callable[[str, VisitEvent], None]) -> None:
        super().__init__()
        self._tap = tap
        self._state: Gathering | Previewing | PuttingOut | None = None

    def show(self, state: Visit) -> None:
        self._state = None
        if isinstance(state, Gathering | Previewing | PuttingOut):
            self._state = state
        self.changed.emit()

    # On their way, here or to the paper.

    @Property(str, notify=changed)
    def counted(self) -> str:
        """Which one it is now, and of how many."""
        now, all_of_them = self._steps()
        match self._state:
            case Gathering():
                text = translate("Pages", "Document {now} of {all}")
            case PuttingOut():
                text = translate("Pages", "Page {now} of {all} is coming out")
            case _:
                return ""
        return text.format(now=min(now + 1, all_of_them), all=all_of_them)

    @Property(float, notify=changed)
    def progress(self) -> float:
        """What is done, from 0 to 1."""
        now, all_of_them = self._steps()
        return now / all_of_them

    def _steps(self) -> tuple[int, int]:
        """How many are done, and how many there are, at least one."""
        match self._state:
            case Gathering(wanted=wanted, sheets=sheets, missing=missing):
                done = len(sheets) + missing
                return done, done + len(wanted) + self._cover_to_come()
            case PuttingOut(sheets=sheets, papers=papers):
                pairs = zip(sheets, papers, strict=True)
                coming = (
                    s.file.pages for s, one in pairs if not isinstance(one, Barred)
                )
                return self._state.pages_out, max(1, sum(coming))
        return 0, 1

    def _cover_to_come(self) -> bool:
        """Whether the list of a claim is still to be drawn, after all the others."""
        match self._state:
            case Gathering(wanted=wanted, is_claim=True):
                return not wanted or wanted[-1].document is not Document.COVER_LIST
        return False

    # Looked at.

    @Property(str, notify=changed)
    def caption(self) -> str:
        """Which document the page belongs to."""
        match self._state:
            case Previewing(sheets=sheets, at=at):
                return sheet_name(sheets[at])
        return ""

    @Property(int, notify=changed)
    def page(self) -> int:
        return self._state.leaf if isinstance(self._state, Previewing) else 1

    @Property(int, notify=changed)
    def pages(self) -> int:
        return self._state.pages if isinstance(self._state, Previewing) else 1

    @Property(str, notify=changed)
    def missing(self) -> str:
        """What could not be had, if anything."""
        match self._state:
            case Previewing(missing=count) if count:
                text = translate(
                    "Pages", "Could not be fetched now, so not among these: {count}"
                )
                return text.format(count=count)
        return ""

    @Property(str, notify=changed)
    def action(self) -> str:
        match self._state:
            case Previewing(pages=1):
                return translate("Pages", "Print this page")
            case Previewing(pages=pages):
                text = translate("Pages", "Print all {count} pages")
                return text.format(count=pages)
        return ""

    @Property(bool, notify=changed)
    def able(self) -> bool:
        """Whether they can be printed now."""
        return self._state is not None and self._state.abilities.invoices

    @Slot(int)
    def turn(self, by: int) -> None:
        self._tap("leaf", PreviewTurned(by))


def sheet_name(sheet: Sheet) -> str:
    """The document, and the number of the invoice that it is about."""
    listed = sheet.wanted.listed
    name = paper_wording.name(sheet.wanted.document)
    if listed is None or listed.invoice is None:
        return name
    return f"{name} {grouped(listed.invoice.number)}"
