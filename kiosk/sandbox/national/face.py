"""The national interface's face: envelopes in, envelopes out, one path a transaction.

It stands beside the kiosks' own API, over the same desk. Its contract is the insurer's
and not ours, so that no OpenAPI document has it.
"""

import json
from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter, Request, Response
from pydantic import ValidationError

import kiosk.central.national.wire as wire
import kiosk.central.wire as own
from kiosk.central.national.words import NOT_SIGNED_IN
from kiosk.central.port import Reason
from kiosk.model.beijing import BEIJING
from kiosk.model.charge import Refusal
from kiosk.sandbox.answers import Answer, denied
from kiosk.sandbox.books import Books
from kiosk.sandbox.desk import Desk
from kiosk.sandbox.national import quoting, settling
from kiosk.sandbox.national.heard import Act, Heard, done
from kiosk.sandbox.national.signs import is_signed, sign_no
from kiosk.sandbox.settings import Moment

DONE, SYSTEM_FAULT, BUSINESS_REFUSAL = 0, -1, -2  # infcode


@dataclass(frozen=True, slots=True)
class Transaction:
    """What it reads, what it does, and whether its msgid does it only once."""

    reads: type[wire.Message]
    act: Act
    is_once: bool = False


TRANSACTIONS = {
    wire.DECODE: Transaction(wire.Decode, quoting.decode),
    wire.PERSON: Transaction(wire.AskPerson, quoting.tell_person),
    wire.REGISTER: Transaction(wire.Register, quoting.register, is_once=True),
    wire.UPLOAD_FEES: Transaction(wire.UploadFees, quoting.upload_fees, is_once=True),
    wire.PRE_SETTLE: Transaction(wire.Settle, quoting.pre_settle),
    wire.SETTLE: Transaction(wire.Settle, settling.settle, is_once=True),
    wire.REVOKE: Transaction(wire.AboutSettlement, settling.revoke, is_once=True),
    wire.REVERSE: Transaction(wire.Reverse, settling.reverse, is_once=True),
    wire.QUERY: Transaction(wire.AboutSettlement, settling.query),
}


def national_router(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/national", include_in_schema=False)

    @router.post("/{infno}")
    async def answer(infno: str, request: Request) -> Response:
        body = await request.body()
        if not is_signed(request.headers, desk.settings.token):
            return Response(status_code=401)
        return Response(_answer(desk, infno, body), media_type="application/json")

    return router


def _answer(desk: Desk, infno: str, body: bytes) -> str:
    moment = desk.moment()
    try:
        envelope = wire.Envelope.model_validate(wire.read(body))
    except ValueError:
        return _reply(moment, denied(Reason.OTHER))
    signed = sign_no(envelope, moment)
    if infno == wire.SIGN_IN == envelope.infno:
        data = {"sign_time": f"{moment.now:%Y-%m-%d %H:%M:%S}", "sign_no": signed}
        return _reply(moment, done({"signinoutb": data}))
    if envelope.sign_no != signed:
        return _envelope(moment, BUSINESS_REFUSAL, f"[{NOT_SIGNED_IN}] 未签到", "null")
    transaction = TRANSACTIONS.get(infno)
    if transaction is None or envelope.infno != infno:
        return _reply(moment, denied(Reason.OTHER))
    try:
        heard = Heard(envelope, transaction.reads.model_validate(envelope.input))
    except ValidationError:
        return _reply(moment, denied(Reason.OTHER))
    return _reply(moment, _acted(desk, transaction, heard))


def _acted(desk: Desk, transaction: Transaction, heard: Heard) -> Answer:
    act = partial(_act, transaction, heard)
    if not transaction.is_once:
        return desk.answer(act)
    msgid, infno = heard.envelope.msgid, heard.envelope.infno
    with desk.store.opened() as books:
        if infno == wire.SETTLE and settling.is_reversed(books, msgid):
            return denied(Refusal.NOT_ANSWERED)
    return desk.once(msgid, f"/national/{infno}", heard.input, act)


def _act(
    transaction: Transaction, heard: Heard, books: Books, moment: Moment
) -> Answer:
    return transaction.act(books, heard, moment)


def _reply(moment: Moment, answer: Answer) -> str:
    """A refusal is -2; whoever must come back later is told of a fault, -1."""
    if answer.status == 200:
        return _envelope(moment, DONE, "", answer.body)
    if answer.retry_after_s is not None:
        return _envelope(moment, SYSTEM_FAULT, "系统繁忙", "null")
    reason = own.ErrorReply.model_validate_json(answer.body).reason
    return _envelope(moment, BUSINESS_REFUSAL, f"[{reason}] 业务校验未通过", "null")


def _envelope(moment: Moment, infcode: int, err_msg: str, output: str) -> str:
    now = moment.now.astimezone(BEIJING)
    stamp = f"{now:%Y%m%d%H%M%S}000"
    return json.dumps(
        {
            "infcode": infcode,
            "inf_refmsgid": f"310000{now:%Y%m%d%H%M%S}0000000000",
            "refmsg_time": stamp,
            "respond_time": stamp,
            "err_msg": err_msg,
            "output": json.loads(output),
        },
        ensure_ascii=False,
    )
