"""How long a screen waits for its patient. Pure: the clock itself is elsewhere."""

from kiosk.flows.attending_states import AskingPin, Attending, Trying, TurnedAway
from kiosk.flows.checking_states import LeftOver, Reading
from kiosk.flows.invoice_states import (
    ChoosingPeriod,
    Collected,
    Exchanging,
    OfferingExchange,
    Picking,
    Previewing,
    ShowingQr,
)
from kiosk.flows.payment_states import (
    Authorising,
    AwaitingPayer,
    Charging,
    Settling,
)
from kiosk.flows.registration_states import (
    CancelShown,
    ChoosingAppointment,
    ChoosingClinic,
    ChoosingDepartment,
    ChoosingSlot,
    OfferingCancel,
)
from kiosk.flows.stay_states import AtStay, ReadingDays
from kiosk.flows.visit_states import (
    AwaitingCode,
    AwaitingPaymentCode,
    Choosing,
    ChoosingChannel,
    DeferralOffered,
    Finished,
    Idle,
    Paying,
    Quoted,
    RaisingLimit,
    SigningUp,
    Troubled,
    Visit,
)
from kiosk.model.staff import Outcome

AT_WORK_S = 300  # standards.md R68


def patience_s(state: Visit) -> float | None:
    """Seconds until `TIMED_OUT`; None where nobody is hurried (rule H4).

    Where money or paper moves the clock stands still, but a patient is not kept
    waiting for what can be finished without her.
    """
    match state:
        case AwaitingCode() | Choosing() | Quoted() | AwaitingPaymentCode():
            return 60
        case ChoosingChannel():
            return 60
        case RaisingLimit() | SigningUp():
            return 180  # she is at her bank, on the phone
        case DeferralOffered() | Picking() | ChoosingPeriod() | Collected():
            return 60
        case Previewing() | ShowingQr():
            return 90  # somebody reads, or has a phone to unlock
        case OfferingExchange():
            return 60
        case ChoosingAppointment() | ChoosingDepartment() | ChoosingClinic():
            return 60
        case ChoosingSlot() | AtStay() | OfferingCancel() | LeftOver():
            return 60
        case CancelShown(cancellation=known):
            return None if known is None else 60  # under way, it needs nobody
        case ReadingDays() | Reading():
            return 90
        case Exchanging():
            return 60 if state.is_over else None
        case Finished():
            return 60 if state.paper_rests else None
        case Troubled() | TurnedAway():
            return 30
        case AskingPin():
            return 60
        case Attending():
            return AT_WORK_S
        case Trying(outcome=outcome):
            return None if outcome is Outcome.RUNNING else AT_WORK_S
        case Idle():
            return 20
        case Paying(payment=Settling(intent) as settling) if settling.before_money:
            return intent.patience.limit_s + 15
        case Paying(
            payment=Authorising(intent) | Charging(intent) | AwaitingPayer(intent)
        ):
            # By then the charge is being closed or reversed, unless the disk is full.
            return intent.patience.limit_s + 15
        case Paying():
            return 10
    return None
