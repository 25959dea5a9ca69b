"""A guide slip is what central signed, whole and unchanged, or it is refused."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import segno
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kiosk.app.gallery.values import NOW, SPLIT
from kiosk.central.guide_slips import (
    MAX_BILLS,
    PURPOSE,
    read,
    write,
)
from kiosk.central.signed_text import MAX_CHARACTERS, Fault, Untrusted
from kiosk.central.signing import Ed25519Signer, base64url
from kiosk.model.guide_slip import GuideSlip
from kiosk.model.money import ZERO, Money
from kiosk.model.patient import Masked, mask
from kiosk.model.settlement import Split

SIGNER = Ed25519Signer(b"central signs guide slips so ...")
STRANGER = Ed25519Signer(b"somebody else signs too, often .")
KEYS = {SIGNER.key_id: SIGNER.verifier}
SLIP = GuideSlip(
    id="G1",
    patient_id="P1",
    patient=mask("张小明"),
    bill_ids=("B1", "B2"),
    pre_settlement_id="Q1",
    split=SPLIT,
    credit=Money(500_00),
    issued_at=NOW,
    expires_at=NOW + timedelta(hours=12),
)
TEXT = write(SLIP, SIGNER)
PAYLOAD = {
    "i": "G1",
    "p": "P1",
    "n": "张*明",
    "b": ["B1", "B2"],
    "s": "Q1",
    "a": [18821, 10192, 3000, 5629, 0],
    "c": 50000,
    "t": 1_800_000_000,
    "e": 1_800_040_000,
}

ids = st.from_regex(r"[0-9A-Za-z._-]{1,36}", fullmatch=True)
amounts = st.integers(0, 10**10).map(Money)
visible = st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])
moments = st.datetimes(
    datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)
).map(lambda moment: moment.replace(microsecond=0))


@st.composite
def splits(draw: st.DrawFn) -> Split:
    funds, account, self_pay, hospital = (draw(amounts) for _ in range(4))
    whole = funds + account + self_pay + hospital
    return Split(whole, funds, account, self_pay, hospital)


@st.composite
def slips(draw: st.DrawFn) -> GuideSlip:
    issued_at = draw(moments)
    return GuideSlip(
        id=draw(ids),
        patient_id=draw(ids),
        patient=mask(draw(st.text(visible, min_size=1, max_size=12))),
        bill_ids=tuple(draw(st.lists(ids, min_size=1, max_size=6, unique=True))),
        pre_settlement_id=draw(ids),
        split=draw(splits()),
        credit=draw(amounts),
        issued_at=issued_at,
        expires_at=issued_at + timedelta(seconds=draw(st.integers(1, 10**6))),
    )


def sign(payload: bytes, signer: Ed25519Signer = SIGNER) -> str:
    """What a careless central might sign."""
    signed = f"GS1.{signer.key_id}.{base64url(payload)}"
    signature = signer.sign(signed.encode(), purpose=PURPOSE)
    return f"{signed}.{base64url(signature)}"


def refusal(text: str) -> Fault:
    with pytest.raises(Untrusted) as refused:
        read(text, KEYS)
    return refused.value.reason


@given(slips())
def test_a_slip_is_read_as_it_was_written(slip: GuideSlip) -> None:
    assert read(write(slip, SIGNER), KEYS) == slip


def test_the_short_names_stay_as_they_are() -> None:
    slip = read(sign(json.dumps(PAYLOAD).encode()), KEYS)
    assert slip == replace(
        SLIP,
        issued_at=datetime.fromtimestamp(1_800_000_000, UTC),
        expires_at=datetime.fromtimestamp(1_800_040_000, UTC),
    )


@given(st.data())
def test_a_slip_with_one_other_character_is_refused(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(TEXT) - 1))
    letter = data.draw(st.characters(max_codepoint=0x7F) | st.characters())
    assume(letter != TEXT[place])
    refusal(TEXT[:place] + letter + TEXT[place + 1 :])


@pytest.mark.parametrize("place", range(len(TEXT)))
def test_a_slip_with_its_next_letter_in_one_place_is_refused(place: int) -> None:
    # The last letter of base64url has bits that mean nothing to a lenient reader.
    refusal(TEXT[:place] + chr(ord(TEXT[place]) + 1) + TEXT[place + 1 :])


@given(st.integers(0, len(TEXT) - 1), st.characters())
def test_a_slip_with_one_more_or_one_less_is_refused(place: int, letter: str) -> None:
    refusal(TEXT[:place] + TEXT[place + 1 :])
    refusal(TEXT[:place] + letter + TEXT[place:])
    refusal(TEXT + letter)


@given(st.text(max_size=MAX_CHARACTERS + 5))
@example("GS1..." + TEXT)
@example(f"GS1.{SIGNER.key_id}.{'W' * 900}.AA")
def test_no_text_upsets_the_reader(text: str) -> None:
    assert refusal(text) in Fault


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists))
def test_no_signed_json_upsets_the_reader(value: object) -> None:
    text = sign(json.dumps(value).encode())
    assert refusal(text) is Fault.MALFORMED


@pytest.mark.parametrize(
    "payload", [b"[" * 780, b"\xff", b"\xef\xbb\xbf{}", b"1" * 700]
)
def test_no_signed_bytes_upset_the_reader(payload: bytes) -> None:
    assert refusal(sign(payload)) is Fault.MALFORMED


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("i", ""),
        ("i", "G" * 65),
        ("i", "G1\n"),
        ("p", "../P1"),
        ("p", 1),
        ("s", "号"),
        ("s", None),
        ("n", ""),
        ("n", "张\u202e明"),
        ("n", "张\n明"),
        ("n", "\ud800"),
        ("n", "张" * 65),
        ("b", []),
        ("b", "B1"),
        ("b", ["B1", "B1"]),
        ("b", {"B1": 1}),
        ("b", [str(number) for number in range(MAX_BILLS + 1)]),
        ("a", [18821, 10192, 3000, 5629]),
        ("a", [18821, 10192, 3000, 5629, 0, 0]),
        ("a", [18822, 10192, 3000, 5629, 0]),
        ("a", [18821, 10192, 3000, 5630, -1]),
        ("a", [18821, 10192, 3000, 5629, False]),
        ("a", [18821.0, 10192, 3000, 5629, 0]),
        ("a", [10**12, 10**12, 0, 0, 0]),
        ("a", ["18821", "10192", "3000", "5629", "0"]),
        ("t", 1_800_000_000.5),
        ("t", -1),
        ("t", True),
        ("t", 1_800_040_000),
        ("e", 10**18),
        ("e", "1800040000"),
        ("x", 1),
    ],
)
def test_a_signed_slip_with_a_part_that_cannot_be_is_refused(
    name: str, value: object
) -> None:
    text = sign(json.dumps({**PAYLOAD, name: value}).encode())
    assert refusal(text) is Fault.MALFORMED


@pytest.mark.parametrize("name", PAYLOAD)
def test_a_signed_slip_without_a_part_is_refused(name: str) -> None:
    rest = {key: value for key, value in PAYLOAD.items() if key != name}
    assert refusal(sign(json.dumps(rest).encode())) is Fault.MALFORMED


def test_a_signed_slip_that_says_a_part_twice_is_refused() -> None:
    twice = json.dumps(PAYLOAD)[:-1] + ', "i": "G2"}'
    assert refusal(sign(twice.encode())) is Fault.MALFORMED


def test_a_signed_slip_that_is_too_long_is_refused() -> None:
    text = sign(json.dumps(PAYLOAD).encode() + b" " * 800)
    assert len(text) > MAX_CHARACTERS
    assert refusal(text) is Fault.MALFORMED


def test_nested_json_does_not_exhaust_a_deep_program() -> None:
    def below(frames: int) -> Fault:
        return below(frames - 1) if frames else refusal(sign(b"[" * 780))

    assert below(400) is Fault.MALFORMED


def test_a_slip_of_an_unknown_key_says_so() -> None:
    assert refusal(write(SLIP, STRANGER)) is Fault.UNKNOWN_KEY


def test_a_slip_signed_by_another_under_central_s_name_is_forged() -> None:
    theirs = write(SLIP, STRANGER)
    text = theirs.replace(STRANGER.key_id, SIGNER.key_id)
    assert refusal(text) is Fault.FORGED


def test_a_slip_with_other_amounts_under_an_old_signature_is_forged() -> None:
    cheap = replace(SLIP, split=Split(Money(1), ZERO, ZERO, Money(1)))
    head = write(cheap, SIGNER).rpartition(".")[0]
    assert refusal(f"{head}.{TEXT.rpartition('.')[2]}") is Fault.FORGED


def test_a_signature_for_another_purpose_makes_no_slip() -> None:
    head = TEXT.rpartition(".")[0]
    signature = SIGNER.sign(head.encode(), purpose="deferral")
    assert refusal(f"{head}.{base64url(signature)}") is Fault.FORGED


def test_a_full_name_in_a_slip_is_masked_when_read() -> None:
    text = write(replace(SLIP, patient=Masked("欧阳小明")), SIGNER)
    assert read(text, KEYS).patient == "欧阳*明"


def test_a_slip_that_would_be_refused_is_not_written() -> None:
    with pytest.raises(Untrusted):
        write(replace(SLIP, split=replace(SPLIT, self_pay=ZERO)), SIGNER)
    with pytest.raises(Untrusted):
        write(replace(SLIP, bill_ids=("B 1",)), SIGNER)
    with pytest.raises(Untrusted):
        write(
            replace(SLIP, bill_ids=tuple(letter * 64 for letter in "abcdefghijk")),
            SIGNER,
        )


def test_a_slip_of_six_bills_fits_a_code_that_paper_and_camera_can_carry() -> None:
    long = replace(
        SLIP,
        id="G" * 36,
        patient_id="P" * 36,
        patient=mask("买买提依明·吐尔逊江阿不都热依木"),
        bill_ids=tuple(letter * 36 for letter in "ABCDEF"),
        pre_settlement_id="Q" * 36,
    )
    code = segno.make(write(long, SIGNER), error="m", boost_error=False, micro=False)
    assert int(code.version) <= 25


@pytest.mark.parametrize(
    ("after_issue_s", "valid"),
    [(-301, False), (-300, True), (0, True), (43_199, True), (43_200, False)],
)
def test_a_slip_is_valid_from_its_issue_to_its_end(
    after_issue_s: int, valid: bool
) -> None:
    assert SLIP.is_valid_at(NOW + timedelta(seconds=after_issue_s)) is valid
