"""Pictures of every kind of screen, as they were when somebody last looked at them.

A fifth of the size, sixteen shades of each colour. `python -m tests.faces` draws them
anew; look at them before you commit them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PIL import Image, ImageOps
from PySide6.QtGui import QImage

from kiosk.app.gallery.states import LANDSCAPE, PORTRAIT, SAMPLES
from tests.lobby import Lobby
from ui.display import Display
from ui.screens import screen_of

FOLDER = Path(__file__).parent / "pictures"
MOST_BYTES = 12_000
SHRINK = 5
BITS = 4  # a palette chosen by what is there would be another each time
PALETTE = 256
# What is shown in every way of reading, besides one of each screen in the usual one.
LOOKED_AT_CLOSELY = (
    "welcome_checking",
    "bills_many",
    "amount_short",
    "payment_scan",
    "settled",
    "slots",
    "invoices",
    "trouble_central_silent",
    "staff_devices",
    "trial_seen",
)


@dataclass(frozen=True, slots=True)
class Face:
    """One sample in one way of reading."""

    state: str
    is_portrait: bool
    english: bool = False
    large: bool = False
    contrast: bool = False

    @property
    def name(self) -> str:
        words = ["tall" if self.is_portrait else "wide"]
        for word in ("english", "large", "contrast"):
            words += [word] if getattr(self, word) else []
        return "-".join([self.state, *words])

    @property
    def file(self) -> Path:
        return FOLDER / f"{self.name}.png"


def faces(display: Display) -> Iterator[Face]:
    """What is compared on this screen."""
    shapes = (PORTRAIT, LANDSCAPE)
    assert display in shapes
    tall = display.portrait
    first: dict[str, str] = {}
    for name, state in SAMPLES.items():
        first.setdefault(screen_of(state), name)
    for name in first.values():
        yield Face(name, tall)
    for name, way in product(LOOKED_AT_CLOSELY, ("english", "large", "contrast")):
        yield Face(name, tall, **{way: True})
    for name in LOOKED_AT_CLOSELY:
        if name not in first.values():
            yield Face(name, tall)


def drawn(lobby: Lobby, face: Face) -> Image.Image:
    """What a patient would see now, small. The time of day is always the same."""
    lobby.dress(english=face.english, large=face.large, contrast=face.contrast)
    lobby.show(SAMPLES[face.state])
    lobby.stop_the_clock()
    lobby.settle()
    return seen(lobby)


def seen(lobby: Lobby) -> Image.Image:
    """The window as it is, small."""
    grabbed = lobby.window.grab().convertToFormat(QImage.Format.Format_RGB888)
    whole = Image.frombytes(
        "RGB",
        (grabbed.width(), grabbed.height()),
        bytes(grabbed.constBits()),
        "raw",
        "RGB",
        grabbed.bytesPerLine(),
    )
    size = (whole.width // SHRINK, whole.height // SHRINK)
    small = whole.resize(size, Image.Resampling.BOX)
    plain = ImageOps.posterize(small, BITS)
    is_plain = plain.getcolors(PALETTE) is not None  # None: there are more
    return plain.quantize(PALETTE, dither=Image.Dither.NONE) if is_plain else plain
