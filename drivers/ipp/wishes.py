"""How a document is to come out: sheet, sides, copies, scale. Pure.

A printer is asked only for what it says it can do; for all else its own settings hold.
"""

import re

from drivers.ipp.pdf_sheet import Sheet
from drivers.ipp.reply import Reply
from drivers.ipp.request import Wish

# What wishes_for looks at.
WISH_ATTRIBUTES = [
    "job-creation-attributes-supported",
    "job-hold-until-supported",
    "media-supported",
    "print-scaling-supported",
    "sides-supported",
]
# PWG 5101.1: the name of a sheet ends in its width and height.
SIZE = re.compile(r"_(\d{1,5}(?:\.\d{1,4})?)x(\d{1,5}(?:\.\d{1,4})?)(mm|in)\Z")
MM_PER_INCH = 25.4
TOLERANCE_MM = 2.0
LONGEST_KEYWORD = 255  # RFC 8011, section 5.1.4


def wishes_for(sheet: Sheet, printer: Reply, ready: tuple[str, ...]) -> dict[str, Wish]:
    """The job's attributes. `ready` are the sheets in the trays, empty if not known."""
    listed = printer.words("job-creation-attributes-supported")
    media = _media(sheet, printer.words("media-supported"), ready)
    scaling = "none" if media else "fit"
    wished: dict[str, Wish] = {"copies": 1}
    if media:
        wished["media"] = media
    for name, word in (
        ("sides", "one-sided"),
        ("print-scaling", scaling),
        ("job-hold-until", "no-hold"),
    ):
        if word in printer.words(f"{name}-supported"):
            wished[name] = word
    return {name: wish for name, wish in wished.items() if name in listed}


def _media(sheet: Sheet, supported: tuple[str, ...], ready: tuple[str, ...]) -> str:
    """The sheet of the page's size, upright or turned; empty when there is none.

    A sheet that is in no tray is not asked for: the printer would wait for it.
    """
    names = [
        name
        for name in supported
        if len(name) <= LONGEST_KEYWORD and (not ready or name in ready)
    ]
    upright = (sheet.width_mm, sheet.height_mm)
    turned = (sheet.height_mm, sheet.width_mm)
    fitting = (name for size in (upright, turned) for name in names if _is(name, size))
    return next(fitting, "")


def _is(name: str, size: tuple[float, float]) -> bool:
    found = SIZE.search(name)
    if found is None:
        return False
    unit = MM_PER_INCH if found[3] == "in" else 1.0
    width_mm, height_mm = float(found[1]) * unit, float(found[2]) * unit
    return (
        abs(width_mm - size[0]) <= TOLERANCE_MM
        and abs(height_mm - size[1]) <= TOLERANCE_MM
    )
