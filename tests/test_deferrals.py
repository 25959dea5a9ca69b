"""Registering for later: what may be promised, what is signed, what is believed."""

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.app.deferrals import (
    CLOCK,
    CLOCK_WENT_BACK,
    PURPOSE,
    WRONG,
    DeferralDesk,
    DeferralGate,
)
from kiosk.app.enrolment import Enrolment
from kiosk.app.gallery.values import KEY, NOW, PATIENT, QUOTE, SPLIT, intent
from kiosk.app.ledger import Ledger
from kiosk.app.true_time import TrueTime
from kiosk.central import guide_slips
from kiosk.central.port import Central, NotSent
from kiosk.central.signing import Ed25519Signer, Verifier, read_base64url
from kiosk.flows.visit_events import Failed, SlipRead
from kiosk.flows.visit_states import Problem
from kiosk.model.codes import Code, CodeKind, ScanStep, read
from kiosk.model.deferral import Caps, Objection, Offer, objection
from kiosk.model.guide_slip import GuideSlip
from kiosk.model.intent import Intent, Order
from kiosk.model.money import Money
from kiosk.model.settlement import PreSettlement, Split
from offline_queue.database import Database

CAPS = Caps(
    per_order=Money(500_00),
    per_patient=Money(800_00),
    per_patient_count=2,
    per_kiosk=Money(1_000_00),
    per_kiosk_count=3,
    oldest=timedelta(hours=24),
)
ROOMY = Caps(
    per_order=Money(10**9),
    per_patient=Money(10**9),
    per_patient_count=99,
    per_kiosk=Money(10**9),
    per_kiosk_count=99,
    oldest=timedelta(days=9_999),
)
CENTRAL = Ed25519Signer(b"c" * 32)
STRANGER = Ed25519Signer(b"s" * 32)
DEVICE = Ed25519Signer(b"d" * 32)
LITTLE = Money(1)
SLIP = GuideSlip(
    id="G000000001",
    patient_id="P1",
    patient=PATIENT.name,
    bill_ids=("B1",),
    pre_settlement_id="Q1",
    split=SPLIT,
    credit=Money(500_00),
    issued_at=NOW,
    expires_at=NOW + timedelta(hours=24),
)


def due(self_pay: Money) -> Split:
    return Split(self_pay, Money(0), Money(0), self_pay)


def quote(
    self_pay: Money = LITTLE, patient: str = "P1", bills: tuple[str, ...] = ("new",)
) -> PreSettlement:
    return PreSettlement("Q1", patient, bills, due(self_pay))


def promise(
    self_pay: Money = LITTLE,
    patient: str = "P1",
    bill: str = "old",
    at: datetime = NOW,
) -> Intent:
    return replace(
        intent(order=Order.DEFERRED, split=due(self_pay)),
        patient_id=patient,
        bill_ids=(bill,),
        opened_at=at,
    )


# The caps, one by one, at their edges.


def test_the_first_small_promise_is_taken() -> None:
    assert objection(quote(), [], CAPS, NOW) is None


@pytest.mark.parametrize(
    ("caps", "waiting", "self_pay"),
    [
        (replace(ROOMY, per_order=Money(500_00)), [], Money(500_00)),
        (
            replace(ROOMY, per_patient=Money(800_00)),
            [promise(Money(300_00)), promise(Money(999_00), "P2")],
            Money(500_00),
        ),
        (
            replace(ROOMY, per_kiosk=Money(1_000_00)),
            [promise(Money(300_00)), promise(Money(200_00), "P2")],
            Money(500_00),
        ),
    ],
)
def test_a_cap_in_money_may_be_reached_and_not_passed_by_one_fen(
    caps: Caps, waiting: list[Intent], self_pay: Money
) -> None:
    assert objection(quote(self_pay), waiting, caps, NOW) is None
    over = objection(quote(self_pay + Money(1)), waiting, caps, NOW)
    assert over in (
        Objection.ORDER_TOO_LARGE,
        Objection.PATIENT_AT_LIMIT,
        Objection.KIOSK_AT_LIMIT,
    )


def test_each_cap_in_money_has_its_own_name() -> None:
    dear = quote(Money(500_01))
    for caps, name in (
        (replace(ROOMY, per_order=Money(500_00)), Objection.ORDER_TOO_LARGE),
        (replace(ROOMY, per_patient=Money(500_00)), Objection.PATIENT_AT_LIMIT),
        (replace(ROOMY, per_kiosk=Money(500_00)), Objection.KIOSK_AT_LIMIT),
    ):
        assert objection(dear, [], caps, NOW) is name


def test_a_patient_may_promise_so_many_times_and_no_more() -> None:
    caps = replace(ROOMY, per_patient_count=2)
    hers, anothers = promise(), promise(patient="P2")
    assert objection(quote(), [hers, anothers, anothers], caps, NOW) is None
    at_limit = objection(quote(), [hers, hers], caps, NOW)
    assert at_limit is Objection.PATIENT_AT_LIMIT


