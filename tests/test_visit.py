"""One person's time at the kiosk, one sentence per test."""

from dataclasses import replace
from typing import get_args

import pytest

from kiosk.app.gallery.values import (
    BILL,
    CAN,
    CAPTURE,
    CHOICE,
    IDENTITY,
    INVOICE,
    KEY,
    NO_CONTRACT,
    PATIENT,
    QUOTE,
    QUOTED,
    SETTLEMENT,
    SPLIT,
    VOUCHER,
    WECHAT,
    intent,
)
from kiosk.flows.abilities import Abilities
from kiosk.flows.attending_states import Staffed
from kiosk.flows.checking_states import Checking
from kiosk.flows.invoice_states import Collecting
from kiosk.flows.payment_states import (
    Authorising,
    CarryingOut,
    Charging,
    Declined,
    Deferred,
    Indebted,
    Payment,
    Settled,
    Settling,
    Taken,
    Undoing,
)
from kiosk.flows.printing import InDoubt, Job, Printed, Printing
from kiosk.flows.registration_states import Seeking
from kiosk.flows.stay_states import Staying
from kiosk.flows.visit import scan_step, step
from kiosk.flows.visit_effects import (
    DrawQr,
    FindBills,
    Identify,
    OpenDeferral,
    OpenPayment,
    PreSettle,
    ReadSlip,
    StartPrint,
    WeighDeferral,
)
from kiosk.flows.visit_events import (
    AbilitiesChanged,
    BillsFound,
    BillTapped,
    Clock,
    DeferralPossible,
    DetailTapped,
    Failed,
    HintGiven,
    IdentityFound,
    PaperMoved,
    PaymentMoved,
    QrDrawn,
    QuoteFound,
    Scanned,
    ScannedTooSoon,
    SignUpBegun,
    SignUpSeen,
    SlipRead,
    Tap,
    VisitEvent,
)
from kiosk.flows.visit_patience import patience_s
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
    Problem,
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
from kiosk.flows.visit_step import rest
from kiosk.model.business import BusinessType
from kiosk.model.charge import Refusal
from kiosk.model.codes import Code, CodeKind, ScanStep
from kiosk.model.deferral import Offer
from kiosk.model.document import Document
from kiosk.model.hint import Hint
from kiosk.model.intent import Method, Order
from kiosk.model.money import Money
from kiosk.model.patient import CreditContract, Identity
from kiosk.model.settlement import PreSettlement
from kiosk.model.sign_up import Progress, SignUp, SignUpStatus

OFFLINE = Abilities(central=False)
MAY_DEFER = Abilities(deferrals=True)
FELL = Abilities(central=False, deferrals=True)  # and it lets patients register
BROKEN = Abilities(scanner=False)
PAYMENT = Charging(intent())
WHOLE = (Taken(0, SPLIT.self_pay),)
PAID: Payment = Settled(intent(), WHOLE, SETTLEMENT, INVOICE)
SETTLING: Payment = Settling(intent(), WHOLE)
DECLINED: Payment = Declined(intent(), Refusal.NOT_ENOUGH)
NOT_SENT: Payment = Declined(intent(), Refusal.NOT_SENT)
PROMISE = intent(order=Order.DEFERRED)
DEFERRED: Payment = Deferred(PROMISE, CAPTURE)
RECEIPT = Job("J1", Document.RECEIPT, KEY)
FINISHED = Finished(CAN, PATIENT.name, PAID)
WITHOUT_CONTRACT = replace(QUOTED, choice=replace(CHOICE, identity=NO_CONTRACT))
POOR = Identity(PATIENT, CreditContract("示例银行", Money(16_29)))
PARTLY_COVERED = replace(QUOTED, choice=replace(CHOICE, identity=POOR))
CHANNELLED = Identity(PATIENT, one_code="示例银行")
BY_ONE_CODE = replace(QUOTED, choice=replace(CHOICE, identity=CHANNELLED))
SIGNABLE = replace(
    QUOTED, choice=replace(CHOICE, identity=replace(NO_CONTRACT, can_sign_up=True))
)
SIGN_UP = SignUp("up-1", "https://bank.example/sign-up?id=up-1")
SLIP = Code(CodeKind.GUIDE_SLIP, "GS1.0123.abc.def")
OFFER = Offer(PATIENT.name, QUOTE, SLIP.value)
OFFERED = DeferralOffered(FELL, OFFER)
QUOTED_OFFLINE = replace(QUOTED, choice=replace(CHOICE, abilities=FELL))

