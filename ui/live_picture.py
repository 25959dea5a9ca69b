"""What the camera sees, drawn for a person who tries it out, with the code outlined.

Only the newest picture is held, in memory and nowhere else, and none after the trial.
"""

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF
from PySide6.QtQuick import QQuickImageProvider

from kiosk.model.sight import Sight
from ui.pictures import fitted

OUTLINE, AROUND_IT = QColor("#3DF0A2"), QColor("#0B2026")  # seen on black and on white
BREADTH = 1 / 110  # of the picture's width

Corners = tuple[tuple[float, float], ...]


class LivePicture:
    """Holds one sight at a time, under an address that is never used again."""

    def __init__(self) -> None:
        self._sight: Sight | None = None
        self._number = 0

    def hold(self, sight: Sight | None) -> None:
        """See this instead of what was seen before; None leaves nothing."""
        self._sight = sight
        self._number += 1

    @property
    def address(self) -> str:
        """Where QML finds it; empty where there is nothing to be seen."""
        return f"image://sight/{self._number}" if self._sight else ""

    def draw(self, address: str, room: QSize) -> QImage:
        """The picture that is held now, as large as the room for it, and no other."""
        sight = self._sight
        if sight is None or address != self.address:
            return QImage()
        grey = QImage(
            sight.pixels,
            sight.width,
            sight.height,
            sight.width,
            QImage.Format.Format_Grayscale8,
        )
        size = fitted(grey.size(), room) if not room.isEmpty() else grey.size()
        return _drawn(grey, size, sight.corners)


class LivePictures(QQuickImageProvider):
    """Serves what is seen as `image://sight/<number>`."""

    def __init__(self, picture: LivePicture) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._picture = picture

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: N802, N803
        return self._picture.draw(f"image://sight/{id}", requestedSize)


def _drawn(grey: QImage, size: QSize, corners: Corners) -> QImage:
    drawn = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawImage(QRect(0, 0, size.width(), size.height()), grey)
    width, height = size.width(), size.height()
    around = QPolygonF([QPointF(x * width, y * height) for x, y in corners])
    for color, times in ((AROUND_IT, 2.2), (OUTLINE, 1.0)):
        painter.setPen(QPen(color, max(2.0, width * BREADTH) * times))
        painter.drawPolygon(around)
    painter.end()
    return drawn
