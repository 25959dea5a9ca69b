"""A code that the kiosk shows and a phone scans: whose, for how much, and how long."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.flows.visit_events import ChannelTapped, Tap, VisitEvent
from kiosk.flows.visit_states import (
    AwaitingPaymentCode,
    ChoosingChannel,
    OutOfService,
    Paying,
    Starting,
    Visit,
    Welcome,
)
from ui.payment_wording import methods
from ui.rows import Rows

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

MINUTE_S = 60

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """One wallet whose code can be shown."""

    position: int
    words: str


@QmlElement
class ShownViewModel(QObject):
    """The way to pay by scanning the kiosk, as QML sees it."""

    changed = Signal()
    ticked = Signal()

    def __init__(
        self,
        tap: Callable[[str, VisitEvent], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._tap = tap
        self._now = monotonic
        self._state: Visit = Starting()
        self._payment_key = ""
        self._until = 0.0
        self._channels = Rows(ChannelRow)

    def show(self, state: Visit) -> None:
        self._state = state
        if isinstance(state, Paying):
            self._watch(state)
        elif isinstance(state, Welcome | OutOfService):
            self._payment_key, self._until = "", 0.0
        named = methods()
        wallets = state.abilities.shown if isinstance(state, ChoosingChannel) else ()
        self._channels.replace(
            [ChannelRow(at, named[method]) for at, method in enumerate(wallets)]
        )
        self.changed.emit()
        self.ticked.emit()

    def _watch(self, state: Paying) -> None:
        """Its time has run since the charge left."""
        intent = state.payment.intent
        if intent.key != self._payment_key:
            self._payment_key = intent.key
            self._until = self._now() + intent.patience.limit_s

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """Whether there is this way beside her payment code."""
        state = self._state
        return isinstance(state, AwaitingPaymentCode) and bool(state.abilities.shown)

    @Property(Rows, constant=True)
    def channels(self) -> Rows:
        return self._channels

    @Property(str, notify=changed)
    def channel(self) -> str:
        """With which app it is scanned."""
        if not isinstance(self._state, Paying):
            return ""
        return methods()[self._state.payment.intent.method]

    @Property(str, notify=ticked)
    def left(self) -> str:
        """How long it can still be paid, in words."""
        seconds = max(0, math.ceil(self._until - self._now()))
        minutes, rest = divmod(seconds, MINUTE_S)
        if minutes:
            text = translate("Shown", "Good for {minutes} min {seconds} s more")
        else:
            text = translate("Shown", "Good for {seconds} s more")
        return text.format(minutes=minutes, seconds=rest)

    @Slot()
    def tick(self) -> None:
        """A second has passed."""
        self.ticked.emit()

    @Slot()
    def begin(self) -> None:
        self._tap("showCode", Tap.SHOW_CODE)

    @Slot(int)
    def choose(self, position: int) -> None:
        if isinstance(self._state, ChoosingChannel):
            wallets = self._state.abilities.shown
            self._tap("option", ChannelTapped(wallets[position]))
