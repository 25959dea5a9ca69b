"""A bug that touches money: stop selling, and have somebody look (rule M1)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.app import log
from kiosk.flows.casework import CaseOpened, case_id
from kiosk.model.case import Case, CaseKind


@dataclass(frozen=True, slots=True)
class Alarm:
    """May be rung on any thread."""

    stop_selling: Callable[[], None]
    post: Callable[[CaseOpened], None]
    now: Callable[[], datetime]

    def ring(self, payment_key: str) -> None:
        """Central knows another request under a key of ours."""
        kind = CaseKind.KEY_REUSED
        log.error("key.reused", key=payment_key)
        self.stop_selling()
        id_ = case_id(payment_key, kind)
        self.post(CaseOpened(Case(id_, kind, payment_key, self.now())))
