"""The support bundle: of the machine, of nobody else, and provably of this kiosk."""

import hashlib
import json
import logging
import os
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.app import log, log_reading
from kiosk.app.bundle import is_genuine, make_bundle
from kiosk.app.cli import main
from kiosk.app.config import load
from kiosk.app.config_list import table
from kiosk.app.demo.scene import Scene
from kiosk.app.enrolment import DEVICE_KEY
from kiosk.app.ledger import Ledger
from kiosk.app.opening import open_databases
from kiosk.central import tracing
from kiosk.central.signing import Ed25519Signer
from kiosk.flows.payment_events import Opened
from offline_queue.salvage import set_aside
from tests.test_ledger import MINE, PATIENT_ID, STORY, write

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SEED = b"s" * 32
PARTS = {
    "audit.txt",
    "configuration.txt",
    "devices.json",
    "doctor.json",
    "log.jsonl",
    "manifest.json",
    "outbox.txt",
    "usage.json",
}
OURS = '{"at": "2026", "up": 1.0, "level": "warning", "event": "print.failed"}'
CALM = '{"at": "2026", "up": 2.0, "level": "info", "event": "visit.ended", "visit": 2}'
THEIRS = (
    "urllib3: /v1/people/张三",
    '{"at": "2026", "up": 1, "level": "info", "event": "x", "name": "张三"}',
    '["at"]',
)


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


@pytest.fixture
def config(scene: Scene, tmp_path: Path) -> Path:
    path = scene.write_config(data=tmp_path / "data")
    [database] = open_databases(load(path), 1)
    with database:
        ledger = Ledger(database, bytes)
        ledger.keep(DEVICE_KEY, SEED)
        write(ledger, Opened(MINE), *STORY[1:2])
    return path


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `journalctl` that says what stands in this file, and how it was asked."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program, said = folder / "journalctl", folder / "said"
    program.write_text(f'#!/bin/sh\necho "$@" > {folder}/asked\ncat {said}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    said.write_text("\n".join([OURS, *THEIRS, CALM]), encoding="utf-8")
    return folder


def contents(stick: Path) -> dict[str, str]:
    [file] = stick.glob("*.zip")
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_bundle_says_how_the_kiosk_is_and_names_nobody(
    config: Path, stick: Path, journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bundle", "--config", str(config), "--out", str(stick)]) == 0
    parts = contents(stick)
    assert parts.keys() == PARTS
    assert {one["name"] for one in json.loads(parts["doctor.json"])["checks"]} >= {
        "journal",
        "audit",
        "versions",
        "disk",
    }
    assert "Settle" in parts["outbox.txt"]
    assert parts["log.jsonl"].splitlines() == [OURS, CALM]
    sums = json.loads(parts.pop("manifest.json"))["sha256"]
    assert sums == {
        name: hashlib.sha256(text.encode()).hexdigest() for name, text in parts.items()
    }
    for personal in (PATIENT_ID, "张", "56.29", MINE.bill_ids[0], "sandbox\n"):
        assert not [name for name, text in parts.items() if personal in text]
    assert sorted(one.suffix for one in stick.iterdir()) == [".sig", ".zip"]


def test_that_it_was_made_is_written_down(
    config: Path, stick: Path, journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["bundle", "--config", str(config), "--out", str(stick)])
    capsys.readouterr()
    main(["audit", "list", "--config", str(config)])
    [file] = stick.glob("*.zip")
    last = capsys.readouterr().out.splitlines()[-1]
    assert "bundle.made" in last
    assert file.name in last


def test_its_signature_is_the_kiosks_and_holds_for_nothing_else(
    config: Path, stick: Path, journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = make_bundle(load(config), stick, NOW, actor="B-1").file
    key = Ed25519Signer(SEED).verifier
    check = ["check-bundle", str(file), "--key"]
    assert main([*check, key.text]) == 0
    assert main([*check, Ed25519Signer(b"x" * 32).verifier.text]) == 1
    with file.open("ab") as stream:
        stream.write(b"!")
    assert main([*check, key.text]) == 1
    signature = file.with_name(f"{file.name}.sig")
    signature.write_text("Ed25519 nobody !!!\n")
    assert not is_genuine(file, key)
    signature.unlink()
    assert main([*check, key.text]) == 2


def test_a_kiosk_whose_journal_is_damaged_still_makes_one_unsigned(
    config: Path, stick: Path, journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_aside(load(config).database)
    assert main(["bundle", "--config", str(config), "--out", str(stick)]) == 1
    assert "not signed" in capsys.readouterr().err
    parts = contents(stick)
    assert parts.keys() == PARTS
    assert parts["outbox.txt"] == "the journal cannot be read: damaged"
    assert parts["audit.txt"] == parts["outbox.txt"]


def test_a_stick_that_is_not_there_is_told(
    config: Path, tmp_path: Path, journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone"
    assert main(["bundle", "--config", str(config), "--out", str(gone)]) == 1
    assert f"{gone}: No such file" in capsys.readouterr().err


def test_without_a_system_journal_the_bundle_says_so(
    config: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(stick))
    make_bundle(load(config), stick, NOW, actor="B-1")
    assert contents(stick)["log.jsonl"] == "there is no journalctl on this system"


def test_the_log_is_searched_by_word_level_and_age(
    journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["log"]) == 0
    assert capsys.readouterr().out.splitlines() == [OURS, CALM]
    assert main(["log", "visit", "--since", "2h"]) == 0
    assert capsys.readouterr().out.splitlines() == [CALM]
    assert "--since=-2h" in (journal / "asked").read_text().split()
    assert main(["log", "--level", "warning"]) == 0
    assert capsys.readouterr().out.splitlines() == [OURS]
    with pytest.raises(SystemExit):
        main(["log", "--since", "yesterday; reboot"])


def test_a_log_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(log_reading.NoLog):
        log_reading.kept_lines()
    assert main(["log"]) == 1
    assert "no journalctl" in capsys.readouterr().err


def test_every_key_says_where_its_value_is_from_and_no_secret_is_told(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = config.read_text(encoding="utf-8").splitlines()
    assert main(["config", "--config", str(config)]) == 0
    told = {row.split()[0]: row.split() for row in table(load(config)).splitlines()}
    assert told["central.token"][1:] == [
        "set",
        "line",
        str(1 + lines.index('token = "sandbox"')),
    ]
    assert told["central.answer_s"][1:] == ["10.0", "default"]
    assert told["deferral.enabled"][1] == "true"
    assert told["national"][1:] == ["(no", "such", "section)", "default"]
    assert '"sandbox"' not in capsys.readouterr().out


def test_a_password_in_an_address_is_no_ones_business(config: Path) -> None:
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("http://", "http://tech:pass1234@", 1), "utf-8")
    assert "pass1234" not in table(load(config))
    assert "//***@127.0.0.1" in table(load(config))


def test_every_line_that_the_kiosk_logs_is_known_as_its_own(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO, "kiosk"):
        log.info("kiosk.started", seconds=1.5)
        with tracing.traced(tracing.trace_id("visit-1")):
            log.error("print.failed", key="k", error="NotPrinted")
    lines = [record.message for record in caplog.records]
    assert "trace" in lines[1]
    assert [*log_reading.our_own(lines)] == lines
