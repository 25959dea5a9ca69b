"""The keys of kiosks and of guide slips, and the slips themselves."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

import kiosk.central.guide_slips as guide_slips
import kiosk.central.staff_pass as staff_pass
import kiosk.central.wire as wire
from kiosk.central.port import Reason
from kiosk.central.signing import (
    ED25519,
    KEY_BYTES,
    Ed25519Signer,
    Ed25519Verifier,
    Verifier,
)
from kiosk.central.staff_pass import LONGEST, StaffPass
from kiosk.model.guide_slip import GuideSlip
from kiosk.model.money import ZERO
from kiosk.model.patient import mask
from kiosk.model.staff import Staff
from kiosk.sandbox.answers import Answer, denied, done
from kiosk.sandbox.books import Books
from kiosk.sandbox.records import DeviceKey, Person, Quote, SlipKey
from kiosk.sandbox.settings import Moment


def enrol(
    books: Books, kiosk_id: str, request: wire.DeviceKeyRequest, moment: Moment
) -> Answer:
    """Trust the first key that a kiosk shows, and no other after it."""
    shown = DeviceKey(
        kiosk_id=kiosk_id,
        algorithm=request.algorithm,
        key_id=request.key_id,
        public_key=request.public_key,
        enrolled_at=moment.now,
    )
    if verifier(shown) is None:
        return denied(Reason.OTHER, 400)
    known = books.find(DeviceKey, kiosk_id)
    if known is None:
        books.add([shown])
    elif _names(known) != _names(shown):
        return denied(Reason.NOT_AUTHORISED)
    return done(wire.NotedReply())


def verifier(key: DeviceKey) -> Verifier | None:
    """What checks this key's signatures; None if the key is none that we know."""
    if key.algorithm != ED25519:
        return None
    try:
        found = Ed25519Verifier.parse(key.public_key)
    except ValueError:
        return None
    return found if found.key_id == key.key_id else None


def make_slip_key(books: Books) -> None:
    """Have a key to sign guide slips with. It stays for as long as the books do."""
    if not books.every(SlipKey):
        seed = secrets.token_bytes(KEY_BYTES)
        public = Ed25519Signer(seed).verifier
        books.add([SlipKey(public.key_id, seed, public.text)])


def slip_keys(books: Books) -> Answer:
    keys = {key.key_id: key.public_key for key in books.every(SlipKey)}
    return done(wire.SlipKeysReply(keys=keys))


def slip_verifiers(books: Books) -> Mapping[str, Verifier]:
    return {
        key.key_id: Ed25519Verifier.parse(key.public_key)
        for key in books.every(SlipKey)
    }


def write_slip(books: Books, person: Person, quote: Quote, moment: Moment) -> str:
    """Sign what a doctor's printer would print under this quote. Untrusted if it is
    too long for one."""
    key = books.every(SlipKey)[-1]
    slip = GuideSlip(
        id=f"G{books.next_number('slip'):09d}",
        patient_id=person.id,
        patient=mask(person.name),
        bill_ids=quote.bill_ids,
        pre_settlement_id=quote.id,
        split=quote.split,
        credit=person.credit if person.bank else ZERO,
        issued_at=moment.now,
        expires_at=_end(moment),
    )
    return guide_slips.write(slip, Ed25519Signer(key.secret))


def write_pass(books: Books, kiosk_id: str, staff: Staff, moment: Moment) -> str:
    """Sign a pass to the diagnostics screen of one kiosk, good for five minutes."""
    key = books.every(SlipKey)[-1]
    one = StaffPass(
        kiosk_id=kiosk_id,
        staff=staff,
        number=f"S{books.next_number('staff-pass'):09d}",
        issued_at=moment.now,
        expires_at=moment.now + LONGEST,
    )
    return staff_pass.write(one, Ed25519Signer(key.secret))


def _end(moment: Moment) -> datetime:
    return moment.now + timedelta(hours=moment.settings.slip_valid_h)


def _names(key: DeviceKey) -> tuple[str, str, str]:
    return key.algorithm, key.key_id, key.public_key
