"""`kiosk doctor`: four words for everything, for people and for programs."""

import json
import logging
import os
import platform
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from drivers.port import UNPLUGGED, Condition, Health, Paper
from kiosk.app import doctor
from kiosk.app.checkup import check_up
from kiosk.app.cli import main
from kiosk.app.compose import compose
from kiosk.app.config import load
from kiosk.app.demo.scene import Scene
from kiosk.app.ledger import Ledger
from kiosk.app.opening import audit_trail_on, open_databases, open_vault
from kiosk.diagnostics.checks import Finding
from kiosk.diagnostics.doctor import Level, Verdict, as_json, of_finding, table, worst
from kiosk.flows.payment_events import Opened
from offline_queue.outbox import Outbox
from tests.certificates import issued
from tests.enrolling import enrol
from tests.test_ledger import MINE, PATIENT_ID, STORY, write
from tests.test_visits_end_to_end import at_the_insurer

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


@pytest.fixture
def config(scene: Scene, tmp_path: Path) -> Path:
    return scene.write_config(data=tmp_path)


def found(condition: Condition) -> Level:
    return of_finding(Finding("one", "here", "Mill", condition, None, "mend it")).level


def test_a_device_is_as_well_as_it_says() -> None:
    assert found(Condition(Health.OK)) is Level.OK
    assert found(Condition(Health.OK, paper=Paper.LOW)) is Level.WARN
    assert found(Condition(Health.DEGRADED, "proves no slip")) is Level.WARN
    assert found(Condition(Health.UNKNOWN)) is Level.WARN
    assert found(UNPLUGGED) is Level.FAIL


def test_the_worst_comes_first_and_says_what_to_do() -> None:
    verdicts = [
        Verdict("one", Level.OK, "well"),
        Verdict("two", Level.FAIL, "not found", "check its cable"),
    ]
    _, first, second = table(verdicts).splitlines()
    assert first.split()[:2] == ["fail", "two"]
    assert "check its cable" in first
    assert second.startswith("ok")
    assert worst(verdicts) is Level.FAIL
    report = json.loads(as_json(verdicts, "K-07", NOW))
    assert (report["kiosk"], report["level"]) == ("K-07", "fail")
    assert report["checks"][1] == {
        "name": "two",
        "level": "fail",
        "found": "not found",
        "remedy": "check its cable",
    }


