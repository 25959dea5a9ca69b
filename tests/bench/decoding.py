"""How many codes are read, by trouble: plain pyzbar, plain zxing-cpp, and the kiosk.

    python -m tests.bench.decoding [--each N] [--photos DIR]

Generated phone screens, or pictures beside their truths (photos.py). All three get
the same single picture. Times are this process's own CPU.
"""

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import cv2
import zxingcpp
from pyzbar import pyzbar

from drivers.camera.decoding import QrDecoder
from drivers.camera.looking import Looking
from drivers.camera.qr_engines import Grey
from drivers.camera.scanner import LOOK_EVERY_S
from drivers.sim.phone_screen import held_up
from drivers.sim.phone_screen_lobby import empty_lobby
from drivers.sim.phone_screen_trouble import Trouble
from tests.bench.figure import Aim, Figure, Measured, median
from tests.bench.photos import Picture, photos
from tests.bench.table import table

AIM_READ = Aim(97, "%", at_least=True)
AIM_BESIDE = Aim(0, "points", at_least=True)
AIM_EMPTY = Aim(15, "ms")
OURS = "ours"
PLAIN_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
FIRST_SEED = 5_000  # seeds that nothing was chosen by
# zbar's guesses, undone for pyzbar: a garbled text is a fault, but was read.
GUESSES = ("latin-1", "cp932", "big5", "gb18030", "utf-8")


@dataclass(slots=True)
class Score:
    """What one engine made of the pictures of one row."""

    read: int = 0
    missed: int = 0
    wrong: int = 0
    cpu_ms: list[float] = field(default_factory=list)

    @property
    def percent(self) -> float:
        return 100 * self.read / max(1, self.read + self.missed)


Scores = dict[str, dict[str, Score]]


def figures(scores: Scores, times: int) -> Iterator[Figure]:
    """The rates of all troubles together, and what a frame without a code costs."""
    yield from _rates(scores)
    yield _empty(30 * times)


def score(pictures: Iterable[Picture]) -> Scores:
    """Each picture through each engine: scores by row, then by engine."""
    cv2.setNumThreads(1)
    scores: Scores = defaultdict(lambda: defaultdict(Score))
    with QrDecoder() as decoder:
        engines: dict[str, Callable[[Grey], list[bytes]]] = {
            "pyzbar": _by_pyzbar,
            "zxing-cpp": _by_zxing,
            OURS: decoder.decode,
        }
        for picture in pictures:
            for name, engine in engines.items():
                _note(scores[picture.row][name], engine, picture)
    return scores


def generated(each: int) -> Iterator[Picture]:
    """So many phones of every trouble."""
    for trouble in Trouble:
        for seed in range(FIRST_SEED, FIRST_SEED + each):
            held = held_up(seed, trouble)
            yield Picture(trouble, held.frame(), frozenset([held.payload]))


def report(scores: Scores) -> str:
    """Rows by trouble, a column for each engine: percent read, ms per picture."""
    everything = _everything(scores)
    names = list(everything)
    rows = [["", *names]]
    rows += [[row, *_cells(found)] for row, found in scores.items()]
    rows += [["all", *_cells(everything)]]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rule = "|".join(["", *("-" * (width + 2) for width in widths), ""])
    heading, *body = [_line(row, widths) for row in rows]
    return "\n".join([heading, rule, *body])


def _rates(scores: Scores) -> Iterator[Figure]:
    everything = _everything(scores)
    for peer in everything:
        if peer != OURS:
            ours, theirs = (_rate(scores, name) for name in (OURS, peer))
            yield Figure("codes read from phones", ours, peer, theirs, AIM_READ)
    lead = [
        found[OURS].percent - max(s.percent for n, s in found.items() if n != OURS)
        for found in scores.values()
    ]
    worst = Measured(min(lead), "points", tuple(lead), spreads=False)
    yield Figure("least lead over the best, by trouble", worst, aim=AIM_BESIDE)
    busy = {name: median(score.cpu_ms) for name, score in everything.items()}
    yield Figure("one picture of a code", busy[OURS], "pyzbar", busy["pyzbar"])


def _rate(scores: Scores, name: str) -> Measured:
    """Percent of all; the runs are the troubles."""
    rates = tuple(found[name].percent for found in scores.values())
    return Measured(_everything(scores)[name].percent, "%", rates, spreads=False)


def _empty(frames: int) -> Figure:
    """What the live camera does with a colour frame: all of it, as it takes turns."""
    ours, peer = [], []
    with Looking() as looking:
        for seed in range(frames):
            grey = empty_lobby(seed)
            frame = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
            ours.append(_cpu_ms(partial(looking.see, frame, seed * LOOK_EVERY_S)))
            peer.append(_cpu_ms(partial(_by_pyzbar, grey)))
    return Figure(
        "a 720p frame without a code", median(ours), "pyzbar", median(peer), AIM_EMPTY
    )


def _note(
    score: Score, engine: Callable[[Grey], list[bytes]], picture: Picture
) -> None:
    codes: list[bytes] = []
    score.cpu_ms.append(_cpu_ms(lambda: codes.extend(engine(picture.grey))))
    meant = [_meanings(code) for code in codes]
    read = sum(any(text in each for each in meant) for text in picture.truth)
    score.read += read
    score.missed += len(picture.truth) - read
    score.wrong += sum(not each & picture.truth for each in meant)


def _by_pyzbar(grey: Grey) -> list[bytes]:
    return [code.data for code in pyzbar.decode(grey, [pyzbar.ZBarSymbol.QRCODE])]


def _by_zxing(grey: Grey) -> list[bytes]:
    return [
        bytes(code.bytes) for code in zxingcpp.read_barcodes(grey, formats=PLAIN_QR)
    ]


def _meanings(code: bytes) -> set[bytes]:
    """The bytes, and what they were before zbar's guess, or as a truth has them."""
    meanings = {code, code.strip()}
    for guess in GUESSES:
        try:
            meanings.add(code.decode("utf-8").encode(guess))
            meanings.add(code.decode(guess).strip().encode())
        except UnicodeError:
            continue
    return meanings


def _everything(scores: Scores) -> dict[str, Score]:
    """All rows together, by engine."""
    together: dict[str, Score] = defaultdict(Score)
    for found in scores.values():
        for name, score in found.items():
            together[name].read += score.read
            together[name].missed += score.missed
            together[name].wrong += score.wrong
            together[name].cpu_ms += score.cpu_ms
    return together


def _cells(found: dict[str, Score]) -> list[str]:
    return [_cell(score) for score in found.values()]


def _cell(score: Score) -> str:
    wrong = f", {score.wrong} WRONG" if score.wrong else ""
    return f"{score.percent:.1f} %{wrong}, {statistics.fmean(score.cpu_ms):.1f} ms"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"


def _cpu_ms(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.decoding")
    parser.add_argument("--each", type=int, default=30, help="phones of each trouble")
    parser.add_argument("--photos", type=Path, metavar="DIR", help="with truths")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    if not options.photos:
        print(table([_empty(100)]))
    chosen = photos(options.photos) if options.photos else generated(options.each)
    print(report(score(chosen)))


if __name__ == "__main__":
    main()
