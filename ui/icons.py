"""The icon family: SVG strokes, drawn in whatever colour the theme wants."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtQuick import QQuickImageProvider

FOLDER = Path(__file__).parent / "qml" / "Kiosk" / "Icons"


class Icons(QQuickImageProvider):
    """Serves `image://icons/<name>/<rrggbb>` at the size that was asked for."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: N802, N803
        name, color = id.split("/")
        return draw(name, f"#{color}", requestedSize)


def draw(name: str, color: str, size: QSize) -> QImage:
    """Draw one icon. `currentColor` in the file stands for the colour."""
    drawing = (FOLDER / f"{name}.svg").read_text("utf-8")
    data = QBuffer()
    data.setData(QByteArray(drawing.replace("currentColor", color).encode()))
    reader = QImageReader(data, QByteArray(b"svg"))
    reader.setScaledSize(size)
    return reader.read()
