"""What happened before this sandbox's books begin: invoices of earlier months.

Invented, like everybody. They were paid elsewhere, so no charge of theirs is in the
books, and no settlement but of what is still being issued; their bills are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from kiosk.model.beijing import BEIJING
from kiosk.model.document import Document
from kiosk.model.intent import Order
from kiosk.model.invoice import InvoiceKind, PrintOutcome
from kiosk.sandbox.people import ordered_bill, usual_items
from kiosk.sandbox.records import Issued, OrderedBill, Person, PrintNote, Settled
from kiosk.sandbox.split import split

ELSEWHERE = "WINDOW-1"  # where it was settled and printed
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Then:
    """One invoice: how many days ago, what for, and what has become of it."""

    days: int
    kind: InvoiceKind = InvoiceKind.OUTPATIENT
    printed: int = 0
    is_reversed: bool = False


@dataclass(frozen=True, slots=True)
class Past:
    """What one of them leaves in the books."""

    bill: OrderedBill
    issued: Issued
    prints: tuple[PrintNote, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """A settlement of this morning, whose invoice is still being issued."""

    bill: OrderedBill
    settled: Settled


_STAY, _INTERNET = InvoiceKind.INPATIENT, InvoiceKind.INTERNET
_THEN: dict[str, tuple[Then, ...]] = {
    "P1001": (
        Then(3),
        Then(12, _INTERNET),
        Then(33, printed=1),
        Then(34, is_reversed=True),
        Then(71, _STAY),
        Then(96, printed=3),
        Then(204),
        Then(340, _INTERNET),
    ),
    "P1002": (Then(6), Then(45, printed=1), Then(130)),
    "P1003": (Then(15), Then(52)),
    "P1005": (Then(20, _STAY),),
    "P1007": tuple(Then(2 + 6 * at) for at in range(60)),
    "P1008": (Then(8), Then(40, _INTERNET)),
    "P1010": (Then(1), Then(18), Then(59, printed=2)),
}


def sample_past(people: tuple[Person, ...], today: date) -> Iterator[Past]:
    """Everybody's invoices, the oldest first, each always with the same numbers."""
    known = _by_id(people)
    number = 9_000_000_000  # far from what is issued here
    for psn_no, invoices in _THEN.items():
        for at, then in enumerate(reversed(invoices)):
            number += 1
            day = today - timedelta(days=then.days)
            yield make_past(known[psn_no], at, then, number, day)


def sample_coming(people: tuple[Person, ...], today: date) -> Coming:
    """Hers is paid by insurance alone, so that no purse has to answer for it."""
    person = _by_id(people)["P1003"]
    bill = ordered_bill(person.id, 50_100, ((0, 1), (14, 1), (45, 2)), today)
    setl_id = "E9100000001"
    settled = Settled(
        id=setl_id,
        payment_key=f"{setl_id}-payment",
        kiosk_id=ELSEWHERE,
        psn_no=person.id,
        presettle_id=f"{setl_id}-quote",
        order=Order.CHARGE_FIRST,
        bill_ids=(bill.id,),
        split=split(bill.bill.lines, person),
        settled_at=datetime.combine(today, time(), BEIJING),
    )
    return Coming(replace(bill, setl_id=setl_id), settled)


def make_past(person: Person, at: int, then: Then, number: int, day: date) -> Past:
    """One invoice of that day; `at` says which of this person's it is."""
    bill = ordered_bill(person.id, 50_000 + at, usual_items(person.id, 50 + at), day)
    setl_id = f"E{number}"
    family = "02" if then.kind is InvoiceKind.INPATIENT else "01"
    issued = Issued(
        number=f"{number:010d}",
        code=f"3106{family}{day:%y}",
        setl_id=setl_id,
        psn_no=person.id,
        kind=then.kind,
        bill_ids=(bill.id,),
        check_code=_check_code(number),
        split=split(bill.bill.lines, person),
        issued_on=day,
        reversed_on=day if then.is_reversed else None,
    )
    prints = tuple(_print(issued, copy + 1) for copy in range(then.printed))
    return Past(replace(bill, setl_id=setl_id), issued, prints)


def _by_id(people: tuple[Person, ...]) -> dict[str, Person]:
    return {person.id: person for person in people}


def _print(issued: Issued, copy: int) -> PrintNote:
    then = datetime.combine(issued.issued_on, time(4), UTC)
    return PrintNote(
        job_key=f"{issued.number}-{copy}",
        kiosk_id=ELSEWHERE,
        document=Document.INVOICE,
        number=issued.number,
        copy_number=copy,
        outcome=PrintOutcome.PRINTED,
        printed_at=then,
        noted_at=then,
    )


def _check_code(number: int) -> str:
    """Six letters that look drawn, and are the same each time."""
    rest = number * 2_654_435_761 % 36**6
    letters = []
    for _ in range(6):
        rest, letter = divmod(rest, 36)
        letters.append(_LETTERS[letter])
    return "".join(letters)
