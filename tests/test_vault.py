"""A sealed cell opens in its own place, with its own key, unchanged, or not at all."""

import hashlib
import logging
import os
import stat
import threading
from itertools import count
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends import fail

from kiosk.app.vault import (
    FILE_NAME,
    Algorithm,
    Key,
    KeySource,
    NoKey,
    Vault,
    load_vault,
    new_key_text,
    read_keys,
)
from offline_queue.errors import Locked

OLD = Key(Algorithm.AES_256_GCM, bytes(range(32)))
NEW = Key(Algorithm.AES_256_GCM, bytes(range(32, 64)))
SM4 = Key(Algorithm.SM4_GCM, bytes(range(16)))
PLACE = "events|019aa000|3"
PLAIN = "张小明 owes 56.29".encode()

# RFC 8998, appendix A.1.
RFC_KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")
RFC_NONCE = bytes.fromhex("00001234567800000000abcd")

each_algorithm = pytest.mark.parametrize("key", [OLD, SM4], ids=["aes", "sm4"])


class DrawerOfKeys(KeyringBackend):
    """A keyring made of memory."""

    priority = 0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password


@pytest.fixture
def drawer(monkeypatch: pytest.MonkeyPatch) -> DrawerOfKeys:
    drawer = DrawerOfKeys()
    monkeypatch.setattr(keyring.core, "_keyring_backend", drawer)
    return drawer


