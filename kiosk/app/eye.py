"""What the camera sees, from its driver to the window, past engine and journal.

A picture is no state and no event: faces of passers-by may be in it. It goes from hand
to hand, one at a time, and only while a trial of the camera is open.
"""

from drivers.camera.viewfinder import View, Viewfinder
from kiosk.model.sight import Finding, Measure, Sight, What


class Eye:
    """Opened and closed by the effects that begin and end a trial. A kiosk without a
    camera has one that never sees anything."""

    def __init__(self, viewfinder: Viewfinder | None) -> None:
        self._viewfinder = viewfinder

    def open(self) -> None:
        """Somebody looks from now on."""
        if self._viewfinder is not None:
            self._viewfinder.open()

    def close(self) -> None:
        """Nobody looks any more, and nothing is left of what was seen."""
        if self._viewfinder is not None:
            self._viewfinder.close()

    def glimpse(self) -> Sight | None:
        """The newest picture, once; None if there is none since. Any thread."""
        view = self._viewfinder.take() if self._viewfinder is not None else None
        return _sight(view) if view else None


def _sight(view: View) -> Sight:
    return Sight(
        view.width,
        view.height,
        view.pixels,
        view.corners,
        tuple(
            Measure(What(one.what.value), one.values, Finding(one.finding.value))
            for one in view.measures
        ),
    )
