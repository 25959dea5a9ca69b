"""From the interface's messages to our values. Pure."""

from kiosk.central.national import wire
from kiosk.central.national.terminal import read_time
from kiosk.central.port import Misanswered
from kiosk.model.intent import Intent
from kiosk.model.money import ZERO, Money
from kiosk.model.settlement import Settlement, Split


def read_split(info: wire.Computed) -> Split:
    return Split(
        total=info.medfee_sumamt,
        funds=info.fund_pay_sumamt,
        account=info.acct_pay,
        self_pay=info.psn_cash_pay,
        hospital=info.hosp_part_amt,
    )


def read_settlement(info: wire.SetlInfo, intent: Intent) -> Settlement:
    """Check that the split is the one that was agreed to: all of the batch, always."""
    split = read_split(info)
    if info.psn_no != intent.patient_id:
        raise Misanswered("another person's settlement")
    if split != intent.split:
        raise Misanswered("another split than was settled")
    try:
        settled_at = read_time(info.setl_time)
    except ValueError:
        raise Misanswered("a time that is none") from None
    return Settlement(info.setl_id, info.psn_no, split, settled_at)


def negative(amount: Money) -> Money:
    return ZERO - amount
