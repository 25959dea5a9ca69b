"""The national interface's own rules: numbers, questions, reversals, and what it says.

What every adapter promises is in tests/test_central_contract.py.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from kiosk.app.gallery.values import VOUCHER
from kiosk.central.composed import Composed
from kiosk.central.exchange import HttpExchange, Reply
from kiosk.central.national import wire
from kiosk.central.national.central import NationalCentral
from kiosk.central.national.insured import People
from kiosk.central.national.line import NationalLine
from kiosk.central.national.notes import Note
from kiosk.central.national.recent import Recent
from kiosk.central.national.terminal import Numbers
from kiosk.central.port import (
    Busy,
    Central,
    CentralError,
    Misanswered,
    NotSent,
    Reason,
    Refused,
    Unanswered,
)
from kiosk.model.business import BusinessType
from kiosk.model.charge import Refusal
from kiosk.model.codes import Code, CodeKind
from kiosk.model.intent import Intent, Order
from kiosk.model.money import Money
from kiosk.sandbox.national.face import TRANSACTIONS
from kiosk.sandbox.settings import Settings
from tests.adapters import DEADLINES, TERMINAL, MemoryNotebook, own
from tests.at_central import (
    NOON,
    Clock,
    Json,
    Kiosk,
    a_central,
    fresh_morning,
    intent_of,
)

TO_PAY = BusinessType.SETTLEMENT

Change = Callable[[Json], None]
SAID = ["2207", "5203", "2601", "2208"]


class Wiretap:
    """Carries everything, and remembers which transaction went under which number.

    `changes` may alter what is said to a transaction."""

    def __init__(self, carrier: HttpExchange) -> None:
        self._carrier = carrier
        self.changes: dict[str, Change] = {}
        self.heard: list[tuple[str, str]] = []
        self.envelopes: list[dict[str, Any]] = []
        self.headers: Mapping[str, str] = {}

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | None,
        limit: int,
    ) -> Reply:
        envelope = json.loads(body or b"")
        self.envelopes.append(envelope)
        self.headers = headers
        self.heard.append((envelope["infno"], envelope["msgid"]))
        reply = self._carrier.send(method, path, headers, body, limit)
        change = self.changes.get(envelope["infno"])
        if change is None:
            return reply
        said = json.loads(reply.body)
        change(said)
        return replace(reply, body=json.dumps(said).encode())

    @property
    def about_money(self) -> list[str]:
        return [infno for infno, _ in self.heard if infno in SAID]

    def numbers(self, infno: str) -> list[str]:
        return [msgid for one, msgid in self.heard if one == infno]


class Desk:
    """A kiosk at the sandbox's national interface, tapped."""

    def __init__(self, url: str, clock: Clock, panel: Kiosk) -> None:
        self.panel, self.clock, self.url = panel, clock, url
        self.tap = Wiretap(HttpExchange(f"{url}/national", DEADLINES))
        self.notebook = MemoryNotebook()
        self.power_returns()

    def power_returns(self) -> None:
        rest = own(self.url, self.clock, self.notebook)
        self.central = NationalCentral(
            self.tap,
            TERMINAL,
            range(100),
            rest=rest,
            notebook=self.notebook,
            now=self.clock,
        )

    def decided(self) -> Intent:
        """Quoted, and what a settlement needs is noted."""
        code = Code(CodeKind.VOUCHER, self.panel.codes("P1001")["voucher"])
        self.central.identify(code, TO_PAY)
        ids = tuple(bill.id for bill in self.central.open_bills("P1001"))
        quote = self.central.pre_settle("P1001", ids)
        intent = intent_of(quote, order=Order.SETTLE_FIRST)
        self.tap.heard.clear()
        return intent

    def fails(self, where: str, what: str, **how: float) -> None:
        self.panel.fail(where, what, **how)

    def settles_silently(self, intent: Intent, fault: str) -> None:
        self.fails("settle", fault)
        with pytest.raises(Unanswered):
            self.central.settle(intent)


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def url(clock: Clock) -> Iterator[str]:
    with a_central(clock, Settings()) as url:
        yield url


@pytest.fixture
def desk(url: str, clock: Clock) -> Iterator[Desk]:
    with fresh_morning(url, clock) as panel:
        yield Desk(url, clock, panel)
        assert panel.books()["balanced"]


