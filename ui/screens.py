"""Which screen shows which state, and what its frame offers."""

from kiosk.flows.attending_states import (
    Admitting,
    AskingPin,
    Attending,
    Trying,
    TurnedAway,
)
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
    OutOfService,
    Paying,
    Quoted,
    Quoting,
    RaisingLimit,
    Recognised,
    Registering,
    SigningUp,
    Starting,
    Troubled,
    Visit,
    Weighing,
    Welcome,
)
from kiosk.model.receipt import MoneyWord
from kiosk.model.staff import Outcome, Trial

SCREENS: dict[type[Visit], str] = {
    Starting: "WaitScreen",
    Welcome: "WelcomeScreen",
    OutOfService: "OutOfServiceScreen",
    AwaitingCode: "ScanScreen",
    Identifying: "WaitScreen",
    Recognised: "WhoScreen",
    Choosing: "BillsScreen",
    Quoting: "WaitScreen",
    Quoted: "AmountScreen",
    RaisingLimit: "LimitScreen",
    SigningUp: "SignUpScreen",
    AwaitingPaymentCode: "PaymentScanScreen",
    ChoosingChannel: "ChannelScreen",
    Opening: "WaitScreen",
    Paying: "PayingScreen",
    Weighing: "WaitScreen",
    DeferralOffered: "DeferralScreen",
    Registering: "WaitScreen",
    Finished: "ResultScreen",
    Listing: "WhoScreen",
    Picking: "InvoicesScreen",
    ChoosingPeriod: "PeriodScreen",
    ShowingQr: "QrScreen",
    Gathering: "WaitScreen",
    Previewing: "PreviewScreen",
    PuttingOut: "PrintingScreen",
    Collected: "CollectedScreen",
    OfferingExchange: "ExchangeOfferScreen",
    Exchanging: "ExchangeScreen",
    FindingAppointments: "WhoScreen",
    ChoosingAppointment: "AppointmentsScreen",
    OfferingCancel: "CancelOfferScreen",
    CancelShown: "CancelScreen",
    FindingDepartments: "WaitScreen",
    ChoosingDepartment: "OptionsScreen",
    FindingClinics: "WaitScreen",
    ChoosingClinic: "OptionsScreen",
    ChoosingSlot: "SlotsScreen",
    Holding: "WaitScreen",
    FindingStay: "WhoScreen",
    AtStay: "StayScreen",
    OrderingDeposit: "WaitScreen",
    FindingDays: "WaitScreen",
    ReadingDays: "DaysScreen",
    FindingOut: "WhoScreen",
    LeftOver: "LeftOverScreen",
    LookingUp: "WaitScreen",
    Reading: "LeftOverScreen",
    Admitting: "WaitScreen",
    AskingPin: "PinScreen",
    TurnedAway: "TroubleScreen",
    Attending: "AttendingScreen",
    Trying: "TrialScreen",
    Troubled: "TroubleScreen",
    Idle: "IdleScreen",
}

TRIALS = {Trial.TOUCH: "TouchTrialScreen", Trial.DISPLAY: "DisplayTrialScreen"}

CANCELLABLE = (
    AwaitingCode
    | Identifying
    | Recognised
    | Choosing
    | Quoting
    | Quoted
    | RaisingLimit
    | SigningUp
    | AwaitingPaymentCode
    | ChoosingChannel
    | Weighing
    | DeferralOffered
    | Troubled
    | Idle
    | Listing
    | Picking
    | ChoosingPeriod
    | ShowingQr
    | Gathering
    | Previewing
    | OfferingExchange
    | FindingAppointments
    | ChoosingAppointment
    | OfferingCancel
    | FindingDepartments
    | ChoosingDepartment
    | FindingClinics
    | ChoosingClinic
    | ChoosingSlot
    | Holding
    | FindingStay
    | AtStay
    | OrderingDeposit
    | FindingDays
    | ReadingDays
    | FindingOut
    | LeftOver
    | LookingUp
    | Reading
    | Admitting
    | AskingPin
    | Attending
)

# Where the way back stands at its usual place at the bottom.
RETURNABLE = (
    Quoted
    | RaisingLimit
    | SigningUp
    | AwaitingPaymentCode
    | ChoosingChannel
    | ChoosingPeriod
    | ShowingQr
    | Previewing
    | OfferingExchange
    | ChoosingClinic
    | ChoosingSlot
    | OfferingCancel
    | ReadingDays
    | Reading
)


def screen_of(state: Visit) -> str:
    """A code that a phone is to scan has a screen of its own, as have some trials."""
    if isinstance(state, Trying) and state.trial in TRIALS:
        return TRIALS[state.trial]
    is_shown = isinstance(state, Paying) and bool(state.qr)
    return "ShownScreen" if is_shown else SCREENS[type(state)]


def is_returnable(state: Visit) -> bool:
    is_shown = isinstance(state, Paying) and bool(state.qr)
    if isinstance(state, Trying):
        return state.outcome is not Outcome.RUNNING
    return is_shown or isinstance(state, RETURNABLE)


TONES = {
    MoneyWord.NOT_TAKEN: "calm",
    MoneyWord.TAKEN: "good",
    MoneyWord.UNCERTAIN: "wait",
}
