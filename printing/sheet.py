"""The sheets that page printers take."""

from enum import Enum


class Sheet(Enum):
    """Width and height in mm as the page is read (ISO 216)."""

    A5_LANDSCAPE = (210.0, 148.0)
    A4 = (210.0, 297.0)

    @property
    def width_mm(self) -> float:
        return self.value[0]

    @property
    def height_mm(self) -> float:
        return self.value[1]
