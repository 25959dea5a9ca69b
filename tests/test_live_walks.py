"""Every service, walked with a finger: the real window, kiosk, sandbox and devices.

A touch is a touch event on what is drawn, found by its name on the screen; a code is
held before the scanner; what comes out is read from the paper and central's books.
"""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.sim.escpos import Verb, commands
from kiosk.app.audit_trail import AuditTrail
from kiosk.app.cli import main
from kiosk.app.config import load
from kiosk.app.demo.scene import Scene
from tests.live import Patient, standing_before
from tests.pdf_reading import text_of
from tests.test_invoices_end_to_end import FORMS
from tests.test_visits_end_to_end import configure, paid, wait_until_enrolled

PAID = ("缴费成功", "已扣款")


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


@pytest.fixture
def config(scene: Scene, tmp_path: Path) -> Path:
    return configure(scene, tmp_path)


@pytest.fixture
def patient(scene: Scene, config: Path) -> Iterator[Patient]:
    for printer in (scene.page_printer, scene.form_printer):
        printer.pages.clear()
    scene.receipt_printer.slips.clear()
    with standing_before(scene, config) as patient:
        yield patient
    assert scene.sandbox.books()["balanced"]


def slip(scene: Scene) -> str:
    """What stands on the only slip that came out."""
    [slip] = scene.receipt_printer.slips
    return "".join(
        command.arguments.decode("gb18030")
        for command in commands(slip)
        if command.verb is Verb.TEXT
    )


def pages(scene: Scene) -> list[str]:
    return [*map(text_of, scene.page_printer.pages)]


# Before anything else.


