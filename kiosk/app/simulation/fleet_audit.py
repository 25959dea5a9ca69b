"""After the day: what became of each act, by central's own books and every journal.

Nothing here is counted while the day runs. Lost is money or a promise that nobody
answers for; doubled is anything paid for twice.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kiosk.app.simulation.fleet_plan import Act, Kind
from kiosk.app.simulation.fleet_report import KioskBooks
from kiosk.app.simulation.ward_judge import wrong_in_wards
from kiosk.app.simulation.watchers import is_final
from kiosk.flows.payment_states import Payment as Ours
from kiosk.flows.payment_states import Settled
from kiosk.model.intent import Order
from kiosk.sandbox.books import Books
from kiosk.sandbox.past import ELSEWHERE
from kiosk.sandbox.payments import Payment as Theirs
from kiosk.sandbox.records import OpenCase, OrderedBill, Quote
from kiosk.sandbox.records import Settled as AtCentral
from kiosk.sandbox.sums import Sums, add_up, payments

Findings = dict[str, str]  # by payment


class End(StrEnum):
    """What became of an act."""

    DONE = "done"
    DEFERRED = "deferred"  # registered without network, carried out later
    GAVE_UP = "gave up"  # before paying; no money was kept
    ESCALATED = "escalated"  # not done, and the staff were told
    LOST = "lost"
    DOUBLED = "doubled"


@dataclass(frozen=True, slots=True)
class Audit:
    """What the books say."""

    ends: Counter[tuple[Kind, End]]
    wrong: tuple[str, ...]  # a line each; nothing in here is well
    differences: int  # of all reconciliations
    cases: Counter[str]  # by kind
    payments: int  # in the journals
    sums: Sums

    def count(self, end: End) -> int:
        return sum(times for (_, which), times in self.ends.items() if which is end)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Both sides, joined by the payment's key."""

    theirs: Mapping[str, Theirs]
    ours: Mapping[str, Ours]
    told: frozenset[str]  # payments of which the staff were told
    quoted: Mapping[str, tuple[str, ...]]  # quote: its bills
    settled: Mapping[str, str | None]  # bill: its settlement


def audit(books: Books, acts: Iterable[Act], kiosks: Iterable[KioskBooks]) -> Audit:
    """Join central's books with all journals."""
    desks = tuple(kiosks)
    evidence = _gather(books, desks)
    sums = add_up(books, evidence.theirs)
    lost = find_lost(evidence) | _still_owed(desks, evidence.told)
    doubled = find_doubled(evidence)
    reconciled = list(_unreconciled(desks))
    imbalance = () if sums.balanced else ("central's books do not balance",)
    keys = _by_patient(evidence)
    ends = Counter(
        (act.kind, _end(act, keys[act.psn_no], evidence, (lost, doubled)))
        for act in acts
    )
    return Audit(
        ends=ends,
        wrong=(
            *(f"lost: {text}" for text in lost.values()),
            *(f"doubled: {text}" for text in doubled.values()),
            *reconciled,
            *imbalance,
            *(f"deposits: {text}" for text in wrong_in_wards(books)),
        ),
        differences=len(reconciled),
        cases=Counter(case.kind.value for case in books.every(OpenCase)),
        payments=len(evidence.ours),
        sums=sums,
    )


def find_lost(evidence: Evidence) -> Findings:
    """Money that was taken for nothing, or of which no journal knows, or that one side
    believes in and the other does not; and what is neither final nor told."""
    lost = {}
    for key in evidence.theirs.keys() | evidence.ours.keys():
        theirs = evidence.theirs.get(key, Theirs())
        problem = _problem(theirs, evidence.ours.get(key), key in evidence.told)
        if problem:
            lost[key] = f"{key}: {problem}"
    standing = {one.standing.id for one in evidence.theirs.values() if one.standing}
    for bill, settlement in evidence.settled.items():
        if settlement is not None and settlement not in standing:
            lost[bill] = f"{bill}: settled by {settlement}, which does not stand"
    return lost