# Rules M1 and M2


def test_what_was_settled_unheard_is_asked_about_and_not_sent_again(desk: Desk) -> None:
    intent = desk.decided()
    desk.settles_silently(intent, "drop_after")
    desk.power_returns()
    desk.central.settle(intent)
    assert desk.tap.about_money == ["2207", "5203"]


def test_what_never_arrived_goes_again_under_its_old_number(desk: Desk) -> None:
    intent = desk.decided()
    desk.settles_silently(intent, "drop_before")
    desk.power_returns()
    desk.clock.pass_s(3600)
    desk.central.settle(intent)
    assert desk.tap.about_money == ["2207", "5203", "2207"]
    assert len(set(desk.tap.numbers("2207"))) == 1


def test_without_an_answer_to_the_question_nothing_is_sent_again(desk: Desk) -> None:
    intent = desk.decided()
    desk.settles_silently(intent, "drop_before")
    for fault in ("drop_before", "error", "busy"):
        desk.fails("query", fault)
        with pytest.raises(Unanswered):
            desk.central.settle(intent)
    assert desk.tap.about_money == ["2207", "5203", "5203", "5203"]


def test_a_no_to_a_repetition_is_believed_once_the_first_is_reversed(
    desk: Desk,
) -> None:
    intent = desk.decided()
    desk.settles_silently(intent, "drop_before")
    theirs = own(desk.url, desk.clock, desk.notebook)
    quote = theirs.pre_settle("P1001", intent.bill_ids)
    theirs.settle(intent_of(quote, order=Order.SETTLE_FIRST))
    desk.fails("undo", "drop_after")
    with pytest.raises(Unanswered):
        desk.central.settle(intent)
    with pytest.raises(Refused) as refused:
        desk.central.settle(intent)
    assert refused.value.reason is Refusal.ALREADY_PAID
    assert desk.tap.about_money == ["2207", "5203", "2207", *["2601"] * 2, "5203"]


def test_the_first_no_is_a_no(desk: Desk) -> None:
    intent = desk.decided()
    desk.panel.post(f"/sandbox/bills/{intent.bill_ids[0]}/take-back")
    with pytest.raises(Refused) as refused:
        desk.central.settle(intent)
    assert refused.value.reason is Reason.BILLS_CHANGED
    assert desk.tap.about_money == ["2207"]


def test_a_key_is_about_one_quote_for_ever(desk: Desk) -> None:
    intent = desk.decided()
    desk.settles_silently(intent, "drop_before")
    other = replace(desk.decided(), key=intent.key)
    with pytest.raises(Refused) as refused:
        desk.central.settle(other)
    assert refused.value.reason is Reason.KEY_REUSED
    assert desk.tap.about_money == []


@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
def test_what_may_have_been_settled_is_reversed_by_its_number(
    desk: Desk, fault: str
) -> None:
    intent = desk.decided()
    desk.settles_silently(intent, fault)
    desk.fails("undo", fault)
    with pytest.raises(Unanswered):
        desk.central.revoke_settlement(intent.key)
    desk.power_returns()
    desk.central.revoke_settlement(intent.key)
    desk.central.revoke_settlement(intent.key)
    assert desk.tap.about_money == ["2207", "2601", "2601", "5203"]
    reversals = [one for one in desk.tap.envelopes if one["infno"] == "2601"]
    [original] = desk.tap.numbers("2207")
    assert {one["input"]["data"]["omsgid"] for one in reversals} == {original}


def test_a_message_that_comes_after_its_reversal_settles_nothing(desk: Desk) -> None:
    intent = desk.decided()
    desk.settles_silently(intent, "drop_before")
    late = desk.tap.envelopes[-1]
    desk.central.revoke_settlement(intent.key)
    again = json.dumps(late).encode()
    reply = desk.tap.send("POST", "/2207", desk.tap.headers, again, 10_000)
    said = json.loads(reply.body)
    assert (said["infcode"], said["output"]) == (-2, None)
    assert desk.panel.books()["settlements"] == []


