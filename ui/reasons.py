"""Why it did not work: one message for each problem and each refusal.

Two sentences at most, what happened and what to do. None of them speaks of the money;
that is a sentence of its own (rule M11).
"""

from PySide6.QtCore import QCoreApplication

from kiosk.flows.visit_states import Problem
from kiosk.model.charge import Refusal
from ui.message import Message

translate = QCoreApplication.translate


def problems() -> dict[Problem, Message]:
    return {
        Problem.CODE_EXPIRED: Message(
            translate("Problem", "Your code has expired"),
            translate("Problem", "The code is only valid for a minute."),
            translate("Problem", "Please refresh it on your phone and show it again."),
        ),
        Problem.UNKNOWN_PERSON: Message(
            translate("Problem", "We could not find you"),
            translate("Problem", "This hospital has no record for this code."),
            translate("Problem", "Please register at {window} first."),
        ),
        Problem.FAMILY_CODE_OVER: Message(
            translate("Problem", "The family code is no longer valid"),
            translate("Problem", "At this age a person shows a code of their own."),
            translate("Problem", "Please show the patient's code, or go to {window}."),
        ),
        Problem.NO_BILLS: Message(
            translate("Problem", "Nothing to pay"),
            translate("Problem", "You have no open bills at this hospital."),
            translate(
                "Problem", "If the doctor has just ordered something, try again soon."
            ),
        ),
        Problem.BILLS_CHANGED: Message(
            translate("Problem", "Your bills have changed"),
            translate("Problem", "The hospital altered them a moment ago."),
            translate("Problem", "Please show your code again to see the new ones."),
        ),
        Problem.SUM_WRONG: Message(
            translate("Problem", "The amounts do not add up"),
            translate("Problem", "We stopped, so that you do not pay a wrong sum."),
            translate("Problem", "Please pay at {window}."),
        ),
        Problem.WRONG_PATIENT: Message(
            translate("Problem", "We stopped to be safe"),
            translate("Problem", "The answer did not belong to your code."),
            translate("Problem", "Please show your code again, or go to {window}."),
        ),
        Problem.CENTRAL_SILENT: Message(
            translate("Problem", "The network is slow"),
            translate("Problem", "The hospital's system did not answer in time."),
            translate("Problem", "Please try again in a moment, or go to {window}."),
        ),
        Problem.CENTRAL_REFUSED: Message(
            translate("Problem", "This cannot be done here"),
            translate("Problem", "The hospital's system did not accept the request."),
            translate("Problem", "Please go to {window}; staff will help you there."),
        ),
        Problem.SLIP_INVALID: Message(
            translate("Problem", "This guide slip cannot be used"),
            translate("Problem", "The code is not a guide slip of this hospital."),
            translate("Problem", "Please go to {window}; staff will help you there."),
        ),
        Problem.SLIP_EXPIRED: Message(
            translate("Problem", "The guide slip has expired"),
            translate("Problem", "A guide slip is only valid for a while."),
            translate("Problem", "Please ask for a new one, or pay at {window}."),
        ),
        Problem.ALREADY_REGISTERED: Message(
            translate("Problem", "Already registered"),
            translate("Problem", "These bills are registered on this machine."),
            translate("Problem", "They are settled by themselves; nothing to do."),
        ),
        Problem.NOT_COVERED: Message(
            translate("Problem", "No credit contract covers it"),
            translate("Problem", "Only what a contract covers is registered here."),
            translate("Problem", "Please pay at {window}."),
        ),
        Problem.TOO_MUCH_TO_DEFER: Message(
            translate("Problem", "Too much to register"),
            translate("Problem", "The hospital limits what can be registered here."),
            translate("Problem", "Please pay at {window}."),
        ),
        Problem.NO_STAY: Message(
            translate("Problem", "No stay was found"),
            translate(
                "Problem", "You are not ordered to stay here, and not in a ward."
            ),
            translate("Problem", "If this is wrong, please ask at {window}."),
        ),
        Problem.NO_INVOICES: Message(
            translate("Problem", "No invoices found"),
            translate("Problem", "There are none of the last twelve months."),
            translate("Problem", "For older ones, please go to {window}."),
        ),
        Problem.NOTHING_FREE: Message(
            translate("Problem", "No place is free"),
            translate("Problem", "The last one has just been taken, or there is none."),
            translate(
                "Problem", "Please try another day or department, or go to {window}."
            ),
        ),
        Problem.NO_FORMS: Message(
            translate("Problem", "No exchange just now"),
            translate("Problem", "The numbered paper is used up or being changed."),
            translate("Problem", "Your e-invoice stays valid, or go to {window}."),
        ),
        Problem.NOT_PRINTABLE: Message(
            translate("Problem", "These cannot be printed"),
            translate("Problem", "They were changed meanwhile, or their file is bad."),
            translate("Problem", "Please go to {window}; staff will help you there."),
        ),
        Problem.FAULT: Message(
            translate("Problem", "This machine made a mistake"),
            translate("Problem", "It stopped by itself, and staff have been told."),
            translate("Problem", "Please go to {window}; staff will help you there."),
        ),
    }


