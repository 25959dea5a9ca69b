"""Every sentence that follows from a state, and none that follows from an exception.

Keyed by enum member and by state type. Two sentences at most: what happened, and what
to do. What is true of the money is a sentence of its own (rule M11).
"""

from typing import assert_never

from PySide6.QtCore import QCoreApplication

from kiosk.flows.abilities import Abilities
from kiosk.flows.attending_states import Staffed, TurnedAway
from kiosk.flows.checking_states import Checking
from kiosk.flows.invoice_states import Collecting
from kiosk.flows.money_word import money_word
from kiosk.flows.payment_states import (
    Declined,
    Deferred,
    Indebted,
    Refunded,
    Settled,
)
from kiosk.flows.registration_states import CancelShown, OfferingCancel, Seeking
from kiosk.flows.stay_states import Staying
from kiosk.flows.visit_states import (
    Finished,
    Identifying,
    Idle,
    Opening,
    OutOfService,
    Paying,
    Problem,
    Quoting,
    Recognised,
    Registering,
    Starting,
    Troubled,
    Visit,
    Weighing,
)
from kiosk.model.codes import CodeKind, ScanStep
from kiosk.model.hint import Hint
from kiosk.model.receipt import MoneyWord
from kiosk.model.registration import Registration
from kiosk.model.stay import Stay
from ui import (
    attending_wording,
    checking_wording,
    invoice_wording,
    registration_wording,
    stay_wording,
)
from ui.message import Message
from ui.payment_wording import SYMBOLS, farewell, payment_message
from ui.reasons import problems

translate = QCoreApplication.translate


def money(word: MoneyWord) -> str:
    """Rule M11: one of three, everywhere the same words."""
    match word:
        case MoneyWord.NOT_TAKEN:
            return translate("Money", "Not charged")
        case MoneyWord.TAKEN:
            return translate("Money", "Charged")
        case MoneyWord.UNCERTAIN:
            return translate("Money", "Being confirmed, please do not pay again")


def word_of(state: Visit) -> MoneyWord:
    """What is true of this visit's money."""
    match state:
        case Paying(payment=payment) | Finished(payment=payment):
            return money_word(payment)
        case OfferingCancel() | CancelShown():
            return registration_wording.word_of(state)
        case Opening():
            return MoneyWord.UNCERTAIN  # the charge may leave at any moment
        case Troubled(problem=Problem.ALREADY_REGISTERED):
            return MoneyWord.UNCERTAIN  # the earlier one may be settled at any moment
        case Idle(behind):
            return word_of(behind)
    return MoneyWord.NOT_TAKEN


def money_of(state: Visit) -> str:
    """The money sentence of this state; a promise says what was promised (rule O3).

    Nothing is said of it to somebody who prints invoices, or only looks: there is none
    in it.
    """
    match state:
        case Idle(behind) if isinstance(behind, Collecting | Checking):
            return ""
        case _ if isinstance(state, Collecting | Checking | Staffed):
            return ""
        case Finished(payment=Deferred()):
            return translate(
                "Money",
                "Not charged. Registered; settles by itself once the network is back",
            )
    return money(word_of(state))


def mood(state: Visit) -> str:
    """The tone of the message of this state; the money has a tone of its own."""
    match state:
        case Finished(payment=Settled()):
            return "good"
        case Finished(payment=Declined() | Refunded() | Deferred()):
            return "calm"
        case Troubled(problem=Problem.NO_BILLS | Problem.ALREADY_REGISTERED):
            return "good"
        case Troubled(
            problem=Problem.NO_INVOICES | Problem.NOTHING_FREE | Problem.NO_STAY
        ):
            return "calm"
        case Finished(payment=Indebted()) | Troubled() | TurnedAway():
            return "warn"
        case CancelShown():
            return registration_wording.mood(state)
        case _ if isinstance(state, Collecting):
            return invoice_wording.mood(state)
    return "wait"


