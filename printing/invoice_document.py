"""What the outpatient e-invoice shows, 医疗门诊收费票据（电子）, as values."""

from dataclasses import dataclass
from datetime import date

from kiosk.model.money import Money


@dataclass(frozen=True, slots=True)
class InvoiceItem:
    """One line of the table. `quantity` is text with its unit: `1 次`."""

    name: str
    quantity: str
    amount: Money
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherInformation:
    """其他信息, in the order of the national form."""

    business_serial: str  # 业务流水号
    institution_type: str  # 医疗机构类型
    sex: str
    outpatient_number: str  # 门诊号
    visited_on: date
    insurance_type: str  # 医保类型
    insurance_number: str  # masked
    fund_pay: Money  # 医保统筹基金支付
    other_pay: Money  # 其他支付
    account_pay: Money  # 个人账户支付
    cash_pay: Money  # 个人现金支付
    self_burden: Money  # 个人自付
    own_expense: Money  # 个人自费


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceDocument:
    """Everything that the form shows. The payer's name is full, as issued."""

    region: str  # 上海市
    code: str
    number: str
    check_code: str
    issued_on: date
    payer: str
    payer_id: str  # masked
    items: tuple[InvoiceItem, ...]
    total: Money
    other: OtherInformation
    remarks: str = ""
    issuer: str  # 收款单位
    checker: str  # 复核人
    cashier: str  # 收款人
    verification_url: str
    sample: bool = True  # issued by no authority: says so across the page

    @property
    def title(self) -> str:
        return f"{self.region}医疗门诊收费票据（电子）"
