"""What drawing a document gives: its file, and what a person should look at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished document."""

    pdf: bytes
    pages: int
    # Shown as code points in boxes, because no font has them: a note to the window.
    unknown_characters: str = ""
