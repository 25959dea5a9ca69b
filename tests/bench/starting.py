"""How long a cold process needs until somebody sees something."""

from collections.abc import Iterator, Mapping

from kiosk.app.demo.scene import Scene
from tests.bench.child import Child
from tests.bench.corner import configure
from tests.bench.figure import Aim, Figure, median

AIM = Aim(1.6)


def figures(
    scene: Scene, platforms: Mapping[str, Mapping[str, str]], rounds: int
) -> Iterator[Figure]:
    """Spawn to first painted frame, and to the welcome, on each platform."""
    config = configure(scene)
    for name, environment in platforms.items():
        ours, wholes, welcomes, empty = [], [], [], []
        for _ in range(rounds):
            empty.append(_first_frame("tests.bench.empty_window", environment))
            with Child(
                "tests.bench.kiosk_window", config, environment=environment
            ) as child:
                ours.append(_since_spawn(child, "painted_at_ns"))
                wholes.append(_since_spawn(child, "whole_at_ns"))
                welcomes.append(_since_spawn(child, "welcome_at_ns"))
        peer = median(empty)
        window = "empty QML window"
        yield Figure(f"start to first frame, {name}", median(ours), window, peer, AIM)
        yield Figure(f"start to whole interface, {name}", median(wholes), window, peer)
        yield Figure(f"start to welcome, {name}", median(welcomes), window, peer)


def _first_frame(module: str, environment: Mapping[str, str]) -> float:
    with Child(module, environment=environment) as child:
        return _since_spawn(child, "painted_at_ns")


def _since_spawn(child: Child, what: str) -> float:
    return float(child.hear()[what] - child.spawned_at_ns) / 1e6
