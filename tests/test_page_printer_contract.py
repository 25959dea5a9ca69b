"""What a page printer promises: printed, or not printed, or nobody knows.

The driver talks IPP to the simulator over a real socket.
"""

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyipp.enums import IppOperation
from reportlab.pdfgen.canvas import Canvas

from drivers.ipp.client import IppClient
from drivers.ipp.condition import condition_from
from drivers.ipp.page_printer import IppPagePrinter
from drivers.ipp.reply import Malformed, Reply, read_reply
from drivers.port import (
    UNPLUGGED,
    Condition,
    Health,
    MaybePrinted,
    NotPrinted,
    PagePrinter,
    Paper,
)
from drivers.sim.page_printer import SimPagePrinter

PDF = b"%PDF-1.7\n1 0 obj<</Type /Page>>endobj 2 0 obj<</Type/Page>>endobj\n%%EOF"
OTHER = PDF + b"\n%other"
STRANGERS = PDF + b"\n%a ward's"
WELL = Condition(Health.OK, paper=Paper.FULL)
DEADLINE_S = 1.0
GOOD = (
    b"\x01\x01\x00\x00\x00\x00\x00\x07"
    b"\x01G\x00\x12attributes-charset\x00\x05utf-8"
    b"\x04#\x00\x0dprinter-state\x00\x04\x00\x00\x00\x03"
    b"D\x00\x15printer-state-reasons\x00\x04noneD\x00\x00\x00\x09media-low\x03"
)


def pdf_of(pages: int, size: tuple[float, float]) -> bytes:
    canvas = Canvas(file := BytesIO(), pagesize=size)
    for _ in range(pages):
        canvas.showPage()
    canvas.save()
    return file.getvalue()


# A5 lying on its side, as 210 x 148 mm invoices are.
A5 = pdf_of(1, (595.28, 419.53))
ONE_PAGE = pdf_of(1, (595.28, 841.89))
TWO_PAGES = pdf_of(2, (595.28, 841.89))


@pytest.fixture
def sim() -> Iterator[SimPagePrinter]:
    with SimPagePrinter() as sim:
        yield sim


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drivers.ipp.page_printer.POLL_EVERY_S", 0.02)
    monkeypatch.setattr("drivers.ipp.page_printer.LOST_CONTACT_S", 0.2)
    monkeypatch.setattr("drivers.ipp.page_printer.CONDITION_TIMEOUT_S", 0.6)
    monkeypatch.setattr("drivers.ipp.page_printer.POLL_TIMEOUT_S", 0.2)
    monkeypatch.setattr("drivers.ipp.page_printer.CANCEL_TIMEOUT_S", 0.5)
    monkeypatch.setattr("drivers.ipp.own_jobs.LIST_AGAIN_S", 0.02)


@pytest.fixture
def printer(sim: SimPagePrinter) -> IppPagePrinter:
    return IppPagePrinter(
        sim.uri, owner="lobby-1", first_page_s=DEADLINE_S, each_page_s=0
    )


def send_as(user: str, name: str, pdf: bytes, sim: SimPagePrinter) -> None:
    """What somebody else at the same printer does."""
    IppClient(sim.uri).ask(
        IppOperation.PRINT_JOB,
        {
            "requesting-user-name": user,
            "job-name": name,
            "document-format": "application/pdf",
        },
        timeout_s=2,
        document=pdf,
    )


def refilled(sim: SimPagePrinter) -> list[bytes]:
    """What comes out after a refill, up to the page that a stranger then sends."""
    sim.refill()
    send_as("ward-7", "list", STRANGERS, sim)
    assert sim.wait_for(STRANGERS)
    return sim.pages


@pytest.fixture(
    params=["simulator", pytest.param("hardware", marks=pytest.mark.hardware)]
)
def bench(request: pytest.FixtureRequest) -> Iterator[PagePrinter]:
    """A printer that is well and has paper: simulated, or the configured one."""
    if request.param == "hardware":
        from tests.hardware import page_printer

        yield page_printer()
        return
    with SimPagePrinter() as sim:
        yield IppPagePrinter(sim.uri)