def test_a_revocation_that_was_not_heard_is_asked_about(desk: Desk) -> None:
    intent = desk.decided()
    desk.central.settle(intent)
    desk.fails("revoke", "drop_after")
    with pytest.raises(Unanswered):
        desk.central.revoke_settlement(intent.key)
    desk.power_returns()
    desk.central.revoke_settlement(intent.key)
    assert desk.tap.about_money == ["2207", "2208", "5203"]


def test_a_revocation_that_never_arrived_goes_again_under_its_number(
    desk: Desk,
) -> None:
    intent = desk.decided()
    desk.central.settle(intent)
    desk.fails("revoke", "drop_before")
    with pytest.raises(Unanswered):
        desk.central.revoke_settlement(intent.key)
    desk.central.revoke_settlement(intent.key)
    assert desk.tap.about_money == ["2207", "2208", "5203", "2208"]
    assert len(set(desk.tap.numbers("2208"))) == 1


def test_what_cannot_be_noted_is_not_sent(desk: Desk) -> None:
    intent = desk.decided()
    desk.notebook.is_full = True
    for act in (
        lambda: desk.central.charge(intent, intent.shares[0], None),
        lambda: desk.central.settle(intent),
    ):
        with pytest.raises(NotSent):
            act()
    assert desk.tap.heard == []
    assert desk.panel.books()["charges"] == []


def test_a_number_is_noted_before_its_message_leaves(desk: Desk) -> None:
    intent = desk.decided()
    desk.settles_silently(intent, "drop_before")
    note = Note.model_validate_json(desk.notebook.notes[intent.key])
    assert [note.msgid] == desk.tap.numbers("2207")


