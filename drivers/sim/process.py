"""A simulated device as a process of its own, for anybody who needs a peer.

    $ kiosk simulate-device receipt-printer --listen :9100
    at tcp://127.0.0.1:9100
    can come_back cover go_away jam paper_out refill ...
    paper_out
    done paper_out
    came out/slip-0001.escpos

What a person at the device would do comes in as one line each on standard input; what
happens goes out as one line each. It ends with its input.
"""

import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Protocol

from PIL import Image

from drivers.sim.paper import Unreadable

Act = Callable[[str], None]


class SimDevice(Protocol):
    """What every simulator in this package offers besides its own methods."""

    @property
    def where(self) -> str:
        """What one writes into the kiosk's configuration to reach it."""

    def acts(self) -> Mapping[str, Act]:
        """What a person can do to it, by name; each is given the rest of the line."""

    def close(self) -> None:
        """Pull every plug."""


class Diary:
    """Says what happens, a line each. Thread-safe: printers print when they like."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._lock = threading.Lock()

    def say(self, word: str, rest: str = "") -> None:
        with self._lock:
            self._write(f"{word} {rest}".rstrip() + "\n")


class Shelf:
    """Keeps what came out of a printer, each thing in a file, its pictures beside."""

    def __init__(
        self,
        folder: Path,
        diary: Diary,
        name: str,
        draw: Callable[[bytes], list[Image.Image]],
    ) -> None:
        """`name` is that of the files, such as "slip.escpos"."""
        self._folder = folder
        self._diary = diary
        self._stem, _, self._suffix = name.partition(".")
        self._draw = draw
        # A device that lost power goes on behind what it left.
        self._numbers = count(1 + len([*folder.glob(f"{self._stem}-*.{self._suffix}")]))

    def keep(self, content: bytes) -> None:
        """Write the bytes that came out, and say where they are."""
        self._folder.mkdir(parents=True, exist_ok=True)
        stem = self._folder / f"{self._stem}-{next(self._numbers):04}"
        whole = stem.with_suffix(f".{self._suffix}")
        whole.write_bytes(content)
        with suppress(Unreadable):
            for number, picture in enumerate(self._draw(content), 1):
                picture.save(f"{stem}-{number}.png")
        self._diary.say("came", str(whole))


def serve(device: SimDevice, lines: Iterable[str], diary: Diary) -> None:
    """Do what the lines say until they end."""
    acts = device.acts()
    diary.say("at", device.where)
    diary.say("can", " ".join(sorted(acts)))
    for line in lines:
        name, _, argument = line.strip().partition(" ")
        if name in acts:
            _do(acts[name], name, argument, diary)
        elif name:
            diary.say("unknown", name)


def _do(act: Act, name: str, argument: str, diary: Diary) -> None:
    try:
        act(argument)
    except (OSError, RuntimeError, ValueError) as error:
        diary.say("failed", f"{name}: {error}")
    else:
        diary.say("done", name)
