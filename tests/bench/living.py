"""What the kiosk costs while nothing happens, and what it keeps of what did."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from kiosk.app.demo.headless import PATIENT
from kiosk.app.demo.scene import Scene
from tests.bench.child import Child
from tests.bench.corner import configure
from tests.bench.figure import Aim, Figure, median, worst_of_hundred
from tests.bench.platforms import OFFSCREEN

IDLE_S = 20.0
TICKS = os.sysconf("SC_CLK_TCK")
PAGES = 3_000
GROWTH = Aim(1, "MB")
IDLE = Aim(0.3, "%")
STALL = Aim(16, "ms")


def figures(scene: Scene, rounds: int) -> Iterator[Figure]:
    """The whole kiosk with all its devices, and an empty window beside it."""
    config = configure(scene)
    ours, empty = [], []
    with (
        Child("tests.bench.kiosk_window", config, environment=OFFSCREEN) as kiosk,
        Child("tests.bench.empty_window", environment=OFFSCREEN) as rectangle,
    ):
        for _ in range(3):  # the first look, the interface, the welcome
            kiosk.hear()
        rectangle.hear()
        for _ in range(rounds):
            seconds = [_cpu_s(child.pid) for child in (kiosk, rectangle)]
            time.sleep(IDLE_S)
            spent = [
                (_cpu_s(child.pid) - before) / IDLE_S * 100
                for child, before in zip((kiosk, rectangle), seconds, strict=True)
            ]
            ours.append(spent[0])
            empty.append(spent[1])
        yield Figure(
            "CPU of the whole kiosk while nobody is there, camera looking",
            median(ours, "%"),
            "empty QML window",
            median(empty, "%"),
        )
        yield from _visit(scene, kiosk)
    yield from _alone(config, rounds)


def _visit(scene: Scene, kiosk: Child) -> Iterator[Figure]:
    """How long the window's thread answered nothing, while everything else worked."""
    kiosk.ask("watch")
    scene.sandbox.reset()
    kiosk.ask("visit")
    scene.scanner.present(scene.sandbox.fresh_codes(PATIENT)["voucher"].encode())
    kiosk.hear()  # home again, with her slip
    gaps: list[float] = kiosk.ask("watched")
    yield Figure(
        "window's thread busy at a stretch, in a visit, p99",
        worst_of_hundred(gaps),
        aim=STALL,
    )


def _alone(config: str, rounds: int) -> Iterator[Figure]:
    """The interface without a kiosk behind it: what it costs and keeps by itself."""
    idle, growth = [], []
    for _ in range(rounds):
        with Child("tests.bench.face_alone", config, environment=OFFSCREEN) as face:
            face.hear()
            before = _cpu_s(face.pid)
            time.sleep(IDLE_S)
            idle.append((_cpu_s(face.pid) - before) / IDLE_S * 100)
            samples = -resident_mb(face.pid)
            face.ask("samples")
            samples += resident_mb(face.pid)
            face.ask(f"pages {PAGES // 3}")  # what is built once is built by then
            at_first = resident_mb(face.pid)
            face.ask(f"pages {PAGES}")
            growth.append(resident_mb(face.pid) - at_first)
            resident = resident_mb(face.pid) - samples
    yield Figure(
        "CPU of the interface while nobody is there", median(idle, "%"), aim=IDLE
    )
    yield Figure(
        "memory of the interface alone, all screens seen",
        median([resident], "MB"),
        aim=Aim(130, "MB"),
    )
    yield Figure(f"growth over {PAGES:,} screens", median(growth, "MB"), aim=GROWTH)


def _cpu_s(pid: int) -> float:
    """Seconds of CPU that a process has used, its threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ProcessLookupError(pid)
