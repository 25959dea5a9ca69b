"""Who is insured and what insurance would pay: 1162, 1101, 2201, 2204, 2206.

There are no rules here: each transaction becomes a verb of the same desk that the
kiosks' own API has, and the answer goes back in the interface's words.
"""

import secrets
from dataclasses import replace

import kiosk.central.national.wire as wire
import kiosk.central.wire as own
from kiosk.central.port import Reason
from kiosk.model.charge import Refusal
from kiosk.model.codes import CodeKind
from kiosk.model.money import total
from kiosk.sandbox import verbs
from kiosk.sandbox.answers import Answer, denied
from kiosk.sandbox.books import Books
from kiosk.sandbox.national.heard import (
    TOKENS,
    Heard,
    batch_of,
    computed,
    done,
    person_behind,
)
from kiosk.sandbox.records import Coverage, IssuedCode, Quote
from kiosk.sandbox.settings import Moment


def decode(books: Books, heard: Heard, moment: Moment) -> Answer:
    """A code becomes a token."""
    data = heard.input.data
    asked = own.IdentifyRequest(code=data.ecQrCode, businessType=data.businessType)
    found = verbs.identify(books, asked, moment)
    if found.status != 200:
        return found
    name = own.IdentityReply.model_validate_json(found.body).psn_name
    shown = books.find(IssuedCode, data.ecQrCode)
    assert shown is not None
    token = replace(shown, value=TOKENS + secrets.token_hex(15), kind=CodeKind.VOUCHER)
    books.put(token)
    return done({"data": {"ecToken": token.value, "userName": name}})


def tell_person(books: Books, heard: Heard, moment: Moment) -> Answer:
    person = person_behind(books, heard.input.data.mdtrt_cert_no)
    if person is None:
        return denied(Reason.PERSON_UNKNOWN)
    is_insured = person.coverage is not Coverage.NONE
    insurance = {
        "insutype": "310",
        "insuplc_admdvs": "310000",
        "psn_insu_stas": wire.ACTIVE,
    }
    return done(
        {
            "baseinfo": {"psn_no": person.id, "psn_name": person.name},
            "insuinfo": [insurance] if is_insured else [],
            "idetinfo": [],
        }
    )


def register(books: Books, heard: Heard, moment: Moment) -> Answer:
    """Open a visit. Its number begins with its patient's."""
    data = heard.input.data
    person = person_behind(books, data.mdtrt_cert_no)
    if person is None or person.id != data.psn_no:
        return denied(Reason.PERSON_UNKNOWN)
    number = f"{person.id}-{books.next_number('visit'):010d}"
    opened = wire.RegisteredData(
        psn_no=person.id, mdtrt_id=number, ipt_otp_no=data.ipt_otp_no
    )
    return done(wire.Registered(data=opened))


def upload_fees(books: Books, heard: Heard, moment: Moment) -> Answer:
    """Put bills into one batch of one visit: a quote, as the kiosks' own API has it."""
    lines = heard.input.feedetail
    first = lines[0]
    about = {(one.psn_no, one.mdtrt_id, one.chrg_bchno) for one in lines}
    if len(about) != 1 or not _is_visit_of(first.mdtrt_id, first.psn_no):
        return denied(Reason.OTHER)
    ids = tuple(one.feedetl_sn for one in lines)
    quote = _quote(books, first.psn_no, ids, moment)
    if isinstance(quote, Answer):
        return quote
    if quote.split.total != total(one.det_item_fee_sumamt for one in lines):
        return denied(Refusal.AMOUNT_CHANGED)
    name = wire.quote_id(first.mdtrt_id, first.chrg_bchno)
    books.put(replace(quote, id=name))
    heard_lines = tuple(
        wire.FeeResult(
            feedetl_sn=one.feedetl_sn, det_item_fee_sumamt=one.det_item_fee_sumamt
        )
        for one in lines
    )
    return done(wire.FeesUploaded(result=heard_lines))


def pre_settle(books: Books, heard: Heard, moment: Moment) -> Answer:
    data = heard.input.data
    batch = batch_of(books, data)
    if isinstance(batch, Answer):
        return batch
    quote = _quote(books, data.psn_no, batch.bill_ids, moment)
    if isinstance(quote, Answer):
        return quote
    books.put(replace(quote, id=batch.id))
    return done({"setlinfo": computed(data.psn_no, data.mdtrt_id, quote.split)})


def _is_visit_of(mdtrt_id: str, psn_no: str) -> bool:
    return mdtrt_id.rpartition("-")[0] == psn_no


def _quote(
    books: Books, psn_no: str, ids: tuple[str, ...], moment: Moment
) -> Quote | Answer:
    asked = own.PreSettleRequest(psn_no=psn_no, bill_ids=ids)
    answer = verbs.pre_settle(books, asked, moment)
    if answer.status != 200:
        return answer
    made = own.PreSettleReply.model_validate_json(answer.body)
    quote = books.find(Quote, made.presettle_id)
    assert quote is not None
    return quote
