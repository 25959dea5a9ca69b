"""Whole visits: the real kiosk, sandbox, pty, camera stream and printers' sockets.

Only the window is left out; taps are posted where it would post them.
"""

import queue
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest

from drivers.sim.phone import qr_picture
from kiosk.app.cli import main
from kiosk.app.compose import compose
from kiosk.app.config import Config, load
from kiosk.app.demo.scene import Scene
from kiosk.app.enrolment import SLIP_KEYS
from kiosk.app.keys import new_key
from kiosk.app.kiosk import Kiosk
from kiosk.app.ledger import Ledger
from kiosk.app.opening import open_vault
from kiosk.central.auth import KioskIdentity
from kiosk.central.http import Deadlines, HttpCentral
from kiosk.flows.abilities import Abilities
from kiosk.flows.money_word import money_word
from kiosk.flows.payment import is_open
from kiosk.flows.payment_states import (
    AwaitingPayer,
    Declined,
    Deferred,
    Payment,
    Settled,
    Settling,
)
from kiosk.flows.printing import InDoubt, Printed, Unprinted
from kiosk.flows.visit_events import BillTapped, DetailTapped, Tap, VisitEvent
from kiosk.flows.visit_states import (
    AwaitingCode,
    AwaitingPaymentCode,
    Choosing,
    DeferralOffered,
    Finished,
    Paying,
    Problem,
    Quoted,
    Starting,
    Troubled,
    Visit,
    Welcome,
)
from kiosk.model.beijing import BEIJING
from kiosk.model.charge import Refusal
from kiosk.model.codes import CodeKind
from kiosk.model.intent import Intent, Method, Patience
from kiosk.model.money import ZERO
from kiosk.model.receipt import MoneyWord
from kiosk.model.standing import Page
from offline_queue.database import Database

T = TypeVar("T", bound=Visit)
EVERYTHING = Abilities(
    stays=True,
    checks=True,
    pages=(*Page,),
    registrations=True,
    deferrals=True,
    shown=(Method.WECHAT, Method.ALIPAY, Method.UNIONPAY),
)
NUMBERS = count(1)
LIMIT_S = 40.0
PATIENCE = """
[payment]
first_query_s = 0.1
query_every_s = 0.1
give_up_after_s = 0.4
reverse_not_before_s = 0.4
"""


class Visitor:
    """Somebody at the kiosk: sees what is shown, taps, holds up a phone."""

    def __init__(self, scene: Scene, config: Path) -> None:
        self.scene = scene
        self.config = config
        self.state: Visit = Starting()
        self._before: type = Starting
        self._held = b""
        self._shown: queue.Queue[Visit] = queue.Queue()
        self.kiosk: Kiosk = compose(load(config), self._shown.put)
        self.kiosk.start()

    def sees(self, kind: type[T], also: Callable[[T], bool] = lambda state: True) -> T:
        """Wait until a state of this kind is shown."""
        deadline = time.monotonic() + LIMIT_S
        while not (isinstance(self.state, kind) and also(self.state)):
            assert time.monotonic() < deadline, f"it stays {self.state}"
            try:
                self.state = self._shown.get(timeout=0.3)
                self._held = self._held if type(self.state) is self._before else b""
            except queue.Empty:
                if self._held:  # as a phone is held up until it is read
                    self.scene.scanner.present(self._held)
        return self.state

    def is_served(self) -> Abilities:
        """Wait until everything is found."""
        return self.sees(Welcome, lambda w: w.abilities == EVERYTHING).abilities

    def taps(self, event: VisitEvent) -> None:
        self.kiosk.post(event)

    def scans(self, person: str, kind: str) -> None:
        """Hold a fresh code before the serial scanner."""
        self.scans_text(self.scene.sandbox.fresh_codes(person)[kind].encode())

    def scans_text(self, code: bytes) -> None:
        self._held, self._before = code, type(self.state)
        self.scene.scanner.present(code)

    def reaches_the_amount(self, person: str) -> Quoted:
        self.is_served()
        self.scans(person, "voucher")
        self.sees(Choosing)
        self.taps(Tap.CONFIRM)
        return self.sees(Quoted)

    def ends(self) -> Finished:
        """Wait until the payment rests."""
        return self.sees(Finished, lambda f: not is_open(f.payment))


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


