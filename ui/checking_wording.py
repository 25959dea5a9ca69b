"""Every sentence of the check before she goes home, 离院前查一查.

It says how things stand, and never what she is treated for, or where (rule H5).
"""

from PySide6.QtCore import QCoreApplication

from kiosk.flows.checking_states import Checking, FindingOut, LeftOver, LookingUp
from kiosk.model.standing import ClaimStatus, EntitlementStatus, Page
from kiosk.model.stay import StayStatus
from ui.message import Message

translate = QCoreApplication.translate


def message_of(state: Checking) -> Message:
    """What is awaited; nothing where she reads."""
    match state:
        case FindingOut():
            return Message(
                translate("Waiting", "Looking for what is left to do"),
                translate("Waiting", "We are asking the hospital."),
            )
        case LookingUp():
            return Message(
                translate("Waiting", "Looking it up"),
                translate("Waiting", "We are asking the insurance."),
            )
    return Message("")


def verdict(state: LeftOver) -> str:
    """Whether she may go home, in one sentence."""
    if state.is_nothing_left:
        return translate("Check", "Nothing left to do: you may go home")
    if state.has_something_left:
        return translate("Check", "Before you go home")
    return translate("Check", "We could not see everything")


def stay(status: StayStatus) -> tuple[str, str]:
    """How far a stay is, and what that asks of her."""
    match status:
        case StayStatus.ORDERED:
            return (
                translate("Check", "A hospital stay is ordered for you"),
                translate("Check", "A deposit admits you."),
            )
        case StayStatus.ADMITTED:
            return (
                translate("Check", "You are staying at this hospital"),
                translate("Check", "The ward will say when you may leave."),
            )
        case StayStatus.LEAVING:
            return (
                translate("Check", "Your stay is not settled yet"),
                translate("Check", "Please settle it before you leave."),
            )


def missing(state: LeftOver) -> str:
    """Which parts of the answer are not there."""
    items = state.items
    parts = (
        (items.bills, translate("Check", "bills")),
        (items.unprinted, translate("Check", "invoices")),
        (items.appointments, translate("Check", "registrations")),
        (items.stays, translate("Check", "hospital stays")),
        (items.refunds, translate("Check", "refunds")),
    )
    names = [name for part, name in parts if part is None]
    return " · ".join(names)


def page_name(page: Page) -> str:
    match page:
        case Page.ENTITLEMENTS:
            return translate("Check", "Serious illness register")
        case Page.CLAIMS:
            return translate("Check", "How far your claims are")


def page_is_empty(page: Page) -> str:
    match page:
        case Page.ENTITLEMENTS:
            return translate("Check", "You have no entry in this register")
        case Page.CLAIMS:
            return translate("Check", "You have handed in no claim")


def entitlement(status: EntitlementStatus) -> str:
    match status:
        case EntitlementStatus.REVIEWING:
            return translate("Check", "Being reviewed")
        case EntitlementStatus.VALID:
            return translate("Check", "Registered, valid")
        case EntitlementStatus.EXPIRED:
            return translate("Check", "No longer valid")


def claim(status: ClaimStatus) -> str:
    match status:
        case ClaimStatus.RECEIVED:
            return translate("Check", "Received")
        case ClaimStatus.REVIEWING:
            return translate("Check", "Being reviewed")
        case ClaimStatus.PAID:
            return translate("Check", "Paid out")
        case ClaimStatus.RETURNED:
            return translate("Check", "Sent back: something is missing")
