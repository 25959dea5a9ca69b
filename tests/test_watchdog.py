"""The watchdog is fed by a whole round, window to engine to disk and back, or not."""

import signal
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kiosk.app import watchdog as module
from kiosk.app.audit_trail import AuditTrail
from kiosk.app.demo.scene import Scene
from kiosk.app.engine import Engine
from kiosk.app.exit_codes import UNTRUSTED
from kiosk.app.eye import Eye
from kiosk.app.gallery.states import SAMPLES
from kiosk.app.help_call import HelpCall
from kiosk.app.kiosk import DeliveryRun, Kiosk, Mailbox
from kiosk.app.service_manager import ALIVE, READY, tell
from kiosk.app.usage import Usage
from kiosk.app.watchdog import Watchdog
from kiosk.app.workers import Timers, Worker
from kiosk.diagnostics.metrics import Metrics
from offline_queue.connection import Connection
from offline_queue.database import Database
from offline_queue.errors import StorageError
from tests.lobby import Lobby
from tests.test_run import Process
from ui.application import make_app

LIMIT_S = 60.0


class Behind:
    """A thread in the engine's place, which can be held up."""

    def __init__(self) -> None:
        self.moves = threading.Event()
        self.moves.set()
        self.is_stuck = False
        self._worker = Worker("engine", lambda: None)
        self._worker.start()

    def ask(self, answer: Callable[[], None]) -> None:
        self._worker.submit(lambda: self._round(answer))

    def stop(self) -> None:
        self.moves.set()
        self._worker.stop()

    def _round(self, answer: Callable[[], None]) -> None:
        self.is_stuck = not self.moves.is_set()
        self.moves.wait(LIMIT_S)
        answer()


def window_goes_on(qtbot: QtBot) -> None:
    """Many rounds long its thread is free, as if nothing were."""
    ticks: list[None] = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(None))
    timer.start(1)
    qtbot.waitUntil(lambda: len(ticks) > 50)
    timer.stop()


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    make_app()  # with the renderer and the fonts of the product
    return QGuiApplication


@pytest.fixture
def behind() -> Iterator[Behind]:
    behind = Behind()
    yield behind
    behind.stop()


@pytest.fixture
def lobby() -> Iterator[Lobby]:
    with Lobby() as lobby:
        yield lobby


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def watchdog(
    monkeypatch: pytest.MonkeyPatch, behind: Behind, lobby: Lobby, told: list[str]
) -> Iterator[Watchdog]:
    monkeypatch.setattr(module, "ROUND_MS", 1)
    watchdog = Watchdog(behind.ask, lobby.window.view_model, told.append)
    yield watchdog
    watchdog.stop()


def test_it_is_ready_once_the_welcome_stands(
    qtbot: QtBot, lobby: Lobby, watchdog: Watchdog, told: list[str]
) -> None:
    qtbot.waitUntil(lambda: told.count(ALIVE) > 3)
    assert READY not in told
    lobby.show(SAMPLES["welcome"])
    qtbot.waitUntil(lambda: READY in told)
    assert told.count(READY) == 1


def test_out_of_service_is_ready_too(
    qtbot: QtBot, lobby: Lobby, watchdog: Watchdog, told: list[str]
) -> None:
    lobby.show(SAMPLES["out_of_service"])
    qtbot.waitUntil(lambda: READY in told)


def test_an_engine_that_is_stuck_stops_the_feeding(
    qtbot: QtBot, behind: Behind, watchdog: Watchdog, told: list[str]
) -> None:
    qtbot.waitUntil(lambda: ALIVE in told)
    behind.moves.clear()
    qtbot.waitUntil(lambda: behind.is_stuck)
    told.clear()
    window_goes_on(qtbot)
    assert told == []
    behind.moves.set()
    qtbot.waitUntil(lambda: ALIVE in told)


def test_a_window_that_is_stuck_stops_the_feeding(
    qtbot: QtBot, lobby: Lobby, told: list[str]
) -> None:
    answered = threading.Event()

    def engine_answers(answer: Callable[[], None]) -> None:
        def answers() -> None:
            answer()
            answered.set()

        threading.Thread(target=answers).start()

    watchdog = Watchdog(engine_answers, lobby.window.view_model, told.append)
    lobby.window.view_model.show(SAMPLES["welcome"])  # sends out the first question
    assert answered.wait(LIMIT_S)  # this is the window's thread, and it stands still
    assert told == []
    qtbot.waitUntil(lambda: told == [READY, ALIVE])
    watchdog.stop()


def test_a_knock_is_a_commit(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    with Database(path, connect=impatient) as ours, Database(path) as other:
        ours.wipe_log()
        ours.knock()
        assert path.with_name("ledger-wal").stat().st_size > 0
        with other.transaction(), pytest.raises(StorageError):
            ours.knock()


def test_a_disk_that_refuses_is_no_reason_to_die(tmp_path: Path) -> None:
    told: list[str] = []

    def refuses() -> None:
        raise StorageError("full")

    mailbox = Mailbox(lambda: None)
    kiosk = Kiosk(
        engine := cast(Engine, Recovered()),
        mailbox,
        delivery=DeliveryRun(),
        databases=[],
        timers=Timers(lambda: None),
        crew=[],
        loops=[],
        stopping=threading.Event(),
        help_call=cast(HelpCall, None),
        knock=refuses,
        metrics=Metrics("1.0"),
        page=None,
        audit=cast(AuditTrail, None),
        usage=cast(Usage, None),
        eye=Eye(None),
        configuration="",
    )
    mailbox.start(engine)
    kiosk.ask(lambda: told.append(ALIVE))
    mailbox.stop()
    assert told == [ALIVE]


def test_a_real_kiosk_says_that_it_is_ready_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Scene(tmp_path) as scene, service_manager(tmp_path / "notify") as heard:
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        process = Process(scene.write_config(data=tmp_path))
        words = [heard.recv(99).decode()]
        while words[-1] != READY:
            words.append(heard.recv(99).decode())
        assert set(words[:-1]) <= {ALIVE}
        assert [heard.recv(99).decode() for _ in range(2)] == [ALIVE, ALIVE]
        assert process.ends(signal.SIGTERM) == 0


def test_a_kiosk_whose_journal_is_refused_is_ready_to_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"not a journal at all" * 100)
    with Scene() as scene, service_manager(tmp_path / "notify") as heard:
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        process = Process(scene.write_config(data=tmp_path))
        while heard.recv(99).decode() != READY:
            pass
        assert heard.recv(99).decode() == ALIVE
        assert process.ends(signal.SIGTERM) == UNTRUSTED


def test_where_no_service_manager_listens_nobody_minds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    tell(READY)


class Recovered:
    """An engine with nothing to take up."""

    def recover(self) -> None:
        pass


@contextmanager
def service_manager(path: Path) -> Iterator[socket.socket]:
    """What systemd would hear."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(str(path))
        heard.settimeout(LIMIT_S)
        yield heard


def impatient(path: Path) -> Connection:
    return sqlite3.connect(path, timeout=0, isolation_level=None)
