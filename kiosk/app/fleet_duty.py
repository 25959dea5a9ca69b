"""An event of the fleet as a duty of the outbox."""

from dataclasses import dataclass

from kiosk.model.fleet import FleetEvent


@dataclass(frozen=True, slots=True)
class ReportEvent:
    """Tell central what happened to the kiosk: a duty."""

    event: FleetEvent
