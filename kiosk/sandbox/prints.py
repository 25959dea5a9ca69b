"""What kiosks say of paper, and how many copies of an invoice there are (rule P6)."""

from dataclasses import replace
from datetime import datetime

import kiosk.central.paper_wire as paper_wire
from kiosk.central.port import Reason
from kiosk.model.invoice import PrintOutcome
from kiosk.sandbox.answers import Answer, denied, done
from kiosk.sandbox.books import Books
from kiosk.sandbox.listing import copies, find_invoice
from kiosk.sandbox.records import PrintNote
from kiosk.sandbox.settings import Moment

# A doubt may end, and a person who looks knows better than the device did.
_CERTAINTY = (PrintOutcome.UNKNOWN, PrintOutcome.PRINTED, PrintOutcome.SPOILED)


def note_print(
    books: Books, kiosk_id: str, request: paper_wire.PrintRequest, moment: Moment
) -> Answer:
    """Keep what a kiosk says last of one attempt. The paper exists, so that nothing is
    refused; what is beyond the cap is noted as such."""
    if find_invoice(books, request.invoice_code, request.invoice_number) is None:
        return denied(Reason.NOT_FOUND)
    note = _note(kiosk_id, request, moment.now)
    before = books.find(PrintNote, note.job_key)
    if before is not None and not _is_same_paper(before, note):
        return denied(Reason.KEY_REUSED)
    if before is None:
        is_full = copies(books, note.number) >= moment.settings.most_prints
        books.put(replace(note, over_cap=note.is_copy and is_full))
    elif _is_news(before, note):
        books.put(replace(note, over_cap=note.is_copy and before.over_cap))
    return done(
        paper_wire.PrintReply(
            job_key=note.job_key,
            outcome=note.outcome,
            copies=copies(books, note.number),
        )
    )


def _note(kiosk_id: str, request: paper_wire.PrintRequest, now: datetime) -> PrintNote:
    return PrintNote(
        job_key=request.job_key,
        kiosk_id=kiosk_id,
        document=request.document,
        number=request.invoice_number,
        copy_number=request.copy_number,
        outcome=request.outcome,
        printed_at=request.at,
        noted_at=now,
    )


def _is_same_paper(before: PrintNote, now: PrintNote) -> bool:
    return (before.document, before.number) == (now.document, now.number)


def _is_news(before: PrintNote, now: PrintNote) -> bool:
    """Whether it is surer than what was said before. A late report is not."""
    return _CERTAINTY.index(now.outcome) > _CERTAINTY.index(before.outcome)
