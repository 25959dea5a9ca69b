"""Which start of the machine this is: time since then never jumps."""

from functools import cache
from pathlib import Path

from kiosk.app.keys import new_key

LINUX = Path("/proc/sys/kernel/random/boot_id")


@cache
def boot_id() -> str:
    """The system's own name for it; elsewhere, one for this process."""
    try:
        return LINUX.read_text(encoding="ascii").strip()
    except OSError:
        return new_key()
