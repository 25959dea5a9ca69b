"""Every sentence about a stay, 住院, and every word that names a part of it."""

from PySide6.QtCore import QCoreApplication

from kiosk.flows.payment_states import Settled
from kiosk.flows.stay_states import FindingDays, FindingStay, OrderingDeposit, Staying
from kiosk.model.money import Money, total
from kiosk.model.stay import Stay, StayStatus
from ui.message import Message, yuan

translate = QCoreApplication.translate


def question(stay: Stay) -> str:
    """What she is asked."""
    match stay.status:
        case StayStatus.ORDERED:
            return translate("Stay", "To be admitted, put money down")
        case StayStatus.ADMITTED:
            return translate("Stay", "How much do you want to put down?")
        case StayStatus.LEAVING:
            return translate("Stay", "Your stay can be settled")


def bed(stay: Stay) -> str:
    """Where she lies, or will."""
    return " ".join(part for part in (stay.ward, stay.bed) if part)


def waiting(state: Staying) -> Message:
    """What is awaited; nothing where she is asked something."""
    match state:
        case FindingStay():
            return Message(
                translate("Waiting", "Looking for your stay"),
                translate("Waiting", "We are asking the hospital."),
            )
        case FindingDays():
            return Message(
                translate("Waiting", "Fetching the daily lists"),
                translate("Waiting", "We are asking the hospital."),
            )
        case OrderingDeposit():
            return Message(
                translate("Waiting", "Preparing the deposit"),
                translate("Waiting", "We are asking the hospital."),
            )
    return Message("")


def settled(stay: Stay, payment: Settled) -> Message:
    """What was reached. `stay` is as it was before."""
    if stay.bill is None:
        return _put_down(stay, payment.paid)
    returned = total(one.amount for one in payment.intent.returns)
    on_its_way = total(one.amount for one in payment.to_return)
    if on_its_way:
        text = translate(
            "Stay", "{amount} of your deposits is on its way back by the same route."
        )
    elif returned:
        text = translate(
            "Stay", "{amount} of your deposits went back by the same route."
        )
    else:
        text = translate("Stay", "Your deposits are used up.")
    return Message(
        translate("Stay", "Your stay is settled"),
        text.format(amount=yuan(on_its_way or returned)),
        translate("Stay", "Please tell the nurses before you go."),
    )


def _put_down(stay: Stay, amount: Money) -> Message:
    balance = yuan(stay.deposited + amount)
    happened = translate("Stay", "Your deposits are {amount} now.")
    if stay.status is StayStatus.ORDERED:
        title = translate("Stay", "You are admitted")
        todo = translate("Stay", "Please go to {place}.").format(place=stay.ward)
    else:
        title = translate("Stay", "Deposit received")
        todo = translate("Stay", "The ward can see it already.")
    return Message(title, happened.format(amount=balance), todo)
