"""From what central says, or fails to say, to the events of the flows. Pure.

Every error of the Central port ends here; the flows never see an exception.
"""

from kiosk.central.port import (
    CentralError,
    Misanswered,
    NotSent,
    Reason,
    Refused,
)
from kiosk.flows.payment_events import (
    ChargeConfirmed,
    ChargePending,
    ChargeRefused,
    ChargeReversed,
    ChargeUnanswered,
    ChargeVoided,
    PaymentEvent,
)
from kiosk.flows.visit_states import Problem
from kiosk.model.charge import ChargeAnswer, ChargeStatus, Refusal

_PROBLEMS: dict[Reason | Refusal, Problem] = {
    Reason.CODE_INVALID: Problem.UNKNOWN_PERSON,
    Reason.CODE_EXPIRED: Problem.CODE_EXPIRED,
    Reason.PERSON_UNKNOWN: Problem.UNKNOWN_PERSON,
    Reason.FAMILY_CODE_OVER: Problem.FAMILY_CODE_OVER,
    Reason.BILLS_CHANGED: Problem.BILLS_CHANGED,
    Reason.SLOT_FULL: Problem.NOTHING_FREE,
    Reason.NOT_PRINTABLE: Problem.NOT_PRINTABLE,
    Refusal.ALREADY_PAID: Problem.BILLS_CHANGED,
    Refusal.AMOUNT_CHANGED: Problem.BILLS_CHANGED,
}


# A charge with any other reason may have run, or may run yet: under this key before,
# in another place, or after a queue. Only asking tells.
_CLEAR_NO = {
    Reason.BILLS_CHANGED: Refusal.AMOUNT_CHANGED,
    Reason.CODE_EXPIRED: Refusal.CODE_EXPIRED,
    Reason.CODE_INVALID: Refusal.OTHER,
    Reason.NOT_AUTHORISED: Refusal.OTHER,
}


def problem(error: CentralError) -> Problem:
    """Why a visit cannot go on, before money."""
    match error:
        case Refused(reason=reason):
            return _PROBLEMS.get(reason, Problem.CENTRAL_REFUSED)
        case Misanswered():
            return Problem.WRONG_PATIENT
    return Problem.CENTRAL_SILENT


def charge_event(key: str, answer: ChargeAnswer, share: int = 0) -> PaymentEvent:
    """What central's word about a charge means for the payment."""
    match answer.status:
        case ChargeStatus.PAID:
            return ChargeConfirmed(key, answer.amount, share)
        case ChargeStatus.USER_PAYING:
            return ChargePending(key, share, answer.qr)
        case ChargeStatus.REFUSED:
            return ChargeRefused(key, answer.refusal or Refusal.OTHER, share)
        case ChargeStatus.CLOSED:
            return ChargeVoided(key, share)
        case ChargeStatus.REVERSED:
            return ChargeReversed(key, share)
        case ChargeStatus.NOT_FOUND:
            return ChargeUnanswered(key, share)  # no answer about money (rule M2)


def charge_failed(key: str, error: CentralError, share: int = 0) -> PaymentEvent:
    """What it means that a charge brought no answer. Only a clear no is a no."""
    match error:
        case NotSent():
            return ChargeRefused(key, Refusal.NOT_SENT, share)
        case Refused(reason=Refusal() as refusal):
            return ChargeRefused(key, refusal, share)
        case Refused(reason=Reason() as reason) if reason in _CLEAR_NO:
            return ChargeRefused(key, _CLEAR_NO[reason], share)
    return ChargeUnanswered(key, share)


def credential_refusal(error: CentralError) -> Refusal:
    """Why one-code pay may not be used. Silence is a no here: nothing was taken."""
    if isinstance(error, Refused) and isinstance(error.reason, Refusal):
        return error.reason
    return Refusal.NOT_SENT if isinstance(error, NotSent) else Refusal.NOT_ANSWERED


def is_our_bug(error: CentralError) -> bool:
    """Rule M1: the same key with another body. Money stops until somebody looked."""
    return isinstance(error, Refused) and error.reason is Reason.KEY_REUSED


def settle_refusal(error: Refused) -> Refusal | None:
    """Why the hospital will not settle; None if it has not said so."""
    if isinstance(error.reason, Refusal):
        return error.reason
    return Refusal.AMOUNT_CHANGED if error.reason is Reason.BILLS_CHANGED else None