def find_doubled(evidence: Evidence) -> Findings:
    """Bills that more than one payment settled or keeps money for, and payments that
    keep more than was settled."""
    doubled = {}
    payers: defaultdict[str, set[str]] = defaultdict(set)
    for key, theirs in evidence.theirs.items():
        standing = theirs.standing
        if standing is not None and theirs.kept > standing.due:
            doubled[key] = f"{key}: {theirs.kept} kept of {standing.due}"
        for bill in _paid_by(theirs, evidence.quoted):
            payers[bill].add(key)
    for bill, keys in payers.items():
        if len(keys) > 1:
            doubled |= dict.fromkeys(keys, f"{bill}: paid by {sorted(keys)}")
    return doubled


def _gather(books: Books, kiosks: Iterable[KioskBooks]) -> Evidence:
    elsewhere = {x.id for x in books.every(AtCentral) if x.kiosk_id == ELSEWHERE}
    return Evidence(
        theirs=payments(books),
        ours={one.intent.key: one for kiosk in kiosks for one in kiosk.payments},
        told=frozenset(case.payment_key for case in books.every(OpenCase)),
        quoted={quote.id: quote.bill_ids for quote in books.every(Quote)},
        settled={
            bill.id: bill.setl_id
            for bill in books.every(OrderedBill)
            if bill.setl_id not in elsewhere
        },
    )


def _problem(theirs: Theirs, mine: Ours | None, is_told: bool) -> str:
    standing = theirs.standing
    if mine is None:
        return "it is in no journal"
    if standing is None and theirs.kept:
        return f"{theirs.kept} kept and not settled"
    if standing is not None and theirs.kept < standing.due:
        return f"settled with {theirs.kept} kept"
    if isinstance(mine, Settled):
        if standing is None or standing.id != mine.settlement.id:
            return "the kiosk says it is settled"
    elif standing is not None and not is_told:
        return "settled, and the kiosk does not know"
    return "" if is_final(mine) or is_told else f"still {type(mine).__name__}"


def _still_owed(kiosks: Iterable[KioskBooks], told: frozenset[str]) -> Findings:
    streams = {
        stream.partition("/")[2]: f"{kiosk.name} still owes {stream}"
        for kiosk in kiosks
        for stream in kiosk.owed
    }
    return {key: text for key, text in streams.items() if key not in told}


def _paid_by(theirs: Theirs, quoted: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Every bill that a payment settled, or keeps money for."""
    bills = set(theirs.standing.bill_ids if theirs.standing else ())
    for charge in theirs.charges:
        if charge.taken:
            bills.update(quoted.get(charge.presettle_id or "", ()))
    return bills


def _unreconciled(kiosks: Iterable[KioskBooks]) -> Iterable[str]:
    """Rule M10, as each kiosk did it."""
    for kiosk in kiosks:
        lists = kiosk.lists
        if lists is None:
            yield f"{kiosk.name} cannot be reconciled"
            continue
        for entry in lists.only_kiosk:
            yield f"{kiosk.name}: only at the kiosk: {entry}"
        for entry in lists.only_central:
            yield f"{kiosk.name}: only at central: {entry}"
        for each in lists.differ:
            yield f"{kiosk.name}: {each}"


def _by_patient(evidence: Evidence) -> defaultdict[str, set[str]]:
    """Every payment that either side knows of, under whom it was for."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for key, mine in evidence.ours.items():
        keys[mine.intent.patient_id].add(key)
    for key, theirs in evidence.theirs.items():
        settled = (theirs.settled,) if theirs.settled else ()
        for one in (*theirs.charges, *settled):
            keys[one.psn_no or ""].add(key)
    return keys


def _end(
    act: Act, keys: set[str], evidence: Evidence, bad: tuple[Findings, Findings]
) -> End:
    lost, doubled = bad
    if keys & doubled.keys():
        return End.DOUBLED
    if {*keys, *act.bill_ids} & lost.keys():
        return End.LOST
    standing = [evidence.theirs.get(key, Theirs()).standing for key in keys]
    is_done = any(standing)
    if act.bill_ids:
        is_done = all(evidence.settled.get(bill) for bill in act.bill_ids)
    if not is_done:
        return End.ESCALATED if keys & evidence.told else End.GAVE_UP
    orders = {settled.order for settled in standing if settled is not None}
    return End.DEFERRED if Order.DEFERRED in orders else End.DONE
