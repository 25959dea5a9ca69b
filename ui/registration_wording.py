"""Every sentence about registration, 挂号, and every word that names a part of it."""

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication

from kiosk.flows.cancelling import Cancelled, Cancelling, Kept
from kiosk.flows.registration_states import (
    CancelShown,
    ChoosingAppointment,
    ChoosingClinic,
    ChoosingDepartment,
    ChoosingSlot,
    FindingAppointments,
    FindingClinics,
    FindingDepartments,
    Holding,
    OfferingCancel,
    Seeking,
)
from kiosk.model.receipt import MoneyWord
from kiosk.model.registration import Registration, RegistrationStatus
from ui.message import Message, day, weekday, yuan

translate = QCoreApplication.translate

TOMORROW = timedelta(days=1)
SHORT = 6  # letters: there is room for Sunday


def question(state: Seeking) -> str:
    """What she is asked."""
    match state:
        case ChoosingAppointment():
            return translate("Registration", "You have booked")
        case ChoosingDepartment():
            return translate("Registration", "Which department?")
        case ChoosingClinic():
            return translate("Registration", "Which doctor?")
        case ChoosingSlot():
            return translate("Registration", "At what time?")
    return ""


def context(state: Seeking) -> str:
    """For whom, and what has been chosen so far."""
    match state:
        case ChoosingAppointment(identity=identity, appointments=appointments):
            if any(is_open(one) for one in appointments):
                text = translate("Registration", "{patient}: touch what you came for.")
            else:
                text = translate("Registration", "{patient}: all of it is registered.")
            return text.format(patient=identity.patient.name)
        case ChoosingDepartment(identity=identity):
            text = translate("Registration", "Registering {patient}")
            return text.format(patient=identity.patient.name)
        case ChoosingClinic(department=department):
            return department.name
        case ChoosingSlot(before, chosen):
            return _whom(before.department.name, chosen.doctor)
    return ""


def waiting(state: Seeking) -> Message:
    """What is awaited; nothing where she is asked something."""
    match state:
        case FindingAppointments():
            return Message(
                translate("Waiting", "Looking for what you have booked"),
                translate("Waiting", "We are asking the hospital."),
            )
        case FindingDepartments():
            return Message(
                translate("Waiting", "Fetching the departments"),
                translate("Waiting", "We are asking the hospital."),
            )
        case FindingClinics():
            return Message(
                translate("Waiting", "Looking for free places"),
                translate("Waiting", "We are asking the hospital."),
            )
        case Holding():
            return Message(
                translate("Waiting", "Asking for this place"),
                translate("Waiting", "It is then kept for you while you pay."),
            )
    return Message("")


def word_of(state: OfferingCancel | CancelShown) -> MoneyWord:
    """What is true of the fee: it was paid, until it has gone back."""
    match state:
        case CancelShown(cancellation=Cancelled()):
            return MoneyWord.NOT_TAKEN
        case CancelShown(cancellation=Cancelling()) | CancelShown(cancellation=None):
            return MoneyWord.UNCERTAIN
    return MoneyWord.TAKEN


def mood(state: CancelShown) -> str:
    match state.cancellation:
        case Cancelled():
            return "good"
        case Kept():
            return "warn"
    return "wait"


def symbol(state: CancelShown) -> str:
    match state.cancellation:
        case Cancelled():
            return "done"
        case Kept():
            return "warning"
    return "hourglass"


def cancelling(state: CancelShown) -> Message:
    """How it stands with a place that is given back."""
    match state.cancellation:
        case Cancelled(returned=returned) if returned:
            text = translate("Registration", "{amount} goes back by the same route.")
            happened = text.format(amount=yuan(returned))
        case Cancelled():
            happened = translate("Registration", "You had paid nothing yourself.")
        case Kept():
            return Message(
                translate("Registration", "It is still registered"),
                translate("Registration", "It can no longer be taken back here."),
                translate("Registration", "Please ask at {window}."),
            )
        case _:
            return Message(
                translate("Registration", "Taking your registration back"),
                translate("Registration", "We are telling the hospital."),
                translate("Registration", "It finishes by itself; you may go."),
            )
    return Message(
        translate("Registration", "Your registration is cancelled"),
        happened,
        translate("Registration", "What the insurance account paid is back in it."),
    )


def is_open(one: Registration) -> bool:
    """Whether it is booked, and can be paid and collected here."""
    return one.status is RegistrationStatus.BOOKED


def doctor(name: str | None) -> str:
    return name or translate("Registration", "General clinic")


def title(name: str | None, written: str) -> str:
    """What the doctor is, 职称; or that it is whoever is on duty."""
    if name is None and not written:
        return translate("Registration", "with the doctor on duty")
    return written


def clinic(one: Registration) -> str:
    """Where, and whom she sees."""
    return _whom(one.department, one.doctor)


def moment(one: Registration, today: date) -> str:
    """The day and the time."""
    return f"{day_name(one.day, today)} {one.time}"


def places(count: int) -> str:
    """How many can still come."""
    if count == 0:
        return translate("Registration", "Full")
    return translate("Registration", "{count} left").format(count=count)


def day_name(when: date, today: date) -> str:
    """The date, and beside it what the day is called."""
    text = translate("Registration", "{name}, {day}")
    called = day_word(when, today)
    return text.format(name=called, day=day(when))


def day_word(when: date, today: date) -> str:
    """Today and tomorrow by these words, the others by the day of the week."""
    if when == today:
        return translate("Registration", "Today")
    if when == today + TOMORROW:
        return translate("Registration", "Tomorrow")
    return weekday(when)


def short_day(when: date, today: date) -> str:
    """The same where there is room for a short word: Tomorrow is a long one."""
    word = day_word(when, today)
    return word if when == today or len(word) <= SHORT else weekday(when)


def standing(one: Registration) -> str:
    """Why it cannot be collected: it has been, or somebody is paying for it."""
    match one.status:
        case RegistrationStatus.BOOKED:
            return ""
        case RegistrationStatus.HELD:
            return translate("Registration", "Kept for you, not paid yet")
    return "" if one.cancellable else registered_as(one)


def registered_as(one: Registration) -> str:
    """That it is hers, and under which number."""
    if one.queue_number:
        text = translate("Registration", "Registered, your number: {number}")
        return text.format(number=one.queue_number)
    return translate("Registration", "Registered")


def whereabouts(one: Registration) -> str:
    """Where it is; and that a touch leads to giving it back, 退号, where it does."""
    if not one.cancellable:
        return one.place
    text = translate("Registration", "{registered}. Touch it to cancel.")
    return f"{one.place}\n{text.format(registered=registered_as(one))}"


def registered(one: Registration) -> Message:
    """It is hers. The number, the place and the time stand below."""
    if one.queue_number:
        happened = ""
        todo = translate("Registration", "Please wait at the clinic at that time.")
    else:
        happened = translate("Registration", "Your number is still on its way.")
        todo = translate(
            "Registration", "It appears here, and {window} can tell you, too."
        )
    return Message(translate("Registration", "You are registered"), happened, todo)


def _whom(department: str, name: str | None) -> str:
    return f"{department} · {doctor(name)}"
