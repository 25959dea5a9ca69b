"""The screen as it hangs on the wall: its pixels, its millimetres, its place."""

from dataclasses import dataclass

SHORT_SIDE_MM = 336  # of the 27-inch screen the layout is drawn for
SMALL_ROOM = 0.9


@dataclass(frozen=True, slots=True)
class Display:
    """What the interface must know of the place it runs in."""

    width_px: int
    height_px: int
    width_mm: float
    height_mm: float
    hospital: str
    window: str  # the staffed window's name, such as 1号收费窗口
    fullscreen: bool = False

    @property
    def pixels_per_mm(self) -> float:
        return self.width_px / self.width_mm

    @property
    def room(self) -> float:
        """1 on a 27-inch screen; titles and margins follow it, small print does not."""
        short_side_mm = min(self.width_mm, self.height_mm)
        return max(0.75, min(1.2, short_side_mm / SHORT_SIDE_MM))

    @property
    def small(self) -> bool:
        """Whether fewer rows fit than on a 27-inch screen."""
        return self.room < SMALL_ROOM

    @property
    def portrait(self) -> bool:
        return self.height_px > self.width_px
