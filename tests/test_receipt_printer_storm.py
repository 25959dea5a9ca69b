"""Whatever goes wrong with a receipt printer, "printed" is never said in error."""

import random
from dataclasses import replace

import pytest

from drivers.escpos.receipt_printer import EscposReceiptPrinter
from drivers.port import MaybePrinted, NotPrinted
from drivers.sim.receipt_printer import SimReceiptPrinter

JOBS = 6
# What strikes before a slip or within it. A real device is as inventive.
STRIKES = (
    "no_answer",
    "go_away",
    "paper_low",
    "paper_out",
    "jam",
    "jam_next",
    "cover",
    "garble",
    "late_answer",
    "lie",
)
MENDS = ("well", "refill", "close_cover", "come_back", "answer")
BENCHES = [
    ("epson-tm-t88", "tcp"),
    ("epson-tm-t88", "usb"),
    ("gprinter-80mm", "tcp"),
    ("pos58", "serial"),
    ("custom-kpm", "usb"),
]


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drivers.escpos.job.LOOK_AGAIN_S", 0.05)
    monkeypatch.setattr("drivers.escpos.job.LOOK_TIMEOUT_S", 0.1)
    monkeypatch.setattr("drivers.escpos.receipt_printer.CONDITION_TIMEOUT_S", 0.1)
    monkeypatch.setattr("drivers.escpos.receipt_printer.IN_STEP_TIMEOUT_S", 0.1)
    monkeypatch.setattr("drivers.escpos.receipt_printer.CLOSING_S", 0.1)
    monkeypatch.setattr("drivers.escpos.receipt_printer.CLEAR_TIMEOUT_S", 0.05)
    monkeypatch.setattr("drivers.escpos.receipt_printer.SURE_CLEAR_TIMEOUT_S", 0.1)
    monkeypatch.setattr("drivers.escpos.connection.QUIET_S", 0.02)


@pytest.mark.parametrize("bench", BENCHES, ids="-".join)
@pytest.mark.parametrize("seed", range(4))
def test_what_is_called_printed_is_on_the_paper_whole_and_once(
    bench: tuple[str, str], seed: int
) -> None:
    dice = random.Random(f"{seed} {bench}")
    with SimReceiptPrinter(profile=bench[0], line=bench[1]) as sim:
        profile = replace(sim.profile, settles_s=0.02)
        printer = EscposReceiptPrinter(sim.where, profile, deadline_s=0.4)
        verdicts = {job: attempt(sim, printer, job, dice) for job in range(JOBS)}
        sim.acts()["well"]("")
        printer.condition()
        for job, verdict in verdicts.items():
            came = [slip for slip in sim.slips if mark(job) in slip]
            assert len(came) <= 1, f"slip {job} came out {len(came)} times"
            assert verdict != "printed" or came, f"slip {job} never came out"
            assert verdict != "not printed" or not came, f"slip {job} came out"


def attempt(
    sim: SimReceiptPrinter,
    printer: EscposReceiptPrinter,
    job: int,
    dice: random.Random,
) -> str:
    strike = dice.choice((*STRIKES, "", ""))
    if strike and dice.random() < 0.7:
        sim._halfway = lambda: sim.acts()[strike]("")
    elif strike:
        sim.acts()[strike]("")
    end = b"\x1dV\x42\x00" if sim.profile.has_cutter else b"\x1bd\x06"
    verdict = "printed"
    try:
        printer.print_slip(mark(job) + b"\nlower half\n" + end)
    except MaybePrinted:
        verdict = "in doubt"
    except NotPrinted:
        verdict = "not printed"
    if verdict == "printed":
        assert any(mark(job) in slip for slip in sim.slips), f"slip {job}: a lie"
    sim.acts()[dice.choice(MENDS)]("")
    return verdict


def mark(job: int) -> bytes:
    return b"slip number %d." % job