@pytest.fixture(params=["central", "national"])
def behind(request: pytest.FixtureRequest, scene: Scene) -> str:
    """What stands behind the port, as a kiosk's configuration says it."""
    return at_the_insurer(scene) if request.param == "national" else ""


@pytest.fixture
def visitor(scene: Scene, tmp_path: Path, behind: str) -> Iterator[Visitor]:
    with visiting(scene, configure(scene, tmp_path, PATIENCE + behind)) as visitor:
        yield visitor


@pytest.fixture
def calm_visitor(scene: Scene, tmp_path: Path, behind: str) -> Iterator[Visitor]:
    """At a kiosk that gives a payer all the time it should."""
    with visiting(scene, configure(scene, tmp_path, behind)) as visitor:
        yield visitor


@contextmanager
def visiting(scene: Scene, config: Path) -> Iterator[Visitor]:
    scene.sandbox.reset()
    visitor = Visitor(scene, config)
    yield visitor
    visitor.kiosk.stop()
    scene.sandbox.behave()
    scene.cable.plug_in()
    scene.camera.lower()
    scene.receipt_printer.refill()
    scene.receipt_printer.close_cover()
    scene.page_printer.refill()


def configure(scene: Scene, data: Path, extra: str = "") -> Path:
    """A new kiosk, which central has never seen."""
    return scene.write_config(
        data=data, extra=extra, kiosk_id=f"KIOSK-{next(NUMBERS):02}"
    )


def at_the_insurer(scene: Scene) -> str:
    """The national interface, over the same cable."""
    return f"""
[national]
url = "http://127.0.0.1:{scene.cable.port}/national"
institution = "H31010100001"
institution_name = "上海示例医院"
area = "310000"
secret = "sandbox"
serials_from = 0
serials_to = 99
"""


def paid(scene: Scene) -> list[str]:
    charges = scene.sandbox.books()["charges"]
    return [c["amount"] for c in charges if c["status"] == "paid"]


def test_a_code_held_before_the_camera_pays_on_credit(
    visitor: Visitor, scene: Scene
) -> None:
    visitor.is_served()
    code = scene.sandbox.fresh_codes("P1008")["voucher"]
    scene.camera.hold_up(qr_picture(code))
    choosing = visitor.sees(Choosing)
    assert choosing.identity.patient.name == "欧阳*明"
    assert len(choosing.bills) == 3
    visitor.taps(Tap.CONFIRM)
    assert visitor.sees(Quoted).method is Method.CREDIT
    visitor.taps(Tap.CONFIRM)
    payment = visitor.ends().payment
    assert isinstance(payment, Settled)
    assert money_word(payment) is MoneyWord.TAKEN
    assert paid(scene) == [str(payment.paid)]


@pytest.mark.parametrize("wallet", ["wechat", "alipay", "unionpay"])
def test_a_payment_code_scanned_next_pays(
    visitor: Visitor, scene: Scene, wallet: str
) -> None:
    visitor.reaches_the_amount("P1004")
    visitor.taps(Tap.CONFIRM)
    visitor.sees(AwaitingPaymentCode)
    visitor.scans("P1004", wallet)
    payment = visitor.ends().payment
    assert isinstance(payment, Settled)
    assert payment.intent.method == wallet
    assert paid(scene) == [str(payment.paid)]


def test_one_code_pays_what_insurance_has_settled_before(
    visitor: Visitor, scene: Scene
) -> None:
    assert visitor.reaches_the_amount("P1006").method is Method.ONE_CODE
    visitor.taps(Tap.CONFIRM)
    payment = visitor.ends().payment
    assert isinstance(payment, Settled)
    [settlement] = scene.sandbox.books()["settlements"]
    assert settlement["order"] == "settle_first"
    assert settlement["unpaid"] == "0.00"
    assert paid(scene) == [str(payment.paid)]


def test_one_code_that_is_not_paid_leaves_nothing_settled(
    visitor: Visitor, scene: Scene
) -> None:
    visitor.reaches_the_amount("P1006")
    scene.sandbox.fail("charge", "drop_before")
    visitor.taps(Tap.CONFIRM)
    assert isinstance(visitor.ends().payment, Declined)
    assert [s["revoked"] for s in scene.sandbox.books()["settlements"]] == [True]
    assert paid(scene) == []


