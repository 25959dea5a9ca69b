"""How paper looks that came out of a printer: slips and pages as pictures."""

from collections.abc import Callable
from typing import TypeVar

import pypdfium2  # type: ignore[import-untyped]  # it brings no types
from PIL import Image

from drivers.sim.escpos import UnknownCommand
from drivers.sim.glyphs import NoGlyph
from drivers.sim.slip_picture import draw_slip

T = TypeVar("T")

DOTS_PER_INCH = 130
POINTS_PER_INCH = 72
STANDARD_DOTS = 576
MAX_PAGES = 20  # of one print job


class Unreadable(Exception):
    """Nobody can tell what these bytes should look like."""


def pictures_of_slip(slip: bytes, dots: int = STANDARD_DOTS) -> list[Image.Image]:
    """The paper of one slip, so many dots wide. Raise Unreadable."""
    return [_trusting(lambda: draw_slip(slip, dots))]


def pictures_of_pdf(pdf: bytes) -> list[Image.Image]:
    """Every page as paper. Raise Unreadable."""
    return _trusting(lambda: _render(pdf))


def _trusting(draw: Callable[[], T]) -> T:
    """Draw what a printer was sent, which may be anything."""
    try:
        return draw()
    except (UnknownCommand, NoGlyph, LookupError, ValueError) as error:
        raise Unreadable(str(error)) from error
    except pypdfium2.PdfiumError as error:
        raise Unreadable(str(error)) from error


def _render(pdf: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            document[number].render(scale=DOTS_PER_INCH / POINTS_PER_INCH).to_pil()
            for number in range(min(len(document), MAX_PAGES))
        ]
    finally:
        document.close()
