"""The guide slip's QR text: `GS1.<key id>.<payload>.<signature>`, signed by central.

Payload and signature are base64url. The payload is JSON with short names, amounts in
fen and times in seconds since 1970, UTC:

    i slip   p patient   n masked name   b bills   s pre-settlement
    a total, funds, account, self-pay, hospital   c credit left   t issued   e expires

The signature is over all that stands before its dot. Pure: whether a slip is still
valid is asked of the slip.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum

from kiosk.central.signing import Signer, Verifier, base64url, read_base64url
from kiosk.model.guide_slip import GuideSlip
from kiosk.model.money import Money
from kiosk.model.patient import Masked, mask
from kiosk.model.settlement import Split

PURPOSE = "guide-slip"
MAX_CHARACTERS = 1_200
MAX_BILLS = 20
MAX_NAME_CHARACTERS = 64
MAX_FEN = 10**12 - 1  # the most that `Money.parse` reads
MAX_SECONDS = 253_402_300_799  # the last second of the year 9999

_TEXT = re.compile(r"(GS1\.([0-9A-Za-z_-]{1,64})\.([0-9A-Za-z_-]+))\.([0-9A-Za-z_-]+)")
_ID = re.compile(r"[0-9A-Za-z._-]{1,64}")
_FIELDS = frozenset("ipnbsacte")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


class SlipFault(StrEnum):
    """Why a slip is refused."""

    MALFORMED = "malformed"  # no guide slip, or one that does not add up
    UNKNOWN_KEY = "unknown_key"  # signed with a key that we do not have
    FORGED = "forged"  # changed after it was signed, or never signed


class BadSlip(Exception):
    """The slip must not be used."""

    def __init__(self, reason: SlipFault) -> None:
        super().__init__(reason.value)
        self.reason = reason


def read(text: str, keys: Mapping[str, Verifier]) -> GuideSlip:
    """Check a scanned text and give its slip; raise BadSlip. Keys are by key id."""
    parts = _TEXT.fullmatch(text) if len(text) <= MAX_CHARACTERS else None
    if parts is None:
        raise BadSlip(SlipFault.MALFORMED)
    signed, key_id, payload, signature = parts.groups()
    if key_id not in keys:
        raise BadSlip(SlipFault.UNKNOWN_KEY)
    # Nothing is parsed before the signature is known to be central's.
    if not keys[key_id].verify(
        signed.encode("ascii"), _bytes(signature), purpose=PURPOSE
    ):
        raise BadSlip(SlipFault.FORGED)
    return _read_payload(_bytes(payload))


def write(slip: GuideSlip, signer: Signer) -> str:
    """Write the QR text; BadSlip if `read` would refuse it. Cuts parts of seconds."""
    payload = _write_payload(slip)
    _read_payload(payload)
    signed = f"GS1.{signer.key_id}.{base64url(payload)}"
    signature = signer.sign(signed.encode("ascii"), purpose=PURPOSE)
    text = f"{signed}.{base64url(signature)}"
    if len(text) > MAX_CHARACTERS:
        raise BadSlip(SlipFault.MALFORMED)
    return text


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
        raise BadSlip(SlipFault.MALFORMED) from error
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
        raise BadSlip(SlipFault.MALFORMED)
    return value


def _text(value: object) -> str:
    if type(value) is not str:
        raise BadSlip(SlipFault.MALFORMED)
    return value


def _list(value: object) -> list[object]:
    if type(value) is not list:
        raise BadSlip(SlipFault.MALFORMED)
    return value


def _bytes(text: str) -> bytes:
    try:
        return read_base64url(text)
    except ValueError as error:
        raise BadSlip(SlipFault.MALFORMED) from error


def _require(fact: bool) -> None:
    if not fact:
        raise BadSlip(SlipFault.MALFORMED)
