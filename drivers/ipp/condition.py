"""What a printer or a queue says of itself. Pure: reply in, condition out.

Reasons end in -report, -warning or -error at the printer's whim (many report an
empty tray as a warning), so those known here are matched by how they begin.
"""

from drivers.ipp.reply import Reply
from drivers.port import Condition, Health, Paper

STOPPED = 5
STATES = (3, 4, STOPPED)  # idle, processing, stopped

PRINTER_ATTRIBUTES = [
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "media-ready",
    "cups-version",
    "device-uri",
    "printer-error-policy",
]

# Worst first: the first that matches gives the name.
HINDRANCES = (
    ("media-jam", "paper jam", Paper.JAMMED),
    ("cover-open", "cover open", Paper.UNKNOWN),
    ("door-open", "door open", Paper.UNKNOWN),
    ("interlock-open", "door open", Paper.UNKNOWN),
    ("media-empty", "paper out", Paper.OUT),
    ("media-needed", "paper out", Paper.OUT),
    ("marker-supply-missing", "toner missing", Paper.UNKNOWN),
    ("developer-empty", "toner empty", Paper.UNKNOWN),
    ("opc-life-over", "drum worn out", Paper.UNKNOWN),
    ("input-tray-missing", "tray missing", Paper.UNKNOWN),
    ("output-area-full", "output full", Paper.UNKNOWN),
    ("output-tray-missing", "output tray missing", Paper.UNKNOWN),
    ("toner-empty", "toner empty", Paper.UNKNOWN),
    ("marker-supply-empty", "toner empty", Paper.UNKNOWN),
    ("marker-waste-full", "waste toner full", Paper.UNKNOWN),
    ("fuser-", "fuser", Paper.UNKNOWN),
    ("paused", "paused", Paper.UNKNOWN),
    ("shutdown", "shut down", Paper.UNKNOWN),
    ("timed-out", "timed out", Paper.UNKNOWN),
    ("offline", "offline", Paper.UNKNOWN),
    ("connecting-to-device", "connecting", Paper.UNKNOWN),
)
FILTERS = (
    ("cups-missing-filter", "filter missing", Paper.UNKNOWN),
    ("cups-insecure-filter", "filter missing", Paper.UNKNOWN),
)
HINTS = (
    ("media-low", "paper low", Paper.LOW),
    ("toner-low", "toner low", Paper.UNKNOWN),
    ("marker-supply-low", "toner low", Paper.UNKNOWN),
    ("marker-waste-almost-full", "waste toner almost full", Paper.UNKNOWN),
    ("output-area-almost-full", "output almost full", Paper.UNKNOWN),
    ("developer-low", "toner low", Paper.UNKNOWN),
    ("opc-near-eol", "drum nearly worn out", Paper.UNKNOWN),
)
# These say how far a job or a pause is, and nothing of the printer.
PASSING = ("moving-to-paused", "spool-", "cups-waiting", "cups-remote-", "cups-ipp-")
RETRYING = ("retry-job", "retry-current-job")


def condition_from(reply: Reply) -> Condition:
    """The condition that a Get-Printer-Attributes reply describes."""
    state = reply.number("printer-state")
    if reply.is_absence:
        return Condition(Health.FAILED, "no such queue")
    if reply.is_refusal or state not in STATES:
        return Condition(Health.UNKNOWN, "no status")
    reasons = _reasons(reply)
    hindered = _first(HINDRANCES + FILTERS, reasons)
    if hindered:
        return Condition(Health.FAILED, *hindered)
    if state == STOPPED:
        return Condition(Health.FAILED, "stopped")
    if reply.number("printer-is-accepting-jobs") == 0:
        return Condition(Health.FAILED, "accepts no jobs")
    return _working(reasons)


def is_queue(reply: Reply) -> bool:
    """Whether a scheduler answered for the printer. CUPS always says so itself."""
    return "cups-version" in reply.attributes or "device-uri" in reply.attributes


def policy_from(reply: Reply) -> Condition:
    """What a queue does by itself after a fault (rule P3: it must not retry)."""
    policies = reply.words("printer-error-policy")
    if any(policy in RETRYING for policy in policies):
        return Condition(Health.FAILED, "queue retries by itself")
    if "stop-printer" in policies:
        return Condition(Health.DEGRADED, "queue stops at a fault")
    return Condition(Health.OK)


def behind_queue(queue: Reply, printer: Condition | None) -> Condition:
    """The condition of a printer behind a queue. None: only the queue can be asked.

    Reasons of the queue may be stale, so where the printer itself answers they
    count no more.
    """
    seen = condition_from(queue)
    policy = policy_from(queue)
    if printer is None:
        proof = Condition(Health.DEGRADED, "queue gives no proof", seen.paper)
        return _worst(seen, policy, proof)
    stopped = queue.number("printer-state") == STOPPED
    closed = queue.number("printer-is-accepting-jobs") == 0
    filters = _first(FILTERS, _reasons(queue)) is not None
    if seen.health is Health.UNKNOWN or stopped or closed or filters:
        detail = "queue stopped" if stopped else seen.detail
        return Condition(seen.health, detail, printer.paper)
    return _worst(printer, policy)


def _worst(*seen: Condition) -> Condition:
    """The first of the worst, with the paper of the first."""
    order = (Health.OK, Health.DEGRADED, Health.UNKNOWN, Health.FAILED)
    worst = max(seen, key=lambda condition: order.index(condition.health))
    return Condition(worst.health, worst.detail, seen[0].paper)


def _reasons(reply: Reply) -> tuple[str, ...]:
    return tuple(
        reason
        for reason in reply.words("printer-state-reasons")
        if reason != "none" and not reason.startswith(PASSING)
    )


def _working(reasons: tuple[str, ...]) -> Condition:
    hinted = _first(HINTS, reasons)
    if hinted:
        return Condition(Health.DEGRADED, *hinted)
    if any(not reason.endswith("-report") for reason in reasons):
        return Condition(Health.DEGRADED, "other warning", Paper.FULL)
    return Condition(Health.OK, paper=Paper.FULL)


def _first(
    table: tuple[tuple[str, str, Paper], ...], reasons: tuple[str, ...]
) -> tuple[str, Paper] | None:
    for prefix, detail, paper in table:
        if any(reason.startswith(prefix) for reason in reasons):
            return detail, paper
    return None
