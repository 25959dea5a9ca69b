"""`kiosk doctor`: four words for everything, for people and for programs."""

import json
import shutil
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from drivers.port import UNPLUGGED, Condition, Health, Paper
from kiosk.app.cli import main
from kiosk.app.compose import open_databases
from kiosk.app.config import load
from kiosk.app.demo.scene import Scene
from kiosk.app.doctor import certificate
from kiosk.app.ledger import Ledger
from kiosk.diagnostics.checks import Finding
from kiosk.diagnostics.doctor import Level, Verdict, as_json, of_finding, table, worst
from kiosk.flows.payment_events import Opened
from offline_queue.outbox import Outbox
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
    levels = examined(config, capsys)
    assert "fail" not in levels.values()
    for name in ("journal", "central", "camera", "receipt_printer", "page_printer"):
        assert levels[name] in ("ok", "warn"), name
    for name in ("line to central", "versions", "reach"):
        assert levels[name] == "info"
    assert levels["outbox"] == "ok"


def test_the_insurer_is_looked_for_where_there_is_one(
    scene: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = scene.write_config(data=tmp_path, extra=at_the_insurer(scene))
    assert examined(config, capsys)["line to the insurer"] == "info"
    scene.cable.pull()
    try:
        assert examined(config, capsys)["line to the insurer"] == "fail"
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


# The certificate.


class Pair(NamedTuple):
    """A key and what vouches for it."""

    key: ec.EllipticCurvePrivateKey
    shown: x509.Certificate


def issued(days: int, by: Pair | None = None) -> Pair:
    """A certificate for localhost, by an authority or for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"central {bool(by)}")])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(by.shown.subject if by else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(now + timedelta(days=days, hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), True)
    )
    return Pair(key, builder.sign(by.key if by else key, hashes.SHA256()))


@contextmanager
def central_with(pair: Pair, folder: Path) -> Iterator[int]:
    """A central that shows this; gives its port."""
    file = folder / "central.pem"
    file.write_bytes(
        pair.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + pair.shown.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            # A client that does not trust us hangs up.
            with server.accept()[0] as line, suppress(OSError):
                context.wrap_socket(line, server_side=True).close()

        thread = threading.Thread(target=answer)
        thread.start()
        yield server.getsockname()[1]
        thread.join(5)


def trusting(pair: Pair) -> ssl.SSLContext:
    text = pair.shown.public_bytes(serialization.Encoding.PEM).decode()
    return ssl.create_default_context(cadata=text)


@pytest.mark.parametrize(("days", "level"), [(200, Level.OK), (10, Level.WARN)])
def test_a_certificate_is_renewed_before_it_ends(
    tmp_path: Path, days: int, level: Level
) -> None:
    authority = issued(1_000)
    with central_with(issued(days, authority), tmp_path) as port:
        verdict = certificate("line", "localhost", port, trusting(authority))
    assert verdict.level is level
    assert f"{days} days left, TLSv1." in verdict.found


def test_a_certificate_that_is_over_or_somebody_elses_fails(tmp_path: Path) -> None:
    authority, other = issued(1_000), issued(1_000)
    for pair, trusted in (
        (issued(-5, authority), authority),
        (issued(200, other), authority),
    ):
        with central_with(pair, tmp_path) as port:
            verdict = certificate("line", "localhost", port, trusting(trusted))
        assert verdict.level is Level.FAIL
        assert verdict.remedy


def test_a_central_that_is_not_there_fails() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    verdict = certificate("line", "localhost", port, ssl.create_default_context())
    assert verdict.level is Level.FAIL
