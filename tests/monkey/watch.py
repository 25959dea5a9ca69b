"""What must stay true of the process, whatever is done to its window."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QClipboard, QGuiApplication

from tests.lobby import Lobby

BIRTHS = (
    "subprocess.Popen",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "os.startfile",
    "webbrowser.open",
)
# Qt's note that a wheel or a mouse came between a finger and what it presses.
RIVALRY = "is missing from current event, but was neither canceled nor released"


class Watch:
    """Keeps what went wrong, in the order in which it was seen."""

    def __init__(self, lobby: Lobby) -> None:
        self.faults: list[str] = []
        self._lobby = lobby
        self._children = children()
        self._clipboard = QGuiApplication.clipboard()
        self._clipboard.clear()

    def blame(self, fault: str) -> None:
        if fault not in self.faults:
            self.faults.append(fault)

    def look(self) -> None:
        """Compare the world with what it should be."""
        root = self._lobby.window.root
        if (windows := QGuiApplication.allWindows()) != [root]:
            self.blame(f"there are {len(windows)} windows")
        if not root.isVisible():
            self.blame("the window is hidden")
        if QGuiApplication.focusWindow() is not root:
            self.blame("the window has lost the focus")
        if born := children() - self._children:
            self.blame(f"a child process was started: {born}")
        for warning in self._lobby.window.warnings:
            self.blame(warning)
        for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
            data = self._clipboard.mimeData(mode)
            if data is not None and data.formats():
                self.blame(f"something was copied to the {mode.name}")
        if QGuiApplication.inputMethod().isVisible():
            self.blame("an input method has opened")
        for item in self._lobby.items():
            if item.property("selectedText"):
                self.blame("words are selected")


@contextmanager
def watching(lobby: Lobby) -> Iterator[Watch]:
    """Hear all that Qt and Python complain of, and all that they start."""
    watch = Watch(lobby)
    hook = sys.excepthook

    def on_error(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        watch.blame(f"{kind.__name__} in a slot: {error}")
        hook(kind, error, trace)

    def on_message(kind: QtMsgType, where: QMessageLogContext, words: str) -> None:
        if RIVALRY not in words:
            watch.blame(f"Qt says: {words}")

    before = qInstallMessageHandler(on_message)
    sys.excepthook = on_error
    try:
        with hearing(BIRTHS, lambda event: watch.blame(f"{event} was called")):
            yield watch
    finally:
        sys.excepthook = hook
        qInstallMessageHandler(before)


def children() -> frozenset[str]:
    """The processes that this one has started and not yet buried."""
    return frozenset(
        child
        for task in Path("/proc/self/task").iterdir()
        for child in (task / "children").read_text().split()
    )


def population(root: QObject) -> int:
    """How many objects belong to a window."""
    return len(root.findChildren(QObject))


_listeners: list[tuple[tuple[str, ...], Callable[[str], None]]] = []


@contextmanager
def hearing(events: tuple[str, ...], tell: Callable[[str], None]) -> Iterator[None]:
    """Be told of these audit events. A hook cannot be taken off, so one stays."""
    if not hearing_begun:
        sys.addaudithook(_on_audit)
        hearing_begun.append(True)
    _listeners.append((events, tell))
    try:
        yield
    finally:
        _listeners.pop()


hearing_begun: list[bool] = []


def _on_audit(event: str, arguments: tuple[object, ...]) -> None:
    for events, tell in _listeners:
        if event in events:
            tell(event)
