"""The screen as it hangs on the wall: its pixels, its millimetres, its place."""

from dataclasses import dataclass

SHORT_SIDE_MM = 336  # of the 27-inch screen the layout is drawn for
LONG_SIDE_MM = 597
SMALL_ROOM = 0.9
# What somebody in a wheelchair reaches, in mm above the floor: EN 301 549, 8.3.
LOWEST_MM = 380
HIGHEST_MM = 1220
# The least that everything fits into, of a screen that stands or lies.
LEAST_STANDING_MM = 476
LEAST_LYING_MM = 268


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
    bottom_mm: float = 0.0  # of the glass above the floor; 0: not measured

    @property
    def above_mm(self) -> float:
        """How much of the glass at the top nobody in a wheelchair reaches."""
        is_known = self.bottom_mm > 0
        return max(0.0, self.bottom_mm + self.height_mm - HIGHEST_MM) * is_known

    @property
    def below_mm(self) -> float:
        """The same at the bottom."""
        return max(0.0, LOWEST_MM - self.bottom_mm) * (self.bottom_mm > 0)

    @property
    def reach_mm(self) -> float:
        """The height of what everybody reaches."""
        return self.height_mm - self.above_mm - self.below_mm

    @property
    def within_reach(self) -> bool:
        """Whether everything fits where everybody reaches it."""
        least = LEAST_STANDING_MM if self.portrait else LEAST_LYING_MM
        return self.reach_mm >= least

    @property
    def pixels_per_mm(self) -> float:
        return self.width_px / self.width_mm

    @property
    def room(self) -> float:
        """1 on a 27-inch screen; titles and margins follow it, small print does not."""
        if self.portrait:
            width, height = SHORT_SIDE_MM, LONG_SIDE_MM
        else:
            width, height = LONG_SIDE_MM, SHORT_SIDE_MM
        fits = min(self.width_mm / width, self.reach_mm / height)
        return max(0.75, min(1.2, fits))

    @property
    def small(self) -> bool:
        """Whether fewer rows fit than on a 27-inch screen."""
        return self.room < SMALL_ROOM

    @property
    def portrait(self) -> bool:
        return self.height_px > self.width_px
