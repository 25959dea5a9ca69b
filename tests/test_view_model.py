"""The view model says what is true of a state, and posts what the patient did."""

import threading
from dataclasses import replace

import pytest

from kiosk.app.gallery.states import (
    ALL,
    CHANNEL,
    DOWN,
    DUE,
    INTENT,
    LATER,
    OFFER,
    PORTRAIT,
    PROMISES,
    RECEIPT_JOB,
    SAMPLES,
    choosing,
    finished,
)
from kiosk.flows.abilities import Abilities
from kiosk.flows.money_word import money_word
from kiosk.flows.payment_states import Deferred
from kiosk.flows.printing import Printing
from kiosk.flows.visit_events import BillTapped, Tap, VisitEvent
from kiosk.flows.visit_states import (
    AwaitingCode,
    Finished,
    OutOfService,
    Paying,
    Welcome,
)
from kiosk.model.codes import CodeKind
from kiosk.model.hint import Hint
from kiosk.model.money import Money
from tests.lobby import offscreen_app
from ui.bridge import Bridge
from ui.display import Display
from ui.screens import screen_of
from ui.visit_view_model import VisitViewModel
from ui.wording import money


@pytest.fixture
def posted() -> list[VisitEvent]:
    return []


@pytest.fixture
def visit(posted: list[VisitEvent]) -> VisitViewModel:
    return VisitViewModel(posted.append, PORTRAIT, lambda: 0.0)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_state_has_its_screen(visit: VisitViewModel, name: str) -> None:
    visit.show(SAMPLES[name])
    assert visit.property("screen") == screen_of(SAMPLES[name])


@pytest.mark.parametrize("name", SAMPLES)
def test_the_money_sentence_is_the_machines_own(
    visit: VisitViewModel, name: str
) -> None:
    visit.show(SAMPLES[name])
    match SAMPLES[name]:
        case Paying(payment=payment) | Finished(payment=payment):
            said = visit.property("money")
            assert said.startswith(money(money_word(payment)))
            assert isinstance(payment, Deferred) or said == money(money_word(payment))


def test_an_amount_is_text(visit: VisitViewModel) -> None:
    visit.show(SAMPLES["amount_credit"])
    assert visit.amount_model.property("due") == f"¥\u00a0{DUE}"


def test_the_same_state_twice_changes_nothing(visit: VisitViewModel) -> None:
    changes: list[str] = []
    visit.show(SAMPLES["bills"])
    visit.changed.connect(lambda: changes.append("changed"))
    visit.show(choosing())
    assert changes == []


def test_bills_come_five_at_a_time(visit: VisitViewModel) -> None:
    visit.show(SAMPLES["bills_many"])
    bills = visit.bills_model
    assert (bills.property("page"), bills.property("pages")) == (1, 12)
    assert bills.row_model.rowCount() == 5


def test_no_page_lies_beyond_the_last(visit: VisitViewModel) -> None:
    visit.show(SAMPLES["bills_many"])
    bills = visit.bills_model
    bills.turn(99)
    assert bills.property("page") == 12
    bills.turn(-99)
    assert bills.property("page") == 1


def test_the_page_survives_the_idle_warning(visit: VisitViewModel) -> None:
    visit.show(SAMPLES["bills_many"])
    visit.bills_model.turn(2)
    visit.show(SAMPLES["idle"])
    visit.show(SAMPLES["bills_many"])
    assert visit.bills_model.property("page") == 3


def test_the_next_visit_begins_on_the_first_page(visit: VisitViewModel) -> None:
    visit.show(SAMPLES["bills_many"])
    visit.bills_model.turn(2)
    visit.show(SAMPLES["welcome"])
    visit.show(SAMPLES["bills_many"])
    assert visit.bills_model.property("page") == 1


@pytest.mark.parametrize(
    ("name", "said", "shown_by"),
    [
        ("who", "Hello, 欧阳*珍", ""),
        ("who_child", "Paying for 王*明", "Payer: 王*国"),
        ("who_child_registering", "Registering 王*明", "Payer: 王*国"),
        ("who_child_staying", "The stay of 王*明", "Payer: 王*国"),
        ("who_child_listing", "Invoices of 王*明", "Shown by: 王*国"),
        ("who_child_checking", "Looking for 王*明", "Shown by: 王*国"),
    ],
)
def test_a_family_code_shows_for_whom_it_is_and_who_shows_it(
    visit: VisitViewModel, name: str, said: str, shown_by: str
) -> None:
    visit.show(SAMPLES[name])
    assert visit.property("greeting") == said
    assert visit.property("relative") == shown_by


