"""The roll of receipts: measured, corrected, foretold, and never forgotten."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from drivers.port import (
    Condition,
    DeviceError,
    Health,
    MaybePrinted,
    NotPrinted,
    Paper,
    ignore_progress,
)
from drivers.sim.slip_picture import MARGIN_DOTS, draw_slip
from kiosk.app.cli import main
from kiosk.app.config import load
from kiosk.app.demo.scene import Scene
from kiosk.app.usage import (
    CountedPagePrinter,
    CountedReceiptPrinter,
    Usage,
    read_usage,
)
from kiosk.diagnostics.consumables import Roll, of_roll
from kiosk.diagnostics.doctor import Level
from printing.slip import Size, Slip
from printing.slip_format import STANDARD, SlipFormat, Text
from printing.slip_length import DOTS_PER_MM, length_mm
from printing.slips import AnySlip, build_slip
from tests import slip_samples
from tests.live import standing_before

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ROLL_MM, NEAR_END_MM = 80_000.0, 5_000.0
RASTER = SlipFormat(text=Text.RASTER, draws_qr=False, cuts=False)
SAMPLES: list[AnySlip] = [
    slip_samples.PAYMENT,
    slip_samples.UNCERTAIN,
    slip_samples.DEFERRED,
    slip_samples.REGISTRATION,
]


# How long a slip is.


@pytest.mark.parametrize("format", [STANDARD, RASTER], ids=["rom", "raster"])
@pytest.mark.parametrize("sample", range(len(SAMPLES)))
def test_a_slip_is_as_long_as_the_paper_that_comes_out(
    sample: int, format: SlipFormat
) -> None:
    slip = build_slip(SAMPLES[sample], format)
    paper_mm = (draw_slip(slip).height - 2 * MARGIN_DOTS) / DOTS_PER_MM
    assert length_mm(slip) == pytest.approx(paper_mm, abs=0.01)


def test_large_letters_codes_and_feeds_take_their_paper() -> None:
    def with_(draw: Callable[[Slip], None]) -> float:
        slip = Slip()
        draw(slip)
        slip.cut()
        return length_mm(bytes(slip))

    empty = with_(lambda slip: None)
    assert empty == (6 * 30 + 24) / DOTS_PER_MM
    assert with_(lambda slip: slip.line("金额")) == empty + 30 / DOTS_PER_MM
    assert with_(lambda slip: slip.line("金额", Size.BIG)) == empty + 48 / DOTS_PER_MM
    assert with_(lambda slip: slip.qr("https://example.com")) > empty + 15


# What is left of a roll.


def used(roll: Roll, receipts: int, mm: float, *, every_s: float = 60) -> Roll:
    for number in range(receipts):
        roll = roll.printed(mm, NOON + timedelta(seconds=number * every_s))
    return roll


def test_what_was_printed_is_gone() -> None:
    roll = used(Roll(ROLL_MM), 100, 200.0)
    assert roll.left_mm == 60_000
    assert roll.receipts_left == 300


def test_staff_are_told_before_the_last_fifty_receipts() -> None:
    enough = used(Roll(ROLL_MM), 350, 200.0)
    assert of_roll(enough, NOON).level is Level.OK
    short = used(Roll(ROLL_MM), 351, 200.0)
    assert of_roll(short, NOON).level is Level.WARN
    assert "49 receipts" in of_roll(short, NOON).found


def test_the_pace_of_the_last_hours_says_when_it_ends() -> None:
    roll = used(Roll(ROLL_MM), 60, 200.0)  # 12 m in an hour; 68 m are left
    later = NOON + timedelta(hours=1)
    ends = roll.ends_at(later)
    assert ends is not None
    assert (ends - later).total_seconds() == pytest.approx(68 / 12 * 3600, rel=0.01)


def test_a_pace_of_yesterday_says_nothing_today() -> None:
    roll = used(Roll(ROLL_MM), 60, 200.0)
    assert roll.ends_at(NOON + timedelta(days=1)) is None
    assert Roll(ROLL_MM).ends_at(NOON) is None


def seen(roll: Roll, *papers: Paper) -> Roll:
    for paper in papers:
        roll = roll.seen(
            is_low=paper is Paper.LOW,
            is_out=paper is Paper.OUT,
            near_end_mm=NEAR_END_MM,
        )
    return roll


@pytest.mark.parametrize("receipts", [10, 390])
def test_the_sensor_knows_better_than_the_measure(receipts: int) -> None:
    roll = seen(used(Roll(ROLL_MM), receipts, 200.0), Paper.FULL, Paper.LOW)
    assert roll.left_mm == NEAR_END_MM


def test_the_sensor_corrects_once_and_the_measure_goes_on() -> None:
    roll = seen(Roll(ROLL_MM), Paper.LOW)
    roll = seen(roll.printed(200.0, NOON), Paper.LOW)
    assert roll.left_mm == NEAR_END_MM - 200


def test_a_roll_that_was_out_and_is_there_again_is_new() -> None:
    roll = seen(used(Roll(ROLL_MM), 390, 200.0), Paper.LOW, Paper.OUT)
    assert of_roll(roll, NOON).level is Level.FAIL
    roll = seen(roll, Paper.FULL)
    assert roll.left_mm == ROLL_MM
    assert roll.receipts == 0
    assert seen(roll, Paper.FULL) is roll, "looking again changes nothing"


def test_of_a_roll_of_unknown_length_nothing_is_foretold() -> None:
    told = of_roll(used(Roll(0.0), 10, 200.0), NOON)
    assert told.level is Level.INFO
    assert "roll_m" in told.remedy


# What a kiosk keeps.


class Wall:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def usage(tmp_path: Path, wall: Wall) -> Usage:
    return usage_in(tmp_path, wall)


def usage_in(folder: Path, wall: Wall) -> Usage:
    return Usage(folder / "usage.json", wall, roll_mm=ROLL_MM, near_end_mm=NEAR_END_MM)


@dataclass(slots=True)
class Printer:
    """Prints, or raises what it was told to; counts its pages."""

    error: DeviceError | None = None
    paper: Paper = Paper.FULL
    said: list[int] = field(default_factory=list)

    def condition(self) -> Condition:
        return Condition(Health.OK, paper=self.paper)

    def identity(self) -> str:
        return "Mill"

    def print_slip(self, slip: bytes) -> None:
        if self.error:
            raise self.error

    def print_pages(
        self, pdf: bytes, name: str, progress: Callable[[int], None] = ignore_progress
    ) -> None:
        progress(1)
        if self.error:
            raise self.error
        progress(2)


SLIP = build_slip(slip_samples.PAYMENT)


@pytest.mark.parametrize(
    ("error", "mm", "counts"),
    [
        (None, length_mm(SLIP), {"cuts": 1}),
        (MaybePrinted("torn"), length_mm(SLIP), {"failures": 1}),
        (NotPrinted("no paper"), 0.0, {"failures": 1}),
    ],
)
def test_what_may_be_on_paper_has_used_it_up(
    usage: Usage,
    tmp_path: Path,
    error: DeviceError | None,
    mm: float,
    counts: dict[str, int],
) -> None:
    printer = CountedReceiptPrinter(Printer(error), usage)
    with suppress(DeviceError):
        printer.print_slip(SLIP)
    usage.close()
    kept = read_usage(tmp_path / "usage.json", ROLL_MM)
    assert kept.roll.used_mm == mm
    assert kept.counts == {"receipt_printer": counts}


def test_pages_are_counted_also_of_a_job_that_jammed(
    usage: Usage, tmp_path: Path
) -> None:
    told: list[int] = []
    CountedPagePrinter("page_printer", Printer(), usage).print_pages(
        b"", "job", told.append
    )
    with pytest.raises(MaybePrinted):
        CountedPagePrinter(
            "page_printer", Printer(MaybePrinted("jam")), usage
        ).print_pages(b"", "job")
    usage.close()
    counts = read_usage(tmp_path / "usage.json", ROLL_MM).counts
    assert counts == {"page_printer": {"jobs": 1, "pages": 3, "failures": 1}}
    assert told == [1, 2]


def test_it_survives_a_restart_and_another_roll_length(
    usage: Usage, tmp_path: Path, wall: Wall
) -> None:
    usage.printed(200.0)
    usage.count("camera", "codes", 3)
    usage.close()
    again = usage_in(tmp_path, wall)
    again.count("camera", "codes")
    again.close()
    kept = read_usage(tmp_path / "usage.json", 60_000.0)
    assert kept.roll.left_mm == 59_800
    assert kept.roll.ends_at(NOON) is not None
    assert kept.counts["camera"] == {"codes": 4}


def test_the_disk_is_written_to_once_a_minute(
    usage: Usage, tmp_path: Path, wall: Wall
) -> None:
    def kept() -> int:
        found = read_usage(tmp_path / "usage.json", ROLL_MM)
        return found.counts["camera"]["codes"]

    usage.count("camera", "codes")
    for _ in range(9):
        usage.count("camera", "codes")
    assert kept() == 1
    wall.now += timedelta(minutes=1)
    usage.count("camera", "codes")
    assert kept() == 11


def test_a_new_roll_is_noted_at_once(usage: Usage, tmp_path: Path) -> None:
    printer = Printer(paper=Paper.OUT)
    counted = CountedReceiptPrinter(printer, usage)
    usage.printed(70_000.0)
    counted.condition()
    printer.paper = Paper.UNKNOWN
    counted.condition()
    assert read_usage(tmp_path / "usage.json", ROLL_MM).roll.was_out
    printer.paper = Paper.FULL
    counted.condition()
    assert read_usage(tmp_path / "usage.json", ROLL_MM).roll.left_mm == ROLL_MM


@pytest.mark.parametrize("text", ["", "{", "[]", '{"roll": {}, "counts": {}}'])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "usage.json").write_text(text)
    assert read_usage(tmp_path / "usage.json", ROLL_MM).roll.left_mm == ROLL_MM


def test_a_kiosk_measures_what_its_patients_take(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Scene() as scene:
        config = scene.write_config(data=tmp_path / "data")
        text = config.read_text(encoding="utf-8")
        told = text.replace("[receipt_printer]\n", "[receipt_printer]\nroll_m = 80\n")
        config.write_text(told, encoding="utf-8")
        with standing_before(scene, config) as patient:
            patient.shows("P1008")
            patient.touches_it("confirm")
            patient.touches_it("confirm")
            patient.sees("已扣款")
            patient.touches_it("printReceipt")
            patient.sees("已打好")
            [slip] = scene.receipt_printer.slips
        kept = read_usage(load(config).usage, ROLL_MM)
        assert kept.roll.used_mm == pytest.approx(length_mm(slip), abs=5)
        assert kept.counts["receipt_printer"] == {"cuts": 1}
        assert sum(it.get("codes", 0) for it in kept.counts.values()) >= 1
        main(["doctor", "--config", str(config)])
        assert "m left" in capsys.readouterr().out
