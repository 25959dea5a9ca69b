"""What is said to somebody who prints invoices.

Two sentences at most: what happened, and what to do. Money is never spoken of, since
nothing here touches it.
"""

from datetime import date
from typing import assert_never

from PySide6.QtCore import QCoreApplication

from kiosk.flows.exchange import Confirming, Doubtful, Exchanged
from kiosk.flows.invoice_states import (
    MOST_PICKED,
    Collected,
    Collecting,
    Exchanging,
    Gathering,
    Listing,
    Period,
    Picking,
    PuttingOut,
)
from kiosk.flows.printing import Barred, InDoubt, Paper
from kiosk.model.invoice import InvoiceKind, InvoiceStatus, ListedInvoice
from ui.message import Message

translate = QCoreApplication.translate


def kinds() -> dict[InvoiceKind, str]:
    return {
        InvoiceKind.OUTPATIENT: translate("Invoice", "Outpatient"),
        InvoiceKind.INPATIENT: translate("Invoice", "Inpatient"),
        InvoiceKind.INTERNET: translate("Invoice", "Online"),
    }


def periods() -> dict[Period, str]:
    return {
        Period.MONTH: translate("Invoice", "This month"),
        Period.QUARTER: translate("Invoice", "The last three months"),
        Period.YEAR: translate("Invoice", "This year"),
        Period.ALL: translate("Invoice", "All twelve months"),
    }


def state(listed: ListedInvoice, today: date) -> str:
    """What has become of an invoice, in two or three words."""
    match listed.status:
        case InvoiceStatus.BEING_ISSUED:
            return translate("Invoice", "Being issued")
        case InvoiceStatus.REVERSED:
            return translate("Invoice", "Reversed, void")
        case InvoiceStatus.EXCHANGED:
            return translate("Invoice", "Exchanged for paper")
        case InvoiceStatus.ISSUED if listed.is_printable(today):
            return _printed(listed.printed)
        case InvoiceStatus.ISSUED if listed.printed >= listed.most_prints:
            text = translate("Invoice", "Print limit reached ({count})")
            return text.format(count=listed.printed)
        case InvoiceStatus.ISSUED:
            return translate("Invoice", "Too old to print")
    assert_never(listed.status)


def _printed(times: int) -> str:
    if times == 0:
        return translate("Invoice", "Not printed yet")
    if times == 1:
        return translate("Invoice", "Printed once")
    return translate("Invoice", "Printed {count} times").format(count=times)


def tone(listed: ListedInvoice, today: date) -> str:
    """The same in one word, for colour."""
    if listed.status is InvoiceStatus.REVERSED:
        return "warn"
    if listed.is_printable(today):
        return "calm" if listed.printed else "good"
    return "wait"


def advice(picking: Picking) -> str:
    """What can be done with the list, or why nothing can."""
    if not picking.abilities.invoices:
        return translate(
            "Invoice", "Invoices cannot be printed just now. Please ask at {window}."
        )
    if not picking.shelf.printable():
        return translate(
            "Invoice", "None of these can be printed here. Please ask at {window}."
        )
    if len(picking.picked) == MOST_PICKED:
        text = translate("Invoice", "No more than {count} at a time.")
        return text.format(count=MOST_PICKED)
    text = translate("Invoice", "{patient}: touch the ones you want.")
    return text.format(patient=picking.identity.patient.name)


def look_first(documents: int) -> str:
    """The way on from the list."""
    if documents == 1:
        return translate("Invoice", "Preview 1 document")
    text = translate("Invoice", "Preview {count} documents")
    return text.format(count=documents)


def objection(count: int) -> str:
    """Why a claim of so many invoices cannot be printed."""
    if count == 0:
        return translate("Invoice", "Nothing to print")
    if count > MOST_PICKED:
        text = translate("Invoice", "{count} are too many; {most} at a time")
        return text.format(count=count, most=MOST_PICKED)
    return ""