def symbol(state: Visit) -> str:
    """The icon that goes with the message of this state."""
    match state:
        case Paying(payment=payment) | Finished(payment=payment):
            return SYMBOLS[type(payment)]
        case Troubled(problem=Problem.NO_BILLS | Problem.ALREADY_REGISTERED):
            return "done"
        case Troubled(problem=Problem.NO_INVOICES):
            return "invoice"
        case Troubled(problem=Problem.NOTHING_FREE):
            return "calendar"
        case Troubled(problem=Problem.NO_STAY):
            return "bed"
        case Troubled() | TurnedAway():
            return "warning"
        case OutOfService():
            return "pause"
        case CancelShown():
            return registration_wording.symbol(state)
        case _ if isinstance(state, Collecting):
            return invoice_wording.symbol(state)
    return "hourglass"


def code_names() -> dict[CodeKind, str]:
    return {
        CodeKind.VOUCHER: translate("Code", "an insurance code"),
        CodeKind.SUISHEN: translate("Code", "a Suishen code"),
        CodeKind.HEALTH_CARD: translate("Code", "a health card code"),
        CodeKind.WECHAT: translate("Code", "a WeChat payment code"),
        CodeKind.ALIPAY: translate("Code", "an Alipay payment code"),
        CodeKind.UNIONPAY: translate("Code", "a UnionPay payment code"),
        CodeKind.GUIDE_SLIP: translate("Code", "a guide slip"),
        CodeKind.STAFF_PASS: translate("Code", "a pass for staff"),
        CodeKind.BADGE: translate("Code", "a staff badge"),
        CodeKind.COLLECTION: translate("Code", "a code that receives money"),
        CodeKind.INVOICE: translate("Code", "an invoice code"),
        CodeKind.ID_NUMBER: translate("Code", "an ID card number"),
        CodeKind.HOSPITAL_NUMBER: translate("Code", "a hospital card or slip number"),
        CodeKind.WEB_PAGE: translate("Code", "the address of a web page"),
    }


def wrong_code(kind: CodeKind | None, step: ScanStep) -> str:
    """Name the code that does not belong here, and the one that does (rule D6)."""
    if kind is None:
        return ""
    if kind is CodeKind.UNREADABLE:
        return translate(
            "Code", "This code could not be read. Please open it again on your phone."
        )
    identity = step is ScanStep.IDENTITY
    if kind not in code_names():
        if identity:
            return translate(
                "Code", "We do not know this code. Please show your insurance code."
            )
        return translate(
            "Code", "We do not know this code. Please show a payment code."
        )
    if identity:
        text = translate(
            "Code", "This is {code}. Please show your insurance code first."
        )
    else:
        text = translate("Code", "This is {code}. Please show a payment code now.")
    return text.format(code=code_names()[kind])


def too_soon() -> str:
    """The code was not looked up, and nobody keeps it (rule D6)."""
    return translate("Code", "One moment, please. Then show the code again.")


def advice(hint: Hint | None) -> str:
    """What to do so that the camera can read the code that is before it."""
    match hint:
        case None:
            return ""
        case Hint.SCREEN_BRIGHTER:
            return translate("Hint", "Please make the screen of the phone brighter.")
        case Hint.TILT:
            return translate("Hint", "A lamp is mirrored. Please tilt the phone a bit.")
        case Hint.CLOSER:
            return translate("Hint", "Please hold the phone a little closer.")
        case Hint.FARTHER:
            return translate("Hint", "Please hold the phone a little further away.")
        case Hint.HOLD_STILL:
            return translate("Hint", "Please hold the phone still.")
    assert_never(hint)


def closed(abilities: Abilities) -> Message:
    """Why nothing can be done here."""
    if not abilities.enrolled:
        happened = translate("Closed", "This machine is not enrolled.")
    elif not abilities.scanner:
        happened = translate("Closed", "The code scanner is being repaired.")
    else:
        happened = translate("Closed", "This machine is being looked after.")
    return Message(
        translate("Closed", "Closed for now"),
        happened,
        translate("Closed", "Please go to {window}; staff will help you there."),
    )