def test_a_wallet_pays_what_the_contract_cannot(visitor: Visitor, scene: Scene) -> None:
    quoted = visitor.reaches_the_amount("P1005")
    assert quoted.limit_too_small
    visitor.taps(Tap.PAY_REST_BY_CODE)
    visitor.sees(AwaitingPaymentCode)
    visitor.scans("P1005", "alipay")
    payment = visitor.ends().payment
    assert isinstance(payment, Settled)
    shares = [str(one.amount) for one in payment.intent.shares]
    assert shares[1] == str(quoted.partial_credit)
    assert paid(scene) == shares


def test_where_insurance_pays_everything_nothing_is_charged(
    visitor: Visitor, scene: Scene
) -> None:
    visitor.reaches_the_amount("P1003")
    visitor.taps(Tap.CONFIRM)
    payment = visitor.ends().payment
    assert isinstance(payment, Settled)
    assert payment.paid == ZERO
    assert paid(scene) == []


def test_a_payer_who_cannot_be_heard_in_time_keeps_the_money(
    visitor: Visitor, scene: Scene
) -> None:
    visitor.reaches_the_amount("P1011")
    visitor.taps(Tap.CONFIRM)
    visitor.sees(AwaitingPaymentCode)
    visitor.scans("P1011", "wechat")
    visitor.sees(Paying, lambda p: isinstance(p.payment, AwaitingPayer))
    scene.sandbox.fail("ask", "error", times=1000)
    payment = visitor.ends().payment
    assert isinstance(payment, Declined)
    assert payment.reason is Refusal.TOO_SLOW
    assert paid(scene) == []


@pytest.mark.parametrize(
    ("person", "reason"),
    [("P1012", Refusal.CANCELLED), ("P1013", Refusal.NOT_ENOUGH)],
)
def test_a_payer_who_cannot_or_will_not_pay_is_told_so(
    calm_visitor: Visitor, scene: Scene, person: str, reason: Refusal
) -> None:
    calm_visitor.reaches_the_amount(person)
    calm_visitor.taps(Tap.CONFIRM)
    calm_visitor.sees(AwaitingPaymentCode)
    calm_visitor.scans(person, "alipay")
    payment = calm_visitor.ends().payment
    assert isinstance(payment, Declined)
    assert payment.reason is reason
    assert paid(scene) == []


def test_a_child_is_shown_with_the_parent_who_pays(visitor: Visitor) -> None:
    visitor.is_served()
    visitor.scans("P1002", "suishen")
    patient = visitor.sees(Choosing).identity.patient
    assert patient.name == "李*涵"
    assert patient.guardian == "李*"


def test_a_bill_left_out_is_not_paid(visitor: Visitor, scene: Scene) -> None:
    visitor.is_served()
    visitor.scans("P1008", "voucher")
    bills = visitor.sees(Choosing).bills
    visitor.taps(BillTapped(bills[0].id))
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Quoted)
    visitor.taps(Tap.CONFIRM)
    assert isinstance(visitor.ends().payment, Settled)
    left = [bill["bill_id"] for bill in scene.sandbox.books()["open_bills"]]
    assert bills[0].id in left
    assert bills[1].id not in left


def test_sixty_lines_are_all_there(visitor: Visitor) -> None:
    visitor.is_served()
    visitor.scans("P1007", "voucher")
    [bill] = visitor.sees(Choosing).bills
    assert len(bill.lines) == 60
    visitor.taps(DetailTapped(bill.id))
    assert visitor.sees(Choosing, lambda c: c.detail is not None).detail == bill.id


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (b"134567890123456789", CodeKind.WECHAT),
        (b"https://example.org/?q=<img src=x>", CodeKind.UNKNOWN),
        (b"'; DROP TABLE bills; --", CodeKind.UNKNOWN),
        (b"\x1b\x07\x00binary\xff", CodeKind.UNREADABLE),
        (b"9" * 2953, CodeKind.UNREADABLE),
    ],
)
def test_a_code_that_says_nobody_is_named_and_asked_for_again(
    visitor: Visitor, code: bytes, kind: CodeKind
) -> None:
    visitor.is_served()
    visitor.taps(Tap.START)
    visitor.sees(AwaitingCode)
    visitor.scans_text(code)
    assert visitor.sees(AwaitingCode, lambda s: s.shown is not None).shown is kind


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        (("identify", "drop_before"), Problem.CENTRAL_SILENT),
        (("identify", "error"), Problem.CENTRAL_SILENT),
        (("identify", "truncated"), Problem.WRONG_PATIENT),
        (("bills", "drop_before"), Problem.CENTRAL_SILENT),
        (("bills", "busy"), Problem.CENTRAL_SILENT),
        (("bills", "wrong_patient"), Problem.WRONG_PATIENT),
    ],
)
def test_central_that_fails_before_the_bills_stops_the_visit(
    visitor: Visitor, scene: Scene, fault: tuple[str, str], problem: Problem
) -> None:
    visitor.is_served()
    scene.sandbox.fail(*fault)
    visitor.scans("P1008", "voucher")
    assert visitor.sees(Troubled).problem is problem
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Welcome)


