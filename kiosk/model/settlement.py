"""Who pays which part, before and after the settlement."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.model.deposit import DepositReturn
from kiosk.model.money import ZERO, Money, total


@dataclass(frozen=True, slots=True)
class Split:
    """The parts of a total, named as the national interface names them."""

    total: Money  # medfee_sumamt
    funds: Money  # fund_pay_sumamt
    account: Money  # acct_pay
    self_pay: Money  # psn_cash_pay
    hospital: Money = ZERO  # hosp_part_amt

    @property
    def adds_up(self) -> bool:
        """Rule M6: every part is there, none is negative, nothing is left over."""
        parts = (self.funds, self.account, self.self_pay, self.hospital)
        return min(parts) >= ZERO and total(parts) == self.total


@dataclass(frozen=True, slots=True)
class PreSettlement:
    """预结算: what each would pay. Asking for it changes nothing."""

    id: str
    patient_id: str
    bill_ids: tuple[str, ...]
    split: Split
    deposits: Money = ZERO  # what was put down before pays this much of her part
    returns: tuple[DepositReturn, ...] = ()  # what of it is left over
    is_invoiced: bool = True  # a deposit is not: the stay's invoice holds it

    @property
    def due(self) -> Money:
        """What is still to be charged."""
        return self.split.self_pay - self.deposits


@dataclass(frozen=True, slots=True)
class Settlement:
    """结算: the final split under central's settlement number."""

    id: str  # setl_id
    patient_id: str
    split: Split
    settled_at: datetime
    bill_ids: tuple[str, ...] = ()  # which of the bills; none means all of them
