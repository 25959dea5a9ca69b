"""`python -m tests.soak --visits 10000`: one process, faults now and then; exit code 0
says that nothing grew: memory by less than 5 %, threads and descriptors not at all."""

import argparse
import os
import random
import select
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from kiosk.app.config import load
from kiosk.app.demo.headless import PATIENT
from kiosk.app.demo.scene import Scene
from kiosk.app.opening import journal_as_it_is
from offline_queue.outbox import Outbox
from tests.bench.living import resident_mb
from tests.bench.platforms import OFFSCREEN
from tests.test_visits_end_to_end import PATIENCE, configure

WARM = 200  # visits until everything that is made once is made
SHARE = 20  # of visits, one has a fault
MOST = 1.05
HOME_S, AGAIN_S, TOLD_S = 90.0, 1.5, 0.01
FAULTS = [
    *((where, "drop_after") for where in ("charge", "settle", "ask")),
    *((where, "drop_before") for where in ("identify", "charge", "settle")),
    *((where, "error") for where in ("bills", "pre_settle", "settle")),
    ("settle", "duplicate"),
    ("identify", "truncated"),
    ("bills", "wrong_patient"),
]


@dataclass(frozen=True, slots=True)
class Size:
    """What a process holds."""

    resident_mb: float
    threads: int
    descriptors: int

    @classmethod
    def of(cls, pid: int) -> "Size":
        process = Path(f"/proc/{pid}")
        threads = len(list((process / "task").iterdir()))
        return cls(resident_mb(pid), threads, len(list((process / "fd").iterdir())))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--visits", type=int, default=10_000, metavar="N")
    parser.add_argument("--seed", type=int, help="the same seed, the same faults")
    options = parser.parse_args()
    seed = random.randrange(2**32) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder, Scene(Path(folder)) as scene:
        config = configure(scene, Path(folder) / "data", PATIENCE)
        first, last, seconds = _soak(scene, config, options.visits, seed)
    for name, size in (("warm", first), ("end", last)):
        print(
            f"{name}: {size.resident_mb:.1f} MB, {size.threads} threads, "
            f"{size.descriptors} descriptors"
        )
    print(f"{options.visits} visits, {options.visits / seconds:.1f} a second")
    is_well = (
        last.resident_mb < first.resident_mb * MOST
        and last.threads <= first.threads
        and last.descriptors <= first.descriptors
    )
    return 0 if is_well else 1


def _soak(
    scene: Scene, config: Path, visits: int, seed: int
) -> tuple[Size, Size, float]:
    dice = random.Random(seed)
    [journal] = journal_as_it_is(load(config), 1)
    owed = Outbox(journal)
    with (
        journal,
        subprocess.Popen(
            [sys.executable, "-m", "tests.soak.kiosk", str(config)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **OFFSCREEN},
        ) as process,
    ):
        try:
            _home(process, scene, None)
            first, began_s = Size.of(process.pid), time.monotonic()
            for number in range(visits):
                _told(owed)
                if number == min(WARM, visits // 2):
                    first = Size.of(process.pid)
                scene.sandbox.reset()
                scene.receipt_printer.slips.clear()
                if dice.randrange(SHARE) == 0:
                    where, what = dice.choice(FAULTS)
                    scene.sandbox.fail(where, what)
                code = scene.sandbox.fresh_codes(PATIENT)["voucher"]
                assert process.stdin is not None
                process.stdin.write(b"come\n")
                process.stdin.flush()
                _home(process, scene, code.encode())
                if number and number % 1_000 == 0:
                    print(f"{number}: {Size.of(process.pid)}", flush=True)
            seconds = time.monotonic() - began_s
            return first, Size.of(process.pid), seconds
        finally:
            process.kill()


def _told(owed: Outbox) -> None:
    """Wait until central has been told everything: after the reset it knows of nothing,
    and what it is asked of then stays open for good, as it should."""
    deadline = time.monotonic() + HOME_S
    while owed.count() and time.monotonic() < deadline:
        time.sleep(TOLD_S)


def _home(process: "subprocess.Popen[bytes]", scene: Scene, code: bytes | None) -> None:
    """Hold the code up until it is read, and wait until she is home again."""
    assert process.stdout is not None
    deadline = time.monotonic() + HOME_S
    while time.monotonic() < deadline:
        if code is not None:
            scene.scanner.present(code)
        if select.select([process.stdout], [], [], AGAIN_S)[0]:
            if not process.stdout.readline():
                break
            return
    raise RuntimeError("she does not come home")


if __name__ == "__main__":
    sys.exit(main())
