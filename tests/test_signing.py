"""A signature says who, over which message, and for which purpose."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.central.signing import (
    Ed25519Signer,
    Ed25519Verifier,
    Signer,
    Verifier,
    base64url,
    read_base64url,
)

# RFC 8032, section 7.1, test 1: the seed and its public key.
SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
PUBLIC = bytes.fromhex(
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
)
MESSAGE = b"charge 56.29"


@pytest.fixture
def signer() -> Signer:
    return Ed25519Signer(SEED)


@pytest.fixture
def verifier() -> Verifier:
    return Ed25519Verifier(PUBLIC)


def test_the_standard_s_seed_gives_the_standard_s_public_key() -> None:
    assert Ed25519Signer(SEED).verifier == Ed25519Verifier(PUBLIC)


def test_a_signature_holds_for_its_message(signer: Signer, verifier: Verifier) -> None:
    signature = signer.sign(MESSAGE, purpose="request")
    assert verifier.verify(MESSAGE, signature, purpose="request")
    assert (signer.algorithm, signer.key_id) == (verifier.algorithm, verifier.key_id)


@pytest.mark.parametrize("bit", range(0, 64 * 8, 7))
def test_a_changed_signature_holds_for_nothing(
    signer: Signer, verifier: Verifier, bit: int
) -> None:
    signature = bytearray(signer.sign(MESSAGE, purpose="request"))
    signature[bit // 8] ^= 1 << bit % 8
    assert not verifier.verify(MESSAGE, bytes(signature), purpose="request")


@pytest.mark.parametrize("signature", [b"", b"\0" * 63, b"\0" * 64, b"\0" * 65])
def test_what_is_no_signature_is_refused(verifier: Verifier, signature: bytes) -> None:
    assert not verifier.verify(MESSAGE, signature, purpose="request")


def test_a_signature_is_worth_nothing_for_another_message(
    signer: Signer, verifier: Verifier
) -> None:
    signature = signer.sign(MESSAGE, purpose="request")
    assert not verifier.verify(b"charge 56.30", signature, purpose="request")


def test_a_signature_is_worth_nothing_for_another_purpose(
    signer: Signer, verifier: Verifier
) -> None:
    signature = signer.sign(MESSAGE, purpose="request")
    assert not verifier.verify(MESSAGE, signature, purpose="deferral")


def test_a_signature_is_worth_nothing_under_another_key(signer: Signer) -> None:
    signature = signer.sign(MESSAGE, purpose="request")
    other = Ed25519Signer(b"another key, thirty-two bytes ..").verifier
    assert not other.verify(MESSAGE, signature, purpose="request")
    assert other.key_id != signer.key_id


@pytest.mark.parametrize("purpose", ["", "request\ncharge"])
def test_a_purpose_cannot_reach_into_the_message(signer: Signer, purpose: str) -> None:
    with pytest.raises(ValueError, match="purpose"):
        signer.sign(b"56.29", purpose=purpose)


def test_a_public_key_travels_as_text() -> None:
    assert Ed25519Verifier.parse(Ed25519Verifier(PUBLIC).text).public == PUBLIC


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_key_of_another_length_is_no_key(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Ed25519Signer(b"x" * length)
    with pytest.raises(ValueError, match="32 bytes"):
        Ed25519Verifier(b"x" * length)


def test_a_private_key_never_shows() -> None:
    shown = repr(Ed25519Signer(SEED)) + str(vars(Ed25519Signer(SEED)))
    assert SEED.hex() not in shown
    assert repr(SEED) not in shown


@given(st.binary(max_size=80))
def test_bytes_come_back_from_their_text(raw: bytes) -> None:
    assert read_base64url(base64url(raw)) == raw


@pytest.mark.parametrize("text", ["QR", "QQ==", "Q Q", "Q", "+w", "QQ\n", "质"])
def test_bytes_have_one_spelling(text: str) -> None:
    with pytest.raises(ValueError, match=r"base64url|ASCII"):
        read_base64url(text)


@given(st.text(max_size=40))
def test_no_text_upsets_the_reader(text: str) -> None:
    with suppress(ValueError):
        assert base64url(read_base64url(text)) == text