STATES: list[Visit] = [
    Starting(),
    Welcome(CAN),
    Welcome(OFFLINE),
    OutOfService(BROKEN),
    AwaitingCode(CAN),
    AwaitingCode(CAN, CodeKind.WECHAT),
    AwaitingCode(CAN, too_soon=True),
    Identifying(CAN),
    Recognised(CAN, IDENTITY),
    CHOICE,
    replace(CHOICE, detail="B1"),
    replace(CHOICE, chosen=frozenset()),
    Quoting(CHOICE),
    QUOTED,
    WITHOUT_CONTRACT,
    QUOTED_OFFLINE,
    RaisingLimit(PARTLY_COVERED),
    SIGNABLE,
    SigningUp(SIGNABLE),
    SigningUp(SIGNABLE, SIGN_UP, b"PNG"),
    SigningUp(SIGNABLE, SIGN_UP, b"PNG", Progress(SignUpStatus.REFUSED)),
    PARTLY_COVERED,
    BY_ONE_CODE,
    AwaitingPaymentCode(QUOTED),
    AwaitingPaymentCode(PARTLY_COVERED, credit=Money(16_29)),
    Opening(QUOTED),
    Paying(QUOTED, PAYMENT),
    Paying(QUOTED, SETTLING),
    FINISHED,
    replace(FINISHED, payment=DECLINED),
    replace(FINISHED, payment=SETTLING),
    replace(FINISHED, receipt=Printing(RECEIPT)),
    replace(FINISHED, receipt=Printed(RECEIPT)),
    replace(FINISHED, payment=DEFERRED),
    Troubled(CAN, Problem.NO_BILLS),
    Troubled(FELL, Problem.CENTRAL_SILENT),
    Welcome(FELL),
    AwaitingCode(FELL),
    Weighing(FELL),
    OFFERED,
    Registering(OFFERED),
    ChoosingChannel(AwaitingPaymentCode(QUOTED)),
    Idle(CHOICE),
    Idle(OFFERED),
    Idle(FINISHED),
]
EVENTS: list[VisitEvent] = [
    *Tap,
    *Clock,
    BillTapped("B1"),
    BillTapped("somebody else's"),
    DetailTapped("B1"),
    DetailTapped("somebody else's"),
    Scanned(VOUCHER),
    Scanned(WECHAT),
    Scanned(SLIP),
    Scanned(Code(CodeKind.UNREADABLE, "")),
    ScannedTooSoon(),
    SlipRead(OFFER),
    DeferralPossible(OFFER),
    IdentityFound(IDENTITY),
    BillsFound("P1", (BILL,)),
    BillsFound("P1", ()),
    BillsFound("P2", (BILL,)),
    QuoteFound(QUOTE),
    SignUpBegun("P1", SIGN_UP),
    SignUpSeen("up-1", Progress(SignUpStatus.SCANNED)),
    SignUpSeen("up-1", Progress(SignUpStatus.SIGNED, IDENTITY.contract)),
    QrDrawn(SIGN_UP.url, b"PNG"),
    *(Failed(problem) for problem in Problem),
    PaymentMoved(PAYMENT),
    PaymentMoved(SETTLING),
    PaymentMoved(PAID),
    PaymentMoved(DECLINED),
    PaymentMoved(NOT_SENT),
    PaymentMoved(DEFERRED),
    PaperMoved(Printing(RECEIPT)),
    PaperMoved(Printed(RECEIPT)),
    AbilitiesChanged(CAN),
    AbilitiesChanged(OFFLINE),
    AbilitiesChanged(FELL),
    AbilitiesChanged(BROKEN),
]
every_state = pytest.mark.parametrize("state", STATES)


