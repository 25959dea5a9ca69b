"""Central about paper, through the kiosk's own client: lists, files, prints, 换开."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kiosk.central.auth import KioskIdentity
from kiosk.central.http import HttpCentral
from kiosk.central.port import Misanswered, Reason, Refused, Unanswered
from kiosk.model.document import Document
from kiosk.model.invoice import (
    Exchange,
    Invoice,
    InvoiceKind,
    InvoiceStatus,
    ListedInvoice,
    PaperForm,
    PrintOutcome,
    PrintReport,
)
from kiosk.model.money import Money
from kiosk.sandbox.face import create_app
from kiosk.sandbox.serve import serving
from kiosk.sandbox.settings import Settings
from kiosk.sandbox.store import Store
from printing.invoice_file import check_invoice_file
from tests.at_central import NOON, Clock, Kiosk, a_central, fresh_morning
from tests.pdf_reading import text_of

FORM = PaperForm("31060199", "0000000007")
PRINTED, UNKNOWN, SPOILED = PrintOutcome
WOMAN = "P1001"


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def url(clock: Clock, database: str) -> Iterator[str]:
    with a_central(clock, Settings(most_prints=3), database) as url:
        yield url


@pytest.fixture
def desk(url: str, clock: Clock) -> Iterator[Kiosk]:
    with fresh_morning(url, clock) as kiosk:
        yield kiosk


@pytest.fixture
def central(desk: Kiosk) -> HttpCentral:
    return HttpCentral(desk.url, KioskIdentity("K-07", "sandbox"))


def first(central: HttpCentral, **like: object) -> ListedInvoice:
    """The newest invoice of this kind or status."""
    return next(
        one
        for one in central.invoices(WOMAN)
        if all(getattr(one, name) == value for name, value in like.items())
    )


def numbers(listed: ListedInvoice) -> Invoice:
    assert listed.invoice is not None
    return listed.invoice


def report(
    invoice: Invoice, job: str = "J1", outcome: PrintOutcome = PRINTED
) -> PrintReport:
    at = datetime(2026, 3, 2, 4, tzinfo=UTC)
    return PrintReport(job, Document.INVOICE, invoice, 1, outcome, at)


def exchange(invoice: Invoice, key: str = "X1", form: PaperForm = FORM) -> Exchange:
    return Exchange(key, WOMAN, invoice, form)


def refusal(act: object, *of: object, **how: object) -> object:
    assert callable(act)
    with pytest.raises(Refused) as refused:
        act(*of, **how)
    return refused.value.reason


# The list.


def test_the_list_has_twelve_months_of_every_kind_and_state(
    central: HttpCentral,
) -> None:
    listed = central.invoices(WOMAN)
    assert [one.day for one in listed] == sorted(
        (one.day for one in listed), reverse=True
    )
    assert {one.kind for one in listed} == {*InvoiceKind}
    assert {one.status for one in listed} == {
        InvoiceStatus.ISSUED,
        InvoiceStatus.REVERSED,
    }
    assert min(one.day for one in listed) > date(2025, 3, 1)


def test_who_was_never_here_has_none_and_who_is_unknown_is_refused(
    central: HttpCentral,
) -> None:
    assert central.invoices("P1004") == ()
    assert refusal(central.invoices, "P9999") is Reason.PERSON_UNKNOWN


def test_a_parent_finds_the_childs_and_not_her_own(
    central: HttpCentral, desk: Kiosk
) -> None:
    """The family code identifies the child, so that the child's are listed."""
    [child] = {desk.identify(desk.codes("P1002")["suishen"]).json()["psn_no"]}
    assert len(central.invoices(child)) == 3


def test_what_is_settled_and_not_issued_yet_is_listed_as_coming(
    central: HttpCentral, desk: Kiosk
) -> None:
    settled = desk.settled(WOMAN)
    newest = central.invoices(WOMAN)[0]
    assert newest.status is InvoiceStatus.BEING_ISSUED
    assert (newest.settlement_id, newest.invoice) == (settled["setl_id"], None)
    issued = central.issue_invoice("k", settled["setl_id"])
    assert first(central, status=InvoiceStatus.ISSUED).invoice == issued


def test_somebody_waits_for_an_invoice_and_somebody_printed_all_she_may(
    central: HttpCentral, desk: Kiosk
) -> None:
    coming, *_ = central.invoices("P1003")
    assert coming.status is InvoiceStatus.BEING_ISSUED
    assert central.issue_invoice("k", coming.settlement_id).amount == coming.amount
    assert any(one.printed == one.most_prints for one in central.invoices(WOMAN))
    assert desk.books()["balanced"]


