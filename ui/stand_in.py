"""What is on the glass while no kiosk is: 暂停服务, and where to go instead.

A window of its own in a process of its own, always there, beneath the kiosk's. When the
kiosk dies nothing has to be started for patients to read this. It claims nothing about
money, for it knows nothing: who was just paying is told to ask and not to pay again.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, QTranslator
from PySide6.QtGui import (
    QColor,
    QExposeEvent,
    QFont,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QRasterWindow,
)

CHINESE = Path(__file__).parent / "translations" / "kiosk_zh_CN.qm"
CANVAS, INK, SOFT = QColor("#EEF4F4"), QColor("#0D2B31"), QColor("#2A444B")
# Parts of the shorter side: from the 27-inch screen's 21, 14 and 11 mm.
TITLE, TODO, ENGLISH = 1 / 16, 1 / 24, 1 / 30
MARGIN, GAP = 1 / 12, 1 / 24


class StandIn(QRasterWindow):
    """Both languages at once: nobody is asked anything here."""

    def __init__(self, window: str, size: QSize, painted: Callable[[], None]) -> None:
        """`window` is the staffed window's name, if it is known; `painted` is called
        once, when the first frame is there to be seen."""
        super().__init__()
        self._chinese = _chinese(window)
        self._english = _english(window)
        self._painted = painted
        self._is_seen = False
        self.resize(size)
        self.setCursor(Qt.CursorShape.BlankCursor)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(QRect(0, 0, self.width(), self.height()), CANVAS)
        short = min(self.width(), self.height())
        lines = [
            *zip(self._chinese, (TITLE, TODO, TODO), (INK, INK, SOFT), strict=True),
            *zip(
                self._english, (TODO, ENGLISH, ENGLISH), (INK, SOFT, SOFT), strict=True
            ),
        ]
        laid = [_Line(text, short * part, colour) for text, part, colour in lines]
        room = QRect(0, 0, self.width() - int(2 * short * MARGIN), self.height())
        gap = int(short * GAP)
        heights = [one.height(painter, room) for one in laid]
        y = (self.height() - sum(heights) - gap * (len(laid) - 1)) // 2
        for one, height in zip(laid, heights, strict=True):
            one.draw(painter, QRect(int(short * MARGIN), y, room.width(), height))
            y += height + gap
        painter.end()

    def exposeEvent(self, event: QExposeEvent) -> None:  # noqa: N802 - Qt's name
        super().exposeEvent(event)
        if self.isExposed() and not self._is_seen:
            self._is_seen = True
            self._painted()


class _Line:
    """One paragraph in the middle of the glass."""

    FLAGS = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap

    def __init__(self, text: str, pixels: float, colour: QColor) -> None:
        self._text = text
        self._font = QFont(QGuiApplication.font())
        self._font.setPixelSize(max(1, int(pixels)))
        self._colour = colour

    def height(self, painter: QPainter, room: QRect) -> int:
        painter.setFont(self._font)
        return painter.boundingRect(room, self.FLAGS, self._text).height()

    def draw(self, painter: QPainter, place: QRect) -> None:
        painter.setFont(self._font)
        painter.setPen(self._colour)
        painter.drawText(place, self.FLAGS, self._text)


def _english(window: str) -> tuple[str, str, str]:
    """As the source is written."""
    return (
        "Out of service",
        f"Please go to {window}." if window else "Please go to a staffed window.",
        "Were you just paying? Do not pay again: ask there.",
    )


def _chinese(window: str) -> tuple[str, str, str]:
    words = QTranslator()
    words.load(str(CHINESE))

    def say(text: str) -> str:
        return words.translate("StandIn", text) or text

    go = say("Please go to {window}.").replace("{window}", window)
    return (
        say("Out of service"),
        go if window else say("Please go to a staffed window."),
        say("Were you just paying? Do not pay again: ask there."),
    )
