"""From central's messages about signing up to our values. Pure."""

from kiosk.central import sign_up_wire as wire
from kiosk.central.port import Misanswered
from kiosk.central.reading import read_contract
from kiosk.model.sign_up import Progress, SignUp, SignUpStatus


def read_sign_up(reply: wire.SignUpReply, patient_id: str) -> SignUp:
    if reply.psn_no != patient_id:
        raise Misanswered("somebody else's sign-up")
    return SignUp(reply.sign_up_id, reply.url)


def read_progress(reply: wire.ProgressReply, sign_up_id: str) -> Progress:
    if reply.sign_up_id != sign_up_id:
        raise Misanswered("another sign-up")
    is_signed = reply.status is SignUpStatus.SIGNED
    if is_signed != (reply.contract is not None):
        raise Misanswered("a contract that is signed and is not")
    contract = read_contract(reply.contract) if reply.contract else None
    return Progress(reply.status, contract)