def test_a_kiosk_takes_so_many_promises_and_no_more() -> None:
    caps = replace(ROOMY, per_kiosk_count=2)
    others = [promise(patient="P2"), promise(patient="P3")]
    assert objection(quote(), others[:1], caps, NOW) is None
    assert objection(quote(), others, caps, NOW) is Objection.KIOSK_AT_LIMIT


def test_once_one_has_waited_too_long_no_new_one_is_taken() -> None:
    caps = replace(ROOMY, oldest=timedelta(hours=24))
    just = promise(patient="P2", at=NOW - timedelta(hours=24))
    longer = promise(patient="P2", at=NOW - timedelta(hours=24, microseconds=1))
    assert objection(quote(), [just], caps, NOW) is None
    assert objection(quote(), [longer], caps, NOW) is Objection.WAITED_TOO_LONG


@pytest.mark.parametrize("bills", [("old",), ("new", "old")])
def test_no_bill_is_promised_twice(bills: tuple[str, ...]) -> None:
    again = quote(bills=bills)
    assert objection(again, [promise()], ROOMY, NOW) is Objection.ALREADY_REGISTERED


def test_another_patients_bill_of_the_same_number_is_another_bill() -> None:
    anothers = promise(patient="P2", bill="new")
    assert objection(quote(), [anothers], ROOMY, NOW) is None


@given(
    st.lists(
        st.tuples(st.sampled_from(["P1", "P2", "P3"]), st.integers(1, 700_00)),
        max_size=30,
    )
)
def test_whatever_is_asked_for_the_caps_are_never_passed(
    asked: list[tuple[str, int]],
) -> None:
    taken: list[Intent] = []
    for number, (patient, fen) in enumerate(asked):
        wish = quote(Money(fen), patient, (str(number),))
        if objection(wish, taken, CAPS, NOW) is None:
            taken.append(promise(Money(fen), patient, str(number)))
    sums = [one.split.self_pay.fen for one in taken]
    assert len(taken) <= CAPS.per_kiosk_count
    assert sum(sums) <= CAPS.per_kiosk.fen
    assert max(sums, default=0) <= CAPS.per_order.fen
    for patient in ("P1", "P2", "P3"):
        hers = [one.split.self_pay.fen for one in taken if one.patient_id == patient]
        assert len(hers) <= CAPS.per_patient_count
        assert sum(hers) <= CAPS.per_patient.fen


# The desk.


def desk(
    now: datetime = NOW,
    *,
    caps: Caps = CAPS,
    written_last: datetime | None = None,
    keys: Mapping[str, Verifier] | None = None,
    clock_is_wrong: bool = False,
    is_enrolled: bool = True,
) -> DeferralDesk:
    known = {CENTRAL.key_id: CENTRAL.verifier} if keys is None else keys
    return DeferralDesk(
        caps=caps,
        signer=DEVICE,
        kiosk_id="K1",
        slip_keys=lambda: known,
        now=lambda: now,
        written_last=lambda: written_last,
        clock_is_wrong=lambda: clock_is_wrong,
        is_enrolled=lambda: is_enrolled,
    )


@pytest.mark.parametrize(
    ("caps", "waiting", "problem"),
    [
        (ROOMY, [], None),
        (ROOMY, [promise(bill="B1")], Problem.ALREADY_REGISTERED),
        (replace(ROOMY, per_order=Money(1)), [], Problem.TOO_MUCH_TO_DEFER),
        (replace(ROOMY, per_patient_count=0), [], Problem.TOO_MUCH_TO_DEFER),
        (replace(ROOMY, per_kiosk_count=0), [], Problem.TOO_MUCH_TO_DEFER),
        (
            replace(ROOMY, oldest=timedelta(0)),
            [promise(patient="P2", at=NOW - timedelta(1))],
            Problem.TOO_MUCH_TO_DEFER,
        ),
    ],
)
def test_every_objection_has_its_words(
    caps: Caps, waiting: Iterable[Intent], problem: Problem | None
) -> None:
    assert desk(caps=caps).weigh(QUOTE, waiting) is problem


def test_nothing_is_promised_under_a_clock_that_was_set_back() -> None:
    """The age of what waits, and the slip's own time, could not be trusted."""
    for back, problem in (
        (timedelta(0), None),
        (CLOCK_WENT_BACK, None),
        (CLOCK_WENT_BACK + timedelta(microseconds=1), Problem.CENTRAL_SILENT),
    ):
        assert desk(written_last=NOW + back).weigh(QUOTE, []) is problem


