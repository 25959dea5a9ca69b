"""What is done to pages between central and the printer: check, look, mark, cover."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Protocol

import segno

from kiosk.flows.invoice_states import CoverFacts
from kiosk.flows.printing import File
from printing.cover_document import CoverList, CoverRow
from printing.cover_list import draw_cover_list
from printing.invoice_file import check_invoice_file
from printing.page_picture import page_count, page_picture
from printing.reprint_mark import marked
from printing.sheet import Sheet

QR_SCALE = 12  # pixels a module
PICTURE_WIDTH_PX = 1400  # of a page on the screen: its smallest print can be read


class Paperwork(Protocol):
    """Each may raise BadInvoiceFile, except `cover`."""

    def check(self, pdf: bytes) -> int:
        """Make sure that a file may be printed (rule P4); say how many pages it has."""

    def marked(self, pdf: bytes, copy: int) -> bytes:
        """The same file, and what copy it is, from the second on (rule P6)."""

    def picture(self, file: File, page: int) -> bytes:
        """One page, from nought, as PNG."""

    def qr(self, text: str) -> bytes:
        """The QR code of a text, as PNG."""

    def cover(self, facts: CoverFacts) -> File:
        """The list of what belongs to a claim."""


@dataclass(frozen=True, slots=True)
class PdfPaperwork:
    """The real one."""

    hospital: str
    kiosk_id: str
    now: Callable[[], datetime]
    sheet: Sheet

    def check(self, pdf: bytes) -> int:
        check_invoice_file(pdf)
        return page_count(pdf)

    def marked(self, pdf: bytes, copy: int) -> bytes:
        return marked(pdf, copy)

    def picture(self, file: File, page: int) -> bytes:
        return page_picture(file.pdf, page, PICTURE_WIDTH_PX)

    def qr(self, text: str) -> bytes:
        file = BytesIO()
        segno.make_qr(text, error="m").save(file, kind="png", scale=QR_SCALE, border=4)
        return file.getvalue()

    def cover(self, facts: CoverFacts) -> File:
        days = [listed.day for listed, _ in facts.rows]
        document = CoverList(
            patient=facts.patient,
            first=min(days),
            last=max(days),
            rows=tuple(
                CoverRow(listed.invoice, listed.kind, pages)
                for listed, pages in facts.rows
                if listed.invoice is not None
            ),
            hospital=self.hospital,
            kiosk_id=self.kiosk_id,
            printed_at=self.now(),
        )
        pdf = draw_cover_list(document, self.sheet).pdf
        return File(pdf, self.check(pdf))
