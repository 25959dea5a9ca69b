"""Pictures of every kind of document, and how another picture is compared with them.

Grey, 100 dots an inch, sixteen shades. `python -m tests.golden` draws them anew; look
at them before you commit them.
"""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2  # type: ignore[import-untyped]  # it brings no types
from numpy.typing import NDArray
from PIL import Image

from drivers.sim.slip_picture import draw_slip
from printing.cover_list import draw_cover_list
from printing.invoice import draw_invoice
from printing.reprint_mark import marked
from printing.sheet import Sheet
from printing.slips import build_slip
from printing.statement import draw_statement
from tests.paper_samples import (
    INPATIENT,
    OUTPATIENT,
    STATEMENT,
    cover_of,
    statement_of,
    with_items,
)
from tests.slip_samples import EVERY

FOLDER = Path(__file__).parent
MOST_BYTES = 60_000
_DPI = 100
_SHADES = 16
# Anti-aliasing moves grey between neighbours: squares are compared, not dots.
_SQUARE = 4
_MOST_OFF = 16  # of 255; a digit that is another makes 30, a blurred page 12

# Name, how it is drawn, and which of its pages is kept.
DOCUMENTS: dict[str, tuple[Callable[[], bytes], int]] = {
    "outpatient-a5": (lambda: draw_invoice(OUTPATIENT).pdf, 0),
    "outpatient-a5-goes-on": (lambda: draw_invoice(with_items(70)).pdf, 1),
    "outpatient-a5-last": (lambda: draw_invoice(with_items(70)).pdf, 2),
    "outpatient-a4": (lambda: draw_invoice(OUTPATIENT, Sheet.A4).pdf, 0),
    "outpatient-issued": (
        lambda: (
            draw_invoice(
                replace(OUTPATIENT, sample=False, reprint=2, payer="张\U000323b5㛃𠮷")
            ).pdf
        ),
        0,
    ),
    "outpatient-copy": (lambda: marked(draw_invoice(OUTPATIENT).pdf, 3), 0),
    "inpatient-a5": (lambda: draw_invoice(INPATIENT).pdf, 0),
    "inpatient-a4": (
        lambda: (
            draw_invoice(
                with_items(120, "一次性使用静脉留置针", INPATIENT), Sheet.A4
            ).pdf
        ),
        0,
    ),
    "statement-a4": (lambda: draw_statement(STATEMENT).pdf, 0),
    "statement-a5-goes-on": (
        lambda: draw_statement(statement_of(90), Sheet.A5_LANDSCAPE).pdf,
        1,
    ),
    "statement-a4-last": (lambda: draw_statement(statement_of(90)).pdf, 1),
    "cover-a5": (lambda: draw_cover_list(cover_of(5)).pdf, 0),
    "cover-a5-last": (lambda: draw_cover_list(cover_of(40)).pdf, 2),
    "cover-a4": (lambda: draw_cover_list(cover_of(40), Sheet.A4).pdf, 0),
}
PICTURES = (*DOCUMENTS, *(f"slip-{name}" for name in EVERY))


def picture_of(name: str) -> Image.Image:
    """Draw a document and render its page, or print a slip."""
    if name.startswith("slip-"):
        slip = draw_slip(build_slip(EVERY[name.removeprefix("slip-")]))
        return shaded(slip.resize((slip.width // 2, slip.height // 2)))
    draw, page = DOCUMENTS[name]
    return rendered(draw(), page)


def rendered(pdf: bytes, page: int) -> Image.Image:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        bitmap = document[page].render(scale=_DPI / 72, grayscale=True)
        picture: Image.Image = bitmap.to_pil()
    return shaded(picture)


def shaded(picture: Image.Image) -> Image.Image:
    return picture.convert("L").quantize(_SHADES, dither=Image.Dither.NONE)


def golden(name: str) -> Image.Image:
    return Image.open(FOLDER / f"{name}.png")


def differ(one: Image.Image, other: Image.Image) -> bool:
    """Whether a person would see it."""
    if one.size != other.size:
        return True
    return bool(np.abs(_squares(one) - _squares(other)).max() > _MOST_OFF)


def _squares(picture: Image.Image) -> NDArray[np.float64]:
    width, height = (side - side % _SQUARE for side in picture.size)
    grey = np.asarray(picture.convert("L"), dtype=np.float64)[:height, :width]
    shape = (height // _SQUARE, _SQUARE, width // _SQUARE, _SQUARE)
    means: NDArray[np.float64] = grey.reshape(shape).mean(axis=(1, 3))
    return means
