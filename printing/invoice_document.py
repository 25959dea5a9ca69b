"""What the outpatient and the inpatient e-invoice show, as values."""

from dataclasses import dataclass
from datetime import date

from kiosk.model.money import Money, total

Entry = tuple[str, str]  # a label of the form and what is filled in

# The order of the items on the national forms, 财综〔2019〕29号, annexes 1 and 2.
_ORDER = (
    "床位费",
    "诊察费",
    "检查费",
    "化验费",
    "治疗费",
    "手术费",
    "护理费",
    "卫生材料费",
    "西药费",
    "中药饮片",
    "中成药费",
    "一般诊疗费",
    "挂号费",
    "其他",
)


class DoesNotAddUp(ValueError):
    """The parts are not the total: such a paper must not exist."""


@dataclass(frozen=True, slots=True)
class InvoiceItem:
    """One line of the table. `quantity` is text with its unit: `1 次`."""

    name: str
    quantity: str
    amount: Money
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Who paid which part of the total, and what kind the patient's part is."""

    fund_pay: Money  # 医保统筹基金支付
    other_pay: Money  # 其他支付
    account_pay: Money  # 个人账户支付
    cash_pay: Money  # 个人现金支付
    self_burden: Money  # 个人自付
    own_expense: Money  # 个人自费
    negotiated_drugs: Money | None = None  # 谈判药费

    @property
    def paid(self) -> Money:
        return self.fund_pay + self.other_pay + self.account_pay + self.cash_pay

    @property
    def entries(self) -> tuple[Entry, ...]:
        drugs = self.negotiated_drugs
        return (
            ("医保统筹基金支付", str(self.fund_pay)),
            ("其他支付", str(self.other_pay)),
            ("个人账户支付", str(self.account_pay)),
            ("个人现金支付", str(self.cash_pay)),
            ("个人自付", str(self.self_burden)),
            ("个人自费", str(self.own_expense)),
            *(() if drugs is None else (("谈判药费", str(drugs)),)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OutpatientInformation:
    """其他信息 of 医疗门诊收费票据, in the order of the national form."""

    business_serial: str  # 业务流水号
    institution_type: str  # 医疗机构类型
    sex: str
    outpatient_number: str  # 门诊号
    visited_on: date
    insurance_type: str  # 医保类型
    insurance_number: str  # masked
    shares: Shares

    @property
    def entries(self) -> tuple[Entry, ...]:
        return (
            ("业务流水号", self.business_serial),
            ("医疗机构类型", self.institution_type),
            ("性别", self.sex),
            ("门诊号", self.outpatient_number),
            ("就诊日期", self.visited_on.isoformat()),
            ("医保类型", self.insurance_type),
            ("医保编号", self.insurance_number),
            *self.shares.entries,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class InpatientInformation:
    """其他信息 of 医疗住院收费票据, in the order of the national form."""

    business_serial: str  # 业务流水号
    institution_type: str  # 医疗机构类型
    sex: str
    record_number: str  # 病历号
    stay_number: str  # 住院号
    department: str  # 住院科别
    admitted_on: date
    discharged_on: date
    deposits: Money  # 预缴金额
    paid_at_discharge: Money  # 补缴金额
    returned: Money  # 退费金额
    insurance_type: str  # 医保类型
    insurance_number: str  # masked
    shares: Shares

    @property
    def entries(self) -> tuple[Entry, ...]:
        return (
            ("业务流水号", self.business_serial),
            ("医疗机构类型", self.institution_type),
            ("性别", self.sex),
            ("病历号", self.record_number),
            ("住院号", self.stay_number),
            ("住院科别", self.department),
            ("住院时间", f"{self.admitted_on} 至 {self.discharged_on}"),
            ("预缴金额", str(self.deposits)),
            ("补缴金额", str(self.paid_at_discharge)),
            ("退费金额", str(self.returned)),
            ("医保类型", self.insurance_type),
            ("医保编号", self.insurance_number),
            *self.shares.entries,
        )


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
    other: OutpatientInformation | InpatientInformation
    more: tuple[Entry, ...] = ()  # what a region adds: 附加基金支付 ...
    remarks: str = ""
    issuer: str  # 收款单位
    checker: str  # 复核人
    cashier: str  # 收款人
    verification_url: str
    sample: bool = True  # issued by no authority: says so across the page
    reprint: int = 0  # 补打 第n次; 0 is the first print

    @property
    def title(self) -> str:
        return f"{self.region}{self.kind}（电子）"

    @property
    def kind(self) -> str:
        match self.other:
            case OutpatientInformation():
                return "医疗门诊收费票据"
            case InpatientInformation():
                return "医疗住院收费票据"

    @property
    def column_groups(self) -> int:
        """Items side by side: the samples have two, Shanghai's inpatient one three."""
        return 3 if isinstance(self.other, InpatientInformation) else 2

    @property
    def adds_up(self) -> bool:
        """The items and the shares are the total, in fen."""
        items = total(item.amount for item in self.items)
        return items == self.total == self.other.shares.paid


def in_form_order(items: tuple[InvoiceItem, ...]) -> tuple[InvoiceItem, ...]:
    """The items as the form lists them; what it does not name stays last."""
    place = {name: index for index, name in enumerate(_ORDER)}
    return tuple(sorted(items, key=lambda item: place.get(item.name, len(place))))
