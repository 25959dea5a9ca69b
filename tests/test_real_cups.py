"""Printers and queues that are not ours: CUPS' `ippeveprinter` and `cupsd`.

Both are started here, on loopback, and end with the tests. Each sentence that holds for
either way to the paper is proved on both.
"""

import hashlib
import re
import shutil
import ssl
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from drivers.ipp.page_printer import IppPagePrinter
from drivers.ipp.trust import Trust
from drivers.port import Condition, Health, MaybePrinted, NotPrinted, Paper
from tests.cups.peers import PrivateBus, missing, wait_until
from tests.cups.real_printer import NAME, Mode, RealPrinter
from tests.cups.real_scheduler import RealScheduler

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

SETUP = Path(__file__).parents[1] / "deploy/cups/cups-setup"
DEADLINE_S = 4.0
A4 = (595.28, 841.89)
OK = Condition(Health.OK, paper=Paper.FULL)


@dataclass(frozen=True, slots=True)
class House:
    """What stands in the house: one printer, and a scheduler with a queue to it."""

    printer: RealPrinter
    scheduler: RealScheduler

    @property
    def queue(self) -> str:
        return self.scheduler.queue_uri("inv")


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    # Not pytest's own folder: filters run as another user, who may not enter that.
    folder = Path(tempfile.mkdtemp(prefix="kiosk-cups-"))
    folder.chmod(0o755)
    for inside in ("printer", "scheduler"):
        (folder / inside).mkdir()
    try:
        with (
            PrivateBus(folder) as bus,
            RealPrinter(folder / "printer", bus) as printer,
            RealScheduler(folder / "scheduler") as scheduler,
        ):
            scheduler.add_queue("inv", printer.uri, "-m", "everywhere", "-o", ABORTS)
            yield House(printer, scheduler)
    finally:
        shutil.rmtree(folder)


ABORTS = "printer-error-policy=abort-job"


@pytest.fixture(autouse=True)
def quick_polls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drivers.ipp.page_printer.POLL_EVERY_S", 0.05)
    monkeypatch.setattr("drivers.ipp.page_printer.LOST_CONTACT_S", 1.0)


@pytest.fixture
def printer(house: House) -> Iterator[RealPrinter]:
    """The printer, well and idle before and after each test, with an empty tray."""
    yield house.printer
    house.printer.come_back()
    house.printer.become(Mode.NORMAL)
    house.scheduler.run("cancel", "-a", "-x")
    house.scheduler.run("cupsenable", "inv")
    wait_until(lambda: driver(house.printer.uri).condition() == OK, "it is idle")
    wait_until(lambda: driver(house.queue).condition() == OK, "its queue is idle")
    house.printer.clear()


@pytest.fixture(params=["direct", "queue"])
def pages(
    request: pytest.FixtureRequest, house: House, printer: RealPrinter
) -> IppPagePrinter:
    return driver(printer.uri if request.param == "direct" else house.queue)


@pytest.fixture
def queued(house: House, printer: RealPrinter) -> IppPagePrinter:
    return driver(house.queue)


def driver(uri: str, trust: Trust | None = None) -> IppPagePrinter:
    return IppPagePrinter(
        uri, owner="lobby-1", trust=trust, first_page_s=DEADLINE_S, each_page_s=0
    )


def pdf_of(size: tuple[float, float] = A4) -> bytes:
    canvas = Canvas(file := BytesIO(), pagesize=size)
    canvas.drawString(100, 100, "invoice")
    canvas.save()
    return file.getvalue()


PDF = pdf_of()


def print_and(pages: IppPagePrinter, act: Callable[[], object]) -> None:
    """Print, and do something while the job is at work.

    Printing has the other thread: a peer ends with the thread that started it.
    """
    with ThreadPoolExecutor(1) as other:
        job = other.submit(pages.print_pages, PDF, "invoice")
        act()
        job.result()


def test_a_document_comes_out(printer: RealPrinter, pages: IppPagePrinter) -> None:
    assert pages.condition() == OK
    counted: list[int] = []
    pages.print_pages(PDF, "invoice", counted.append)
    assert len(printer.printed) == 1
    assert counted == [1]


