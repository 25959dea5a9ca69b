"""Which control stands for which event: nothing else may have posted it."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF
from PySide6.QtQuick import QQuickItem

from kiosk.flows.visit_events import (
    AppointmentTapped,
    BillTapped,
    ChannelTapped,
    ClinicTapped,
    DayTapped,
    DepartmentTapped,
    DepositTapped,
    DetailTapped,
    ExchangeTapped,
    InvoiceTapped,
    PageTapped,
    PanelTapped,
    PeriodTapped,
    PinEntered,
    PreviewTurned,
    QrTapped,
    SlotTapped,
    Tap,
    TaskTapped,
    TrialTapped,
    VerdictGiven,
    VisitEvent,
)
from tests.lobby import Lobby, opacity

REACH_MM = 5  # a near miss of 4 mm counts; the finger is as fine as a pixel
BY_ITSELF = (Tap.CLOSE_DETAIL, Tap.ELSEWHERE)  # the lines of a bill close in the end

CONTROLS: dict[object, tuple[str, ...]] = {
    Tap.START: ("start", "option-"),
    Tap.INVOICES: ("invoices", "option-"),
    Tap.INPATIENT: ("inpatient", "option-"),
    Tap.REGISTER: ("register",),
    Tap.CHECK: ("check",),
    Tap.CANCEL: ("cancel",),
    Tap.BACK: ("back",),
    Tap.CONFIRM: ("confirm",),
    Tap.STAY: ("stay",),
    Tap.PAY_BY_CODE: ("payByCode",),
    Tap.PAY_REST_BY_CODE: ("payRest",),
    Tap.RAISE_LIMIT: ("raiseLimit",),
    Tap.SIGN_UP: ("signUp",),
    Tap.SHOW_CODE: ("otherWay",),
    Tap.PRINT_RECEIPT: ("printReceipt",),
    Tap.PRINT_INVOICE: ("printInvoice",),
    Tap.PRINT_REST: ("printRest",),
    Tap.STATEMENTS: ("itemise",),
    Tap.CLAIM: ("claim",),
    Tap.ANOTHER: ("another",),
    Tap.DAYS: ("days",),
    ChannelTapped: ("channel-",),
    BillTapped: ("bill-",),
    DetailTapped: ("detail-",),
    InvoiceTapped: ("invoice-",),
    QrTapped: ("carry-",),
    ExchangeTapped: ("exchange-",),
    PeriodTapped: ("period-",),
    PreviewTurned: ("next", "previous"),
    AppointmentTapped: ("option-",),
    DepartmentTapped: ("option-",),
    ClinicTapped: ("option-",),
    SlotTapped: ("option-",),
    DepositTapped: ("option-",),
    PageTapped: ("option-",),
    DayTapped: ("day-",),
    PanelTapped: ("panel-",),
    TrialTapped: ("trial-",),
    TaskTapped: ("trial-",),
    PinEntered: ("confirm",),
    VerdictGiven: ("passed", "failed"),
}


def is_offered(lobby: Lobby, event: VisitEvent, at: QPointF | None) -> bool:
    """Whether a finger was lifted from a control that stands for this event."""
    if event in BY_ITSELF:
        return True
    reach = lobby.mm(REACH_MM)
    return at is not None and any(
        lobby.area(item).adjusted(-reach, -reach, reach, reach).contains(at)
        for item in standing_for(lobby, event)
    )


def standing_for(lobby: Lobby, event: VisitEvent) -> Iterator[QQuickItem]:
    names = CONTROLS[event if isinstance(event, Tap) else type(event)]
    for item in lobby.controls():
        if item.objectName().startswith(names) and item.isEnabled() and opacity(item):
            yield item
