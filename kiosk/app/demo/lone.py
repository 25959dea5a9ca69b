"""`python -m kiosk.app.demo.lone CONFIG`: a kiosk without a window, until its standard
input ends, and somebody who takes the first thing that she is offered.

With `--leaves` she walks away from her bills instead.
"""

import sys
from pathlib import Path

from kiosk.app import log
from kiosk.app.compose import compose
from kiosk.app.config import load
from kiosk.app.kiosk import Kiosk
from kiosk.flows.payment import is_open
from kiosk.flows.visit_events import Tap
from kiosk.flows.visit_states import Choosing, Finished, Quoted, Troubled, Visit


class Patient:
    """She touches what she sees, on the engine's thread."""

    def __init__(self, *, leaves: bool) -> None:
        self._leaves = leaves
        self.kiosk: Kiosk | None = None

    def sees(self, state: Visit) -> None:
        if self.kiosk is not None and self._touches(state):
            self.kiosk.post(Tap.CONFIRM)

    def _touches(self, state: Visit) -> bool:
        match state:
            case Choosing() | Quoted():
                return not self._leaves
            case Finished(payment=payment):
                return not is_open(payment)
        return isinstance(state, Troubled)


def main() -> None:
    log.start()
    patient = Patient(leaves="--leaves" in sys.argv[2:])
    kiosk = compose(load(Path(sys.argv[1])), patient.sees)
    patient.kiosk = kiosk
    kiosk.start()
    sys.stdin.read()
    kiosk.stop()


if __name__ == "__main__":
    main()
