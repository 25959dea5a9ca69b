"""The check before she goes home as QML sees it: a verdict, and what is open."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.flows.checking import can_pay, can_print, can_see_stay
from kiosk.flows.checking_states import LeftOver, Reading
from kiosk.flows.money_word import money_word
from kiosk.flows.payment_states import Payment
from kiosk.flows.visit_events import PageTapped, Tap, VisitEvent
from kiosk.flows.visit_states import AwaitingCode, Service, Starting, Visit, Welcome
from kiosk.model.money import total
from kiosk.model.open_items import ComingRefund
from kiosk.model.registration import Registration
from kiosk.model.standing import (
    Claim,
    ClaimStatus,
    Entitlement,
    EntitlementStatus,
    Entry,
    Page,
)
from kiosk.model.stay import StayStatus
from ui import checking_wording as wording
from ui import registration_wording
from ui.bills_view_model import pay_at
from ui.display import Display
from ui.message import day, full_day, yuan
from ui.paging import clamped, page_of, pages_of
from ui.payment_wording import methods
from ui.rows import Rows
from ui.who_wording import whom
from ui.wording import money

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One thing that is open. `way` says what a touch does; empty: nothing."""

    icon: str
    tone: str
    label: str
    note: str = ""
    amount: str = ""
    way: str = ""
    position: int = 0