def test_a_payment_whose_quote_went_with_the_power_is_refused(desk: Desk) -> None:
    intent = desk.decided()
    desk.power_returns()
    for act in (
        lambda: desk.central.charge(intent, intent.shares[0], None),
        lambda: desk.central.settle(intent),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.reason is Refusal.NO_CREDENTIAL


def test_a_settled_payment_keeps_no_token(desk: Desk) -> None:
    intent = desk.decided()
    desk.central.settle(intent)
    assert b"310000ec" not in desk.notebook.notes[intent.key]
    note = Note.model_validate_json(desk.notebook.notes[intent.key])
    assert "secret" not in repr(note.model_copy(update={"token": "secret"}))


def test_a_payment_of_the_uninsured_never_reaches_the_insurer(desk: Desk) -> None:
    code = Code(CodeKind.VOUCHER, desk.panel.codes("P1004")["voucher"])
    desk.central.identify(code, TO_PAY)
    ids = tuple(bill.id for bill in desk.central.open_bills("P1004"))
    intent = intent_of(desk.central.pre_settle("P1004", ids), order=Order.SETTLE_FIRST)
    desk.central.settle(intent)
    desk.central.revoke_settlement(intent.key)
    assert [one["revoked"] for one in desk.panel.books()["settlements"]] == [True]
    assert {infno for infno, _ in desk.tap.heard} == {"9001", "1162", "1101"}


def refusing(word: str) -> Change:
    """Say no instead."""
    return lambda said: said.update(infcode=-2, err_msg=word, output=None)


def saying(**fields: object) -> Change:
    """Say something else in the first node of the output."""

    def change(said: Json) -> None:
        if said["output"]:
            [node, *_] = said["output"].values()
            (node[0] if isinstance(node, list) else node).update(fields)

    return change


def test_a_no_to_the_question_is_no_word_about_the_settlement(desk: Desk) -> None:
    intent = desk.decided()
    desk.settles_silently(intent, "drop_before")
    desk.tap.changes["5203"] = refusing("[already_paid]")
    with pytest.raises(Unanswered):
        desk.central.settle(intent)
    assert desk.tap.about_money == ["2207", "5203"]


def test_a_no_that_nobody_can_place_ends_nothing(desk: Desk) -> None:
    intent = desk.decided()
    desk.settles_silently(intent, "drop_before")
    desk.tap.changes["2207"] = refusing("系统维护")
    with pytest.raises(Refused) as refused:
        desk.central.settle(intent)
    assert refused.value.reason is Reason.OTHER
    desk.tap.changes.clear()
    assert desk.central.settle(intent).id
    assert "2601" not in desk.tap.about_money


def test_a_no_to_the_reversal_is_no_word_about_the_settlement(desk: Desk) -> None:
    """What money was taken for stands, and so the money is not given back."""
    intent = replace(desk.decided(), order=Order.CHARGE_FIRST)
    desk.central.charge(intent, intent.shares[0], None)
    cheaper = saying(
        fund_pay_sumamt=str(intent.split.funds + Money(1)),
        psn_cash_pay=str(intent.split.self_pay - Money(1)),
    )
    desk.tap.changes |= {"2207": cheaper, "5203": cheaper}
    with pytest.raises(Misanswered):
        desk.central.settle(intent)
    for _ in range(2):
        with pytest.raises(Unanswered):
            desk.central.settle(intent)
    assert desk.tap.about_money == ["2207", "5203", "2601", "2601"]


def test_what_somebody_else_took_back_is_not_settled_again(desk: Desk) -> None:
    intent = desk.decided()
    desk.central.settle(intent)
    own(desk.url, desk.clock, desk.notebook).revoke_settlement(intent.key)
    with pytest.raises(Unanswered):
        desk.central.settle(intent)
    assert desk.tap.about_money == ["2207", "5203"]


def test_what_another_message_settled_is_not_ours(desk: Desk) -> None:
    intent = desk.decided()
    desk.settles_silently(intent, "drop_after")
    desk.tap.changes["5203"] = saying(medins_setl_id=f"H31010100001{'0' * 18}")
    assert desk.central.settle(intent).id
    assert desk.tap.about_money == ["2207", "5203", "2207"]
    assert len(set(desk.tap.numbers("2207"))) == 1


def test_what_is_taken_back_before_it_was_sent_is_never_sent(desk: Desk) -> None:
    intent = desk.decided()
    desk.central.revoke_settlement(intent.key)
    desk.power_returns()
    with pytest.raises(Refused) as refused:
        desk.central.settle(intent)
    assert refused.value.reason is Refusal.NOT_ANSWERED
    assert desk.tap.about_money == []


def test_nobody_pays_for_another_persons_place(desk: Desk) -> None:
    central = desk.central
    clinics = central.clinics(central.departments()[0].id)
    slot = next(s for one in clinics for s in one.slots if s.remaining)
    held = central.hold("P1008", slot.id, "hold-2")
    desk.decided()
    with pytest.raises(Refused) as refused:
        central.pre_settle("P1001", (held.id,))
    assert refused.value.reason is Reason.BILLS_CHANGED
    assert desk.tap.heard == []


@pytest.mark.parametrize(
    ("infno", "fields"),
    [
        ("2201", {"psn_no": "P9999"}),
        ("2201", {"ipt_otp_no": "1"}),
        ("2204", {"feedetl_sn": "B9"}),
        ("2204", {"det_item_fee_sumamt": "0.01"}),
        ("2206", {"mdtrt_id": "P1001-1"}),
    ],
)
def test_a_quote_about_something_else_is_not_used(
    desk: Desk, infno: str, fields: dict[str, str]
) -> None:
    desk.tap.changes[infno] = saying(**fields)
    with pytest.raises(Misanswered):
        desk.decided()


@pytest.mark.parametrize(
    "fields",
    [
        {"psn_no": "P9999"},
        {"mdtrt_id": "P1001-1"},
        {"medins_setl_id": f"H31010100001{'0' * 18}"},
        {"medins_setl_id": ""},
        {"setl_time": "2026-02-30 12:00:00"},
        {"setl_id": ""},
        {"acct_pay": "0.001"},
    ],
)
def test_a_settlement_of_something_else_is_not_used(
    desk: Desk, fields: dict[str, str]
) -> None:
    intent = desk.decided()
    desk.tap.changes["2207"] = saying(**fields)
    with pytest.raises(Misanswered):
        desk.central.settle(intent)
    assert desk.central.settle(intent).id
    assert desk.tap.about_money == ["2207", "5203"]


@pytest.mark.parametrize(
    "fields",
    [{"psn_no": "P9999"}, {"mdtrt_id": "P1001-1"}, {"medfee_sumamt": "1.00"}],
)
def test_a_revocation_of_something_else_is_not_used(
    desk: Desk, fields: dict[str, str]
) -> None:
    intent = desk.decided()
    desk.central.settle(intent)
    desk.tap.changes["2208"] = saying(**fields)
    with pytest.raises(Misanswered):
        desk.central.revoke_settlement(intent.key)
    desk.central.revoke_settlement(intent.key)
    assert desk.tap.about_money == ["2207", "2208", "5203"]


def test_only_the_last_few_people_are_remembered() -> None:
    recent: Recent[str] = Recent()
    for name in "abcde":
        recent.put(name, name)
    recent.put("e", None)
    assert [recent.get(name) for name in "abcde"] == [None, "b", "c", "d", None]


def test_a_silent_insurer_hides_bills_and_nothing_else(desk: Desk) -> None:
    assert desk.panel.post("/sandbox/people/P1018/bills").ok
    code = Code(CodeKind.VOUCHER, desk.panel.codes("P1018")["voucher"])
    desk.fails("identify", "drop_after")  # of the hospital's own central: try again
    with pytest.raises(Unanswered):
        desk.central.identify(code, TO_PAY)
    desk.tap.changes["1101"] = lambda said: said.update(infcode=-1)
    assert desk.central.identify(code, TO_PAY).patient.insured
    ids = tuple(bill.id for bill in desk.central.open_bills("P1018"))
    with pytest.raises(Unanswered):
        desk.central.pre_settle("P1018", ids)
    stay = desk.central.stay("P1018")
    assert stay is not None
    assert desk.central.pre_settle("P1018", (stay.id,)).split.adds_up
    desk.tap.changes.clear()
    desk.central.identify(code, TO_PAY)
    assert desk.central.pre_settle("P1018", ids).split.funds


# Envelopes and numbers


def test_an_envelope_has_what_the_interface_asks_for(desk: Desk) -> None:
    desk.central.settle(desk.decided())
    envelope = desk.tap.envelopes[-1]
    assert envelope["msgid"][:26] == "H3101010000120260302120000"[:26]
    assert envelope["infno"] == "2207"
    assert (envelope["opter_type"], envelope["opter"]) == ("2", "K-07")
    assert envelope["insuplc_admdvs"] == envelope["mdtrtarea_admvs"] == "310000"
    assert envelope["inf_time"] == "2026-03-02 12:00:00"
    assert envelope["fixmedins_code"] == TERMINAL.institution
    assert envelope["sign_no"]
    data = envelope["input"]["data"]
    assert re.fullmatch(r"[0-9]+\.[0-9]{2}", data["medfee_sumamt"])


def test_who_is_signed_out_signs_in_and_says_the_same_again(desk: Desk) -> None:
    intent = desk.decided()
    desk.clock.pass_s(86_400)
    desk.central.settle(intent)
    assert [infno for infno, _ in desk.tap.heard] == ["2207", "9001", "2207"]
    assert len(set(desk.tap.numbers("2207"))) == 1


def test_no_number_is_given_twice_even_when_the_clock_runs_back() -> None:
    times = iter([NOON, *[NOON - timedelta(hours=1)] * 500])
    numbers = Numbers(TERMINAL, range(7, 10), lambda: next(times))
    given = [numbers.next() for _ in range(500)]
    assert len(set(given)) == 500
    assert {number[-4:] for number in given} == {"0007", "0008", "0009"}
    assert all(re.fullmatch(r"H31010100001[0-9]{18}", one) for one in given)


def test_a_gateway_believes_only_who_knows_the_secret(url: str, clock: Clock) -> None:
    stranger = NationalLine(
        HttpExchange(f"{url}/national", DEADLINES),
        replace(TERMINAL, secret="guessed"),
        range(9),
        clock,
    )
    with pytest.raises(Refused) as refused:
        stranger.ask(wire.QUERY, wire.Nothing(), wire.Nothing)
    assert refused.value.reason is Reason.NOT_AUTHORISED


# What it says


class Script:
    """An interface that says what it is told to, transaction by transaction."""

    def __init__(self, **says: object) -> None:
        signed_in = {"infcode": 0, "output": {"signinoutb": {"sign_no": "1"}}}
        self.says: dict[str, object] = {"t9001": signed_in, **says}
        self.heard: list[str] = []

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | None,
        limit: int,
    ) -> Reply:
        self.heard.append(path[1:])
        says = self.says[f"t{path[1:]}"]
        if isinstance(says, Reply):
            return says
        content = says if isinstance(says, bytes) else json.dumps(says).encode()
        return Reply(200, {}, content)


