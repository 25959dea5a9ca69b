"""What somebody who prints invoices is shown, and what she can choose."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize

from kiosk.app.gallery.invoices import (
    EXCHANGES,
    FEW,
    MANY,
    PAIR,
    exchanging,
    listed,
    page_picture,
    picking,
    qr_picture,
    sheet,
)
from kiosk.app.gallery.states import PORTRAIT, SAMPLES
from kiosk.flows.invoice_states import Exchanging, Period
from kiosk.flows.visit_events import PeriodTapped, PreviewTurned, Tap, VisitEvent
from kiosk.model.document import Document
from ui.collecting_view_model import CollectingViewModel
from ui.display import Display
from ui.message import grouped
from ui.pages_view_model import sheet_name
from ui.pictures import Easel
from ui.rows import Rows
from ui.visit_view_model import VisitViewModel

pytestmark = pytest.mark.usefixtures("english")

SMALL = Display(1920, 1080, 476, 268, "", "")


@pytest.fixture
def posted() -> list[VisitEvent]:
    return []


@pytest.fixture
def visit(posted: list[VisitEvent]) -> VisitViewModel:
    return VisitViewModel(posted.append, PORTRAIT, lambda: 0.0)


@pytest.fixture
def collecting(visit: VisitViewModel) -> CollectingViewModel:
    return visit.collecting_model


def column(rows: Rows, name: str) -> list[object]:
    """One field of every row, from top to bottom."""
    [role] = [role for role, known in rows.roleNames().items() if known == name]
    return [rows.data(rows.index(at), role) for at in range(rows.rowCount())]


@pytest.mark.parametrize(
    ("number", "said"),
    [("0012345678", "0012 345 678"), ("31060126", "31 060 126"), ("12", "12")],
)
def test_a_number_is_written_as_it_is_read_aloud(number: str, said: str) -> None:
    assert grouped(number).replace("\u00a0", " ") == said


def test_each_month_has_its_heading_and_each_page_begins_with_one(
    visit: VisitViewModel, collecting: CollectingViewModel
) -> None:
    visit.show(MANY)
    invoices = collecting.invoices_model
    assert column(invoices.row_model, "heading") == [
        "November 2026",
        "",
        "",
        "",
        "October 2026",
    ]
    invoices.turn(1)
    assert column(invoices.row_model, "heading")[0] == "October 2026"


def test_every_invoice_is_on_exactly_one_page(
    visit: VisitViewModel, collecting: CollectingViewModel
) -> None:
    visit.show(MANY)
    invoices, seen = collecting.invoices_model, list[object]()
    for _ in range(invoices.property("pages")):
        seen += column(invoices.row_model, "position")
        invoices.turn(1)
    assert seen == [*range(60)]


def test_five_invoices_at_most_and_fewer_where_it_is_tight(
    posted: list[VisitEvent], collecting: CollectingViewModel, visit: VisitViewModel
) -> None:
    visit.show(MANY)
    assert collecting.invoices_model.row_model.rowCount() == 5
    small = VisitViewModel(posted.append, SMALL)
    small.show(MANY)
    small.comfort_model.enlarge()
    assert small.collecting_model.invoices_model.row_model.rowCount() == 2


def test_a_reversed_or_exchanged_invoice_is_shown_and_not_printed(
    visit: VisitViewModel, collecting: CollectingViewModel
) -> None:
    visit.show(SAMPLES["invoices_void"])
    rows = collecting.invoices_model.row_model
    assert column(rows, "status") == ["Reversed, void", "Exchanged for paper"]
    assert column(rows, "printable") == [False, False]
    assert column(rows, "portable") == [False, False]
    assert not collecting.invoices_model.property("able")


def test_how_often_it_was_printed_is_said_and_where_it_ends(
    visit: VisitViewModel, collecting: CollectingViewModel
) -> None:
    visit.show(picking(*(listed(at, printed=at) for at in range(4))))
    rows = collecting.invoices_model.row_model
    assert column(rows, "status") == [
        "Not printed yet",
        "Printed once",
        "Printed 2 times",
        "Print limit reached (3)",
    ]
    assert column(rows, "printable") == [True, True, True, False]


def test_what_is_too_old_says_so(
    visit: VisitViewModel, collecting: CollectingViewModel
) -> None:
    visit.show(picking(listed(1, until=FEW.shelf.today.replace(day=1))))
    rows = collecting.invoices_model.row_model
    assert column(rows, "status") == ["Too old to print"]


def test_without_numbered_paper_no_exchange_is_spoken_of(
    visit: VisitViewModel, collecting: CollectingViewModel
) -> None:
    visit.show(SAMPLES["invoices_plain"])
    assert not collecting.invoices_model.property("exchangeable")
    assert not any(column(collecting.invoices_model.row_model, "exchangeable"))


@pytest.mark.parametrize(
    ("statements", "said"),
    [(False, "Preview 1 document"), (True, "Preview 2 documents")],
)
def test_the_way_on_counts_the_documents(
    visit: VisitViewModel,
    collecting: CollectingViewModel,
    statements: bool,
    said: str,
) -> None:
    visit.show(replace(FEW, statements=statements))
    assert collecting.invoices_model.property("action") == said


def test_the_list_says_when_no_more_can_be_chosen(
    visit: VisitViewModel, collecting: CollectingViewModel
) -> None:
    visit.show(SAMPLES["invoices_chosen"])
    assert "40" in collecting.invoices_model.property("advice")


def test_a_period_holds_what_can_be_printed_and_says_what_it_comes_to(
    visit: VisitViewModel, collecting: CollectingViewModel
) -> None:
    visit.show(SAMPLES["period_many"])
    periods = collecting.claim_model.row_model
    assert column(periods, "counted") == [
        "Invoices: 4",
        "Invoices: 14",
        "Invoices: 55",
        "Invoices: 60",
    ]
    assert [bool(text) for text in column(periods, "objection")] == [
        False,
        False,
        True,
        True,
    ]


def test_a_period_is_what_was_touched(
    visit: VisitViewModel, collecting: CollectingViewModel, posted: list[VisitEvent]
) -> None:
    visit.show(SAMPLES["period"])
    collecting.claim_model.choose(3)
    assert posted == [PeriodTapped(Period.ALL)]


def test_a_document_is_named_by_its_kind_and_its_invoice() -> None:
    names = [sheet_name(one).replace("\u00a0", " ") for one in PAIR[:2]]
    assert names == [
        "Medical e-invoice 0012 345 678",
        "Itemised statement 0012 345 678",
    ]
    assert sheet_name(sheet(None, Document.COVER_LIST)) == "List for the claim"


def test_pages_are_turned_one_at_a_time(
    visit: VisitViewModel, collecting: CollectingViewModel, posted: list[VisitEvent]
) -> None:
    visit.show(SAMPLES["preview_drawing"])
    pages = collecting.pages_model
    assert (pages.property("page"), pages.property("pages")) == (4, 10)
    pages.turn(1)
    assert posted == [PreviewTurned(1)]


def test_the_list_of_a_claim_is_counted_before_it_is_drawn(
    visit: VisitViewModel, collecting: CollectingViewModel
) -> None:
    visit.show(SAMPLES["gathering"])
    assert collecting.pages_model.property("counted") == "Document 1 of 4"
    visit.show(SAMPLES["gathering_claim"])
    assert collecting.pages_model.property("counted") == "Document 3 of 5"


@pytest.mark.parametrize(
    ("name", "done"), [("printing", 0.0), ("printing_last", 1.0), ("preview", 0.0)]
)
def test_progress_is_what_the_printer_has_proved(
    visit: VisitViewModel, collecting: CollectingViewModel, name: str, done: float
) -> None:
    visit.show(SAMPLES[name])
    assert collecting.pages_model.property("progress") == done


def test_when_everything_is_out_nothing_is_missing(
    visit: VisitViewModel, collecting: CollectingViewModel
) -> None:
    visit.show(SAMPLES["collected"])
    assert collecting.collected_model.property("whole")
    assert visit.property("title") == "Please take 10 pages"
    assert visit.property("mood") == "good"


def test_what_is_in_doubt_is_named_first(
    visit: VisitViewModel, collecting: CollectingViewModel
) -> None:
    visit.show(SAMPLES["collected_all_states"])
    rows = collecting.collected_model.row_model
    assert column(rows, "status") == [
        "May be out, please look",
        "Print limit reached",
        "Not printed",
    ]


def test_every_missing_document_is_on_some_page(
    visit: VisitViewModel, collecting: CollectingViewModel
) -> None:
    visit.show(SAMPLES["collected_all_states"])
    collected, seen = collecting.collected_model, 0
    for _ in range(collected.property("pages")):
        seen += collected.row_model.rowCount()
        collected.turn(1)
    assert seen == 81 - 4


def test_nobody_is_told_to_take_pages_that_are_not_there(
    visit: VisitViewModel, collecting: CollectingViewModel
) -> None:
    visit.show(SAMPLES["collected_doubt_only"])
    assert "take" not in visit.property("happened")
    assert visit.property("mood") == "wait"


def test_a_cap_is_no_reason_to_print_again(
    visit: VisitViewModel, collecting: CollectingViewModel
) -> None:
    visit.show(SAMPLES["collected_capped"])
    assert not collecting.collected_model.property("repeatable")
    assert visit.property("mood") == "calm"


@pytest.mark.parametrize("name", EXCHANGES)
def test_only_paper_that_holds_has_a_number_of_its_own(
    visit: VisitViewModel, collecting: CollectingViewModel, name: str
) -> None:
    state = exchanging(EXCHANGES[name])
    visit.show(state)
    reference = collecting.single_model.property("reference").replace("\u00a0", " ")
    assert collecting.single_model.property("over") == state.is_over
    expected = {
        "confirming": "0000 123 456",
        "exchanged": "0000 123 456",
        "doubtful": "2a917e44",
    }
    assert reference == expected.get(name, "")


def test_an_exchange_that_was_not_to_be_leaves_the_invoice_as_it_was(
    visit: VisitViewModel,
) -> None:
    for name in ("voiding", "voided"):
        state = SAMPLES[f"exchange_{name}"]
        assert isinstance(state, Exchanging)
        visit.show(state)
        assert "stays valid" in visit.property("happened")


def test_the_way_to_the_invoices_is_where_they_can_be_printed(
    visit: VisitViewModel, collecting: CollectingViewModel
) -> None:
    for name, offered in (
        ("welcome", True),
        ("welcome_no_paper", False),
        ("bills", True),
        ("detail", False),
        ("trouble_no_bills", False),
        ("trouble_no_bills_known", True),
        ("invoices", False),
    ):
        visit.show(SAMPLES[name])
        assert collecting.property("offered") == offered, name


def test_the_warning_hides_every_invoice(
    visit: VisitViewModel, collecting: CollectingViewModel
) -> None:
    for name in ("invoices", "preview", "exchange_exchanged", "collected_doubt"):
        visit.show(SAMPLES[name])
        assert known(collecting) != []
        visit.show(SAMPLES["idle_invoices"])
        assert known(collecting) == []
        assert collecting.property("picture") == ""


def known(collecting: CollectingViewModel) -> Sequence[object]:
    """Whatever is still personal in the view models."""
    single = collecting.single_model
    texts = [single.property(name) for name in ("number", "subject", "reference")]
    texts += [single.property("amount"), collecting.pages_model.property("caption")]
    rows: list[object] = []
    for model in (
        collecting.invoices_model.row_model,
        collecting.claim_model.row_model,
        collecting.collected_model.row_model,
    ):
        rows += range(model.rowCount())
    return [*filter(None, texts), *rows]


def test_the_next_visit_begins_on_the_first_page(
    visit: VisitViewModel, collecting: CollectingViewModel
) -> None:
    visit.show(MANY)
    collecting.invoices_model.turn(3)
    visit.show(SAMPLES["welcome"])
    visit.show(MANY)
    assert collecting.invoices_model.property("page") == 1


def test_the_page_survives_a_look_at_one_invoice(
    visit: VisitViewModel, collecting: CollectingViewModel, posted: list[VisitEvent]
) -> None:
    visit.show(MANY)
    collecting.invoices_model.turn(3)
    assert posted == [Tap.ELSEWHERE]
    visit.show(SAMPLES["qr"])
    visit.show(MANY)
    assert collecting.invoices_model.property("page") == 4


def test_an_old_picture_cannot_be_reached(
    visit: VisitViewModel, collecting: CollectingViewModel
) -> None:
    visit.show(SAMPLES["preview"])
    old = collecting.property("picture")
    assert not collecting.easel.draw(old, QSize()).isNull()
    visit.show(SAMPLES["welcome"])
    assert collecting.property("picture") == ""
    assert collecting.easel.draw(old, QSize()).isNull()
    visit.show(SAMPLES["qr"])
    assert collecting.easel.draw(old, QSize()).isNull()


@pytest.mark.parametrize("room", [QSize(300, 300), QSize(900, 200), QSize(200, 4000)])
def test_a_picture_keeps_its_shape_and_fills_its_room(room: QSize) -> None:
    easel = Easel()
    easel.hold(page_picture())
    drawn = easel.draw(easel.address, room).size()
    assert drawn.width() == room.width() or drawn.height() == room.height()
    assert drawn.width() <= room.width()
    assert drawn.height() <= room.height()
    assert abs(drawn.width() / drawn.height() - 1400 / 1980) < 0.01


def test_the_same_picture_keeps_its_address() -> None:
    easel = Easel()
    easel.hold(qr_picture())
    before = easel.address
    easel.hold(qr_picture())
    assert easel.address == before