def test_the_warning_knows_nothing_personal(visit: VisitViewModel) -> None:
    visit.show(SAMPLES["idle"])
    assert visit.property("greeting") == ""
    assert visit.bills_model.row_model.rowCount() == 0
    assert visit.amount_model.property("due") == ""
    assert visit.result_model.property("patient") == ""


def test_one_bill_is_tapped_at_a_time(
    visit: VisitViewModel, posted: list[VisitEvent]
) -> None:
    visit.show(SAMPLES["bills"])
    visit.bills_model.toggle(0)
    visit.bills_model.toggle(1)
    assert posted == [BillTapped("b-0"), BillTapped("b-1")]


def test_an_invoice_is_offered_when_it_is_issued(visit: VisitViewModel) -> None:
    visit.show(SAMPLES["settled_no_invoice"])
    invoice = visit.result_model.invoice_model
    assert not invoice.property("offered")
    visit.show(SAMPLES["settled"])
    assert invoice.property("offered")


def test_a_contract_that_is_too_small_leaves_a_rest_for_the_code(
    visit: VisitViewModel,
) -> None:
    visit.show(SAMPLES["amount_short"])
    amount = visit.amount_model
    assert amount.property("short")
    assert amount.property("credit") == "¥\u00a050.00"
    assert amount.property("rest") == f"¥\u00a0{DUE - Money(50_00)}"
    visit.show(SAMPLES["payment_scan_rest"])
    assert amount.property("credit") == "¥\u00a050.00"
    visit.show(SAMPLES["payment_scan"])
    assert amount.property("credit") == ""


def test_an_empty_contract_offers_no_part(visit: VisitViewModel) -> None:
    visit.show(SAMPLES["amount_short_empty"])
    assert visit.amount_model.property("short")
    assert visit.amount_model.property("credit") == ""


@pytest.mark.parametrize(
    ("name", "stake"),
    [
        ("paying_charging", DUE),
        ("paying_awaiting_payer_half", DUE - Money(50_00)),
        ("paying_charging_credit", Money(50_00)),
        ("paying_settling_both", DUE),
        ("paying_undoing_half", DUE - Money(50_00)),
    ],
)
def test_the_amount_beside_the_money_sentence_is_what_it_is_about(
    visit: VisitViewModel, name: str, stake: Money
) -> None:
    visit.show(SAMPLES[name])
    assert visit.amount_model.property("stake") == f"¥\u00a0{stake}"


@pytest.mark.parametrize("name", ["paying_settling_free", "paying_revoking"])
def test_no_amount_where_no_money_moves(visit: VisitViewModel, name: str) -> None:
    visit.show(SAMPLES[name])
    assert visit.amount_model.property("stake") == ""


def test_both_ways_of_a_payment_in_two_parts_are_named(visit: VisitViewModel) -> None:
    visit.show(SAMPLES["settled_both"])
    assert visit.result_model.property("method") == "Alipay + Medical credit"
    visit.show(SAMPLES["settled"])
    assert visit.result_model.property("method") == "Medical credit"


def test_the_channel_is_named_only_where_the_insurance_code_pays(
    visit: VisitViewModel,
) -> None:
    visit.show(SAMPLES["amount_one_code"])
    assert visit.amount_model.property("channel") == CHANNEL
    visit.show(SAMPLES["amount_credit"])
    assert visit.amount_model.property("channel") == ""


def test_a_registration_shows_the_case_number_and_its_own_slip(
    visit: VisitViewModel,
) -> None:
    visit.show(SAMPLES["registered_printed"])
    result = visit.result_model
    assert result.property("pending")
    assert result.property("case") == LATER.case_number
    assert result.receipt_model.property("name") == "Slip of registration"


def test_the_slip_keeps_its_name_while_it_prints(visit: VisitViewModel) -> None:
    printing = replace(finished(PROMISES["deferred"]), receipt_of=PROMISES["deferred"])
    later = replace(
        printing, payment=PROMISES["carrying_out"], receipt=Printing(RECEIPT_JOB)
    )
    visit.show(later)
    assert visit.result_model.receipt_model.property("name") == "Slip of registration"


def test_a_debt_can_be_paid_at_once(visit: VisitViewModel) -> None:
    visit.show(SAMPLES["indebted_expired"])
    assert visit.result_model.property("untouched")
    assert visit.result_model.property("indebted")


def test_the_offer_shows_whose_it_is_and_what_is_due(visit: VisitViewModel) -> None:
    visit.show(SAMPLES["offered"])
    assert visit.amount_model.property("due") == f"¥\u00a0{DUE}"
    assert OFFER.patient in visit.amount_model.property("subject")
    visit.show(SAMPLES["idle_offered"])
    assert visit.amount_model.property("due") == ""