def line(script: Script) -> NationalLine:
    return NationalLine(script, TERMINAL, range(9), lambda: NOON)


PERSON = {"infcode": 0, "output": {"baseinfo": {"psn_no": "P1"}, "insuinfo": []}}


@pytest.mark.parametrize(
    ("says", "error"),
    [
        (Reply(500, {}, b""), Unanswered),
        (Reply(302, {}, b""), Unanswered),
        (Reply(404, {}, b"{}"), Unanswered),
        (Reply(503, {"Retry-After": "7"}, b""), Busy),
        (Reply(401, {}, b""), Refused),
        ({"infcode": -1, "err_msg": "系统异常"}, Unanswered),
        ({"infcode": "-1"}, Unanswered),
        ({"infcode": -2, "err_msg": "费用已结算"}, Refused),
        ({"infcode": 7}, Misanswered),
        ({"infcode": 0}, Misanswered),
        ({"output": PERSON["output"]}, Misanswered),
        ([PERSON], Misanswered),
        (b"<html>", Misanswered),
        (b"\xff", Misanswered),
        (b"[" * 100_000, Misanswered),
        (json.dumps(PERSON).encode()[:30], Misanswered),
        ({"infcode": 0, "output": {"baseinfo": {"psn_no": "../P1"}}}, Misanswered),
        ({"infcode": 0, "output": [1]}, Misanswered),
    ],
)
def test_each_bad_answer_has_its_own_error(
    says: object, error: type[CentralError]
) -> None:
    asked = wire.AskPerson(data=wire.PersonData(mdtrt_cert_no="x"))
    with pytest.raises(CentralError) as caught:
        line(Script(t1101=says)).ask(wire.PERSON, asked, wire.PersonFound)
    assert type(caught.value) is error
    assert "P1" not in str(caught.value)


