"""Every slip by its value: the whole print job, from the reset to the cut."""

from typing import assert_never

from kiosk.model.receipt import Receipt
from kiosk.model.slips import (
    DepositSlip,
    DischargeSlip,
    PrintedGuideSlip,
    RegistrationSlip,
    TrialSlip,
    UnprintedInvoiceSlip,
)
from printing import receipt
from printing.invoice_slip import draw_unprinted_invoice
from printing.slip import Slip
from printing.slip_format import STANDARD, SlipFormat
from printing.stay_slips import draw_deposit, draw_discharge
from printing.trial_slip import draw_trial
from printing.visit_slips import draw_guide, draw_registration

AnySlip = (
    Receipt
    | RegistrationSlip
    | DepositSlip
    | DischargeSlip
    | UnprintedInvoiceSlip
    | PrintedGuideSlip
    | TrialSlip
)


def build_slip(content: AnySlip, format: SlipFormat = STANDARD) -> bytes:
    """Draw a slip; DoesNotAddUp if a discharge is another sum than its parts."""
    if isinstance(content, Receipt):
        return receipt.build_slip(content, format)
    slip = Slip(format)
    match content:
        case RegistrationSlip():
            draw_registration(slip, content)
        case DepositSlip():
            draw_deposit(slip, content)
        case DischargeSlip():
            draw_discharge(slip, content)
        case UnprintedInvoiceSlip():
            draw_unprinted_invoice(slip, content)
        case PrintedGuideSlip():
            draw_guide(slip, content)
        case TrialSlip():
            draw_trial(slip, content)
        case _:
            assert_never(content)
    slip.cut()
    return bytes(slip)