def print_and(
    printer: IppPagePrinter, sim: SimPagePrinter, act: Callable[[], None]
) -> None:
    """Print, and do something as soon as the job is at work."""
    with ThreadPoolExecutor(1) as other:
        job = other.submit(printer.print_pages, PDF, "invoice")
        assert sim.wait_for_work()
        act()
        job.result()


def leave_a_job(sim: SimPagePrinter, printer: PagePrinter) -> None:
    """A page waits in the printer for paper, and nobody could cancel it."""
    sim.lose_paper_and_network_during_next_job()
    with pytest.raises(MaybePrinted):
        printer.print_pages(PDF, "invoice")
    sim.restore_network()


def test_a_printer_that_is_well_prints(bench: PagePrinter) -> None:
    assert bench.condition().usable
    bench.print_pages(ONE_PAGE, "test-page")
    assert bench.condition().usable


def test_a_printer_says_what_it_is(bench: PagePrinter) -> None:
    assert isinstance(bench, IppPagePrinter)
    assert bench.identity() != ""


def test_a_look_takes_two_seconds_at_most(bench: PagePrinter) -> None:
    began = time.monotonic()
    bench.condition()
    assert time.monotonic() - began < 2.0


def test_what_is_not_there_has_no_name(
    sim: SimPagePrinter, printer: IppPagePrinter
) -> None:
    sim.unplug()
    assert printer.identity() == ""


def test_a_pdf_is_printed_as_it_is(sim: SimPagePrinter, printer: PagePrinter) -> None:
    printer.print_pages(PDF, "invoice")
    assert sim.pages == [PDF]


