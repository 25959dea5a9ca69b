"""How long after a touch the picture has changed."""

from collections import defaultdict
from collections.abc import Iterator

from kiosk.app.demo.scene import Scene
from tests.bench.child import Child
from tests.bench.corner import configure
from tests.bench.figure import Aim, Figure, median, worst_of_hundred
from tests.bench.platforms import OFFSCREEN

AIM = Aim(1.5, "ms")
SWITCH = Aim(40, "ms")
BATCH = 10
WAYS = {"large": "large words", "contrast": "high contrast", "language": "English"}
PEER = "rectangle alone"


def figures(scene: Scene, batches: int) -> Iterator[Figure]:
    """Touches on the real window, its kiosk at work behind it, and on an empty one."""
    config = configure(scene)
    ours: dict[str, list[float]] = defaultdict(list)
    empty: dict[str, list[float]] = defaultdict(list)
    with (
        Child("tests.bench.kiosk_window", config, environment=OFFSCREEN) as kiosk,
        Child("tests.bench.empty_window", environment=OFFSCREEN) as rectangle,
    ):
        kiosk.hear()  # the first look
        kiosk.hear()  # the whole interface
        kiosk.hear()  # the welcome
        rectangle.hear()
        for _ in range(batches):
            for child, samples in ((kiosk, ours), (rectangle, empty)):
                for what, times in child.ask(f"touch {BATCH}").items():
                    samples[what] += times
    press, tap = empty["press"], empty["tap"]
    yield Figure(
        "touch to painted button, p50", median(ours["press"]), PEER, median(press), AIM
    )
    yield Figure(
        "touch to painted button, p99",
        worst_of_hundred(ours["press"]),
        PEER,
        worst_of_hundred(press),
    )
    yield Figure("tap to next screen painted", median(ours["tap"]), PEER, median(tap))
    for way, name in WAYS.items():
        yield Figure(
            f"{name} painted, whole screen",
            median(ours[way]),
            PEER,
            median(tap),
            SWITCH,
        )
    yield Figure(
        "sixty bills found to painted", median(ours["list"]), PEER, median(tap)
    )
