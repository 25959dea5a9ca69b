"""How central's JSON about signing up for credit looks, 信用就医."""

from kiosk.central.wire import ContractReply, Id, Message, WebAddress
from kiosk.model.sign_up import SignUpStatus


class SignUpRequest(Message):
    """She wants to sign up."""

    psn_no: Id


class SignUpReply(Message):
    """Where her phone signs up. Nobody can tell from the address who she is."""

    sign_up_id: Id
    psn_no: Id
    url: WebAddress


class ProgressReply(Message):
    """How far she is. `contract` is there once it is signed, and never before."""

    sign_up_id: Id
    status: SignUpStatus
    contract: ContractReply | None = None
