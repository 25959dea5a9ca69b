"""Pictures that QML shows by address, and how paper becomes one."""

from itertools import count

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from drivers.sim.paper import pictures_of_pdf, pictures_of_slip

PROVIDER = "bench"
KEEP_RATIO = Qt.AspectRatioMode.KeepAspectRatio
SMOOTHLY = Qt.TransformationMode.SmoothTransformation


class Pictures(QQuickImageProvider):
    """Serves `image://bench/<number>`."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._numbers = count(1)
        self._images: dict[str, QImage] = {}

    def keep(self, image: QImage) -> str:
        """Have a picture ready; the answer is its address."""
        number = str(next(self._numbers))
        self._images[number] = image
        return f"image://{PROVIDER}/{number}"

    def drop(self, address: str) -> None:
        """Forget a picture that is shown no more."""
        self._images.pop(address.rpartition("/")[2], None)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: N802, N803
        image = self._images.get(id, QImage(1, 1, QImage.Format.Format_Mono))
        if not requestedSize.isValid() or requestedSize.isEmpty():
            return image
        # The software renderer would shrink it by leaving dots out.
        return image.scaled(requestedSize, KEEP_RATIO, SMOOTHLY)


def picture_of_dots(dots: NDArray[np.uint8]) -> QImage:
    """A grey picture, such as a QR code."""
    height, width = dots.shape
    data = np.ascontiguousarray(dots).tobytes()
    return QImage(data, width, height, width, QImage.Format.Format_Grayscale8).copy()


def images_of_slip(slip: bytes) -> list[QImage]:
    """The paper of one slip. Raise Unreadable."""
    return [_convert(picture) for picture in pictures_of_slip(slip)]


def images_of_pdf(pdf: bytes) -> list[QImage]:
    """Every page as paper. Raise Unreadable."""
    return [_convert(picture) for picture in pictures_of_pdf(pdf)]


def _convert(image: Image.Image) -> QImage:
    data = image.convert("RGB").tobytes()
    bytes_a_line = 3 * image.width
    format = QImage.Format.Format_RGB888
    return QImage(data, image.width, image.height, bytes_a_line, format).copy()
