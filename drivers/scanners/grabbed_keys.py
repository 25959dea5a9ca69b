"""A keyboard that is ours alone: grabbed before anything of it is read.

From then on its keys reach nobody else, no window and no console (rule D5).
"""

import fcntl
import os
import threading
from collections.abc import Callable, Generator

from drivers.port import (
    HELD,
    IN_USE,
    UNPLUGGED,
    Condition,
    Health,
    InUse,
    Unplugged,
)
from drivers.scanners.event_node import EventNode
from drivers.scanners.key_lines import EVENT

EVIOCGRAB = 0x40044590  # _IOW('E', 0x90, int), linux/input.h
EVIOCGNAME = 0x80404506  # _IOC(_IOC_READ, 'E', 0x06, 64)
NAME_BYTES = 64
READ_TIMEOUT_S = 0.2
READ_BYTES = EVENT.size * 64

NOT_GRABBED = Condition(Health.FAILED, "not grabbed")

Grab = Callable[[int], object]  # takes the device for us alone, or OSError


def grab(fd: int) -> None:
    """Take the device for this process alone; closing it lets it go."""
    fcntl.ioctl(fd, EVIOCGRAB, 1)


class GrabbedKeys:
    """One input device, /dev/input/by-id/...-event-kbd.

    `grab` is another one only for a simulator, which is no input device.
    """

    def __init__(self, path: str, grab: Grab = grab) -> None:
        self._path = path
        self._grab = grab
        self._opening = threading.Lock()
        self._reading = False
        self._name = ""

    def identity(self) -> str:
        """What the device last called itself, for technicians; "" if unknown."""
        return self._name

    def read(self, stop: Callable[[], bool]) -> Generator[bytes]:
        """Give the records as they come, the first ones of before the grab.

        Raise Unplugged when the device is or goes away.
        """
        with self._opening:
            node = self._open()
            self._reading = True
        try:
            with node:
                yield node.drain(READ_BYTES)
                while not stop():
                    yield node.read(READ_BYTES, READ_TIMEOUT_S)
        finally:
            self._reading = False

    def condition(self) -> Condition:
        """Say how the device is. While nobody reads it this grabs it for a moment."""
        with self._opening:
            if self._reading:
                return Condition(Health.OK)
            if not os.path.exists(self._path):
                return UNPLUGGED
            try:
                self._open().close()
            except InUse:
                return IN_USE
            except _NotGrabbed:
                return NOT_GRABBED
            except Unplugged:
                return Condition(Health.FAILED, "cannot be opened")
            return Condition(Health.OK)

    def _open(self) -> EventNode:
        node = EventNode(self._path)
        try:
            self._grab(node.fd)
        except OSError as error:
            node.close()
            if error.errno in HELD:
                raise InUse("in use") from error
            raise _NotGrabbed("not grabbed") from error
        self._name = _name(node.fd)
        return node


class _NotGrabbed(Unplugged):
    """It is there, and others would read it too."""


def _name(fd: int) -> str:
    try:
        name = fcntl.ioctl(fd, EVIOCGNAME, bytes(NAME_BYTES))
    except OSError:
        return ""
    text = name.partition(b"\0")[0].decode("utf-8", "replace")
    return "".join(letter for letter in text if letter.isprintable())
