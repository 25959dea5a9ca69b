"""PDF files read by programs that know nothing of ours: poppler and qpdf."""

import html
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands, in points from the top left of its page."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Word") -> bool:
        """By more than the room that a font leaves above and below its letters."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide > 1 and high > 3.5


def said(pdf: bytes, program: str, *options: str) -> str:
    """What a program of poppler or qpdf says of a file; it must have no complaint."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "document.pdf")
        path.write_bytes(pdf)
        end = ["-"] if program == "pdftotext" else []
        command = [program, *options, str(path), *end]
        done = subprocess.run(command, capture_output=True, timeout=60, check=True)
    assert not done.stderr
    # Poppler writes metadata beyond the BMP as two surrogates, and text right.
    return done.stdout.decode(errors="replace")


def text_of(pdf: bytes) -> str:
    """The text in its lines, without any space."""
    return re.sub(r"[^\S\n\f]", "", said(pdf, "pdftotext", "-layout"))


def words_of(pdf: bytes) -> list[Word]:
    found, page = [], 0
    for line in said(pdf, "pdftotext", "-bbox").splitlines():
        page += "<page " in line
        if "<word " in line:
            numbers = map(float, re.findall(r'M(?:in|ax)="([-.\d]+)"', line))
            left, top, right, bottom = numbers
            inside = re.sub(r"<[^>]*>", "", line).strip()
            word = Word(page, html.unescape(inside), left, top, right, bottom)
            found.append(word)
    return found


def overlapping(words: list[Word]) -> list[tuple[str, str]]:
    """Every two words that share a place."""
    found = []
    for index, word in enumerate(words):
        for other in words[index + 1 :]:
            if other.page == word.page and word.overlaps(other):
                found.append((word.text, other.text))
    return found


def outside(pdf: bytes) -> list[str]:
    """Words off their page, or where no printer can: 4 mm from its edge."""
    edge = 4 * 72 / 25.4
    sizes = sizes_of(pdf)
    return [
        word.text
        for word in words_of(pdf)
        if word.left < edge
        or word.top < edge / 2
        or word.right > sizes[word.page - 1][0] - edge
        or word.bottom > sizes[word.page - 1][1] - edge / 2
    ]


def sizes_of(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page, in points."""
    found = re.findall(
        r'<page width="([\d.]+)" height="([\d.]+)"', said(pdf, "pdftotext", "-bbox")
    )
    return [(float(width), float(height)) for width, height in found]