def message_of(state: Collecting) -> Message:
    """The message of this state; most screens need none."""
    match state:
        case Listing():
            return Message(
                translate("Waiting", "Looking for your invoices"),
                translate("Waiting", "We are asking the hospital for the list."),
            )
        case Gathering():
            return Message(
                translate("Waiting", "Fetching your documents"),
                translate("Waiting", "Each of them comes from the hospital."),
            )
        case PuttingOut():
            return Message(
                translate("Collected", "Printing, please wait"),
                translate("Collected", "All pages come out at the same place."),
                translate("Collected", "Please stay until the last one is out."),
            )
        case Collected():
            return collected(state)
        case Exchanging():
            return exchanged(state)
    return Message("")


def mood(state: Collecting) -> str:
    """The tone of the message of this state."""
    match state:
        case Collected():
            return _collected_mood(state)
        case Exchanging(exchange=Exchanged() | Confirming()):
            return "good"
        case Exchanging(exchange=Doubtful()):
            return "warn"
        case Exchanging() if state.is_over:
            return "calm"
    return "wait"


def symbol(state: Collecting) -> str:
    """The icon that goes with the message of this state."""
    match state:
        case Collected():
            return _COLLECTED_SYMBOLS[_collected_mood(state)]
        case Exchanging(exchange=Exchanged() | Confirming()):
            return "paper-out"
        case Exchanging(exchange=Doubtful()):
            return "warning"
        case Exchanging() if state.is_over:
            return "shield"
    return "hourglass"


_COLLECTED_SYMBOLS = {
    "good": "paper-out",
    "wait": "question",
    "warn": "warning",
    "calm": "info",
}


def _collected_mood(state: Collected) -> str:
    if state.doubtful is not None:
        return "wait"
    if state.rest:
        return "warn"
    return "calm" if any(isinstance(one, Barred) for one in state.papers) else "good"


def collected(state: Collected) -> Message:
    """What came out, and what to do about the rest."""
    match _collected_mood(state):
        case "good":
            text = translate("Collected", "Please take {count} pages")
            return Message(
                text.format(count=state.pages_out),
                translate("Collected", "Everything you chose is printed."),
                translate("Collected", "Please count the pages before you go."),
            )
        case "wait":
            return Message(
                translate("Collected", "Look where the paper comes"),
                _out(state),
                translate("Collected", "If you print again, the copy says so."),
            )
        case "warn":
            return Message(
                translate("Collected", "Some are not printed yet"),
                _out(state),
                _way_on(state),
            )
    return Message(
        translate("Collected", "Some may not be printed"),
        _out(state),
        translate("Collected", "For these, please go to {window}."),
    )


def _out(state: Collected) -> str:
    if state.pages_out == 0:
        return translate("Collected", "The printer has not confirmed any page.")
    text = translate("Collected", "Printed so far: {count} pages, please take them.")
    return text.format(count=state.pages_out)


def _way_on(state: Collected) -> str:
    if not state.abilities.invoices:
        return translate("Collected", "For the rest, please go to {window}.")
    return translate("Collected", "Print the rest again, or go to {window}.")


def paper_state(paper: Paper | None) -> str:
    """Why a document is not in her hands, as far as is known (rule P1)."""
    match paper:
        case InDoubt():
            return translate("Collected", "May be out, please look")
        case Barred():
            return translate("Collected", "Print limit reached")
    return translate("Collected", "Not printed")


def paper_tone(paper: Paper | None) -> str:
    match paper:
        case InDoubt():
            return "wait"
        case Barred():
            return "calm"
    return "warn"


def exchanged(state: Exchanging) -> Message:
    """How an exchange, 换开, stands or has ended (rule P5)."""
    match state.exchange:
        case Exchanged() | Confirming():
            return Message(
                translate("Exchange", "Please take the paper invoice"),
                translate("Exchange", "The e-invoice cannot be used any more."),
                translate("Exchange", "Keep this paper well; it is the original."),
            )
        case Doubtful():
            return Message(
                translate("Exchange", "Please have it looked at"),
                translate("Exchange", "The printer did not say whether it worked."),
                translate("Exchange", "Take any paper and this reference to {window}."),
            )
        case _ if state.is_over:
            return Message(
                translate("Exchange", "Nothing was exchanged"),
                translate("Exchange", "Your e-invoice is as it was and stays valid."),
                translate("Exchange", "You may try again later, or go to {window}."),
            )
    return Message(
        translate("Exchange", "Exchanging your invoice"),
        translate("Exchange", "The form is being numbered and printed."),
        translate("Exchange", "Please stay until it is finished."),
    )
