"""Pictures of codes on disk, beside their truths.

`.txt` holds the text; `.json` {"text": ...}, a list of such, or {"codes": [...]}.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from drivers.camera.qr_engines import Grey

PICTURES = (".png", ".jpg", ".jpeg")
Truth = frozenset[bytes]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture, what stands in it, and the row of the table it counts for."""

    row: str
    grey: Grey
    truth: Truth


def photos(folder: Path) -> Iterator[Picture]:
    """Every picture of a folder, and of those within it, that has a truth."""
    for path in sorted(folder.rglob("*")):
        truth = _truth(path) if path.suffix.lower() in PICTURES else frozenset()
        grey = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) if truth else None
        if grey is not None:
            yield Picture(path.parent.name, np.asarray(grey, np.uint8), truth)


def _truth(picture: Path) -> Truth:
    text, data = picture.with_suffix(".txt"), picture.with_suffix(".json")
    if text.is_file():
        return frozenset([text.read_bytes().strip()])
    if data.is_file():
        return frozenset(_texts(json.loads(data.read_text(encoding="utf-8"))))
    return frozenset()


def _texts(thing: Any) -> Iterator[bytes]:
    match thing:
        case {"text": str(text)}:
            yield text.strip().encode()
        case {"codes": list(codes)} | list(codes):
            for code in codes:
                yield from _texts(code)