def run(state: Visit, *events: VisitEvent) -> Visit:
    for event in events:
        state = step(state, event).state
    return state


def test_from_scan_to_paid_in_two_taps() -> None:
    end = run(
        Welcome(CAN),
        Scanned(VOUCHER),
        IdentityFound(IDENTITY),
        BillsFound("P1", (BILL,)),
        Tap.CONFIRM,
        QuoteFound(QUOTE),
        Tap.CONFIRM,
        PaymentMoved(PAYMENT),
        PaymentMoved(PAID),
    )
    assert end == FINISHED


def test_a_voucher_is_sent_to_central() -> None:
    assert step(AwaitingCode(CAN), Scanned(VOUCHER)) == (
        Identifying(CAN),
        (Identify(VOUCHER, BusinessType.SETTLEMENT),),
    )


@pytest.mark.parametrize(
    ("tap", "business"),
    [
        (Tap.START, "01301"),
        (Tap.REGISTER, "01101"),
        (Tap.INVOICES, "01304"),
        (Tap.INPATIENT, "01104"),
        (Tap.CHECK, "01301"),
    ],
)
def test_central_is_told_what_the_code_is_shown_for(tap: Tap, business: str) -> None:
    can = replace(CAN, registrations=True, stays=True, checks=True)
    waiting, _ = step(Welcome(can), tap)
    for kind in (CodeKind.VOUCHER, CodeKind.SUISHEN, CodeKind.HEALTH_CARD):
        [asked] = step(waiting, Scanned(Code(kind, "x"))).effects
        assert isinstance(asked, Identify)
        assert asked.business.value == business


def test_a_payment_code_shown_first_is_named_and_goes_nowhere() -> None:
    state, effects = step(AwaitingCode(CAN), Scanned(WECHAT))
    assert (state, effects) == (AwaitingCode(CAN, CodeKind.WECHAT), ())


def test_a_voucher_shown_for_payment_is_named_and_goes_nowhere() -> None:
    state, effects = step(AwaitingPaymentCode(QUOTED), Scanned(VOUCHER))
    assert (state, effects) == (AwaitingPaymentCode(QUOTED, CodeKind.VOUCHER), ())


def test_who_is_known_has_her_bills_looked_up() -> None:
    assert step(Identifying(CAN), IdentityFound(IDENTITY)).effects == (FindBills("P1"),)


def test_all_bills_are_chosen_unless_the_patient_says_otherwise() -> None:
    assert run(Recognised(CAN, IDENTITY), BillsFound("P1", (BILL,))) == CHOICE
    assert step(CHOICE, Tap.CONFIRM).effects == (PreSettle("P1", ("B1",)),)


def test_what_only_a_window_takes_is_shown_and_never_chosen() -> None:
    window = replace(BILL, id="B2", window="5号窗口")
    found = BillsFound("P1", (BILL, window))
    choosing, _ = step(Recognised(CAN, IDENTITY), found)
    assert isinstance(choosing, Choosing)
    assert choosing.bills == (BILL, window)
    assert choosing.chosen_bills == (BILL,)
    assert step(choosing, BillTapped("B2")).state == choosing
    assert step(choosing, Tap.CONFIRM).effects == (PreSettle("P1", ("B1",)),)


def test_where_only_a_window_takes_anything_nothing_is_asked() -> None:
    window = replace(BILL, window="5号窗口")
    choosing, _ = step(Recognised(CAN, IDENTITY), BillsFound("P1", (window,)))
    assert isinstance(choosing, Choosing)
    assert step(choosing, Tap.CONFIRM) == (choosing, ())


def test_nothing_chosen_is_nothing_asked() -> None:
    nothing = run(CHOICE, BillTapped("B1"))
    assert step(nothing, Tap.CONFIRM) == (nothing, ())


def test_another_patients_bills_stop_the_visit() -> None:
    state = run(Recognised(CAN, IDENTITY), BillsFound("P2", (BILL,)))
    assert state == Troubled(CAN, Problem.WRONG_PATIENT)


