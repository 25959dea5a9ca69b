"""What systemd is told: sd_notify(3), one datagram a word."""

import os
import socket

READY = "READY=1"
ALIVE = "WATCHDOG=1"


def tell(word: str) -> None:
    """Say it; where no service manager listens, nobody minds."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):  # not in the file system
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.connect(address)
        line.sendall(word.encode())