@pytest.mark.parametrize(
    ("what", "problem"),
    [
        ("drop_before", Problem.CENTRAL_SILENT),
        ("error", Problem.CENTRAL_SILENT),
        ("wrong_patient", Problem.WRONG_PATIENT),
        ("wrong_sum", Problem.SUM_WRONG),
    ],
)
def test_a_pre_settlement_that_fails_stops_before_money(
    visitor: Visitor, scene: Scene, what: str, problem: Problem
) -> None:
    visitor.is_served()
    visitor.scans("P1008", "voucher")
    visitor.sees(Choosing)
    scene.sandbox.fail("pre_settle", what)
    visitor.taps(Tap.CONFIRM)
    assert visitor.sees(Troubled).problem is problem
    assert paid(scene) == []


@pytest.mark.parametrize(
    ("where", "what", "end"),
    [
        ("charge", "drop_before", Declined),
        ("charge", "drop_after", Settled),
        ("charge", "error", Declined),
        ("charge", "busy", Declined),
        ("charge", "truncated", Settled),
        ("settle", "drop_before", Settled),
        ("settle", "drop_after", Settled),
        ("settle", "wrong_patient", Settled),
        ("settle", "wrong_sum", Settled),
        ("invoice", "drop_after", Settled),
    ],
)
def test_central_that_fails_after_the_decision_never_loses_money(
    visitor: Visitor, scene: Scene, where: str, what: str, end: type[Payment]
) -> None:
    visitor.reaches_the_amount("P1008")
    scene.sandbox.fail(where, what)
    visitor.taps(Tap.CONFIRM)
    payment = visitor.ends().payment
    settlements = [s["setl_id"] for s in scene.sandbox.books()["settlements"]]
    assert isinstance(payment, end)
    if isinstance(payment, Settled):
        assert paid(scene) == [str(payment.paid)]
        assert settlements == [payment.settlement.id]
    else:
        assert money_word(payment) is MoneyWord.NOT_TAKEN
        assert paid(scene) == settlements == []


def test_a_network_that_falls_after_the_charge_finishes_when_it_returns(
    visitor: Visitor, scene: Scene
) -> None:
    visitor.reaches_the_amount("P1008")
    scene.sandbox.fail("settle", "error", times=1000)
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Paying, lambda p: isinstance(p.payment, Settling))
    scene.cable.pull()
    scene.sandbox.behave()
    early = visitor.sees(Finished)  # she is not kept waiting
    assert money_word(early.payment) is MoneyWord.TAKEN
    assert isinstance(early.payment, Settling)
    scene.cable.plug_in()
    assert isinstance(visitor.ends().payment, Settled)
    assert len(paid(scene)) == 1


def test_a_kiosk_that_cannot_reach_central_begins_nothing(
    visitor: Visitor, scene: Scene
) -> None:
    visitor.is_served()
    scene.cable.pull()
    offline = visitor.sees(Welcome, lambda w: not w.abilities.central)
    assert not offline.abilities.can_pay
    scene.cable.plug_in()
    visitor.is_served()


def test_an_expired_code_is_named_so(visitor: Visitor, scene: Scene) -> None:
    visitor.is_served()
    visitor.scans_text(b"424" + b"0" * 25)
    assert visitor.sees(Troubled).problem in (
        Problem.CODE_EXPIRED,
        Problem.UNKNOWN_PERSON,
    )