@pytest.mark.parametrize(
    ("quote", "problem"),
    [
        (replace(QUOTE, patient_id="P2"), Problem.WRONG_PATIENT),
        (replace(QUOTE, bill_ids=("B1", "B2")), Problem.BILLS_CHANGED),
        (
            replace(QUOTE, split=replace(SPLIT, self_pay=Money(1))),
            Problem.SUM_WRONG,
        ),
        (
            replace(
                QUOTE,
                split=replace(SPLIT, total=Money(188_22), self_pay=Money(56_30)),
            ),
            Problem.BILLS_CHANGED,
        ),
    ],
)
def test_a_quote_that_is_wrong_stops_before_money(
    quote: PreSettlement, problem: Problem
) -> None:
    assert run(Quoting(CHOICE), QuoteFound(quote)) == Troubled(CAN, problem)


def test_one_tap_pays_on_credit() -> None:
    assert step(QUOTED, Tap.CONFIRM) == (
        Opening(QUOTED),
        (OpenPayment(QUOTE, Method.CREDIT),),
    )


def test_a_second_tap_on_pay_does_nothing() -> None:
    assert step(Opening(QUOTED), Tap.CONFIRM) == (Opening(QUOTED), ())


def test_without_a_contract_a_payment_code_is_asked_for() -> None:
    waiting = run(WITHOUT_CONTRACT, Tap.CONFIRM)
    assert waiting == AwaitingPaymentCode(WITHOUT_CONTRACT)
    assert step(waiting, Scanned(WECHAT)).effects == (
        OpenPayment(QUOTE, Method.WECHAT, WECHAT),
    )


def test_a_contract_that_is_too_small_does_not_pay() -> None:
    large = replace(SPLIT, total=Money(9_999_00), self_pay=Money(9_867_08))
    quoted = Quoted(CHOICE, replace(QUOTE, split=large))
    assert quoted.limit_too_small
    assert run(quoted, Tap.CONFIRM) == AwaitingPaymentCode(quoted)


def test_what_a_small_contract_leaves_over_is_paid_by_code() -> None:
    waiting = run(PARTLY_COVERED, Tap.PAY_REST_BY_CODE)
    assert waiting == AwaitingPaymentCode(PARTLY_COVERED, credit=Money(16_29))
    wrong = run(waiting, Scanned(VOUCHER))
    assert step(wrong, Scanned(WECHAT)).effects == (
        OpenPayment(QUOTE, Method.WECHAT, WECHAT, Money(16_29)),
    )


def test_who_does_not_want_the_contract_pays_all_of_it_by_code() -> None:
    for quoted in (PARTLY_COVERED, WITHOUT_CONTRACT):
        [opened] = step(run(quoted, Tap.CONFIRM), Scanned(WECHAT)).effects
        assert opened == OpenPayment(QUOTE, Method.WECHAT, WECHAT)
    [opened] = step(run(QUOTED, Tap.PAY_BY_CODE), Scanned(WECHAT)).effects
    assert opened == OpenPayment(QUOTE, Method.WECHAT, WECHAT)


@pytest.mark.parametrize(
    "identity",
    [IDENTITY, NO_CONTRACT, Identity(PATIENT, CreditContract("b", Money(0)))],
)
def test_no_share_is_offered_where_a_contract_pays_all_or_nothing(
    identity: Identity,
) -> None:
    quoted = replace(QUOTED, choice=replace(CHOICE, identity=identity))
    assert step(quoted, Tap.PAY_REST_BY_CODE) == (quoted, ())


def test_one_tap_pays_by_one_code_where_there_is_a_channel() -> None:
    assert step(BY_ONE_CODE, Tap.CONFIRM) == (
        Opening(BY_ONE_CODE),
        (OpenPayment(QUOTE, Method.ONE_CODE),),
    )
    assert run(BY_ONE_CODE, Tap.PAY_BY_CODE) == AwaitingPaymentCode(BY_ONE_CODE)


