"""What a slip has to know of the paper and of the printer's ROM."""

from dataclasses import dataclass
from enum import StrEnum

COLUMN_DOTS = 12  # Font A of every ESC/POS printer is 12 dots wide


class Text(StrEnum):
    """Which characters go out as bytes; a line with any other goes out as dots."""

    GBK = "gbk"  # of one and two bytes: in every ROM sold in China
    GB18030 = "gb18030"  # and CJK Extension A, four bytes (GB 18030-2000)
    RASTER = "raster"  # none


@dataclass(frozen=True, slots=True)
class SlipFormat:
    """80 mm paper at 203 dpi, and a printer with a cutter that draws QR codes."""

    columns: int = 48
    dots: int = 576
    text: Text = Text.GBK
    draws_qr: bool = True
    cuts: bool = True

    def __post_init__(self) -> None:
        if self.dots % 8 or self.columns * COLUMN_DOTS > self.dots:
            raise ValueError(f"{self.columns} columns on {self.dots} dots")


STANDARD = SlipFormat()
