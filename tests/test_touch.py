"""What a finger does, and what it cannot do."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtQuick import QQuickItem

from kiosk.app.gallery.invoices import COLLECTING
from kiosk.app.gallery.states import CHANNEL, SAMPLES, WINDOW
from kiosk.flows.invoice_states import Period
from kiosk.flows.visit_events import (
    AppointmentTapped,
    BillTapped,
    ClinicTapped,
    DayTapped,
    DepartmentTapped,
    DepositTapped,
    DetailTapped,
    ExchangeTapped,
    InvoiceTapped,
    PageTapped,
    PeriodTapped,
    PreviewTurned,
    QrTapped,
    SlotTapped,
    Tap,
    VisitEvent,
)
from kiosk.model.money import Money
from kiosk.model.standing import Page
from tests.lobby import Lobby


@pytest.fixture(scope="module")
def house() -> Iterator[Lobby]:
    with Lobby() as lobby:
        yield lobby


@pytest.fixture
def lobby(house: Lobby) -> Lobby:
    """The same window for every test, as the next patient finds it."""
    house.show(SAMPLES["out_of_service"])
    house.show(SAMPLES["welcome"])
    house.posted.clear()
    return house


@pytest.mark.parametrize(
    ("state", "control", "event"),
    [
        ("welcome", "start", Tap.START),
        ("scan", "cancel", Tap.CANCEL),
        ("bills", "bill-1", BillTapped("b-1")),
        ("bills", "detail-2", DetailTapped("b-2")),
        ("bills", "confirm", Tap.CONFIRM),
        ("detail", "closeDetail", Tap.CLOSE_DETAIL),
        ("amount_credit", "confirm", Tap.CONFIRM),
        ("amount_credit", "payByCode", Tap.PAY_BY_CODE),
        ("amount_credit", "back", Tap.BACK),
        ("amount_one_code", "confirm", Tap.CONFIRM),
        ("amount_one_code", "payByCode", Tap.PAY_BY_CODE),
        ("amount_short", "confirm", Tap.CONFIRM),
        ("amount_short", "payRest", Tap.PAY_REST_BY_CODE),
        ("welcome_deferral", "start", Tap.START),
        ("weighing", "cancel", Tap.CANCEL),
        ("offered", "confirm", Tap.CONFIRM),
        ("offered", "cancel", Tap.CANCEL),
        ("registered_printed", "confirm", Tap.CONFIRM),
        ("indebted_expired", "back", Tap.BACK),
        ("indebted_offline", "confirm", Tap.CONFIRM),
        ("payment_scan", "back", Tap.BACK),
        ("settled", "printReceipt", Tap.PRINT_RECEIPT),
        ("settled", "printInvoice", Tap.PRINT_INVOICE),
        ("settled", "confirm", Tap.CONFIRM),
        ("left_printed", "confirm", Tap.CONFIRM),
        ("declined_not_enough", "back", Tap.BACK),
        ("declined_not_enough", "confirm", Tap.CONFIRM),
        ("trouble_central_silent", "back", Tap.BACK),
        ("trouble_no_bills", "confirm", Tap.CONFIRM),
        ("welcome", "invoices", Tap.INVOICES),
        ("bills", "invoices", Tap.INVOICES),
        ("trouble_no_bills_known", "invoices", Tap.INVOICES),
        ("listing", "cancel", Tap.CANCEL),
        ("invoices", "invoice-1", InvoiceTapped("s-1")),
        ("invoices", "carry-1", QrTapped("s-1")),
        ("invoices", "exchange-2", ExchangeTapped("s-2")),
        ("invoices", "itemise", Tap.STATEMENTS),
        ("invoices", "claim", Tap.CLAIM),
        ("invoices", "confirm", Tap.CONFIRM),
        ("period", "period-1", PeriodTapped(Period.QUARTER)),
        ("period", "back", Tap.BACK),
        ("qr", "back", Tap.BACK),
        ("gathering", "cancel", Tap.CANCEL),
        ("preview_claim", "next", PreviewTurned(1)),
        ("preview_drawing", "previous", PreviewTurned(-1)),
        ("preview", "confirm", Tap.CONFIRM),
        ("preview", "back", Tap.BACK),
        ("collected", "confirm", Tap.CONFIRM),
        ("collected", "back", Tap.BACK),
        ("collected_some", "printRest", Tap.PRINT_REST),
        ("collected_doubt", "printRest", Tap.PRINT_REST),
        ("exchange_offer", "confirm", Tap.CONFIRM),
        ("exchange_offer", "back", Tap.BACK),
        ("exchange_exchanged", "confirm", Tap.CONFIRM),
        ("exchange_voided", "back", Tap.BACK),
        ("welcome_registering", "register", Tap.REGISTER),
        ("appointments", "option-0", AppointmentTapped("R1")),
        ("appointments", "another", Tap.ANOTHER),
        ("departments", "option-3", DepartmentTapped("D03")),
        ("clinics", "option-1", ClinicTapped("C1")),
        ("clinics", "back", Tap.BACK),
        ("slots", "option-1", SlotTapped("3-0-1")),
        ("slots", "day-2", DayTapped(date(2026, 11, 24))),
        ("slots", "back", Tap.BACK),
        ("slots", "cancel", Tap.CANCEL),
        ("amount_registration", "confirm", Tap.CONFIRM),
        ("appointments_cancellable", "option-0", AppointmentTapped("R1")),
        ("amount_short_raisable", "raiseLimit", Tap.RAISE_LIMIT),
        ("limit", "confirm", Tap.CONFIRM),
        ("limit", "back", Tap.BACK),
        ("amount_sign_up", "signUp", Tap.SIGN_UP),
        ("amount_sign_up", "confirm", Tap.CONFIRM),
        ("sign_up_scanned", "back", Tap.BACK),
        ("sign_up_signed", "confirm", Tap.CONFIRM),
        ("sign_up_refused", "confirm", Tap.CONFIRM),
        ("cancel_offer", "confirm", Tap.CONFIRM),
        ("cancel_offer", "back", Tap.BACK),
        ("cancelling", "confirm", Tap.CONFIRM),
        ("cancelled", "confirm", Tap.CONFIRM),
        ("welcome_stay", "inpatient", Tap.INPATIENT),
        ("stay", "option-2", DepositTapped(Money(2_000_00))),
        ("stay", "days", Tap.DAYS),
        ("settled_stay_invoiced", "printInvoice", Tap.PRINT_INVOICE),
        ("settled_stay_half_printed", "printInvoice", Tap.PRINT_INVOICE),
        ("stay_leaving", "confirm", Tap.CONFIRM),
        ("stay_days", "day-3", DayTapped(date(2026, 11, 19))),
        ("stay_days", "lines-next", Tap.ELSEWHERE),
        ("stay_days", "back", Tap.BACK),
        ("amount_stay_left_over", "back", Tap.BACK),
        ("welcome_checking", "check", Tap.CHECK),
        ("check_bills", "option-0", Tap.START),
        ("check_later", "option-0", Tap.INVOICES),
        ("check_stay_leaving", "option-0", Tap.INPATIENT),
        ("check_nothing", "confirm", Tap.CONFIRM),
        ("check_pages", "option-0", PageTapped(Page.ENTITLEMENTS)),
        ("check_pages", "option-1", PageTapped(Page.CLAIMS)),
        ("check_claims", "back", Tap.BACK),
        ("check_claims", "confirm", Tap.CONFIRM),
        ("check_nothing", "cancel", Tap.CANCEL),
        ("idle", "stay", Tap.STAY),
        ("idle", "cancel", Tap.CANCEL),
    ],
)
def test_each_control_posts_its_one_event(
    lobby: Lobby, state: str, control: str, event: VisitEvent
) -> None:
    lobby.show(SAMPLES[state])
    lobby.now += 1
    lobby.tap(control)
    assert lobby.posted == [event]


def test_nobody_agrees_to_an_amount_that_has_just_appeared(lobby: Lobby) -> None:
    lobby.show(SAMPLES["bills"])
    lobby.now += 1
    lobby.tap("confirm")
    lobby.now += 0.39
    lobby.show(SAMPLES["amount_credit"])
    lobby.now += 0.3
    lobby.tap("confirm")
    assert lobby.posted == [Tap.CONFIRM], "the second tap was meant for the bills"
    lobby.now += 0.2
    lobby.tap("confirm")
    assert lobby.posted == [Tap.CONFIRM] * 2


def test_a_trembling_hand_answers_one_question_and_not_the_next(lobby: Lobby) -> None:
    """Department, doctor and time stand at the same place, and come at once."""
    lobby.show(SAMPLES["departments"])
    lobby.now += 1
    lobby.tap("option-0")
    lobby.show(SAMPLES["clinics"])
    lobby.now += 0.2
    lobby.tap("option-0")
    assert lobby.posted == [DepartmentTapped("D00")]


@pytest.mark.parametrize(
    "walk",
    [
        (
            ("welcome_stay", "inpatient", Tap.INPATIENT),
            ("stay", "option-2", DepositTapped(Money(2_000_00))),
            ("amount_stay_deposit", "confirm", Tap.CONFIRM),
        ),
        (
            ("welcome_stay", "inpatient", Tap.INPATIENT),
            ("stay_leaving", "confirm", Tap.CONFIRM),
            ("amount_stay_left_over", "confirm", Tap.CONFIRM),
        ),
    ],
)
def test_three_touches_put_money_down_and_three_settle_a_stay(
    lobby: Lobby, walk: tuple[tuple[str, str, VisitEvent], ...]
) -> None:
    for state, control, _ in walk:
        lobby.show(SAMPLES[state])
        lobby.now += 1
        lobby.tap(control)
    assert lobby.posted == [event for _, _, event in walk]


def test_five_touches_lead_from_the_welcome_to_a_paid_registration(
    lobby: Lobby,
) -> None:
    walk = [
        ("welcome_registering", "register"),
        ("departments", "option-1"),
        ("clinics", "option-1"),
        ("slots", "option-1"),
        ("amount_registration", "confirm"),
    ]
    for state, control in walk:
        lobby.show(SAMPLES[state])
        lobby.now += 1
        lobby.tap(control)
    assert lobby.posted == [
        Tap.REGISTER,
        DepartmentTapped("D01"),
        ClinicTapped("C1"),
        SlotTapped("3-0-1"),
        Tap.CONFIRM,
    ]


def test_nobody_answers_a_question_that_has_just_appeared(lobby: Lobby) -> None:
    lobby.show(SAMPLES["clinics_finding"])
    lobby.now += 5
    lobby.show(SAMPLES["clinics"])
    lobby.now += 0.3
    lobby.tap("option-1")
    assert lobby.posted == [], "it was an impatient tap on the wait"
    lobby.now += 0.2
    lobby.tap("option-1")
    assert lobby.posted == [ClinicTapped("C1")]


def test_a_trembling_hand_counts_once(lobby: Lobby) -> None:
    lobby.tap("start")
    lobby.now += 0.3
    lobby.tap("start")
    assert lobby.posted == [Tap.START]
    lobby.now += 0.2
    lobby.tap("start")
    assert lobby.posted == [Tap.START, Tap.START]


def test_nothing_happens_before_the_finger_lifts(lobby: Lobby) -> None:
    start = lobby.area(lobby.control("start")).center().toPoint()
    lobby.press(start)
    lobby.settle()
    assert lobby.posted == []
    lobby.release(start)
    assert lobby.posted == [Tap.START]


def test_a_finger_on_a_control_that_goes_does_nothing(lobby: Lobby) -> None:
    lobby.show(SAMPLES["amount_credit"])
    back = lobby.area(lobby.control("back")).center().toPoint()
    lobby.press(back)
    lobby.show(SAMPLES["bills"])
    assert lobby.find("back") is None
    lobby.release(back)
    assert lobby.posted == []


def test_a_finger_on_a_control_that_help_covers_does_nothing(lobby: Lobby) -> None:
    lobby.show(SAMPLES["amount_credit"])
    cancel = lobby.area(lobby.control("cancel")).center().toPoint()
    lobby.press(cancel)
    lobby.comfort.call()
    lobby.settle()
    lobby.posted.clear()
    lobby.release(cancel)
    assert lobby.posted == []


def test_a_finger_that_slides_away_changes_its_mind(lobby: Lobby) -> None:
    area = lobby.area(lobby.control("start"))
    lobby.touch(area.center(), area.center() - QPointF(0, lobby.mm(120)))
    assert lobby.posted == []


def test_a_near_miss_counts(lobby: Lobby) -> None:
    area = lobby.area(lobby.control("start"))
    lobby.touch(QPointF(area.center().x(), area.bottom() + lobby.mm(3)))
    assert lobby.posted == [Tap.START]


def test_a_far_miss_does_not(lobby: Lobby) -> None:
    area = lobby.area(lobby.control("start"))
    lobby.touch(QPointF(area.center().x(), area.bottom() + lobby.mm(6)))
    assert lobby.posted == []


def test_between_two_bills_the_nearer_one_counts(lobby: Lobby) -> None:
    lobby.show(SAMPLES["bills"])
    area = lobby.area(lobby.control("bill-0"))
    lobby.touch(QPointF(area.center().x(), area.bottom() + lobby.mm(1)))
    assert lobby.posted == [BillTapped("b-0")]


@pytest.mark.parametrize(
    ("state", "control"),
    [
        ("amount_short_empty", "payRest"),
        ("amount_code", "payByCode"),
        ("welcome_offline", "start"),
        ("registering", "cancel"),
        ("indebted_offline", "back"),
        ("trouble_already_registered", "back"),
        ("welcome_no_paper", "invoices"),
        ("welcome_offline", "invoices"),
        ("detail", "invoices"),
        ("trouble_no_bills", "invoices"),
        ("trouble_no_invoices", "back"),
        ("trouble_no_forms", "back"),
        ("invoices_plain", "exchange-0"),
        ("invoices_states", "carry-0"),
        ("invoices_states", "exchange-3"),
        ("collected", "printRest"),
        ("collected_capped", "printRest"),
        ("collected_broken", "printRest"),
        ("collected_broken", "back"),
        ("exchange_voided_broken", "back"),
    ],
)
def test_nothing_is_offered_that_cannot_finish(
    lobby: Lobby, state: str, control: str
) -> None:
    lobby.show(SAMPLES[state])
    assert lobby.find(control) is None


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("scan_slip", "请扫导诊单上的二维码"),
        ("scan_guide_slip", "这是导诊单，请先出示医保码。"),
        ("payment_scan_guide_slip", "这是导诊单，现在请出示付款码。"),
        ("offered", "未扣款"),
        ("offered", "网络恢复时用信用就医自动结算"),
        ("registered_deferred", "未扣款，已登记，网络恢复后自动结算"),
        ("registered_deferred", "如已在窗口缴费，本登记自动作废"),
        ("registered_carrying_out", "正在确认，请勿重复缴费"),
        ("registering", "未扣款"),
        ("indebted_expired", WINDOW),
        ("amount_short", "上海浦东发展银行"),
        ("amount_one_code", CHANNEL),
        ("settled_partly", "3 笔费用中缴了 1 笔"),
        ("scan_invoices", "打印发票，请出示医保码"),
        ("invoices", "0012 345 678"),
        ("invoices", "互联网医院"),
        ("invoices_states", "开具中"),
        ("invoices_states", "已打印 3 次，已达上限"),
        ("invoices_states", "已冲红作废"),
        ("invoices_void", WINDOW),
        ("invoices_broken", "暂时不能打印"),
        ("invoices_chosen", "先看一看（80 份）"),
        ("period_many", "有 55 张，一次最多 40 张"),
        ("period_old", "没有可打印的发票"),
        ("gathering_claim", "第 3 份，共 5 份"),
        ("preview", "医疗电子票据 0012 345 678"),
        ("preview_claim", "第 1/202 页"),
        ("preview_claim", "有 3 份暂时取不到"),
        ("preview_claim", "打印全部 202 页"),
        ("printing", "正在出第 1 页，共 10 页"),
        ("printing_last", "正在出第 10 页，共 10 页"),
        ("collected", "请取走 10 页纸"),
        ("collected_doubt", "可能已打出，请查看"),
        ("collected_doubt", "“补打”"),
        ("collected_capped", "已达打印次数上限"),
        ("collected_broken", WINDOW),
        ("exchange_offer", "换开后不能撤回"),
        ("exchange_confirming", "0000 123 456"),
        ("exchange_voiding", "仍然有效"),
        ("exchange_doubtful", "2a917e44"),
        ("exchange_doubtful", WINDOW),
        ("trouble_no_forms", "有编号的票据纸"),
        ("appointments", "门诊综合楼十二层C区第308诊室"),
        ("appointments", "就诊序号 01007"),
        ("slots", "余号 1"),
        ("slots", "已约满"),
        ("amount_registration", "老年医学科与记忆障碍门诊 · 阿依古丽·买买提"),
        ("amount_registration", "明天 11月23日 09:30-10:00"),
        ("registered", "就诊序号\n01007"),
        ("registered", "挂号凭条"),
        ("registered", "明天 11月23日 09:30-10:00"),
        ("registered", "门诊楼3层B区"),
        ("registered_unnumbered", "挂号成功"),
        ("registered_unnumbered", "就诊序号正在生成"),
        ("appointments_done", "已为您留号，尚未缴费"),
        ("clinics", "今天 11月22日 · 余号 15"),
        ("trouble_nothing_free", "暂时没有号"),
        ("scan_registering", "挂号，请出示医保码"),
        ("appointments_cancellable", "点按可退号"),
        ("check_on_credit", "今日已用信用就医支付"),
        ("check_on_credit", "可以放心回家"),
        ("cancel_offer", "确定要退号吗？"),
        ("cancel_offer", "已扣款"),
        ("cancelling", "正在确认，请勿重复缴费"),
        ("cancelled", "未扣款"),
        ("cancelled", "将原路退回"),
        ("cancel_kept", "已扣款"),
        ("stay_ordered", "缴纳预交金，办理入院"),
        ("stay_ordered", "病区建议金额"),
        ("stay_leaving", "可以办理出院结算"),
        ("stay_days", "11月22日：合计"),
        ("amount_stay_left_over", "预交金退回"),
        ("settled_stay_returning", "正在原路退回"),
        ("settled_stay_returned", "已原路退回"),
        ("settled_stay_admitted", "请前往6号楼12层A病区。"),
        ("trouble_no_stay", "没有查到住院信息"),
        ("welcome_deferral", "导诊单"),
        ("welcome_deferral", WINDOW),
    ],
)
def test_the_screen_says_it(lobby: Lobby, state: str, words: str) -> None:
    lobby.show(SAMPLES[state])
    assert words in lobby.words().replace("\u00a0", " ")


def test_who_has_a_known_contract_is_not_asked_for_one(lobby: Lobby) -> None:
    lobby.show(SAMPLES["offered"])
    assert "没有签约信用就医" in lobby.words()
    lobby.show(SAMPLES["offered_own"])
    assert "没有签约信用就医" not in lobby.words()


def test_who_has_read_the_lines_of_a_bill_can_still_pay(lobby: Lobby) -> None:
    for state in ("bills", "detail", "bills"):
        lobby.show(SAMPLES[state])
    lobby.now += 1
    lobby.tap("confirm")
    assert lobby.posted == [Tap.CONFIRM]


def test_a_sum_of_nothing_cannot_be_confirmed(lobby: Lobby) -> None:
    lobby.show(SAMPLES["bills_none"])
    lobby.tap("confirm")
    assert lobby.posted == []


def test_nobody_leaves_while_paper_moves(lobby: Lobby) -> None:
    lobby.show(SAMPLES["settled_printing"])
    lobby.tap("confirm")
    assert lobby.posted == []


@pytest.mark.parametrize(
    "state", ["printing", "printing_claim", "exchange_opening", "exchange_on_form"]
)
def test_nothing_leads_away_from_pages_that_move(lobby: Lobby, state: str) -> None:
    lobby.show(SAMPLES[state])
    assert {item.objectName() for item in lobby.controls()} == {
        "large",
        "contrast",
        "language",
        "listen",
        "help",
    }


@pytest.mark.parametrize("at", [0, 3, 4])
def test_what_cannot_be_printed_is_shown_and_cannot_be_chosen(
    lobby: Lobby, at: int
) -> None:
    lobby.show(SAMPLES["invoices_states"])
    lobby.tap(f"invoice-{at}")
    assert lobby.posted == []


@pytest.mark.parametrize(
    ("state", "control"),
    [
        ("appointments", "option-1"),
        ("slots", "option-0"),
        ("invoices_none", "confirm"),
        ("invoices_void", "claim"),
        ("invoices_broken", "confirm"),
        ("period_many", "period-2"),
        ("period_old", "period-0"),
        ("preview_broken", "confirm"),
        ("exchange_offer_gone", "confirm"),
    ],
)
def test_what_cannot_finish_now_does_not_begin(
    lobby: Lobby, state: str, control: str
) -> None:
    lobby.show(SAMPLES[state])
    lobby.now += 1
    lobby.tap(control)
    assert lobby.posted == []


def test_nobody_exchanges_by_a_tap_that_was_meant_for_the_list(lobby: Lobby) -> None:
    lobby.show(SAMPLES["invoices"])
    lobby.now += 1
    lobby.show(SAMPLES["exchange_offer"])
    lobby.now += 0.3
    lobby.tap("confirm")
    assert lobby.posted == []


@pytest.mark.parametrize(
    "key",
    [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Tab],
)
def test_a_keyboard_does_nothing(lobby: Lobby, key: Qt.Key) -> None:
    lobby.type(key)
    assert lobby.posted == []


def test_large_words_contrast_and_language_are_one_tap_away(lobby: Lobby) -> None:
    lobby.show(SAMPLES["amount_credit"])
    lobby.tap("large")
    lobby.tap("contrast")
    lobby.tap("language")
    assert lobby.comfort.property("large")
    assert lobby.comfort.property("contrast")
    assert "You pay" in lobby.words()
    assert lobby.posted == [Tap.ELSEWHERE] * 3, "she is still there, no more"


def test_the_next_patient_finds_the_screen_as_it_was(lobby: Lobby) -> None:
    lobby.show(SAMPLES["amount_credit"])
    for control in ("large", "contrast", "language", "help"):
        lobby.tap(control)
    lobby.show(SAMPLES["welcome"])
    assert lobby.comfort.property("plain")
    assert "欢迎" in lobby.words()


def test_help_calls_a_person_to_what_she_has_before_her(lobby: Lobby) -> None:
    lobby.show(SAMPLES["bills"])
    lobby.called.clear()
    lobby.tap("help")
    assert lobby.called == ["BillsScreen"]
    assert "正在呼叫工作人员" in lobby.words()
    lobby.comfort.told.emit(True)
    lobby.settle()
    assert "已通知工作人员" in lobby.words()


def test_staff_who_come_are_not_called_again_within_a_minute(lobby: Lobby) -> None:
    lobby.show(SAMPLES["bills"])
    lobby.called.clear()
    for later_s, calls in ((0, 1), (30, 1), (61, 2)):
        lobby.now += later_s
        lobby.tap("help")
        assert len(lobby.called) == calls
        lobby.comfort.told.emit(True)
        lobby.now += 1
        lobby.tap("closeHelp")


def test_a_call_that_nobody_heard_promises_nothing(lobby: Lobby) -> None:
    lobby.show(SAMPLES["bills"])
    lobby.called.clear()
    lobby.tap("help")
    lobby.comfort.told.emit(False)
    lobby.settle()
    assert "已通知" not in lobby.words()
    assert "正在呼叫" not in lobby.words()
    assert WINDOW in lobby.words()
    lobby.tap("closeHelp")
    lobby.now += 1
    lobby.tap("help")
    assert len(lobby.called) == 2


def test_the_next_patient_hears_nothing_of_the_last_ones_call(lobby: Lobby) -> None:
    lobby.show(SAMPLES["bills"])
    lobby.tap("help")
    lobby.show(SAMPLES["welcome"])
    lobby.comfort.told.emit(True)
    lobby.settle()
    assert not lobby.comfort.property("coming")


def test_help_lets_nothing_through(lobby: Lobby) -> None:
    start = lobby.area(lobby.control("start")).center()
    lobby.tap("help")
    lobby.touch(start)
    assert Tap.START not in lobby.posted
    lobby.tap("closeHelp")
    lobby.tap("start")
    assert lobby.posted[-1] is Tap.START


def test_pages_are_turned_by_buttons(lobby: Lobby) -> None:
    lobby.show(SAMPLES["bills_many"])
    lobby.tap("next")
    lobby.tap("bill-7")
    assert lobby.posted == [Tap.ELSEWHERE, BillTapped("b-7")]
    lobby.tap("previous")
    assert lobby.find("bill-7") is None


@pytest.mark.parametrize(
    ("state", "stage", "words"),
    [
        ("scan", 0, "已准备好"),
        ("scan", 1, "调亮"),
        ("scan", 2, WINDOW),
        ("scan_wechat", 1, "微信付款码"),
        ("identifying", 2, WINDOW),
    ],
)
def test_the_longer_it_takes_the_more_is_said(
    lobby: Lobby, state: str, stage: int, words: str
) -> None:
    lobby.show(SAMPLES[state])
    lobby.wait_until(stage)
    assert words in lobby.words()


def test_closing_destroys_the_screen_at_once() -> None:
    gone: list[str] = []
    with Lobby() as lobby:
        lobby.show(SAMPLES["bills"])
        lobby.window.root.destroyed.connect(lambda: gone.append("root"))
    assert gone == ["root"]


def test_what_is_out_of_sight_is_gone(lobby: Lobby) -> None:
    for name, state in SAMPLES.items():
        lobby.show(state)
        if name.startswith(("idle", "welcome", "out_of_service")):
            assert "欧阳" not in lobby.words()
            assert "¥" not in lobby.words()


def test_who_prints_invoices_is_told_nothing_of_money(lobby: Lobby) -> None:
    for name in COLLECTING:
        lobby.show(SAMPLES[name])
        assert "扣款" not in lobby.words(), name
    lobby.show(SAMPLES["idle_invoices"])
    assert "扣款" not in lobby.words()


def test_the_real_page_is_large_and_gone_with_its_screen(lobby: Lobby) -> None:
    lobby.show(SAMPLES["preview"])
    [page] = pictures(lobby)
    assert page.property("paintedHeight") > lobby.mm(250)
    for after in ("idle_preview", "welcome"):
        lobby.show(SAMPLES[after])
        assert pictures(lobby) == []


def test_a_longer_wait_begins_anew_with_each_document(lobby: Lobby) -> None:
    lobby.show(SAMPLES["gathering"])
    lobby.wait_until(2)
    assert "比平时慢" in lobby.words()
    lobby.show(SAMPLES["gathering_claim"])
    assert "比平时慢" not in lobby.words()


def pictures(lobby: Lobby) -> list[QQuickItem]:
    """What on the screen shows a page or a code that belongs to somebody."""
    return [
        item
        for item in lobby.items()
        if item.inherits("QQuickImage")
        and item.property("source").toString().startswith("image://pictures/")
    ]
