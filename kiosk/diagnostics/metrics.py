"""What a kiosk counts, and its page for Prometheus: OpenMetrics, on loopback.

Every label is one of a closed set that is written here, so the number of series is
known: no more than 300 a kiosk. None of them says anything of anybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    disable_created_metrics,
    start_http_server,
)

from drivers.port import Condition, Health, Media, Paper

LOOPBACK = "127.0.0.1"
RESULTS = ("paid", "deferred", "served", "cancelled", "timeout", "failed", "helped")
STEPS = ("scan", "wait", "choose", "amount", "code", "pay", "print", "read", "result")
SCANS = ("read", "wrong_kind", "too_soon", "ignored")
PAYMENTS = ("paid", "deferred", "declined", "refunded", "indebted")
KINDS = ("receipt", "invoice", "statement", "cover_list")
PRINTS = ("printed", "failed", "unknown")
OPS = ("identify", "look_up", "quote", "charge", "settle", "report", "health")
OUTCOMES = ("answered", "refused", "failed")
LOGINS = ("admitted", "refused")
CANS = ("serve", "pay", "receipt", "invoice")
VISIT_S = (30, 60, 120, 300, 600)
STEP_S = (5, 15, 60)
LOOK_UP_S = (0.5, 1, 1.5, 3, 10)
REQUEST_S = (0.5, 1.5, 5)
STALL_S = (0.1, 0.5, 2)


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is owed to central: how much, for how long, and of how much staff know."""

    depth: int = 0
    oldest_s: float = 0.0
    escalated: int = 0


