"""One storm from the first kill to the verdict."""

import random
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from queue import Empty

from kiosk.app.config import load
from kiosk.app.demo.scene import Scene
from kiosk.app.ledger import Ledger
from kiosk.app.opening import open_vault
from kiosk.model.beijing import day_of
from offline_queue.database import Database
from offline_queue.journal import Journal
from offline_queue.outbox import Outbox
from tests.storm.life import ROOT, Fate, Life, Stable
from tests.storm.lobby import Lobby
from tests.storm.plan import Plan
from tests.storm.verdict import Verdict, judge
from tests.storm.weather import Weather

DRAIN_S = 330.0  # what staff were told of is tried every 150 to 300 seconds
LOOK_S = 0.05
PATIENCE = """
[payment]
first_query_s = 0.1
query_every_s = 0.2
give_up_after_s = 0.5
reverse_not_before_s = 0.5
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The table, and everything that should not have been."""

    rows: dict[str, str]
    faults: tuple[str, ...]


class Storm:
    """Everything that stands in the lobby during a storm."""

    def __init__(self, scene: Scene, kills: int, seed: int, drain_s: float) -> None:
        self._drain_s = drain_s
        dice = random.Random(seed)
        self._began = datetime.now().astimezone()
        self._scene = scene
        self._path = scene.write_config(extra=PATIENCE, kiosk_id="STORM-01")
        self._config = load(self._path)
        self._plan = Plan.of(kills, dice)
        self._weather = Weather(scene, dice)
        self._lobby = Lobby(scene, self._weather, dice)
        self._lives: list[Life] = []

    def rage(self) -> Outcome:
        """Kill as planned, let it drain, judge."""
        began_s = time.monotonic()
        with Stable(self._path) as stable:
            for number, fate in enumerate(self._plan.fates):
                cuts_central = number in self._plan.cuts
                self._weather.brew(fate.after_s, cuts_central=cuts_central)
                self._live(stable, fate)
                _progress(number + 1, len(self._plan.fates))
            raged_s = time.monotonic() - began_s
            self._weather.clear_up()
            drained = self._drain(stable)
        verdict = self._judge()
        faults = [*verdict.faults, *self._complaints(), *self._differences()]
        if not drained:
            faults.append("it does not come to rest")
        seconds = {
            "seconds of storm": f"{raged_s:.0f}",
            "seconds in all": f"{time.monotonic() - began_s:.0f}",
        }
        counts = {name: str(count) for name, count in verdict.counts.items()}
        return Outcome({**self._story(), **counts, **seconds}, tuple(faults))

    def _live(self, stable: Stable, fate: Fate) -> None:
        life = stable.start(fate)
        self._lives.append(life)
        try:
            self._lobby.go_on(life)
        finally:
            life.end()
            stable.wait()

    def _drain(self, stable: Stable) -> bool:
        """Let one more kiosk work until nothing is owed; whether it came to that."""
        life = stable.start(Fate())
        deadline_s = time.monotonic() + self._drain_s
        rests = False
        try:
            while not rests and time.monotonic() < deadline_s:
                with suppress(Empty):
                    life.look(LOOK_S)
                rests = self._rests()
            life.hang_up()
        finally:
            life.end()
            stable.wait()
        return rests

    def _rests(self) -> bool:
        with self._journal() as database:
            return not (Outbox(database).count() or Journal(database).open_streams())

    def _judge(self) -> Verdict:
        with self._journal() as database:
            ledger = Ledger(database, secrets.token_bytes)
            slips = self._scene.receipt_printer.slips
            books = self._scene.sandbox.books()
            read = self._lobby.read
            return judge(ledger, Journal(database), books, slips=slips, read=read)

    def _journal(self) -> Database:
        return Database(self._config.database, seal=open_vault(self._config))

    def _story(self) -> dict[str, str]:
        killed = [life.killed_by for life in self._lives if life.was_killed]
        return {
            "kills": str(len(killed)),
            "right after an event": str(sum(why != "time" for why in killed)),
            "kills of central": str(self._weather.cuts),
            "visits": str(self._lobby.visits),
        }

    def _complaints(self) -> Iterator[str]:
        """What no kiosk should ever say, and every end that nobody ordered."""
        for life in self._lives:
            if not life.was_killed:
                yield f"a kiosk was ended by {life.killed_by}"
            for line in life.complaints:
                yield f"a kiosk said {line}"

    def _differences(self) -> Iterator[str]:
        """What `kiosk reconcile` says of each day of the storm."""
        last = day_of(datetime.now().astimezone())
        for day in sorted({day_of(self._began), last}):
            text, code = self._reconcile(day)
            if code != 0:
                yield f"kiosk reconcile ended with {code}:\n{text}"

    def _reconcile(self, day: date) -> tuple[str, int]:
        command = [sys.executable, "-m", "kiosk", "reconcile"]
        done = subprocess.run(
            [*command, "--config", str(self._path), "--day", day.isoformat()],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            timeout=60,
        )
        return done.stdout + done.stderr, done.returncode


def rage(
    kills: int, seed: int, folder: Path | None = None, drain_s: float = DRAIN_S
) -> Outcome:
    """One storm. `folder` keeps both sets of books afterwards."""
    with Scene(folder) as scene:
        return Storm(scene, kills, seed, drain_s).rage()


def _progress(done: int, kills: int) -> None:
    if sys.stderr.isatty() or done % 50 == 0:
        print(f"\r{done} of {kills} kills", end="", file=sys.stderr, flush=True)
