"""Every kind of event that an input device, a desktop or a prankster can cause."""

import random
from collections.abc import Callable
from itertools import count

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMimeData,
    QPoint,
    QPointF,
    Qt,
    QUrl,
)
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QInputMethodEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

FINGERS = 5
SLIDE_PX = 40

Key, Modifier, Button = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton
NOTHING = Modifier.NoModifier
KEYS = [
    *(Key(Key.Key_F1.value + at) for at in range(12)),
    *(Key(Key.Key_A.value + at) for at in range(26)),
    *(Key(Key.Key_0.value + at) for at in range(10)),
    Key.Key_Tab,
    Key.Key_Backtab,
    Key.Key_Escape,
    Key.Key_Return,
    Key.Key_Enter,
    Key.Key_Space,
    Key.Key_Menu,
    Key.Key_Print,
    Key.Key_SysReq,
    Key.Key_Insert,
    Key.Key_Delete,
    Key.Key_Backspace,
    Key.Key_Home,
    Key.Key_End,
    Key.Key_PageUp,
    Key.Key_PageDown,
    Key.Key_Left,
    Key.Key_Right,
    Key.Key_Up,
    Key.Key_Down,
    Key.Key_Help,
    Key.Key_Super_L,
]
MODIFIERS = [
    NOTHING,
    Modifier.ShiftModifier,
    Modifier.ControlModifier,
    Modifier.AltModifier,
    Modifier.MetaModifier,
    Modifier.ControlModifier | Modifier.AltModifier,
    Modifier.ControlModifier | Modifier.ShiftModifier,
]
WAYS_OUT = [
    (Key.Key_F4, Modifier.AltModifier),
    (Key.Key_Tab, Modifier.AltModifier),
    (Key.Key_P, Modifier.ControlModifier),
    (Key.Key_C, Modifier.ControlModifier),
    (Key.Key_V, Modifier.ControlModifier),
    (Key.Key_A, Modifier.ControlModifier),
    (Key.Key_Q, Modifier.ControlModifier),
    (Key.Key_W, Modifier.ControlModifier),
    (Key.Key_F2, Modifier.ControlModifier | Modifier.AltModifier),
    (Key.Key_Delete, Modifier.ControlModifier | Modifier.AltModifier),
    (Key.Key_F11, NOTHING),
    (Key.Key_Print, NOTHING),
]
GESTURES = [
    Qt.NativeGestureType.BeginNativeGesture,
    Qt.NativeGestureType.ZoomNativeGesture,
    Qt.NativeGestureType.SmartZoomNativeGesture,
    Qt.NativeGestureType.RotateNativeGesture,
    Qt.NativeGestureType.SwipeNativeGesture,
    Qt.NativeGestureType.PanNativeGesture,
    Qt.NativeGestureType.EndNativeGesture,
]
WORDS = ["拼音", "' OR 1=1 --", "<img src=x>", "%s%n", "../../etc/passwd", "\u202e"]