class Metrics:
    """One kiosk's numbers. Any thread may count."""

    def __init__(self, version: str) -> None:
        # A second series for each one, which nobody reads.
        disable_created_metrics()
        self.registry = CollectorRegistry()
        self._make_of_visits()
        self._make_of_money_and_paper()
        self._make_of_the_machine()
        build = Info("kiosk_build", "What runs here", registry=self.registry)
        build.info({"version": version})

    def visit_began(self) -> None:
        self._visiting.set(1)

    def visit_ended(self, result: str, seconds: float) -> None:
        self._visiting.set(0)
        self._sessions.labels(result).inc()
        self._session_s.observe(seconds)

    def step_ended(self, step: str, seconds: float) -> None:
        self._step_s.labels(step).observe(seconds)

    def moved(self, at: float) -> None:
        """The screen changed, seconds after 1970."""
        self._moved.set(at)

    def scanned(self, result: str) -> None:
        self._scans.labels(result).inc()

    def found(self, seconds: float) -> None:
        """What a scan was for came, so long after it."""
        self._scan_to_result_s.observe(seconds)

    def payment_ended(self, result: str) -> None:
        self._payments.labels(result).inc()

    def payment_unknown(self) -> None:
        self._unknown.inc()

    def print_ended(self, kind: str, result: str) -> None:
        self._prints.labels(kind, result).inc()

    def asked_central(self, op: str, outcome: str, seconds: float) -> None:
        self._requests_s.labels(op, outcome).observe(seconds)

    def device(self, name: str, before: Condition | None, now: Condition) -> None:
        """A device is not as it was."""
        for health in Health:
            self._devices.labels(name, health.value).set(health is now.health)
        papers = [
            one for one in (before, now) if one and one.paper is not Paper.UNKNOWN
        ]
        if papers:  # else it is no printer, or one that never says
            for paper in Paper:
                self._papers.labels(name, paper.value).set(paper is now.paper)
        if now.media is Media.RETRACTED:
            self._not_taken.inc()

    def abilities(self, can: Mapping[str, bool]) -> None:
        for what in CANS:
            self._can.labels(what).set(can[what])

    def backlog(self, owed: Backlog) -> None:
        self._depth.set(owed.depth)
        self._oldest_s.set(owed.oldest_s)
        self._escalations.set(owed.escalated)

    def clock_off_by(self, seconds: float) -> None:
        self._clock_s.set(seconds)

    def paper_left(self, ratio: float) -> None:
        """Of the roll in the receipt printer, from 0 to 1, as far as it is measured."""
        self._paper_left.set(ratio)

    def audited(self, _: str) -> None:
        """Something was written into the audit chain."""
        self._audited.inc()

    def heard_of_staff(self, action: str) -> None:
        """Somebody who works here did this, written down or not."""
        who, _, what = action.partition(".")
        if who == "staff" and what in LOGINS:
            self._logins.labels(what).inc()

    def audit_looked_at(self, is_whole: bool) -> None:
        """Whether every record of the chain fits its neighbours."""
        self._audit_broken.set(not is_whole)

    def heartbeat(self, at: float) -> None:
        """Central has heard that the kiosk lives, seconds after 1970."""
        self._heartbeat.set(at)

    def ui_stalled(self, seconds: float) -> None:
        """The window's thread was so late for what it had to do."""
        self._stalls_s.observe(seconds)

    def _make_of_visits(self) -> None:
        self._sessions = self._counter(
            "kiosk_sessions", "Visits that ended", result=RESULTS
        )
        self._session_s = self._histogram(
            "kiosk_session_duration_seconds", "From coming to leaving", VISIT_S
        )
        self._step_s = self._histogram(
            "kiosk_step_duration_seconds", "How long a step took", STEP_S, step=STEPS
        )
        self._visiting = self._gauge("kiosk_session_open", "1 while somebody is there")
        self._moved = self._gauge(
            "kiosk_state_since_timestamp_seconds", "When the state last became another"
        )
        self._scans = self._counter("kiosk_scan", "Codes that came", result=SCANS)
        self._scan_to_result_s = self._histogram(
            "kiosk_scan_to_result_seconds", "From a code to what it is for", LOOK_UP_S
        )

    def _make_of_money_and_paper(self) -> None:
        self._payments = self._counter(
            "kiosk_payment", "Payments by what became of them", result=PAYMENTS
        )
        self._unknown = self._counter(
            "kiosk_payment_unknown", "Payments whose charge was not answered"
        )
        self._prints = self._counter(
            "kiosk_print", "Print jobs that ended", kind=KINDS, result=PRINTS
        )
        self._not_taken = self._counter(
            "kiosk_paper_not_taken", "Papers that nobody took and a printer took back"
        )

    def _make_of_the_machine(self) -> None:
        self._requests_s = self._histogram(
            "kiosk_central_request_duration_seconds",
            "How long central took",
            REQUEST_S,
            op=OPS,
            outcome=OUTCOMES,
        )
        self._devices = self._gauge(
            "kiosk_device_state", "1 for the state that is true", device=(), state=()
        )
        self._papers = self._gauge(
            "kiosk_paper_state", "1 for what a printer says", device=(), state=()
        )
        self._can = self._gauge("kiosk_can", "1 for what can be finished", what=CANS)
        self._depth = self._gauge("kiosk_queue_depth", "What is owed to central")
        self._oldest_s = self._gauge(
            "kiosk_queue_oldest_age_seconds", "How long the oldest of it has waited"
        )
        self._escalations = self._gauge(
            "kiosk_escalations", "Of it, what the staff have been told of"
        )
        self._clock_s = self._gauge(
            "kiosk_clock_offset_seconds", "How far our clock is from central's"
        )
        self._paper_left = self._gauge(
            "kiosk_paper_remaining_ratio", "Of the roll of receipts, as it is measured"
        )
        self._audited = self._counter(
            "kiosk_audit_records", "Acts that were written down"
        )
        self._audit_broken = self._gauge(
            "kiosk_audit_broken", "1 when the audit chain was last found changed"
        )
        self._logins = self._counter(
            "kiosk_tech_login", "Who wanted to work here", result=LOGINS
        )
        self._heartbeat = self._gauge(
            "kiosk_last_heartbeat_timestamp_seconds", "When central last heard of us"
        )
        self._stalls_s = self._histogram(
            "kiosk_ui_stall_seconds", "How late the window's thread was", STALL_S
        )

    def _counter(self, name: str, said: str, **labels: tuple[str, ...]) -> Counter:
        made = Counter(name, said, list(labels), registry=self.registry)
        _fill(made, labels)
        return made

    def _gauge(self, name: str, said: str, **labels: tuple[str, ...]) -> Gauge:
        made = Gauge(name, said, list(labels), registry=self.registry)
        _fill(made, labels)
        return made

    def _histogram(
        self,
        name: str,
        said: str,
        buckets: tuple[float, ...],
        **labels: tuple[str, ...],
    ) -> Histogram:
        return Histogram(
            name, said, list(labels), buckets=buckets, registry=self.registry
        )


class Page:
    """Answers whoever asks on this machine, and nobody else."""

    def __init__(self, metrics: Metrics, port: int) -> None:
        """Raise OSError where the port is taken."""
        self._server, self._thread = start_http_server(port, LOOPBACK, metrics.registry)

    @property
    def port(self) -> int:
        return self._server.server_port

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _fill(made: Counter | Gauge, labels: Mapping[str, tuple[str, ...]]) -> None:
    """Begin at zero: a series that appears with its first event hides that event."""
    values: list[tuple[str, ...]] = [()]
    for known in labels.values():
        values = [(*one, value) for one in values for value in known]
    for one in values:
        if one:
            made.labels(*one)
