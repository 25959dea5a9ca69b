"""A kiosk without a window that writes down when everything happened.

`python -m tests.bench.headless_kiosk CONFIG SCANNER` plays one visit after another, as
tests/robot.py does, and after each does the same by the barest means there are.
"""

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.app.compose import compose
from kiosk.app.config import load
from kiosk.central.http import HttpCentral
from kiosk.flows.payment import is_open
from kiosk.flows.printing import Printed
from kiosk.flows.visit_events import Tap
from kiosk.flows.visit_states import Choosing, Finished, Quoted, Visit, Welcome
from tests.bench import waiting
from tests.bench.answer import answer
from tests.bench.bare import BareKiosk

ASKED_FOR_BILLS = ("identify", "open_bills")
ASKED_FOR_QUOTE = ("pre_settle",)
ASKED_TO_PAY = ("charge", "settle")

ASKED = (*ASKED_FOR_BILLS, *ASKED_FOR_QUOTE, *ASKED_TO_PAY)


def main() -> None:
    config = load(Path(sys.argv[1]))
    waiting.watch(HttpCentral, ASKED)
    robot = Robot()
    kiosk = compose(config, robot.show)
    robot.post = kiosk.post
    kiosk.start()
    bare = BareKiosk(config, sys.argv[2])
    for word in sys.stdin:
        if word.strip() == "visit":
            answer(robot.visit())
        else:
            answer(bare.visit())


class Robot:
    """Taps what has to be tapped, and notes the time."""

    def __init__(self) -> None:
        self.post: Callable[[Tap], None] = print
        self._marks: dict[str, int] = {}
        self._moved = threading.Condition()
        self._state: Visit | None = None

    def show(self, state: Visit) -> None:
        """From the engine's thread."""
        now = time.monotonic_ns()
        with self._moved:
            self._state = state
            match state:
                case Choosing():
                    self._mark("bills", now)
                    self.post(Tap.CONFIRM)
                case Quoted():
                    self._mark("pay_tap", time.monotonic_ns())
                    self.post(Tap.CONFIRM)
                case Finished():
                    self._mark("result", now)
            self._moved.notify()

    def visit(self) -> dict[str, Any]:
        """From the empty lobby to the empty lobby; return when everything happened."""
        self._wait(lambda state: isinstance(state, Welcome) and state.abilities.can_pay)
        self._marks.clear()
        waiting.forget()
        answer("ready")
        # The invoice follows by itself; no patient is quicker with her next tap.
        self._wait(
            lambda state: isinstance(state, Finished) and not is_open(state.payment)
        )
        self._mark("print_tap", time.monotonic_ns())
        self.post(Tap.PRINT_RECEIPT)
        self._wait(_has_slip)
        self.post(Tap.CONFIRM)
        return {
            **self._marks,
            "waited_for_bills": waiting.total_ns(ASKED_FOR_BILLS),
            "waited_for_payment": waiting.total_ns(ASKED_TO_PAY),
            "waited": waiting.total_ns(ASKED),
        }

    def _mark(self, name: str, at_ns: int) -> None:
        self._marks.setdefault(name, at_ns)

    def _wait(self, reached: Callable[[Visit | None], bool]) -> None:
        with self._moved:
            if not self._moved.wait_for(lambda: reached(self._state), 30):
                raise TimeoutError(type(self._state).__name__)


def _has_slip(state: Visit | None) -> bool:
    return isinstance(state, Finished) and isinstance(state.receipt, Printed)


if __name__ == "__main__":
    main()
