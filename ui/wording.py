"""Every sentence that follows from a state, and none that follows from an exception.

Keyed by enum member and by state type. Two sentences at most: what happened, and what
to do. What is true of the money is a sentence of its own (rule M11).
"""

from PySide6.QtCore import QCoreApplication

from kiosk.flows.money_word import money_word
from kiosk.flows.payment_states import (
    AwaitingPayer,
    Charging,
    Closing,
    Declined,
    Payment,
    Refunded,
    Refunding,
    Reversing,
    Settled,
    Settling,
)
from kiosk.flows.visit_states import (
    Abilities,
    Finished,
    Identifying,
    Idle,
    Opening,
    OutOfService,
    Paying,
    Problem,
    Quoting,
    Starting,
    Troubled,
    Visit,
)
from kiosk.model.codes import CodeKind, ScanStep
from kiosk.model.intent import Method
from kiosk.model.receipt import MoneyWord
from ui.message import Message
from ui.reasons import problems, refusals

translate = QCoreApplication.translate


SYMBOLS: dict[type[Payment], str] = {
    Charging: "card",
    AwaitingPayer: "phone",
    Closing: "hourglass",
    Reversing: "hourglass",
    Settling: "hourglass",
    Refunding: "refund",
    Refunded: "refund",
    Settled: "done",
    Declined: "shield",
}


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
        case Opening():
            return MoneyWord.UNCERTAIN  # the charge may leave at any moment
        case Idle(behind):
            return word_of(behind)
    return MoneyWord.NOT_TAKEN


def mood(state: Visit) -> str:
    """The tone of the message of this state; the money has a tone of its own."""
    match state:
        case Finished(payment=Settled()):
            return "good"
        case Finished(payment=Declined() | Refunded()):
            return "calm"
        case Troubled(problem=Problem.NO_BILLS):
            return "good"
        case Troubled():
            return "warn"
    return "wait"


def symbol(state: Visit) -> str:
    """The icon that goes with the message of this state."""
    match state:
        case Paying(payment=payment) | Finished(payment=payment):
            return SYMBOLS[type(payment)]
        case Troubled(problem=problem):
            return "done" if problem is Problem.NO_BILLS else "warning"
        case OutOfService():
            return "pause"
    return "hourglass"


def methods() -> dict[Method, str]:
    return {
        Method.NOTHING: translate("Method", "Medical insurance"),
        Method.CREDIT: translate("Method", "Medical credit"),
        Method.WECHAT: translate("Method", "WeChat Pay"),
        Method.ALIPAY: translate("Method", "Alipay"),
        Method.UNIONPAY: translate("Method", "UnionPay"),
    }


def code_names() -> dict[CodeKind, str]:
    return {
        CodeKind.VOUCHER: translate("Code", "an insurance code"),
        CodeKind.SUISHEN: translate("Code", "a Suishen code"),
        CodeKind.HEALTH_CARD: translate("Code", "a health card code"),
        CodeKind.WECHAT: translate("Code", "a WeChat payment code"),
        CodeKind.ALIPAY: translate("Code", "an Alipay payment code"),
        CodeKind.UNIONPAY: translate("Code", "a UnionPay payment code"),
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


def closed(abilities: Abilities) -> Message:
    """Why nothing can be done here."""
    if not abilities.scanner:
        happened = translate("Closed", "The code scanner is being repaired.")
    else:
        happened = translate("Closed", "This machine is being looked after.")
    return Message(
        translate("Closed", "Closed for now"),
        happened,
        translate("Closed", "Please go to {window}; staff will help you there."),
    )


def limits(abilities: Abilities) -> list[str]:
    """What does not work just now, said before anybody begins (rule O1)."""
    texts = []
    if not abilities.central:
        texts.append(
            translate(
                "Limits",
                "The network is down, so paying here is not possible just now. "
                "Please go to {window}.",
            )
        )
    if not abilities.receipts:
        texts.append(
            translate(
                "Limits", "Receipts cannot be printed just now. Paying works as usual."
            )
        )
    if not abilities.invoices:
        texts.append(
            translate(
                "Limits",
                "Invoices cannot be printed just now. Please ask at {window}.",
            )
        )
    return texts


def payment_message(payment: Payment) -> Message:
    """How the payment stands, in words that are true in this state."""
    match payment:
        case Charging():
            return Message(
                translate("Payment", "Paying"),
                translate("Payment", "We are waiting for the answer."),
                translate("Payment", "Please stay for a moment."),
            )
        case AwaitingPayer():
            return Message(
                translate("Payment", "Please confirm on the phone"),
                translate("Payment", "Your phone is asking for your consent."),
                translate("Payment", "Enter the password or use your fingerprint."),
            )
        case Closing():
            return Message(
                translate("Payment", "Checking the payment"),
                translate("Payment", "No clear answer has come yet."),
                translate("Payment", "We keep asking until it is certain."),
            )
        case Reversing():
            return Message(
                translate("Payment", "Stopping the payment"),
                translate("Payment", "It was not confirmed on the phone in time."),
                translate("Payment", "Anything that was taken goes back by itself."),
            )
        case Settling():
            return Message(
                translate("Payment", "Reporting to the hospital"),
                translate("Payment", "The hospital is entering your payment."),
                translate("Payment", "It finishes by itself; nothing gets lost."),
            )
        case Refunding():
            return Message(
                translate("Payment", "Your money is on its way back"),
                translate("Payment", "The hospital could not complete the payment."),
                translate("Payment", "It returns to where it came from."),
            )
        case Refunded(reason=reason):
            return Message(
                translate("Payment", "Your money is back"),
                refusals()[reason].happened,
                translate("Payment", "Everything went back to where it came from."),
            )
        case Declined(reason=reason):
            return refusals()[reason]
        case Settled():
            return Message(
                translate("Payment", "Paid, thank you"),
                translate("Payment", "The hospital has received your payment."),
                translate("Payment", "You can go on to your next station."),
            )


def farewell(payment: Payment) -> Message:
    """For a patient who leaves before it is over (rule M7)."""
    now = payment_message(payment)
    return Message(
        now.title,
        translate("Payment", "You may go; we finish this without you."),
        translate("Payment", "With this number, {window} can tell you how it ended."),
    )


def waiting(state: Starting | Identifying | Quoting | Opening) -> Message:
    """What is awaited before money moves."""
    if isinstance(state, Starting):
        return Message(translate("Waiting", "One moment, we are getting ready"))
    if isinstance(state, Opening):
        return Message(translate("Waiting", "Starting the payment"))
    if isinstance(state, Quoting):
        return Message(
            translate("Waiting", "Working out your share"),
            translate("Waiting", "We are asking what your insurance pays."),
        )
    return Message(
        translate("Waiting", "Reading your code"),
        translate("Waiting", "We are asking the hospital whose code it is."),
    )


def message_of(state: Visit) -> Message:
    """The message of this state; most screens need none."""
    match state:
        case OutOfService(abilities):
            return closed(abilities)
        case Starting() | Identifying() | Quoting() | Opening():
            return waiting(state)
        case Paying(payment=payment):
            return payment_message(payment)
        case Finished(payment=Settled() | Declined() | Refunded() as payment):
            return payment_message(payment)
        case Finished(payment=payment):
            return farewell(payment)
        case Troubled(problem=problem):
            return problems()[problem]
    return Message("")
