"""Credentials of one-code pay: the right to take one sum for one payment, once."""

import secrets

import kiosk.central.wire as wire
from kiosk.central.port import Reason
from kiosk.model.charge import Refusal
from kiosk.model.money import ZERO
from kiosk.sandbox.answers import Answer, denied, done
from kiosk.sandbox.books import Books
from kiosk.sandbox.records import Credential, Person
from kiosk.sandbox.settings import Moment


def allow(books: Books, request: wire.CredentialRequest, moment: Moment) -> Answer:
    """Give the credential of this payment, always the same. Moves no money."""
    patient = books.find(Person, request.psn_no)
    if patient is None:
        return denied(Reason.PERSON_UNKNOWN)
    if patient.one_code is None:
        return denied(Refusal.NO_CREDENTIAL)
    if request.amount <= ZERO:
        return denied(Refusal.AMOUNT_CHANGED)
    known = books.find(Credential, request.payment_key)
    if known is None:
        known = Credential(
            payment_key=request.payment_key,
            value=f"YM{secrets.token_hex(16)}",
            psn_no=patient.id,
            amount=request.amount,
            issued_at=moment.now,
        )
        books.add([known])
    elif (known.psn_no, known.amount) != (request.psn_no, request.amount):
        return denied(Reason.KEY_REUSED)
    return done(
        wire.CredentialReply(payment_key=known.payment_key, credential=known.value)
    )
