"""The one picture that a visit shows: a page to come, or a code for a phone.

It is kept in memory and nowhere else, and forgotten with the state that brought it.
"""

from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtQuick import QQuickImageProvider


class Easel:
    """Holds one picture at a time, under an address that is never used again."""

    def __init__(self) -> None:
        self._picture: bytes | None = None
        self._number = 0

    def hold(self, picture: bytes | None) -> None:
        """Put up this picture instead of the one before; None leaves nothing."""
        if picture != self._picture:
            self._picture = picture
            self._number += 1

    @property
    def address(self) -> str:
        """Where QML finds it; empty where there is nothing to be seen."""
        return f"image://pictures/{self._number}" if self._picture else ""

    def draw(self, address: str, room: QSize) -> QImage:
        """The picture that is held now, as large as the room for it, and no other."""
        if self._picture is None or address != self.address:
            return QImage()
        data = QBuffer()
        data.setData(QByteArray(self._picture))
        reader = QImageReader(data, QByteArray(b"png"))
        if room.width() > 0 and room.height() > 0:
            reader.setScaledSize(fitted(reader.size(), room))
        return reader.read()


class Pictures(QQuickImageProvider):
    """Serves what is on the easel as `image://pictures/<number>`."""

    def __init__(self, easel: Easel) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._easel = easel

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: N802, N803
        return self._easel.draw(f"image://pictures/{id}", requestedSize)


def fitted(size: QSize, room: QSize) -> QSize:
    """The same shape, as large as there is room for it."""
    high, wide = room.height() * size.width(), room.width() * size.height()
    if high < wide:
        return QSize(high // size.height(), room.height())
    return QSize(room.width(), wide // size.width())
