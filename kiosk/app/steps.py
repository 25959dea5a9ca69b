"""Which step of a visit a state is, in a few words that a graph can bear."""

from kiosk.flows.attending_states import Staffed
from kiosk.flows.checking_states import FindingOut, LeftOver, LookingUp, Reading
from kiosk.flows.invoice_states import (
    ChoosingPeriod,
    Collected,
    Exchanging,
    Gathering,
    Listing,
    OfferingExchange,
    Picking,
    Previewing,
    PuttingOut,
    ShowingQr,
)
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
)
from kiosk.flows.stay_states import (
    AtStay,
    FindingDays,
    FindingStay,
    OrderingDeposit,
    ReadingDays,
)
from kiosk.flows.visit_states import (
    AwaitingCode,
    AwaitingPaymentCode,
    Choosing,
    ChoosingChannel,
    DeferralOffered,
    Finished,
    Identifying,
    Idle,
    Opening,
    Paying,
    Quoted,
    Quoting,
    RaisingLimit,
    Recognised,
    Registering,
    Resting,
    SigningUp,
    Troubled,
    Visit,
    Weighing,
)

_STATES: dict[str, tuple[type, ...]] = {
    "scan": (AwaitingCode,),
    "wait": (
        Identifying,
        Recognised,
        Quoting,
        Opening,
        Weighing,
        Registering,
        Listing,
        Gathering,
        FindingAppointments,
        FindingDepartments,
        FindingClinics,
        Holding,
        FindingStay,
        FindingDays,
        OrderingDeposit,
        FindingOut,
        LookingUp,
    ),
    "choose": (
        Choosing,
        Picking,
        ChoosingPeriod,
        ChoosingAppointment,
        ChoosingDepartment,
        ChoosingClinic,
        ChoosingSlot,
        OfferingCancel,
        OfferingExchange,
    ),
    "amount": (Quoted, RaisingLimit, SigningUp, DeferralOffered),
    "code": (AwaitingPaymentCode, ChoosingChannel),
    "pay": (Paying,),
    "print": (PuttingOut, Exchanging),
    "read": (AtStay, ReadingDays, LeftOver, Reading, Previewing, ShowingQr),
    "result": (Finished, Troubled, Collected, CancelShown),
}
STEP_OF: dict[type, str] = {
    state: step for step, states in _STATES.items() for state in states
}


def step_of(state: Visit) -> str | None:
    """None where no patient is there. Whoever is asked whether she is still there is
    where she was."""
    if isinstance(state, Idle):
        return step_of(state.behind)
    return None if isinstance(state, Resting | Staffed) else STEP_OF[type(state)]
