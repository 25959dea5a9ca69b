"""How much memory the kiosk holds when its first patient has gone."""

import time
from collections.abc import Iterator

from kiosk.app.demo.headless import PATIENT
from kiosk.app.demo.scene import Scene
from tests.bench.child import Child
from tests.bench.corner import configure
from tests.bench.figure import Aim, Figure, median
from tests.bench.living import resident_mb
from tests.bench.platforms import OFFSCREEN

AIM = Aim(220, "MB")
AT_REST_S = 3.0  # what the visit needed is given back when she has gone


def figures(scene: Scene, rounds: int) -> Iterator[Figure]:
    """Resident after one visit, and resident with an empty window."""
    config = configure(scene)
    ours, empty = [], []
    for _ in range(rounds):
        with Child("tests.bench.empty_window", environment=OFFSCREEN) as child:
            child.hear()
            empty.append(resident_mb(child.pid))
        scene.sandbox.reset()
        with Child("tests.bench.kiosk_window", config, environment=OFFSCREEN) as child:
            child.hear()  # the first look
            child.hear()  # the whole interface
            child.hear()  # the welcome
            child.ask("visit")
            code = scene.sandbox.fresh_codes(PATIENT)["voucher"]
            scene.scanner.present(code.encode())
            child.hear()  # she is home again
            time.sleep(AT_REST_S)
            ours.append(resident_mb(child.pid))
    yield Figure(
        "memory of the whole kiosk after one visit",
        median(ours, "MB"),
        "empty QML window",
        median(empty, "MB"),
        AIM,
    )
