"""Which screen shows which state, and what its frame offers."""

from kiosk.flows.visit_states import (
    AwaitingCode,
    AwaitingPaymentCode,
    Choosing,
    DeferralOffered,
    Finished,
    Identifying,
    Idle,
    Opening,
    OutOfService,
    Paying,
    Quoted,
    Quoting,
    Recognised,
    Registering,
    Starting,
    Troubled,
    Visit,
    Weighing,
    Welcome,
)
from kiosk.model.receipt import MoneyWord

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
    AwaitingPaymentCode: "PaymentScanScreen",
    Opening: "WaitScreen",
    Paying: "PayingScreen",
    Weighing: "WaitScreen",
    DeferralOffered: "DeferralScreen",
    Registering: "WaitScreen",
    Finished: "ResultScreen",
    Troubled: "TroubleScreen",
    Idle: "IdleScreen",
}

CANCELLABLE = (
    AwaitingCode
    | Identifying
    | Recognised
    | Choosing
    | Quoting
    | Quoted
    | AwaitingPaymentCode
    | Weighing
    | DeferralOffered
    | Troubled
    | Idle
)

TONES = {
    MoneyWord.NOT_TAKEN: "calm",
    MoneyWord.TAKEN: "good",
    MoneyWord.UNCERTAIN: "wait",
}
