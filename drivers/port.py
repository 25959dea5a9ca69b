"""What the kiosk asks of its devices, and the ways a device can fail it.

    DeviceError        the device did not do what was asked
      NotPrinted       nothing reached the paper; printing again is safe
      MaybePrinted     some of it may be on the paper; only a person can tell
      Unplugged        the device is not there
        InUse          another program holds it

Drivers know paper, bytes and codes. They know nothing of patients or money.
Every driver and every simulator behind it passes the same contract tests.
"""

import errno
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Health(StrEnum):
    """How a device is (rule D1). Unknown is a value of its own."""

    OK = "ok"
    DEGRADED = "degraded"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Paper(StrEnum):
    """What a printer says of its paper."""

    FULL = "full"
    LOW = "low"
    OUT = "out"
    JAMMED = "jammed"
    UNKNOWN = "unknown"


class Media(StrEnum):
    """What became of the last paper, where a device has a sensor for it (rule D1)."""

    PRESENT = "present"  # in the outlet, not taken yet
    TAKEN = "taken"
    RETRACTED = "retracted"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Condition:
    """One look at a device. `detail` is for technicians: a short fixed phrase."""

    health: Health
    detail: str = ""
    paper: Paper = Paper.UNKNOWN
    media: Media = Media.UNKNOWN

    @property
    def usable(self) -> bool:
        return self.health in (Health.OK, Health.DEGRADED)


UNPLUGGED = Condition(Health.FAILED, "not found")
IN_USE = Condition(Health.UNKNOWN, "in use")  # another program holds it
HELD = (errno.EAGAIN, errno.EBUSY)  # what a system call says of such a device


class DeviceError(Exception):
    """The device did not do what was asked."""


class NotPrinted(DeviceError):
    """Nothing reached the paper. Printing again is safe."""


class MaybePrinted(DeviceError):
    """Some of it may be on the paper. Only a person can tell."""


class Unplugged(DeviceError):
    """The device is not there, or went away."""


class InUse(Unplugged):
    """It is there, and another program holds it."""


class Hint(StrEnum):
    """What a person can do so that the camera reads her code."""

    SCREEN_BRIGHTER = "screen_brighter"
    TILT = "tilt"  # a lamp is mirrored in the glass
    FARTHER = "farther"
    CLOSER = "closer"
    HOLD_STILL = "hold_still"


class Scanner(Protocol):
    """Delivers codes as the bytes that stood in them.

    A code that stays before the scanner may come again, but not within a second.
    """

    def scan(self, found: Callable[[bytes], None], stop: Callable[[], bool]) -> None:
        """Call `found` for every code until `stop()`; it is asked at least each 0.5 s.

        Raise Unplugged when the device is or goes away; the caller calls again later.
        """

    def condition(self) -> Condition:
        """Say how the device is. Never raises, never blocks longer than 2 s."""

    def identity(self) -> str:
        """What the device says it is, for technicians; "" if it never said. Never
        raises, answers within 2 s."""


class ReceiptPrinter(Protocol):
    """A printer that cuts one slip at a time."""

    def condition(self) -> Condition:
        """Ask the device how it is. Never raises, answers within 2 s."""

    def identity(self) -> str:
        """What the device says it is, for technicians; "" if it never said. Never
        raises, answers within 2 s."""

    def print_slip(self, slip: bytes) -> None:
        """Return once the device has proved the slip is on the paper.

        Raise NotPrinted or MaybePrinted otherwise, at the latest after 20 s.
        """


def ignore_progress(pages: int) -> None:
    """Take no notice of how many pages are out."""


class PagePrinter(Protocol):
    """A printer that takes a PDF."""

    def condition(self) -> Condition:
        """Ask the device how it is. Never raises, answers within 2 s."""

    def identity(self) -> str:
        """What the device says it is, for technicians; "" if it never said. Never
        raises, answers within 2 s."""

    def print_pages(
        self,
        pdf: bytes,
        name: str,
        progress: Callable[[int], None] = ignore_progress,
    ) -> None:
        """Return once the device reports the job completed.

        `name` is a job name without personal data. `progress` is told, in the caller's
        thread, how many pages are out, by printers that count. Raise NotPrinted or
        MaybePrinted otherwise, at the latest after 50 s and 10 s for each page.
        """


class Key(StrEnum):
    """The keys of a pad that somebody uses who cannot see or reach the screen."""

    NEXT = "next"
    PREVIOUS = "previous"
    SELECT = "select"
    BACK = "back"
    REPEAT = "repeat"


class Keypad(Protocol):
    """Five keys that can be felt."""

    def listen(self, pressed: Callable[[Key], None], stop: Callable[[], bool]) -> None:
        """Call `pressed` for every key until `stop()`; it is asked each 0.5 s.

        Raise Unplugged when the device is or goes away; the caller calls again later.
        """

    def condition(self) -> Condition:
        """Say how the device is. Never raises, never blocks longer than 2 s."""

    def identity(self) -> str:
        """What the device says it is, for technicians; "" if it never said."""


class Speechless(DeviceError):
    """This cannot be said."""


class Voice(Protocol):
    """Turns words into sound."""

    def say(self, pieces: Sequence[str], tongue: str) -> bytes:
        """Say the pieces of one line in one breath, in a language (zh, en, ja). Give
        the samples: 16 bit, little-endian, mono, 22 050 a second. Raise Speechless
        where nothing can."""


class Tone(StrEnum):
    """What a short sound says."""

    READ = "read"  # a code
    DONE = "done"
    FAILED = "failed"


class Speaker(Protocol):
    """What is heard, by everybody or by her who wears the headset."""

    def play(self, samples: bytes, wanted: Callable[[], bool]) -> None:
        """Return when all was heard, after `hush`, or at once where it is not `wanted`
        any more. Into the headset where one is plugged in, and then nowhere else.
        Raise Speechless where nothing sounds."""

    def hush(self) -> None:
        """Be silent at once. From any thread."""

    def has_headset(self) -> bool:
        """Whether a headset is plugged in. Quick; False where nobody can tell."""