def test_a_touch_counts_while_the_kiosk_is_still_starting(
    scene: Scene, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = threading.Event()
    monkeypatch.setattr(AuditTrail, "started", lambda self, _: started.wait())
    with standing_before(scene, config) as patient:
        try:
            patient.touches_it("start")
            patient.sees("请出示")
        finally:
            started.set()


# Paying.


def test_two_touches_pay_all_bills_by_credit(patient: Patient, scene: Scene) -> None:
    patient.shows("P1008")
    patient.sees("欧阳*明")
    patient.touches_it("confirm")
    patient.touches_it("confirm")
    patient.sees(*PAID)
    assert patient.touches == 2
    assert len(paid(scene)) == 1


def test_two_touches_and_two_codes_pay_by_phone(patient: Patient, scene: Scene) -> None:
    patient.shows("P1004")
    patient.touches_it("confirm")
    patient.touches_it("confirm")
    patient.sees("付款码")
    patient.shows("P1004", "wechat")
    patient.sees(*PAID)
    assert patient.touches == 2
    assert len(paid(scene)) == 1


def test_her_phone_scans_the_kiosk_and_pays(patient: Patient, scene: Scene) -> None:
    patient.shows("P1004")
    patient.touches_it("confirm")
    patient.touches_it("confirm")
    patient.touches_it("otherWay")
    patient.touches_it("channel-1")
    patient.has_before_her("shownCode")
    patient.sees("支付宝")
    scene.sandbox.scan_shown("P1004")
    patient.sees(*PAID)


def test_a_part_by_credit_and_the_rest_by_phone(patient: Patient, scene: Scene) -> None:
    patient.shows("P1005")
    patient.touches_it("confirm")
    patient.touches_it("payRest")
    patient.shows("P1005", "alipay")
    patient.sees(*PAID)
    assert len(paid(scene)) == 2


def test_a_limit_that_is_too_small_leads_to_the_banks_page(patient: Patient) -> None:
    patient.shows("P1005")
    patient.touches_it("confirm")
    patient.touches_it("raiseLimit")
    patient.has_before_her("bankCode")
    patient.touches_it("confirm")
    patient.sees("出示")


def test_she_signs_up_for_credit_and_pays_by_it(patient: Patient, scene: Scene) -> None:
    patient.shows("P1006")
    patient.touches_it("confirm")
    patient.touches_it("signUp")
    patient.sees("等待手机扫码")
    scene.sandbox.scan_shown("P1006")
    patient.sees("已开通信用就医")
    patient.touches_it("confirm")
    patient.sees("示范银行")
    patient.touches_it("confirm")
    patient.sees(*PAID)
    [charge] = scene.sandbox.books()["charges"]
    assert charge["method"] == "credit"


def test_one_bill_is_left_out_and_its_lines_are_read(
    patient: Patient, scene: Scene
) -> None:
    patient.shows("P1008")
    patient.touches_it("detail-1")
    patient.touches_it("closeDetail")
    patient.touches_it("bill-1")
    patient.touches_it("confirm")
    patient.touches_it("confirm")
    patient.sees(*PAID)
    [settlement] = scene.sandbox.books()["settlements"]
    assert settlement["bill_ids"] == ["B1008-1", "B1008-3"]


def test_the_slip_and_the_invoice_come_out_on_paper(
    patient: Patient, scene: Scene
) -> None:
    patient.shows("P1001")
    patient.touches_it("confirm")
    patient.touches_it("confirm")
    patient.sees(*PAID)
    patient.touches_it("printInvoice")
    patient.touches_it("printReceipt")
    patient.sees("已打好，请取走票据", "请取走凭条")
    patient.touches_it("confirm")
    patient.has_before_her("start")
    assert "张伟" not in slip(scene)
    [invoice] = pages(scene)
    assert "医疗门诊收费票据" in invoice


def test_without_a_network_a_promise_is_written_and_kept(
    patient: Patient, scene: Scene, config: Path
) -> None:
    wait_until_enrolled(load(config))
    guide_slip = scene.sandbox.guide_slip("P1008").encode()
    scene.cable.pull()
    patient.sees("网络中断")
    patient.shows_text(guide_slip)
    patient.touches_it("confirm")
    patient.sees("已登记", "未扣款")
    assert paid(scene) == []
    scene.cable.plug_in()
    patient.sees(*PAID)
    assert len(paid(scene)) == 1
    assert "网络恢复后自动结算" in slip(scene)


# Help.


def test_a_person_is_called_and_the_patient_is_told(
    patient: Patient, scene: Scene
) -> None:
    patient.shows("P1008")
    patient.has_before_her("bill-0")
    patient.touches_it("help")
    patient.sees("已通知工作人员")
    [call] = scene.sandbox.books()["help_calls"]
    assert call["screen"] == "BillsScreen"


def test_where_nobody_can_be_called_the_window_is_named(
    patient: Patient, scene: Scene
) -> None:
    patient.shows("P1008")
    patient.has_before_her("bill-0")
    scene.cable.pull()
    patient.touches_it("help")
    patient.sees("工作人员就在这里", patient.lobby.display.window)
    assert scene.sandbox.books()["help_calls"] == []


# Registering.


def registers(patient: Patient, person: str) -> None:
    patient.touches_it("register")
    patient.shows(person)
    patient.touches_it("option-0")
    patient.touches_it("option-0")
    patient.touches_it("option-0")


def test_five_touches_register_and_the_slip_says_where_to_go(
    patient: Patient, scene: Scene
) -> None:
    registers(patient, "P1001")
    patient.touches_it("confirm")
    assert patient.touches == 5
    patient.has_before_her("queueNumber")
    patient.touches_it("printReceipt")
    patient.sees("请取走凭条")
    number = str(patient.lobby.control("queueNumber").property("text"))
    assert number in slip(scene)


def test_what_was_booked_by_phone_is_collected(patient: Patient) -> None:
    patient.touches_it("register")
    patient.shows("P1008")
    patient.touches_it("option-0")
    patient.touches_it("confirm")
    patient.has_before_her("queueNumber")
    assert patient.touches == 3


def test_a_paid_place_is_given_back(patient: Patient, scene: Scene) -> None:
    registers(patient, "P1016")
    patient.touches_it("confirm")
    patient.has_before_her("queueNumber")
    patient.touches_it("confirm")
    patient.touches_it("register")
    patient.shows("P1016")
    patient.touches_it("option-0")
    patient.touches_it("confirm")
    patient.sees("退号成功", "将原路退回")
    patient.touches_it("confirm")
    patient.has_before_her("start")


# In a ward.


def test_three_touches_put_a_deposit_down(patient: Patient, scene: Scene) -> None:
    patient.touches_it("inpatient")
    patient.shows("P1016")
    patient.touches_it("option-0")
    patient.touches_it("confirm")
    assert patient.touches == 3
    patient.sees("已扣款")
    patient.touches_it("printReceipt")
    patient.sees("请取走凭条")
    assert "预交金" in slip(scene)


def test_the_days_of_a_stay_are_read(patient: Patient) -> None:
    patient.touches_it("inpatient")
    patient.shows("P1017")
    patient.touches_it("days")
    patient.touches_it("day-1")
    patient.touches_it("back")
    patient.has_before_her("days")


def test_three_touches_settle_a_stay_and_one_prints_invoice_and_statement(
    patient: Patient, scene: Scene
) -> None:
    patient.touches_it("inpatient")
    patient.shows("P1018")
    patient.touches_it("confirm")
    patient.touches_it("confirm")
    assert patient.touches == 3
    patient.sees("已原路退回")
    patient.touches_it("printInvoice")
    patient.sees("请取走票据和清单")
    invoice, statement = pages(scene)
    assert "医疗住院收费票据" in invoice
    assert "医疗收费明细" in statement


# Paper.


def test_three_touches_print_an_invoice(patient: Patient, scene: Scene) -> None:
    patient.touches_it("invoices")
    patient.shows("P1001")
    patient.touches_it("confirm")
    patient.touches_it("confirm")
    assert patient.touches == 3
    patient.sees("请取走")
    [invoice] = pages(scene)
    assert "收费票据" in invoice


def test_everything_for_a_claim_comes_with_a_cover(
    patient: Patient, scene: Scene
) -> None:
    patient.touches_it("invoices")
    patient.shows("P1001")
    patient.touches_it("claim")
    patient.touches_it("period-1")
    patient.touches_it("confirm")
    patient.sees("请取走")
    cover, *others = pages(scene)
    assert "目录" in cover
    assert any("医疗收费明细" in one for one in others)


def test_an_invoice_goes_along_on_a_phone(patient: Patient) -> None:
    patient.touches_it("invoices")
    patient.shows("P1001")
    patient.touches_it("carry-0")
    patient.sees("用手机带走")
    patient.touches_it("back")
    patient.has_before_her("claim")


def test_an_invoice_becomes_a_numbered_form(
    patient: Patient, scene: Scene, config: Path
) -> None:
    assert main(["paper", "--config", str(config), "--load", *FORMS]) == 0
    patient.touches_it("invoices")
    patient.shows("P1001")
    patient.touches_it("exchange-0")
    patient.touches_it("confirm")
    patient.sees("请取走")
    [form] = scene.form_printer.pages
    assert FORMS[1] in text_of(form)


# Before going home.


def test_what_is_left_is_paid_and_then_nothing_is(patient: Patient) -> None:
    patient.touches_it("check")
    patient.shows("P1008")
    patient.touches_it("option-0")
    patient.touches_it("confirm")
    patient.touches_it("confirm")
    patient.sees(*PAID)
    patient.touches_it("confirm")
    patient.touches_it("check")
    patient.shows("P1008")
    patient.sees("可以放心回家")


def test_how_far_her_claims_are_is_read(patient: Patient) -> None:
    patient.touches_it("check")
    patient.shows("P1001")
    patient.touches_it("option-3")
    patient.sees("512.35")
    patient.touches_it("back")
    patient.touches_it("confirm")
    patient.has_before_her("start")


# Those who work here.


ACTS = ["staff.admitted", "device.tried", "staff.left"]


def test_a_technician_tries_out_the_slip_printer_and_leaves(
    patient: Patient,
    scene: Scene,
    config: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    wait_until_enrolled(load(config))
    kiosk_id = load(config).kiosk.id
    patient.shows_text(scene.sandbox.staff_pass(kiosk_id, "technician").encode())
    patient.sees("设备诊断", "技术员 · B-0001", "凭条打印机")
    patient.touches_it(patient.finds("凭条测试"))
    patient.sees("字迹清晰")
    assert "打印测试单" in slip(scene)
    patient.touches_it("passed")
    patient.sees("通过 2", "B-0001")
    patient.touches_it("panel-1")
    patient.sees("中心平台")
    patient.touches_it("cancel")
    patient.has_before_her("start")
    assert main(["audit", "verify", "--config", str(config)]) == 0
    capsys.readouterr()
    assert main(["audit", "list", "--config", str(config)]) == 0
    told = capsys.readouterr().out
    assert [one for one in ACTS if one in told] == ACTS


def test_a_pin_is_typed_on_the_glass(
    patient: Patient, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.app.cli.getpass", lambda prompt: "48210973")
    order = ["staff", "N-0001", "--role", "nurse", "--config", str(config)]
    assert main(order) == 0
    patient.shows_text(b"KB1.N-0001")
    for digit in "48210973":
        patient.can_touch(f"digit-{digit}")
        patient.lobby.tap(f"digit-{digit}")
    patient.touches_it("confirm")
    patient.sees("设备诊断", "护士 · N-0001")
    assert "系统" not in patient.lobby.words()
