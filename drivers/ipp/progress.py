"""How far a job is, and what its end says of the paper. Pure."""

from dataclasses import dataclass

from drivers.ipp.reply import Reply
from drivers.port import DeviceError, MaybePrinted, NotPrinted

CANCELED, ABORTED, COMPLETED = 7, 8, 9
# Ends that no printer reports.
LOST, UNPROVEN = -1, -2
JOB_ATTRIBUTES = [
    "job-id",
    "job-name",
    "job-state",
    "job-state-reasons",
    "job-impressions-completed",
    "job-media-sheets-completed",
    "time-at-processing",
]
# RFC 8011, section 5.3.8, and PWG 5100.13: why a job ended, for technicians.
WHY = (
    ("document-format-error", "document not understood"),
    ("document-unprintable-error", "document not understood"),
    ("unsupported-document-format", "document not understood"),
    ("job-canceled-by-user", "canceled by a user"),
    ("job-canceled-by-operator", "canceled by staff"),
    ("job-canceled-at-device", "canceled at the printer"),
    ("job-canceled-after-timeout", "canceled after a time"),
)


@dataclass(frozen=True, slots=True)
class Progress:
    """What a printer says of a job. `impressions` is None when it does not count.

    `began` is None when the printer does not say whether it ever worked on the job.
    """

    state: int
    impressions: int | None = None
    began: bool | None = None
    reasons: tuple[str, ...] = ()

    @property
    def is_over(self) -> bool:
        return self.state in (CANCELED, ABORTED, COMPLETED, LOST, UNPROVEN)

    @property
    def is_done(self) -> bool:
        return self.state == COMPLETED

    @property
    def never_began(self) -> bool:
        """It ended, or may end, without a drop of toner: nobody worked on it."""
        return self.began is False and not self.impressions


VANISHED = Progress(LOST)  # the printer knows no such job, any more
CANNOT_PROVE = Progress(UNPROVEN)  # handed on, and nobody asked what became of it


def progress_from(reply: Reply) -> Progress | None:
    """How far it is; VANISHED when the printer knows no such job; None: not said."""
    if reply.is_absence:
        return VANISHED
    state = reply.number("job-state")
    if reply.is_refusal or state is None:
        return None
    reasons = reply.words("job-state-reasons")
    return Progress(state, _impressions(reply), _began(reply), reasons)


def verdict(end: Progress, *, jammed: bool) -> DeviceError | None:
    """None when everything is on paper, else what is known of it.

    `jammed`: paper got stuck while the job was at work. A page that jammed is not
    counted, and may be half out all the same.
    """
    if end.is_done:
        flawed = any(r.startswith("job-completed-with-errors") for r in end.reasons)
        return MaybePrinted("completed with errors") if flawed else None
    if end.state == UNPROVEN:
        return MaybePrinted("queue gives no proof")
    if end.state == LOST:
        return MaybePrinted("job vanished")
    ended = _ended(end)
    if end.never_began:
        return NotPrinted(f"{ended} before it began")
    if jammed:
        return MaybePrinted("paper jam")
    if end.state == ABORTED and end.impressions == 0:
        return NotPrinted(f"{ended} before the first page")
    return MaybePrinted(ended)


def _ended(end: Progress) -> str:
    named = (text for word, text in WHY if word in end.reasons)
    return next(named, "aborted" if end.state == ABORTED else "canceled")


def _impressions(reply: Reply) -> int | None:
    """The larger of two counts: a printer may keep one of them at nought for ever."""
    counts = (
        reply.number("job-impressions-completed"),
        reply.number("job-media-sheets-completed"),
    )
    return max((count for count in counts if count is not None), default=None)


def _began(reply: Reply) -> bool | None:
    """No value stands for "not yet" (RFC 8011, section 5.3.14)."""
    if "time-at-processing" not in reply.attributes:
        return None
    return reply.number("time-at-processing") is not None