@QmlElement
class CheckingViewModel(QObject):
    """Whoever wants to know what is left to do."""

    changed = Signal()

    def __init__(
        self, tap: Callable[[str, VisitEvent], None], display: Display
    ) -> None:
        super().__init__()
        self._tap = tap
        self._display = display
        self._state: Visit = Starting()
        self._large = False
        self._page = 0
        self._items: list[ItemRow] = []
        self.row_model = Rows(ItemRow)

    def show(self, state: Visit, *, large: bool) -> None:
        """Show what is open, what needs her first."""
        if type(state) is not type(self._state):
            self._page = 0
        self._state = state
        self._large = large
        rows = self._rows_of(state)
        self._items = [replace(row, position=at) for at, row in enumerate(rows)]
        self._turn_rows()

    def _turn_rows(self) -> None:
        self._page = clamped(self._page, len(self._items), self._size)
        self.row_model.replace(page_of(self._items, self._page, self._size))
        self.changed.emit()

    @property
    def _size(self) -> int:
        """How many rows fit without scrolling."""
        tight = self._large and self._display.small
        return 5 - self._large - tight if self._display.portrait else 3 - tight

    def _rows_of(self, state: Visit) -> list[ItemRow]:
        match state:
            case LeftOver():
                return [*self._rows(state), *map(_page, state.abilities.pages)]
            case Reading(page=page, entries=()):
                label = wording.page_is_empty(page)
                return [ItemRow("info", "calm", label, self._ask_at_window())]
            case Reading(entries=entries):
                return [self._entry(one) for one in entries]
        return []

    def _entry(self, entry: Entry) -> ItemRow:
        match entry:
            case Entitlement():
                return self._entitlement(entry)
            case Claim():
                return self._claim(entry)

    def _entitlement(self, one: Entitlement) -> ItemRow:
        text = translate("Check", "{since} to {until}")
        days = text.format(since=self._day(one.since), until=self._day(one.until))
        tone = "good" if one.status is EntitlementStatus.VALID else "calm"
        return ItemRow("shield", tone, wording.entitlement(one.status), days)

    def _claim(self, one: Claim) -> ItemRow:
        text, when = translate("Check", "Handed in on {day}"), one.handed_in
        if one.paid_on is not None:
            text, when = translate("Check", "Paid out on {day}"), one.paid_on
        note = text.format(day=self._day(when))
        tone = "good" if one.status is ClaimStatus.PAID else "calm"
        if one.status is ClaimStatus.RETURNED:
            note, tone = self._ask_at_window(), "wait"
        amount = yuan(one.amount if one.paid is None else one.paid)
        return ItemRow("receipt", tone, wording.claim(one.status), note, amount)

    def _day(self, when: date) -> str:
        return full_day(when)

    def _ask_at_window(self) -> str:
        note = translate("Check", "Please ask at {window}.")
        return note.format(window=self._display.window)

    def _rows(self, state: LeftOver) -> list[ItemRow]:
        ahead = self._appointment(state)
        is_today = state.next_appointment and state.next_appointment.day <= state.today
        return [
            *map(self._unfinished, state.unfinished),
            *self._bills(state),
            *(_stay(one, state) for one in state.items.stays or ()),
            *(ahead if is_today else []),
            *self._missing(state),
            *self._invoices(state),
            *map(self._promised, state.promised),
            *map(self._returning, state.returning),
            *map(self._refund, state.items.refunds or ()),
            *_on_credit(state),
            *([] if is_today else ahead),
        ]

    def _bills(self, state: LeftOver) -> list[ItemRow]:
        label = translate("Check", "Not paid yet")
        rows = [
            ItemRow("pin", "wait", label, pay_at(bill), yuan(bill.total))
            for bill in state.at_window
        ]
        if state.payable:
            count = len(state.payable)
            note = translate("Check", "Bills: {count}").format(count=count)
            sum = yuan(total(bill.total for bill in state.payable))
            way = "pay" if can_pay(state) else ""
            rows.insert(0, ItemRow("yuan", "wait", label, note, sum, way))
        return rows

    def _invoices(self, state: LeftOver) -> list[ItemRow]:
        if not state.items.unprinted:
            return []
        text = translate("Check", "Invoices not printed yet: {count}")
        label = text.format(count=state.items.unprinted)
        note = translate("Check", "You can print them today or later.")
        way = "print" if can_print(state) else ""
        return [ItemRow("invoice", "calm", label, note, way=way)]

    def _appointment(self, state: LeftOver) -> list[ItemRow]:
        one = state.next_appointment
        if one is None:
            return []
        is_today = one.day <= state.today
        more = len(state.items.appointments or ()) - 1
        note = self._more(more) if more else ""
        if is_today:
            label = translate("Check", "Today you are still to see a doctor")
        else:
            label = translate("Check", "Your next appointment")
        note = " · ".join(filter(None, (self._moment(one, state), note)))
        return [ItemRow("calendar", "wait" if is_today else "calm", label, note)]

    def _moment(self, one: Registration, state: LeftOver) -> str:
        return registration_wording.moment(one, state.today)

    def _more(self, count: int) -> str:
        return translate("Check", "and {count} more").format(count=count)

    def _missing(self, state: LeftOver) -> list[ItemRow]:
        parts = wording.missing(state)
        if not parts:
            return []
        label = translate("Check", "We could not see: {parts}").format(parts=parts)
        return [ItemRow("question", "wait", label, self._ask_at_window())]

    def _unfinished(self, payment: Payment) -> ItemRow:
        label = translate("Check", "A payment is being completed")
        note = money(money_word(payment))
        amount = yuan(payment.intent.split.self_pay)
        return ItemRow("hourglass", "wait", label, note, amount)

    def _promised(self, payment: Payment) -> ItemRow:
        label = translate("Check", "Registered for later")
        note = translate("Check", "Not charged; it is settled by itself.")
        amount = yuan(payment.intent.split.self_pay)
        return ItemRow("receipt", "calm", label, note, amount)

    def _returning(self, _: Payment) -> ItemRow:
        label = translate("Check", "Money is going back to you")
        note = translate("Check", "This machine finishes it by itself.")
        return ItemRow("refund", "calm", label, note)

    def _refund(self, refund: ComingRefund) -> ItemRow:
        label = translate("Check", "Refund on its way to {way}")
        since = translate("Check", "Since {day}; it arrives by itself.")
        return ItemRow(
            "refund",
            "calm",
            label.format(way=methods()[refund.method]),
            since.format(day=day(refund.since)),
            yuan(refund.amount),
        )

    # The way in.

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """Whether one can ask from here."""
        state = self._state
        return isinstance(state, Welcome) and state.abilities.can_check

    @Property(bool, notify=changed)
    def wanted(self) -> bool:
        """Whether this is what she came for."""
        match self._state:
            case AwaitingCode(service=service):
                return service is Service.CHECK
        return False

    @Slot()
    def begin(self) -> None:
        self._tap("check", Tap.CHECK)

    # The answer.

    @Property(str, notify=changed)
    def verdict(self) -> str:
        """What it comes to, or what she reads."""
        match self._state:
            case LeftOver():
                return wording.verdict(self._state)
            case Reading(page=page):
                return wording.page_name(page)
        return ""

    @Property(bool, notify=changed)
    def clear(self) -> bool:
        """Whether nothing is left to do."""
        return isinstance(self._state, LeftOver) and self._state.is_nothing_left

    @Property(str, notify=changed)
    def patient(self) -> str:
        match self._state:
            case LeftOver() | Reading():
                return whom(self._state.identity)
        return ""

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        return self.row_model

    @Property(int, notify=changed)
    def page(self) -> int:
        return self._page + 1

    @Property(int, notify=changed)
    def pages(self) -> int:
        return pages_of(len(self._items), self._size)

    @Slot(int)
    def turn(self, pages: int) -> None:
        self._page += pages
        self._turn_rows()
        self._tap("turn", Tap.ELSEWHERE)

    @Slot(int)
    def choose(self, position: int) -> None:
        match self._items[position].way:
            case "pay":
                self._tap("option", Tap.START)
            case "print":
                self._tap("option", Tap.INVOICES)
            case "stay":
                self._tap("option", Tap.INPATIENT)
            case Page.ENTITLEMENTS | Page.CLAIMS as page:
                self._tap("option", PageTapped(Page(page)))


def _page(page: Page) -> ItemRow:
    return ItemRow("shield", "calm", wording.page_name(page), way=page.value)


def _stay(status: StayStatus, state: LeftOver) -> ItemRow:
    way = "stay" if can_see_stay(state) else ""
    return ItemRow("bed", "wait", *wording.stay(status), way=way)


def _on_credit(state: LeftOver) -> list[ItemRow]:
    """What her contract has paid already, so that she need not wonder."""
    if not state.items.on_credit:
        return []
    label = translate("Check", "Paid today by your medical credit")
    note = translate("Check", "Already settled; there is nothing to do.")
    return [ItemRow("done", "good", label, note, yuan(state.items.on_credit))]
