"""A display, a bus and a screen reader of our own, started and ended by the test."""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF

SYSTEM_PYTHON = "/usr/bin/python3"
READER = Path(__file__).with_name("reader.py")
PROGRAMS = (
    "/usr/bin/Xvfb",
    "/usr/bin/dbus-daemon",
    "/usr/libexec/at-spi-bus-launcher",
    SYSTEM_PYTHON,
)
HOW_TO_INSTALL = (
    "no X server or screen reader: apt-get install --no-install-recommends "
    "xvfb dbus-daemon at-spi2-core python3-gi gir1.2-atspi-2.0"
)
LIMIT_S = 40.0
LOOK_EVERY_S = 0.05
AGAIN_S = 0.6


@dataclass(frozen=True)
class Node:
    """One thing as AT-SPI describes it."""

    role: str
    name: str
    area: QRectF
    states: frozenset[str]
    actions: tuple[str, ...]

    @property
    def is_control(self) -> bool:
        return "Press" in self.actions or "Toggle" in self.actions


class NotHeard(AssertionError):
    """The reader was not told of it in time."""


class Reader:
    """The client: it asks, and hears what shows."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def reads(self) -> list[Node]:
        """What there is to be read now, from first to last."""
        return [
            Node(
                one["role"],
                one["name"],
                QRectF(*one["place"]),
                frozenset(one["states"]),
                tuple(one["actions"]),
            )
            for one in self._ask(do="read") or []
            if "showing" in one["states"]
        ]

    def hears(self, *words: str) -> list[Node]:
        """Wait until somewhere each of these is told; return all that is."""
        deadline = time.monotonic() + LIMIT_S
        while True:
            told = self.reads()
            everything = "\n".join("".join(one.name.split()) for one in told)
            if all(one in everything for one in words):
                return told
            if time.monotonic() > deadline:
                raise NotHeard(f"{words} not in\n{everything}")
            time.sleep(LOOK_EVERY_S)

    def presses(self, name: str) -> None:
        """Press the control whose name begins like this, until another screen is told.

        What has just come up does not yet take a touch; who is told of it hears more
        before she presses.
        """
        before = headline(self.hears(name))
        deadline = time.monotonic() + LIMIT_S
        again = 0.0
        while headline(told := self.reads()) == before:
            if time.monotonic() > deadline:
                raise NotHeard(f"{name} does nothing")
            if time.monotonic() >= again:
                again = time.monotonic() + AGAIN_S
                self._press(name, told)
            time.sleep(LOOK_EVERY_S)

    def touches(self, name: str) -> None:
        """Press the control whose name begins like this, once."""
        self._press(name, self.hears(name))

    def _press(self, name: str, told: list[Node]) -> None:
        for one in told:
            if one.is_control and one.name.startswith(name):
                self._ask(do="press", name=one.name)

    def _ask(self, **order: str) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


def headline(told: list[Node]) -> list[str]:
    return [one.name for one in told if one.role == "heading"][:1]


def is_missing() -> bool:
    """Whether this machine lacks what a screen reader needs."""
    if not all(Path(program).exists() for program in PROGRAMS):
        return True
    asked = "import gi; gi.require_version('Atspi', '2.0')"
    reply = subprocess.run(
        [SYSTEM_PYTHON, "-c", asked], stderr=subprocess.DEVNULL, check=False
    )
    return reply.returncode != 0


@contextmanager
def desk(
    program: Sequence[str], size: str, home: Mapping[str, str] = os.environ
) -> Iterator[Reader]:
    """This program on a display of its own, and somebody who has it read out.

    `home` is the environment that the program would have without them.
    """
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="desk-"))
        place = {
            "LC_ALL": "C.UTF-8",
            "XDG_RUNTIME_DIR": folder,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        place["DISPLAY"] = _display(stack, size, {**os.environ, **place})
        bus = _start(
            stack,
            ["dbus-daemon", "--session", "--nofork", "--print-address"],
            {**os.environ, **place},
            say=True,
        )
        assert bus.stdout is not None
        place["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        kiosk = _start(stack, program, {**home, **place})
        command = [SYSTEM_PYTHON, str(READER), str(kiosk.pid)]
        yield Reader(_start(stack, command, {**os.environ, **place}, say=True))


def _display(stack: ExitStack, size: str, env: dict[str, str]) -> str:
    """Start an X server on the first free display, which only sockets of ours reach."""
    ours, its = os.pipe()
    stack.callback(os.close, its)
    options = ["-displayfd", str(its), "-screen", "0", size, "-nolisten", "tcp"]
    _start(stack, ["Xvfb", "-noreset", *options], env, keep=its)
    with os.fdopen(ours) as lines:
        return ":" + lines.readline().strip()


def _start(
    stack: ExitStack,
    command: Sequence[str],
    env: dict[str, str],
    *,
    say: bool = False,
    keep: int | None = None,
) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        command,
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE if say else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        pass_fds=() if keep is None else (keep,),
    )
    stack.callback(_end, process)
    return process


def _end(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    process.communicate(timeout=LIMIT_S)
