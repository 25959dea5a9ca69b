"""信用就医 at central, through the kiosk's own client: who signs, and what it gives."""

from collections.abc import Iterator

import pytest
import requests

from kiosk.central.auth import KioskIdentity
from kiosk.central.http import HttpCentral
from kiosk.central.port import CentralError, Refused
from kiosk.model.business import BusinessType
from kiosk.model.codes import Code, CodeKind
from kiosk.model.money import Money
from kiosk.model.patient import CreditContract, Identity
from kiosk.model.sign_up import Progress, SignUpStatus
from kiosk.sandbox.settings import Settings
from tests.at_central import Clock, Kiosk, a_central, fresh_morning, new_key

WHO = "P1006"  # insured, of age, and without a contract
OTHERS = ("P1001", "P1002", "P1004")  # has one, is a child, is not insured
GRANTED = CreditContract("示范银行", Money(5_000_00), "https://bank.example/raise")


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def url(clock: Clock, database: str) -> Iterator[str]:
    with a_central(clock, Settings(), database) as url:
        yield url


@pytest.fixture
def desk(url: str, clock: Clock) -> Iterator[Kiosk]:
    with fresh_morning(url, clock) as kiosk:
        yield kiosk


@pytest.fixture
def central(desk: Kiosk) -> Iterator[HttpCentral]:
    yield HttpCentral(desk.url, KioskIdentity("K-07", "sandbox"))
    assert desk.books()["balanced"]


def known(central: HttpCentral, desk: Kiosk, person: str) -> Identity:
    code = Code(CodeKind.VOUCHER, desk.codes(person)["voucher"])
    return central.identify(code, BusinessType.SETTLEMENT)


def scan(desk: Kiosk, person: str, text: str = "", payer: str = "") -> int:
    """The phone scans a code, or the one that was shown last. Returns the status."""
    wanted = {"text": text, "payer": payer}
    given = {name: value for name, value in wanted.items() if value}
    url = f"{desk.url}/sandbox/people/{person}/scan"
    return requests.post(url, params=given, timeout=10).status_code


def test_central_says_who_may_sign_up(central: HttpCentral, desk: Kiosk) -> None:
    assert known(central, desk, WHO).can_sign_up
    assert not any(known(central, desk, one).can_sign_up for one in OTHERS)
    for one in (*OTHERS, "P9999"):
        with pytest.raises(Refused):
            central.begin_sign_up(one, new_key())


def test_who_signs_on_her_phone_has_a_contract_from_then_on(
    central: HttpCentral, desk: Kiosk
) -> None:
    begun = central.begin_sign_up(WHO, new_key())
    assert begun.url.startswith("https://bank.example/sign-up?id=")
    assert WHO not in begun.url
    assert central.ask_sign_up(begun.id) == Progress(SignUpStatus.WAITING)
    assert scan(desk, WHO, begun.url) == 200
    assert central.ask_sign_up(begun.id) == Progress(SignUpStatus.SCANNED)
    desk.clock.pass_s(10)
    signed = Progress(SignUpStatus.SIGNED, GRANTED)
    assert central.ask_sign_up(begun.id) == signed
    assert known(central, desk, WHO).contract == GRANTED
    assert not known(central, desk, WHO).can_sign_up
    assert central.ask_sign_up(begun.id) == signed


def test_a_repeated_request_begins_one_sign_up(central: HttpCentral) -> None:
    key = new_key()
    assert central.begin_sign_up(WHO, key) == central.begin_sign_up(WHO, key)


def test_two_codes_that_were_scanned_give_one_contract(
    central: HttpCentral, desk: Kiosk
) -> None:
    begun = [central.begin_sign_up(WHO, new_key()) for _ in range(2)]
    assert [scan(desk, WHO, one.url) for one in begun] == [200, 200]
    desk.clock.pass_s(10)
    said = [central.ask_sign_up(one.id) for one in begun]
    assert said == [Progress(SignUpStatus.SIGNED, GRANTED)] * 2
    assert known(central, desk, WHO).contract == GRANTED


def test_who_says_no_to_the_bank_has_no_contract(
    central: HttpCentral, desk: Kiosk
) -> None:
    begun = central.begin_sign_up(WHO, new_key())
    scan(desk, WHO, payer="cancels")
    desk.clock.pass_s(10)
    assert central.ask_sign_up(begun.id) == Progress(SignUpStatus.REFUSED)
    assert known(central, desk, WHO).contract is None


def test_a_code_that_nobody_scans_is_good_for_five_minutes(
    central: HttpCentral, desk: Kiosk
) -> None:
    begun = central.begin_sign_up(WHO, new_key())
    desk.clock.pass_s(299)
    assert central.ask_sign_up(begun.id) == Progress(SignUpStatus.WAITING)
    desk.clock.pass_s(2)
    assert central.ask_sign_up(begun.id) == Progress(SignUpStatus.EXPIRED)
    assert scan(desk, WHO, begun.url) == 404


def test_somebody_elses_phone_signs_nothing(central: HttpCentral, desk: Kiosk) -> None:
    begun = central.begin_sign_up(WHO, new_key())
    assert scan(desk, "P1014", begun.url) == 404
    assert central.ask_sign_up(begun.id) == Progress(SignUpStatus.WAITING)


def test_a_sign_up_that_never_was_is_an_error(central: HttpCentral) -> None:
    with pytest.raises(CentralError):
        central.ask_sign_up("nobody")