def test_the_job_carries_the_name_it_was_given_and_its_kiosks_mark(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    printer.print_pages(PDF, "statement")
    assert re.fullmatch("kiosk@lobby-1:[0-9a-f]{6}:statement", sim.names[0])


def test_no_two_jobs_have_one_name(
    sim: SimPagePrinter, printer: IppPagePrinter
) -> None:
    for _ in range(2):
        printer.print_pages(PDF, "invoice")
    assert len({*sim.names}) == 2


def test_the_sheet_of_the_page_is_asked_for_unscaled(
    sim: SimPagePrinter, printer: IppPagePrinter
) -> None:
    printer.print_pages(A5, "invoice")
    assert sim.wishes == [
        {
            "copies": 1,
            "media": "iso_a5_148x210mm",
            "print-scaling": "none",
            "sides": "one-sided",
        }
    ]


def test_pages_are_told_as_they_come_out(
    sim: SimPagePrinter, printer: IppPagePrinter
) -> None:
    sim.print_at(0.05)
    told: list[int] = []
    printer.print_pages(PDF, "invoice", told.append)
    assert told == [1, 2]


def test_every_page_has_its_time(sim: SimPagePrinter) -> None:
    sim.print_at(0.3)
    slow = IppPagePrinter(sim.uri, first_page_s=0.2, each_page_s=1.0)
    slow.print_pages(TWO_PAGES, "statement")
    assert sim.pages == [TWO_PAGES]
    with pytest.raises(MaybePrinted, match="stuck and cancelled"):
        IppPagePrinter(sim.uri, first_page_s=0.2, each_page_s=0.2).print_pages(
            TWO_PAGES, "statement"
        )


def test_jobs_are_printed_in_order(sim: SimPagePrinter, printer: PagePrinter) -> None:
    for pdf in (PDF, OTHER, PDF):
        printer.print_pages(pdf, "invoice")
    assert sim.pages == [PDF, OTHER, PDF]


def test_a_printer_that_is_well_says_so(printer: PagePrinter) -> None:
    assert printer.condition() == Condition(Health.OK, paper=Paper.FULL)


def test_low_paper_is_reported_and_still_prints(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    sim.paper_low()
    assert printer.condition() == Condition(Health.DEGRADED, "paper low", Paper.LOW)
    printer.print_pages(PDF, "invoice")
    assert sim.pages == [PDF]


def test_low_toner_is_reported_and_still_prints(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    sim.toner_low()
    assert printer.condition().detail == "toner low"
    printer.print_pages(PDF, "invoice")


def test_without_paper_nothing_is_sent(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    sim.run_out_of_paper()
    assert printer.condition() == Condition(Health.FAILED, "paper out", Paper.OUT)
    with pytest.raises(NotPrinted, match="paper out"):
        printer.print_pages(PDF, "invoice")
    sim.refill()
    assert printer.condition().usable
    assert sim.names == []


def test_with_the_cover_open_nothing_is_sent(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    sim.open_cover()
    with pytest.raises(NotPrinted, match="cover open"):
        printer.print_pages(PDF, "invoice")
    sim.close_cover()
    printer.print_pages(OTHER, "invoice")
    assert sim.pages == [OTHER]


def test_a_printer_that_is_not_there_printed_nothing(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    sim.unplug()
    assert printer.condition() == UNPLUGGED
    with pytest.raises(NotPrinted, match="not found"):
        printer.print_pages(PDF, "invoice")


def test_after_replugging_the_same_driver_prints_again(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    sim.unplug()
    assert not printer.condition().usable
    sim.replug()
    printer.print_pages(PDF, "invoice")
    assert sim.pages == [PDF]


def test_a_silent_printer_is_unknown_and_gets_no_job(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    sim.go_silent()
    began = time.monotonic()
    assert printer.condition().health is Health.UNKNOWN
    assert time.monotonic() - began < 2.0
    with pytest.raises(NotPrinted, match="no answer"):
        printer.print_pages(PDF, "invoice")
    sim.speak_again()
    assert sim.names == []


def test_a_lost_answer_to_the_job_proves_nothing(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    sim.lose_next_answer()
    with pytest.raises(MaybePrinted, match="no answer to the job"):
        printer.print_pages(PDF, "invoice")


def test_paper_that_ends_within_a_job_leaves_it_unknown_and_cancelled(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    sim.run_out_during_next_job()
    began = time.monotonic()
    with pytest.raises(MaybePrinted, match="stuck and cancelled"):
        printer.print_pages(PDF, "invoice")
    assert time.monotonic() - began < DEADLINE_S + 0.5
    sim.refill()
    printer.print_pages(OTHER, "invoice")
    assert sim.pages == [OTHER]  # the first did not come out after the refill


def test_a_job_that_never_ends_is_cancelled_and_the_next_one_prints(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    sim.stall_next_job()
    with pytest.raises(MaybePrinted, match="stuck and cancelled"):
        printer.print_pages(PDF, "invoice")
    printer.print_pages(OTHER, "invoice")
    assert sim.pages == [OTHER]


def test_a_job_without_answer_does_not_come_out_after_a_refill(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    sim.run_out_during_next_job()
    sim.lose_next_answer()
    with pytest.raises(MaybePrinted, match="no answer to the job"):
        printer.print_pages(PDF, "invoice")
    assert refilled(sim) == [STRANGERS]


def test_a_job_that_lost_contact_is_cancelled_at_the_next_look(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    leave_a_job(sim, printer)
    assert printer.condition().paper is Paper.OUT
    assert refilled(sim) == [STRANGERS]


def test_a_job_that_lost_contact_is_cancelled_before_the_next_job(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    leave_a_job(sim, printer)
    with pytest.raises(NotPrinted, match="paper out"):
        printer.print_pages(OTHER, "invoice")
    assert refilled(sim) == [STRANGERS]


def test_a_job_from_before_a_restart_is_cancelled_at_first_contact(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    leave_a_job(sim, printer)
    restarted = IppPagePrinter(sim.uri, owner="lobby-1")
    assert restarted.condition().paper is Paper.OUT
    assert refilled(sim) == [STRANGERS]


def test_once_the_doubt_is_cleared_the_next_job_prints(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    leave_a_job(sim, printer)
    assert printer.condition().paper is Paper.OUT
    sim.refill()
    assert printer.condition() == Condition(Health.OK, paper=Paper.FULL)
    printer.print_pages(OTHER, "invoice")
    assert sim.pages == [OTHER]


def test_other_peoples_jobs_are_left_alone(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    leave_a_job(sim, printer)
    send_as("ward-7", "kiosk@lobby-1:list", OTHER, sim)  # only looks like ours
    send_as("kiosk", "kiosk@lobby-11:invoice", OTHER, sim)  # another kiosk's
    printer.condition()
    assert refilled(sim) == [OTHER, OTHER, STRANGERS]


def test_a_printer_that_cannot_tell_users_apart_still_keeps_strangers_jobs(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    leave_a_job(sim, printer)
    sim.list_everybodys_jobs()
    send_as("ward-7", "list", OTHER, sim)
    printer.condition()
    assert refilled(sim) == [OTHER, STRANGERS]


def test_while_the_earlier_job_cannot_be_cancelled_no_other_is_sent(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    sim.stall_next_job()
    sim.lose_next_answer()
    sim.refuse_to_cancel()
    with pytest.raises(MaybePrinted):
        printer.print_pages(PDF, "invoice")
    began = time.monotonic()
    assert printer.condition().detail == "earlier job left"
    assert time.monotonic() - began < 2.0
    with pytest.raises(NotPrinted, match="earlier job left"):
        printer.print_pages(OTHER, "invoice")
    sim.cancel_again()
    printer.print_pages(OTHER, "invoice")
    assert sim.pages == [OTHER]


def test_a_job_whose_name_the_printer_withholds_is_not_cancelled(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    sim.run_out_of_paper()
    sim.withhold_names()
    send_as("kiosk", "somebody's", OTHER, sim)
    assert printer.condition().paper is Paper.OUT
    assert refilled(sim) == [OTHER, STRANGERS]
    printer.print_pages(PDF, "invoice")


def test_a_job_whose_name_the_printer_withholds_may_be_ours(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    sim.stall_next_job()
    sim.withhold_names()
    send_as("kiosk", "somebody's", OTHER, sim)
    with pytest.raises(NotPrinted, match="earlier job left"):
        printer.print_pages(PDF, "invoice")


def test_a_printer_that_is_paused_takes_nothing_until_it_is_resumed(
    sim: SimPagePrinter, printer: IppPagePrinter
) -> None:
    sim.stop()
    with pytest.raises(NotPrinted, match="paused"):
        printer.print_pages(PDF, "invoice")
    sim.resume()
    printer.print_pages(PDF, "invoice")


def test_without_toner_nothing_is_sent(
    sim: SimPagePrinter, printer: IppPagePrinter
) -> None:
    sim.toner_empty()
    with pytest.raises(NotPrinted, match="toner empty"):
        printer.print_pages(PDF, "invoice")
    sim.change_toner()
    assert printer.condition() == WELL


def test_a_garbled_answer_is_unknown(
    sim: SimPagePrinter, printer: IppPagePrinter
) -> None:
    sim.garble()
    assert printer.condition().health is Health.UNKNOWN
    sim.be_well()
    assert printer.condition() == WELL


def test_an_answer_that_comes_late_is_no_answer(
    sim: SimPagePrinter, printer: IppPagePrinter
) -> None:
    sim.answer_late()
    assert printer.condition() == Condition(Health.UNKNOWN, "no answer")
    sim.be_well()
    assert printer.condition() == WELL


def test_a_job_cancelled_at_the_printer_is_unknown(
    sim: SimPagePrinter, printer: IppPagePrinter
) -> None:
    sim.stall_next_job()
    with pytest.raises(MaybePrinted, match="canceled at the printer"):
        print_and(printer, sim, sim.cancel_job)


def test_a_job_that_the_printer_forgets_is_unknown(
    sim: SimPagePrinter, printer: IppPagePrinter
) -> None:
    sim.stall_next_job()
    with pytest.raises(MaybePrinted, match="job vanished"):
        print_and(printer, sim, sim.forget_job)


def test_a_jam_that_is_cleared_meanwhile_leaves_the_page_unknown(
    sim: SimPagePrinter, printer: IppPagePrinter
) -> None:
    sim.stall_next_job()

    def jam_and_clear() -> None:
        sim.jam()
        printer.condition()
        sim.close_cover()

    with pytest.raises(MaybePrinted, match="paper jam"):
        print_and(printer, sim, jam_and_clear)


def test_a_lie_in_good_order_cannot_be_seen(
    sim: SimPagePrinter, printer: IppPagePrinter
) -> None:
    sim.lie_about_next_job()
    printer.print_pages(PDF, "invoice")
    assert sim.pages == []


def test_a_printer_keeps_its_port() -> None:
    with SimPagePrinter() as first:
        where = first.where
        port = urlsplit(where).port or 0
    with SimPagePrinter(port=port) as second:
        assert second.where == where


def test_whatever_a_person_does_to_it_it_can_be_mended(
    sim: SimPagePrinter, printer: IppPagePrinter
) -> None:
    acts = sim.acts()
    for name in acts:
        acts[name]("")
        acts["well"]("")
        assert printer.condition() == WELL, name


def test_a_look_at_the_printer_never_cancels_the_job_at_work() -> None:
    with SimPagePrinter(seconds_per_page=0.1) as sim:
        printer = IppPagePrinter(sim.uri)
        job = threading.Thread(target=printer.print_pages, args=(PDF, "invoice"))
        job.start()
        while job.is_alive():
            printer.condition()
        assert sim.pages == [PDF]


def test_a_jam_leaves_the_page_unknown(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    sim.jam_next_job()
    with pytest.raises(MaybePrinted, match="paper jam"):
        printer.print_pages(PDF, "invoice")
    jammed = Condition(Health.FAILED, "paper jam", Paper.JAMMED)
    assert printer.condition() == jammed
    sim.open_cover()
    sim.close_cover()
    assert printer.condition().health is Health.OK


def test_a_job_aborted_before_its_first_page_is_not_printed(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    sim.abort_next_job()
    with pytest.raises(NotPrinted, match="before the first page"):
        printer.print_pages(PDF, "invoice")


def test_a_job_aborted_after_a_page_is_unknown(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    sim.abort_next_job_after_a_page()
    with pytest.raises(MaybePrinted, match="aborted"):
        printer.print_pages(PDF, "invoice")


def test_a_printer_that_counts_no_pages_leaves_an_aborted_job_unknown(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    sim.count_no_pages()
    sim.abort_next_job()
    with pytest.raises(MaybePrinted, match="aborted"):
        printer.print_pages(PDF, "invoice")


def test_a_printer_that_vanishes_within_a_job_leaves_it_unknown(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    sim.unplug_during_next_job()
    with pytest.raises(MaybePrinted):
        printer.print_pages(PDF, "invoice")
    sim.replug()
    printer.print_pages(OTHER, "invoice")
    assert sim.pages == [OTHER]


def test_a_refused_document_is_not_printed(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    with pytest.raises(NotPrinted, match="refused"):
        printer.print_pages(b"", "nothing")


def test_a_question_while_a_job_prints_is_answered(
    sim: SimPagePrinter, printer: PagePrinter
) -> None:
    sim.run_out_during_next_job()
    job = threading.Thread(target=send_in_vain, args=(printer,))
    job.start()
    deadline = time.monotonic() + 2
    while printer.condition().paper is not Paper.OUT and time.monotonic() < deadline:
        pass
    assert printer.condition().paper is Paper.OUT
    job.join(5)


def send_in_vain(printer: PagePrinter) -> None:
    with pytest.raises(MaybePrinted):
        printer.print_pages(PDF, "invoice")


@pytest.mark.parametrize(
    "babble",
    [
        b"",
        b"\x00\xff" * 40,
        b"HTTP/1.1 404 Not Found\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n\x01",
        b"HTTP/1.1 200 OK\r\nContent-Length: nine\r\n\r\n\x01",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
    ],
)
def test_a_stranger_at_the_address_is_unknown(babble: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as stranger:

        def answer() -> None:
            line, _ = stranger.accept()
            with line:
                line.recv(65536)
                line.sendall(babble)

        threading.Thread(target=answer, daemon=True).start()
        host, port = stranger.getsockname()
        printer = IppPagePrinter(f"ipp://{host}:{port}/ipp/print")
        assert printer.condition().health is Health.UNKNOWN


def test_a_printer_that_trickles_its_answer_is_not_waited_for_for_ever() -> None:
    with socket.create_server(("127.0.0.1", 0)) as slow:
        hung_up = threading.Event()

        def trickle() -> None:
            line, _ = slow.accept()
            with line:
                line.sendall(b"HTTP/1.1 200 OK\r\n")
                while not hung_up.wait(0.02):
                    line.sendall(b"X-Slow: 1\r\n")

        threading.Thread(target=trickle, daemon=True).start()
        host, port = slow.getsockname()
        began = time.monotonic()
        condition = IppPagePrinter(f"ipp://{host}:{port}/").condition()
        hung_up.set()
        assert condition.health is Health.UNKNOWN
        assert time.monotonic() - began < 1.5


def test_a_printer_that_never_agrees_on_encryption_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        host, port = mute.getsockname()
        began = time.monotonic()
        condition = IppPagePrinter(f"ipps://{host}:{port}/").condition()
        assert condition == Condition(Health.FAILED, "no encryption")
        assert time.monotonic() - began < 1.5


def test_an_address_that_is_no_printers_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="looks like"):
        IppPagePrinter("file:///dev/usb/lp0")


@pytest.mark.parametrize(
    ("reason", "detail", "paper"),
    [
        ("media-empty-report", "paper out", Paper.OUT),
        ("media-needed", "paper out", Paper.OUT),
        ("media-jam-warning", "paper jam", Paper.JAMMED),
        ("door-open-error", "door open", Paper.UNKNOWN),
        ("cover-open", "cover open", Paper.UNKNOWN),
        ("toner-empty-warning", "toner empty", Paper.UNKNOWN),
        ("media-low-warning", "paper low", Paper.LOW),
        ("marker-supply-low-report", "toner low", Paper.UNKNOWN),
    ],
)
def test_reasons_count_by_how_they_begin(
    reason: str, detail: str, paper: Paper
) -> None:
    reply = Reply(0, {"printer-state": [3], "printer-state-reasons": ["none", reason]})
    condition = condition_from(reply)
    assert (condition.detail, condition.paper) == (detail, paper)


def test_an_answer_without_a_state_is_unknown() -> None:
    assert condition_from(Reply(0)).health is Health.UNKNOWN
    assert condition_from(Reply(0x0500)).health is Health.UNKNOWN


def test_a_stopped_printer_without_a_reason_has_failed() -> None:
    reply = Reply(0, {"printer-state": [5], "printer-state-reasons": ["none"]})
    assert condition_from(reply) == Condition(Health.FAILED, "stopped")


def test_a_good_answer_is_read_whole() -> None:
    reply = read_reply(GOOD, 7)
    assert reply.number("printer-state") == 3
    assert reply.words("printer-state-reasons") == ("none", "media-low")


def test_jobs_in_one_answer_are_kept_apart() -> None:
    first = b"\x02!\x00\x06job-id\x00\x04\x00\x00\x00\x01"
    second = b"\x02!\x00\x06job-id\x00\x04\x00\x00\x00\x02"
    # A name may come with its language.
    name = b"6\x00\x08job-name\x00\x0a\x00\x02en\x00\x04list"
    reply = read_reply(GOOD[:8] + first + name + second + b"\x03", 7)
    assert [job.number("job-id") for job in reply.jobs] == [1, 2]
    assert [job.words("job-name") for job in reply.jobs] == [("list",), ()]


def test_an_answer_to_another_question_is_no_answer() -> None:
    with pytest.raises(Malformed):
        read_reply(GOOD, 8)


@pytest.mark.parametrize("length", range(len(GOOD)))
def test_an_answer_cut_short_anywhere_is_malformed(length: int) -> None:
    with pytest.raises(Malformed):
        read_reply(GOOD[:length], 7)


@given(place=st.integers(8, len(GOOD) - 1), junk=st.binary(max_size=8), raw=st.binary())
@settings(max_examples=300)
def test_no_bytes_whatever_break_the_reading(
    place: int, junk: bytes, raw: bytes
) -> None:
    for message in (GOOD[:place] + junk + GOOD[place + len(junk) :], GOOD[:8] + raw):
        try:
            condition_from(read_reply(message, 7))
        except Malformed:
            continue
