"""What the screens show of a visit. It decides nothing: states in, events out."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.flows.checking_states import Reading
from kiosk.flows.visit_events import Tap, VisitEvent
from kiosk.flows.visit_states import (
    AwaitingCode,
    AwaitingPaymentCode,
    Opening,
    OutOfService,
    Problem,
    Registering,
    Starting,
    Troubled,
    Visit,
    Weighing,
    Welcome,
)
from kiosk.model.codes import ScanStep
from ui import who_wording, wording
from ui.amount_view_model import AmountViewModel
from ui.attending_view_model import AttendingViewModel
from ui.bills_view_model import BillsViewModel
from ui.checking_view_model import CheckingViewModel
from ui.collecting_view_model import CollectingViewModel
from ui.comfort_view_model import ComfortViewModel
from ui.display import Display
from ui.message import today as hospital_day
from ui.result_view_model import ResultViewModel
from ui.rows import Rows
from ui.screens import CANCELLABLE, TONES, is_returnable, screen_of
from ui.seeking_view_model import SeekingViewModel
from ui.shown_view_model import ShownViewModel
from ui.sign_up_view_model import SignUpViewModel
from ui.stay_view_model import StayViewModel
from ui.taps import TapGuard
from ui.who_wording import Known

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


# Showing the code again would change nothing.
NOTHING_TO_DO = (
    Problem.NO_BILLS,
    Problem.ALREADY_REGISTERED,
    Problem.NO_STAY,
    Problem.NO_INVOICES,
    Problem.NO_FORMS,
    Problem.NOT_PRINTABLE,
)


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One thing that works or does not work just now."""

    words: str
    tone: str


