"""What a patient can see of the kiosk, as one line of text. Pure."""

import json
from dataclasses import asdict, dataclass
from typing import Any, Self

from kiosk.flows.money_word import money_word
from kiosk.flows.visit_states import Finished, Quoted, Visit


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen, and what on it decides the next touch."""

    screen: str  # the name of the state
    can_pay: bool
    can_defer: bool
    has_choice: bool = False  # to pay by a code although none is needed
    has_rest: bool = False  # the contract pays a part, a code the rest
    payment: str = ""  # its key
    word: str = ""  # rule M11
    receipt: str = ""  # the name of the slip's state
    has_invoice: bool = False

    @classmethod
    def of(cls, state: Visit) -> Self:
        screen, abilities = type(state).__name__, state.abilities
        can = abilities.can_pay, abilities.can_defer
        match state:
            case Quoted():
                has_choice = state.method in ("credit", "one_code")
                has_rest = bool(state.partial_credit)
                return cls(screen, *can, has_choice=has_choice, has_rest=has_rest)
            case Finished(payment=payment, receipt=receipt):
                return cls(
                    screen,
                    *can,
                    payment=payment.intent.key,
                    word=money_word(payment),
                    receipt=type(receipt).__name__ if receipt else "",
                    has_invoice=bool(getattr(payment, "invoice", None)),
                )
        return cls(screen, *can)

    @classmethod
    def read(cls, message: dict[str, Any]) -> Self:
        return cls(**message["shown"])

    @property
    def text(self) -> str:
        return json.dumps({"shown": asdict(self)})
