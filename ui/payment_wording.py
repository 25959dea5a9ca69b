"""What is said of one payment in each of its states.

Two sentences at most: what happened, and what to do. Whether money is gone is said by
a sentence of its own (rule M11) and never here.
"""

from PySide6.QtCore import QCoreApplication

from kiosk.flows.payment_states import (
    Authorising,
    AwaitingPayer,
    CarryingOut,
    Charging,
    Closing,
    Declined,
    Deferred,
    Indebted,
    Payment,
    Refunded,
    Reversing,
    Settled,
    Settling,
    Undoing,
)
from kiosk.model.intent import Intent, Method
from kiosk.model.money import total
from ui.message import Message, yuan
from ui.reasons import refusals

translate = QCoreApplication.translate

SYMBOLS: dict[type[Payment], str] = {
    Authorising: "code",
    Charging: "card",
    AwaitingPayer: "phone",
    Closing: "hourglass",
    Reversing: "hourglass",
    Settling: "hourglass",
    Undoing: "hourglass",
    Refunded: "refund",
    Settled: "done",
    Declined: "shield",
    Deferred: "receipt",
    CarryingOut: "hourglass",
    Indebted: "warning",
}


def payment_message(payment: Payment) -> Message:
    """How the payment stands, in words that are true in this state."""
    match payment:
        case Authorising():
            return Message(
                translate("Payment", "Asking your insurance code"),
                translate("Payment", "We are asking whether it may pay this amount."),
                translate("Payment", "Please stay for a moment."),
            )
        case Charging() | AwaitingPayer() | Closing() | Reversing():
            return _charge_message(payment)
        case Settling():
            return _settling_message(payment)
        case Undoing():
            return _undoing_message(payment)
        case Refunded(reason=reason):
            return Message(
                translate("Payment", "Your money is back"),
                refusals()[reason].happened,
                translate("Payment", "Everything went back to where it came from."),
            )
        case Declined(reason=reason):
            return refusals()[reason]
        case Settled():
            return _settled_message(payment)
        case Deferred():
            return Message(
                translate("Payment", "Registered for later"),
                translate(
                    "Payment",
                    "No need to pay at a window; if you did, this registration lapses.",
                ),
                translate(
                    "Payment", "With this number, {window} can tell you how it ended."
                ),
            )
        case CarryingOut():
            return Message(
                translate("Payment", "Settling what you registered"),
                translate("Payment", "The network is back and the hospital is told."),
                translate("Payment", "It finishes by itself; nothing gets lost."),
            )
        case Indebted(reason=reason):
            return Message(
                translate("Payment", "This is still to be paid"),
                refusals()[reason].happened,
                translate("Payment", "Please pay it here or at {window}."),
            )


def farewell(payment: Payment) -> Message:
    """For a patient who leaves before it is over (rule M7)."""
    now = payment_message(payment)
    if isinstance(payment, Deferred):
        return now
    return Message(
        now.title,
        translate("Payment", "You may go; we finish this without you."),
        translate("Payment", "With this number, {window} can tell you how it ended."),
    )


def methods() -> dict[Method, str]:
    return {
        Method.NOTHING: translate("Method", "Medical insurance"),
        Method.CREDIT: translate("Method", "Medical credit"),
        Method.WECHAT: translate("Method", "WeChat Pay"),
        Method.ALIPAY: translate("Method", "Alipay"),
        Method.UNIONPAY: translate("Method", "UnionPay"),
        Method.ONE_CODE: translate("Method", "One-code pay"),
    }


def ways(intent: Intent) -> str:
    """The method, or both where the credit contract pays a part."""
    named = methods()
    if intent.deposits and not intent.shares:
        return translate("Method", "Deposits")
    shares = intent.shares or (intent,)
    return " + ".join(named[share.method] for share in shares)


def _charge_message(
    payment: Charging | AwaitingPayer | Closing | Reversing,
) -> Message:
    match payment:
        case Charging(share=0):
            return Message(
                translate("Payment", "Paying"),
                translate("Payment", "We are waiting for the answer."),
                translate("Payment", "Please stay for a moment."),
            )
        case Charging():
            return Message(
                translate("Payment", "Paying the other part"),
                translate("Payment", "Now your medical credit pays its part."),
                translate("Payment", "Please stay for a moment."),
            )
        case AwaitingPayer(qr=qr) if qr:
            return Message(
                translate("Payment", "Please scan the code"),
                translate("Payment", "The code waits for your phone."),
                translate("Payment", "Scan it, then pay on the phone."),
            )
        case AwaitingPayer():
            return Message(
                translate("Payment", "Please confirm on the phone"),
                translate("Payment", "Your phone is asking for your consent."),
                translate("Payment", "Enter the password or use your fingerprint."),
            )
        case Closing(intent) if intent.shares[payment.share].is_shown:
            return Message(
                translate("Payment", "Closing the code"),
                translate("Payment", "We make sure that nobody can pay it any more."),
                translate("Payment", "Please do not pay with it now."),
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


def _settling_message(payment: Settling) -> Message:
    if payment.before_money:
        return Message(
            translate("Payment", "Settling your insurance"),
            translate("Payment", "Your insurance comes first, then your own part."),
            translate("Payment", "Please stay for a moment."),
        )
    return Message(
        translate("Payment", "Reporting to the hospital"),
        translate("Payment", "The hospital is entering your payment."),
        translate("Payment", "It finishes by itself; nothing gets lost."),
    )


def _undoing_message(payment: Undoing) -> Message:
    happened = translate("Payment", "The payment could not be completed.")
    if payment.owing:
        return Message(
            translate("Payment", "Your money is on its way back"),
            happened,
            translate("Payment", "It returns to where it came from."),
        )
    return Message(
        translate("Payment", "Taking the settlement back"),
        happened,
        translate("Payment", "Your insurance will be as it was before."),
    )


def _settled_message(payment: Settled) -> Message:
    settled, chosen = payment.settlement.bill_ids, payment.intent.bill_ids
    title = translate("Payment", "Paid, thank you")
    happened = translate("Payment", "The hospital has received your payment.")
    if settled and len(settled) < len(chosen):
        title = translate("Payment", "Some of the bills are paid")
        text = translate(
            "Payment", "Paid: {paid} of {all} bills; the others were no longer open."
        )
        happened = text.format(paid=len(settled), all=len(chosen))
    return Message(title, happened, _change(payment))


def _change(payment: Settled) -> str:
    """What becomes of money that was taken and not needed."""
    owing = total(one.amount for one in payment.owing)
    if owing:
        text = translate("Payment", "{amount} is on its way back by the same route.")
        return text.format(amount=yuan(owing))
    extra = total(one.amount for one in payment.taken) - payment.paid
    if extra:
        text = translate("Payment", "{amount} went back by the same route.")
        return text.format(amount=yuan(extra))
    return translate("Payment", "You can go on to your next station.")
