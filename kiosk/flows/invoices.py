"""The invoice machine: find, choose, look at, put on paper, take along.

Pure. It begins when central has said whose code it is, and touches no money.
"""

from dataclasses import replace

from kiosk.flows.abilities import Abilities
from kiosk.flows.invoice_states import (
    MOST_PICKED,
    ChoosingPeriod,
    Collected,
    Collecting,
    CoverFacts,
    Exchanging,
    Gathering,
    Listing,
    OfferingExchange,
    Picking,
    Previewing,
    PuttingOut,
    Sheet,
    Shelf,
    ShowingQr,
    Wanted,
    is_offered,
)
from kiosk.flows.printing import Barred, InDoubt, Paper, Printed, Printing
from kiosk.flows.visit_effects import (
    DrawCover,
    DrawQr,
    FetchSheet,
    FindInvoices,
    OpenExchange,
    PicturePage,
    StartSheet,
)
from kiosk.flows.visit_events import (
    ExchangeMoved,
    ExchangeTapped,
    InvoicesFound,
    InvoiceTapped,
    PagePictured,
    PagesCounted,
    PaperMoved,
    PeriodTapped,
    PreviewTurned,
    QrDrawn,
    QrTapped,
    SheetFetched,
    SheetMissing,
    Tap,
    VisitEvent,
)
from kiosk.flows.visit_states import Problem, Service, Troubled
from kiosk.flows.visit_step import Step
from kiosk.model.document import Document
from kiosk.model.invoice import ListedInvoice
from kiosk.model.patient import Identity


def begin(abilities: Abilities, identity: Identity) -> Step:
    """Somebody wants her invoices."""
    return Step(Listing(abilities, identity), (FindInvoices(identity.patient.id),))


def step(state: Collecting, event: VisitEvent) -> Step:
    """Advance by one event. An event that does not fit changes nothing."""
    match state, event:
        case Listing(abilities, identity), InvoicesFound(patient_id, invoices, today):
            if patient_id != identity.patient.id:
                return Step(_troubled(abilities, Problem.WRONG_PATIENT))
            if not invoices:
                return Step(_troubled(abilities, Problem.NO_INVOICES))
            shelf = Shelf(identity, invoices, today)
            return Step(Picking(abilities, shelf, shelf.fresh))

        case Picking(), InvoiceTapped(settlement_id):
            return Step(_toggled(state, settlement_id))
        case Picking(statements=statements), Tap.STATEMENTS:
            return Step(replace(state, statements=not statements))
        case Picking(shelf=shelf), Tap.CLAIM if shelf.printable():
            return Step(ChoosingPeriod(state))
        case Picking(shelf=shelf), QrTapped(settlement_id):
            listed = shelf.find(settlement_id)
            if listed is None or listed.qr is None or not is_offered(listed):
                return Step(state)
            return Step(ShowingQr(state, listed), (DrawQr(listed.qr),))
        case ShowingQr(listed=listed), QrDrawn(text, picture) if text == listed.qr:
            return Step(replace(state, picture=picture))
        case Picking(), Tap.CONFIRM if state.picked and state.abilities.invoices:
            return _gather(state, state.chosen, is_claim=False)
        case ChoosingPeriod(picking), PeriodTapped(period):
            chosen = picking.shelf.printable(period)
            if not 0 < len(chosen) <= MOST_PICKED or not state.abilities.invoices:
                return Step(state)
            return _gather(picking, chosen, is_claim=True)
        case ChoosingPeriod(picking) | ShowingQr(picking), Tap.BACK:
            return Step(picking)

        case Gathering(wanted=(wanted, *rest)), SheetFetched(sheet):
            if sheet.wanted != wanted:
                return Step(state)
            sheets = (*state.sheets, sheet)
            return _go_on(replace(state, wanted=tuple(rest), sheets=sheets))
        case Gathering(wanted=(wanted, *rest)), SheetMissing(missing):
            if missing != wanted:
                return Step(state)
            return _go_on(replace(state, wanted=tuple(rest), missing=state.missing + 1))

        case Previewing(at=at, page=page), PagePictured(sheet_at, sheet_page, picture):
            is_shown = (at, page) == (sheet_at, sheet_page)
            return Step(replace(state, picture=picture) if is_shown else state)
        case Previewing(), PreviewTurned(by):
            return _turn(state, by)
        case Previewing(picking), Tap.BACK:
            return Step(picking)
        case Previewing(picking, sheets), Tap.CONFIRM if state.abilities.invoices:
            nothing: tuple[Paper | None, ...] = (None,) * len(sheets)
            return _put_out(PuttingOut(picking, sheets, nothing))

        case PuttingOut(), PaperMoved(paper):
            return _moved(state, paper)
        case PuttingOut(papers=papers, at=at), PagesCounted(job_id, pages):
            now = papers[at]
            is_it = isinstance(now, Printing) and now.job.id == job_id
            return Step(replace(state, page=pages) if is_it else state)

        case Collected(picking, sheets, papers), Tap.PRINT_REST if (
            state.rest and state.abilities.invoices
        ):
            return _put_out(PuttingOut(picking, sheets, papers, state.rest[0]))
        case Collected(), Tap.BACK if state.abilities.can_collect:
            return begin(state.abilities, state.picking.identity)

        case Picking(shelf=shelf), ExchangeTapped(settlement_id):
            listed = shelf.find(settlement_id)
            if listed is None or not state.may_exchange(listed):
                return Step(state)
            return Step(OfferingExchange(state, listed))
        case OfferingExchange(picking), Tap.BACK:
            return Step(picking)
        case OfferingExchange(picking, listed), Tap.CONFIRM if picking.may_exchange(
            listed
        ):
            opening = OpenExchange(picking.identity.patient.id, listed)
            return Step(Exchanging(picking, listed), (opening,))
        case Exchanging(listed=listed, exchange=before), ExchangeMoved(now):
            is_it = before is None or before.exchange.key == now.exchange.key
            if not is_it or now.exchange.invoice != listed.invoice:
                return Step(state)
            return Step(replace(state, exchange=now))
        case Exchanging(), Tap.BACK if state.is_over and state.abilities.can_collect:
            return begin(state.abilities, state.picking.identity)
    return Step(state)