def test_a_wrong_code_of_before_the_network_fell_is_not_held_against_her(
    visit: VisitViewModel,
) -> None:
    for before in (
        AwaitingCode(DOWN, CodeKind.WECHAT),
        AwaitingCode(DOWN, too_soon=True),
    ):
        visit.show(before)
        assert visit.property("mistaken") == ""


def test_who_came_too_soon_is_asked_to_show_it_again(visit: VisitViewModel) -> None:
    visit.show(AwaitingCode(ALL, too_soon=True))
    assert "show the code again" in visit.property("mistaken")


def test_the_screen_says_how_to_hold_the_phone(visit: VisitViewModel) -> None:
    said = set()
    for hint in Hint:
        visit.show(AwaitingCode(ALL, hint=hint))
        said.add(visit.property("advice"))
    assert len(said - {""}) == len(Hint)
    visit.show(SAMPLES["amount_credit"])
    assert visit.property("advice") == ""


@pytest.mark.parametrize("name", ["settled_printing", "settled_no_paper"])
def test_what_cannot_print_now_is_not_offered(visit: VisitViewModel, name: str) -> None:
    visit.show(SAMPLES[name])
    assert not visit.result_model.receipt_model.property("offered")


def test_a_copy_is_offered_where_paper_is_in_doubt(visit: VisitViewModel) -> None:
    visit.show(SAMPLES["settled_in_doubt"])
    receipt = visit.result_model.receipt_model
    assert receipt.property("offered")
    assert receipt.property("action") == "Print a copy"


def test_who_leaves_early_gets_the_case_number(visit: VisitViewModel) -> None:
    visit.show(SAMPLES["left_settling"])
    result = visit.result_model
    assert result.property("pending")
    assert result.property("case") == INTENT.case_number


def test_comfort_lasts_from_the_welcome_into_the_visit(visit: VisitViewModel) -> None:
    visit.show(SAMPLES["welcome"])
    visit.comfort_model.enlarge()
    visit.show(Welcome(Abilities(receipts=False)))
    visit.show(SAMPLES["scan"])
    assert visit.comfort_model.property("large")


@pytest.mark.parametrize("rest", [Welcome(Abilities()), OutOfService(Abilities())])
def test_comfort_ends_with_the_visit(
    visit: VisitViewModel, rest: Welcome | OutOfService
) -> None:
    visit.show(SAMPLES["bills"])
    visit.comfort_model.enlarge()
    visit.comfort_model.translate()
    visit.show(rest)
    assert visit.comfort_model.property("plain")


def test_help_closes_when_the_screen_changes(visit: VisitViewModel) -> None:
    visit.show(SAMPLES["bills"])
    visit.comfort_model.call()
    visit.show(SAMPLES["idle"])
    assert not visit.comfort_model.property("helping")


def test_a_smaller_screen_shows_fewer_rows(posted: list[VisitEvent]) -> None:
    small = Display(1920, 1080, 476, 268, "", "")
    visit = VisitViewModel(posted.append, small)
    visit.show(SAMPLES["bills_many"])
    assert visit.bills_model.row_model.rowCount() == 3


def test_a_worker_may_show_a_state(visit: VisitViewModel) -> None:
    app = offscreen_app()
    bridge = Bridge(visit.show)
    worker = threading.Thread(target=bridge.show, args=(SAMPLES["bills"],))
    worker.start()
    worker.join(5)
    assert visit.property("screen") == "WaitScreen"
    app.processEvents()
    assert visit.property("screen") == "BillsScreen"


def test_slots_return_at_once_and_post_one_event(
    visit: VisitViewModel, posted: list[VisitEvent]
) -> None:
    visit.start()
    visit.cancel()
    visit.stay()
    assert posted == [Tap.START, Tap.CANCEL, Tap.STAY]


def test_her_contract_is_shown_as_soon_as_she_is_recognised(
    visit: VisitViewModel,
) -> None:
    visit.show(SAMPLES["who_contract"])
    assert visit.amount_model.property("bank") == "上海浦东发展银行"
    assert "50.00" in visit.amount_model.property("available")
    for without in ("who", "welcome"):
        visit.show(SAMPLES[without])
        assert visit.amount_model.property("bank") == ""


def test_a_bill_that_credit_was_refused_for_says_so(visit: VisitViewModel) -> None:
    visit.show(SAMPLES["bills_owed"])
    rows = visit.bills_model.row_model
    items = [str(rows.data(rows.index(at), 0x101 + 2)) for at in range(2)]
    assert items[0].startswith("Still owed: credit was refused")
    assert items[1].startswith("Items")
