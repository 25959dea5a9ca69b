"""What invoices and statements have in common on a page."""

from printing.pen import FORM, Anchor, Pen

CENTRE = 105.0  # of a sheet 210 mm wide


def draw_sample(pen: Pen, middle: float) -> None:
    """Say across the page that no authority issued this. Drawn before all else."""
    pen.across("样张 SAMPLE", 64, (CENTRE, middle))


def draw_labelled(
    pen: Pen,
    at: tuple[float, float],
    entry: tuple[str, str],
    width_mm: float,
    *,
    size: float = 8.0,
    value_size: float | None = None,
) -> None:
    """A label in the colour of the form and what is filled in after it."""
    label, value = entry
    taken = pen.write_within(at, label, size, width_mm * 0.7, colour=FORM)
    room = width_mm - taken
    pen.write_within((at[0] + taken, at[1]), value, value_size or size, room)


def draw_page_number(
    pen: Pen, at: tuple[float, float], number: int, count: int
) -> None:
    """At the right edge: which page this is, and whether another follows."""
    more = "（接下页）" if number < count else ""
    text = f"{more}第 {number} 页 共 {count} 页"
    pen.write(at, text, 7, anchor=Anchor.RIGHT, colour=FORM)
