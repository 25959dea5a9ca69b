"""`python -m tests.bench`: measure this machine and print one table."""

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Before any Qt: its import hook trips over a pydantic that is only half loaded.
import kiosk.central.wire  # noqa: F401
from kiosk.app.demo.scene import Scene
from tests.bench import (
    committing,
    decoding,
    documents,
    living,
    machine,
    memory,
    onscreen,
    queueing,
    recovering,
    starting,
    touching,
    visiting,
)
from tests.bench.child import ROOT
from tests.bench.decoding import Scores
from tests.bench.figure import Figure
from tests.bench.photos import photos
from tests.bench.platforms import OFFSCREEN, platforms
from tests.bench.table import table

# Everything generated stands between these two lines.
CODES = "Codes on generated phone screens: percent read, milliseconds of CPU a picture."
GENERATED = re.compile(r"(<!-- figures -->\n).*(<!-- end -->\n)", re.DOTALL)


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs, wider spread")
    parser.add_argument(
        "--photos",
        type=Path,
        metavar="DIR",
        help="also read these pictures, which lie beside their truths (.txt, .json)",
    )
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="put the figures into this document"
    )
    options = parser.parse_args()
    build = ROOT / "build"  # on a real disk: a temporary folder may be memory
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build, prefix="bench-") as folder:
        report = _report(Path(folder), quick=options.quick)
    print(report)
    if options.photos:
        print(decoding.report(decoding.score(photos(options.photos))))
    if options.write:
        _write(options.write, report)


def _report(folder: Path, *, quick: bool) -> str:
    load_before = machine.load()
    times = 1 if quick else 3
    _progress("codes on phones")
    codes = decoding.score(decoding.generated(30 * times))
    lines = table(_figures(folder, codes, times))
    where = f"{machine.description(folder)}; {machine.today()}"
    load = f"load before {load_before}, after {machine.load()}"
    by_trouble = decoding.report(codes)
    return f"{where}; {load}.\n\n{lines}\n\n{CODES}\n\n{by_trouble}\n"


def _figures(folder: Path, codes: Scores, times: int) -> Iterator[Figure]:
    """Every group in turn; `times` says how often to repeat."""
    for group in _groups(folder, codes, times):
        for figure in group:
            _progress(figure.name)
            yield figure
    _progress("")


def _groups(folder: Path, codes: Scores, times: int) -> Iterator[Iterator[Figure]]:
    with Scene(folder) as scene, platforms() as found:
        chosen = found if times > 1 else {"offscreen": OFFSCREEN}
        yield starting.figures(scene, chosen, 3 + 3 * times)
        yield recovering.figures(scene, folder, times)
        yield touching.figures(scene, 4 * times)
        if "xcb" in found and times > 1:
            yield onscreen.figures(scene, found["xcb"], 60)
        yield memory.figures(scene, 1 + times)
        yield living.figures(scene, times)
        yield visiting.figures(scene, 10 * times)
        yield committing.figures(folder, 5 + 5 * times)
        yield queueing.figures(folder, 5 + 5 * times)
        yield decoding.figures(codes, times)
        yield documents.figures(folder, 5 + 5 * times)


def _progress(name: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{name:<40}", end="" if name else "\r", file=sys.stderr, flush=True)


def _write(document: Path, report: str) -> None:
    text = document.read_text(encoding="utf-8")
    document.write_text(
        GENERATED.sub(lambda found: f"{found[1]}\n{report}\n{found[2]}", text),
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