def test_a_contract_goes_before_one_code() -> None:
    both = replace(IDENTITY, one_code="示例银行")
    quoted = replace(QUOTED, choice=replace(CHOICE, identity=both))
    assert quoted.method is Method.CREDIT


def test_one_code_and_insurance_are_waited_for_as_long_as_a_charge() -> None:
    decision = intent(Method.ONE_CODE, order=Order.SETTLE_FIRST)
    for payment in (Authorising(decision), Settling(decision)):
        shown = run(Opening(BY_ONE_CODE), PaymentMoved(payment))
        assert shown == Paying(BY_ONE_CODE, payment)
        assert patience_s(shown) == decision.patience.limit_s + 15


def test_who_leaves_before_it_is_over_gets_a_slip() -> None:
    state, effects = step(Paying(QUOTED, SETTLING), Clock.TIMED_OUT)
    assert state == Finished(CAN, PATIENT.name, SETTLING, receipt_of=SETTLING)
    assert effects == (StartPrint(Document.RECEIPT, SETTLING, PATIENT.name),)


def test_a_slip_is_printed_once_however_often_it_is_tapped() -> None:
    assert step(FINISHED, Tap.PRINT_RECEIPT).effects
    printing = replace(FINISHED, receipt=Printing(RECEIPT))
    assert not step(printing, Tap.PRINT_RECEIPT).effects
    assert not step(replace(FINISHED, receipt=Printed(RECEIPT)), Tap.PRINT_RECEIPT)[1]


def test_a_slip_in_doubt_comes_again_only_as_a_marked_copy() -> None:
    doubt = replace(FINISHED, receipt=InDoubt(RECEIPT))
    [again] = step(doubt, Tap.PRINT_RECEIPT).effects
    assert isinstance(again, StartPrint)
    assert again.copy == 2


def test_a_broken_printer_never_undoes_a_payment() -> None:
    no_paper = replace(FINISHED, abilities=Abilities(receipts=False))
    assert step(no_paper, Tap.PRINT_RECEIPT) == (no_paper, ())


def test_no_slip_says_that_nothing_was_bought() -> None:
    assert not step(replace(FINISHED, payment=DECLINED), Tap.PRINT_RECEIPT).effects


def test_offline_nothing_is_begun_that_cannot_finish() -> None:
    assert run(Welcome(OFFLINE), Tap.START) == Welcome(OFFLINE)
    assert run(Welcome(OFFLINE), Scanned(VOUCHER)) == Welcome(OFFLINE)


@pytest.mark.parametrize("waiting", [Welcome(FELL), AwaitingCode(FELL)])
def test_offline_a_guide_slip_is_read_without_central(waiting: Visit) -> None:
    assert step(waiting, Scanned(SLIP)) == (Weighing(FELL), (ReadSlip(SLIP),))
    assert step(Weighing(FELL), SlipRead(OFFER)).effects == (WeighDeferral(OFFER),)
    assert run(Weighing(FELL), DeferralPossible(OFFER)) == OFFERED


def test_offline_one_may_begin_where_one_may_register() -> None:
    assert run(Welcome(FELL), Tap.START) == AwaitingCode(FELL)
    voucher = run(AwaitingCode(FELL), Scanned(VOUCHER))
    assert voucher == Troubled(FELL, Problem.CENTRAL_SILENT)


@pytest.mark.parametrize(
    "abilities", [CAN, MAY_DEFER, OFFLINE, Abilities(storage=False, deferrals=True)]
)
def test_a_guide_slip_means_nothing_unless_it_can_be_registered(
    abilities: Abilities,
) -> None:
    for waiting in (rest(abilities), AwaitingCode(abilities)):
        after, effects = step(waiting, Scanned(SLIP))
        assert effects == ()
        assert not isinstance(after, Weighing)


def test_when_the_network_fell_after_the_quote_it_can_be_registered() -> None:
    fell = run(QUOTED, AbilitiesChanged(FELL))
    assert step(fell, Tap.CONFIRM) == (
        Weighing(FELL),
        (WeighDeferral(Offer(PATIENT.name, QUOTE)),),
    )


