"""Where windows are drawn: in memory, and on an X server in memory if there is one."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
OPTIONS = ["-screen", "0", "1080x1920x24", "-nolisten", "tcp", "-noreset"]


@contextmanager
def platforms() -> Iterator[dict[str, dict[str, str]]]:
    """Names of platforms, and the environment that chooses each."""
    found = {"offscreen": OFFSCREEN}
    if not shutil.which("Xvfb"):
        yield found
        return
    with _x_server() as display:
        yield {**found, "xcb": {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}}


@contextmanager
def _x_server() -> Iterator[str]:
    """It chooses a free number itself and says so once it is ready."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), *OPTIONS],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with open(reading) as numbers:
            yield f":{numbers.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
