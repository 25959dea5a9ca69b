"""住院 at the kiosk, one sentence per test: no fen of a deposit pays twice."""

from dataclasses import replace
from typing import get_args

import pytest

from kiosk.app.gallery.stays import (
    ADMITTED,
    AT,
    BILL_JOB,
    CAN,
    DAYS,
    DEPOSIT,
    DEPOSIT_BILL,
    INVOICED,
    LEAVES,
    LEAVING,
    LEFT_OVER,
    LIST_JOB,
    POOR,
    PUT_DOWN,
    STAYING,
    TODAY,
    TOO_LITTLE,
    TOPS_UP,
    WOMAN,
    finished,
)
from kiosk.app.gallery.values import VOUCHER
from kiosk.flows import visit
from kiosk.flows.abilities import Abilities
from kiosk.flows.payment_states import Declined, Settled
from kiosk.flows.printing import Printed, Printing, Unprinted
from kiosk.flows.stay_states import (
    AtStay,
    FindingDays,
    FindingStay,
    OrderingDeposit,
    ReadingDays,
    Staying,
)
from kiosk.flows.visit_effects import (
    Effect,
    FindDays,
    FindStay,
    Identify,
    OpenPayment,
    OrderDeposit,
    PreSettle,
    StartPrint,
)
from kiosk.flows.visit_events import (
    Clock,
    DaysFound,
    DayTapped,
    DepositOrdered,
    DepositTapped,
    Failed,
    IdentityFound,
    PaperMoved,
    PaymentMoved,
    QuoteFound,
    Scanned,
    StayFound,
    Tap,
    VisitEvent,
)
from kiosk.flows.visit_patience import patience_s
from kiosk.flows.visit_states import (
    AwaitingCode,
    Finished,
    Identifying,
    Idle,
    Opening,
    Paying,
    Problem,
    Quoted,
    Quoting,
    Service,
    Troubled,
    Visit,
    Welcome,
)
from kiosk.model.business import BusinessType
from kiosk.model.charge import Refusal
from kiosk.model.deposit import DepositReturn
from kiosk.model.document import Document
from kiosk.model.intent import Method
from kiosk.model.money import Money
from kiosk.model.settlement import PreSettlement
from kiosk.model.stay import Stay

LEAVE = AtStay(CAN, WOMAN, LEAVING)
FIN = Money(1)


def walk(state: Visit, *events: VisitEvent) -> tuple[Visit, tuple[Effect, ...]]:
    """The state in the end, and what was wanted on the way."""
    effects: list[Effect] = []
    for event in events:
        state, wanted = visit.step(state, event)
        effects.extend(wanted)
    return state, tuple(effects)


def judged(stay: Stay, quote: PreSettlement) -> Visit:
    """What the kiosk makes of a quote for a whole stay."""
    state, _ = walk(AtStay(CAN, WOMAN, stay), Tap.CONFIRM)
    return walk(state, QuoteFound(quote))[0]


def test_a_stay_is_offered_where_the_hospital_lets_patients_see_to_it() -> None:
    for abilities in (CAN, Abilities(), replace(CAN, central=False)):
        state, _ = walk(Welcome(abilities), Tap.INPATIENT)
        offered = AwaitingCode(abilities, service=Service.STAY)
        assert state == (offered if abilities == CAN else Welcome(abilities))


def test_the_code_leads_to_the_stay() -> None:
    state, effects = walk(
        AwaitingCode(CAN, service=Service.STAY), Scanned(VOUCHER), IdentityFound(WOMAN)
    )
    assert state == FindingStay(CAN, WOMAN)
    assert effects == (Identify(VOUCHER, BusinessType.DEPOSIT), FindStay("p-1"))
    assert walk(state, StayFound("p-1", ADMITTED))[0] == AT


def test_who_has_no_stay_is_told_so() -> None:
    state, _ = walk(FindingStay(CAN, WOMAN), StayFound("p-1", None))
    assert state == Troubled(CAN, Problem.NO_STAY, service=Service.STAY)


def test_an_answer_about_somebody_else_stops_before_money() -> None:
    state, _ = walk(FindingStay(CAN, WOMAN), StayFound("p-2", ADMITTED))
    assert state == Troubled(CAN, Problem.WRONG_PATIENT, service=Service.STAY)
    stranger = DepositOrdered("ZY9", DEPOSIT_BILL)
    assert walk(OrderingDeposit(AT), stranger)[0] == OrderingDeposit(AT)
    assert walk(FindingDays(AT), DaysFound("ZY9", DAYS))[0] == FindingDays(AT)


def test_an_amount_becomes_a_bill_and_the_bill_a_quote() -> None:
    amount = DEPOSIT_BILL.total
    state, effects = walk(AT, DepositTapped(amount))
    assert effects == (OrderDeposit(ADMITTED, amount),)
    state, effects = walk(state, DepositOrdered(ADMITTED.id, DEPOSIT_BILL))
    assert isinstance(state, Quoting)
    assert effects == (PreSettle("p-1", (DEPOSIT_BILL.id,)),)
    assert walk(state, QuoteFound(DEPOSIT))[0] == PUT_DOWN


