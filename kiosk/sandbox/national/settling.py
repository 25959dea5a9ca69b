"""Settling, asking and taking back: 2207, 5203, 2208, 2601, by the desk's own rules."""

from dataclasses import replace

import kiosk.central.national.wire as wire
import kiosk.central.wire as own
from kiosk.central.port import Reason
from kiosk.model.beijing import BEIJING
from kiosk.model.charge import Refusal
from kiosk.model.intent import Order
from kiosk.model.money import ZERO
from kiosk.model.settlement import Split
from kiosk.sandbox import settlements
from kiosk.sandbox.answers import Answer, denied
from kiosk.sandbox.books import Books
from kiosk.sandbox.charges import payment_of
from kiosk.sandbox.national.heard import Heard, batch_of, computed, done
from kiosk.sandbox.records import KeptReply
from kiosk.sandbox.records import Settled as Settlement
from kiosk.sandbox.settings import Moment
from kiosk.sandbox.settling_rules import SettleAsked

SETTLED_BY = "/national/5203"  # kept by visit: what 5203 says of it
MESSAGES = "/national/2207"  # kept by msgid: what was answered, or what must never be
REVERSED = "reversed"  # the fingerprint of a message that is not wanted any more


def settle(books: Books, heard: Heard, moment: Moment) -> Answer:
    data, msgid = heard.input.data, heard.envelope.msgid
    batch = batch_of(books, data)
    if isinstance(batch, Answer):
        return batch
    origin = data.expContent
    asked = SettleAsked(
        payment_key=origin.payment_key if origin else msgid,
        kiosk_id=heard.envelope.opter,
        psn_no=data.psn_no,
        presettle_id=batch.id,
        split=batch.split,
        order=origin.order if origin else Order.CHARGE_FIRST,
    )
    answer = settlements.settle(books, asked, moment)
    if answer.status != 200:
        return answer
    setl_id = own.SettleReply.model_validate_json(answer.body).setl_id
    settled = books.find(Settlement, setl_id)
    assert settled is not None
    told = done(
        {"setlinfo": _setlinfo(settled, data.mdtrt_id, msgid), "setldetail": []}
    )
    books.put(KeptReply(SETTLED_BY, data.mdtrt_id, "", 200, told.body, moment.now))
    return told


def query(books: Books, heard: Heard, moment: Moment) -> Answer:
    """What stands of a visit."""
    data = heard.input.data
    kept = books.find(KeptReply, SETTLED_BY, data.mdtrt_id)
    if kept is None or _standing(books, kept, data.psn_no, moment) is None:
        return denied(Reason.NOT_FOUND)
    return Answer(200, kept.body)


def revoke(books: Books, heard: Heard, moment: Moment) -> Answer:
    data = heard.input.data
    kept = books.find(KeptReply, SETTLED_BY, data.mdtrt_id)
    settled = _standing(books, kept, data.psn_no, moment) if kept else None
    if settled is None or settled.id != data.setl_id:
        return denied(Reason.NOT_FOUND)
    answer = settlements.revoke(books, settled.payment_key, moment)
    if answer.status != 200:
        return answer
    split = settled.split
    back = Split(
        total=ZERO - split.total,
        funds=ZERO - split.funds,
        account=ZERO - split.account,
        self_pay=ZERO - split.self_pay,
        hospital=ZERO - split.hospital,
    )
    info = _setlinfo(
        replace(settled, split=back, settled_at=moment.now),
        data.mdtrt_id,
        heard.envelope.msgid,
    )
    return done({"setlinfo": info, "setldetail": []})


def reverse(books: Books, heard: Heard, moment: Moment) -> Answer:
    """Undo what a message settled. One that has not come is refused when it does."""
    data = heard.input.data
    if data.oinfno != wire.SETTLE:
        return denied(Reason.OTHER)
    kept = books.find(KeptReply, MESSAGES, data.omsgid)
    if kept is not None and kept.status == 200:
        settled = _standing(books, kept, data.psn_no, moment)
        if settled is not None:
            answer = settlements.revoke(books, settled.payment_key, moment)
            if answer.status != 200:
                return answer
    no = denied(Refusal.NOT_ANSWERED)
    books.put(
        KeptReply(MESSAGES, data.omsgid, REVERSED, no.status, no.body, moment.now)
    )
    return done({})


def is_reversed(books: Books, msgid: str) -> bool:
    kept = books.find(KeptReply, MESSAGES, msgid)
    return kept is not None and kept.fingerprint == REVERSED


def _standing(
    books: Books, kept: KeptReply, psn_no: str, moment: Moment
) -> Settlement | None:
    """The settlement that was told, unless it was revoked since."""
    info = wire.Settled.model_validate(wire.read(kept.body.encode())).setlinfo
    settled = books.find(Settlement, info.setl_id)
    if settled is None or settled.psn_no != psn_no:
        return None
    found = payment_of(books, settled.payment_key).standing
    return settled if found == settled else None


def _setlinfo(settled: Settlement, mdtrt_id: str, msgid: str) -> dict[str, str]:
    when = f"{settled.settled_at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"
    return {
        **computed(settled.psn_no, mdtrt_id, settled.split),
        "setl_id": settled.id,
        "setl_time": when,
        "medins_setl_id": msgid,
    }
