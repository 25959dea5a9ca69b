"""What goes back over the wire: a status, a body, and perhaps a time to come back."""

from dataclasses import dataclass

import kiosk.central.wire as wire
from kiosk.central.port import Reason
from kiosk.model.charge import Refusal

STATUS_OF: dict[Reason | Refusal, int] = {
    Reason.CODE_INVALID: 400,
    Reason.CODE_EXPIRED: 410,
    Reason.PERSON_UNKNOWN: 404,
    Reason.FAMILY_CODE_OVER: 409,
    Reason.NOT_FOUND: 404,
    Reason.NOT_PRINTABLE: 409,
    Reason.FORM_TAKEN: 409,
    Reason.SLOT_FULL: 409,
    Reason.NOT_AUTHORISED: 401,
    Reason.KEY_REUSED: 422,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One reply."""

    status: int
    body: str
    retry_after_s: int | None = None

    @property
    def is_final(self) -> bool:
        """Whether the same key is answered so again. Who was not known may become
        known, so that a 401 is about the asker and not about the key."""
        return self.retry_after_s is None and self.status != 401


def done(message: wire.Message) -> Answer:
    return Answer(200, message.model_dump_json())


def denied(reason: Reason | Refusal, status: int | None = None) -> Answer:
    """A clear no. Nothing happened."""
    body = wire.ErrorReply(reason=reason.value).model_dump_json()
    return Answer(status or STATUS_OF.get(reason, 409), body)


def later(status: int, retry_after_s: int) -> Answer:
    body = wire.ErrorReply(reason=Reason.OTHER.value).model_dump_json()
    return Answer(status, body, retry_after_s)
