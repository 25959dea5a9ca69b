"""QR codes in a grey picture -> the exact bytes that stand in them.

Two engines look at the picture in several preparations, called lanes (qr_lanes.py). A
live camera gets the fast lanes on every frame and one of the slow lanes in turns; a
single picture gets all of them until one reads.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import cv2
import numpy as np

from drivers.camera.qr_engines import Box, Engine, Engines, Grey, Mark, Seen
from drivers.camera.qr_lanes import (
    CHEAP,
    DEAR,
    FAST,
    PATIENT,
    TURNS,
    Lane,
    centre,
    resized,
)

LARGE = 1500  # dots along a side: the lanes are made for a code in 1280x720
FRAME = 1000
AROUND = 0.25  # of a code's side: room for its quiet zone when it is cut out


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a frame gave: who read which code, and where a code stands.

    A place without reads is a code that could not be read. A code that was read in a
    part, or by zbar, has no mark.
    """

    reads: frozenset[tuple[bytes, Engine]] = frozenset()
    place: Box | None = None
    mark: Mark | None = None

    @property
    def codes(self) -> list[bytes]:
        return sorted({code for code, _ in self.reads})


class QrDecoder:
    """One thread at a time."""

    def __init__(self) -> None:
        self._engines = Engines()
        self._turn = 0

    def decode(self, grey: Grey) -> list[bytes]:
        """Every QR code that the first lane to read anything reads, each once."""
        if not _is_picture(grey):
            return []
        for size in _sizes(grey):
            for lane in (*FAST, *CHEAP, *DEAR, *PATIENT):
                if codes := self._engines.read(lane.engine, lane.prepare(size)).codes:
                    return list(codes)
        return []

    def look(self, grey: Grey) -> Look:
        """One frame of a live camera: the fast lanes and, if they fail, a slow one."""
        if not _is_picture(grey):
            return Look()
        look = self._look_by(FAST, grey)
        if look.reads:
            return look
        if look.place and (part := _cut(grey, look.place)).size:
            # A code is there: every slow lane looks, at this part alone.
            return Look(self._look_by((*CHEAP, *DEAR), part).reads, look.place)
        return self._take_turn(centre(grey))

    def close(self) -> None:
        """Free the engines. Closing twice is fine."""
        self._engines.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _take_turn(self, grey: Grey) -> Look:
        """A lane that reads keeps its turn, so that the next frame confirms it."""
        look = self._look_by([TURNS[self._turn]], grey)
        if not look.reads:
            self._turn = (self._turn + 1) % len(TURNS)
        # Places are of the part, not of the frame; and one lane alone is no witness.
        return Look(look.reads)

    def _look_by(self, lanes: Iterable[Lane], grey: Grey) -> Look:
        """Through these lanes until one reads; then ask the other engine too."""
        place = None
        for lane in lanes:
            picture = lane.prepare(grey)
            seen = self._engines.read(lane.engine, picture)
            place = place or seen.place
            if seen.codes:
                reads = {(code, lane.engine) for code in seen.codes}
                reads |= self._witnessed(lane, picture, seen)
                return Look(frozenset(reads), mark=seen.mark)
        return Look(place=place)

    def _witnessed(
        self, lane: Lane, picture: Grey, seen: Seen
    ) -> set[tuple[bytes, Engine]]:
        """What the other engine reads in the same place of the same picture."""
        part = _cut(picture, seen.place) if seen.place else picture
        other = lane.engine.other
        return {(code, other) for code in self._engines.read(other, part).codes}


def _is_picture(grey: Grey) -> bool:
    """Whether there is anything to see; a colour picture is a mistake."""
    if grey.ndim != 2 or grey.dtype != np.uint8:
        raise ValueError("a grey picture is a 2-D array of uint8")
    return grey.size > 0


def _sizes(grey: Grey) -> list[Grey]:
    """The picture, and one like a camera's frame if it is much larger."""
    if max(grey.shape) <= LARGE:
        return [grey]
    return [grey, resized(grey, FRAME / max(grey.shape), cv2.INTER_AREA)]


def _cut(grey: Grey, box: Box) -> Grey:
    """This place and some room around it, as far as the picture goes."""
    room = round(box.side * AROUND)
    top, left = max(0, box.top - room), max(0, box.left - room)
    return grey[top : max(0, box.bottom + room), left : max(0, box.right + room)]
