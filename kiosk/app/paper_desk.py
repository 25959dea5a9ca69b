"""What the staff do about paper, beside a running kiosk: load it, look at it.

Each act is one fact in the journal. The kiosk reads a job from there before it goes on
with it, so neither forgets what the other has done.
"""

from collections.abc import Iterator

from kiosk.app.ledger import Ledger
from kiosk.flows import exchange, printing
from kiosk.flows.exchange import Doubtful, ExchangeState, FormPrinted, FormSpoiled
from kiosk.flows.printing import InDoubt, Paper, PaperLookedAt

Doubt = InDoubt | Doubtful


class NothingInDoubt(Exception):
    """There is no such job, or a person has looked at it already."""


def doubts(ledger: Ledger) -> Iterator[Doubt]:
    """Every document that may be on paper, or not. Slips are not looked for."""
    states: list[Paper | ExchangeState] = [*ledger.papers(), *ledger.exchanges()]
    for state in states:
        match state:
            case InDoubt(job) if job.document.is_reported:
                yield state
            case Doubtful():
                yield state


def key_of(doubt: Doubt) -> str:
    """What the slip, the log and central call it."""
    return doubt.job.id if isinstance(doubt, InDoubt) else doubt.exchange.key


def look(ledger: Ledger, key: str, *, is_good: bool) -> None:
    """Write down what a person saw, and what is to be reported of it.

    Raise NothingInDoubt or StorageError.
    """
    paper = ledger.paper(key)
    form = ledger.exchange(key)
    if isinstance(paper, InDoubt):
        seen = PaperLookedAt(key, is_good)
        ledger.record_paper(seen, printing.step(paper, seen).state)
    elif isinstance(form, Doubtful):
        shown = FormPrinted(key) if is_good else FormSpoiled(key)
        ledger.record_exchange(shown, exchange.step(form, shown).state)
    else:
        raise NothingInDoubt(f"{key} is not in doubt")
