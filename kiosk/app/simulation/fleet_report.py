"""What a part of the fleet hands back: measurements, and every kiosk's own books."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kiosk.app.reconcile import reconcile
from kiosk.app.simulation.machine import SimKiosk
from kiosk.central.port import CentralError
from kiosk.flows.payment_states import Payment
from kiosk.model.reconciliation import Lists


@dataclass(slots=True)
class Figures:
    """What is measured while it runs."""

    visit_s: list[float] = field(default_factory=list)  # simulated
    visit_cpu_s: list[float] = field(default_factory=list)
    outbox_most: dict[str, int] = field(default_factory=dict)  # by kiosk
    bugs: list[str] = field(default_factory=list)
    requests: int = 0  # that really went over HTTP
    ended_s: float = 0.0  # when the last one left the hall


@dataclass(frozen=True, slots=True)
class KioskBooks:
    """One kiosk's journal and outbox in the end. `lists` is its reconciliation; None
    if that could not be done."""

    name: str
    payments: tuple[Payment, ...]
    owed: tuple[str, ...]  # streams
    lists: Lists | None


@dataclass(frozen=True, slots=True)
class PartReport:
    """All of one part."""

    figures: Figures
    kiosks: tuple[KioskBooks, ...]


def books_of(kiosk: SimKiosk, day: date) -> KioskBooks:
    """Read its journal, and reconcile it over HTTP by the product's own means."""
    owed = tuple(owed.task.stream for owed in kiosk.waiting())
    if kiosk.ledger is None or kiosk.central is None:
        return KioskBooks(kiosk.name, (), owed, None)
    payments = tuple(kiosk.ledger.payments())
    try:
        lists = reconcile(kiosk.ledger, kiosk.central, day)
    except CentralError:
        lists = None
    return KioskBooks(kiosk.name, payments, owed, lists)


def add_up(parts: Iterable[Figures]) -> Figures:
    """All parts, measured at the same time."""
    whole = Figures()
    for part in parts:
        whole.visit_s += part.visit_s
        whole.visit_cpu_s += part.visit_cpu_s
        whole.outbox_most |= part.outbox_most
        whole.bugs += part.bugs
        whole.requests += part.requests
        whole.ended_s = max(whole.ended_s, part.ended_s)
    return whole
