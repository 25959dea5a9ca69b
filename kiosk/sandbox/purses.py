"""Whose purse may pay a charge, and what speaks against it. Pure."""

from dataclasses import dataclass, field
from datetime import timedelta

from kiosk.model.charge import Refusal
from kiosk.model.intent import Method
from kiosk.model.money import Money
from kiosk.sandbox.codes import WALLET_KINDS, is_fresh, looks_like
from kiosk.sandbox.records import Credential, IssuedCode, Person
from kiosk.sandbox.settings import Moment


@dataclass(frozen=True, slots=True)
class Purse:
    """Who pays, and by which right. `payer` owns the code, or the contract."""

    payer: Person | None
    code: IssuedCode | None = None  # of a wallet
    credential: Credential | None = None  # of one-code pay, for this payment


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to come out of the purse."""

    psn_no: str
    amount: Money
    method: Method
    auth_code: str | None = field(default=None, repr=False)


def against(asked: Asked, purse: Purse, moment: Moment) -> Refusal | None:
    """Say why the purse does not pay; None if it does."""
    match asked.method:
        case Method.CREDIT:
            return against_credit(asked.amount, purse.payer)
        case Method.ONE_CODE:
            return _against_credential(asked, purse, moment)
    return _against_code(asked, purse, moment)


def against_credit(amount: Money, payer: Person | None) -> Refusal | None:
    """A contract pays up to its limit; without one there is none."""
    has_limit = payer is not None and payer.bank and amount <= payer.credit
    return None if has_limit else Refusal.LIMIT_TOO_SMALL


def _against_code(asked: Asked, purse: Purse, moment: Moment) -> Refusal | None:
    kind = WALLET_KINDS.get(asked.method)
    if kind is None or asked.auth_code is None or not looks_like(asked.auth_code, kind):
        return Refusal.OTHER
    code, valid_s = purse.code, moment.settings.code_valid_s
    if code is None or purse.payer is None or not is_fresh(code, moment.now, valid_s):
        return Refusal.CODE_EXPIRED
    if code.used_by is not None:
        return Refusal.CODE_USED
    return None if asked.amount <= purse.payer.wallet else Refusal.NOT_ENOUGH


def _against_credential(asked: Asked, purse: Purse, moment: Moment) -> Refusal | None:
    credential, payer = purse.credential, purse.payer
    if credential is None or payer is None or credential.value != asked.auth_code:
        return Refusal.OTHER
    allowed = (credential.psn_no, credential.amount)
    if allowed != (asked.psn_no, asked.amount):
        return Refusal.OTHER
    if credential.used_by is not None:
        return Refusal.CODE_USED
    valid = timedelta(seconds=moment.settings.credential_valid_s)
    if moment.now - credential.issued_at > valid:
        return Refusal.CODE_EXPIRED
    return None if asked.amount <= payer.wallet else Refusal.NOT_ENOUGH
