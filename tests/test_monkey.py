"""A share of what `python -m tests.monkey` does a million times."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QCoreApplication, QProcess
from PySide6.QtGui import QCloseEvent, QGuiApplication

from tests.lobby import Lobby
from tests.monkey.play import TALL, play
from tests.monkey.watch import watching


@pytest.mark.parametrize(("seed", "wide"), [(1, False), (2, True)])
def test_no_hand_gets_behind_the_window(seed: int, wide: bool) -> None:
    report = play(2_000, seed, wide=wide)
    assert report.faults == []
    assert report.deeds.total() == 2_000
    assert report.posted.total() > 50


def test_nothing_but_its_program_closes_what_hangs_on_the_wall() -> None:
    with Lobby(TALL) as lobby:
        close = QCloseEvent()
        QCoreApplication.sendEvent(lobby.window.root, close)
        assert not close.isAccepted()
        assert lobby.window.root.isVisible()


def test_the_watch_sees_a_way_out() -> None:
    with Lobby(TALL) as lobby, watching(lobby) as watch:
        lobby.settle()
        watch.look()
        assert watch.faults == []
        subprocess.run([sys.executable, "-c", ""], check=True)
        QGuiApplication.clipboard().setText("whose")
        lobby.window.root.hide()
        watch.look()
        found = "\n".join(watch.faults)
        QGuiApplication.clipboard().clear()
    for words in ("subprocess.Popen", "Clipboard", "hidden"):
        assert words in found


def test_the_watch_sees_a_process_that_python_did_not_start() -> None:
    with Lobby(TALL) as lobby, watching(lobby) as watch:
        lobby.settle()
        child = QProcess()
        child.start(sys.executable, ["-c", "input()"])
        assert child.waitForStarted()
        watch.look()
        child.closeWriteChannel()
        assert child.waitForFinished()
    assert "a child process was started" in watch.faults[0]
