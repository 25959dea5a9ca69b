"""Paper: an invoice with its QR beside other libraries, and a statement of 400 lines.

The same invoice for all, twenty items on one A5 page, in turns; number, check code and
QR change every time. The first of each, with its fonts to load, is a figure of its own.
"""

import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from kiosk.app.paperwork import PICTURE_WIDTH_PX
from printing.invoice import draw_invoice
from printing.invoice_document import InvoiceDocument
from printing.page_picture import page_picture
from printing.statement import draw_statement
from tests.bench.document_peers import Fpdf2, Peer, Typst, WeasyPrint
from tests.bench.figure import Aim, Figure, Measured, median
from tests.paper_samples import statement_of, with_items

ITEMS = 20
LINES = 400
AIM_PAGE = Aim(10, "ms")
AIM_BYTES = Aim(200, "kB")
AIM_STATEMENT = Aim(1000, "ms")
AIM_PICTURE = Aim(100, "ms")


class Ours:
    def draw(self, document: InvoiceDocument) -> bytes:
        return draw_invoice(document).pdf


def figures(folder: Path, times: int) -> Iterator[Figure]:
    """`times` says how often each draws; `folder` gets the last page of each."""
    kinds: dict[str, Callable[[], Peer]] = {
        "ours": Ours,
        "typst": Typst,
        "fpdf2": Fpdf2,
        "weasyprint": WeasyPrint,
    }
    milliseconds: dict[str, list[float]] = defaultdict(list)
    kilobytes: dict[str, list[float]] = defaultdict(list)
    peers = {name: kind() for name, kind in kinds.items()}
    numbers = count(1)
    for _ in range(times + 1):
        for name, peer in peers.items():
            document = invoice(next(numbers))
            began = time.perf_counter()
            pdf = peer.draw(document)
            milliseconds[name].append(1000 * (time.perf_counter() - began))
            kilobytes[name].append(len(pdf) / 1000)
            (folder / f"{name}.pdf").write_bytes(pdf)
    yield from _beside("first invoice page", _firsts(milliseconds), None)
    yield from _beside("invoice page", _later(milliseconds, "ms"), AIM_PAGE)
    yield from _beside("bytes of it", _later(kilobytes, "kB"), AIM_BYTES)
    yield _statement(times)
    yield _picture(folder, times)


def invoice(number: int) -> InvoiceDocument:
    """An invoice like no other."""
    return replace(
        with_items(ITEMS),
        number=f"{number:010d}",
        check_code=f"{number:06x}",
        verification_url=f"https://einvoice.example.cn/page/31060125/{number:010d}",
    )


def _beside(
    name: str, measured: dict[str, Measured], aim: Aim | None
) -> Iterator[Figure]:
    for peer in [*measured][1:]:
        yield Figure(name, measured["ours"], peer, measured[peer], aim)


def _firsts(runs: dict[str, list[float]]) -> dict[str, Measured]:
    return {
        name: Measured(values[0], "ms", (values[0],), spreads=False)
        for name, values in runs.items()
    }


def _later(runs: dict[str, list[float]], unit: str) -> dict[str, Measured]:
    return {name: median(values[1:], unit) for name, values in runs.items()}


def _statement(times: int) -> Figure:
    document = statement_of(LINES)
    runs = []
    for _ in range(times):
        began = time.perf_counter()
        draw_statement(document)
        runs.append(1000 * (time.perf_counter() - began))
    return Figure(f"statement of {LINES} lines", median(runs), aim=AIM_STATEMENT)


def _picture(folder: Path, times: int) -> Figure:
    """One page for the preview, beside poppler's own program, of the same width."""
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(times + 1):
        pdf = draw_invoice(invoice(10_000 + number)).pdf
        path = folder / "picture.pdf"
        path.write_bytes(pdf)
        began = time.perf_counter()
        page_picture(pdf, 0, PICTURE_WIDTH_PX)
        drawn = time.perf_counter()
        size = ("-scale-to-x", str(PICTURE_WIDTH_PX), "-scale-to-y", "-1")
        files = (str(path), str(folder / "picture"))
        command = ["pdftoppm", "-png", "-singlefile", *size, *files]
        subprocess.run(command, check=True)
        ours.append(1000 * (drawn - began))
        theirs.append(1000 * (time.perf_counter() - drawn))
    name = "page pictured for the preview"
    return Figure(
        name, median(ours[1:], "ms"), "pdftoppm", median(theirs[1:], "ms"), AIM_PICTURE
    )
