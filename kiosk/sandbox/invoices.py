"""From a settlement to the invoice's PDF: the only door to `printing`."""

from collections.abc import Sequence

from kiosk.model.bill import BillLine
from kiosk.sandbox.records import Coverage, Issued, Person, Settled
from kiosk.sandbox.split import own_expense
from printing.invoice import (
    InvoiceDocument,
    InvoiceItem,
    OtherInformation,
    draw_invoice,
)


def draw(
    issued: Issued,
    settled: Settled,
    person: Person,
    lines: Sequence[BillLine],
    hospital: str,
) -> bytes:
    """Draw the file. The same invoice is always the same bytes."""
    return draw_invoice(
        InvoiceDocument(
            region="上海市",
            code=issued.code,
            number=issued.number,
            check_code=issued.check_code,
            issued_on=issued.issued_on,
            payer=person.name,
            payer_id="310***********" + person.id[-4:],
            items=tuple(
                InvoiceItem(line.name, line.quantity, line.amount, line.category)
                for line in lines
            ),
            total=issued.amount,
            other=_other(issued, settled, person, lines),
            remarks=f"医保结算号 {settled.id}",
            issuer=hospital,
            checker="系统核验",
            cashier="自助机",
            verification_url="http://pjcy.mof.gov.cn",
        )
    )


def _other(
    issued: Issued, settled: Settled, person: Person, lines: Sequence[BillLine]
) -> OtherInformation:
    split = settled.split
    own = own_expense(lines, person.coverage)
    is_insured = person.coverage is not Coverage.NONE
    return OtherInformation(
        business_serial=settled.id,
        institution_type="综合医院",
        sex=person.sex,
        outpatient_number=person.id,
        visited_on=issued.issued_on,
        insurance_type="职工基本医疗保险" if is_insured else "自费",
        insurance_number="****" + person.id[-4:] if is_insured else "",
        fund_pay=split.funds,
        other_pay=split.hospital,
        account_pay=split.account,
        cash_pay=split.self_pay,
        self_burden=split.account + split.self_pay - own,
        own_expense=own,
    )
