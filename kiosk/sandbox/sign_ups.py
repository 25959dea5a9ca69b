"""Signing up for credit, 信用就医: what central does, and what the phone does.

The bank's own page is not ours to build. Here a phone that scanned the code answers as
its owner's habit is, once she has thought.
"""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

import kiosk.central.sign_up_wire as wire
from kiosk.central.port import Reason
from kiosk.central.wire import ContractReply
from kiosk.model.sign_up import SignUpStatus
from kiosk.sandbox.answers import Answer, denied, done
from kiosk.sandbox.books import Books
from kiosk.sandbox.records import Coverage, Habit, Person, SignUp
from kiosk.sandbox.settings import Moment, Settings

_UNDECIDED = (SignUpStatus.WAITING, SignUpStatus.SCANNED)
ADULT = 18


def may_sign_up(person: Person, settings: Settings) -> bool:
    """Insured adults who have no contract, with phones of their own."""
    return (
        settings.sign_up_bank is not None
        and person.bank is None
        and person.guardian is None
        and person.coverage is not Coverage.NONE
        and (person.age is None or person.age >= ADULT)
    )


def contract_of(person: Person, settings: Settings) -> ContractReply | None:
    """What central says of somebody's credit contract."""
    if person.bank is None:
        return None
    return ContractReply(
        bank_name=person.bank, available=person.credit, raise_url=settings.bank_page
    )


def begin(books: Books, request: wire.SignUpRequest, moment: Moment) -> Answer:
    person = books.find(Person, request.psn_no)
    if person is None:
        return denied(Reason.PERSON_UNKNOWN)
    if not may_sign_up(person, moment.settings):
        return denied(Reason.OTHER)
    begun = SignUp(secrets.token_hex(10), person.id, moment.now)
    books.put(begun)
    return done(
        wire.SignUpReply(
            sign_up_id=begun.id, psn_no=person.id, url=_page(begun, moment.settings)
        )
    )


def ask(books: Books, id: str, moment: Moment) -> Answer:
    known = books.find(SignUp, id)
    if known is None:
        return denied(Reason.NOT_FOUND)
    now = _decide(books, known, moment)
    signed = now.status is SignUpStatus.SIGNED
    person = books.find(Person, now.psn_no) if signed else None
    return done(
        wire.ProgressReply(
            sign_up_id=id,
            status=now.status,
            contract=contract_of(person, moment.settings) if person else None,
        )
    )


def shown(books: Books, person: Person, moment: Moment) -> list[tuple[datetime, str]]:
    """When and what the person's phone was shown, and has not scanned."""
    return [
        (one.made_at, _page(one, moment.settings))
        for one in _waiting(books, person, moment)
    ]


def scan(books: Books, text: str, person: Person, habit: Habit, moment: Moment) -> bool:
    """Have a phone scan this code. False: the bank knows of none like it for her."""
    for one in _waiting(books, person, moment):
        if _page(one, moment.settings) == text:
            after = replace(one, status=SignUpStatus.SCANNED, habit=habit)
            books.put(replace(after, scanned_at=moment.now))
            return True
    return False


def _waiting(books: Books, person: Person, moment: Moment) -> list[SignUp]:
    return [
        one
        for one in books.every(SignUp)
        if one.psn_no == person.id
        and _decide(books, one, moment).status is SignUpStatus.WAITING
    ]


def _page(one: SignUp, settings: Settings) -> str:
    return f"{settings.sign_up_page}?id={one.id}"


def _decide(books: Books, one: SignUp, moment: Moment) -> SignUp:
    """Write down what time has brought."""
    if one.status not in _UNDECIDED:
        return one
    now = replace(one, status=_status_now(one, moment))
    if now.status is SignUpStatus.SIGNED:
        now = _sign(books, now, moment.settings)
    if now != one:
        books.put(now)
    return now


def _status_now(one: SignUp, moment: Moment) -> SignUpStatus:
    settings = moment.settings
    if one.scanned_at is not None:
        thinks = timedelta(seconds=settings.payer_thinks_s)
        if moment.now < one.scanned_at + thinks:
            return SignUpStatus.SCANNED
        refuses = one.habit is Habit.CANCELS
        return SignUpStatus.REFUSED if refuses else SignUpStatus.SIGNED
    is_over = moment.now > one.made_at + timedelta(seconds=settings.sign_up_valid_s)
    return SignUpStatus.EXPIRED if is_over else SignUpStatus.WAITING


def _sign(books: Books, one: SignUp, settings: Settings) -> SignUp:
    """One contract a person, however many codes she scanned."""
    person = books.find(Person, one.psn_no)
    if person is None or not may_sign_up(person, settings):
        is_signed = person is not None and person.bank is not None
        after = SignUpStatus.SIGNED if is_signed else SignUpStatus.REFUSED
        return replace(one, status=after)
    limit = settings.sign_up_limit
    books.put(replace(person, bank=settings.sign_up_bank, credit=limit))
    return replace(one, granted=limit)
