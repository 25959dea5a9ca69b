"""Whether a headset is plugged in: the switch that the kernel has for its jack."""

import fcntl
import os

SW_HEADPHONE_INSERT = 2  # linux/input-event-codes.h
EVIOCGSW = 0x8008451B  # _IOC(_IOC_READ, 'E', 0x1b, 8), linux/input.h


def is_plugged_in(path: str) -> bool:
    """Ask the input device of a jack, /dev/input/...; False where there is none."""
    try:
        jack = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        switches = bytearray(8)
        fcntl.ioctl(jack, EVIOCGSW, switches)
    except OSError:
        return False
    finally:
        os.close(jack)
    return bool(switches[0] >> SW_HEADPHONE_INSERT & 1)
