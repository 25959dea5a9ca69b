"""One transaction and its reply, in the national interface's envelope.

What carries the bytes, with its deadlines and limits, is shared with the kiosk's own
API. The reply names no request, so who asks checks that it is about what was asked.
"""

import hashlib
import secrets
import threading
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from kiosk.central.exchange import Exchange
from kiosk.central.line import MAX_REPLY_BYTES, expect_an_answer
from kiosk.central.national import wire
from kiosk.central.national.terminal import Clock, Numbers, Terminal, written
from kiosk.central.national.words import NOT_SIGNED_IN, reason_of, word_of
from kiosk.central.port import Misanswered, NotSent, Reason, Refused, Unanswered

Output = TypeVar("Output", bound=BaseModel)


class NationalLine:
    """The way to the interface. Raises CentralErrors, and nothing else."""

    def __init__(
        self, exchange: Exchange, terminal: Terminal, serials: range, now: Clock
    ) -> None:
        self._exchange = exchange
        self._terminal = terminal
        self._numbers = Numbers(terminal, serials, now)
        self._now = now
        self._signing_in = threading.Lock()
        self._sign_no = ""

    def number(self) -> str:
        """A number for a message that must be known before it is sent."""
        return self._numbers.next()

    def ask(
        self,
        infno: str,
        message: wire.Message,
        output: type[Output],
        *,
        insured_at: str | None = None,
        msgid: str | None = None,
    ) -> Output:
        """Carry out one transaction. Who was signed out signs in and says it again,
        under the same number: nothing has happened."""
        msgid = msgid or self.number()
        for _ in range(2):
            sign_no = self._signed_in()
            reply = self._send(infno, message, insured_at, msgid, sign_no)
            if word_of(reply.err_msg) != NOT_SIGNED_IN:
                return _read(_judged(reply), output)
            self._signed_out(sign_no)
        raise NotSent("signed out at once")

    def _signed_in(self) -> str:
        with self._signing_in:
            if not self._sign_no:
                terminal = self._terminal
                data = wire.SignInData(
                    opter_no=terminal.kiosk_id, mac=terminal.mac, ip=terminal.ip
                )
                asked = wire.SignIn(signIn=data)
                try:
                    reply = self._send(wire.SIGN_IN, asked, None, self.number(), "")
                    signed = _read(_judged(reply), wire.SignedIn)
                except (Unanswered, Misanswered) as error:
                    raise NotSent("not signed in") from error
                self._sign_no = signed.signinoutb.sign_no
            return self._sign_no

    def _signed_out(self, sign_no: str) -> None:
        with self._signing_in:
            if self._sign_no == sign_no:
                self._sign_no = ""

    def _send(
        self,
        infno: str,
        message: wire.Message,
        insured_at: str | None,
        msgid: str,
        sign_no: str,
    ) -> wire.Reply:
        terminal = self._terminal
        envelope = wire.Envelope(
            infno=infno,
            msgid=msgid,
            mdtrtarea_admvs=terminal.area,
            insuplc_admdvs=insured_at,
            recer_sys_code=terminal.system,
            dev_no=terminal.kiosk_id,
            infver=terminal.version,
            opter=terminal.kiosk_id,
            opter_name=terminal.kiosk_id,
            inf_time=written(self._now()),
            fixmedins_code=terminal.institution,
            fixmedins_name=terminal.institution_name,
            sign_no=sign_no,
            input=message.model_dump(mode="json", exclude_none=True),
        )
        body = envelope.model_dump_json(exclude_none=True).encode()
        headers = {"Content-Type": "application/json", **self._signature()}
        raw = self._exchange.send("POST", f"/{infno}", headers, body, MAX_REPLY_BYTES)
        expect_an_answer(raw)
        if raw.status in (401, 403):
            raise Refused(Reason.NOT_AUTHORISED)
        if raw.status >= 400:
            raise Unanswered(f"status {raw.status}")
        return _parse(raw.body)

    def _signature(self) -> dict[str, str]:
        stamp = str(int(self._now().timestamp()))
        nonce = secrets.token_hex(8)
        return {
            "x-tif-paasid": self._terminal.application,
            "x-tif-timestamp": stamp,
            "x-tif-nonce": nonce,
            "x-tif-signature": signature(self._terminal.secret, stamp, nonce),
        }


def signature(secret: str, stamp: str, nonce: str) -> str:
    """Prove to the gateway that one knows the secret."""
    return hashlib.sha256(f"{stamp}{secret}{nonce}{stamp}".encode()).hexdigest()


def _parse(body: bytes) -> wire.Reply:
    try:
        return wire.Reply.model_validate(wire.read(body))
    except ValueError as error:
        raise _unreadable("reply", error) from None


def _judged(reply: wire.Reply) -> wire.Reply:
    match reply.infcode:
        case 0:
            return reply
        case -1:
            raise Unanswered("a fault over there")
        case -2:
            raise Refused(reason_of(word_of(reply.err_msg)))
    raise Misanswered("an infcode that nobody knows")


def _read(reply: wire.Reply, output: type[Output]) -> Output:
    try:
        return output.model_validate(reply.output or {})
    except ValidationError as error:
        raise _unreadable(output.__name__, error) from None


def _unreadable(what: str, error: ValueError) -> Misanswered:
    """Its text would quote the reply, and so a person."""
    count = error.error_count() if isinstance(error, ValidationError) else 1
    return Misanswered(f"{what}: {count} errors")
