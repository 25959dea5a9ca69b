"""What a test says of a world that went wrong."""

from collections.abc import Iterable

from kiosk.app.simulation.run import how_to_replay
from kiosk.app.simulation.world import Outcome


def assert_well(outcomes: Iterable[Outcome]) -> None:
    """Fail with every violation, its seed and the one command that shows it again."""
    lines: list[str] = []
    for outcome in outcomes:
        for violation in outcome.violations:
            lines.append(f"seed {outcome.seed}: {violation}")
            lines.append(how_to_replay(outcome.seed))
    assert not lines, "\n".join(lines)
