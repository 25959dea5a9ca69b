"""The adapters behind the Central port, as contract tests ask for them.

A third one joins `ADAPTERS`, and passes tests/test_central_contract.py.
"""

from collections.abc import Callable

from kiosk.central.auth import KioskIdentity
from kiosk.central.exchange import Deadlines, HttpExchange
from kiosk.central.http import HttpCentral
from kiosk.central.national.central import NationalCentral
from kiosk.central.national.terminal import Clock, Terminal
from kiosk.central.port import Central
from kiosk.central.port import NotSent as NotSent

Make = Callable[[str, Clock, "MemoryNotebook"], Central]
TERMINAL = Terminal(
    kiosk_id="K-07",
    institution="H31010100001",
    institution_name="示例医院",
    area="310000",
    secret="sandbox",
)
DEADLINES = Deadlines(2, 10)


class MemoryNotebook:
    """What survives a power cut here: the notebook, and nothing else."""

    def __init__(self) -> None:
        self.notes: dict[str, bytes] = {}
        self.is_full = False

    def read(self, key: str) -> bytes | None:
        return self.notes.get(key)

    def write(self, key: str, note: bytes) -> None:
        if self.is_full:
            raise NotSent("the disk is full")
        self.notes[key] = note


def own(url: str, now: Clock, notebook: MemoryNotebook) -> Central:
    """The kiosks' own API, which needs no notes."""
    return HttpCentral(url, KioskIdentity("K-07", "sandbox"), DEADLINES)


def national(url: str, now: Clock, notebook: MemoryNotebook) -> Central:
    """The insurer's interface, and the kiosks' own for the rest."""
    return NationalCentral(
        HttpExchange(f"{url}/national", DEADLINES),
        TERMINAL,
        range(100),
        rest=own(url, now, notebook),
        notebook=notebook,
        now=now,
    )


ADAPTERS: dict[str, Make] = {"own": own, "national": national}