def test_a_new_morning_brings_back_the_same_past(
    central: HttpCentral, desk: Kiosk
) -> None:
    before = [central.invoices(psn_no) for psn_no in (WOMAN, "P1003")]
    wanted = exchange(numbers(first(central, printed=0)))
    central.report_print(report(wanted.invoice))
    central.reserve_form(wanted)
    assert desk.post("/sandbox/reset").ok
    assert [central.invoices(psn_no) for psn_no in (WOMAN, "P1003")] == before
    central.reserve_form(replace(wanted, key="X2"))


def test_an_old_invoice_leaves_the_list(central: HttpCentral, desk: Kiosk) -> None:
    before = central.invoices(WOMAN)
    desk.clock.pass_s(30 * 86_400)
    assert len(central.invoices(WOMAN)) == len(before) - 1


# Files.


def test_each_paper_is_a_file_that_a_kiosk_prints_and_is_always_the_same(
    central: HttpCentral,
) -> None:
    for kind in InvoiceKind:
        listed = first(central, kind=kind, status=InvoiceStatus.ISSUED)
        invoice = numbers(listed)
        for fetch in (central.invoice_file, central.statement_file):
            pdf = fetch(invoice)
            check_invoice_file(pdf)
            assert invoice.number in text_of(pdf)
            assert str(invoice.amount) in text_of(pdf)
            assert fetch(invoice) == pdf


def test_an_inpatient_invoice_has_the_inpatient_form(central: HttpCentral) -> None:
    listed = first(central, kind=InvoiceKind.INPATIENT)
    text = text_of(central.invoice_file(numbers(listed)))
    assert "医疗住院收费票据" in text


def test_what_was_reversed_is_no_paper_any_more(
    central: HttpCentral, desk: Kiosk
) -> None:
    invoice = numbers(first(central, status=InvoiceStatus.ISSUED))
    central.invoice_file(invoice)  # drawn and kept before
    assert desk.post(f"/sandbox/invoices/{invoice.number}/reverse").ok
    assert first(central, invoice=invoice).status is InvoiceStatus.REVERSED
    for fetch in (central.invoice_file, central.statement_file):
        assert refusal(fetch, invoice) is Reason.NOT_PRINTABLE


def test_a_paper_stays_as_it_was_drawn_whatever_the_hospital_is_called_later(
    clock: Clock, own_database: str
) -> None:
    clock.now = NOON
    drawn = []
    for hospital in ("示范医院", "改名医院"):
        store = Store(own_database)
        face = create_app(store, clock, Settings(hospital=hospital))
        with serving(face) as url:
            central = HttpCentral(url, KioskIdentity("K-07", "sandbox"))
            wanted = exchange(numbers(first(central, printed=0)))
            central.reserve_form(wanted)
            invoice = wanted.invoice
            files = (central.invoice_file(invoice), central.statement_file(invoice))
            drawn.append((*files, central.form_file(wanted)))
        store.close()
    assert drawn[0] == drawn[1]


def test_what_the_hospital_prints_no_more_can_still_be_exchanged(
    clock: Clock,
) -> None:
    clock.now = NOON
    store = Store()
    with serving(create_app(store, clock, Settings(printable_days=5))) as url:
        central = HttpCentral(url, KioskIdentity("K-07", "sandbox"))
        new, old, *_ = central.invoices(WOMAN)
        assert [one.is_printable(NOON.date()) for one in (new, old)] == [True, False]
        for fetch in (central.invoice_file, central.statement_file):
            assert fetch(numbers(new))
            assert refusal(fetch, numbers(old)) is Reason.NOT_PRINTABLE
        central.reserve_form(exchange(numbers(old)))
        assert central.form_file(exchange(numbers(old)))
    store.close()


def test_another_code_finds_no_file(central: HttpCentral) -> None:
    other = replace(numbers(first(central)), code="99999999")
    assert refusal(central.invoice_file, other) is Reason.NOT_FOUND


# Prints.


def test_every_copy_counts_once_however_often_it_is_reported(
    central: HttpCentral,
) -> None:
    invoice = numbers(first(central, printed=0))
    assert central.report_print(report(invoice, "J1")) == 1
    assert central.report_print(report(invoice, "J1")) == 1
    assert central.report_print(report(invoice, "J2")) == 2
    assert first(central, invoice=invoice).printed == 2


def test_a_doubt_counts_until_a_person_has_looked(central: HttpCentral) -> None:
    invoice = numbers(first(central, printed=0))
    assert central.report_print(report(invoice, outcome=UNKNOWN)) == 1
    assert central.report_print(report(invoice, outcome=SPOILED)) == 0


def test_a_person_may_find_no_good_what_the_printer_had_proved(
    central: HttpCentral,
) -> None:
    invoice = numbers(first(central, printed=0))
    assert central.report_print(report(invoice)) == 1
    assert central.report_print(report(invoice, outcome=SPOILED)) == 0
    assert central.report_print(report(invoice, "J2")) == 1


