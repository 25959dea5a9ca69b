"""The glass that people touch, as the configuration says."""

from kiosk.app.config import BadConfig, Config
from ui.display import HIGHEST_MM, LOWEST_MM, Display


def display_of(config: Config) -> Display:
    """The screen and the place, as the interface needs to know them."""
    screen = config.screen
    display = Display(
        width_px=screen.width_px,
        height_px=screen.height_px,
        width_mm=screen.width_mm,
        height_mm=screen.height_mm,
        hospital=config.kiosk.hospital,
        window=config.kiosk.window,
        fullscreen=screen.fullscreen,
        bottom_mm=screen.bottom_mm,
    )
    if not display.within_reach:
        raise BadConfig(
            f"screen.bottom_mm: of the glass {display.reach_mm:.0f} mm are from "
            f"{LOWEST_MM} to {HIGHEST_MM} mm above the floor; that is not enough"
        )
    return display
