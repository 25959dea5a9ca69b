"""求助: somebody is called to the kiosk, or the patient is told that nobody was.

Not owed to anybody: a call that arrives after she has gone is a call for nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.app import log
from kiosk.app.crew import Hand
from kiosk.central.port import Central, CentralError


@dataclass(frozen=True, slots=True)
class HelpCall:
    """Has a hand of its own: whoever waits for money calls all the same."""

    central: Central
    hand: Hand
    new_key: Callable[[], str]
    noted: Callable[[], None]  # hears of each, wherever it gets

    def call(self, screen: str, told: Callable[[bool], None]) -> None:
        """Call; `told` hears whether the call is where staff see it."""
        self.noted()
        if not self.hand.submit(lambda: self._call(screen, told)):
            told(False)

    def _call(self, screen: str, told: Callable[[bool], None]) -> None:
        is_there = False
        try:
            self.central.call_help(screen, self.new_key())
            is_there = True
        except CentralError as error:
            log.warning("help.unheard", error=type(error).__name__)
        finally:
            told(is_there)
