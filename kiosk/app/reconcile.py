"""Rule M10: one day of this kiosk's money against central's books."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from kiosk.app.ledger import Ledger
from kiosk.central.port import Central
from kiosk.flows.casework import CaseOpened, case_id
from kiosk.flows.payment_states import (
    AwaitingPayer,
    Charging,
    Closing,
    Payment,
    Reversing,
    Settled,
    Settling,
    Undoing,
)
from kiosk.model.beijing import day_of
from kiosk.model.case import Case, CaseKind
from kiosk.model.money import ZERO, Money, total
from kiosk.model.reconciliation import Entry, Lists, compare


def reconcile(ledger: Ledger, central: Central, day: date) -> Lists:
    """Compare one day. Raise CentralError, Unreadable or StorageError."""
    days = {day - timedelta(days=1), day, day + timedelta(days=1)}
    ours: dict[str, Entry] = {}
    ours_that_day: list[Entry] = []
    for payment in ledger.payments():
        entry = entry_of(payment)
        ours[entry.key] = entry
        if day_of(payment.intent.opened_at) == day:
            ours_that_day.append(entry)
            if isinstance(payment, Settled):  # a deferral is settled days later
                days.add(day_of(payment.settlement.settled_at))
    theirs = {each: central.day(each) for each in sorted(days)}
    return compare(
        ours_that_day,
        theirs[day],
        kiosk=ours,
        central={entry.key: entry for each in theirs.values() for entry in each},
    )


def entry_of(payment: Payment) -> Entry:
    """What the kiosk knows of a payment's money. What it does not know is not kept:
    if it was taken after all, the two books differ, and that is an event."""
    key = payment.intent.key
    match payment:
        case Charging() | AwaitingPayer() | Closing() | Reversing():
            settlement = payment.done.settlement
            taken = total(one.amount for one in payment.done.taken)
            return Entry(key, taken, settlement.id if settlement else None)
        case Settling() | Undoing():
            return Entry(key, payment.paid, None)
        case Settled(settlement=settlement, owing=owing):
            kept: Money = payment.paid + total(one.amount for one in owing)
            return Entry(key, kept, settlement.id)
    return Entry(key, ZERO, None)


def cases(lists: Lists, day: date, now: datetime) -> Iterable[CaseOpened]:
    """One case for each payment that the books tell differently."""
    for entry in lists.only_kiosk:
        yield _case(CaseKind.ONLY_KIOSK, entry.key, day, now)
    for entry in lists.only_central:
        yield _case(CaseKind.ONLY_CENTRAL, entry.key, day, now)
    for difference in lists.differ:
        yield _case(CaseKind.AMOUNTS_DIFFER, difference.kiosk.key, day, now)


def _case(kind: CaseKind, key: str, day: date, now: datetime) -> CaseOpened:
    about = day.isoformat()
    return CaseOpened(Case(case_id(key, kind, about), kind, key, now, about))
