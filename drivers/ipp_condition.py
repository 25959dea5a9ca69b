"""What a page printer's state and reasons mean. Pure: reply in, condition out.

Reasons end in -report, -warning or -error at the printer's whim (many report an
empty tray as a warning), so those known here are matched by how they begin.
"""

from drivers.ipp_reply import Reply
from drivers.port import Condition, Health, Paper

STOPPED = 5
STATES = (3, 4, STOPPED)  # idle, processing, stopped

PRINTER_ATTRIBUTES = [
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
]

# Worst first: the first that matches gives the name.
HINDRANCES = (
    ("media-jam", "paper jam", Paper.JAMMED),
    ("cover-open", "cover open", Paper.UNKNOWN),
    ("door-open", "door open", Paper.UNKNOWN),
    ("interlock-open", "door open", Paper.UNKNOWN),
    ("media-empty", "paper out", Paper.OUT),
    ("media-needed", "paper out", Paper.OUT),
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
    ("connecting-to-device", "connecting", Paper.UNKNOWN),
)
HINTS = (
    ("media-low", "paper low", Paper.LOW),
    ("toner-low", "toner low", Paper.UNKNOWN),
    ("marker-supply-low", "toner low", Paper.UNKNOWN),
    ("marker-waste-almost-full", "waste toner almost full", Paper.UNKNOWN),
    ("output-area-almost-full", "output almost full", Paper.UNKNOWN),
)


def condition_from(reply: Reply) -> Condition:
    """The condition that a Get-Printer-Attributes reply describes."""
    state = reply.number("printer-state")
    if reply.is_refusal or state not in STATES:
        return Condition(Health.UNKNOWN, "no status")
    reasons = tuple(
        reason
        for reason in reply.words("printer-state-reasons")
        if reason != "none" and not reason.startswith(("moving-to-paused", "spool-"))
    )
    hindered = _first(HINDRANCES, reasons)
    if hindered:
        return Condition(Health.FAILED, *hindered)
    if state == STOPPED:
        return Condition(Health.FAILED, "stopped")
    if reply.number("printer-is-accepting-jobs") == 0:
        return Condition(Health.FAILED, "accepts no jobs")
    return _working(reasons)


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