def test_it_asks_for_the_sheet_of_the_page(
    printer: RealPrinter, pages: IppPagePrinter
) -> None:
    pages.print_pages(PDF, "invoice")
    assert re.search(
        "IPP_MEDIA=iso_a4_210x297mm|IPP_MEDIA_COL=.*x-dimension=21000", printer.last_job
    )
    assert "IPP_SIDES=one-sided" in printer.last_job


def test_paper_put_in_within_the_time_finishes_the_job(
    printer: RealPrinter, pages: IppPagePrinter
) -> None:
    printer.become(Mode.PAPER_OUT)

    def put_in() -> None:
        wait_until(lambda: pages.condition().paper is Paper.OUT, "it says paper out")
        printer.become(Mode.NORMAL)

    print_and(pages, put_in)
    assert len(printer.printed) == 1


def test_paper_put_in_too_late_brings_nothing_out(
    printer: RealPrinter, pages: IppPagePrinter
) -> None:
    printer.become(Mode.PAPER_OUT)
    with pytest.raises(MaybePrinted, match="stuck and cancelled: paper out"):
        pages.print_pages(PDF, "invoice")
    assert pages.condition().paper is Paper.OUT
    printer.become(Mode.NORMAL)
    wait_until(lambda: pages.condition() == OK, "the printer is well")
    assert printer.printed == []
    pages.print_pages(PDF, "invoice")
    assert len(printer.printed) == 1


def test_a_jam_leaves_the_page_unknown_even_when_it_is_cleared(
    printer: RealPrinter, pages: IppPagePrinter
) -> None:
    printer.become(Mode.JAMS)

    def clear() -> None:
        wait_until(lambda: pages.condition().paper is Paper.JAMMED, "it says jam")
        printer.become(Mode.NORMAL)

    with pytest.raises(MaybePrinted, match="paper jam"):
        print_and(pages, clear)
    assert printer.printed == []


def test_what_fails_before_the_first_page_is_not_printed(
    printer: RealPrinter, pages: IppPagePrinter
) -> None:
    printer.become(Mode.FAILS)
    with pytest.raises(NotPrinted, match="aborted before the first page"):
        pages.print_pages(PDF, "invoice")
    printer.become(Mode.NORMAL)
    pages.print_pages(PDF, "invoice")
    assert len(printer.printed) == 1


def test_what_fails_after_a_page_is_unknown(
    printer: RealPrinter, pages: IppPagePrinter
) -> None:
    printer.become(Mode.HALF)
    with pytest.raises(MaybePrinted, match="aborted"):
        pages.print_pages(PDF, "invoice")


def test_while_the_printer_runs_on_after_a_cancel_no_other_job_is_sent(
    printer: RealPrinter, pages: IppPagePrinter
) -> None:
    printer.become(Mode.SLEEPS)
    with pytest.raises(MaybePrinted, match="stuck and cancelled"):
        pages.print_pages(PDF, "invoice")
    assert pages.condition().detail == "earlier job left"
    with pytest.raises(NotPrinted, match="earlier job left"):
        pages.print_pages(PDF, "invoice")
    printer.become(Mode.NORMAL)
    wait_until(lambda: pages.condition() == OK, "the doubt is cleared")
    pages.print_pages(PDF, "invoice")


def test_a_printer_that_is_gone_is_missed_before_anything_is_sent(
    printer: RealPrinter, pages: IppPagePrinter
) -> None:
    printer.go_away()
    assert pages.condition().health is Health.FAILED
    assert pages.condition().detail.endswith("not found")
    with pytest.raises(NotPrinted, match="not found"):
        pages.print_pages(PDF, "invoice")
    printer.come_back()
    assert pages.condition() == OK
    assert printer.printed == []


def test_a_job_that_somebody_cancels_is_unknown(
    house: House, printer: RealPrinter, queued: IppPagePrinter
) -> None:
    printer.become(Mode.SLEEPS)

    def cancel() -> None:
        printer.wait_for_work()
        house.scheduler.run("cancel", "-a", "inv")
        printer.become(Mode.NORMAL)

    with pytest.raises(MaybePrinted, match="canceled"):
        print_and(queued, cancel)


