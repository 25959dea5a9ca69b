"""From a settlement to the papers of its invoice: the only door to `printing`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from kiosk.model.bill import BillLine
from kiosk.model.invoice import InvoiceKind
from kiosk.model.money import ZERO, Money, total
from kiosk.sandbox.records import Coverage, Issued, Person
from kiosk.sandbox.split import own_expense
from printing.four_decimals import FourDecimals
from printing.invoice import draw_invoice
from printing.invoice_document import (
    InpatientInformation,
    InvoiceDocument,
    InvoiceItem,
    OutpatientInformation,
    Shares,
    in_form_order,
)
from printing.statement import draw_statement
from printing.statement_document import (
    StatementDocument,
    StatementGroup,
    StatementLine,
)

# The item of the form that a line of the invented catalogue belongs to: the first
# whose words it has.
_ITEMS = (
    ("卫生材料费", "一次性|口罩|敷贴"),
    ("检查费", "检查|超声|心电|平扫|摄影|呼气|骨密度|眼底"),
    ("化验费", "常规|功能|血糖|蛋白|血脂|降钙素|测定"),
    ("诊察费", "诊察"),
    ("治疗费", "治疗|采血|静脉输液|肌肉注射|雾化|换药|清创|针刺"),
    ("中药饮片", "饮片"),
    ("中成药费", "连花|蒲地蓝|六味|甘草"),
    ("西药费", "片|胶囊|注射液|口服|混悬|滴"),
)
_OTHER = "其他"
STAY_DAYS = 6  # what is invented of a stay
DEPOSIT = Money(3_000_00)
_QUANTITY = re.compile(r"([0-9]+) *(.*)", re.DOTALL)


def draw(
    issued: Issued, person: Person, lines: Sequence[BillLine], hospital: str
) -> bytes:
    """Draw the invoice. The same invoice is always the same bytes."""
    return draw_invoice(_document(issued, person, lines, hospital)).pdf


def draw_form(
    issued: Issued,
    person: Person,
    lines: Sequence[BillLine],
    hospital: str,
    paper: tuple[str, str],
) -> bytes:
    """Draw what is printed on a numbered form, with its code and number, 换开."""
    document = _document(issued, person, lines, hospital)
    code, number = paper
    remarks = f"{document.remarks}；纸质票据代码 {code}，号码 {number}"
    return draw_invoice(replace(document, remarks=remarks)).pdf


def _document(
    issued: Issued, person: Person, lines: Sequence[BillLine], hospital: str
) -> InvoiceDocument:
    return InvoiceDocument(
        region="上海市",
        code=issued.code,
        number=issued.number,
        check_code=issued.check_code,
        issued_on=issued.issued_on,
        payer=person.name,
        payer_id="310***********" + person.id[-4:],
        items=_items(lines),
        total=issued.amount,
        other=_other(issued, person, lines),
        remarks=_remarks(issued),
        issuer=hospital,
        checker="系统核验",
        cashier="自助机",
        verification_url="http://pjcy.mof.gov.cn",
    )


def _remarks(issued: Issued) -> str:
    where = "（互联网医院）" if issued.kind is InvoiceKind.INTERNET else ""
    return f"医保结算号 {issued.setl_id}{where}"


def draw_list(
    issued: Issued, person: Person, lines: Sequence[BillLine], hospital: str
) -> bytes:
    """Draw the statement behind the invoice. The same is always the same bytes."""
    document = StatementDocument(
        code=issued.code,
        number=issued.number,
        issued_on=issued.issued_on,
        payer=person.name,
        groups=tuple(
            StatementGroup(name, tuple(map(_line, group)))
            for name, group in _by_item(lines).items()
        ),
        total=issued.amount,
        issuer=hospital,
    )
    return draw_statement(document).pdf


def _items(lines: Iterable[BillLine]) -> tuple[InvoiceItem, ...]:
    return in_form_order(
        tuple(
            InvoiceItem(name, f"{len(group)} 项", total(line.amount for line in group))
            for name, group in _by_item(lines).items()
        )
    )


def _by_item(lines: Iterable[BillLine]) -> dict[str, list[BillLine]]:
    found: dict[str, list[BillLine]] = {}
    for line in lines:
        found.setdefault(_item_of(line), []).append(line)
    return found


def _item_of(line: BillLine) -> str:
    return next((item for item, words in _ITEMS if re.search(words, line.name)), _OTHER)


def _line(line: BillLine) -> StatementLine:
    found = _QUANTITY.fullmatch(line.quantity)
    count, unit = (int(found[1]), found[2]) if found else (1, line.quantity)
    amount = FourDecimals.of(line.amount)
    return StatementLine(
        name=line.name,
        unit_price=FourDecimals(amount.ten_thousandths // max(1, count)),
        quantity=FourDecimals(count * 10_000),
        unit=unit,
        amount=amount,
        insurance_class=line.category,
    )


def _other(
    issued: Issued, person: Person, lines: Sequence[BillLine]
) -> OutpatientInformation | InpatientInformation:
    is_insured = person.coverage is not Coverage.NONE
    kind = "职工基本医疗保险" if is_insured else "自费"
    masked = "****" + person.id[-4:] if is_insured else ""
    shares = _shares(issued, person, lines)
    if issued.kind is not InvoiceKind.INPATIENT:
        return OutpatientInformation(
            business_serial=issued.setl_id,
            institution_type="综合医院",
            sex=person.sex,
            outpatient_number=person.id,
            visited_on=issued.issued_on,
            insurance_type=kind,
            insurance_number=masked,
            shares=shares,
        )
    self_pay = issued.split.self_pay
    return InpatientInformation(
        business_serial=issued.setl_id,
        institution_type="综合医院",
        sex=person.sex,
        record_number=f"B{person.id[1:]}",
        stay_number=f"Z{issued.number[-6:]}",
        department="普外科",
        admitted_on=issued.issued_on - timedelta(days=STAY_DAYS),
        discharged_on=issued.issued_on,
        deposits=DEPOSIT,
        paid_at_discharge=max(ZERO, self_pay - DEPOSIT),
        returned=max(ZERO, DEPOSIT - self_pay),
        insurance_type=kind,
        insurance_number=masked,
        shares=shares,
    )


def _shares(issued: Issued, person: Person, lines: Sequence[BillLine]) -> Shares:
    split = issued.split
    own = own_expense(lines, person.coverage)
    return Shares(
        fund_pay=split.funds,
        other_pay=split.hospital,
        account_pay=split.account,
        cash_pay=split.self_pay,
        self_burden=split.account + split.self_pay - own,
        own_expense=own,
    )
