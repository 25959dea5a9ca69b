"""From central's messages to our values, and back. Pure."""

from datetime import date

from kiosk.central import wire
from kiosk.central.port import Misanswered
from kiosk.model.bill import Bill, BillLine
from kiosk.model.charge import ChargeAnswer, ChargeStatus
from kiosk.model.codes import Code, CodeKind
from kiosk.model.deferral import Capture
from kiosk.model.deposit import DepositReturn
from kiosk.model.intent import Intent, Order
from kiosk.model.invoice import Invoice
from kiosk.model.money import ZERO, Money, total
from kiosk.model.patient import CreditContract, Identity, Patient, mask
from kiosk.model.reconciliation import Entry
from kiosk.model.settlement import PreSettlement, Settlement, Split


def read_identity(reply: wire.IdentityReply) -> Identity:
    """Mask the names. After this nobody in the kiosk knows them."""
    guardian = mask(reply.guardian_name) if reply.guardian_name else None
    contract = reply.contract
    return Identity(
        Patient(reply.psn_no, mask(reply.psn_name), reply.insured, guardian),
        read_contract(contract) if contract else None,
        reply.one_code_channel,
        can_sign_up=reply.can_sign_up and contract is None,
    )


def read_contract(reply: wire.ContractReply) -> CreditContract:
    return CreditContract(reply.bank_name, reply.available, reply.raise_url)


def read_bills(reply: wire.BillsReply) -> tuple[Bill, ...]:
    return tuple(read_bill(bill) for bill in reply.bills)


def read_bill(reply: wire.BillReply) -> Bill:
    lines = tuple(map(read_line, reply.lines))
    if total(line.amount for line in lines) != reply.medfee_sumamt:
        raise Misanswered("a bill whose lines do not add up")
    return Bill(
        reply.bill_id,
        reply.ordered_on,
        reply.medfee_sumamt,
        lines,
        reply.window_name,
        reply.debt,
    )


def read_line(line: wire.BillLineReply) -> BillLine:
    return BillLine(line.name, line.quantity, line.det_item_fee_sumamt, line.chrgitm_lv)


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
        reply.presettle_id,
        reply.psn_no,
        reply.bill_ids,
        read_split(reply.split),
        reply.deposits,
        tuple(DepositReturn(one.deposit_id, one.amount) for one in reply.returns),
        reply.invoiced,
    )


def read_charge(reply: wire.ChargeReply, key: str) -> ChargeAnswer:
    if reply.key != key:
        raise Misanswered("an answer about another charge")
    if reply.status is ChargeStatus.PAID and reply.amount <= ZERO:
        raise Misanswered("nothing, or less, was paid")
    is_awaited = reply.status is ChargeStatus.USER_PAYING
    qr = reply.qr if is_awaited else ""
    return ChargeAnswer(reply.status, reply.amount, reply.reason, qr)


def read_refund(reply: wire.ChargeReply, key: str, amount: Money) -> None:
    """Check that exactly this much went back, and that the rest is still there."""
    answer = read_charge(reply, key)
    if answer.status not in (ChargeStatus.PAID, ChargeStatus.REVERSED):
        raise Misanswered("a refund of what was not taken")
    if reply.refunded != amount:
        raise Misanswered("another sum went back than was asked")
    if answer.status is ChargeStatus.REVERSED and answer.amount != ZERO:
        raise Misanswered("all of it went back, and some did not")


def read_credential(reply: wire.CredentialReply, payment_key: str) -> Code:
    if reply.payment_key != payment_key:
        raise Misanswered("a credential for another payment")
    return Code(CodeKind.VOUCHER, reply.credential)


def read_settlement(reply: wire.SettleReply, intent: Intent) -> Settlement:
    """Check that this was settled, or fewer of its bills where money came first."""
    about = (reply.payment_key, reply.psn_no, reply.presettle_id)
    if about != (intent.key, intent.patient_id, intent.pre_settlement_id):
        raise Misanswered("a settlement of something else")
    split, bills = read_split(reply.split), set(reply.bill_ids)
    if len(bills) != len(reply.bill_ids) or not bills <= set(intent.bill_ids):
        raise Misanswered("other bills than were to be settled")
    is_whole = bills == set(intent.bill_ids)
    if is_whole and split != intent.split:
        raise Misanswered("another split than was settled")
    if not is_whole:
        _check_part(split, intent)
    return Settlement(
        reply.setl_id,
        reply.psn_no,
        split,
        reply.setl_time,
        () if is_whole else reply.bill_ids,
    )


def _check_part(split: Split, intent: Intent) -> None:
    if intent.order is not Order.CHARGE_FIRST:
        raise Misanswered("only some of the bills were settled")
    if not split.adds_up or split.self_pay > intent.split.self_pay:
        raise Misanswered("fewer bills for more money")


def read_day(reply: wire.DayReply, day: date) -> tuple[Entry, ...]:
    if reply.day != day:
        raise Misanswered("another day")
    keys = {entry.payment_key for entry in reply.entries}
    if len(keys) != len(reply.entries):
        raise Misanswered("a payment that is there twice")
    if any(entry.kept < ZERO for entry in reply.entries):
        raise Misanswered("less than nothing was kept")
    return tuple(
        Entry(entry.payment_key, entry.kept, entry.setl_id) for entry in reply.entries
    )


def write_deferral(intent: Intent, capture: Capture) -> wire.DeferralRequest:
    return wire.DeferralRequest(
        payment_key=intent.key,
        psn_no=intent.patient_id,
        presettle_id=intent.pre_settlement_id,
        bill_ids=intent.bill_ids,
        split=write_split(intent.split),
        captured_at=intent.opened_at,
        signed=capture.signed,
        signature=capture.signature,
        algorithm=capture.algorithm,
        key_id=capture.key_id,
        guide_slip=capture.slip,
    )


def deferral_text(intent: Intent, kiosk_id: str) -> str:
    """What a kiosk signs of a deferral: JSON, the same for the same intent."""
    signed = wire.SignedDeferral(
        payment_key=intent.key,
        kiosk_id=kiosk_id,
        psn_no=intent.patient_id,
        presettle_id=intent.pre_settlement_id,
        bill_ids=intent.bill_ids,
        split=write_split(intent.split),
        captured_at=intent.opened_at,
    )
    return signed.model_dump_json()


def read_invoice(reply: wire.InvoiceReply) -> Invoice:
    return Invoice(
        reply.invoice_code,
        reply.invoice_number,
        reply.check_code,
        reply.amount,
        reply.issued_on,
    )