def test_when_the_charge_never_left_the_kiosk_it_can_be_registered() -> None:
    """The kiosk may not have noticed yet that the network fell."""
    for abilities in (MAY_DEFER, FELL):
        quoted = replace(QUOTED, choice=replace(CHOICE, abilities=abilities))
        assert step(Paying(quoted, PAYMENT), PaymentMoved(NOT_SENT)) == (
            Weighing(abilities),
            (WeighDeferral(Offer(PATIENT.name, QUOTE)),),
        )


def test_what_may_have_been_sent_is_never_registered_for_later() -> None:
    quoted = QUOTED_OFFLINE
    unanswered = Declined(intent(), Refusal.NOT_ANSWERED)
    by_code = Declined(intent(Method.WECHAT), Refusal.NOT_SENT)
    for payment in (DECLINED, unanswered, by_code):
        after, effects = step(Paying(quoted, PAYMENT), PaymentMoved(payment))
        assert (type(after), effects) == (Finished, ())


@pytest.mark.parametrize("quoted", [WITHOUT_CONTRACT, PARTLY_COVERED, BY_ONE_CODE])
def test_without_a_contract_that_covers_it_nothing_is_registered(
    quoted: Quoted,
) -> None:
    offline = run(quoted, AbilitiesChanged(FELL))
    assert step(offline, Tap.CONFIRM) == (Troubled(FELL, Problem.CENTRAL_SILENT), ())


def test_where_the_hospital_did_not_allow_it_nothing_is_offered() -> None:
    offline = run(QUOTED, AbilitiesChanged(OFFLINE))
    assert step(offline, Tap.CONFIRM) == (Troubled(OFFLINE, Problem.CENTRAL_SILENT), ())
    after = run(Paying(QUOTED, PAYMENT), PaymentMoved(NOT_SENT))
    assert after == Finished(CAN, PATIENT.name, NOT_SENT)


def test_two_taps_on_the_offer_register_once() -> None:
    registering, effects = step(OFFERED, Tap.CONFIRM)
    assert (registering, effects) == (Registering(OFFERED), (OpenDeferral(OFFER),))
    assert step(registering, Tap.CONFIRM) == (registering, ())


def test_what_was_registered_is_shown_and_printed_with_its_case() -> None:
    state, effects = step(Registering(OFFERED), PaymentMoved(DEFERRED))
    assert state == Finished(FELL, PATIENT.name, DEFERRED, receipt_of=DEFERRED)
    assert effects == (StartPrint(Document.RECEIPT, DEFERRED, PATIENT.name),)
    reprint = replace(state, receipt=None)
    assert step(reprint, Tap.PRINT_RECEIPT).effects == effects


def test_another_promise_is_not_shown_to_who_is_registering() -> None:
    other = replace(PROMISE, pre_settlement_id="earlier")
    moved = PaymentMoved(Deferred(other, CAPTURE))
    assert step(Registering(OFFERED), moved) == (Registering(OFFERED), ())


@pytest.mark.parametrize("waiting", [Weighing(FELL), Registering(OFFERED)])
def test_what_cannot_be_registered_is_said_and_promises_nothing(
    waiting: Visit,
) -> None:
    for problem in (Problem.TOO_MUCH_TO_DEFER, Problem.SLIP_EXPIRED):
        assert step(waiting, Failed(problem)) == (Troubled(FELL, problem), ())


def test_a_promise_that_becomes_a_debt_is_shown_and_may_be_paid() -> None:
    registered = Finished(MAY_DEFER, PATIENT.name, DEFERRED)
    carrying_out = CarryingOut(PROMISE, CAPTURE)
    indebted = Indebted(PROMISE, Refusal.EXPIRED)
    shown = run(registered, PaymentMoved(carrying_out), PaymentMoved(indebted))
    assert shown == replace(registered, payment=indebted)
    assert not step(shown, Tap.PRINT_RECEIPT).effects
    assert run(shown, Tap.BACK) == AwaitingCode(MAY_DEFER)