def test_a_job_purged_from_the_queue_is_followed_at_the_printer(
    house: House, printer: RealPrinter, queued: IppPagePrinter
) -> None:
    printer.become(Mode.SLEEPS)

    def purge() -> None:
        printer.wait_for_work()
        house.scheduler.run("cancel", "-a", "-x", "inv")

    with pytest.raises(MaybePrinted, match="stuck and cancelled"):
        print_and(queued, purge)
    assert queued.condition().detail == "earlier job left"


def test_a_printer_that_loses_power_and_job_has_not_printed_whatever_the_queue_says(
    printer: RealPrinter, queued: IppPagePrinter
) -> None:
    printer.become(Mode.SLEEPS)

    def lose_power() -> None:
        printer.wait_for_work()
        printer.go_away()
        printer.come_back()

    with pytest.raises(MaybePrinted):
        print_and(queued, lose_power)


def test_a_job_that_waits_for_a_lost_printer_never_comes_out(
    house: House, printer: RealPrinter, queued: IppPagePrinter
) -> None:
    printer.become(Mode.SLEEPS)

    def lose_power() -> None:
        printer.wait_for_work()
        printer.go_away()

    with pytest.raises(MaybePrinted):
        print_and(queued, lose_power)
    assert queued.condition().detail == "printer not found"
    printer.come_back()
    wait_until(lambda: queued.condition() == OK, "the doubt is cleared")
    queued.print_pages(PDF, "invoice")
    assert len(printer.printed) == 1


def test_a_job_from_before_a_restart_is_taken_back_from_queue_and_printer(
    house: House, printer: RealPrinter, tmp_path: Path
) -> None:
    printer.become(Mode.PAPER_OUT)
    (left := tmp_path / "left.pdf").write_bytes(PDF)
    house.scheduler.run(
        *("lp", "-d", "inv", "-U", "kiosk", "-t", "kiosk@lobby-1:0a1b2c:invoice"),
        str(left),
    )
    printer.wait_for_work()
    restarted = driver(house.queue)
    wait_until(lambda: restarted.condition().paper is Paper.OUT, "it says paper out")
    printer.become(Mode.NORMAL)
    wait_until(lambda: restarted.condition() == OK, "the doubt is cleared")
    assert printer.printed == []


def test_somebody_elses_job_in_the_queue_is_left_alone(
    house: House, printer: RealPrinter, queued: IppPagePrinter, tmp_path: Path
) -> None:
    printer.become(Mode.PAPER_OUT)
    (list_ := tmp_path / "list.pdf").write_bytes(PDF)
    house.scheduler.run("lp", "-d", "inv", "-U", "ward-7", "-t", "list", str(list_))
    printer.wait_for_work()
    wait_until(lambda: queued.condition().paper is Paper.OUT, "it says paper out")
    printer.become(Mode.NORMAL)
    wait_until(lambda: len(printer.printed) == 1, "the ward's list is printed")


def test_a_queue_that_does_not_exist_is_named(house: House) -> None:
    pages = driver(house.scheduler.queue_uri("inwoice"))
    assert pages.condition() == Condition(Health.FAILED, "no such queue")


def test_a_stopped_queue_takes_nothing(
    house: House, printer: RealPrinter, queued: IppPagePrinter
) -> None:
    house.scheduler.run("cupsdisable", "inv")
    stopped = Condition(Health.FAILED, "queue stopped", Paper.FULL)
    assert queued.condition() == stopped
    with pytest.raises(NotPrinted, match="queue stopped"):
        queued.print_pages(PDF, "invoice")
    house.scheduler.run("cupsenable", "inv")
    assert queued.condition() == OK
    assert printer.printed == []


def test_a_queue_stopped_within_a_job_prints_it_neither_then_nor_later(
    house: House, printer: RealPrinter, queued: IppPagePrinter
) -> None:
    printer.become(Mode.PAPER_OUT)

    def stop() -> None:
        printer.wait_for_work()
        house.scheduler.run("cupsdisable", "inv")

    with pytest.raises(MaybePrinted, match="stuck and cancelled"):
        print_and(queued, stop)
    printer.become(Mode.NORMAL)
    house.scheduler.run("cupsenable", "inv")
    wait_until(lambda: queued.condition() == OK, "the doubt is cleared")
    assert printer.printed == []


