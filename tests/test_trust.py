"""Only central is believed to be central, and nobody hears a word before (R63)."""

import base64
import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.app.config import BadConfig, load
from kiosk.central.exchange import Deadlines, HttpExchange, Reply
from kiosk.central.port import NotSent, Unanswered
from kiosk.central.trust import BadTrust, Trust, pin_of
from tests.certificates import Pair, central_showing, issued
from tests.test_config import GOOD, written

OTHER_PIN = base64.b64encode(bytes(32)).decode()


@pytest.fixture(scope="module")
def authority() -> Pair:
    return issued(days=1_000)


@pytest.fixture
def trusted(authority: Pair, tmp_path: Path) -> Path:
    return authority.write(tmp_path / "authority.pem")


def ask(port: int, trust: Trust) -> Reply:
    """Ask with a secret in the headers, as every request has one."""
    exchange = HttpExchange(f"https://localhost:{port}", Deadlines(2, 5), trust)
    return exchange.send("GET", "/v1/x", {"Authorization": "secret"}, None, 1_000)


def test_central_is_heard(authority: Pair, trusted: Path, tmp_path: Path) -> None:
    with central_showing(issued(authority), tmp_path) as (port, asked):
        assert ask(port, Trust(trusted)).body == b"ok"
    assert b"secret" in asked[0]


def test_whoever_is_not_central_hears_nothing(
    authority: Pair, trusted: Path, tmp_path: Path
) -> None:
    impostors = {
        "by another authority": issued(issued()),
        "by itself": issued(),
        "over": issued(authority, days=-5),
        "of another name": issued(authority, name="elsewhere"),
    }
    for impostor in impostors.values():
        with (
            central_showing(impostor, tmp_path) as (port, asked),
            pytest.raises((Unanswered, NotSent)),
        ):
            ask(port, Trust(trusted))
        assert asked == []


def test_no_public_authority_vouches_where_an_own_one_is_named(trusted: Path) -> None:
    [own] = Trust(trusted).context().get_ca_certs()
    assert len(Trust().context().get_ca_certs()) > 50
    assert "localhost" in str(own["subject"])


def test_an_old_protocol_is_refused_unless_it_is_allowed(
    authority: Pair, trusted: Path, tmp_path: Path
) -> None:
    old = ssl.TLSVersion.TLSv1_2
    pair = issued(authority)
    with central_showing(pair, tmp_path, newest=old) as (port, asked):
        with pytest.raises((Unanswered, NotSent)):
            ask(port, Trust(trusted))
        assert asked == []
        assert ask(port, Trust(trusted, allows_tls_1_2=True)).status == 200


def test_a_pin_holds_even_against_the_authority(
    authority: Pair, trusted: Path, tmp_path: Path
) -> None:
    pair, stranger = issued(authority), issued(authority)
    pins = frozenset({pin_of(pair.der), OTHER_PIN})
    with central_showing(pair, tmp_path) as (port, _):
        assert ask(port, Trust(trusted, pins)).status == 200
    with (
        central_showing(stranger, tmp_path) as (port, asked),
        pytest.raises((Unanswered, NotSent)),
    ):
        ask(port, Trust(trusted, pins))
    assert asked == []


def test_a_pin_holds_when_the_same_thread_speaks_to_somebody_else_too(
    authority: Pair, trusted: Path, tmp_path: Path
) -> None:
    """Insurer and central are asked by one thread, and have other keys."""
    wrong = frozenset({OTHER_PIN, base64.b64encode(b"1" * 32).decode()})
    with central_showing(issued(authority), tmp_path) as (port, asked):
        pinned = HttpExchange(
            f"https://localhost:{port}", Deadlines(2, 5), Trust(trusted, wrong)
        )
        for _ in range(2):
            with pytest.raises((Unanswered, NotSent)):
                pinned.send("GET", "/v1/x", {}, None, 1_000)
            asked.clear()
            assert ask(port, Trust(trusted)).status == 200
            asked.clear()
        with pytest.raises((Unanswered, NotSent)):
            pinned.send("GET", "/v1/x", {}, None, 1_000)
        assert asked == []


def test_the_kiosk_shows_who_it_is(
    authority: Pair, trusted: Path, tmp_path: Path
) -> None:
    own = issued(authority, name="kiosk").write(tmp_path / "kiosk.pem")
    trust = Trust(trusted, certificate=own, key=own.with_suffix(".key"))
    with central_showing(issued(authority), tmp_path, asks=authority) as (port, asked):
        with pytest.raises((Unanswered, NotSent)):
            ask(port, Trust(trusted))
        assert asked == []
        assert ask(port, trust).status == 200


def test_until_when_the_kiosk_can_show_it_is_known(
    authority: Pair, tmp_path: Path
) -> None:
    own = issued(authority, name="kiosk", days=12).write(tmp_path / "kiosk.pem")
    ends = Trust(certificate=own).shown_until()
    assert ends is not None
    assert (ends - datetime.now(UTC)).days == 12
    assert Trust().shown_until() is None
    own.write_bytes(b"rubbish")
    with pytest.raises(BadTrust):
        Trust(certificate=own).shown_until()


def test_a_redirect_leads_nowhere(
    authority: Pair, trusted: Path, tmp_path: Path
) -> None:
    away = b"HTTP/1.1 302 Found\r\nLocation: https://evil.example/\r\n\r\n"
    with central_showing(issued(authority), tmp_path, answer=away) as (port, asked):
        assert ask(port, Trust(trusted)).status == 302
    assert len(asked) == 1


def test_no_proxy_of_the_environment_hears_it(
    authority: Pair, trusted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere")
    with central_showing(issued(authority), tmp_path) as (port, _):
        assert ask(port, Trust(trusted)).status == 200


@pytest.mark.parametrize(
    ("trust", "told"),
    [
        (Trust(Path("/nowhere.pem")), "no certificates"),
        (Trust(pins=frozenset({OTHER_PIN})), "at least 2 pins"),
        (Trust(pins=frozenset({OTHER_PIN, "short"})), "32 bytes"),
        (Trust(certificate=Path("/a.pem")), "belong together"),
        (Trust(certificate=Path("/a.pem"), key=Path("/a.key")), "no certificate in"),
    ],
)
def test_what_cannot_be_used_is_named(trust: Trust, told: str) -> None:
    with pytest.raises(BadTrust, match=told):
        trust.context()


def test_a_configuration_that_cannot_be_trusted_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="tls: at least 2 pins"):
        load(written(tmp_path, GOOD + f'[tls]\npins = ["{OTHER_PIN}"]\n'))
