"""The running kiosk without its window: its threads, started and stopped in order."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress

from kiosk.app import log
from kiosk.app.audit_trail import AuditTrail
from kiosk.app.engine import Engine
from kiosk.app.events import Event
from kiosk.app.eye import Eye
from kiosk.app.help_call import HelpCall
from kiosk.app.usage import Usage
from kiosk.app.workers import Job, Timers, Worker
from kiosk.central.tracing import traced
from kiosk.diagnostics.metrics import Metrics, Page
from kiosk.model.sight import Sight
from offline_queue.database import Database
from offline_queue.delivery import Delivery
from offline_queue.errors import StorageError

EVENTS = 4096  # that may wait for the engine; a visit brings about thirty


class Mailbox:
    """Where events for the engine go. It exists before the engine does."""

    def __init__(self, on_bug: Callable[[], None]) -> None:
        self._worker = Worker("engine", on_bug, EVENTS, drains=True)
        self._on_bug = on_bug
        self._engine: Engine | None = None

    def start(self, engine: Engine) -> None:
        """Recover first, then take events."""
        self._engine = engine
        self._worker.submit(engine.recover)
        self._worker.start()

    def post(self, event: Event) -> None:
        """Have the engine handle an event, soon. Any thread. Before it starts there is
        nothing that an event could be about."""
        engine = self._engine
        if engine is None:
            return
        if not self._worker.submit(lambda: engine.handle(event)):
            self._on_bug()

    def run(self, job: Job) -> None:
        """Have the engine's thread do this in its turn."""
        self._worker.submit(job)

    def stop(self) -> bool:
        return self._worker.stop()


class DeliveryRun:
    """Keeps the outbox moving on its own worker."""

    def __init__(self) -> None:
        self._poke = threading.Event()
        self._hurry = threading.Event()

    def soon(self) -> None:
        """Something new may be owed."""
        self._poke.set()

    def now(self) -> None:
        """Central is back: try everything at once."""
        self._hurry.set()
        self._poke.set()

    def run(self, delivery: Delivery, stop: threading.Event) -> None:
        while not stop.is_set():
            self._poke.clear()
            if self._hurry.is_set():
                self._hurry.clear()
                delivery.hurry()
            self._poke.wait(delivery.deliver())


class Kiosk:
    """What `compose` made. Start it once, stop it once."""

    def __init__(
        self,
        engine: Engine,
        mailbox: Mailbox,
        *,
        delivery: DeliveryRun,
        databases: list[Database],
        timers: Timers,
        crew: list[Worker],
        loops: list[tuple[Worker, Job]],
        stopping: threading.Event,
        help_call: HelpCall,
        knock: Job,
        metrics: Metrics,
        page: Page | None,
        audit: AuditTrail,
        usage: Usage,
        eye: Eye,
        configuration: str,
    ) -> None:
        """`knock` is done by the engine: have the disk say that it is there.
        `configuration` is its fingerprint."""
        self._engine = engine
        self._mailbox = mailbox
        self._delivery = delivery
        self._databases = databases
        self._timers = timers
        self._crew = crew
        self._loops = loops
        self._stopping = stopping
        self._help_call = help_call
        self._knock = knock
        self._metrics = metrics
        self.page = page
        self.audit = audit
        self._usage = usage
        self._eye = eye
        self._configuration = configuration
        self._started_at = time.monotonic()

    def post(self, event: Event) -> None:
        self._mailbox.post(event)

    def ask(self, answer: Job) -> None:
        """Have `answer` called by the engine, once the disk has answered it.

        A disk that refuses has answered too: it is told of elsewhere, and no reason to
        kill what can still finish. One that hangs has not.
        """

        def round_trip() -> None:
            with suppress(StorageError):
                self._knock()
            answer()

        self._mailbox.run(round_trip)

    def call_help(self, screen: str, told: Callable[[bool], None]) -> None:
        """Call a person to this kiosk. `told` is called from another thread."""
        with traced(self._engine.trace):
            self._help_call.call(screen, told)

    def glimpse(self) -> Sight | None:
        """What the camera sees now, while somebody tries it out. Any thread."""
        return self._eye.glimpse()

    def stalled(self, seconds: float) -> None:
        """The window's thread was so late for what it had to do."""
        self._metrics.ui_stalled(seconds)

    def start(self) -> None:
        """Recover, then look around, then serve."""
        self._timers.start()
        self._mailbox.start(self._engine)
        for worker in self._crew:
            worker.start()
        for worker, loop in self._loops:
            worker.repeat(loop)
            worker.start()
        self.audit.started(self._configuration)
        log.info("kiosk.started", seconds=time.monotonic() - self._started_at)

    def stop(self) -> None:
        """Nothing is lost by stopping, so nobody waits for central."""
        self._stopping.set()
        self._delivery.soon()
        workers = [*(worker for worker, _ in self._loops), *self._crew]
        ended = [worker.stop() for worker in workers]
        self._timers.stop()
        if self.page is not None:
            self.page.close()
        self.audit.stopped()
        self._usage.close()
        if self._mailbox.stop() and all(ended):
            for database in self._databases:
                database.close()
        log.info("kiosk.stopped")
