"""Documents to draw in tests: an outpatient's, an inpatient's, a statement."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from kiosk.model.invoice import Invoice, InvoiceKind
from kiosk.model.money import ZERO, Money, total
from kiosk.model.patient import mask
from printing.cover_document import CoverList, CoverRow
from printing.four_decimals import FourDecimals
from printing.invoice_document import (
    InpatientInformation,
    InvoiceDocument,
    InvoiceItem,
    OutpatientInformation,
    Shares,
)
from printing.statement_document import (
    StatementDocument,
    StatementGroup,
    StatementLine,
)

DATE = date(2025, 3, 1)

OUTPATIENT = InvoiceDocument(
    region="上海市",
    code="31060125",
    number="0001234567",
    check_code="a1b2c3",
    issued_on=DATE,
    payer="𠮷䶮㛃·买买提",
    payer_id="310101********1234",
    items=(
        InvoiceItem("诊察费", "1 次", Money(50_00)),
        InvoiceItem("化验费", "2 项", Money(32_00), "甲"),
        InvoiceItem("西药费", "3 盒", Money(106_21), "甲"),
    ),
    total=Money(188_21),
    other=OutpatientInformation(
        business_serial="20250301093000012345",
        institution_type="综合医院",
        sex="女",
        outpatient_number="M0012345678",
        visited_on=DATE,
        insurance_type="职工基本医疗保险",
        insurance_number="3101******12",
        shares=Shares(
            fund_pay=Money(100_00),
            other_pay=ZERO,
            account_pay=Money(50_00),
            cash_pay=Money(38_21),
            self_burden=Money(80_21),
            own_expense=Money(8_00),
        ),
    ),
    more=(("附加基金支付", "0.00"), ("医保当年账户余额", "1208.35")),
    remarks="医保流水号：310100202503010001",
    issuer="上海市第一示范医院",
    checker="系统核验",
    cashier="自助机K-0012",
    verification_url="https://einvoice.example.cn/page/31060125/0001234567/a1b2c3",
)

_STAY_ITEMS = (
    ("床位费", "6 日", 480_00),
    ("诊察费", "6 日", 150_00),
    ("检查费", "4 项", 1_288_00),
    ("化验费", "23 项", 964_50),
    ("治疗费", "18 次", 732_00),
    ("手术费", "1 次", 4_860_00),
    ("护理费", "6 日", 246_00),
    ("卫生材料费", "31 件", 6_215_37),
    ("西药费", "42 种", 1_873_06),
    ("中成药费", "3 种", 86_40),
    ("其他", "1 项", 12_00),
)
_STAY_TOTAL = Money(sum(fen for _, _, fen in _STAY_ITEMS))
_STAY_FUND = Money(12_400_00)

INPATIENT = replace(
    OUTPATIENT,
    code="31060225",
    number="0007654321",
    check_code="9f3k0z",
    payer="欧阳靖宇",
    items=tuple(
        InvoiceItem(name, quantity, Money(fen)) for name, quantity, fen in _STAY_ITEMS
    ),
    total=_STAY_TOTAL,
    other=InpatientInformation(
        business_serial="20250301151200098765",
        institution_type="综合医院",
        sex="男",
        record_number="B20250218",
        stay_number="Z000123456",
        department="普外科",
        admitted_on=date(2025, 2, 23),
        discharged_on=DATE,
        deposits=Money(5_000_00),
        paid_at_discharge=ZERO,
        returned=Money(5_000_00 - (_STAY_TOTAL.fen - _STAY_FUND.fen)),
        insurance_type="城乡居民基本医疗保险",
        insurance_number="3101******77",
        shares=Shares(
            fund_pay=_STAY_FUND,
            other_pay=ZERO,
            account_pay=ZERO,
            cash_pay=_STAY_TOTAL - _STAY_FUND,
            self_burden=_STAY_TOTAL - _STAY_FUND - Money(1_200_00),
            own_expense=Money(1_200_00),
            negotiated_drugs=ZERO,
        ),
    ),
    more=(("分类自负", "0.00"), ("附加基金支付", "0.00"), ("住院天数", "6")),
    remarks="医保流水号：310100202503010077",
)


def priced(document: InvoiceDocument, *items: InvoiceItem) -> InvoiceDocument:
    """The invoice with these items, all paid in cash, adding up."""
    amount = total(item.amount for item in items)
    shares = replace(
        document.other.shares,
        fund_pay=ZERO,
        other_pay=ZERO,
        account_pay=ZERO,
        cash_pay=amount,
    )
    other = replace(document.other, shares=shares)
    return replace(document, items=items, total=amount, other=other)


def with_items(
    count: int, name: str = "注射用头孢曲松钠", of: InvoiceDocument = OUTPATIENT
) -> InvoiceDocument:
    items = (
        InvoiceItem(f"{name}{index:03d}", "1 支", Money(1_00 + index))
        for index in range(count)
    )
    return priced(of, *items)


def line(
    name: str,
    amount: str,
    *,
    unit: str = "盒",
    price: str = "0.1234",
    specification: str = "",
) -> StatementLine:
    return StatementLine(
        name=name,
        specification=specification,
        unit_price=FourDecimals.parse(price),
        quantity=FourDecimals.parse("1.5"),
        unit=unit,
        amount=FourDecimals.parse(amount),
        insurance_class="甲",
    )


def statement(*groups: StatementGroup) -> StatementDocument:
    lines = [line for group in groups for line in group.lines]
    amount = FourDecimals(sum(line.amount.ten_thousandths for line in lines))
    return StatementDocument(
        code=OUTPATIENT.code,
        number=OUTPATIENT.number,
        issued_on=DATE,
        payer=OUTPATIENT.payer,
        groups=groups,
        total=amount.rounded,
        issuer=OUTPATIENT.issuer,
    )


def statement_of(count: int) -> StatementDocument:
    """So many lines in groups of at most seventy."""
    lines = [
        line(f"阿莫西林胶囊{at:03d}", f"{at}.{at:04d}") for at in range(1, count + 1)
    ]
    names = ("诊察费", "化验费", "检查费", "西药费", "中成药费", "卫生材料费")
    return statement(
        *(
            StatementGroup(name, tuple(lines[70 * at : 70 * at + 70]))
            for at, name in enumerate(names)
            if lines[70 * at : 70 * at + 70]
        )
    )


STATEMENT = statement(
    StatementGroup(
        "化验费",
        (
            line("血常规（五分类）", "30", unit="次", price="20"),
            line("尿常规", "18", unit="次", price="12"),
        ),
    ),
    StatementGroup(
        "西药费",
        (
            line("阿莫西林胶囊", "17.34", price="11.56", specification="0.25g×24粒"),
            line("注射用头孢呋辛钠", "0.1851", unit="支", specification="0.75g"),
            line("盐酸二甲双胍缓释片", "9.405", unit="片", price="6.27"),
        ),
    ),
)


def cover_of(count: int) -> CoverList:
    """The list in front of a claim of so many invoices, of all three kinds."""
    kinds = (*InvoiceKind,)
    rows = tuple(
        CoverRow(
            Invoice(
                "31060125",
                f"{1_234_567 + at:010d}",
                "a1b2c3",
                Money(188_21 + 37_10 * at),
                DATE - timedelta(days=at),
            ),
            kinds[at % 3],
            at % 4,
        )
        for at in range(count)
    )
    return CoverList(
        patient=mask("欧阳靖宇"),
        first=DATE - timedelta(days=count - 1),
        last=DATE,
        rows=rows,
        hospital="上海市第一示范医院",
        kiosk_id="K-0012",
        printed_at=datetime(2025, 3, 1, 9, 30, tzinfo=UTC),
    )
