"""What is said of a piece of paper: its name, where it is, and what can be done."""

from PySide6.QtCore import QCoreApplication

from kiosk.flows.printing import InDoubt, Paper, Printed, Printing
from kiosk.model.document import Document

translate = QCoreApplication.translate


# What is said where papers that come out together are not equally far.
URGENCY: dict[type[Paper] | None, int] = {Printing: 0, InDoubt: 1, None: 3, Printed: 4}
ANY_OTHER = 2


def urgency(paper: Paper | None) -> int:
    """Nought is what must be said first."""
    return URGENCY.get(type(paper) if paper else None, ANY_OTHER)


def name(
    document: Document,
    *,
    deferred: bool = False,
    numbered: bool = False,
    paired: bool = False,
) -> str:
    if document is Document.RECEIPT and deferred:
        return translate("Paper", "Slip of registration")
    if document is Document.RECEIPT and numbered:
        return translate("Paper", "Slip for the clinic")
    if document is Document.RECEIPT:
        return translate("Paper", "Receipt")
    if document is Document.STATEMENT:
        return translate("Paper", "Itemised statement")
    if document is Document.COVER_LIST:
        return translate("Paper", "List for the claim")
    if paired:
        return translate("Paper", "Invoice and statement")
    return translate("Paper", "Medical e-invoice")


def status(
    document: Document,
    paper: Paper | None,
    *,
    issued: bool,
    able: bool,
    numbered: bool = False,
    paired: bool = False,
) -> str:
    """Where the paper is, as far as the device could prove it (rule P1)."""
    if not issued:
        return translate("Paper", "Being issued, one moment")
    if not able and not isinstance(paper, Printing | Printed | InDoubt):
        return translate("Paper", "Cannot be printed just now")
    match paper:
        case None if document is Document.RECEIPT and numbered:
            return translate("Paper", "Number, place and time")
        case None if document is Document.RECEIPT:
            return translate("Paper", "A slip with amount and number")
        case None:
            return translate("Paper", "For reimbursement")
        case Printing():
            return translate("Paper", "Printing, please wait")
        case Printed() if document is Document.RECEIPT:
            return translate("Paper", "Please take your receipt")
        case Printed() if paired:
            return translate("Paper", "Please take both papers")
        case Printed():
            return translate("Paper", "Please take your invoice")
        case InDoubt():
            return translate("Paper", "It may have printed, please check the slot")
        case _ if paired:
            return translate("Paper", "Not all of it came out, you can try again")
    return translate("Paper", "Not printed, you can try again")


def action(document: Document, paper: Paper | None, *, paired: bool = False) -> str:
    match paper:
        case None if document is Document.RECEIPT:
            return translate("Paper", "Print receipt")
        case None if paired:
            return translate("Paper", "Print both")
        case None:
            return translate("Paper", "Print invoice")
        case InDoubt():
            return translate("Paper", "Print a copy")
    return translate("Paper", "Try again")
