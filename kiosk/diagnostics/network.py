"""The way to somebody on the network, step by step: where it breaks, and why.

What cannot be tried because an earlier step failed says so.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from statistics import median
from time import monotonic
from urllib.parse import urlsplit

from kiosk.diagnostics.doctor import Level, Verdict

STEPS = ("name", "route", "connection", "TLS", "latency", "clock")
TIMEOUT_S = 3.0  # for each step
REQUESTS = 3
SLOW_S = 1.0
RENEW = "have it renewed"
RENEW_DAYS = 30  # before a certificate ends
CLOCK_WARN_S, CLOCK_FAIL_S = 2.0, 300.0  # beyond the latter no money is taken
CHECK_NETWORK = "check the network"
ASK_SECURITY = "ask security: this may not be central"


class _Broken(Exception):
    """The way ends here."""

    def __init__(self, found: str, remedy: str) -> None:
        super().__init__(found)
        self.found = found
        self.remedy = remedy


Told = tuple[Level, str, str]  # level, found, remedy


@dataclass(slots=True)
class _Walk:
    """One walk, and what it has in hand after each step."""

    url: str
    trust: ssl.SSLContext
    believes: Callable[[bytes], bool]
    now: Callable[[], datetime]
    addresses: list[tuple[socket.AddressFamily, tuple[str, int]]] = field(
        default_factory=list
    )
    line: socket.socket | None = None
    ahead_s: float | None = None  # our clock before theirs

    @property
    def host(self) -> str:
        host = urlsplit(self.url).hostname
        assert host is not None
        return host

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or (443 if self.is_tls else 80)

    @property
    def is_tls(self) -> bool:
        return urlsplit(self.url).scheme == "https"

    def name(self) -> Told:
        """The resolver knows no deadline of its own."""
        found: list[tuple[socket.AddressFamily, tuple[str, int]]] = []
        reasons = ["no answer"]

        def ask() -> None:
            try:
                answers = socket.getaddrinfo(
                    self.host, self.port, type=socket.SOCK_STREAM
                )
            except OSError as error:
                reasons[:] = [error.strerror or "no such name"]
            else:
                found.extend((one[0], (str(one[4][0]), self.port)) for one in answers)

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(TIMEOUT_S)
        if not found:
            raise _Broken(f"{self.host}: {reasons[0]}", "check the name and the DNS")
        self.addresses = found
        known = ", ".join(dict.fromkeys(address[0] for _, address in found))
        return Level.OK, f"{self.host} is {known}", ""

    def route(self) -> Told:
        """From which of our addresses. Nothing is sent for that."""
        family, address = self.addresses[0]
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect(address)
            except OSError as error:
                reason = error.strerror or "none"
                raise _Broken(reason, "check the cable and the gateway") from error
            return Level.OK, f"from {probe.getsockname()[0]}", ""

    def connection(self) -> Told:
        _, address = self.addresses[0]
        try:
            self.line = socket.create_connection((self.host, self.port), TIMEOUT_S)
        except OSError as error:
            reason = error.strerror or "no answer"
            raise _Broken(f"{address[0]}:{self.port}: {reason}", CHECK_NETWORK) from (
                error
            )
        return Level.OK, f"to {self.line.getpeername()[0]}:{self.port}", ""

    def tls(self) -> Told:
        if not self.is_tls:
            return Level.INFO, "in the clear, for a demo only", ""
        assert self.line is not None
        try:
            tls = self.trust.wrap_socket(self.line, server_hostname=self.host)
        except ssl.SSLError as error:
            reason = getattr(error, "verify_message", "") or error.reason or "no TLS"
            raise _Broken(reason, "have it renewed, or trust it") from error
        except OSError as error:
            reason = error.strerror or "no answer"
            raise _Broken(reason, CHECK_NETWORK) from error
        self.line = tls
        if not self.believes(tls.getpeercert(binary_form=True) or b""):
            raise _Broken("a key that is not among the pins", ASK_SECURITY)
        return certificate(tls)

    def latency(self) -> Told:
        """How long an answer takes, whatever it says."""
        asked = http.client.HTTPConnection(self.host, self.port, timeout=TIMEOUT_S)
        asked.sock, self.line = self.line, None
        asked.auto_open = 0  # a second connection would be without TLS
        took: list[float] = []
        try:
            for _ in range(REQUESTS):
                began = monotonic()
                asked.request("HEAD", urlsplit(self.url).path or "/")
                answer = asked.getresponse()
                answer.read()
                took.append(monotonic() - began)
                self._compare(answer.getheader("Date"))
                if answer.will_close:
                    break
        except (OSError, http.client.HTTPException) as error:
            if not took:
                raise _Broken("no answer", "have it started again there") from error
        finally:
            asked.close()
        middle = median(took)
        told = f"{middle * 1000:.0f} ms, the middle of {len(took)}"
        if middle > SLOW_S:
            return Level.WARN, told, CHECK_NETWORK
        return Level.OK, told, ""

    def _compare(self, date: str | None) -> None:
        try:
            theirs = parsedate_to_datetime(date or "")
        except ValueError:
            return
        self.ahead_s = (self.now() - theirs.astimezone(UTC)).total_seconds()

    def clock(self) -> Told:
        if self.ahead_s is None:
            return Level.WARN, "the answer had no date", "ask who runs it"
        told = f"ours is {self.ahead_s:+.0f} s off"
        if abs(self.ahead_s) > CLOCK_FAIL_S:
            return Level.FAIL, told, "set the clock: no money is taken"
        if abs(self.ahead_s) > CLOCK_WARN_S:
            return Level.WARN, told, "check the time service"
        return Level.OK, told, ""


def path_to(
    name: str,
    url: str,
    trust: ssl.SSLContext,
    now: Callable[[], datetime],
    believes: Callable[[bytes], bool] = lambda certificate: True,
) -> list[Verdict]:
    """Walk to an http or https address; one verdict a step. `believes` has the last
    word on a certificate (DER) that was checked otherwise."""
    walk = _Walk(url, trust, believes, now)
    acts = (
        walk.name,
        walk.route,
        walk.connection,
        walk.tls,
        walk.latency,
        walk.clock,
    )
    found: list[Verdict] = []
    broken = ""
    try:
        for step, act in zip(STEPS, acts, strict=True):
            if broken:
                told: Told = (Level.INFO, f"not tried: no {broken}", "")
            else:
                try:
                    told = act()
                except _Broken as error:
                    told, broken = (Level.FAIL, error.found, error.remedy), step
            found.append(Verdict(f"{name}: {step}", *told))
    finally:
        if walk.line is not None:
            walk.line.close()
    return found


def certificate(tls: ssl.SSLSocket) -> Told:
    """Whose it is, who vouches for it, and how long."""
    shown = tls.getpeercert() or {}
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC)
    whose, by = _common_name(shown, "subject"), _common_name(shown, "issuer")
    level, left, remedy = lifetime(ends, datetime.now(UTC))
    return level, f"{left}, {tls.version()}, {whose}, issued by {by}", remedy


def lifetime(ends: datetime, now: datetime) -> Told:
    """How long a certificate will be taken."""
    days = (ends - now).days
    if ends <= now:
        return Level.FAIL, f"it ended {-days} days ago", RENEW
    level, remedy = (Level.WARN, RENEW) if days < RENEW_DAYS else (Level.OK, "")
    return level, f"{days} days left", remedy


def _common_name(shown: object, which: str) -> str:
    """The most telling name in it."""
    assert isinstance(shown, dict)
    names = {key: value for part in shown.get(which, ()) for key, value in part}
    return str(names.get("commonName") or names.get("organizationName") or "nobody")
