"""Invoices on demand: what a person chooses is what comes out, and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import product
from typing import get_args

import pytest

from kiosk.app.gallery.values import (
    CAN,
    CHOICE,
    IDENTITY,
    KEY,
    PATIENT,
    VOUCHER,
    listed,
)
from kiosk.flows import visit
from kiosk.flows.abilities import Abilities
from kiosk.flows.exchange import (
    Confirming,
    Doubtful,
    Exchanged,
    ExchangeState,
    Reserving,
    Voided,
    Voiding,
)
from kiosk.flows.invoice_states import (
    MOST_PICKED,
    ChoosingPeriod,
    Collected,
    Collecting,
    Exchanging,
    Gathering,
    Listing,
    OfferingExchange,
    Period,
    Picking,
    Previewing,
    PuttingOut,
    Sheet,
    Shelf,
    ShowingQr,
    Wanted,
)
from kiosk.flows.printing import (
    Barred,
    File,
    InDoubt,
    Job,
    Paper,
    Printed,
    Printing,
    Unprinted,
)
from kiosk.flows.visit_effects import (
    DrawCover,
    DrawQr,
    Effect,
    FetchSheet,
    FindInvoices,
    OpenExchange,
    PicturePage,
    StartPrint,
    StartSheet,
)
from kiosk.flows.visit_events import (
    AbilitiesChanged,
    BillsFound,
    Clock,
    ExchangeMoved,
    ExchangeTapped,
    Failed,
    IdentityFound,
    InvoicesFound,
    InvoiceTapped,
    PagePictured,
    PagesCounted,
    PaperMoved,
    PeriodTapped,
    PreviewTurned,
    QrDrawn,
    QrTapped,
    Scanned,
    SheetFetched,
    SheetMissing,
    Tap,
    VisitEvent,
)
from kiosk.flows.visit_patience import patience_s
from kiosk.flows.visit_states import (
    AwaitingCode,
    Identifying,
    Idle,
    Problem,
    Recognised,
    Service,
    Troubled,
    Visit,
    Welcome,
)
from kiosk.model.document import Document
from kiosk.model.invoice import Exchange, InvoiceStatus, ListedInvoice, PaperForm
from kiosk.model.money import Money

TODAY = date(2026, 11, 22)
NEW = listed(1)
OLD = listed(2, day=date(2026, 10, 1))
OLDER = listed(3, day=date(2026, 1, 5))
LAST_YEAR = listed(4, day=date(2025, 12, 31))
PRINTED_ONCE = listed(5, printed=1, day=date(2026, 11, 21))
FULL = listed(6, printed=3)
REVERSED = listed(7, status=InvoiceStatus.REVERSED)
EXCHANGED = listed(8, status=InvoiceStatus.EXCHANGED)
COMING = listed(9, status=InvoiceStatus.BEING_ISSUED)
ALL = (NEW, COMING, FULL, REVERSED, EXCHANGED, PRINTED_ONCE, OLD, OLDER, LAST_YEAR)
SHELF = Shelf(IDENTITY, ALL, TODAY)
PICKING = Picking(CAN, SHELF, frozenset({"S1"}))
NO_PAPER = Abilities(invoices=False)


def sheet(of: ListedInvoice, pages: int = 1, *, statement: bool = False) -> Sheet:
    document = Document.STATEMENT if statement else Document.INVOICE
    return Sheet(Wanted(document, of), File(b"%PDF", pages))


def job(of: Sheet, copy: int = 1, id: str = "J1") -> Job:
    invoice = of.wanted.listed.invoice if of.wanted.listed else None
    return Job(id, of.wanted.document, copy=copy, invoice=invoice)


ONE, TWO = sheet(NEW), sheet(OLD, pages=2)
PREVIEW = Previewing(PICKING, (ONE, TWO))
PUTTING = PuttingOut(PICKING, (ONE, TWO), (None, None))
STOPPED = Collected(PICKING, (ONE, TWO), (Unprinted(job(ONE)), None))

WITH_FORMS = replace(PICKING, abilities=replace(CAN, forms=3))
UNDER_WAY = Exchanging(WITH_FORMS, NEW)
assert NEW.invoice is not None
THIS = Exchange(KEY, "P1", NEW.invoice, PaperForm("31060199", "0000000001"))
ENDED = replace(UNDER_WAY, exchange=Exchanged(THIS))

STATES: list[Visit] = [
    Listing(CAN, IDENTITY),
    PICKING,
    replace(PICKING, picked=frozenset()),
    replace(PICKING, abilities=NO_PAPER),
    ChoosingPeriod(PICKING),
    ShowingQr(PICKING, NEW),
    Gathering(PICKING, (ONE.wanted, TWO.wanted)),
    Gathering(PICKING, (ONE.wanted,), is_claim=True),
    PREVIEW,
    replace(PREVIEW, at=1, page=1),
    PUTTING,
    replace(PUTTING, papers=(Printing(job(ONE)), None)),
    STOPPED,
    Collected(PICKING, (ONE,), (Printed(job(ONE)),)),
    Collected(PICKING, (ONE,), (Barred(job(ONE)),)),
    Idle(PICKING),
    OfferingExchange(WITH_FORMS, NEW),
    UNDER_WAY,
    replace(UNDER_WAY, exchange=Reserving(THIS)),
    ENDED,
]
EVENTS: list[VisitEvent] = [
    *Tap,
    *Clock,
    InvoicesFound("P1", ALL, TODAY),
    InvoicesFound("P2", ALL, TODAY),
    InvoicesFound("P1", (), TODAY),
    *(InvoiceTapped(one.settlement_id) for one in ALL),
    InvoiceTapped("somebody else's"),
    QrTapped("S1"),
    QrTapped("S7"),
    QrDrawn("https://pjcy.example/1", b"png"),
    *(PeriodTapped(period) for period in Period),
    SheetFetched(ONE),
    SheetFetched(TWO),
    SheetMissing(ONE.wanted),
    PreviewTurned(1),
    PreviewTurned(-1),
    PagePictured(0, 0, b"png"),
    PagesCounted("J1", 1),
    *(PaperMoved(kind(job(ONE))) for kind in (Printing, Printed, Unprinted, InDoubt)),
    PaperMoved(Barred(job(ONE))),
    Scanned(VOUCHER),
    *(Failed(problem) for problem in Problem),
    AbilitiesChanged(CAN),
    AbilitiesChanged(NO_PAPER),
    *(ExchangeTapped(one.settlement_id) for one in ALL),
    *(ExchangeMoved(kind(THIS)) for kind in (Reserving, Confirming, Voided, Doubtful)),
]
every_pair = pytest.mark.parametrize(("state", "event"), [*product(STATES, EVENTS)])


def walk(state: Visit, *events: VisitEvent) -> tuple[Visit, tuple[Effect, ...]]:
    """What is true after all of them, and what the last one asked for."""
    effects: tuple[Effect, ...] = ()
    for event in events:
        state, effects = visit.step(state, event)
    return state, effects


# To the list.


def test_a_tap_and_a_code_lead_to_the_list() -> None:
    state, effects = walk(Welcome(CAN), Tap.INVOICES, Scanned(VOUCHER))
    assert state == Identifying(CAN, Service.INVOICES)
    state, effects = walk(state, IdentityFound(IDENTITY))
    assert (state, effects) == (Listing(CAN, IDENTITY), (FindInvoices("P1"),))


def test_a_broken_page_printer_hides_invoices_and_nothing_else() -> None:
    assert walk(Welcome(NO_PAPER), Tap.INVOICES)[0] == Welcome(NO_PAPER)
    assert walk(Welcome(NO_PAPER), Tap.START)[0] == AwaitingCode(NO_PAPER)


def test_the_wrong_code_does_not_forget_what_she_came_for() -> None:
    state, _ = walk(
        AwaitingCode(CAN, service=Service.INVOICES),
        Scanned(replace(VOUCHER, kind=VOUCHER.kind.WECHAT)),
    )
    assert isinstance(state, AwaitingCode)
    assert state.service is Service.INVOICES


def test_who_owes_nothing_may_print_without_showing_her_code_again() -> None:
    state, _ = walk(Recognised(CAN, IDENTITY), BillsFound("P1", ()), Tap.INVOICES)
    assert state == Listing(CAN, IDENTITY)


def test_who_was_to_pay_may_print_instead() -> None:
    assert walk(CHOICE, Tap.INVOICES)[0] == Listing(CAN, IDENTITY)


def test_somebody_elses_list_is_not_shown() -> None:
    state, _ = walk(Listing(CAN, IDENTITY), InvoicesFound("P2", ALL, TODAY))
    assert state == Troubled(CAN, Problem.WRONG_PATIENT, service=Service.INVOICES)


def test_an_empty_list_is_said() -> None:
    state, _ = walk(Listing(CAN, IDENTITY), InvoicesFound("P1", (), TODAY))
    assert state == Troubled(CAN, Problem.NO_INVOICES, service=Service.INVOICES)


def test_what_was_just_issued_and_not_printed_is_chosen_already() -> None:
    state, _ = walk(Listing(CAN, IDENTITY), InvoicesFound("P1", ALL, TODAY))
    assert state == PICKING


# Choosing.


@pytest.mark.parametrize("one", ALL)
def test_only_what_may_be_printed_can_be_chosen(one: ListedInvoice) -> None:
    none = replace(PICKING, picked=frozenset())
    state, _ = walk(none, InvoiceTapped(one.settlement_id))
    assert isinstance(state, Picking)
    can_be = one in (NEW, OLD, OLDER, LAST_YEAR, PRINTED_ONCE)
    assert (one.settlement_id in state.picked) == can_be


def test_a_second_tap_leaves_it_out() -> None:
    state, _ = walk(PICKING, InvoiceTapped("S1"))
    assert state == replace(PICKING, picked=frozenset())


def test_a_time_limit_that_is_over_bars_printing() -> None:
    late = replace(NEW, printable_until=date(2026, 11, 21))
    assert not late.is_printable(TODAY)
    assert replace(late, printable_until=TODAY).is_printable(TODAY)


def test_nobody_chooses_more_than_the_kiosk_carries() -> None:
    many = tuple(listed(number) for number in range(1, MOST_PICKED + 2))
    most = frozenset(one.settlement_id for one in many[:-1])
    full = Picking(CAN, Shelf(IDENTITY, many, TODAY), most)
    assert walk(full, InvoiceTapped(many[-1].settlement_id))[0] == full


def test_statements_come_with_their_invoices() -> None:
    state, effects = walk(PICKING, Tap.STATEMENTS, Tap.CONFIRM)
    assert isinstance(state, Gathering)
    assert [one.document for one in state.wanted] == [
        Document.INVOICE,
        Document.STATEMENT,
    ]
    assert effects == (FetchSheet(Wanted(Document.INVOICE, NEW)),)


def test_an_invoice_can_be_taken_along_on_the_phone() -> None:
    state, effects = walk(PICKING, QrTapped("S1"))
    assert (state, effects) == (ShowingQr(PICKING, NEW), (DrawQr(NEW.qr or ""),))
    state, _ = walk(
        state, QrDrawn("something else", b"no"), QrDrawn(NEW.qr or "", b"y")
    )
    assert state == ShowingQr(PICKING, NEW, b"y")
    assert walk(state, Tap.BACK)[0] == PICKING


@pytest.mark.parametrize("one", [REVERSED, EXCHANGED, COMING])
def test_what_is_no_invoice_any_more_is_not_taken_along(one: ListedInvoice) -> None:
    assert walk(PICKING, QrTapped(one.settlement_id))[0] == PICKING


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period.MONTH, {"S1", "S5"}),
        (Period.QUARTER, {"S1", "S5", "S2"}),
        (Period.YEAR, {"S1", "S5", "S2", "S3"}),
        (Period.ALL, {"S1", "S5", "S2", "S3", "S4"}),
    ],
)
def test_a_claim_is_all_that_may_be_printed_of_a_time(
    period: Period, expected: set[str]
) -> None:
    state, _ = walk(PICKING, Tap.CLAIM, PeriodTapped(period))
    assert isinstance(state, Gathering)
    assert {w.listed.settlement_id for w in state.wanted if w.listed} == expected
    assert len(state.wanted) == 2 * len(expected)  # each with its statement


def test_the_last_three_months_may_begin_in_the_year_before() -> None:
    assert Period.QUARTER.begins(date(2026, 1, 31)) == date(2025, 11, 1)


# Fetching.


def test_a_claim_begins_with_a_list_that_adds_up() -> None:
    chosen = replace(PICKING, picked=frozenset({"S1", "S2"}))
    state, _ = walk(chosen, Tap.CLAIM, PeriodTapped(Period.QUARTER))
    assert isinstance(state, Gathering)
    effects: tuple[Effect, ...] = ()
    while isinstance(state, Gathering) and not isinstance(
        effects and effects[0], DrawCover
    ):
        pages = 3 if state.wanted[0].document is Document.STATEMENT else 1
        fetched = Sheet(state.wanted[0], File(b"%PDF", pages))
        state, effects = visit.step(state, SheetFetched(fetched))
    [draw] = effects
    assert isinstance(draw, DrawCover)
    assert draw.facts.total == Money(800_00)  # 100 and 500 and 200
    assert draw.facts.patient == PATIENT.name
    assert [pages for _, pages in draw.facts.rows] == [3, 3, 3]
    state, _ = walk(state, SheetFetched(Sheet(draw.wanted, File(b"%PDF", 1))))
    assert isinstance(state, Previewing)
    assert state.sheets[0].wanted == draw.wanted
    assert state.pages == 1 + 3 * (1 + 3)


def test_what_cannot_be_had_does_not_hold_up_the_rest() -> None:
    both = Gathering(PICKING, (ONE.wanted, TWO.wanted))
    state, effects = walk(both, SheetMissing(ONE.wanted))
    assert effects == (FetchSheet(TWO.wanted),)
    state, _ = walk(state, SheetFetched(TWO))
    assert state == Previewing(PICKING, (TWO,), missing=1)


def test_nothing_at_all_is_said() -> None:
    one = Gathering(PICKING, (ONE.wanted,))
    state, _ = walk(one, SheetMissing(ONE.wanted))
    assert state == Troubled(CAN, Problem.NOT_PRINTABLE, service=Service.INVOICES)


def test_a_claim_without_a_single_invoice_has_no_list() -> None:
    statement = sheet(NEW, statement=True)
    wanted = (ONE.wanted, statement.wanted)
    state, _ = walk(Gathering(PICKING, wanted, is_claim=True), SheetMissing(ONE.wanted))
    state, effects = walk(state, SheetFetched(statement))
    assert state == Previewing(PICKING, (statement,), missing=1)
    assert not any(isinstance(effect, DrawCover) for effect in effects)


def test_a_document_that_nobody_waits_for_is_not_taken() -> None:
    waiting = Gathering(PICKING, (ONE.wanted,))
    assert walk(waiting, SheetFetched(TWO))[0] == waiting


def test_a_silent_central_ends_the_fetching() -> None:
    waiting = Gathering(PICKING, (ONE.wanted,))
    state, _ = walk(waiting, Failed(Problem.CENTRAL_SILENT))
    assert state == Troubled(CAN, Problem.CENTRAL_SILENT, service=Service.INVOICES)


# Looking.


def test_all_pages_are_leafed_through_as_one() -> None:
    state, effects = walk(PREVIEW, PreviewTurned(1))
    assert effects == (PicturePage(TWO.file, 1, 0),)
    state, effects = walk(state, PreviewTurned(1))
    assert isinstance(state, Previewing)
    assert (effects, state.leaf) == ((PicturePage(TWO.file, 1, 1),), 3)
    assert walk(state, PreviewTurned(1)) == (state, ())


def test_the_picture_of_another_page_is_not_shown() -> None:
    state, _ = walk(PREVIEW, PreviewTurned(1), PagePictured(0, 0, b"the first"))
    assert isinstance(state, Previewing)
    assert state.picture is None


# Printing.


def test_the_sheets_come_out_one_after_the_other() -> None:
    state, effects = walk(PREVIEW, Tap.CONFIRM)
    assert effects == (StartSheet(ONE),)
    first = job(ONE)
    state, effects = walk(
        state, PaperMoved(Printing(first)), PaperMoved(Printed(first))
    )
    assert effects == (StartSheet(TWO),)
    second = job(TWO, id="J2")
    state, effects = walk(
        state, PaperMoved(Printing(second)), PaperMoved(Printed(second))
    )
    assert isinstance(state, Collected)
    assert (state.pages_out, state.rest, effects) == (3, (), ())


def test_pages_are_counted_as_they_come_out() -> None:
    state, _ = walk(PUTTING, PaperMoved(Printing(job(ONE))), PagesCounted("J1", 1))
    assert isinstance(state, PuttingOut)
    assert state.pages_out == 1
    assert walk(state, PagesCounted("another job", 7))[0] == state


@pytest.mark.parametrize("end", [Unprinted, InDoubt])
def test_trouble_with_the_paper_stops_the_rest(end: type[Paper]) -> None:
    ended = PaperMoved(end(job(ONE)))
    state, effects = walk(PUTTING, PaperMoved(Printing(job(ONE))), ended)
    assert isinstance(state, Collected)
    assert (state.rest, effects) == ((0, 1), ())


def test_what_is_in_doubt_is_printed_again_only_by_a_person_and_as_a_copy() -> None:
    doubtful = replace(STOPPED, papers=(InDoubt(job(ONE)), None))
    for event in EVENTS:
        after, effects = visit.step(doubtful, event)
        if any(isinstance(effect, StartSheet) for effect in effects):
            assert event is Tap.PRINT_REST
    after, effects = walk(doubtful, Tap.PRINT_REST)
    assert effects == (StartSheet(ONE, copy=2),)
    assert isinstance(after, PuttingOut)


def test_a_proof_of_the_first_try_is_none_of_the_second() -> None:
    again, _ = walk(
        replace(STOPPED, papers=(InDoubt(job(ONE)), None)),
        Tap.PRINT_REST,
    )
    assert walk(again, PaperMoved(Printed(job(ONE), counted=1)))[0] == again
    second = job(ONE, copy=2, id="J2")
    running, _ = walk(again, PaperMoved(Printing(second)))
    assert walk(running, PaperMoved(Printed(job(ONE), counted=1)))[0] == running


def test_a_copy_too_many_is_left_out_and_not_offered_again() -> None:
    state, effects = walk(PUTTING, PaperMoved(Barred(job(ONE))))
    assert effects == (StartSheet(TWO),)
    second = job(TWO, id="J2")
    state, _ = walk(state, PaperMoved(Printing(second)), PaperMoved(Printed(second)))
    assert isinstance(state, Collected)
    assert state.rest == ()


def test_nothing_prints_by_itself_when_the_printer_is_back() -> None:
    stopped = replace(STOPPED, picking=replace(PICKING, abilities=NO_PAPER))
    assert walk(stopped, Tap.PRINT_REST)[1] == ()
    state, effects = walk(stopped, AbilitiesChanged(CAN))
    assert (state, effects) == (STOPPED, ())


def test_more_invoices_are_taken_from_a_fresh_list() -> None:
    assert walk(STOPPED, Tap.BACK) == (
        Listing(CAN, IDENTITY),
        (FindInvoices("P1"),),
    )


# Every pair of state and event.


# Numbered paper, 换开.


def test_an_exchange_is_asked_for_twice_and_opened_once() -> None:
    offered, effects = walk(WITH_FORMS, ExchangeTapped("S1"))
    assert (offered, effects) == (OfferingExchange(WITH_FORMS, NEW), ())
    opening, effects = walk(offered, Tap.CONFIRM)
    assert (opening, effects) == (UNDER_WAY, (OpenExchange("P1", NEW),))
    assert walk(opening, Tap.CONFIRM) == (opening, ())


@pytest.mark.parametrize("one", [REVERSED, EXCHANGED, COMING])
def test_what_is_no_e_invoice_is_not_exchanged(one: ListedInvoice) -> None:
    assert walk(WITH_FORMS, ExchangeTapped(one.settlement_id))[0] == WITH_FORMS


def test_nothing_is_exchanged_without_forms() -> None:
    assert walk(PICKING, ExchangeTapped("S1"))[0] == PICKING
    offered = OfferingExchange(PICKING, NEW)  # the last one was used meanwhile
    assert walk(offered, Tap.CONFIRM) == (offered, ())


def test_another_persons_exchange_is_not_shown() -> None:
    other = Exchange("another", "P9", THIS.invoice, THIS.form)
    running, _ = walk(UNDER_WAY, ExchangeMoved(Reserving(THIS)))
    assert walk(running, ExchangeMoved(Exchanged(other)))[0] == running


@pytest.mark.parametrize("end", [Confirming, Exchanged, Voiding, Voided, Doubtful])
def test_every_end_is_told_and_leads_on(
    end: Callable[[Exchange], ExchangeState],
) -> None:
    state, _ = walk(UNDER_WAY, ExchangeMoved(end(THIS)))
    assert isinstance(state, Exchanging)
    assert state.is_over
    assert walk(state, Tap.CONFIRM)[0] == Welcome(WITH_FORMS.abilities)
    assert walk(state, Tap.BACK)[1] == (FindInvoices("P1"),)


def test_every_state_is_tried() -> None:
    assert {type(state) for state in STATES} >= set(get_args(Collecting))


@every_pair
def test_only_a_tap_or_a_proof_puts_paper_in_motion(
    state: Visit, event: VisitEvent
) -> None:
    _, effects = visit.step(state, event)
    if any(isinstance(effect, StartSheet | StartPrint) for effect in effects):
        is_tap = event in (Tap.CONFIRM, Tap.PRINT_REST)
        is_known = isinstance(event, PaperMoved) and isinstance(
            event.paper, Printed | Barred
        )
        assert is_tap or is_known


@every_pair
def test_nobody_can_leave_while_paper_moves(state: Visit, event: VisitEvent) -> None:
    if isinstance(state, PuttingOut) and not isinstance(event, PaperMoved):
        assert isinstance(visit.step(state, event).state, PuttingOut)
    if isinstance(state, Exchanging) and not state.is_over:
        left = visit.step(state, event).state
        assert isinstance(left, Exchanging) or isinstance(event, Failed)


@every_pair
def test_what_may_not_be_printed_is_never_started(
    state: Visit, event: VisitEvent
) -> None:
    for effect in visit.step(state, event).effects:
        if isinstance(effect, FetchSheet) and effect.wanted.listed:
            assert effect.wanted.listed.is_printable(TODAY)


@pytest.mark.parametrize("state", STATES)
def test_nobody_is_hurried_while_paper_moves(state: Visit) -> None:
    busy = isinstance(state, Listing | Gathering | PuttingOut) or (
        isinstance(state, Exchanging) and not state.is_over
    )
    assert (patience_s(state) is None) == busy


@pytest.mark.parametrize("state", STATES)
def test_giving_up_shows_the_welcome(state: Visit) -> None:
    if isinstance(state, PuttingOut | Collected | Exchanging):
        return
    assert walk(state, Tap.CANCEL)[0] == Welcome(state.abilities)
