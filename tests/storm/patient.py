"""Somebody in the lobby: what she holds up and taps, screen by screen. Pure but for
her dice."""

import random
from dataclasses import dataclass

from kiosk.flows.visit_events import Tap
from tests.storm.shown import Shown

IDENTITIES = ("voucher", "suishen", "health_card")
WALLETS = ("wechat", "alipay", "unionpay")
GUIDE_SLIP = "guide_slip"


@dataclass(frozen=True, slots=True)
class Hold:
    """Hold this kind of code before the scanner."""

    kind: str


class Patient:
    """She stays until she has seen how it ended."""

    def __init__(self, person: str, dice: random.Random) -> None:
        self.person = person
        self.is_over = False
        self._dice = dice
        self._wants_slip = dice.random() < 0.5
        self._wants_invoice = dice.random() < 0.2

    def sees(self, shown: Shown) -> Hold | Tap | None:
        """What she does at once."""
        match shown.screen:
            case "Welcome" | "AwaitingCode" if shown.can_pay:
                return Hold(self._dice.choice(IDENTITIES))
            case "Welcome" | "AwaitingCode" if shown.can_defer:
                return Hold(GUIDE_SLIP)
            case "Choosing" | "DeferralOffered":
                return Tap.CONFIRM
            case "Quoted":
                return self._pay(shown)
            case "AwaitingPaymentCode":
                return Hold(self._dice.choice(WALLETS))
            case "Finished":
                return self._finish(shown)
            case "Idle":
                return Tap.STAY
        return None

    def tires(self, shown: Shown) -> Tap | None:
        """What she does when nothing happens for a while."""
        prints = shown.receipt == "Printing"
        if shown.screen == "Troubled" or (shown.screen == "Finished" and not prints):
            self.is_over = True
            return Tap.CONFIRM
        return None

    def _pay(self, shown: Shown) -> Tap:
        if shown.has_rest:
            return self._dice.choice((Tap.PAY_REST_BY_CODE, Tap.CONFIRM))
        if shown.has_choice:
            return self._dice.choice((Tap.CONFIRM, Tap.CONFIRM, Tap.PAY_BY_CODE))
        return Tap.CONFIRM

    def _finish(self, shown: Shown) -> Tap | None:
        if shown.receipt == "Printing":
            return None
        if self._wants_slip and not shown.receipt:
            self._wants_slip = False
            return Tap.PRINT_RECEIPT
        if self._wants_invoice and shown.has_invoice:
            self._wants_invoice = False
            return Tap.PRINT_INVOICE
        if self._wants_invoice:
            return None  # it follows by itself, or she tires
        self.is_over = True
        return Tap.CONFIRM