def test_only_an_insurance_that_is_active_counts() -> None:
    paused = {"insutype": "390", "insuplc_admdvs": "320000", "psn_insu_stas": "2"}
    active = {"insutype": "310", "insuplc_admdvs": "310000", "psn_insu_stas": "1"}
    token = {"infcode": 0, "output": {"data": {"ecToken": "310000ec1"}}}
    for insurances, where in (([paused, active], "310000"), ([paused], None)):
        output = {"baseinfo": {"psn_no": "P1"}, "insuinfo": insurances}
        script = Script(t1162=token, t1101={"infcode": 0, "output": output})
        found = People(line(script), TERMINAL).find(VOUCHER, TO_PAY, "P1")
        assert (found.insured_at if found else None) == where


def test_another_persons_insurance_is_not_used() -> None:
    token = {"infcode": 0, "output": {"data": {"ecToken": "310000ec1"}}}
    script = Script(t1162=token, t1101=PERSON)
    with pytest.raises(Misanswered):
        People(line(script), TERMINAL).find(VOUCHER, TO_PAY, "P2")


def test_a_sign_in_that_fails_sent_nothing() -> None:
    script = Script(t9001={"infcode": -1}, t2207=PERSON)
    with pytest.raises(NotSent):
        line(script).ask(wire.SETTLE, wire.Nothing(), wire.Nothing)
    assert script.heard == ["9001"]


class Sum(BaseModel):
    amount: wire.Amount


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("10", 1000),
        ("10.5", 1050),
        ("10.50", 1050),
        ("0.29", 29),
        ('"10.50"', 1050),
        ('"-10.5"', -1050),
        ("10.5000", 1050),
        ("1e1", 1000),
        ("9999999999.99", 999999999999),
    ],
)
def test_an_amount_is_read_to_the_fen(text: str, fen: int) -> None:
    body = f'{{"amount": {text}}}'.encode()
    assert Sum.model_validate(wire.read(body)).amount == Money(fen)