@pytest.fixture
def credentials(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that systemd hands to a service."""
    folder = tmp_path / "credentials"
    folder.mkdir()
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    return folder


def load(source: KeySource, directory: Path) -> Vault:
    return load_vault(source, kiosk_id="K1", directory=directory)


def put(path: Path, content: bytes, mode: int = 0o600) -> None:
    path.write_bytes(content)
    path.chmod(mode)


@given(st.binary(max_size=200), st.text(st.characters(codec="utf-8"), max_size=40))
def test_what_was_sealed_opens(plain: bytes, place: str) -> None:
    for key in (OLD, SM4):
        vault = Vault([key])
        assert vault.open(vault.close(plain, place), place) == plain


@each_algorithm
def test_a_cell_is_laid_out_as_documented(key: Key) -> None:
    sealed = Vault([key], random=lambda size: b"n" * size).close(PLAIN, PLACE)
    assert sealed[0] == key.algorithm.value
    assert sealed[1:5] == hashlib.sha256(key.secret).digest()[:4]
    assert sealed[5:17] == b"n" * 12
    assert len(sealed) == 17 + len(PLAIN) + 16


def test_sm4_in_gcm_is_the_one_of_the_standard() -> None:
    sealing = Key(Algorithm.SM4_GCM, RFC_KEY).cipher(RFC_NONCE).encryptor()
    sealing.authenticate_additional_data(
        bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    )
    sealing.update(b"".join(bytes([byte]) * 8 for byte in b"\xaa\xbb\xcc\xdd\xee\xff"))
    sealing.update(b"\xee" * 8 + b"\xaa" * 8)
    sealing.finalize()
    assert sealing.tag.hex() == "83de3541e4c2b58177e065a9bf7b62ec"


def test_the_same_cell_is_never_sealed_twice_alike() -> None:
    vault = Vault([OLD])
    assert len({vault.close(PLAIN, PLACE) for _ in range(100)}) == 100


def test_a_simulation_gives_the_chance() -> None:
    numbers = count()
    vault = Vault([OLD], random=lambda size: next(numbers).to_bytes(size, "big"))
    assert [vault.close(PLAIN, PLACE)[16] for _ in range(3)] == [0, 1, 2]


@each_algorithm
def test_a_cell_with_one_flipped_bit_stays_locked(key: Key) -> None:
    vault = Vault([key])
    sealed = vault.close(PLAIN, PLACE)
    for bit in range(8 * len(sealed)):
        flipped = bytearray(sealed)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Locked):
            vault.open(bytes(flipped), PLACE)


@each_algorithm
def test_a_cell_cut_short_stays_locked(key: Key) -> None:
    vault = Vault([key])
    sealed = vault.close(PLAIN, PLACE)
    for length in range(len(sealed)):
        with pytest.raises(Locked):
            vault.open(sealed[:length], PLACE)


@pytest.mark.parametrize("place", ["", "events|019aa000|4", "outbox|019aa000|3"])
def test_a_cell_that_was_moved_stays_locked(place: str) -> None:
    vault = Vault([OLD])
    with pytest.raises(Locked):
        vault.open(vault.close(PLAIN, PLACE), place)


@given(st.binary(max_size=80))
def test_no_bytes_upset_the_vault(sealed: bytes) -> None:
    vault = Vault([OLD, SM4])
    for stamp in (b"", OLD.stamp, SM4.stamp):
        with pytest.raises(Locked):
            vault.open(stamp + sealed, PLACE)


def test_a_cell_of_another_key_stays_locked() -> None:
    with pytest.raises(Locked):
        Vault([NEW]).open(Vault([OLD]).close(PLAIN, PLACE), PLACE)


def test_after_a_change_of_keys_the_old_cells_still_open() -> None:
    changed = Vault([SM4, NEW, OLD])
    for key in (OLD, NEW, SM4):
        assert changed.open(Vault([key]).close(PLAIN, PLACE), PLACE) == PLAIN


def test_the_first_key_seals() -> None:
    sealed = Vault([NEW, OLD]).close(PLAIN, PLACE)
    assert Vault([NEW]).open(sealed, PLACE) == PLAIN


def test_many_threads_may_seal_at_once() -> None:
    vault = Vault([OLD])
    opened: list[bytes] = []

    def work() -> None:
        for _ in range(50):
            opened.append(vault.open(vault.close(PLAIN, PLACE), PLACE))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=10)
    assert opened == [PLAIN] * 200


def test_a_vault_without_a_key_is_no_vault() -> None:
    with pytest.raises(NoKey):
        Vault([])


@pytest.mark.parametrize("algorithm", Algorithm)
def test_a_new_key_is_new_and_can_be_read(algorithm: Algorithm) -> None:
    texts = {new_key_text(algorithm) for _ in range(10)}
    assert len(texts) == 10
    for text in texts:
        assert read_keys(text.encode())[0].algorithm is algorithm


def test_raw_bytes_and_digits_are_the_same_key() -> None:
    digits = NEW.secret.hex().encode()
    raw = bytes(range(200, 232))
    assert read_keys(raw) == read_keys(raw.hex().upper().encode() + b"\n")
    assert read_keys(digits + b"\nsm4:" + SM4.secret.hex().encode()) == (NEW, SM4)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"0" * 31,
        b"0" * 32,  # half a key in digits, not a raw one
        b"0" * 63,
        b"0" * 65,
        b"g" * 64,
        b"\xff" * 31,
        b"\xff" * 33,
        b"sm4:" + b"0" * 31,
        b"0" * 64 + b"\nrest",
    ],
)
def test_half_a_key_is_no_key(content: bytes) -> None:
    with pytest.raises(NoKey):
        read_keys(content)


@pytest.mark.parametrize("mode", [0o400, 0o440])
def test_systemd_hands_over_the_key(credentials: Path, mode: int) -> None:
    # 0440 is what systemd's access list looks like where the service has a user.
    put(credentials / FILE_NAME, OLD.secret.hex().encode(), mode)
    vault = load(KeySource.CREDENTIAL, credentials)
    assert vault.open(Vault([OLD]).close(PLAIN, PLACE), PLACE) == PLAIN
    assert not vault.is_development


def test_a_credential_that_everybody_may_read_is_refused(credentials: Path) -> None:
    put(credentials / FILE_NAME, OLD.secret.hex().encode(), 0o444)
    with pytest.raises(NoKey, match="others may read it"):
        load(KeySource.CREDENTIAL, credentials)


def test_a_credential_that_is_missing_is_named(credentials: Path) -> None:
    with pytest.raises(NoKey, match=FILE_NAME):
        load(KeySource.CREDENTIAL, credentials)


def test_without_systemd_there_is_no_credential(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with pytest.raises(NoKey, match="systemd"):
        load(KeySource.CREDENTIAL, tmp_path)


def test_a_key_may_lie_in_the_keyring(drawer: DrawerOfKeys, tmp_path: Path) -> None:
    drawer.set_password("hospital-kiosk", "K1", OLD.secret.hex())
    vault = load(KeySource.KEYRING, tmp_path)
    assert vault.open(Vault([OLD]).close(PLAIN, PLACE), PLACE) == PLAIN
    assert not vault.is_development


@pytest.mark.parametrize("text", ["", "00", "质" * 64], ids=["empty", "short", "other"])
def test_a_spoilt_keyring_entry_is_no_key(
    drawer: DrawerOfKeys, tmp_path: Path, text: str
) -> None:
    drawer.set_password("hospital-kiosk", "K1", text)
    with pytest.raises(NoKey, match="keyring: hospital-kiosk, K1"):
        load(KeySource.KEYRING, tmp_path)


def test_an_empty_keyring_says_so(drawer: DrawerOfKeys, tmp_path: Path) -> None:
    with pytest.raises(NoKey, match="nothing under hospital-kiosk, K1"):
        load(KeySource.KEYRING, tmp_path)


def test_a_machine_without_a_keyring_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    none = fail.Keyring()  # type: ignore[no-untyped-call]
    monkeypatch.setattr(keyring.core, "_keyring_backend", none)
    with pytest.raises(NoKey, match="NoKeyringError"):
        load(KeySource.KEYRING, tmp_path)


def test_development_makes_its_key_once(tmp_path: Path) -> None:
    sealed = load(KeySource.FILE, tmp_path).close(PLAIN, PLACE)
    again = load(KeySource.FILE, tmp_path)
    assert again.open(sealed, PLACE) == PLAIN
    assert again.is_development
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_nobody_else_may_read_the_key_that_development_made(tmp_path: Path) -> None:
    load(KeySource.FILE, tmp_path)
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600


def test_a_new_key_is_on_the_disk_before_it_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[bool] = []

    def fsync(descriptor: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(descriptor).st_mode))

    monkeypatch.setattr(os, "fsync", fsync)
    load(KeySource.FILE, tmp_path)
    assert synced == [False, True]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    put(tmp_path / FILE_NAME, OLD.secret.hex().encode(), mode)
    with pytest.raises(NoKey, match=f"others may read it .mode {mode:04o}"):
        load(KeySource.FILE, tmp_path)


@pytest.mark.parametrize("content", [b"", b"0" * 40, (b"0" * 64 + b"\n") * 100])
def test_a_spoilt_key_file_is_refused_and_left_as_it_is(
    tmp_path: Path, content: bytes
) -> None:
    put(tmp_path / FILE_NAME, content)
    with pytest.raises(NoKey, match=FILE_NAME):
        load(KeySource.FILE, tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == content


def test_a_key_file_that_cannot_be_made_is_no_key(tmp_path: Path) -> None:
    with pytest.raises(NoKey, match="No such file"):
        load(KeySource.FILE, tmp_path / "nowhere")


def test_no_key_ever_shows(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    put(tmp_path / FILE_NAME, OLD.secret.hex().encode())
    vault = load(KeySource.FILE, tmp_path)
    put(tmp_path / FILE_NAME, OLD.secret.hex().encode() + b"00")
    with pytest.raises(NoKey) as refused:
        load(KeySource.FILE, tmp_path)
    shown = f"{vault!r} {OLD!r} {refused.value!r} {caplog.text}"
    assert OLD.secret.hex() not in shown
    assert repr(OLD.secret) not in shown
