"""A code that the kiosk shows and a phone scans: shown, scanned, taken down, closed."""

from dataclasses import replace

import pytest

from kiosk.app.gallery.values import CHOICE, KEY, NO_CONTRACT, QUOTE, SPLIT, intent
from kiosk.flows.abilities import Abilities
from kiosk.flows.payment import begin, owed
from kiosk.flows.payment import step as pay_step
from kiosk.flows.payment_effects import Charge, CloseCharge
from kiosk.flows.payment_events import (
    ChargeConfirmed,
    ChargePending,
    ChargeUnanswered,
    ChargeVoided,
    Opened,
    PaymentEvent,
    PowerReturned,
    QrTakenDown,
    TimeRanOut,
)
from kiosk.flows.payment_states import (
    AwaitingPayer,
    Charging,
    Closing,
    Declined,
    Payment,
    Settling,
    Taken,
)
from kiosk.flows.visit import step
from kiosk.flows.visit_effects import DrawQr, OpenPayment, PreSettle, TakeDownQr
from kiosk.flows.visit_events import (
    ChannelTapped,
    Failed,
    PaymentMoved,
    QrDrawn,
    Tap,
)
from kiosk.flows.visit_states import (
    AwaitingPaymentCode,
    ChoosingChannel,
    Finished,
    Opening,
    Paying,
    Problem,
    Quoted,
    Quoting,
    Visit,
)
from kiosk.model.charge import Refusal
from kiosk.model.intent import Method, Patience
from kiosk.model.money import Money

TEXT = "weixin://wxpay/bizpayurl?pr=0123456789"
PNG = b"picture"
PAID = SPLIT.self_pay
SHOWN = replace(intent(Method.WECHAT), is_shown=True, patience=Patience().of_shown)
SCANNED = AwaitingPayer(SHOWN, qr=TEXT)
SHARED = replace(SHOWN, credit=Money(5_00))

ONE = Abilities(shown=(Method.WECHAT,))
SEVERAL = Abilities(shown=(Method.WECHAT, Method.ALIPAY))


def quoted(abilities: Abilities) -> Quoted:
    choice = replace(CHOICE, abilities=abilities, identity=NO_CONTRACT)
    return Quoted(choice, QUOTE)


AMOUNT = quoted(ONE)
AWAITING = AwaitingPaymentCode(AMOUNT)
WAITING = Paying(AMOUNT, Charging(SHOWN))
SEEN = Paying(AMOUNT, SCANNED, PNG)


# The payment


def test_a_shown_code_is_charged_without_one_of_hers() -> None:
    state, effects = begin(Opened(SHOWN))
    assert state == Charging(SHOWN)
    assert effects[0] == Charge(SHOWN)
    assert SHOWN.shares[0].is_shown


def test_its_text_stays_while_central_is_asked_about_it() -> None:
    state: Payment = pay_step(Charging(SHOWN), ChargePending(KEY, qr=TEXT)).state
    assert state == SCANNED
    for event in (ChargePending(KEY), ChargeUnanswered(KEY)):
        state = pay_step(state, event).state
        assert isinstance(state, AwaitingPayer)
        assert state.qr == TEXT


def test_without_its_text_the_journal_says_the_same() -> None:
    read_again = pay_step(Charging(SHOWN), ChargePending(KEY)).state
    assert read_again == AwaitingPayer(SHOWN)
    assert owed(pay_step(read_again, PowerReturned(KEY)).state) == (CloseCharge(KEY),)


@pytest.mark.parametrize("waiting", [Charging(SHOWN), SCANNED])
@pytest.mark.parametrize(
    "event", [QrTakenDown(KEY), TimeRanOut(KEY), PowerReturned(KEY)]
)
def test_whatever_ends_its_screen_closes_it_at_central(
    waiting: Payment, event: PaymentEvent
) -> None:
    state = pay_step(waiting, event).state
    assert owed(state) == (CloseCharge(KEY),)


def test_it_is_closed_as_well_where_only_the_questions_run_out() -> None:
    last = replace(SCANNED, asked=SHOWN.patience.queries)
    assert pay_step(last, ChargePending(KEY)).state == Closing(SHOWN)


def test_money_that_comes_in_the_moment_of_closing_counts() -> None:
    state = pay_step(Closing(SHOWN), ChargeConfirmed(KEY, PAID)).state
    assert state == Settling(SHOWN, (Taken(0, PAID),))


def test_a_code_that_nobody_scanned_took_nothing() -> None:
    state = pay_step(Closing(SHOWN), ChargeVoided(KEY)).state
    assert state == Declined(SHOWN, Refusal.TOO_SLOW)