def test_nothing_is_promised_under_a_clock_that_is_known_to_be_wrong() -> None:
    """Central would refuse what was captured then, and leave her with a debt."""
    problem = desk(clock_is_wrong=True).weigh(QUOTE, [])
    assert problem is Problem.CENTRAL_SILENT


def test_the_device_signs_what_was_promised_when_and_where() -> None:
    decision = intent(order=Order.DEFERRED)
    capture = desk().sign(decision, "GS1.slip")
    assert DEVICE.verifier.verify(
        capture.signed.encode(), read_base64url(capture.signature), purpose=PURPOSE
    )
    assert (capture.key_id, capture.algorithm) == (DEVICE.key_id, "Ed25519")
    assert capture.slip == "GS1.slip"
    said = json.loads(capture.signed)
    assert said["payment_key"] == KEY
    assert said["kiosk_id"] == "K1"
    assert said["bill_ids"] == ["B1"]
    assert datetime.fromisoformat(said["captured_at"]) == NOW
    assert said["split"]["psn_cash_pay"] == str(SPLIT.self_pay)


def test_a_promises_signature_is_good_for_nothing_else() -> None:
    capture = desk().sign(intent(order=Order.DEFERRED), None)
    signature = read_base64url(capture.signature)
    assert not DEVICE.verifier.verify(
        capture.signed.encode(), signature, purpose=guide_slips.PURPOSE
    )


# Guide slips.


def scanned(slip: GuideSlip = SLIP, by: Ed25519Signer = CENTRAL) -> Code:
    code = read(guide_slips.write(slip, by).encode(), ScanStep.IDENTITY)
    assert code.kind is CodeKind.GUIDE_SLIP
    return code


def test_the_hospitals_own_slip_says_who_and_how_much() -> None:
    code = scanned()
    offer = Offer(PATIENT.name, QUOTE, code.value)
    assert desk().read_slip(code) == SlipRead(offer)


def changed(code: Code, at: int) -> Code:
    """The same slip with one letter of another one."""
    letter = "A" if code.value[at] != "A" else "B"
    return Code(code.kind, code.value[:at] + letter + code.value[at + 1 :])


def test_a_slip_that_was_changed_is_not_believed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    code = scanned()
    payload = code.value.index(".", 4) + 5
    with caplog.at_level(logging.WARNING):
        for at in (payload, payload + 40, len(code.value) - 5):
            assert desk().read_slip(changed(code, at)) == Failed(Problem.SLIP_INVALID)
    assert "P1" not in caplog.text
    assert code.value[:40] not in caplog.text


def test_a_slip_under_a_key_that_central_did_not_send_is_not_believed() -> None:
    assert desk().read_slip(scanned(by=STRANGER)) == Failed(Problem.SLIP_INVALID)
    assert desk(keys={}).read_slip(scanned()) == Failed(Problem.SLIP_INVALID)


def test_a_strangers_slip_under_centrals_name_is_not_believed() -> None:
    forged = scanned(by=STRANGER).value.replace(STRANGER.key_id, CENTRAL.key_id)
    code = Code(CodeKind.GUIDE_SLIP, forged)
    assert desk().read_slip(code) == Failed(Problem.SLIP_INVALID)


@pytest.mark.parametrize(
    ("now", "is_valid"),
    [
        (SLIP.issued_at - timedelta(seconds=301), False),
        (SLIP.issued_at - timedelta(seconds=300), True),
        (SLIP.expires_at - timedelta(seconds=1), True),
        (SLIP.expires_at, False),
    ],
)
def test_a_slip_is_good_for_its_time_only(now: datetime, is_valid: bool) -> None:
    event = desk(now).read_slip(scanned())
    if is_valid:
        assert isinstance(event, SlipRead)
    else:
        assert event == Failed(Problem.SLIP_EXPIRED)


def test_a_slip_that_is_shown_again_is_already_registered() -> None:
    event = desk().read_slip(scanned())
    assert isinstance(event, SlipRead)
    promised = replace(
        intent(order=Order.DEFERRED),
        patient_id=event.offer.quote.patient_id,
        bill_ids=event.offer.quote.bill_ids,
    )
    again = desk().read_slip(scanned())
    assert isinstance(again, SlipRead)
    problem = desk().weigh(again.offer.quote, [promised])
    assert problem is Problem.ALREADY_REGISTERED


# What the two must know of each other before the network falls.


class CentralsKeys:
    """Central's public keys, and the kiosk's as central was shown it."""

    def __init__(self, *signers: Ed25519Signer) -> None:
        self.keys = {signer.key_id: signer.verifier.text for signer in signers}
        self.shown: list[tuple[str, str, str]] = []
        self.is_away = False

    def enrol_key(self, algorithm: str, key_id: str, public_key: str) -> None:
        if self.is_away:
            raise NotSent
        self.shown.append((algorithm, key_id, public_key))

    def slip_keys(self) -> Mapping[str, str]:
        return self.keys


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Database(tmp_path / "ledger.sqlite", now=lambda: NOW) as database:
        yield Ledger(database, bytes)


