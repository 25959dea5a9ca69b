"""The way to central, step by step: it breaks where it is broken, and says why."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from kiosk.diagnostics import network
from kiosk.diagnostics.doctor import Level, Verdict
from kiosk.diagnostics.network import STEPS, path_to
from tests.certificates import Pair, issued

PLAIN = ssl.create_default_context()


def trusting(pair: Pair) -> ssl.SSLContext:
    text = pair.shown.public_bytes(serialization.Encoding.PEM).decode()
    return ssl.create_default_context(cadata=text)


@contextmanager
def central(
    *, clock_off_s: float = 0, pair: Pair | None = None, folder: Path | None = None
) -> Iterator[int]:
    """A central whose clock goes wrong, and which shows this; gives its port."""

    class Face(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def date_time_string(self, timestamp: float | None = None) -> str:
            moment = datetime.now(UTC) + timedelta(seconds=clock_off_s)
            return format_datetime(moment, usegmt=True)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            pass  # a client that does not trust us hangs up

    with Quiet(("127.0.0.1", 0), Face) as server:
        if pair is not None and folder is not None:
            file = pair.write(folder / "central.pem")
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(file, file.with_suffix(".key"))
            server.socket = context.wrap_socket(server.socket, server_side=True)
        serving = threading.Thread(target=server.serve_forever, args=(0.05,))
        serving.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            serving.join()


def walked(
    url: str, trust: ssl.SSLContext = PLAIN, *, pinned: bytes | None = None
) -> dict[str, Verdict]:
    verdicts = path_to(
        "line",
        url,
        trust,
        lambda: datetime.now(UTC),
        lambda certificate: pinned is None or certificate == pinned,
    )
    assert [one.name for one in verdicts] == [f"line: {step}" for step in STEPS]
    return dict(zip(STEPS, verdicts, strict=True))


def assert_ends_at(step: str, found: dict[str, Verdict]) -> None:
    """All before it is well, and nothing after it is tried."""
    at = STEPS.index(step)
    assert found[step].level is Level.FAIL
    assert found[step].remedy
    assert all(found[one].level <= Level.INFO for one in STEPS[:at])
    for one in STEPS[at + 1 :]:
        assert found[one].level is Level.INFO
        assert found[one].found == f"not tried: no {step}"


def test_a_way_that_holds_is_told_step_by_step() -> None:
    with central() as port:
        found = walked(f"http://localhost:{port}")
    assert "127.0.0.1" in found["name"].found
    assert found["route"].found == "from 127.0.0.1"
    assert found["connection"].found == f"to 127.0.0.1:{port}"
    assert found["TLS"].level is Level.INFO, "in the clear"
    assert "ms, the middle of 3" in found["latency"].found
    assert {found[one].level for one in STEPS if one != "TLS"} == {Level.OK}


def test_a_name_that_nobody_knows_ends_it() -> None:
    assert_ends_at("name", walked("http://central.invalid"))


def test_who_refuses_ends_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    found = walked(f"http://127.0.0.1:{port}")
    assert_ends_at("connection", found)
    assert "refused" in found["connection"].found


@pytest.mark.parametrize(("scheme", "step"), [("http", "latency"), ("https", "TLS")])
def test_who_says_nothing_ends_it_in_time(
    scheme: str, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "TIMEOUT_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = walked(f"{scheme}://127.0.0.1:{server.getsockname()[1]}")
    assert_ends_at(step, found)
    assert found[step].found in ("no answer", "The handshake operation timed out")


@pytest.mark.parametrize(("days", "level"), [(200, Level.OK), (10, Level.WARN)])
def test_a_certificate_is_renewed_before_it_ends(
    tmp_path: Path, days: int, level: Level
) -> None:
    authority = issued(days=1_000)
    with central(pair=issued(authority, days=days), folder=tmp_path) as port:
        found = walked(f"https://localhost:{port}", trusting(authority))
    assert found["TLS"].level is level
    told = found["TLS"].found
    assert told.startswith(f"{days} days left, TLSv1.")
    assert told.endswith("localhost True, issued by localhost False")
    assert found["clock"].level is Level.OK


def test_a_certificate_that_must_not_be_trusted_ends_it_and_says_why(
    tmp_path: Path,
) -> None:
    authority = issued(days=1_000)
    for shown, trust, reason in (
        (issued(authority, days=-1), trusting(authority), "expired"),
        (issued(authority), PLAIN, "unable to get local issuer"),
        (issued(authority, name="elsewhere"), trusting(authority), "not valid for"),
    ):
        with central(pair=shown, folder=tmp_path) as port:
            found = walked(f"https://localhost:{port}", trust)
        assert_ends_at("TLS", found)
        assert reason in found["TLS"].found


@pytest.mark.parametrize(
    ("off_s", "level"),
    [(0, Level.OK), (-30, Level.WARN), (600, Level.FAIL), (-600, Level.FAIL)],
)
def test_a_clock_that_is_off_is_told(off_s: int, level: Level) -> None:
    with central(clock_off_s=-off_s) as port:
        found = walked(f"http://localhost:{port}")
    assert found["clock"].level is level
    told_s = int(found["clock"].found.split()[2])
    assert abs(told_s - off_s) <= 2
    assert found["latency"].level is Level.OK


def test_a_key_that_is_not_pinned_ends_it_though_an_authority_vouches(
    tmp_path: Path,
) -> None:
    authority = issued(days=1_000)
    shown = issued(authority)
    with central(pair=shown, folder=tmp_path) as port:
        url, trust = f"https://localhost:{port}", trusting(authority)
        assert walked(url, trust, pinned=shown.der)["TLS"].level is Level.OK
        assert_ends_at("TLS", walked(url, trust, pinned=b"another"))