class Hands:
    """Five fingers, a keyboard, a mouse and worse, all at one window.

    `at` is where the last finger or button was lifted, None after anything else:
    only a lifted finger may have done something.
    """

    def __init__(
        self,
        window: QQuickWindow,
        finger: QPointingDevice,
        chance: random.Random,
        aims: Callable[[], list[QPoint]],
    ) -> None:
        self.at: QPoint | None = None
        self._window = window
        self._finger = finger
        self._chance = chance
        self._aims = aims
        self._down: dict[int, QPoint] = {}
        self._ids = count(0)
        self._mouse = QPointingDevice.primaryPointingDevice()
        self._deeds: list[tuple[int, Callable[[], None]]] = [
            (36, self._touch),
            (10, self._key),
            (4, self._way_out),
            (6, self._click),
            (3, self._wheel),
            (3, self._gesture),
            (1, self._menu),
            (1, self._drag),
            (1, self._type_words),
            (1, self._hover),
            (1, self._close),
        ]
        self._weights = [weight for weight, _ in self._deeds]

    def do(self) -> str:
        """Do one thing, and say what."""
        [(_, deed)] = self._chance.choices(self._deeds, self._weights)
        self.at = None
        deed()
        return deed.__name__.lstrip("_")

    def lift(self) -> None:
        """Take every finger off the glass, in the empty corner."""
        self.at = None
        for finger in [*self._down]:
            self._commit(finger, QPoint(1, 1), "release")

    def _point(self) -> QPoint:
        aims = self._aims()
        if aims and self._chance.random() < 0.7:
            return self._chance.choice(aims)
        width, height = self._window.width(), self._window.height()
        return QPoint(self._chance.randrange(width), self._chance.randrange(height))

    def _touch(self) -> None:
        if not self._down or (
            len(self._down) < FINGERS and self._chance.random() < 0.1
        ):
            self._commit(next(self._ids), self._point(), "press")
            return
        finger, where = self._chance.choice([*self._down.items()])
        what = self._chance.random()
        if what < 0.25:
            slide = [self._chance.randint(-SLIDE_PX, SLIDE_PX) for _ in range(2)]
            self._commit(finger, where + QPoint(*slide), "move")
        elif what < 0.3:
            self._commit(finger, self._point(), "move")
        else:
            self.at = where
            self._commit(finger, where, "release")

    def _commit(self, finger: int, where: QPoint, what: str) -> None:
        sequence = QTest.touchEvent(self._window, self._finger, False)
        for other, stays in self._down.items():
            if other != finger:
                sequence.move(other, stays)
        getattr(sequence, what)(finger, where)
        if what == "release":
            del self._down[finger]
        else:
            self._down[finger] = where
        sequence.commit(False)

    def _key(self) -> None:
        key, modifier = self._chance.choice(KEYS), self._chance.choice(MODIFIERS)
        QTest.keyClick(self._window, key, modifier)

    def _way_out(self) -> None:
        QTest.keyClick(self._window, *self._chance.choice(WAYS_OUT))

    def _click(self) -> None:
        buttons = [Button.LeftButton, Button.RightButton, Button.MiddleButton]
        button = self._chance.choice(buttons)
        click = self._chance.choice([QTest.mouseClick, QTest.mouseDClick])
        where = self._point()
        self.at = where if button is Button.LeftButton else None
        click(self._window, button, self._chance.choice(MODIFIERS), where)

    def _wheel(self) -> None:
        where = QPointF(self._point())
        turn = QPoint(0, self._chance.choice([-120, 120]))
        phase = Qt.ScrollPhase.NoScrollPhase
        modifier = self._chance.choice(MODIFIERS)
        self._send(
            QWheelEvent(
                where, where, turn, turn, Button.NoButton, modifier, phase, False
            )
        )

    def _gesture(self) -> None:
        where = QPointF(self._point())
        kind = self._chance.choice(GESTURES)
        value = self._chance.uniform(-2, 2)
        self._send(
            QNativeGestureEvent(
                kind, self._mouse, 2, where, where, where, value, QPointF(3, 3)
            )
        )

    def _menu(self) -> None:
        where = self._point()
        reason = self._chance.choice([*QContextMenuEvent.Reason])
        self._send(QContextMenuEvent(reason, where, where, NOTHING))
        self._send(QHelpEvent(QEvent.Type.ToolTip, where, where))

    def _drag(self) -> None:
        """A file, a link and some words are dragged over the glass, and let go."""
        where = self._point()
        data = QMimeData()
        data.setText(self._chance.choice(WORDS))
        data.setUrls([QUrl("file:///etc/passwd"), QUrl("https://example.org/")])
        how = (Qt.DropAction.CopyAction, data, Button.LeftButton, NOTHING)
        for event in (
            QDragEnterEvent(where, *how),
            QDragMoveEvent(where, *how),
            QDropEvent(QPointF(where), *how),
        ):
            event.ignore()
            self._send(event)
            assert not event.isAccepted(), "something was dropped and taken"
        self._send(QDragLeaveEvent())

    def _type_words(self) -> None:
        """An input method hands words over, to whatever has the focus."""
        event = QInputMethodEvent(self._chance.choice(WORDS), [])
        event.setCommitString(self._chance.choice(WORDS))
        self._send(event)
        if focused := self._window.focusObject():
            QCoreApplication.sendEvent(focused, event)

    def _hover(self) -> None:
        QTest.mouseMove(self._window, self._point())

    def _close(self) -> None:
        """What Alt+F4 becomes where there is a window manager."""
        self._send(QCloseEvent())

    def _send(self, event: QEvent) -> None:
        QCoreApplication.sendEvent(self._window, event)