def test_a_job_that_a_queue_never_began_is_not_printed(
    house: House, printer: RealPrinter
) -> None:
    house.scheduler.add_queue("held", printer.uri, "-m", "everywhere", "-o", ABORTS)
    house.scheduler.run("cupsdisable", "--hold", "held")
    with pytest.raises(NotPrinted):
        driver(house.scheduler.queue_uri("held")).print_pages(PDF, "invoice")
    assert printer.printed == []


def test_a_queue_that_retries_by_itself_is_not_used(
    house: House, printer: RealPrinter
) -> None:
    for policy in ("retry-job", "retry-current-job"):
        house.scheduler.add_queue(
            "retry", printer.uri, "-m", "raw", "-o", f"printer-error-policy={policy}"
        )
        pages = driver(house.scheduler.queue_uri("retry"))
        retries = Condition(Health.FAILED, "queue retries by itself", Paper.FULL)
        assert pages.condition() == retries
        with pytest.raises(NotPrinted, match="retries"):
            pages.print_pages(PDF, "invoice")


def test_a_queue_that_stops_at_a_fault_is_used_and_reported(
    house: House, printer: RealPrinter
) -> None:
    house.scheduler.add_queue(
        "stop", printer.uri, "-m", "raw", "-o", "printer-error-policy=stop-printer"
    )
    pages = driver(house.scheduler.queue_uri("stop"))
    assert pages.condition().detail == "queue stops at a fault"
    pages.print_pages(PDF, "invoice")
    assert len(printer.printed) == 1


def test_a_queue_whose_printer_cannot_be_asked_proves_nothing(house: House) -> None:
    house.scheduler.add_queue("blind", "file:///dev/null", "-m", "raw", "-o", ABORTS)
    pages = driver(house.scheduler.queue_uri("blind"))
    blind = Condition(Health.DEGRADED, "queue gives no proof", Paper.FULL)
    assert pages.condition() == blind
    with pytest.raises(MaybePrinted, match="queue gives no proof"):
        pages.print_pages(PDF, "invoice")


def test_a_filter_that_fails_prints_nothing_and_leaves_nothing_behind(
    house: House, printer: RealPrinter
) -> None:
    house.scheduler.add_queue(
        "filter", printer.uri, "-P", str(house.scheduler.failing_driver()), "-o", ABORTS
    )
    pages = driver(house.scheduler.queue_uri("filter"))
    with pytest.raises(MaybePrinted, match="stuck and cancelled"):
        pages.print_pages(PDF, "invoice")
    wait_until(lambda: pages.condition() == OK, "the doubt is cleared")
    assert printer.printed == []


def test_it_says_what_it_is(pages: IppPagePrinter) -> None:
    assert pages.identity().startswith(f"Example Page 1000, {NAME}, MFG:Example;")


def test_an_encrypted_line_needs_a_certificate_that_is_known(
    printer: RealPrinter, tmp_path: Path
) -> None:
    uri = f"ipps://localhost:{printer.port}/ipp/print"
    pem = ssl.get_server_certificate(("localhost", printer.port))
    fingerprint = hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()
    authority = tmp_path / "printer.pem"
    authority.write_text(pem)
    for stranger in (Trust(), Trust(fingerprint="00" * 32)):
        condition = driver(uri, stranger).condition()
        assert condition == Condition(Health.FAILED, "certificate not trusted")
    for known in (Trust(fingerprint=fingerprint), Trust(ca_file=str(authority))):
        assert driver(uri, known).condition() == OK
    driver(uri, Trust(fingerprint=fingerprint)).print_pages(PDF, "invoice")
    assert len(printer.printed) == 1


def test_the_installers_script_makes_a_queue_that_the_kiosk_is_content_with(
    house: House, printer: RealPrinter
) -> None:
    for _ in range(2):  # running it again changes nothing
        house.scheduler.run(str(SETUP), "made", printer.uri)
    pages = driver(house.scheduler.queue_uri("made"))
    wait_until(lambda: pages.condition() == OK, "the queue is ready")
    pages.print_pages(PDF, "invoice")
    assert len(printer.printed) == 1
