"""One invented patient and her payment, as values for tests."""

from dataclasses import replace
from datetime import UTC, date, datetime

from kiosk.flows.abilities import Abilities
from kiosk.flows.visit_states import Choosing, Quoted
from kiosk.model.bill import Bill, BillLine
from kiosk.model.codes import Code, CodeKind
from kiosk.model.deferral import Capture
from kiosk.model.intent import Intent, Method, Order, Patience
from kiosk.model.invoice import Invoice, InvoiceKind, InvoiceStatus, ListedInvoice
from kiosk.model.money import ZERO, Money
from kiosk.model.patient import CreditContract, Identity, Patient, mask
from kiosk.model.registration import Registration, RegistrationStatus
from kiosk.model.settlement import PreSettlement, Settlement, Split

KEY = "019aa000-0000-7000-8000-000000000001"
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SPLIT = Split(
    total=Money(188_21),
    funds=Money(101_92),
    account=Money(30_00),
    self_pay=Money(56_29),
)
PART = Split(
    total=Money(100_00), funds=Money(60_00), account=Money(20_00), self_pay=Money(20_00)
)
ALL_FUNDS = Split(
    total=Money(188_21), funds=Money(188_21), account=Money(0), self_pay=Money(0)
)
BILL = Bill(
    "B1",
    date(2026, 11, 22),
    Money(188_21),
    (BillLine("血常规", "1 次", Money(188_21), "甲"),),
)
PATIENT = Patient("P1", mask("张小明"), insured=True)
IDENTITY = Identity(PATIENT, CreditContract("示例银行", Money(5_000_00)))
NO_CONTRACT = Identity(PATIENT)
QUOTE = PreSettlement("Q1", "P1", ("B1",), SPLIT)
VOUCHER = Code(CodeKind.VOUCHER, "424" + "0" * 25)
WECHAT = Code(CodeKind.WECHAT, "10" + "0" * 16)
SETTLEMENT = Settlement("S1", "P1", SPLIT, NOW)
PARTLY = Settlement("S1", "P1", PART, NOW, ("B1",))
INVOICE = Invoice("31060126", "0000000001", "a1b2c3", Money(188_21), date(2026, 11, 22))
CAPTURE = Capture("what was signed", "c2lnbmVk", "Ed25519", "0123456789abcdef")
CAN = Abilities()
CHOICE = Choosing(CAN, IDENTITY, (BILL,), frozenset({"B1"}))
QUOTED = Quoted(CHOICE, QUOTE)


def intent(
    method: Method = Method.CREDIT,
    split: Split = SPLIT,
    order: Order = Order.CHARGE_FIRST,
    credit: Money = ZERO,
) -> Intent:
    return Intent(
        KEY, "P1", ("B1",), "Q1", split, method, NOW, Patience(), order, credit
    )


FEE = Bill(
    "R1",
    date(2026, 11, 22),
    Money(38_00),
    (BillLine("门诊诊察费（主任医师）", "1 次", Money(38_00), "甲"),),
)
BOOKED = Registration(
    id="R1",
    patient_id="P1",
    status=RegistrationStatus.BOOKED,
    department="心血管内科",
    doctor="沈国梁",
    day=date(2026, 11, 23),
    time="09:30-10:00",
    place="门诊楼3层B区",
    bill=FEE,
)
HELD = replace(BOOKED, status=RegistrationStatus.HELD)
REGISTERED = replace(BOOKED, status=RegistrationStatus.REGISTERED, queue_number="01007")


def listed(
    number: int = 1,
    *,
    printed: int = 0,
    status: InvoiceStatus = InvoiceStatus.ISSUED,
    day: date = date(2026, 11, 22),
) -> ListedInvoice:
    """One invoice in a patient's list: number 1 costs 100.00, 2 costs 200.00 ..."""
    amount = Money(100_00 * number)
    invoice = Invoice("31060126", f"{number:010d}", "a1b2c3", amount, day)
    is_issued = status is not InvoiceStatus.BEING_ISSUED
    return ListedInvoice(
        settlement_id=f"S{number}",
        kind=InvoiceKind.OUTPATIENT,
        status=status,
        amount=amount,
        day=day,
        invoice=invoice if is_issued else None,
        printed=printed,
        most_prints=3,
        printable_until=date(2027, 11, 22),
        qr=f"https://pjcy.example/{number}" if is_issued else None,
        may_be_exchanged=True,
    )
