"""One slip of every kind, for tests and golden pictures."""

from dataclasses import replace
from datetime import UTC, date, datetime

from kiosk.model.guide_slip import GuideSlip
from kiosk.model.intent import Method
from kiosk.model.invoice import Invoice
from kiosk.model.money import Money
from kiosk.model.patient import mask
from kiosk.model.receipt import Receipt, ReceiptKind
from kiosk.model.settlement import Split
from kiosk.model.slips import (
    DepositSlip,
    DischargeSlip,
    Imprint,
    PrintedGuideSlip,
    RegistrationSlip,
    Returned,
    ToppedUp,
    TrialSlip,
    UnprintedInvoiceSlip,
)
from printing.slips import AnySlip

MOMENT = datetime(2025, 3, 1, 9, 30, tzinfo=UTC)
IMPRINT = Imprint("上海市第一示范医院", "K-0012", MOMENT)
PATIENT = mask("张三丰")
CASE = "7K3M-QX2P"
INVOICE = Invoice("31060125", "0001234567", "a1b2c3", Money(188_21), date(2025, 3, 1))
STAY_INVOICES = (
    Invoice("31060225", "0007654321", "9f3k0z", Money(12_000_00), date(2025, 3, 1)),
    Invoice("31060225", "0007654322", "k4m8x1", Money(4_907_33), date(2025, 3, 1)),
)
SPLIT = Split(Money(188_21), Money(100_00), Money(50_00), Money(38_21))
STAY_SPLIT = Split(Money(16_907_33), Money(12_400_00), Money(200_00), Money(4_307_33))

PAYMENT = Receipt(
    kind=ReceiptKind.PAID,
    hospital=IMPRINT.hospital,
    kiosk_id=IMPRINT.kiosk_id,
    patient=PATIENT,
    bill_count=2,
    split=SPLIT,
    method=Method.WECHAT,
    case_number=CASE,
    printed_at=MOMENT,
    settlement_id="310100202503010001",
    invoice=INVOICE,
)
UNCERTAIN = replace(
    PAYMENT, kind=ReceiptKind.UNCERTAIN, settlement_id=None, invoice=None
)
DEFERRED = replace(UNCERTAIN, kind=ReceiptKind.DEFERRED, method=Method.CREDIT)
REGISTRATION = RegistrationSlip(
    imprint=IMPRINT,
    patient=PATIENT,
    department="心血管内科",
    doctor="李医生",
    place="门诊楼3层 B区 312诊室",
    day=date(2025, 3, 3),
    slot="09:30-10:00",
    queue_number="A012",
    split=Split(Money(50_00), Money(30_00), Money(12_00), Money(8_00)),
    method=Method.ALIPAY,
    case_number=CASE,
)
DEPOSIT = DepositSlip(
    imprint=IMPRINT,
    patient=PATIENT,
    stay_number="Z000123456",
    amount=Money(3_000_00),
    balance=Money(5_000_00),
    method=Method.UNIONPAY,
    case_number=CASE,
)
DISCHARGE = DischargeSlip(
    imprint=IMPRINT,
    patient=PATIENT,
    stay_number="Z000123456",
    settlement_id="310100202503010077",
    split=STAY_SPLIT,
    deposits=Money(5_000_00),
    returned=(
        Returned(Method.WECHAT, date(2025, 2, 23), Money(500_00)),
        Returned(Method.UNIONPAY, date(2025, 2, 26), Money(192_67)),
    ),
    invoices=STAY_INVOICES,
    case_number=CASE,
)
TOPPED_UP = replace(
    DISCHARGE,
    deposits=Money(4_000_00),
    returned=(),
    topped_up=(
        ToppedUp(Method.WECHAT, Money(7_33)),
        ToppedUp(Method.CREDIT, Money(300_00)),
    ),
)
UNPRINTED = UnprintedInvoiceSlip(
    imprint=IMPRINT,
    patient=PATIENT,
    invoice=INVOICE,
    places="任意一台自助机，或门诊楼1层收费窗口",
    printable_until=date(2026, 3, 1),
    case_number=CASE,
)
GUIDE_CODE = (
    "GS1.slip-key-2025." + "eyJpIjoiRy0wMDEi" * 16 + "." + "Zm9yLXNhbXBsZXM" * 6
)
GUIDE = PrintedGuideSlip(
    imprint=IMPRINT,
    guide=GuideSlip(
        id="G-20250301-0042",
        patient_id="P20000009",
        patient=PATIENT,
        bill_ids=("B1", "B2", "B3"),
        pre_settlement_id="Q-1",
        split=SPLIT,
        credit=Money(5_000_00),
        issued_at=MOMENT,
        expires_at=datetime(2025, 3, 3, 15, 59, 59, tzinfo=UTC),
    ),
    place="门诊楼2层 检验科",
    code=GUIDE_CODE,
)
TRIAL = TrialSlip(IMPRINT, "epson-tm-t20")

NEW: dict[str, AnySlip] = {
    "registration": REGISTRATION,
    "deposit": DEPOSIT,
    "discharge": DISCHARGE,
    "topped-up": TOPPED_UP,
    "unprinted": UNPRINTED,
    "guide": GUIDE,
    "trial": TRIAL,
}
EVERY: dict[str, AnySlip] = {
    "payment": PAYMENT,
    "uncertain": UNCERTAIN,
    "deferred": DEFERRED,
    **NEW,
}