def test_only_what_the_hospital_offers_can_be_put_down() -> None:
    assert walk(AT, DepositTapped(Money(1_00)))[0] == AT


def test_a_stay_is_settled_once_its_list_is_closed() -> None:
    assert walk(AT, Tap.CONFIRM)[0] == AT
    state, effects = walk(LEAVE, Tap.CONFIRM)
    assert isinstance(state, Quoting)
    assert effects == (PreSettle("p-1", (LEAVING.id,)),)
    assert walk(state, QuoteFound(LEFT_OVER))[0] == LEAVES


def test_three_taps_put_money_down_and_three_settle_a_stay() -> None:
    come = (Tap.INPATIENT, Scanned(VOUCHER), IdentityFound(WOMAN))
    for stay, events in (
        (
            ADMITTED,
            (
                DepositTapped(DEPOSIT_BILL.total),
                DepositOrdered(ADMITTED.id, DEPOSIT_BILL),
                QuoteFound(DEPOSIT),
                Tap.CONFIRM,
            ),
        ),
        (LEAVING, (Tap.CONFIRM, QuoteFound(LEFT_OVER), Tap.CONFIRM)),
    ):
        whole = (*come, StayFound("p-1", stay), *events)
        state, _ = walk(Welcome(CAN), *whole)
        assert isinstance(state, Opening)
        assert sum(isinstance(one, Tap | DepositTapped) for one in whole) == 3


def test_where_deposits_are_enough_nothing_is_charged() -> None:
    _, effects = walk(LEAVES, Tap.CONFIRM)
    assert effects == (OpenPayment(LEFT_OVER, Method.NOTHING),)


def test_a_contract_needs_to_cover_only_what_deposits_leave() -> None:
    contract = WOMAN.contract
    assert contract is not None
    identity = replace(WOMAN, contract=replace(contract, available=TOO_LITTLE.due))
    poor = replace(TOPS_UP, choice=replace(TOPS_UP.choice, identity=identity))
    assert poor.method is Method.CREDIT
    _, effects = walk(poor, Tap.CONFIRM)
    assert effects == (OpenPayment(TOO_LITTLE, Method.CREDIT),)


@pytest.mark.parametrize(
    ("stay", "wrong"),
    [
        (LEAVING, replace(LEFT_OVER, deposits=LEFT_OVER.deposits - FIN)),
        (LEAVING, replace(LEFT_OVER, returns=LEFT_OVER.returns[:1])),
        (LEAVING, replace(LEFT_OVER, returns=(*LEFT_OVER.returns[:1] * 2,))),
        (LEAVING, replace(LEFT_OVER, deposits=LEAVING.deposited, returns=())),
        (
            LEAVING,
            replace(
                LEFT_OVER,
                returns=(
                    DepositReturn("D9", LEFT_OVER.returns[0].amount),
                    LEFT_OVER.returns[1],
                ),
            ),
        ),
        (
            LEAVING,
            replace(
                LEFT_OVER,
                returns=(
                    DepositReturn("D2", LEFT_OVER.returns[0].amount + FIN),
                    DepositReturn("D1", LEFT_OVER.returns[1].amount - FIN),
                ),
            ),
        ),
        (POOR, replace(TOO_LITTLE, deposits=TOO_LITTLE.deposits + FIN)),
        (
            POOR,
            replace(
                TOO_LITTLE,
                deposits=TOO_LITTLE.deposits - FIN,
                returns=(DepositReturn("D1", FIN),),
            ),
        ),
    ],
)
def test_deposits_that_do_not_add_up_stop_before_money(
    stay: Stay, wrong: PreSettlement
) -> None:
    assert judged(stay, wrong) == Troubled(CAN, Problem.SUM_WRONG, service=Service.STAY)


def test_deposits_that_add_up_are_shown() -> None:
    assert isinstance(judged(LEAVING, LEFT_OVER), Quoted)
    assert isinstance(judged(POOR, TOO_LITTLE), Quoted)


def test_no_other_bill_is_paid_by_deposits() -> None:
    state, _ = walk(AT, DepositTapped(DEPOSIT_BILL.total))
    state, _ = walk(state, DepositOrdered(ADMITTED.id, DEPOSIT_BILL))
    for wrong in (
        replace(DEPOSIT, deposits=FIN),
        replace(DEPOSIT, returns=(DepositReturn("D1", FIN),)),
    ):
        after, _ = walk(state, QuoteFound(wrong))
        assert after == Troubled(CAN, Problem.SUM_WRONG, service=Service.STAY)