@pytest.mark.parametrize(
    "text",
    [
        "10.505",
        '"10.505"',
        "NaN",
        "Infinity",
        '"NaN"',
        '"1_0"',
        '" 1"',
        '"1e1"',
        "1e999999999",
        "1e-999999999",
        "true",
        "null",
        '""',
        "9" * 5000,
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Sum.model_validate(wire.read(f'{{"amount": {text}}}'.encode()))


def test_no_float_is_ever_an_amount() -> None:
    with pytest.raises(ValidationError):
        Sum.model_validate({"amount": 10.5})
    assert Sum.model_validate({"amount": Decimal("10.5")}).amount == Money(1050)


def test_what_was_settled_otherwise_than_shown_is_taken_back(desk: Desk) -> None:
    """Said once it may be a slip of the wire; said twice it is so."""
    intent = desk.decided()
    desk.central.charge(intent, intent.shares[0], None)
    note = Note.model_validate_json(desk.notebook.notes[intent.key])
    info = _info(intent, note.mdtrt_id, cheaper=Money(1))
    script = Script(t2207=info, t5203=info, t2601={"infcode": 0, "output": {}})
    central = NationalCentral(
        Numbered(script),
        TERMINAL,
        range(100),
        rest=own(desk.url, desk.clock, desk.notebook),
        notebook=desk.notebook,
        now=desk.clock,
    )
    with pytest.raises(Misanswered):
        central.settle(intent)
    with pytest.raises(Unanswered):  # it still stands, this interface says
        central.settle(intent)
    script.says["t5203"] = {"infcode": -2, "err_msg": "[not_found]"}
    with pytest.raises(Refused) as refused:
        central.settle(intent)
    assert refused.value.reason is Refusal.AMOUNT_CHANGED
    said = [one for one in script.heard if one in SAID]
    assert said == ["2207", "5203", *["2601", "5203"] * 2]


class Numbered:
    """Has a script's settlements carry the number of the 2207 that was sent."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._number = ""

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | None,
        limit: int,
    ) -> Reply:
        envelope = json.loads(body or b"")
        if envelope["infno"] == "2207":
            self._number = envelope["msgid"]
        reply = self._script.send(method, path, headers, body, limit)
        content = reply.body.replace(b"NUMBER", self._number.encode())
        return replace(reply, body=content)


def _info(intent: Intent, mdtrt_id: str, cheaper: Money) -> dict[str, object]:
    split = intent.split
    info = {
        "psn_no": intent.patient_id,
        "mdtrt_id": mdtrt_id,
        "medfee_sumamt": str(split.total),
        "fund_pay_sumamt": str(split.funds + cheaper),
        "acct_pay": str(split.account),
        "psn_cash_pay": str(split.self_pay - cheaper),
        "hosp_part_amt": str(split.hospital),
        "setl_id": "S1",
        "setl_time": "2026-03-02 12:00:00",
        "medins_setl_id": "NUMBER",
    }
    return {"infcode": 0, "output": {"setlinfo": info}}


# What an integrator reads, and builds on


def test_the_tables_have_exactly_the_transactions_that_are_spoken() -> None:
    text = Path("docs/integration.md").read_text(encoding="utf-8")
    told = {one for row in re.findall(r"^\|.*", text, re.M) for one in _numbers(row)}
    assert told == {wire.SIGN_IN, *TRANSACTIONS}
    sent = {
        value
        for name, value in vars(wire).items()
        if name.isupper() and isinstance(value, str) and len(value) == 4
    }
    assert sent == told


def _numbers(row: str) -> list[str]:
    return re.findall(r"\*\*([0-9]{4})\*\*", row)


def test_a_composed_central_passes_every_verb_on() -> None:
    verbs = [name for name in vars(Central) if not name.startswith("_")]
    asked: list[str] = []

    class Rest:
        def __getattr__(self, name: str) -> Callable[..., None]:
            return lambda *_, **__: asked.append(name)

    composed = Composed(Rest())  # type: ignore[arg-type]
    for verb in verbs:
        act = getattr(composed, verb)
        code = act.__code__
        wanted, named = code.co_argcount, code.co_kwonlyargcount
        names = code.co_varnames[wanted : wanted + named]
        act(*[None] * (wanted - 1), **dict.fromkeys(names, True))
    assert asked == verbs
