"""When to tell the staff that something owed does not get through (rule M9)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.app.fleet_duty import ReportEvent
from kiosk.app.owed_words import case_of
from kiosk.flows.casework import CaseOpened, case_id
from kiosk.flows.payment_effects import BeginDeferral
from kiosk.model.case import Case, CaseKind
from offline_queue.outbox import Outbox, Owed

TRIES = 6
WAITED_S = 30 * 60.0
DEFERRAL_WAITED_S = 24 * 3600.0  # it waits for the network, and nothing was taken


def is_overdue(owed: Owed, waited_s: float) -> bool:
    """Six failures or half an hour; a deferral may wait for a day. An event waits for
    central as long as it takes, and lets the others go on where it is refused."""
    if owed.task.kind == ReportEvent.__name__:
        return owed.tries >= TRIES and owed.last_reason.startswith("refused")
    if owed.task.kind == BeginDeferral.__name__:
        return waited_s >= DEFERRAL_WAITED_S
    return owed.tries >= TRIES or waited_s >= WAITED_S


def overdue_case(owed: Owed, now: datetime) -> CaseOpened | None:
    """The case of a task that is overdue. A case that cannot be told is not one more:
    it shows in the outbox, and nothing else could be told either."""
    kind, _, key = owed.task.stream.partition("/")
    if kind not in ("payment", "paper", "exchange", "cancellation"):
        return None
    id_ = case_id(key, CaseKind.OVERDUE, owed.task.kind)
    return CaseOpened(Case(id_, CaseKind.OVERDUE, key, now, owed.task.kind))


def may_be_handed_over(owed: Owed) -> bool:
    """Whether there is somebody to tell, who does not know yet."""
    is_case = overdue_case(owed, owed.owed_since) is not None
    return is_case and owed.escalated_at is None


@dataclass(frozen=True, slots=True)
class HandingOver:
    """Telling the staff before its time, because somebody at the kiosk wants it so."""

    outbox: Outbox
    escalate: Callable[[Owed], None]
    hurry: Callable[[], None]

    def hand_over(self, task: int) -> str:
        """Return its case number; empty where it is owed no more, they know, or it is
        no case. It is tried on, slowly, and nothing waits for it. May raise
        StorageError."""
        owed = self.outbox.find(task)
        if owed is None or not may_be_handed_over(owed):
            return ""
        self.outbox.mark_escalated(task)
        self.escalate(owed)
        self.hurry()
        return case_of(owed.task.stream)
