"""The guide slip's QR text: `GS1.<key id>.<payload>.<signature>`, signed by central.

The payload is JSON with short names, amounts in fen and times in seconds since 1970,
UTC:

    i slip   p patient   n masked name   b bills   s pre-settlement
    a total, funds, account, self-pay, hospital   c credit left   t issued   e expires

Pure: whether a slip is still valid is asked of the slip.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime

from kiosk.central.signed_text import Fault, Untrusted, opened, written
from kiosk.central.signing import Signer, Verifier
from kiosk.model.guide_slip import GuideSlip
from kiosk.model.money import Money
from kiosk.model.patient import Masked, mask
from kiosk.model.settlement import Split

PURPOSE = "guide-slip"
MAX_BILLS = 20
MAX_NAME_CHARACTERS = 64
MAX_FEN = 10**12 - 1  # the most that `Money.parse` reads
MAX_SECONDS = 253_402_300_799  # the last second of the year 9999

_PREFIX = "GS1"
_ID = re.compile(r"[0-9A-Za-z._-]{1,64}")
_FIELDS = frozenset("ipnbsacte")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def read(text: str, keys: Mapping[str, Verifier]) -> GuideSlip:
    """Check a scanned text and give its slip; raise Untrusted. Keys are by key id."""
    return _read_payload(opened(text, _PREFIX, PURPOSE, keys))


def write(slip: GuideSlip, signer: Signer) -> str:
    """Write the QR text; Untrusted if `read` would refuse it. Cuts parts of seconds."""
    payload = _write_payload(slip)
    _read_payload(payload)
    return written(payload, _PREFIX, PURPOSE, signer)


def _write_payload(slip: GuideSlip) -> bytes:
    split = slip.split
    parts = (split.total, split.funds, split.account, split.self_pay, split.hospital)
    fields = {
        "i": slip.id,
        "p": slip.patient_id,
        "n": slip.patient,
        "b": slip.bill_ids,
        "s": slip.pre_settlement_id,
        "a": [part.fen for part in parts],
        "c": slip.credit.fen,
        "t": int(slip.issued_at.timestamp()),
        "e": int(slip.expires_at.timestamp()),
    }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def _read_payload(payload: bytes) -> GuideSlip:
    fields = _fields(payload)
    slip = GuideSlip(
        id=_id(fields["i"]),
        patient_id=_id(fields["p"]),
        patient=_name(fields["n"]),
        bill_ids=_bill_ids(fields["b"]),
        pre_settlement_id=_id(fields["s"]),
        split=_split(fields["a"]),
        credit=Money(_whole(fields["c"], MAX_FEN)),
        issued_at=_time(fields["t"]),
        expires_at=_time(fields["e"]),
    )
    _require(slip.split.adds_up and slip.issued_at < slip.expires_at)
    return slip


def _fields(payload: bytes) -> dict[str, object]:
    """Read one object with all the names, each once, and no other."""
    try:
        pairs = json.loads(payload.decode(), object_pairs_hook=tuple)
    except (ValueError, RecursionError) as error:
        raise Untrusted(Fault.MALFORMED) from error
    _require(type(pairs) is tuple and len(pairs) == len(_FIELDS))
    fields = dict(pairs)
    _require(fields.keys() == _FIELDS)
    return fields


def _bill_ids(value: object) -> tuple[str, ...]:
    items = _list(value)
    _require(0 < len(items) <= MAX_BILLS)
    bill_ids = tuple(map(_id, items))
    _require(len(set(bill_ids)) == len(bill_ids))
    return bill_ids


def _split(value: object) -> Split:
    items = _list(value)
    _require(len(items) == 5)
    whole, funds, account, self_pay, hospital = (
        Money(_whole(item, MAX_FEN)) for item in items
    )
    return Split(whole, funds, account, self_pay, hospital)


def _name(value: object) -> Masked:
    """Mask it again: what is masked stays as it is, what is not must not pass."""
    text = _text(value)
    _require(0 < len(text) <= MAX_NAME_CHARACTERS)
    _require(not any(unicodedata.category(letter) in _INVISIBLE for letter in text))
    return mask(text)


def _id(value: object) -> str:
    text = _text(value)
    _require(_ID.fullmatch(text) is not None)
    return text


def _time(value: object) -> datetime:
    return datetime.fromtimestamp(_whole(value, MAX_SECONDS), UTC)


def _whole(value: object, limit: int) -> int:
    """A whole number from zero to the limit; true is none."""
    if type(value) is not int or not 0 <= value <= limit:
        raise Untrusted(Fault.MALFORMED)
    return value


def _text(value: object) -> str:
    if type(value) is not str:
        raise Untrusted(Fault.MALFORMED)
    return value


def _list(value: object) -> list[object]:
    if type(value) is not list:
        raise Untrusted(Fault.MALFORMED)
    return value


def _require(fact: bool) -> None:
    if not fact:
        raise Untrusted(Fault.MALFORMED)