@QmlElement
class VisitViewModel(QObject):
    """One visit as QML sees it."""

    changed = Signal()

    def __init__(
        self,
        post: Callable[[VisitEvent], None],
        display: Display,
        monotonic: Callable[[], float] = time.monotonic,
        today: Callable[[], date] = hospital_day,
    ) -> None:
        super().__init__()
        self._post = post
        self._display = display
        self._guard = TapGuard(monotonic)
        self._state: Visit = Starting()
        self.comfort_model = ComfortViewModel(self._guard)
        self.bills_model = BillsViewModel(self._tap, display)
        self.amount_model = AmountViewModel(today)
        self.result_model = ResultViewModel(today)
        self.collecting_model = CollectingViewModel(self._tap, display)
        self.seeking_model = SeekingViewModel(self._tap, display, today)
        self.stay_model = StayViewModel(self._tap, display)
        self.checking_model = CheckingViewModel(self._tap, display)
        self.attending_model = AttendingViewModel(self._tap, display)
        self.shown_model = ShownViewModel(self._tap, monotonic)
        self.sign_up_model = SignUpViewModel(self._tap)
        self._limits = Rows(LimitRow)
        self.comfort_model.changed.connect(self._present)
        self.comfort_model.changed.connect(self._is_there)

    def show(self, state: Visit) -> None:
        """Replace what is on the screen."""
        if state == self._state:
            return
        before, self._state = self._state, state
        self.comfort_model.stand_before(screen_of(state))
        if screen_of(state) != screen_of(before):
            self.comfort_model.dismiss()
            # Nobody agrees to an amount that has not been on the screen for a moment,
            # nor answers a question that took the place of a wait under her finger.
            self._guard.hold("confirm")
            self._guard.hold("option")
        if isinstance(state, Welcome | OutOfService) and type(state) is not type(
            before
        ):
            self._guard.forget()
            self.comfort_model.reset()
        self._present()

    @Slot()
    def _present(self) -> None:
        large = bool(self.comfort_model.property("large"))
        self.bills_model.show(self._state, large=large)
        self.amount_model.show(self._state)
        self.result_model.show(self._state)
        self.collecting_model.show(self._state, large=large)
        self.seeking_model.show(self._state, large=large)
        self.stay_model.show(self._state, large=large)
        self.checking_model.show(self._state, large=large)
        self.attending_model.show(self._state, large=large)
        self.shown_model.show(self._state)
        self.sign_up_model.show(self._state)
        self._limits.replace(self._limit_rows())
        self.changed.emit()

    def _limit_rows(self) -> list[LimitRow]:
        abilities = self._state.abilities
        rows = [LimitRow(text, "calm") for text in wording.possible(abilities)]
        for text in wording.limits(abilities):
            rows.append(LimitRow(self._place(text), "wait"))
        return rows

    def _place(self, text: str) -> str:
        return text.format(window=self._display.window)

    def _tap(self, control: str, event: VisitEvent) -> None:
        if self._guard.allows(control):
            self._post(event)

    @Slot()
    def _is_there(self) -> None:
        """Whoever asks for large text has not gone away."""
        self._post(Tap.ELSEWHERE)

    # Where we are.

    @Property(str, notify=changed)
    def screen(self) -> str:
        return screen_of(self._state)

    @property
    def is_confidential(self) -> bool:
        """Whether even the kiosk's own words tell others how she stands."""
        return isinstance(self._state, Reading)

    @Property(str, constant=True)
    def hospital(self) -> str:
        return self._display.hospital

    @Property(str, constant=True)
    def window(self) -> str:
        """The staffed window to go to when the kiosk cannot help."""
        return self._display.window

    @Property(float, constant=True)
    def pixels(self) -> float:
        """Pixels per millimetre."""
        return self._display.pixels_per_mm

    @Property(float, constant=True)
    def above(self) -> float:
        """Pixels at the top that are out of reach, where nothing can be touched."""
        return self._display.above_mm * self._display.pixels_per_mm

    @Property(float, constant=True)
    def below(self) -> float:
        """The same at the bottom."""
        return self._display.below_mm * self._display.pixels_per_mm

    @Property(float, constant=True)
    def room(self) -> float:
        """How roomy the screen is beside the one we draw for."""
        return self._display.room

    @Property(bool, constant=True)
    def portrait(self) -> bool:
        return self._display.portrait

    @Property(bool, notify=changed)
    def payable(self) -> bool:
        return self._state.abilities.can_pay

    @Property(bool, notify=changed)
    def deferrable(self) -> bool:
        """Whether a guide slip is what to show: the network is down."""
        return self._state.abilities.can_defer

    @Property(bool, notify=changed)
    def cancellable(self) -> bool:
        return isinstance(self._state, CANCELLABLE)

    @Property(bool, notify=changed)
    def returnable(self) -> bool:
        """Whether the way back stands at its usual place at the bottom."""
        return is_returnable(self._state)

    @Property(bool, notify=changed)
    def retryable(self) -> bool:
        """Whether trying again is what helps most."""
        match self._state:
            case Troubled(abilities, problem):
                return abilities.can_pay and problem not in NOTHING_TO_DO
        return False

    # What it says.

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._place(wording.message_of(self._state).title)

    @Property(str, notify=changed)
    def happened(self) -> str:
        return self._place(wording.message_of(self._state).happened)

    @Property(str, notify=changed)
    def todo(self) -> str:
        return self._place(wording.message_of(self._state).todo)

    @Property(str, notify=changed)
    def money(self) -> str:
        """Rule M11: what is true of the money, in one of three sentences."""
        return wording.money_of(self._state)

    @Property(bool, notify=changed)
    def moneyed(self) -> bool:
        """Whether this short wait has to do with money."""
        return isinstance(self._state, Opening | Weighing | Registering)

    @Property(str, notify=changed)
    def tone(self) -> str:
        """The same in one word, for shape and colour: calm, good or wait."""
        return TONES[wording.word_of(self._state)]

    @Property(str, notify=changed)
    def mood(self) -> str:
        """How things stand, in one word: calm, good, wait or warn."""
        return wording.mood(self._state)

    @Property(str, notify=changed)
    def symbol(self) -> str:
        """The large shape above the message."""
        return wording.symbol(self._state)

    @Property(str, notify=changed)
    def mistaken(self) -> str:
        """What is wrong with the code that was shown, and what to show instead."""
        match self._state:
            case AwaitingCode(abilities, too_soon=True) if not abilities.can_defer:
                return wording.too_soon()
            case AwaitingCode(abilities, shown) if not abilities.can_defer:
                return wording.wrong_code(shown, ScanStep.IDENTITY)
            case AwaitingPaymentCode(shown=shown):
                return wording.wrong_code(shown, ScanStep.PAYMENT)
        return ""

    @Property(str, notify=changed)
    def advice(self) -> str:
        """How to hold the phone, while a camera sees its code and cannot read it."""
        match self._state:
            case Welcome(hint=hint) | AwaitingCode(hint=hint):
                return wording.advice(hint)
            case AwaitingPaymentCode(hint=hint):
                return wording.advice(hint)
        return ""

    @Property(str, notify=changed)
    def greeting(self) -> str:
        """Who it is, and what is done for her where it is another's phone."""
        state = self._state
        return who_wording.greeting(state) if isinstance(state, Known) else ""

    @Property(str, notify=changed)
    def relative(self) -> str:
        """Whose phone it is, where it is not the patient's."""
        state = self._state
        return who_wording.relative(state) if isinstance(state, Known) else ""

    # The parts with models of their own.

    @Property(ComfortViewModel, constant=True)
    def comfort(self) -> ComfortViewModel:
        return self.comfort_model

    @Property(BillsViewModel, constant=True)
    def bills(self) -> BillsViewModel:
        return self.bills_model

    @Property(AmountViewModel, constant=True)
    def amount(self) -> AmountViewModel:
        return self.amount_model

    @Property(ResultViewModel, constant=True)
    def result(self) -> ResultViewModel:
        return self.result_model

    @Property(CollectingViewModel, constant=True)
    def collecting(self) -> CollectingViewModel:
        return self.collecting_model

    @Property(SeekingViewModel, constant=True)
    def seeking(self) -> SeekingViewModel:
        return self.seeking_model

    @Property(StayViewModel, constant=True)
    def ward(self) -> StayViewModel:
        return self.stay_model

    @Property(CheckingViewModel, constant=True)
    def checking(self) -> CheckingViewModel:
        return self.checking_model

    @Property(AttendingViewModel, constant=True)
    def attending(self) -> AttendingViewModel:
        return self.attending_model

    @Property(ShownViewModel, constant=True)
    def shown(self) -> ShownViewModel:
        return self.shown_model

    @Property(SignUpViewModel, constant=True)
    def signing(self) -> SignUpViewModel:
        return self.sign_up_model

    @Property(Rows, constant=True)
    def limits(self) -> Rows:
        return self._limits

    # What the patient does.

    @Slot()
    def start(self) -> None:
        self._tap("start", Tap.START)

    @Slot()
    def cancel(self) -> None:
        self._tap("cancel", Tap.CANCEL)

    @Slot()
    def back(self) -> None:
        self._tap("back", Tap.BACK)

    @Slot()
    def confirm(self) -> None:
        self._tap("confirm", Tap.CONFIRM)

    @Slot()
    def paycode(self) -> None:
        self._tap("payByCode", Tap.PAY_BY_CODE)

    @Slot()
    def limit(self) -> None:
        self._tap("raiseLimit", Tap.RAISE_LIMIT)

    @Slot()
    def payrest(self) -> None:
        self._tap("payRest", Tap.PAY_REST_BY_CODE)

    @Slot()
    def receipt(self) -> None:
        self._tap("printReceipt", Tap.PRINT_RECEIPT)

    @Slot()
    def invoice(self) -> None:
        self._tap("printInvoice", Tap.PRINT_INVOICE)

    @Slot()
    def stay(self) -> None:
        self._tap("stay", Tap.STAY)