def test_who_has_no_bills_is_told_so(visitor: Visitor) -> None:
    visitor.is_served()
    visitor.scans("P1010", "voucher")
    assert visitor.sees(Troubled).problem is Problem.NO_BILLS


def test_bills_paid_elsewhere_meanwhile_are_not_paid_twice(
    visitor: Visitor, scene: Scene, tmp_path: Path
) -> None:
    visitor.reaches_the_amount("P1008")
    other = Visitor(scene, configure(scene, tmp_path / "other", PATIENCE))
    try:
        # The serial scanner belongs to the first kiosk, the camera's picture to both.
        other.is_served()
        scene.camera.hold_up(qr_picture(scene.sandbox.fresh_codes("P1008")["voucher"]))
        other.sees(Choosing)
        other.taps(Tap.CONFIRM)
        other.sees(Quoted)
        other.taps(Tap.CONFIRM)
        other.ends()
    finally:
        other.kiosk.stop()
    visitor.taps(Tap.CONFIRM)
    payment = visitor.ends().payment
    assert isinstance(payment, Declined)
    assert payment.reason is Refusal.ALREADY_PAID
    assert len(paid(scene)) == 1


def wait_until_enrolled(config: Config) -> None:
    """Until the kiosk has central's keys for the hour when it is out of reach."""
    deadline = time.monotonic() + LIMIT_S
    with Database(config.database, seal=open_vault(config)) as database:
        ledger = Ledger(database, secrets.token_bytes)
        while ledger.kept(SLIP_KEYS) is None:
            assert time.monotonic() < deadline, "central's keys do not come"
            threading.Event().wait(0.02)


def registered(visitor: Visitor, scene: Scene, person: str) -> Deferred:
    """Somebody shows a guide slip while the cable is out."""
    visitor.is_served()
    wait_until_enrolled(load(visitor.config))
    slip = scene.sandbox.guide_slip(person)
    scene.cable.pull()
    visitor.sees(Welcome, lambda w: w.abilities.can_defer)
    visitor.scans_text(slip.encode())
    visitor.sees(DeferralOffered)
    visitor.taps(Tap.CONFIRM)
    finished = visitor.sees(Finished, lambda f: isinstance(f.receipt, Printed))
    assert isinstance(finished.payment, Deferred)
    return finished.payment