def test_what_was_proved_is_not_doubted_by_a_late_report(
    central: HttpCentral, desk: Kiosk
) -> None:
    invoice = numbers(first(central, printed=0))
    central.report_print(report(invoice, outcome=SPOILED))
    assert central.report_print(report(invoice, outcome=UNKNOWN)) == 0
    [print_] = desk.books()["prints"]
    assert print_["outcome"] == "spoiled"


def test_a_statement_is_noted_and_counts_for_nothing(
    central: HttpCentral, desk: Kiosk
) -> None:
    invoice = numbers(first(central, printed=0))
    paper = replace(report(invoice), document=Document.STATEMENT)
    assert central.report_print(paper) == 0
    assert len(desk.books()["prints"]) == 1


def test_a_copy_too_many_is_noted_as_that_and_not_refused(
    central: HttpCentral, desk: Kiosk
) -> None:
    invoice = numbers(first(central, printed=0))
    for at in range(4):
        central.report_print(report(invoice, f"J{at}"))
    assert [one["over_cap"] for one in desk.books()["prints"]] == [False] * 3 + [True]
    listed = first(central, invoice=invoice)
    assert (listed.printed, listed.most_prints) == (4, 3)
    assert not listed.is_printable(NOON.date())


def test_only_a_copy_can_be_one_too_many(central: HttpCentral, desk: Kiosk) -> None:
    """And a copy that was in time stays in time, whenever its doubt ends."""
    invoice = numbers(first(central, printed=0))
    central.report_print(report(invoice, "J0", UNKNOWN))
    for job in ("J1", "J2", "J3"):
        central.report_print(report(invoice, job))
    central.report_print(report(invoice, "J0", PRINTED))
    central.report_print(report(invoice, "J4", SPOILED))
    paper = replace(report(invoice, "J5"), document=Document.STATEMENT)
    central.report_print(paper)
    notes = {one["job_key"]: one["over_cap"] for one in desk.books()["prints"]}
    assert [job for job, is_over in notes.items() if is_over] == ["J3"]


def test_a_job_is_about_one_paper_for_ever(central: HttpCentral, desk: Kiosk) -> None:
    one, two, *_ = (numbers(listed) for listed in central.invoices(WOMAN))
    central.report_print(report(one, outcome=UNKNOWN))
    assert refusal(central.report_print, report(two)) is Reason.KEY_REUSED
    other = replace(report(one, outcome=SPOILED), document=Document.STATEMENT)
    assert refusal(central.report_print, other) is Reason.KEY_REUSED


def test_a_print_of_no_invoice_is_refused(central: HttpCentral) -> None:
    nobodys = Invoice("31060126", "0000000000", "abc123", first(central).amount, NOON)
    assert refusal(central.report_print, report(nobodys)) is Reason.NOT_FOUND


# Numbered paper, 换开.


def test_an_invoice_becomes_paper_in_two_steps(central: HttpCentral) -> None:
    wanted = exchange(numbers(first(central, status=InvoiceStatus.ISSUED)))
    central.reserve_form(wanted)
    pdf = central.form_file(wanted)
    check_invoice_file(pdf)
    assert FORM.number in text_of(pdf)
    central.confirm_exchange("X1")
    after = first(central, invoice=wanted.invoice)
    assert after.status is InvoiceStatus.EXCHANGED
    assert not after.is_exchangeable
    assert refusal(central.invoice_file, wanted.invoice) is Reason.NOT_PRINTABLE


def test_repeating_a_step_changes_nothing(central: HttpCentral) -> None:
    wanted = exchange(numbers(first(central)))
    for _ in range(2):
        central.reserve_form(wanted)
    for _ in range(2):
        central.confirm_exchange("X1")
    assert refusal(central.void_exchange, "X1", spoiled=False) is Reason.OTHER


def test_a_form_has_one_invoice_and_an_invoice_one_form(central: HttpCentral) -> None:
    one, two, *_ = (numbers(listed) for listed in central.invoices(WOMAN))
    central.reserve_form(exchange(one))
    assert refusal(central.reserve_form, exchange(two, "X2")) is Reason.FORM_TAKEN
    another = PaperForm(FORM.code, "0000000008")
    twice = exchange(one, "X3", another)
    assert refusal(central.reserve_form, twice) is Reason.NOT_PRINTABLE


@pytest.mark.parametrize("spoiled", [True, False])
def test_a_voided_exchange_leaves_the_invoice_and_gives_back_a_good_form(
    central: HttpCentral, spoiled: bool
) -> None:
    wanted = exchange(numbers(first(central)))
    central.reserve_form(wanted)
    central.void_exchange("X1", spoiled=spoiled)
    assert first(central, invoice=wanted.invoice).status is InvoiceStatus.ISSUED
    again = exchange(wanted.invoice, "X2")
    if spoiled:
        assert refusal(central.reserve_form, again) is Reason.FORM_TAKEN
    else:
        central.reserve_form(again)


