"""One transaction's request, and what every answer to one is made of."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import kiosk.central.national.wire as wire
from kiosk.central.port import Reason
from kiosk.model.charge import Refusal
from kiosk.model.settlement import Split
from kiosk.sandbox.answers import Answer, denied
from kiosk.sandbox.books import Books
from kiosk.sandbox.records import IssuedCode, Person, Quote
from kiosk.sandbox.settings import Moment

TOKENS = "310000ec"  # how the sandbox's tokens begin: the region, and `ec`


@dataclass(frozen=True, slots=True)
class Heard:
    """One request, read."""

    envelope: wire.Envelope
    input: Any


Act = Callable[[Books, Heard, Moment], Answer]


def done(output: wire.Message | dict[str, Any]) -> Answer:
    if isinstance(output, wire.Message):
        output = output.model_dump(mode="json")
    return Answer(200, json.dumps(output, ensure_ascii=False))


def person_behind(books: Books, token: str) -> Person | None:
    shown = books.find(IssuedCode, token) if token.startswith(TOKENS) else None
    return books.find(Person, shown.psn_no) if shown else None


def batch_of(books: Books, data: wire.SettleData) -> Quote | Answer:
    """What 2204 put together, if it is hers and costs what she says."""
    person = person_behind(books, data.mdtrt_cert_no)
    batch = books.find(Quote, wire.quote_id(data.mdtrt_id, data.chrg_bchno))
    if person is None or batch is None or not person.id == batch.psn_no == data.psn_no:
        return denied(Reason.BILLS_CHANGED)
    if batch.split.total != data.medfee_sumamt:
        return denied(Refusal.AMOUNT_CHANGED)
    return batch


def computed(psn_no: str, mdtrt_id: str, split: Split) -> dict[str, str]:
    return {
        "psn_no": psn_no,
        "mdtrt_id": mdtrt_id,
        "medfee_sumamt": str(split.total),
        "fund_pay_sumamt": str(split.funds),
        "psn_part_amt": str(split.account + split.self_pay),
        "acct_pay": str(split.account),
        "psn_cash_pay": str(split.self_pay),
        "hosp_part_amt": str(split.hospital),
    }
