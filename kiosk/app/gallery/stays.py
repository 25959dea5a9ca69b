"""One sample of everything that somebody with a stay, 住院, can be shown."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from kiosk.flows.abilities import Abilities
from kiosk.flows.payment_states import Settled, Taken
from kiosk.flows.printing import Job, Printed, Printing, Unprinted
from kiosk.flows.stay_states import (
    AtStay,
    FindingDays,
    FindingStay,
    OrderingDeposit,
    ReadingDays,
)
from kiosk.flows.visit_states import (
    AwaitingCode,
    Choosing,
    Finished,
    Problem,
    Quoted,
    Service,
    Troubled,
    Visit,
    Welcome,
)
from kiosk.model.bill import Bill, BillLine
from kiosk.model.deposit import DepositReturn
from kiosk.model.document import Document
from kiosk.model.intent import Intent, Method, Patience
from kiosk.model.invoice import Invoice
from kiosk.model.money import ZERO, Money
from kiosk.model.patient import CreditContract, Identity, Patient, mask
from kiosk.model.settlement import PreSettlement, Settlement, Split
from kiosk.model.stay import DayList, Deposit, Stay, StayStatus

CAN = Abilities(registrations=True, stays=True)
TODAY = date(2026, 11, 22)
WOMAN = Identity(
    Patient("p-1", mask("欧阳淑珍"), insured=True),
    CreditContract("示范银行", Money(8_000_00)),
)
LINES = (
    BillLine("床位费（三人间）", "1 日", Money(45_00), "甲"),
    BillLine("二级护理", "1 日", Money(28_00), "甲"),
    BillLine("胸部CT平扫（含三维重建及胶片）", "1 次", Money(358_00), "乙"),
    BillLine("0.9%氯化钠注射液 250ml", "3 瓶", Money(11_49), "甲"),
    BillLine("无菌敷贴 10cm×10cm", "2 片", Money(13_40), "自费"),
    BillLine("复方甲氧那明胶囊（阿斯美）60粒", "2 盒", Money(86_40), "乙"),
    BillLine("静脉输液", "2 组", Money(19_60), "甲"),
)
DAYS = tuple(
    DayList(TODAY - timedelta(days=ago), LINES[: len(LINES) - ago % 4])
    for ago in range(9)
)
SPENT = Money(sum(day.total.fen for day in DAYS))
DEPOSITS = (
    Deposit("D1", Method.WECHAT, TODAY - timedelta(days=8), Money(3_000_00)),
    Deposit("D2", Method.ALIPAY, TODAY - timedelta(days=3), Money(2_000_00)),
)
CHOICES = (Money(3_000_00), Money(1_000_00), Money(2_000_00), Money(5_000_00))
ADMITTED = Stay(
    id="ZY00000012",
    patient_id="p-1",
    status=StayStatus.ADMITTED,
    ward="6号楼12层A病区",
    bed="18床",
    since=TODAY - timedelta(days=8),
    deposits=DEPOSITS,
    spent=SPENT,
    choices=CHOICES,
)
ORDERED = replace(
    ADMITTED,
    status=StayStatus.ORDERED,
    bed="",
    since=None,
    deposits=(),
    spent=ZERO,
)
STAY_BILL = Bill(
    "ZY00000012", TODAY, SPENT, tuple(x for day in DAYS for x in day.lines)
)
LEAVING = replace(ADMITTED, status=StayStatus.LEAVING, choices=(), bill=STAY_BILL)
AT = AtStay(CAN, WOMAN, ADMITTED)

DEPOSIT_BILL = Bill(
    "Y000000001",
    TODAY,
    Money(2_000_00),
    (BillLine("住院预交金", "1 次", Money(2_000_00), "自费"),),
)


def quoted(stay: Stay, bill: Bill, quote: PreSettlement) -> Quoted:
    chosen = frozenset({bill.id})
    return Quoted(Choosing(CAN, WOMAN, (bill,), chosen, stay=stay), quote)


def finished(state: Quoted, method: Method, *returned: str) -> Finished:
    """What is left to pay has been paid."""
    quote = state.quote
    intent = Intent(
        key="0193a5e2-7c1d-7b42-9d10-5f3c2a917e44",
        patient_id="p-1",
        bill_ids=quote.bill_ids,
        pre_settlement_id=quote.id,
        split=quote.split,
        method=method,
        opened_at=datetime(2026, 11, 22, 9, 30),
        patience=Patience(),
        deposits=quote.deposits,
        returns=quote.returns,
        is_invoiced=quote.is_invoiced,
    )
    taken = (Taken(0, quote.due),) if quote.due else ()
    settlement = Settlement("S1", "p-1", quote.split, datetime(2026, 11, 22, 9, 31))
    payment = Settled(intent, taken, settlement, returned=returned)
    return Finished(CAN, WOMAN.patient.name, payment, stay=state.choice.stay)


HALF = Money(SPENT.fen // 2)
DEPOSIT = PreSettlement(
    "Q1",
    "p-1",
    (DEPOSIT_BILL.id,),
    Split(Money(2_000_00), ZERO, ZERO, Money(2_000_00)),
    is_invoiced=False,
)
LEFT_OVER = PreSettlement(
    "Q2",
    "p-1",
    (STAY_BILL.id,),
    Split(SPENT, SPENT - HALF, ZERO, HALF),
    deposits=HALF,
    returns=(
        DepositReturn("D2", Money(2_000_00)),
        DepositReturn("D1", Money(3_000_00) - HALF),
    ),
)
POOR = replace(LEAVING, deposits=(replace(DEPOSITS[0], amount=Money(200_00)),))
TOO_LITTLE = replace(LEFT_OVER, deposits=Money(200_00), returns=())
PUT_DOWN = quoted(ADMITTED, DEPOSIT_BILL, DEPOSIT)
LEAVES = quoted(LEAVING, STAY_BILL, LEFT_OVER)
TOPS_UP = quoted(POOR, STAY_BILL, TOO_LITTLE)

LEFT = finished(LEAVES, Method.NOTHING, "D1", "D2")
assert isinstance(LEFT.payment, Settled)
INVOICED = replace(
    LEFT,
    payment=replace(
        LEFT.payment,
        invoice=Invoice("31060226", "0012345679", "b2c3d4", HALF, date(2026, 11, 22)),
    ),
)
BILL_JOB = Job("job-1", Document.INVOICE, LEFT.payment.intent.key)
LIST_JOB = Job("job-2", Document.STATEMENT, LEFT.payment.intent.key)

STAYING: dict[str, Visit] = {
    "welcome_stay": Welcome(CAN),
    "welcome_stay_no_paper": Welcome(replace(CAN, invoices=False)),
    "scan_stay": AwaitingCode(CAN, service=Service.STAY),
    "stay_finding": FindingStay(CAN, WOMAN),
    "stay": AT,
    "stay_ordered": AtStay(CAN, WOMAN, ORDERED),
    "stay_leaving": AtStay(CAN, WOMAN, LEAVING),
    "stay_ordering": OrderingDeposit(AT),
    "stay_days_finding": FindingDays(AT),
    "stay_days": ReadingDays(AT, DAYS, TODAY),
    "stay_days_two": ReadingDays(AT, DAYS[:2], TODAY - timedelta(days=1)),
    "amount_stay_deposit": PUT_DOWN,
    "amount_stay_left_over": LEAVES,
    "amount_stay_top_up": TOPS_UP,
    "settled_stay_deposit": finished(PUT_DOWN, Method.CREDIT),
    "settled_stay_admitted": finished(
        quoted(ORDERED, DEPOSIT_BILL, DEPOSIT), Method.WECHAT
    ),
    "settled_stay_returning": finished(LEAVES, Method.NOTHING),
    "settled_stay_returned": finished(LEAVES, Method.NOTHING, "D1", "D2"),
    "settled_stay_top_up": finished(TOPS_UP, Method.WECHAT),
    "settled_stay_invoiced": INVOICED,
    "settled_stay_printing": replace(
        INVOICED, invoice=Printed(BILL_JOB), statement=Printing(LIST_JOB)
    ),
    "settled_stay_printed": replace(
        INVOICED, invoice=Printed(BILL_JOB), statement=Printed(LIST_JOB)
    ),
    "settled_stay_half_printed": replace(
        INVOICED, invoice=Printed(BILL_JOB), statement=Unprinted(LIST_JOB)
    ),
    "trouble_no_stay": Troubled(CAN, Problem.NO_STAY, service=Service.STAY),
}
