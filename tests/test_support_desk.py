"""A support bundle that somebody asks for at the kiosk, and where it goes."""

import errno
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.app.bundle import is_genuine
from kiosk.app.config import load
from kiosk.app.demo.scene import Scene
from kiosk.app.drain import WHILE, Drain
from kiosk.app.enrolment import DEVICE_KEY
from kiosk.app.ledger import Ledger
from kiosk.app.opening import open_databases
from kiosk.app.points import central_of
from kiosk.app.support_desk import FOLDER, KEPT, SupportDesk
from kiosk.central.signing import Ed25519Signer, read_base64url
from offline_queue.delivery import Again
from offline_queue.outbox import Task
from tests.certificates import issued

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
SEED = b"s" * 32


class Asked:
    """A desk at which somebody asks, again and again."""

    def __init__(self, config: Path) -> None:
        self.now = NOW
        read = load(config)
        self.folder = Path(read.data.directory) / FOLDER
        self._desk = SupportDesk(read, central_of(read), lambda: self.now)

    def once(self) -> str:
        """What is told of it."""
        self.now += timedelta(seconds=1)
        self._desk.make("B-0417")
        [line] = self._desk.lines()
        return f"{line.level}: {line.found}"


@pytest.fixture
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def config(scene: Scene, tmp_path: Path, stick: Path) -> Path:
    path = scene.write_config(data=tmp_path / "data")
    with path.open("a", encoding="utf-8") as file:
        file.write(f'\n[support]\nstick = "{stick}"\n')
    [database] = open_databases(load(path), 1)
    with database:
        Ledger(database, bytes).keep(DEVICE_KEY, SEED)
    return path


@pytest.fixture
def is_in(monkeypatch: pytest.MonkeyPatch, stick: Path) -> None:
    """Only an administrator can mount a stick."""
    monkeypatch.setattr(Path, "is_mount", lambda path: path == stick)


@pytest.mark.usefixtures("is_in")
def test_a_bundle_is_kept_goes_onto_the_stick_and_to_central_as_it_was_signed(
    config: Path, scene: Scene, stick: Path, tmp_path: Path
) -> None:
    asked = Asked(config)
    told = asked.once()
    assert told.startswith("ok: kiosk-")
    assert told.endswith(", signed, on the stick, sent to central")
    sent = tmp_path / "sent"
    sent.mkdir()
    for file in scene.sandbox.books()["support_files"]:
        assert file["whole"]
        (sent / file["name"]).write_bytes(read_base64url(file["content"]))
    key = Ed25519Signer(SEED).verifier
    for folder in (asked.folder, stick, sent):
        [bundle] = folder.glob("*.zip")
        assert is_genuine(bundle, key)


def test_without_a_stick_and_without_a_network_it_is_kept_and_that_is_told(
    config: Path, scene: Scene, stick: Path
) -> None:
    scene.sandbox.cut_power()
    asked = Asked(config)
    told = asked.once()
    assert "signed, not sent to central: " in told
    assert "stick" not in told
    assert len([*asked.folder.glob("*.zip")]) == 1
    assert [*stick.iterdir()] == []


def test_only_the_latest_are_kept_whatever_the_clock_said(
    config: Path, scene: Scene
) -> None:
    scene.sandbox.cut_power()
    asked = Asked(config)
    told = [asked.once() for _ in range(2)]
    asked.now -= timedelta(days=400)
    told += [asked.once() for _ in range(KEPT)]
    assert all(line.startswith("ok: ") for line in told)
    kept = sorted(asked.folder.glob("*.zip"), key=lambda one: one.stat().st_mtime)
    assert [one.name in line for one, line in zip(kept, told[2:], strict=True)] == (
        [True] * KEPT
    )
    assert len([*asked.folder.iterdir()]) == 2 * KEPT


def test_what_a_power_cut_left_is_swept_and_a_full_disk_leaves_nothing(
    config: Path, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.sandbox.cut_power()
    asked = Asked(config)
    asked.once()
    (asked.folder / "kiosk-old.zip.part").write_bytes(b"half of")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("kiosk.app.bundle.os.fsync", full)
        assert asked.once() == "fail: No space left on device"
    assert [one.suffix for one in asked.folder.iterdir() if one.suffix == ".part"] == []


def test_a_certificate_that_is_gone_stops_no_bundle(
    config: Path, scene: Scene, tmp_path: Path
) -> None:
    scene.sandbox.cut_power()
    own = issued(issued(), name="kiosk").write(tmp_path / "kiosk.pem")
    with config.open("a", encoding="utf-8") as file:
        file.write(f'[tls]\ncertificate = "{own}"\nkey = "{own.with_suffix(".key")}"\n')
    read = load(config)
    desk = SupportDesk(read, central_of(read), lambda: NOW)
    own.unlink()
    read.usage.write_bytes(b"\xff\xfe")
    desk.make("B-0417")
    [line] = desk.lines()
    assert line.level == "ok"


def test_a_folder_that_takes_nothing_is_told(config: Path) -> None:
    asked = Asked(config)
    asked.folder.write_text("in the way")
    assert asked.once().startswith("fail: ")


@pytest.mark.usefixtures("is_in")
def test_a_stick_that_is_pulled_is_told_and_central_has_it_all_the_same(
    config: Path, stick: Path
) -> None:
    stick.rmdir()
    told = Asked(config).once()
    assert "not on the stick: No such file or directory, sent to central" in told


def test_what_went_out_within_the_last_minutes_is_counted() -> None:
    now_s = [0.0]
    drain = Drain(lambda: now_s[0])
    answers = [None, Again(), None]
    send = drain.watched(lambda task: answers.pop(0))
    for _ in range(3):
        send(Task("t", "s", "Settle", 2, b""))
    assert drain.lately() == 2
    now_s[0] = WHILE.total_seconds() + 1
    assert drain.lately() == 0
