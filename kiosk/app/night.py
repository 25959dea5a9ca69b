"""What is done at night: reconcile yesterday, tell what differs, forget the rest."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kiosk.app import log, records
from kiosk.app.ledger import Ledger
from kiosk.app.reconcile import cases, reconcile
from kiosk.app.watch import CLOCK_TOLERANCE_S
from kiosk.central.port import Central, CentralError
from kiosk.flows.casework import CaseOpened
from kiosk.model.beijing import BEIJING, day_of
from offline_queue.errors import StorageError

LOOK_EVERY_S = 600.0
AGREED = "agreed-until"  # the keepsake's name
ONE_DAY = timedelta(days=1)
LOOK_BACK = timedelta(days=62)  # of the first night; a wrong clock may say any year


@dataclass(frozen=True, slots=True)
class NightShift:
    """Runs on its own worker, with a ledger of its own."""

    ledger: Ledger
    central: Central
    post: Callable[[CaseOpened], None]
    now: Callable[[], datetime]
    hour: int  # of the day in Beijing
    retention: timedelta

    def watch(self, stop: threading.Event) -> None:
        """Work once a night, as soon as it can be done."""
        done = None
        while not stop.is_set():
            now = self.now().astimezone(BEIJING)
            if now.hour >= self.hour and done != now.date() and self.work():
                done = now.date()
            stop.wait(LOOK_EVERY_S)

    def work(self) -> bool:
        """Reconcile and forget; False if it has to be tried again."""
        now = self.now()
        try:
            ahead_s = self.central.ping()
            agreed = self._reconcile_until(day_of(now) - timedelta(days=1), now)
            # A wrong clock would forget what somebody may still ask about.
            if agreed is not None and abs(ahead_s) <= CLOCK_TOLERANCE_S:
                before = min(now - self.retention, _end_of(agreed))
                log.info("journal.purged", count=self.ledger.purge(before))
        except (CentralError, StorageError, records.Unreadable) as error:
            log.warning("night.failed", error=type(error).__name__)
            return False
        return True

    def _reconcile_until(self, yesterday: date, now: datetime) -> date | None:
        """Compare every day that no night has found in order yet; return the last day
        until which all are."""
        kept = self.ledger.kept(AGREED)
        agreed = date.fromisoformat(kept.decode()) if kept else None
        day = agreed + ONE_DAY if agreed else self._first_day(yesterday)
        in_order = True
        while day <= yesterday:
            lists = reconcile(self.ledger, self.central, day)
            log.info("day.reconciled", count=len(lists.both))
            for case in cases(lists, day, now):
                self.post(case)
            in_order = in_order and lists.agree
            if in_order:
                agreed = day
                self.ledger.keep(AGREED, day.isoformat().encode())
            day += ONE_DAY
        return agreed

    def _first_day(self, yesterday: date) -> date:
        days = (day_of(each.intent.opened_at) for each in self.ledger.payments())
        return max(min(days, default=yesterday), yesterday - LOOK_BACK)


def _end_of(day: date) -> datetime:
    return datetime.combine(day + ONE_DAY, time(), BEIJING)
