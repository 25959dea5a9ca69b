"""Invoices on demand: the real kiosk, sandbox, scanner line and page printers."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from kiosk.app.cli import main
from kiosk.app.demo.scene import Scene
from kiosk.flows.exchange import Confirming, Doubtful, Exchanged, Voided
from kiosk.flows.invoice_states import (
    ChoosingPeriod,
    Collected,
    Exchanging,
    OfferingExchange,
    Period,
    Picking,
    Previewing,
    ShowingQr,
)
from kiosk.flows.printing import InDoubt, Printed, Unprinted
from kiosk.flows.visit_events import (
    ExchangeTapped,
    InvoiceTapped,
    PeriodTapped,
    PreviewTurned,
    QrTapped,
    Tap,
)
from kiosk.flows.visit_states import AwaitingCode, Problem, Troubled, Welcome
from tests.pdf_reading import text_of
from tests.test_visits_end_to_end import Visitor, configure, visiting

FORMS = ("31060199", "0000000101", "0000000103")


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


@pytest.fixture
def visitor(scene: Scene, tmp_path: Path) -> Iterator[Visitor]:
    scene.page_printer.pages.clear()
    scene.form_printer.pages.clear()
    with visiting(scene, configure(scene, tmp_path)) as visitor:
        yield visitor
    scene.form_printer.be_well()


def reaches_the_list(visitor: Visitor, person: str = "P1001") -> Picking:
    visitor.sees(Welcome, lambda w: w.abilities.can_collect)
    visitor.taps(Tap.INVOICES)
    visitor.sees(AwaitingCode)
    visitor.scans(person, "suishen")
    return visitor.sees(Picking)


def prints(visitor: Visitor) -> Collected:
    """What is chosen: look at it, and print it."""
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Previewing, lambda p: p.picture is not None)
    visitor.taps(Tap.CONFIRM)
    return visitor.sees(Collected)


def load_forms(visitor: Visitor) -> None:
    """A technician loads the tray beside the running kiosk."""
    assert main(["paper", "--config", str(visitor.config), "--load", *FORMS]) == 0
    visitor.sees(Welcome, lambda w: w.abilities.forms == 3)


def test_a_tap_a_code_and_two_taps_print_the_newest_invoice(
    visitor: Visitor, scene: Scene
) -> None:
    picking = reaches_the_list(visitor)
    [chosen] = picking.chosen
    collected = prints(visitor)
    assert collected.pages_out == 1
    assert chosen.invoice is not None
    [pdf] = scene.page_printer.pages
    assert chosen.invoice.number in text_of(pdf)
    visitor.taps(Tap.BACK)
    again = visitor.sees(Picking).shelf.find(chosen.settlement_id)
    assert again is not None
    assert again.printed == 1
    [note] = scene.sandbox.books()["prints"]
    assert (note["outcome"], note["copy_number"]) == ("printed", 1)


def test_everything_for_a_claim_comes_with_its_statements_and_a_cover_that_adds_up(
    visitor: Visitor, scene: Scene
) -> None:
    picking = reaches_the_list(visitor)
    visitor.taps(Tap.CLAIM)
    visitor.sees(ChoosingPeriod)
    visitor.taps(PeriodTapped(Period.QUARTER))
    preview = visitor.sees(Previewing, lambda p: p.picture is not None)
    wanted = picking.shelf.printable(Period.QUARTER)
    assert len(preview.sheets) == 2 * len(wanted) + 1
    visitor.taps(Tap.CONFIRM)
    collected = visitor.sees(Collected)
    assert collected.pages_out == preview.pages
    assert all(isinstance(paper, Printed) for paper in collected.papers)
    cover, *papers = scene.page_printer.pages
    assert str(sum(one.amount.fen for one in wanted) / 100) in text_of(cover)
    for one in wanted:
        assert one.invoice is not None
        assert one.invoice.number in text_of(cover)
        assert sum(one.invoice.number in text_of(paper) for paper in papers) == 2


def test_a_second_copy_says_so_on_every_page(visitor: Visitor, scene: Scene) -> None:
    picking = reaches_the_list(visitor)
    printed = next(one for one in picking.shelf.printable() if one.printed == 1)
    for one in picking.chosen:
        visitor.taps(InvoiceTapped(one.settlement_id))
    visitor.taps(InvoiceTapped(printed.settlement_id))
    visitor.sees(Picking, lambda p: p.picked == {printed.settlement_id})
    prints(visitor)
    assert "补打第2次" in text_of(scene.page_printer.pages[-1])


def test_the_pages_that_are_looked_at_are_those_that_are_printed(
    visitor: Visitor, scene: Scene
) -> None:
    reaches_the_list(visitor)
    visitor.taps(Tap.STATEMENTS)
    visitor.taps(Tap.CONFIRM)
    preview = visitor.sees(Previewing, lambda p: p.picture is not None)
    visitor.taps(PreviewTurned(1))
    visitor.sees(Previewing, lambda p: p.leaf == 2 and p.picture is not None)
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Collected)
    assert [sheet.file.pdf for sheet in preview.sheets] == scene.page_printer.pages
    pages = sum(
        len(PdfReader(io.BytesIO(pdf)).pages) for pdf in scene.page_printer.pages
    )
    assert pages == preview.pages


def test_a_parent_prints_the_childs_with_the_family_code(
    visitor: Visitor, scene: Scene
) -> None:
    picking = reaches_the_list(visitor, "P1002")
    assert picking.identity.patient.guardian is not None
    prints(visitor)
    assert "李梓涵" in text_of(scene.page_printer.pages[-1])


def test_an_invoice_goes_along_on_a_phone(visitor: Visitor) -> None:
    picking = reaches_the_list(visitor)
    visitor.taps(QrTapped(picking.chosen[0].settlement_id))
    showing = visitor.sees(ShowingQr, lambda s: s.picture is not None)
    assert showing.picture is not None
    assert showing.picture.startswith(b"\x89PNG")


def test_who_has_none_is_told(visitor: Visitor) -> None:
    visitor.sees(Welcome, lambda w: w.abilities.can_collect)
    visitor.taps(Tap.INVOICES)
    visitor.sees(AwaitingCode)
    visitor.scans("P1004", "voucher")
    assert visitor.sees(Troubled).problem is Problem.NO_INVOICES


def test_no_paper_stops_the_pages_and_a_tap_prints_the_rest(
    visitor: Visitor, scene: Scene
) -> None:
    reaches_the_list(visitor)
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Previewing)
    scene.page_printer.run_out_of_paper()
    visitor.taps(Tap.CONFIRM)
    collected = visitor.sees(Collected)
    assert isinstance(collected.papers[0], Unprinted)
    scene.page_printer.refill()
    visitor.sees(Collected, lambda c: c.abilities.invoices)
    assert scene.page_printer.pages == []  # rule P3: nothing prints by itself
    visitor.taps(Tap.PRINT_REST)
    visitor.sees(Collected, lambda c: isinstance(c.papers[0], Printed))
    assert len(scene.page_printer.pages) == 1


def test_a_printer_that_goes_silent_leaves_a_doubt_that_only_a_person_ends(
    visitor: Visitor, scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    picking = reaches_the_list(visitor)
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Previewing)
    scene.page_printer.unplug_during_next_job()
    visitor.taps(Tap.CONFIRM)
    collected = visitor.sees(Collected)
    scene.page_printer.replug()
    paper = collected.papers[0]
    assert isinstance(paper, InDoubt)
    config = str(visitor.config)
    assert main(["paper", "--config", config]) != 0
    invoice = picking.chosen[0].invoice
    assert invoice is not None
    assert invoice.number in capsys.readouterr().out
    assert main(["paper", "--config", config, "--spoiled", paper.job.id]) == 0
    visitor.taps(Tap.BACK)
    again = visitor.sees(Picking).shelf.find(picking.chosen[0].settlement_id)
    assert again is not None
    assert again.is_printable(picking.shelf.today)


def test_an_invoice_becomes_paper_on_the_numbered_form_on_top(
    visitor: Visitor, scene: Scene
) -> None:
    load_forms(visitor)
    picking = reaches_the_list(visitor)
    chosen = picking.chosen[0]
    visitor.taps(ExchangeTapped(chosen.settlement_id))
    visitor.sees(OfferingExchange)
    visitor.taps(Tap.CONFIRM)
    ended = visitor.sees(Exchanging, lambda e: isinstance(e.exchange, Exchanged))
    assert isinstance(ended.exchange, Confirming | Exchanged)
    assert ended.exchange.exchange.form.number == FORMS[1]
    [form] = scene.form_printer.pages
    assert FORMS[1] in text_of(form)
    assert scene.page_printer.pages == []
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Welcome, lambda w: w.abilities.forms == 2)
    [line] = scene.sandbox.books()["exchanges"]
    assert (line["status"], line["paper_number"]) == ("confirmed", FORMS[1])


def test_a_form_that_jammed_is_a_doubt_and_no_other_is_used_until_it_ends(
    visitor: Visitor, scene: Scene
) -> None:
    load_forms(visitor)
    picking = reaches_the_list(visitor)
    scene.form_printer.unplug_during_next_job()
    visitor.taps(ExchangeTapped(picking.chosen[0].settlement_id))
    visitor.sees(OfferingExchange)
    visitor.taps(Tap.CONFIRM)
    ended = visitor.sees(Exchanging, lambda e: isinstance(e.exchange, Doubtful))
    assert ended.exchange is not None
    key = ended.exchange.exchange.key
    scene.form_printer.replug()
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Welcome, lambda w: w.abilities.forms == 0)
    assert main(["paper", "--config", str(visitor.config), "--spoiled", key]) == 0
    visitor.sees(Welcome, lambda w: w.abilities.forms == 2)
    [line] = scene.sandbox.books()["exchanges"]
    assert (line["status"], line["spoiled"]) == ("void", True)


def test_without_central_an_exchange_ends_as_it_began(
    visitor: Visitor, scene: Scene
) -> None:
    load_forms(visitor)
    picking = reaches_the_list(visitor)
    visitor.taps(ExchangeTapped(picking.chosen[0].settlement_id))
    visitor.sees(OfferingExchange)
    scene.sandbox.fail("reserve", "drop_after")
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Exchanging, lambda e: isinstance(e.exchange, Voided))
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Welcome, lambda w: w.abilities.forms == 3)
    assert scene.form_printer.pages == []