@pytest.mark.parametrize(
    ("abilities", "problem"),
    [(OFFLINE, Problem.CENTRAL_SILENT), (Abilities(sound=False), Problem.FAULT)],
)
def test_a_kiosk_that_cannot_finish_takes_no_money(
    abilities: Abilities, problem: Problem
) -> None:
    for state, event in (
        (QUOTED, Tap.CONFIRM),
        (AwaitingPaymentCode(QUOTED), Scanned(WECHAT)),
        (AwaitingCode(CAN), Scanned(VOUCHER)),
    ):
        unable = run(state, AbilitiesChanged(abilities))
        assert step(unable, event) == (Troubled(abilities, problem), ())


def test_a_slip_that_said_less_gives_way_to_a_better_one() -> None:
    printing, printed = PaperMoved(Printing(RECEIPT)), PaperMoved(Printed(RECEIPT))
    leaving = run(Paying(QUOTED, SETTLING), Clock.TIMED_OUT)
    for end in (
        run(leaving, printing, printed, PaymentMoved(PAID)),
        run(leaving, printing, PaymentMoved(PAID), printed),
    ):
        assert end == replace(FINISHED, receipt_of=SETTLING)
        assert step(end, Tap.PRINT_RECEIPT).effects
    whole = run(FINISHED, Tap.PRINT_RECEIPT, printing, printed)
    assert not step(whole, Tap.PRINT_RECEIPT).effects


def test_a_slip_that_would_say_the_same_again_stays_the_only_one() -> None:
    printing, printed = PaperMoved(Printing(RECEIPT)), PaperMoved(Printed(RECEIPT))
    leaving = run(Paying(QUOTED, PAYMENT), Clock.TIMED_OUT, printing, printed)
    undoing = Undoing(PAYMENT.intent, Refusal.NOT_ANSWERED)
    unchanged = run(leaving, PaymentMoved(undoing))
    assert unchanged != leaving
    assert not step(unchanged, Tap.PRINT_RECEIPT).effects


@pytest.mark.parametrize(
    "waiting", [Welcome(CAN), AwaitingCode(CAN), AwaitingPaymentCode(QUOTED)]
)
def test_what_the_camera_would_like_is_said_while_a_code_is_awaited(
    waiting: Welcome | AwaitingCode | AwaitingPaymentCode,
) -> None:
    told = run(waiting, HintGiven(Hint.SCREEN_BRIGHTER))
    assert told == replace(waiting, hint=Hint.SCREEN_BRIGHTER)
    assert run(told, HintGiven(None)) == waiting


def test_a_hint_disturbs_nobody_who_pays() -> None:
    for state in (QUOTED, Paying(QUOTED, PAYMENT), FINISHED, Idle(QUOTED)):
        assert run(state, HintGiven(Hint.CLOSER)) == state


def test_a_kiosk_without_a_scanner_says_so() -> None:
    assert rest(BROKEN) == OutOfService(BROKEN)
    assert run(OutOfService(BROKEN), AbilitiesChanged(CAN)) == Welcome(CAN)


def test_the_idle_warning_hides_everything_and_gives_it_back() -> None:
    warned = run(QUOTED, Clock.TIMED_OUT)
    assert warned == Idle(QUOTED)
    assert run(warned, Tap.STAY) == QUOTED
    assert run(warned, Clock.TIMED_OUT) == Welcome(CAN)


def test_a_payment_goes_on_behind_the_idle_warning() -> None:
    behind = Idle(Finished(CAN, PATIENT.name, SETTLING))
    assert run(behind, PaymentMoved(PAID)) == Idle(FINISHED)


def test_scans_mean_something_only_where_a_code_is_asked_for() -> None:
    assert scan_step(AwaitingCode(CAN)) is ScanStep.IDENTITY
    assert scan_step(AwaitingPaymentCode(QUOTED)) is ScanStep.PAYMENT
    assert scan_step(QUOTED) is None


