"""One person's time at the kiosk, one sentence per test."""

from dataclasses import replace
from itertools import product
from typing import get_args

import pytest

from kiosk.flows.payment_states import Charging, Declined, Payment, Settled, Settling
from kiosk.flows.printing import Document, InDoubt, Job, Printed, Printing
from kiosk.flows.visit import rest, scan_step, step
from kiosk.flows.visit_effects import (
    FindBills,
    Identify,
    OpenPayment,
    PreSettle,
    StartPrint,
)
from kiosk.flows.visit_events import (
    AbilitiesChanged,
    BillsFound,
    BillTapped,
    Clock,
    DetailTapped,
    Failed,
    IdentityFound,
    PaperMoved,
    PaymentMoved,
    QuoteFound,
    Scanned,
    Tap,
    VisitEvent,
)
from kiosk.flows.visit_patience import patience_s
from kiosk.flows.visit_states import (
    Abilities,
    AwaitingCode,
    AwaitingPaymentCode,
    Finished,
    Identifying,
    Idle,
    Opening,
    OutOfService,
    Paying,
    Problem,
    Quoted,
    Quoting,
    Recognised,
    Starting,
    Troubled,
    Visit,
    Welcome,
)
from kiosk.model.charge import Refusal
from kiosk.model.codes import Code, CodeKind, ScanStep
from kiosk.model.intent import Method
from kiosk.model.money import Money
from kiosk.model.settlement import PreSettlement
from tests.samples import (
    BILL,
    CAN,
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

OFFLINE = Abilities(central=False)
BROKEN = Abilities(scanner=False)
PAYMENT = Charging(intent())
PAID: Payment = Settled(intent(), SPLIT.self_pay, SETTLEMENT, INVOICE)
SETTLING: Payment = Settling(intent(), SPLIT.self_pay)
DECLINED: Payment = Declined(intent(), Refusal.NOT_ENOUGH)
RECEIPT = Job("J1", Document.RECEIPT, KEY)
FINISHED = Finished(CAN, PATIENT.name, PAID)
WITHOUT_CONTRACT = replace(QUOTED, choice=replace(CHOICE, identity=NO_CONTRACT))

STATES: list[Visit] = [
    Starting(),
    Welcome(CAN),
    Welcome(OFFLINE),
    OutOfService(BROKEN),
    AwaitingCode(CAN),
    AwaitingCode(CAN, CodeKind.WECHAT),
    Identifying(CAN),
    Recognised(CAN, IDENTITY),
    CHOICE,
    replace(CHOICE, detail="B1"),
    replace(CHOICE, chosen=frozenset()),
    Quoting(CHOICE),
    QUOTED,
    WITHOUT_CONTRACT,
    AwaitingPaymentCode(QUOTED),
    Opening(QUOTED),
    Paying(QUOTED, PAYMENT),
    Paying(QUOTED, SETTLING),
    FINISHED,
    replace(FINISHED, payment=DECLINED),
    replace(FINISHED, payment=SETTLING),
    replace(FINISHED, receipt=Printing(RECEIPT)),
    replace(FINISHED, receipt=Printed(RECEIPT)),
    Troubled(CAN, Problem.NO_BILLS),
    Idle(CHOICE),
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
    Scanned(Code(CodeKind.UNREADABLE, "")),
    IdentityFound(IDENTITY),
    BillsFound("P1", (BILL,)),
    BillsFound("P1", ()),
    BillsFound("P2", (BILL,)),
    QuoteFound(QUOTE),
    *(Failed(problem) for problem in Problem),
    PaymentMoved(PAYMENT),
    PaymentMoved(SETTLING),
    PaymentMoved(PAID),
    PaymentMoved(DECLINED),
    PaperMoved(Printing(RECEIPT)),
    PaperMoved(Printed(RECEIPT)),
    AbilitiesChanged(CAN),
    AbilitiesChanged(OFFLINE),
    AbilitiesChanged(BROKEN),
]
every_pair = pytest.mark.parametrize(("state", "event"), [*product(STATES, EVENTS)])


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
        (Identify(VOUCHER),),
    )


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


@every_pair
def test_only_two_decisions_open_a_payment(state: Visit, event: VisitEvent) -> None:
    opened = any(isinstance(e, OpenPayment) for e in step(state, event).effects)
    by_tap = isinstance(state, Quoted) and event is Tap.CONFIRM and state.method
    by_code = isinstance(state, AwaitingPaymentCode) and event == Scanned(WECHAT)
    assert opened == bool(by_tap or by_code)


@every_pair
def test_a_cancelled_visit_leaves_nothing_behind(
    state: Visit, event: VisitEvent
) -> None:
    after = step(state, event).state
    if event is Tap.CANCEL and after != state:
        assert after == rest(state.abilities)


@every_pair
def test_nobody_is_hurried_while_money_or_paper_moves(
    state: Visit, event: VisitEvent
) -> None:
    after = step(state, event).state
    moves = isinstance(after, Opening | Identifying | Quoting) or (
        isinstance(after, Finished) and isinstance(after.receipt, Printing)
    )
    if moves:
        assert patience_s(after) is None


@every_pair
def test_a_payment_is_never_left_by_a_tap(state: Visit, event: VisitEvent) -> None:
    if isinstance(state, Opening | Paying) and isinstance(event, Tap):
        assert step(state, event) == (state, ())


@every_pair
def test_no_pair_takes_the_visit_out_of_its_world(
    state: Visit, event: VisitEvent
) -> None:
    after = step(state, event).state
    if isinstance(event, AbilitiesChanged):
        assert after.abilities == event.abilities
    else:
        assert after.abilities == state.abilities


def test_every_state_is_tried() -> None:
    assert {type(state) for state in STATES} == set(get_args(Visit))