def possible(abilities: Abilities) -> list[str]:
    """What still works while the network is down (rule O1)."""
    if not abilities.can_defer:
        return []
    return [
        translate(
            "Limits",
            "The network is down. With a guide slip and medical credit you can "
            "register here; it is settled by itself later.",
        )
    ]


def limits(abilities: Abilities) -> list[str]:
    """What does not work just now, said before anybody begins (rule O1)."""
    texts = []
    if abilities.can_defer:
        texts.append(translate("Limits", "For everything else, please go to {window}."))
    elif not abilities.central:
        texts.append(
            translate(
                "Limits",
                "The network is down, so paying here is not possible just now. "
                "Please go to {window}.",
            )
        )
    if not abilities.receipts and abilities.central:
        texts.append(
            translate(
                "Limits", "Receipts cannot be printed just now. Paying works as usual."
            )
        )
    elif not abilities.receipts:
        texts.append(translate("Limits", "Receipts cannot be printed just now."))
    if not abilities.invoices:
        texts.append(
            translate(
                "Limits",
                "Invoices cannot be printed just now. Please ask at {window}.",
            )
        )
    return texts


def waiting(
    state: Starting | Identifying | Quoting | Opening | Weighing | Registering,
) -> Message:
    """What is awaited before money moves."""
    match state:
        case Starting():
            return Message(translate("Waiting", "One moment, we are getting ready"))
        case Opening():
            return Message(translate("Waiting", "Starting the payment"))
        case Quoting():
            return Message(
                translate("Waiting", "Working out your share"),
                translate("Waiting", "We are asking what your insurance pays."),
            )
        case Weighing():
            return Message(
                translate("Waiting", "Checking what can be registered"),
                translate("Waiting", "This is done on this machine, without network."),
            )
        case Registering():
            return Message(
                translate("Waiting", "Registering"),
                translate("Waiting", "This is done on this machine, without network."),
            )
        case Identifying():
            return Message(
                translate("Waiting", "Reading your code"),
                translate("Waiting", "We are asking the hospital whose code it is."),
            )


def cut_off() -> Message:
    """The network is down, and what was tried needs it."""
    return Message(
        translate("Waiting", "The network is down"),
        translate("Waiting", "Only a guide slip can be registered just now."),
        translate("Waiting", "For everything else, please go to {window}."),
    )


def message_of(state: Visit) -> Message:
    """The message of this state; most screens need none."""
    match state:
        case OutOfService(abilities):
            return closed(abilities)
        case (
            Starting()
            | Identifying()
            | Quoting()
            | Opening()
            | Weighing()
            | Registering()
        ):
            return waiting(state)
        case Recognised():
            return Message(
                "", translate("Waiting", "We are looking for your open bills.")
            )
        case Paying(payment=payment):
            return payment_message(payment)
        case Finished(payment=Settled(), registration=Registration() as one):
            return registration_wording.registered(one)
        case Finished(payment=Settled() as payment, stay=Stay() as stay):
            return stay_wording.settled(stay, payment)
        case Finished(payment=Settled() | Declined() | Refunded() as payment):
            return payment_message(payment)
        case Finished(payment=Indebted() as payment):
            return payment_message(payment)
        case Finished(payment=payment):
            return farewell(payment)
        case Troubled(abilities, Problem.CENTRAL_SILENT) if abilities.can_defer:
            return cut_off()
        case Troubled(problem=problem):
            return problems()[problem]
        case _ if isinstance(state, Collecting):
            return invoice_wording.message_of(state)
        case CancelShown():
            return registration_wording.cancelling(state)
        case _ if isinstance(state, Seeking):
            return registration_wording.waiting(state)
        case _ if isinstance(state, Staying):
            return stay_wording.waiting(state)
        case _ if isinstance(state, Checking):
            return checking_wording.message_of(state)
        case _ if isinstance(state, Staffed):
            return attending_wording.message_of(state)
    return Message("")
