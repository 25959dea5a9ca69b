"""What the storm left: our journal beside central's books."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.app.ledger import Ledger
from kiosk.app.records import decode_paper
from kiosk.flows.payment import is_open
from kiosk.flows.payment_states import (
    Declined,
    Indebted,
    Payment,
    Refunded,
    Settled,
)
from kiosk.flows.printing import InDoubt, Paper, Printed
from kiosk.flows.recovery import replay_paper
from kiosk.model.document import Document
from kiosk.model.intent import Order
from kiosk.model.money import Money
from kiosk.model.receipt import MoneyWord
from offline_queue.journal import Journal

Books = dict[str, Any]
CASE_NUMBER = re.compile(rb"\b[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}\b")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Counts for the table, and what must not be."""

    counts: dict[str, int]
    faults: tuple[str, ...]


def judge(
    ledger: Ledger,
    journal: Journal,
    books: Books,
    *,
    slips: Sequence[bytes],
    read: Mapping[str, str],
) -> Verdict:
    """Count what was paid, lost and doubled.

    `slips` are those that came out, `read` is the last word about a payment (rule M11).
    """
    payments = list(ledger.payments())
    papers = [paper for paper in _papers(journal) if _is_slip(paper)]
    lost = [*_unsettled(books), *_unfinished(payments)]
    doubled = _paid_twice(books)
    misread = list(_misread(payments, read))
    proved = sum(isinstance(paper, Printed) for paper in papers)
    in_doubt = sum(isinstance(paper, InDoubt) for paper in papers)
    counts = {
        "payments": len(payments),
        "paid": sum(isinstance(one, Settled) for one in payments),
        "deferred": sum(one.intent.order is Order.DEFERRED for one in payments),
        "refunded": sum(isinstance(one, Refunded) for one in payments),
        "lost": len(lost),
        "doubled": len(doubled),
        "read to the end": len(read),
        "read wrongly": len(misread),
        "slips cut": len(slips),
        "slips in doubt": in_doubt,
    }
    faults = [*lost, *doubled, *misread]
    if not books["balanced"]:
        faults.append(f"central's sums do not balance: {books['sums']}")
    if not proved <= len(slips) <= proved + in_doubt:
        faults.append(f"{proved} slips were proved, and {len(slips)} came out")
    if mixed := _slips_of_two(slips):
        faults.append(f"{mixed} slips speak of two payments")
    return Verdict(counts, tuple(faults))


def _unsettled(books: Books) -> Iterable[str]:
    """Money without bills, and bills without money."""
    for charge in books["charges"]:
        if Money.parse(charge["kept"]) and not charge["setl_id"]:
            yield f"charge {charge['key']} is kept and not settled"
    for settled in books["settlements"]:
        if not settled["revoked"] and Money.parse(settled["unpaid"]):
            yield f"settlement {settled['setl_id']} was never paid"


def _unfinished(payments: Iterable[Payment]) -> Iterable[str]:
    for one in payments:
        if is_open(one):
            yield f"payment {one.intent.key} is still {type(one).__name__}"


def _misread(payments: Iterable[Payment], read: Mapping[str, str]) -> Iterable[str]:
    """What was read as taken was taken, if only to go back. What was read as not taken
    is not: unless it was registered for later."""
    for one in payments:
        match read.get(one.intent.key), one:
            case MoneyWord.TAKEN, Declined() | Indebted():
                yield f"{one.intent.key} was read as taken, and never was"
            case MoneyWord.NOT_TAKEN, Settled(intent=intent) if (
                intent.order is not Order.DEFERRED
            ):
                yield f"{one.intent.key} was read as not taken, and was"


def _paid_twice(books: Books) -> list[str]:
    """Bills that more than one payment keeps money or a settlement for."""
    payers: Counter[str] = Counter()
    for bill, _ in {
        *_by_bill(one for one in books["charges"] if Money.parse(one["kept"])),
        *_by_bill(one for one in books["settlements"] if not one["revoked"]),
    }:
        payers[bill] += 1
    return [f"bill {bill} is paid {n} times" for bill, n in payers.items() if n > 1]


def _by_bill(lines: Iterable[dict[str, Any]]) -> Iterable[tuple[str, str]]:
    return ((bill, line["payment_key"]) for line in lines for bill in line["bill_ids"])


def _papers(journal: Journal) -> Iterable[Paper]:
    for stream in journal.streams("paper/"):
        yield replay_paper(map(decode_paper, journal.read(stream)))


def _is_slip(paper: Paper) -> bool:
    return paper.job.document is Document.RECEIPT


def _slips_of_two(slips: Iterable[bytes]) -> int:
    """Pieces of paper that speak of more than one payment."""
    return sum(len(set(CASE_NUMBER.findall(slip))) > 1 for slip in slips)
