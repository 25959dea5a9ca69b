"""What the real printing peers need to run beside a test, and to end with it."""

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

ENDS_WITHIN_S = 5.0
LOOK_AGAIN_S = 0.02
# Programs for administrators are not on everybody's path.
PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
PROGRAMS = {
    "cupsd": "cups-daemon",
    "lpadmin": "cups-client",
    "ippeveprinter": "cups-ipp-utils",
    "dbus-daemon": "dbus-daemon",
    "setpriv": "util-linux",
}
CUPS_PROGRAMS = Path("/usr/lib/cups")
PDF_FILTER = CUPS_PROGRAMS / "filter" / "pdftopdf"

BUS = """\
<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={path}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class NotInTime(AssertionError):
    """A peer did not do in time what it always does."""


def missing() -> str:
    """Why the real peers cannot run here; empty when they can."""
    packages = {
        package
        for name, package in PROGRAMS.items()
        if not shutil.which(name, path=PATH)
    }
    if not PDF_FILTER.exists():
        packages.add("cups-filters-core-drivers")
    return f"needs the packages {' '.join(sorted(packages))}" if packages else ""


def program(name: str) -> str:
    found = shutil.which(name, path=PATH)
    assert found is not None, f"{name} is not installed"
    return found


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as line:
        port: int = line.getsockname()[1]
        return port


def wait_until(is_so: Callable[[], object], what: str, timeout_s: float = 10.0) -> None:
    pause, ends_at = threading.Event(), time.monotonic() + timeout_s
    while not is_so():
        if time.monotonic() > ends_at:
            raise NotInTime(what)
        pause.wait(LOOK_AGAIN_S)


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


class Peer:
    """A process that ends with its context, and with the tests if they are killed."""

    def __init__(
        self, command: Sequence[str], log: Path, env: Mapping[str, str] | None = None
    ) -> None:
        self._log = log
        with log.open("ab") as lines:
            self._process = subprocess.Popen(
                [program("setpriv"), "--pdeathsig", "TERM", "--", *command],
                stdin=subprocess.DEVNULL,
                stdout=lines,
                stderr=lines,
                env={**os.environ, "LC_ALL": "C", **(env or {})},
            )

    def wait_until(self, is_so: Callable[[], object], what: str) -> None:
        wait_until(lambda: is_so() or self._process.poll() is not None, what)
        if self._process.poll() is not None:
            raise NotInTime(f"{what}: {self._log.read_text()[-2000:]}")

    def close(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(ENDS_WITHIN_S)


class PrivateBus:
    """A message bus of our own: ippeveprinter insists on one to announce itself.

    Nobody announces anything on it, so avahi is not needed.
    """

    def __init__(self, folder: Path) -> None:
        place = folder / "bus"
        config = folder / "bus.conf"
        config.write_text(BUS.format(path=place))
        self.address = f"unix:path={place}"
        self._peer = Peer(
            [
                program("dbus-daemon"),
                "--nofork",
                "--nopidfile",
                f"--config-file={config}",
            ],
            folder / "bus.log",
        )
        self._peer.wait_until(place.exists, "the bus listens")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._peer.close()