def _troubled(abilities: Abilities, problem: Problem) -> Troubled:
    return Troubled(abilities, problem, service=Service.INVOICES)


def _toggled(state: Picking, settlement_id: str) -> Picking:
    listed = state.shelf.find(settlement_id)
    picked = state.picked ^ {settlement_id}
    can_be = listed is not None and listed.is_printable(state.shelf.today)
    if not can_be or len(picked) > MOST_PICKED:
        return state
    return replace(state, picked=picked)


def _gather(
    picking: Picking, chosen: tuple[ListedInvoice, ...], *, is_claim: bool
) -> Step:
    """Ask for the first of them; each answer asks for the next."""
    wanted: list[Wanted] = []
    for listed in chosen:
        wanted.append(Wanted(Document.INVOICE, listed))
        if is_claim or picking.statements:
            wanted.append(Wanted(Document.STATEMENT, listed))
    gathering = Gathering(picking, tuple(wanted), is_claim=is_claim)
    return Step(gathering, (FetchSheet(wanted[0]),))


def _go_on(state: Gathering) -> Step:
    if state.wanted:
        return Step(state, (FetchSheet(state.wanted[0]),))
    if not state.sheets:
        return Step(_troubled(state.abilities, Problem.NOT_PRINTABLE))
    if state.is_claim and _rows(state.sheets):  # a list of nothing is none
        return _with_cover(state)
    return _look(Previewing(state.picking, state.sheets, state.missing))


def _with_cover(state: Gathering) -> Step:
    """The list of what is there comes last, and goes first."""
    if state.sheets[-1].wanted.document is Document.COVER_LIST:
        sheets = (state.sheets[-1], *state.sheets[:-1])
        return _look(Previewing(state.picking, sheets, state.missing))
    cover = Wanted(Document.COVER_LIST)
    facts = CoverFacts(state.picking.identity.patient.name, _rows(state.sheets))
    return Step(replace(state, wanted=(cover,)), (DrawCover(cover, facts),))


def _rows(sheets: tuple[Sheet, ...]) -> tuple[tuple[ListedInvoice, int], ...]:
    pages = {
        sheet.wanted.listed: sheet.file.pages
        for sheet in sheets
        if sheet.wanted.document is Document.STATEMENT
    }
    return tuple(
        (sheet.wanted.listed, pages.get(sheet.wanted.listed, 0))
        for sheet in sheets
        if sheet.wanted.document is Document.INVOICE and sheet.wanted.listed
    )


def _turn(state: Previewing, by: int) -> Step:
    """Leaf through all the sheets as if they were one."""
    leaves = [
        (at, page)
        for at, sheet in enumerate(state.sheets)
        for page in range(sheet.file.pages)
    ]
    turned = leaves.index((state.at, state.page)) + by
    if not 0 <= turned < len(leaves):
        return Step(state)
    at, page = leaves[turned]
    return _look(replace(state, at=at, page=page, picture=None))


def _look(state: Previewing) -> Step:
    file = state.sheets[state.at].file
    return Step(state, (PicturePage(file, state.at, state.page),))


def _put_out(state: PuttingOut) -> Step:
    """Start the sheet whose turn it is. What may be there already is a copy."""
    before = state.papers[state.at]
    copy = before.job.copy + 1 if isinstance(before, InDoubt) else 1
    papers = _with(state.papers, state.at, None)
    start = StartSheet(state.sheets[state.at], copy)
    return Step(replace(state, papers=papers, page=0), (start,))


def _moved(state: PuttingOut, paper: Paper) -> Step:
    now = state.papers[state.at]
    if not _is_of(paper, state.sheets[state.at], now):
        return Step(state)
    papers = _with(state.papers, state.at, paper)
    state = replace(state, papers=papers)
    match paper:
        case Printing():
            return Step(state)
        case Printed() | Barred():
            return _next(state)
    # What is wrong with the printer is wrong with the next sheet too (rule P3).
    return Step(Collected(state.picking, state.sheets, state.papers))


def _next(state: PuttingOut) -> Step:
    rest = Collected(state.picking, state.sheets, state.papers)
    later = [at for at in rest.rest if at > state.at]
    if not later or not state.abilities.invoices:
        return Step(rest)
    return _put_out(replace(state, at=later[0]))


def _is_of(paper: Paper, sheet: Sheet, now: Paper | None) -> bool:
    """Whether this is about the sheet whose turn it is, and not an earlier try."""
    if now is not None:
        return paper.job.id == now.job.id
    wanted, job = sheet.wanted, paper.job
    invoice = wanted.listed.invoice if wanted.listed else None
    is_start = not isinstance(paper, Printed | InDoubt)
    return is_start and (job.document, job.invoice) == (wanted.document, invoice)


def _with(
    papers: tuple[Paper | None, ...], at: int, paper: Paper | None
) -> tuple[Paper | None, ...]:
    return (*papers[:at], paper, *papers[at + 1 :])
