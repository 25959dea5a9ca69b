"""The outpatient e-invoice, 医疗门诊收费票据（电子）, as a PDF.

For central that issues one, and for kiosks whose central gives data only (rule
P4). A file that central issued is printed as issued and never comes here.
"""

import io

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from printing.fonts import chain
from printing.invoice_document import InvoiceDocument, InvoiceItem, OtherInformation
from printing.invoice_page import PAGE_HEIGHT, PAGE_WIDTH, draw_page, paginate
from printing.pdf_fonts import registered
from printing.pen import Pen

__all__ = ["InvoiceDocument", "InvoiceItem", "OtherInformation", "draw_invoice"]


def draw_invoice(document: InvoiceDocument) -> bytes:
    """Return the invoice as a PDF: A5 landscape, as many pages as the items need."""
    file = io.BytesIO()
    canvas = Canvas(
        file,
        pagesize=(PAGE_WIDTH * mm, PAGE_HEIGHT * mm),
        pageCompression=1,
        invariant=1,  # the same invoice is the same file, whenever it is drawn
        # The stubs say float; without it each page would name Helvetica, not embedded.
        initialFontName=registered(chain()[0]),  # type: ignore[arg-type]
    )
    canvas.setTitle(f"{document.title} {document.number}")
    canvas.setSubject(f"{document.code} {document.number}")
    canvas.setAuthor(document.issuer)
    canvas.setCreator("hospital-kiosk")
    canvas.setDateFormatter(lambda *_: f"D:{document.issued_on:%Y%m%d}")
    for page in paginate(document):
        draw_page(Pen(canvas, PAGE_HEIGHT), document, page)
        canvas.showPage()
    canvas.save()
    return file.getvalue()
