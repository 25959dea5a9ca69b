"""From central's messages to our values, and back. Pure."""

from kiosk.central import wire
from kiosk.central.port import Misanswered
from kiosk.model.bill import Bill, BillLine
from kiosk.model.charge import ChargeAnswer, ChargeStatus
from kiosk.model.invoice import Invoice
from kiosk.model.money import ZERO, total
from kiosk.model.patient import CreditContract, Identity, Patient, mask
from kiosk.model.settlement import PreSettlement, Settlement, Split


def read_identity(reply: wire.IdentityReply) -> Identity:
    """Mask the names. After this nobody in the kiosk knows them."""
    guardian = mask(reply.guardian_name) if reply.guardian_name else None
    contract = reply.contract
    return Identity(
        Patient(reply.psn_no, mask(reply.psn_name), reply.insured, guardian),
        CreditContract(contract.bank_name, contract.available) if contract else None,
    )


def read_bills(reply: wire.BillsReply) -> tuple[Bill, ...]:
    return tuple(_read_bill(bill) for bill in reply.bills)


def _read_bill(reply: wire.BillReply) -> Bill:
    lines = tuple(
        BillLine(line.name, line.quantity, line.det_item_fee_sumamt, line.chrgitm_lv)
        for line in reply.lines
    )
    if total(line.amount for line in lines) != reply.medfee_sumamt:
        raise Misanswered("a bill whose lines do not add up")
    return Bill(reply.bill_id, reply.ordered_on, reply.medfee_sumamt, lines)


def read_split(message: wire.SplitMessage) -> Split:
    return Split(
        total=message.medfee_sumamt,
        funds=message.fund_pay_sumamt,
        account=message.acct_pay,
        self_pay=message.psn_cash_pay,
        hospital=message.hosp_part_amt,
    )


def write_split(split: Split) -> wire.SplitMessage:
    return wire.SplitMessage(
        medfee_sumamt=split.total,
        fund_pay_sumamt=split.funds,
        acct_pay=split.account,
        psn_cash_pay=split.self_pay,
        hosp_part_amt=split.hospital,
    )


def read_pre_settlement(reply: wire.PreSettleReply) -> PreSettlement:
    """As it is: the flow judges whose it is and whether it adds up (rule M6)."""
    return PreSettlement(
        reply.presettle_id, reply.psn_no, reply.bill_ids, read_split(reply.split)
    )


def read_charge(reply: wire.ChargeReply, key: str) -> ChargeAnswer:
    if reply.key != key:
        raise Misanswered("an answer about another charge")
    if reply.status is ChargeStatus.PAID and reply.amount <= ZERO:
        raise Misanswered("nothing, or less, was paid")
    return ChargeAnswer(reply.status, reply.amount, reply.reason)


def read_settlement(reply: wire.SettleReply) -> Settlement:
    return Settlement(
        reply.setl_id, reply.psn_no, read_split(reply.split), reply.setl_time
    )


def read_invoice(reply: wire.InvoiceReply) -> Invoice:
    return Invoice(
        reply.invoice_code,
        reply.invoice_number,
        reply.check_code,
        reply.amount,
        reply.issued_on,
    )
