"""Runtime hook of the bundle: pyzbar asks the system for libzbar, so point it inside.

ctypes.util.find_library only knows the host's linker cache, where the bundle's own
libzbar.so.0 is not listed.
"""

import ctypes.util
import sys
from pathlib import Path

_ask_the_host = ctypes.util.find_library


def find_library(name: str) -> str | None:
    bundled = Path(getattr(sys, "_MEIPASS", "")) / f"lib{name}.so.0"
    return str(bundled) if bundled.exists() else _ask_the_host(name)


ctypes.util.find_library = find_library
