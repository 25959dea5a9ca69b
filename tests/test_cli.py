"""The command line: short, clear, and with exit codes that mean something."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import __version__
from kiosk.app.cli import main
from kiosk.app.config import load
from kiosk.app.demo.scene import Scene
from kiosk.app.gallery.values import intent
from kiosk.app.ledger import Ledger
from kiosk.app.opening import open_databases
from kiosk.flows.payment_events import Opened
from offline_queue.errors import Damaged
from tests.test_ledger import STORY, write


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["version"]) == 0
    assert capsys.readouterr().out == f"kiosk {__version__}\n"


COMMANDS = ["run", "demo", "sandbox", "check", "offline", "outbox", "reconcile"]


@pytest.mark.parametrize(
    "command",
    [
        *COMMANDS,
        "audit",
        "bundle",
        "check-bundle",
        "config",
        "log",
        "salvage",
        "simulate",
        "first-day",
        "version",
    ],
)
def test_every_command_explains_itself(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main([command, "--help"])
    assert end.value.code == 0
    assert f"kiosk {command}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("run", []),
        ("check", []),
        ("outbox", []),
        ("offline", ["on"]),
        ("reconcile", ["--day", "2026-11-22"]),
        ("salvage", []),
    ],
)
def test_a_wrong_configuration_is_named(
    command: str,
    options: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text("[kiosks]\nid = 1\n")
    assert main([command, "--config", str(config), *options]) == 2
    assert "kiosks: unknown key" in capsys.readouterr().err


def test_a_healthy_kiosk_checks_well(
    scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--config", str(scene.write_config())]) == 0
    table = capsys.readouterr().out
    for name in ("journal", "central", "serial_scanner", "camera", "receipt_printer"):
        assert name in table
    assert "!!" not in table


def test_a_kiosk_is_switched_offline_and_back(scene: Scene) -> None:
    config = scene.write_config()
    switch = load(config).offline_switch
    for word, there in (("on", True), ("on", True), ("off", False), ("off", False)):
        assert main(["offline", "--config", str(config), word]) == 0
        assert switch.exists() is there


def test_a_journal_that_cannot_be_opened_is_named(
    scene: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"not a journal at all" * 100)
    assert main(["check", "--config", str(scene.write_config(data=tmp_path))]) == 1
    [wrong] = [line for line in capsys.readouterr().out.splitlines() if "!!" in line]
    assert "journal" in wrong


@pytest.mark.parametrize("name", ["kiosk.app.demo", "kiosk.sandbox"])
def test_a_bundle_without_simulators_says_so(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def left_out(_: object) -> int:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr("kiosk.app.cli._demo", left_out)
    assert main(["demo"]) == 2
    assert "no simulators" in capsys.readouterr().err


def test_a_module_that_is_missing_by_mistake_is_a_bug(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_: object) -> int:
        raise ModuleNotFoundError(name="kiosk.app.night")

    monkeypatch.setattr("kiosk.app.cli._demo", broken)
    with pytest.raises(ModuleNotFoundError):
        main(["demo"])


def test_what_is_wrong_is_named_with_what_to_do(
    scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    scene.receipt_printer.run_out_of_paper()
    scene.camera.unplug()
    try:
        code = main(["check", "--config", str(scene.write_config())])
    finally:
        scene.receipt_printer.refill()
        scene.camera.replug()
    wrong = [line for line in capsys.readouterr().out.splitlines() if "!!" in line]
    assert code == 1
    assert len(wrong) == 2
    assert any("put in paper" in line for line in wrong)


def test_a_sandbox_ends_quietly_when_interrupted() -> None:
    sandbox = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "sandbox", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert sandbox.stdout is not None
    assert sandbox.stdout.readline().startswith("listening on http://127.0.0.1:")
    sandbox.send_signal(signal.SIGINT)
    _, complaints = sandbox.communicate(timeout=30)
    assert (sandbox.returncode, complaints) == (0, "")


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `kiosk demo --headless` leaves behind."""
    out = tmp_path_factory.mktemp("walk") / "out"
    command = [sys.executable, "-m", "kiosk", "demo", "--headless", "--out", str(out)]
    walk = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert walk.returncode == 0, walk.stderr.decode()
    return out


def test_a_headless_demo_walks_one_patient_through(walked: Path) -> None:
    assert len(list(walked.glob("[0-9]*.png"))) == 15
    for name in ("receipt.bin", "receipt.png", "invoice.pdf", "collected.pdf"):
        assert (walked / name).stat().st_size > 0
    assert "Still owed to central: 0" in (walked / "story.txt").read_text()


def test_the_log_and_the_journal_name_nobody(walked: Path) -> None:
    for name in ("log.jsonl", "story.txt"):
        text = (walked / name).read_text()
        assert "欧阳" not in text
        assert "\\u6b27" not in text
        assert not re.search(r"[0-9]{28}", text), "a scanned code"


def test_the_log_tells_each_visits_story_in_one_line(walked: Path) -> None:
    lines = map(json.loads, (walked / "log.jsonl").read_text().splitlines())
    ended = [line["state"] for line in lines if line["event"] == "visit.ended"]
    assert ended == ["Finished.Settled", "Collected"]


# Salvage.


def set_aside(config: Path) -> None:
    """Write two payments, break all pages but the first, and have it found out."""
    database = load(config).database
    [opened] = open_databases(load(config), 1)
    with opened:
        ledger = Ledger(opened, bytes)
        write(ledger, *STORY[:2])
        write(ledger, Opened(replace(intent(), key="another")))
    content = database.read_bytes()
    database.write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))
    with pytest.raises(Damaged):
        open_databases(load(config), 1)


@pytest.fixture
def config(scene: Scene, tmp_path: Path) -> Path:
    return scene.write_config(data=tmp_path)


def test_without_damage_there_is_nothing_to_salvage(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["salvage", "--config", str(config)]) == 0
    assert "no damaged journal" in capsys.readouterr().out


def test_no_new_journal_takes_the_place_of_a_damaged_one(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_aside(config)
    day = ["--day", "2026-11-22"]
    assert main(["reconcile", "--config", str(config), *day]) == 3
    assert "kiosk salvage" in capsys.readouterr().err
    with pytest.raises(Damaged):
        open_databases(load(config), 1)
    assert not load(config).database.exists()


def test_a_salvage_that_lost_something_needs_attention_and_keeps_every_byte(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_aside(config)
    before = sorted(path.read_bytes() for path in tmp_path.glob("*.damaged-*"))
    assert main(["salvage", "--config", str(config)]) == 1
    assert "now reconcile the last days" in capsys.readouterr().out
    after = sorted(path.read_bytes() for path in tmp_path.glob("*.salvaged"))
    assert before == after != []
    [database] = open_databases(load(config), 1)
    database.close()
    assert main(["salvage", "--config", str(config)]) == 0