def test_a_guide_slip_is_registered_offline_and_carried_out_later(
    visitor: Visitor, scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    deferred = registered(visitor, scene, "P1008")
    assert paid(scene) == []
    promise = "未扣款，已登记，网络恢复后自动结算".encode("gb18030")
    assert promise in scene.receipt_printer.slips[-1]
    assert main(["outbox", "--config", str(visitor.config)]) == 0
    owed = capsys.readouterr().out
    assert deferred.intent.case_number in owed
    assert "BeginDeferral" in owed

    scene.cable.plug_in()
    payment = visitor.ends().payment
    assert isinstance(payment, Settled)
    assert payment.intent == deferred.intent
    assert paid(scene) == [str(payment.paid)]
    assert main(["outbox", "--config", str(visitor.config)]) == 0
    assert deferred.intent.case_number not in capsys.readouterr().out


def test_a_deferral_that_was_paid_at_the_window_is_not_taken_again(
    visitor: Visitor, scene: Scene
) -> None:
    deferred = registered(visitor, scene, "P1008")
    pays_at_the_window(scene, "P1008")
    scene.cable.plug_in()
    payment = visitor.ends().payment
    assert payment == Declined(deferred.intent, Refusal.ALREADY_PAID)
    assert len(paid(scene)) == 1


def test_the_day_agrees_until_central_holds_what_the_kiosk_does_not_know(
    visitor: Visitor, scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    registered(visitor, scene, "P1008")
    scene.cable.plug_in()
    visitor.ends()
    today = datetime.now(BEIJING).date().isoformat()
    reconcile = ["reconcile", "--config", str(visitor.config), "--day", today]
    assert main(reconcile) == 0
    assert "in both: 1 payments" in capsys.readouterr().out

    pays_at_the_window(scene, "P1001", load(visitor.config).kiosk.id)
    assert main(reconcile) == 1
    assert "only at central: 1" in capsys.readouterr().out


def pays_at_the_window(scene: Scene, person: str, kiosk_id: str = "WINDOW-2") -> None:
    """Pay everything on credit, past the kiosk."""
    identity = KioskIdentity(kiosk_id, "sandbox")
    central = HttpCentral(scene.sandbox.url, identity, Deadlines(2, 10))
    ids = tuple(bill.id for bill in central.open_bills(person))
    quote = central.pre_settle(person, ids)
    intent = Intent(
        key=new_key(),
        patient_id=person,
        bill_ids=ids,
        pre_settlement_id=quote.id,
        split=quote.split,
        method=Method.CREDIT,
        opened_at=datetime.now(BEIJING),
        patience=Patience(),
    )
    central.charge(intent, intent.shares[0], None)
    central.settle(intent)


def settled(visitor: Visitor) -> Finished:
    visitor.reaches_the_amount("P1008")
    visitor.taps(Tap.CONFIRM)
    return visitor.ends()


def test_receipt_and_invoice_come_out_on_paper(visitor: Visitor, scene: Scene) -> None:
    before = len(scene.receipt_printer.slips), len(scene.page_printer.pages)
    settled(visitor)
    visitor.taps(Tap.PRINT_RECEIPT)
    visitor.sees(Finished, lambda f: isinstance(f.receipt, Printed))
    visitor.taps(Tap.PRINT_INVOICE)
    visitor.sees(Finished, lambda f: isinstance(f.invoice, Printed))
    after = len(scene.receipt_printer.slips), len(scene.page_printer.pages)
    assert after == (before[0] + 1, before[1] + 1)
    assert scene.page_printer.pages[-1].startswith(b"%PDF")


def test_without_paper_the_payment_stands_and_paper_can_come_later(
    visitor: Visitor, scene: Scene
) -> None:
    finished = settled(visitor)
    scene.receipt_printer.run_out_of_paper()
    visitor.taps(Tap.PRINT_RECEIPT)
    state = visitor.sees(
        Finished, lambda f: isinstance(f.receipt, Unprinted) or not f.abilities.receipts
    )
    assert state.payment == finished.payment
    scene.receipt_printer.refill()
    visitor.sees(Finished, lambda f: f.abilities.receipts)
    visitor.taps(Tap.PRINT_RECEIPT)
    visitor.sees(Finished, lambda f: isinstance(f.receipt, Printed))


def test_without_printers_one_can_still_pay(visitor: Visitor, scene: Scene) -> None:
    visitor.is_served()
    scene.receipt_printer.unplug()
    scene.page_printer.unplug()
    try:
        visitor.sees(Welcome, lambda w: not w.abilities.receipts)
        visitor.sees(Welcome, lambda w: not w.abilities.invoices)
        visitor.scans("P1008", "voucher")
        visitor.sees(Choosing)
        visitor.taps(Tap.CONFIRM)
        visitor.sees(Quoted)
        visitor.taps(Tap.CONFIRM)
        assert isinstance(visitor.ends().payment, Settled)
    finally:
        scene.receipt_printer.replug()
        scene.page_printer.replug()
    assert len(paid(scene)) == 1


def test_a_torn_slip_is_in_doubt_and_the_next_one_says_it_is_a_copy(
    visitor: Visitor, scene: Scene
) -> None:
    settled(visitor)
    scene.receipt_printer.jam_next_slip()
    visitor.taps(Tap.PRINT_RECEIPT)
    visitor.sees(Finished, lambda f: isinstance(f.receipt, InDoubt))
    scene.receipt_printer.open_cover()
    scene.receipt_printer.close_cover()
    visitor.sees(Finished, lambda f: f.abilities.receipts)
    visitor.taps(Tap.PRINT_RECEIPT)
    visitor.sees(Finished, lambda f: isinstance(f.receipt, Printed))
    assert "补打 第2次".encode("gb18030") in scene.receipt_printer.slips[-1]


def test_an_invoice_file_that_cannot_be_fetched_is_not_printed(
    visitor: Visitor, scene: Scene
) -> None:
    settled(visitor)
    scene.sandbox.fail("invoice_file", "truncated")
    visitor.taps(Tap.PRINT_INVOICE)
    visitor.sees(Finished, lambda f: isinstance(f.invoice, Unprinted))
    visitor.taps(Tap.PRINT_INVOICE)
    visitor.sees(Finished, lambda f: isinstance(f.invoice, Printed))
