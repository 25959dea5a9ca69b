"""A pass for one person who works at one kiosk, `KT1.<key id>.<payload>.<signature>`,
signed by central. The payload is JSON with short names:

    k kiosk   b badge   r role   n its number   t issued   e expires

Times are seconds since 1970, UTC. A pass is good for five minutes at most (R66).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kiosk.central.signed_text import Fault, Untrusted, opened, written
from kiosk.central.signing import Signer, Verifier
from kiosk.model.staff import Role, Staff

PURPOSE = "staff-pass"
LONGEST = timedelta(minutes=5)

_PREFIX = "KT1"
_WORD = re.compile(r"[0-9A-Za-z._-]{1,64}")


@dataclass(frozen=True, slots=True)
class StaffPass:
    """Who may come in, where and when. Whether it was used is known to its kiosk."""

    kiosk_id: str
    staff: Staff
    number: str
    issued_at: datetime
    expires_at: datetime

    def holds(self, now: datetime) -> bool:
        return self.issued_at - LONGEST <= now < self.expires_at


def read(text: str, keys: Mapping[str, Verifier]) -> StaffPass:
    """Check a scanned text and give its pass; raise Untrusted. Keys are by key id."""
    payload = opened(text, _PREFIX, PURPOSE, keys)
    try:
        fields = json.loads(payload)
        kiosk_id, badge, number = (_word(fields[name]) for name in "kbn")
        issued_at, expires_at = (_time(fields[name]) for name in "te")
        staff = Staff(badge, Role(fields["r"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Untrusted(Fault.MALFORMED) from error
    if not timedelta() < expires_at - issued_at <= LONGEST:
        raise Untrusted(Fault.MALFORMED)
    return StaffPass(kiosk_id, staff, number, issued_at, expires_at)


def write(one: StaffPass, signer: Signer) -> str:
    """Write the QR text. Cuts parts of seconds."""
    fields = {
        "k": one.kiosk_id,
        "b": one.staff.badge,
        "r": one.staff.role,
        "n": one.number,
        "t": int(one.issued_at.timestamp()),
        "e": int(one.expires_at.timestamp()),
    }
    payload = json.dumps(fields, separators=(",", ":")).encode()
    return written(payload, _PREFIX, PURPOSE, signer)


def _word(value: object) -> str:
    if not isinstance(value, str) or not _WORD.fullmatch(value):
        raise ValueError("no word")
    return value


def _time(value: object) -> datetime:
    if type(value) is not int or not 0 <= value < 2**33:
        raise ValueError("no time")
    return datetime.fromtimestamp(value, UTC)