def test_the_days_are_read_and_left_again() -> None:
    state, effects = walk(AT, Tap.DAYS)
    assert effects == (FindDays(ADMITTED),)
    state, _ = walk(state, DaysFound(ADMITTED.id, DAYS))
    assert state == ReadingDays(AT, DAYS, TODAY)
    earlier = DAYS[2].day
    assert walk(state, DayTapped(earlier))[0] == ReadingDays(AT, DAYS, earlier)
    assert walk(state, DayTapped(DAYS[-1].day.replace(year=2001)))[0] == state
    assert walk(state, Tap.BACK)[0] == AT
    assert walk(FindingDays(AT), DaysFound(ADMITTED.id, ()))[0] == AT


def test_a_stay_that_has_cost_nothing_has_no_days() -> None:
    fresh = replace(AT, stay=replace(ADMITTED, spent=Money(0)))
    assert walk(fresh, Tap.DAYS) == (fresh, ())


def test_the_way_back_from_the_amount_leads_to_the_stay() -> None:
    assert walk(PUT_DOWN, Tap.BACK)[0] == AT
    assert walk(LEAVES, Tap.BACK)[0] == LEAVE


def test_neither_a_deposit_nor_a_stay_is_promised_without_central() -> None:
    down = replace(CAN, central=False, deferrals=True)
    for quoted in (PUT_DOWN, TOPS_UP):
        cut_off = replace(quoted, choice=replace(quoted.choice, abilities=down))
        state, _ = walk(cut_off, Tap.CONFIRM)
        assert isinstance(state, Troubled)
        assert state.problem is Problem.CENTRAL_SILENT


def test_what_came_of_it_knows_the_stay_and_so_does_the_slip() -> None:
    over = finished(LEAVES, Method.NOTHING)
    state, _ = walk(Paying(LEAVES, over.payment), PaymentMoved(over.payment))
    assert isinstance(state, Finished)
    assert state.stay == LEAVING
    _, effects = walk(state, Tap.PRINT_RECEIPT)
    [start] = effects
    assert isinstance(start, StartPrint)
    assert start.stay == LEAVING


def test_after_trouble_her_code_leads_to_the_stay_again() -> None:
    over = finished(TOPS_UP, Method.WECHAT)
    assert isinstance(over.payment, Settled)
    declined = replace(over, payment=Declined(over.payment.intent, Refusal.NOT_ENOUGH))
    for state in (
        declined,
        Troubled(CAN, Problem.CENTRAL_SILENT, service=Service.STAY),
    ):
        after, _ = walk(state, Tap.BACK)
        assert after == AwaitingCode(CAN, service=Service.STAY)


def test_trouble_with_central_ends_every_wait_in_words() -> None:
    for waiting in (FindingStay(CAN, WOMAN), OrderingDeposit(AT), FindingDays(AT)):
        state, _ = walk(waiting, Failed(Problem.CENTRAL_SILENT))
        assert state == Troubled(CAN, Problem.CENTRAL_SILENT, service=Service.STAY)


def test_who_walks_away_is_asked_and_then_forgotten() -> None:
    for state in (AT, ReadingDays(AT, DAYS, TODAY)):
        assert patience_s(state) is not None
        idle, _ = walk(state, Clock.TIMED_OUT)
        assert idle == Idle(state)
        assert walk(idle, Clock.TIMED_OUT)[0] == Welcome(CAN)
        assert walk(state, Tap.CANCEL)[0] == Welcome(CAN)


def test_every_screen_of_a_stay_is_sampled() -> None:
    shown = {type(state) for state in STAYING.values()}
    assert shown >= set(get_args(Staying))


def test_identifying_for_a_stay_is_said() -> None:
    state = Identifying(CAN, Service.STAY)
    assert walk(state, IdentityFound(WOMAN))[0] == FindingStay(CAN, WOMAN)


# On paper.


def test_of_a_stay_the_invoice_and_the_statement_come_out_with_one_touch() -> None:
    wanted = visit.step(INVOICED, Tap.PRINT_INVOICE).effects
    assert [start.document for start in wanted if isinstance(start, StartPrint)] == [
        Document.INVOICE,
        Document.STATEMENT,
    ]
    deposit = replace(INVOICED, stay=replace(LEAVING, bill=None))
    [alone] = visit.step(deposit, Tap.PRINT_INVOICE).effects
    assert isinstance(alone, StartPrint)
    assert alone.document is Document.INVOICE


def test_only_what_did_not_come_out_is_printed_again() -> None:
    half = replace(INVOICED, invoice=Printed(BILL_JOB), statement=Unprinted(LIST_JOB))
    [again] = visit.step(half, Tap.PRINT_INVOICE).effects
    assert isinstance(again, StartPrint)
    assert again.document is Document.STATEMENT
    whole = replace(half, statement=Printed(LIST_JOB))
    assert visit.step(whole, Tap.PRINT_INVOICE) == (whole, ())


def test_nobody_is_sent_away_while_the_statement_prints() -> None:
    moving = visit.step(INVOICED, PaperMoved(Printing(LIST_JOB))).state
    assert moving == replace(INVOICED, statement=Printing(LIST_JOB))
    assert visit.step(moving, Tap.CONFIRM) == (moving, ())
    assert patience_s(moving) is None