def enrolment(
    ledger: Ledger,
    central: CentralsKeys,
    clock: Callable[[], float] = lambda: 0.0,
    device: Ed25519Signer = DEVICE,
) -> Enrolment:
    return Enrolment(ledger, cast(Central, central), device, clock)


def test_the_kiosk_shows_its_key_and_learns_centrals(ledger: Ledger) -> None:
    central = CentralsKeys(CENTRAL)
    kiosk = enrolment(ledger, central)
    assert kiosk.slip_keys() == {}
    kiosk.introduce()
    assert central.shown == [("Ed25519", DEVICE.key_id, DEVICE.verifier.text)]
    assert kiosk.slip_keys() == {CENTRAL.key_id: CENTRAL.verifier}


def test_what_was_learned_is_known_after_a_restart_without_central(
    ledger: Ledger,
) -> None:
    central = CentralsKeys(CENTRAL)
    enrolment(ledger, central).introduce()
    central.is_away = True
    later = enrolment(ledger, central)
    later.introduce()
    assert later.slip_keys() == {CENTRAL.key_id: CENTRAL.verifier}


def test_a_key_that_central_takes_back_is_believed_no_more(ledger: Ledger) -> None:
    central = CentralsKeys(CENTRAL, STRANGER)
    kiosk = enrolment(ledger, central)
    kiosk.introduce()
    del central.keys[STRANGER.key_id]
    kiosk.introduce()
    assert kiosk.slip_keys() == {CENTRAL.key_id: CENTRAL.verifier}
    assert enrolment(ledger, central).slip_keys() == kiosk.slip_keys()


def test_a_key_that_is_none_or_goes_by_another_name_is_left_out(
    ledger: Ledger,
) -> None:
    central = CentralsKeys(CENTRAL)
    central.keys |= {"0123": "no key", STRANGER.key_id: DEVICE.verifier.text}
    kiosk = enrolment(ledger, central)
    kiosk.introduce()
    assert {*kiosk.slip_keys()} == {CENTRAL.key_id}


def test_nothing_is_promised_under_a_key_that_central_does_not_know() -> None:
    assert desk(is_enrolled=False).weigh(QUOTE, []) is Problem.CENTRAL_SILENT


def test_a_kiosk_is_enrolled_once_central_has_its_key_and_stays_so(
    ledger: Ledger,
) -> None:
    central = CentralsKeys(CENTRAL)
    central.is_away = True
    kiosk = enrolment(ledger, central)
    kiosk.keep_up()
    assert not kiosk.is_enrolled()
    central.is_away = False
    kiosk.keep_up()
    assert kiosk.is_enrolled()
    assert enrolment(ledger, central).is_enrolled(), "after a restart, too"
    assert not enrolment(ledger, central, device=STRANGER).is_enrolled()


def test_a_kiosk_introduces_itself_until_it_succeeds_and_then_now_and_then(
    ledger: Ledger,
) -> None:
    now_s = 0.0
    central = CentralsKeys(CENTRAL)
    central.is_away = True
    kiosk = enrolment(ledger, central, lambda: now_s)
    kiosk.keep_up()
    central.is_away = False
    for now_s, times in ((2.0, 1), (4.0, 1), (3_000.0, 1), (4_000.0, 2)):  # noqa: B007
        kiosk.keep_up()
        assert len(central.shown) == times


@pytest.mark.parametrize(("ahead_s", "is_open"), [(0.0, True), (1_200.0, False)])
def test_a_restart_puts_no_clock_right(
    ledger: Ledger, ahead_s: float, is_open: bool
) -> None:
    """The clock was found wrong while central could be reached; then the network fell,
    and the power with it."""
    time = TrueTime(lambda: NOW, lambda: 0.0)
    time.note(ahead_s)
    offered: list[bool] = []
    first = replace(desk(), clock_is_wrong=time.is_wrong)
    kiosk = enrolment(ledger, CentralsKeys(CENTRAL))
    DeferralGate(True, first, kiosk, ledger, offered.append).looked(online=True)
    was_wrong = ledger.kept(CLOCK) == WRONG
    later = TrueTime(lambda: NOW, lambda: 0.0, was_wrong=was_wrong)
    second = replace(desk(), clock_is_wrong=later.is_wrong)
    DeferralGate(True, second, kiosk, ledger, offered.append).looked(online=False)
    assert offered == [is_open, is_open]


def test_nothing_is_offered_that_the_hospital_did_not_allow(ledger: Ledger) -> None:
    offered: list[bool] = []
    kiosk = enrolment(ledger, CentralsKeys(CENTRAL))
    DeferralGate(False, desk(), kiosk, ledger, offered.append).looked(online=True)
    assert offered == [False]