def refusals() -> dict[Refusal, Message]:
    return {
        Refusal.CODE_EXPIRED: Message(
            translate("Refusal", "The payment code has expired"),
            translate("Refusal", "A payment code is only valid for a minute."),
            translate("Refusal", "Please pay again with a fresh code."),
        ),
        Refusal.CODE_USED: Message(
            translate("Refusal", "The payment code was used before"),
            translate("Refusal", "Each payment code works only once."),
            translate("Refusal", "Please pay again with a fresh code."),
        ),
        Refusal.NOT_ENOUGH: Message(
            translate("Refusal", "Not enough money"),
            translate("Refusal", "The balance does not cover this payment."),
            translate("Refusal", "Please pay in another way, or go to {window}."),
        ),
        Refusal.LIMIT_TOO_SMALL: Message(
            translate("Refusal", "The limit is too small"),
            translate("Refusal", "The limit does not cover this payment."),
            translate("Refusal", "Please pay in another way, or go to {window}."),
        ),
        Refusal.CANCELLED: Message(
            translate("Refusal", "Payment cancelled"),
            translate("Refusal", "It was cancelled on the phone."),
            translate("Refusal", "You can pay again whenever you are ready."),
        ),
        Refusal.NO_CREDENTIAL: Message(
            translate("Refusal", "Your insurance code cannot pay"),
            translate("Refusal", "It was not allowed to pay this amount."),
            translate("Refusal", "Please pay in another way, or go to {window}."),
        ),
        Refusal.EXPIRED: Message(
            translate("Refusal", "The registration has expired"),
            translate("Refusal", "The registration came too late to be settled."),
            translate("Refusal", "Please pay it here or at {window}."),
        ),
        Refusal.FORGED: Message(
            translate("Refusal", "The registration was not accepted"),
            translate("Refusal", "The hospital could not verify the registration."),
            translate("Refusal", "Please pay it here or at {window}."),
        ),
        Refusal.ALREADY_PAID: Message(
            translate("Refusal", "Already paid elsewhere"),
            translate("Refusal", "These bills were paid before, so we stopped."),
            translate("Refusal", "There is nothing more to do."),
        ),
        Refusal.AMOUNT_CHANGED: Message(
            translate("Refusal", "The amount has changed"),
            translate("Refusal", "The hospital altered your bills a moment ago."),
            translate("Refusal", "Please show your code again to see the new amount."),
        ),
        Refusal.NOT_SENT: Message(
            translate("Refusal", "The payment did not leave"),
            translate("Refusal", "The network failed before anything was sent."),
            translate("Refusal", "Please try again in a moment, or go to {window}."),
        ),
        Refusal.NOT_ANSWERED: Message(
            translate("Refusal", "The payment was stopped"),
            translate("Refusal", "No answer came, so it was closed for good."),
            translate("Refusal", "Please try again in a moment, or go to {window}."),
        ),
        Refusal.TOO_SLOW: Message(
            translate("Refusal", "Time ran out"),
            translate("Refusal", "The payment was not confirmed on the phone in time."),
            translate("Refusal", "You can pay again whenever you are ready."),
        ),
        Refusal.OTHER: Message(
            translate("Refusal", "The payment did not work"),
            translate("Refusal", "It was not accepted."),
            translate("Refusal", "Please pay in another way, or go to {window}."),
        ),
    }