def test_a_code_of_hers_is_not_taken_down() -> None:
    asked = AwaitingPayer(intent(Method.WECHAT))
    assert pay_step(asked, QrTakenDown(KEY)).state == asked


def test_a_phone_has_longer_for_a_code_that_is_shown() -> None:
    assert Patience().of_shown.limit_s > Patience().limit_s


def test_the_contract_beside_it_is_not_shown() -> None:
    assert [share.is_shown for share in SHARED.shares] == [True, False]


# The visit


def run(state: Visit, *events: object) -> Visit:
    for event in events:
        state = step(state, event).state  # type: ignore[arg-type]
    return state


def test_where_there_is_one_channel_it_is_shown_at_once() -> None:
    state, effects = step(AWAITING, Tap.SHOW_CODE)
    assert state == Opening(AMOUNT)
    assert effects == (OpenPayment(QUOTE, Method.WECHAT, is_shown=True),)


def test_where_there_are_several_she_chooses_one() -> None:
    awaiting = AwaitingPaymentCode(quoted(SEVERAL), credit=Money(5_00))
    choosing = run(awaiting, Tap.SHOW_CODE)
    assert choosing == ChoosingChannel(awaiting)
    _, effects = step(choosing, ChannelTapped(Method.ALIPAY))
    assert effects == (
        OpenPayment(QUOTE, Method.ALIPAY, credit=Money(5_00), is_shown=True),
    )
    assert run(choosing, Tap.BACK) == awaiting


def test_what_the_hospital_does_not_offer_is_not_shown() -> None:
    awaiting = AwaitingPaymentCode(quoted(Abilities()))
    assert step(awaiting, Tap.SHOW_CODE) == (awaiting, ())
    choosing = ChoosingChannel(AwaitingPaymentCode(quoted(SEVERAL)))
    assert step(choosing, ChannelTapped(Method.UNIONPAY)) == (choosing, ())


def test_the_code_is_drawn_once_and_stays_while_it_is_asked_after() -> None:
    state, effects = step(WAITING, PaymentMoved(SCANNED))
    assert effects == (DrawQr(TEXT),)
    state = run(state, QrDrawn("another's", b"other"), QrDrawn(TEXT, PNG))
    assert state == SEEN
    asked = replace(SCANNED, asked=1)
    assert step(state, PaymentMoved(asked)) == (replace(SEEN, payment=asked), ())


def test_going_back_takes_it_down_at_once_and_promises_nothing() -> None:
    state, effects = step(SEEN, Tap.BACK)
    assert effects == (TakeDownQr(KEY),)
    assert isinstance(state, Paying)
    assert not state.qr
    assert state.picture is None
    assert step(state, Tap.BACK) == (state, ())


def test_another_way_is_offered_only_once_it_is_closed_and_on_a_fresh_quote() -> None:
    left = run(SEEN, Tap.BACK, PaymentMoved(Closing(SHOWN)))
    assert isinstance(left, Paying)
    declined = Declined(SHOWN, Refusal.TOO_SLOW)
    state, effects = step(left, PaymentMoved(declined))
    assert state == Quoting(AMOUNT.choice)
    assert effects == (PreSettle("P1", ("B1",)),)


def test_who_paid_while_she_went_back_sees_that_it_is_paid() -> None:
    paid = Settling(SHOWN, (Taken(0, PAID),))
    left = run(SEEN, Tap.BACK, PaymentMoved(Closing(SHOWN)), PaymentMoved(paid))
    assert isinstance(left, Paying)
    assert left.payment == paid


def test_a_code_without_a_text_is_taken_down_since_nobody_can_scan_it() -> None:
    after, effects = step(WAITING, PaymentMoved(AwaitingPayer(SHOWN)))
    assert effects == (TakeDownQr(KEY),)
    assert step(after, PaymentMoved(AwaitingPayer(SHOWN))).effects == ()


def test_a_code_that_cannot_be_drawn_is_taken_down() -> None:
    waiting = run(WAITING, PaymentMoved(SCANNED))
    _, effects = step(waiting, Failed(Problem.FAULT))
    assert effects == (TakeDownQr(KEY),)


def test_when_its_time_is_over_she_is_told_so() -> None:
    closing = run(SEEN, PaymentMoved(Closing(SHOWN)))
    assert isinstance(closing, Paying)
    assert closing.picture is None
    declined = Declined(SHOWN, Refusal.TOO_SLOW)
    assert isinstance(run(closing, PaymentMoved(declined)), Finished)
