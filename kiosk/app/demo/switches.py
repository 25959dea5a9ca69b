"""What can be made to go wrong, each with a switch and its state in words."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.app.demo.errands import Errands
from ui.rows import Rows

if TYPE_CHECKING:
    from kiosk.app.demo.scene import Scene

QML_IMPORT_NAME = "Bench.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

SLOW_S = 3.0
FOR_EVER = 1_000_000


@dataclass(frozen=True, slots=True)
class Switch:
    """One thing that is well or in trouble, and the verbs that lead there."""

    title: str
    well_words: str
    trouble_words: str
    disturb: Callable[[], object]
    mend: Callable[[], object]


@dataclass(frozen=True, slots=True)
class SwitchRow:
    """A switch as it stands."""

    title: str
    words: str
    well: bool


def switches_of(scene: "Scene") -> tuple[Switch, ...]:
    """Every switch of a scene."""
    slips, pages, sandbox = scene.receipt_printer, scene.page_printer, scene.sandbox
    slow = partial(sandbox.fail, "all", "slow", times=FOR_EVER, seconds=SLOW_S)
    return (
        Switch(
            "Network cable 网线",
            "plugged in",
            "pulled out",
            scene.cable.pull,
            scene.cable.plug_in,
        ),
        Switch(
            "Central 中心平台",
            "answers at once",
            f"answers after {SLOW_S:.0f} s",
            slow,
            sandbox.behave,
        ),
        Switch(
            "Receipt paper 凭条纸",
            "paper loaded",
            "paper is out",
            slips.run_out_of_paper,
            slips.refill,
        ),
        Switch(
            "Receipt cover 打印机盖",
            "cover closed",
            "cover open",
            slips.open_cover,
            slips.close_cover,
        ),
        Switch(
            "Page paper A4 纸",
            "paper loaded",
            "paper is out",
            pages.run_out_of_paper,
            pages.refill,
        ),
    )


@QmlElement
class SwitchesViewModel(QObject):
    """Shows a new state once it is true, not when it is wished for."""

    mended = Signal()

    def __init__(
        self,
        switches: tuple[Switch, ...],
        errands: Errands,
        reset: Callable[[], object],
    ) -> None:
        super().__init__()
        self._switches = switches
        self._well = [True] * len(switches)
        self._errands = errands
        self._reset = reset
        self.rows_model = Rows(SwitchRow)
        self._lay_out()

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        return self.rows_model

    @Slot(int)
    def flip(self, row: int) -> None:
        """Disturb what is well, mend what is not."""
        switch, well = self._switches[row], self._well[row]
        verb = switch.disturb if well else switch.mend
        self._errands.run(verb, lambda _: self._stand(row, not well))

    @Slot()
    def reset(self) -> None:
        """Mend everything, and give everybody fresh bills."""
        for row, well in enumerate(self._well):
            if not well:
                self.flip(row)
        self._errands.run(self._reset, lambda _: self.mended.emit())

    def _stand(self, row: int, well: bool) -> None:
        self._well[row] = well
        self._lay_out()

    def _lay_out(self) -> None:
        self.rows_model.replace(
            [
                SwitchRow(
                    one.title, one.well_words if well else one.trouble_words, well
                )
                for one, well in zip(self._switches, self._well, strict=True)
            ]
        )