def test_a_spoiled_form_stays_spoiled_whatever_is_said_later(
    central: HttpCentral, desk: Kiosk
) -> None:
    wanted = exchange(numbers(first(central)))
    central.reserve_form(wanted)
    central.void_exchange("X1", spoiled=True)
    assert desk.post("/sandbox/forget-replies").ok
    central.void_exchange("X1", spoiled=False)
    again = exchange(wanted.invoice, "X2")
    assert refusal(central.reserve_form, again) is Reason.FORM_TAKEN


def test_a_form_is_not_printed_for_what_was_reversed_meanwhile(
    central: HttpCentral, desk: Kiosk
) -> None:
    wanted = exchange(numbers(first(central)))
    central.reserve_form(wanted)
    assert desk.post(f"/sandbox/invoices/{wanted.invoice.number}/reverse").ok
    assert refusal(central.form_file, wanted) is Reason.NOT_PRINTABLE
    central.void_exchange("X1", spoiled=False)
    assert first(central, invoice=wanted.invoice).status is InvoiceStatus.REVERSED


def test_what_was_voided_before_it_came_stays_void(central: HttpCentral) -> None:
    """A reservation that arrives late, after the kiosk gave up on it."""
    wanted = exchange(numbers(first(central)))
    central.void_exchange("X1", spoiled=False)
    assert refusal(central.reserve_form, wanted) is Reason.NOT_PRINTABLE
    assert refusal(central.confirm_exchange, "X1") is Reason.NOT_FOUND
    central.reserve_form(exchange(wanted.invoice, "X2"))


def test_only_a_reserved_form_has_a_file(central: HttpCentral) -> None:
    wanted = exchange(numbers(first(central)))
    assert refusal(central.form_file, wanted) is Reason.NOT_FOUND
    central.reserve_form(wanted)
    central.confirm_exchange("X1")
    assert refusal(central.form_file, wanted) is Reason.NOT_FOUND


def test_nobody_exchanges_what_is_somebody_elses(central: HttpCentral) -> None:
    hers = numbers(central.invoices("P1002")[0])
    assert refusal(central.reserve_form, exchange(hers)) is Reason.NOT_FOUND


# Faults.

ASKS: dict[str, Callable[[HttpCentral, Exchange], object]] = {
    "invoices": lambda central, _: central.invoices(WOMAN),
    "invoice_file": lambda central, wanted: central.invoice_file(wanted.invoice),
    "statement_file": lambda central, wanted: central.statement_file(wanted.invoice),
    "print": lambda central, wanted: central.report_print(report(wanted.invoice)),
    "reserve": lambda central, wanted: central.reserve_form(wanted),
    "form_file": lambda central, wanted: central.form_file(wanted),
    "confirm": lambda central, wanted: central.confirm_exchange(wanted.key),
    "void": lambda central, _: central.void_exchange("X9", spoiled=False),
}
SPOILT = [
    *(("wrong_patient", where) for where in ("invoices", "print", "reserve")),
    *(("wrong_patient", where) for where in ("confirm", "void")),
    *(("unknown_status", where) for where in ("invoices", "reserve", "confirm")),
    *(("truncated", where) for where in ("invoices", "print", "void")),
]


def ready(central: HttpCentral, where: str) -> Exchange:
    """An invoice that can be asked for, with its form where one is needed."""
    wanted = exchange(numbers(first(central)))
    if where in ("form_file", "confirm"):
        central.reserve_form(wanted)
    return wanted


@pytest.mark.parametrize("where", ASKS)
def test_every_request_about_paper_can_be_lost_and_is_asked_again(
    central: HttpCentral, desk: Kiosk, where: str
) -> None:
    wanted = ready(central, where)
    for what in ("drop_before", "drop_after", "error", "busy"):
        desk.fail(where, what)
        with pytest.raises(Unanswered):
            ASKS[where](central, wanted)
    ASKS[where](central, wanted)


@pytest.mark.parametrize(("what", "where"), SPOILT)
def test_a_false_answer_about_paper_is_not_believed(
    central: HttpCentral, desk: Kiosk, what: str, where: str
) -> None:
    wanted = ready(central, where)
    desk.fail(where, what)
    with pytest.raises(Misanswered):
        ASKS[where](central, wanted)
    ASKS[where](central, wanted)


def test_a_list_can_have_a_wrong_sum(central: HttpCentral, desk: Kiosk) -> None:
    honest = central.invoices(WOMAN)
    desk.fail("invoices", "wrong_sum")
    false = central.invoices(WOMAN)
    assert false[0].amount == honest[0].amount + Money(1)
    assert false[1:] == honest[1:]
