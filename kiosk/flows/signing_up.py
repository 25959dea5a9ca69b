"""The machine of signing up for credit, 信用就医: a code for her phone, and then
how far she is.

Pure. The bank does the rest. When it is signed the amount is as before, and one touch
pays it.
"""

from dataclasses import replace

from kiosk.flows.visit_effects import AskSignUp, BeginSignUp, DrawQr
from kiosk.flows.visit_events import (
    Failed,
    QrDrawn,
    SignUpBegun,
    SignUpSeen,
    Tap,
    VisitEvent,
)
from kiosk.flows.visit_states import Quoted, SigningUp
from kiosk.flows.visit_step import Step
from kiosk.model.sign_up import Progress, SignUp, SignUpStatus

_OFF = Progress(SignUpStatus.IMPOSSIBLE)


def begin(quoted: Quoted) -> Step:
    """She would rather pay later."""
    return Step(SigningUp(quoted), (BeginSignUp(quoted.quote.patient_id),))


def step(state: SigningUp, event: VisitEvent) -> Step:
    """Advance by one event. An event that does not fit changes nothing."""
    match state, event:
        case SigningUp(quoted, sign_up=None), SignUpBegun(patient_id, begun):
            if patient_id != quoted.quote.patient_id or state.is_over:
                return Step(state)
            return Step(replace(state, sign_up=begun), (DrawQr(begun.url),))
        case SigningUp(sign_up=SignUp(id, url), picture=None), QrDrawn(text, picture):
            if text != url or state.is_over:
                return Step(state)
            return Step(replace(state, picture=picture), (AskSignUp(id),))
        case SigningUp(sign_up=SignUp(id)), SignUpSeen(asked, progress):
            if asked != id or state.is_over:
                return Step(state)
            after = replace(state, progress=progress)
            return Step(after) if after.is_over else Step(after, (AskSignUp(id),))
        case SigningUp(sign_up=SignUp(id), picture=bytes()), Failed():
            return Step(state, () if state.is_over else (AskSignUp(id),))
        case SigningUp(picture=None), Failed():
            return Step(replace(state, progress=_OFF))
        case SigningUp(), Tap.CONFIRM if state.is_over:
            return Step(state.outcome)
        case SigningUp(), Tap.BACK:
            return Step(state.outcome)
    return Step(state)