def examined(config: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What a program is told of each thing."""
    capsys.readouterr()
    code = main(["doctor", "--config", str(config), "--json"])
    report = json.loads(capsys.readouterr().out)
    levels = {check["name"]: check["level"] for check in report["checks"]}
    assert code == ("fail" in levels.values())
    return levels


def test_a_healthy_kiosk_has_nothing_to_do(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    enrol(config)
    levels = examined(config, capsys)
    assert "fail" not in levels.values()
    assert levels["enrolment"] == "ok"
    for name in ("journal", "central", "camera", "receipt_printer", "page_printer"):
        assert levels[name] in ("ok", "warn"), name
    for name in ("central: TLS", "versions", "reach"):
        assert levels[name] == "info"
    for step in ("name", "route", "connection", "latency", "clock"):
        assert levels[f"central: {step}"] == "ok"
    assert levels["outbox"] == "ok"


@pytest.mark.parametrize(("days", "level"), [(40, "ok"), (20, "warn"), (-3, "fail")])
def test_a_certificate_of_our_own_is_renewed_before_it_ends(
    scene: Scene,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    days: int,
    level: str,
) -> None:
    own = issued(issued(), name="kiosk", days=days).write(tmp_path / "kiosk.pem")
    shown = f'[tls]\ncertificate = "{own}"\nkey = "{own.with_suffix(".key")}"\n'
    config = scene.write_config(data=tmp_path / "data", extra=shown)
    assert examined(config, capsys)["certificate"] == level


def test_the_insurer_is_looked_for_where_there_is_one(
    scene: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = scene.write_config(data=tmp_path, extra=at_the_insurer(scene))
    assert examined(config, capsys)["insurer: latency"] == "ok"
    scene.cable.pull()
    try:
        assert examined(config, capsys)["insurer: connection"] == "fail"
    finally:
        scene.cable.plug_in()


def test_what_does_not_work_fails_and_the_rest_is_told_all_the_same(
    scene: Scene, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scene.receipt_printer.open_cover()
    scene.cable.pull()
    try:
        levels = examined(config, capsys)
    finally:
        scene.receipt_printer.close_cover()
        scene.cable.plug_in()
    assert levels["receipt_printer"] == levels["central"] == "fail"
    assert levels["page_printer"] == "ok"


def test_what_is_owed_is_counted_and_names_nobody(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [database] = open_databases(load(config), 1)
    with database:
        write(Ledger(database, bytes), Opened(MINE), *STORY[1:2])
        assert examined(config, capsys)["outbox"] != "ok"
        [waiting] = Outbox(database).waiting()
        Outbox(database).mark_escalated(waiting.place)
    assert main(["doctor", "--config", str(config)]) == 1
    out = capsys.readouterr().out
    assert "staff told of 1" in out
    for personal in (PATIENT_ID, MINE.key, MINE.bill_ids[0]):
        assert personal not in out


@pytest.mark.parametrize(
    ("free_mib", "level"), [(499, "fail"), (1_000, "warn"), (5_000, "ok")]
)
def test_a_disk_that_fills_up_is_told_before_it_is_full(
    config: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    free_mib: int,
    level: str,
) -> None:
    class Usage(NamedTuple):
        free: int

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(free_mib * 2**20))
    assert examined(config, capsys)["disk"] == level


def found_of(
    name: str, config: Path, capsys: pytest.CaptureFixture[str]
) -> dict[str, str]:
    main(["doctor", "--json", "--config", str(config)])
    checks = json.loads(capsys.readouterr().out)["checks"]
    return next(dict(one) for one in checks if one["name"] == name)


def test_how_the_disk_is_mounted_is_told(
    config: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Mounted(NamedTuple):
        f_flag: int
        f_bavail: int = 10**7
        f_blocks: int = 10**7
        f_bfree: int = 10**7
        f_frsize: int = 4096

    flags = os.ST_NOATIME | os.ST_SYNCHRONOUS
    monkeypatch.setattr(os, "statvfs", lambda _: Mounted(flags))
    assert found_of("disk", config, capsys)["found"].endswith(", noatime, sync")


def test_a_log_that_is_never_emptied_is_told(
    config: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    [database] = open_databases(load(config), 1)
    with database:
        Ledger(database, bytes)
        assert found_of("journal size", config, capsys)["level"] == "info"
        monkeypatch.setattr(doctor, "MOST_LOG_MIB", 0)
        assert found_of("journal size", config, capsys)["level"] == "warn"


def test_every_version_that_matters_is_told(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = found_of("versions", config, capsys)["found"]
    for word in ("kiosk ", "Python ", "PySide6 ", "OpenCV ", "SQLite "):
        assert word in told
    assert platform.release() in told


# At start, and every day.


class Days(threading.Event):
    """A kiosk that is stopped after so many looks; days pass at once."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self._looks = looks
        self.waited_s: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waited_s.append(timeout)
        return len(self.waited_s) > self._looks


def test_what_is_not_well_is_logged_after_the_start(
    scene: Scene, config: Path, caplog: pytest.LogCaptureFixture
) -> None:
    whole: list[bool] = []
    scene.receipt_printer.open_cover()
    try:
        with caplog.at_level(logging.INFO, "kiosk"):
            check_up(load(config), lambda: NOW, Days(1), whole.append)
    finally:
        scene.receipt_printer.close_cover()
    lines = [json.loads(record.message) for record in caplog.records]
    found = {one["device"]: one for one in lines if one["event"] == "doctor.found"}
    assert found["receipt_printer"]["level"] == "error"
    assert "cover" in found["receipt_printer"]["detail"]
    assert found["journal"]["level"] == "warning", "its key lies beside it"
    assert "page_printer" not in found
    assert lines[-1]["event"] == "doctor.looked"
    assert lines[-1]["count"] == len(found)
    assert whole == [True]


def test_everything_is_looked_at_again_a_day_later(config: Path) -> None:
    days, whole = Days(2), list[bool]()
    check_up(load(config), lambda: NOW, days, whole.append)
    assert days.waited_s == [30.0, 86_400.0, 86_400.0]
    assert whole == [True, True]


def test_a_chain_that_was_changed_is_told_as_broken(config: Path) -> None:
    [database] = open_databases(load(config), 1)
    with database:
        trail = audit_trail_on(database, open_vault(load(config)))
        for badge in ("B-1", "B-2", "B-3"):
            trail.record("staff.left", badge)
    changed = sqlite3.connect(load(config).database)
    for (name,) in changed.execute(
        "SELECT name FROM sqlite_master WHERE type='trigger'"
    ):
        changed.execute(f"DROP TRIGGER {name}")
    changed.execute("DELETE FROM chain WHERE sequence = 2")
    changed.commit()
    changed.close()
    whole: list[bool] = []
    check_up(load(config), lambda: NOW, Days(1), whole.append)
    assert whole == [False]


def test_a_chain_that_cannot_be_read_is_not_called_changed(config: Path) -> None:
    [database] = open_databases(load(config), 1)
    database.close()
    load(config).database.write_bytes(b"rubbish" * 1_000)
    whole: list[bool] = []
    check_up(load(config), lambda: NOW, Days(1), whole.append)
    assert whole == []


def test_a_certificate_that_is_gone_is_found_and_stops_nothing(
    scene: Scene, tmp_path: Path
) -> None:
    own = issued(issued(), name="kiosk").write(tmp_path / "kiosk.pem")
    shown = f'[tls]\ncertificate = "{own}"\nkey = "{own.with_suffix(".key")}"\n'
    config = load(scene.write_config(data=tmp_path / "data", extra=shown))
    own.unlink()
    found = {one.name: one.level for one in doctor.examine(config, NOW)}
    assert found["certificate"] is Level.FAIL
    assert "versions" in found


def test_a_kiosk_that_stops_is_not_looked_at(
    config: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "kiosk"):
        check_up(load(config), lambda: NOW, Days(0), lambda whole: None)
    assert caplog.records == []


def test_a_running_kiosk_is_looked_at_and_goes_on(
    config: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.app.compose.check_up", partial(check_up, after_s=0.0))
    with caplog.at_level(logging.INFO, "kiosk"):
        kiosk = compose(load(config), lambda state: None)
        kiosk.start()
        deadline = time.monotonic() + 30
        while not any("doctor.looked" in one.message for one in caplog.records):
            assert time.monotonic() < deadline
            threading.Event().wait(0.05)
        kiosk.stop()
    assert not any("bug.found" in one.message for one in caplog.records)
