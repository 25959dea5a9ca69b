"""What stands behind the window: the kiosk, composed on a thread of its own."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.app import log
from kiosk.app.config import BadConfig, Config
from kiosk.app.exit_codes import OK, UNTRUSTED, WRONG_USE
from kiosk.app.workers import Worker
from kiosk.flows.abilities import Abilities
from kiosk.flows.visit_events import VisitEvent
from kiosk.flows.visit_states import OutOfService
from kiosk.model.sight import Sight
from offline_queue.errors import StorageError
from ui.bridge import Bridge
from ui.window import KioskWindow

if TYPE_CHECKING:  # it takes longer to load than the window
    from kiosk.app.kiosk import Kiosk


class Behind:
    """The kiosk behind a window: composed on its own thread, so the window never
    waits for imports, the disk or a device."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._kiosk: Kiosk | None = None
        self._worker = Worker("compose", self._on_bug)
        self._bridge: Bridge | None = None
        self._told: Callable[[bool], None] = lambda is_there: None
        self.code = OK

    def post(self, event: VisitEvent) -> None:
        """Touches before the kiosk is there mean nothing."""
        if self._kiosk is not None:
            self._kiosk.post(event)

    def start(self, window: KioskWindow) -> None:
        self._bridge = Bridge(window.view_model.show)
        comfort = window.view_model.comfort_model
        comfort.called.connect(self._call_help)
        self._told = comfort.told.emit
        window.view_model.attending_model.sight_model.look_through(self.glimpse)
        self._worker.submit(self._compose)
        self._worker.start()

    def ask(self, answer: Callable[[], None]) -> None:
        """Have `answer` called, from another thread, by all that stands behind the
        window: by the engine, once its journal has been heard from, or by whoever
        found out that there will be none."""
        self._worker.submit(lambda: self._pass_on(answer))

    def glimpse(self) -> Sight | None:
        """What the camera sees now, while somebody tries it out."""
        return None if self._kiosk is None else self._kiosk.glimpse()

    def stalled(self, seconds: float) -> None:
        """The window's thread was so late for what it had to do."""
        if self._kiosk is not None:
            self._kiosk.stalled(seconds)

    def stop(self) -> None:
        self._worker.stop()
        if self._kiosk is not None:
            self._kiosk.stop()

    def _pass_on(self, answer: Callable[[], None]) -> None:
        if self._kiosk is None:
            answer()
        else:
            self._kiosk.ask(answer)

    def _call_help(self, screen: str) -> None:
        if self._kiosk is None:
            self._told(False)
        else:
            self._kiosk.call_help(screen, self._told)

    def _on_bug(self) -> None:
        """Not even the wiring worked: say so instead of getting ready for ever."""
        assert self._bridge is not None
        self._bridge.show(OutOfService(Abilities(sound=False)))

    def _compose(self) -> None:
        # Drivers and documents take most of a second to import; the window does not
        # wait for them.
        from kiosk.app.compose import compose

        assert self._bridge is not None
        try:
            kiosk = compose(self._config, self._bridge.show)
        except StorageError as error:
            log.error("journal.refused", error=type(error).__name__)
            self.code = UNTRUSTED
            self._bridge.show(OutOfService(Abilities(storage=False)))
        except BadConfig as error:
            log.error("configuration.refused", error=type(error).__name__)
            print(f"kiosk: {error}", file=sys.stderr)
            self.code = WRONG_USE
            self._bridge.show(OutOfService(Abilities(sound=False)))
        else:
            self._kiosk = kiosk  # from the first frame on a touch counts
            kiosk.start()