@every_state
def test_only_two_decisions_open_a_payment(state: Visit) -> None:
    for event in EVENTS:
        opened = any(isinstance(e, OpenPayment) for e in step(state, event).effects)
        by_tap = isinstance(state, Quoted) and event is Tap.CONFIRM and state.method
        by_code = isinstance(state, AwaitingPaymentCode) and event == Scanned(WECHAT)
        assert opened == bool(state.abilities.can_pay and (by_tap or by_code))


@every_state
def test_only_the_patients_own_yes_registers_anything(state: Visit) -> None:
    for event in EVENTS:
        opened = any(isinstance(e, OpenDeferral) for e in step(state, event).effects)
        assert opened == (isinstance(state, DeferralOffered) and event is Tap.CONFIRM)


@every_state
def test_nothing_is_weighed_that_the_hospital_did_not_allow(state: Visit) -> None:
    for event in EVENTS:
        after, effects = step(state, event)
        weighs = any(isinstance(e, ReadSlip | WeighDeferral) for e in effects)
        assert not weighs or after.abilities.deferrals


@every_state
def test_a_cancelled_visit_leaves_nothing_behind(state: Visit) -> None:
    for event in EVENTS:
        after = step(state, event).state
        if event is Tap.CANCEL and after != state:
            assert after == rest(state.abilities)


@every_state
def test_nobody_is_hurried_while_money_or_paper_moves(state: Visit) -> None:
    for event in EVENTS:
        after = step(state, event).state
        moves = isinstance(after, Opening | Identifying | Quoting | Registering) or (
            isinstance(after, Finished) and isinstance(after.receipt, Printing)
        )
        if moves:
            assert patience_s(after) is None


@every_state
def test_a_payment_is_never_left_by_a_tap(state: Visit) -> None:
    for event in EVENTS:
        if isinstance(state, Opening | Paying | Registering) and isinstance(event, Tap):
            assert step(state, event) == (state, ())


@every_state
def test_no_pair_takes_the_visit_out_of_its_world(state: Visit) -> None:
    for event in EVENTS:
        after = step(state, event).state
        if isinstance(event, AbilitiesChanged):
            assert after.abilities == event.abilities
        else:
            assert after.abilities == state.abilities


def test_every_state_is_tried() -> None:
    # Tried in test_invoice_flow, test_registering, test_staying, test_checking and
    # test_attending.
    elsewhere = {
        *get_args(Collecting),
        *get_args(Seeking),
        *get_args(Staying),
        *get_args(Checking),
        *get_args(Staffed),
    }
    assert {type(state) for state in STATES} == set(get_args(Visit)) - elsewhere


# A credit limit that is too small.


RAISE = "https://bank.example/raise"
RAISABLE = Identity(PATIENT, CreditContract("示范银行", Money(1_00), RAISE))
TOO_SMALL = replace(QUOTED, choice=replace(CHOICE, identity=RAISABLE))


def test_the_banks_page_is_shown_where_the_limit_is_too_small_and_only_there() -> None:
    shown = step(TOO_SMALL, Tap.RAISE_LIMIT)
    assert shown == (RaisingLimit(TOO_SMALL), (DrawQr(RAISE),))
    for contract in (None, CreditContract("示范银行", Money(1_00))):
        other = replace(CHOICE, identity=replace(IDENTITY, contract=contract))
        quoted = replace(QUOTED, choice=other)
        assert step(quoted, Tap.RAISE_LIMIT) == (quoted, ())


def test_the_picture_that_is_shown_is_the_banks_page() -> None:
    state = RaisingLimit(TOO_SMALL)
    assert step(state, QrDrawn("https://other.example", b"PNG")).state == state
    drawn = step(state, QrDrawn(RAISE, b"PNG")).state
    assert drawn == RaisingLimit(TOO_SMALL, b"PNG")


def test_after_raising_it_her_code_says_what_the_limit_is_now() -> None:
    state = RaisingLimit(TOO_SMALL)
    assert step(state, Tap.BACK).state == TOO_SMALL
    assert step(state, Tap.CONFIRM).state == AwaitingCode(CAN)
