"""The outpatient and the inpatient e-invoice as a PDF.

医疗门诊收费票据（电子）and 医疗住院收费票据（电子）: for central that issues them, and
for kiosks whose central gives data only (rule P4). A file that central issued is
printed as issued and never comes here.
"""

from printing.drawn import Drawn
from printing.fitting import first_that_fits
from printing.invoice_data import invoice_xml
from printing.invoice_document import DoesNotAddUp, InvoiceDocument
from printing.invoice_page import InvoiceLayout, draw_page
from printing.invoice_table import SETTINGS
from printing.pdf_file import PdfFile
from printing.pdf_metadata import Description
from printing.sheet import Sheet
from printing.text import for_paper


def draw_invoice(document: InvoiceDocument, sheet: Sheet = Sheet.A5_LANDSCAPE) -> Drawn:
    """Draw as many pages as the items need; DoesNotAddUp if their sum is another.

    Too many for the sheet: A4, and then closer rows; DoesNotFit if that is too much.
    """
    if not document.adds_up:
        raise DoesNotAddUp(f"invoice {document.number}")
    file = PdfFile(
        Description(
            title=for_paper(f"{document.title} {document.number}"),
            subject=for_paper(f"{document.code} {document.number}"),
            author=for_paper(document.issuer),
            issued_on=document.issued_on,
            data=invoice_xml(document),
        )
    )
    tries = ((sheet, SETTINGS[0]), *((Sheet.A4, setting) for setting in SETTINGS))
    layout = first_that_fits(
        (InvoiceLayout(document, *each) for each in tries),
        f"invoice {document.number}",
    )
    for page in layout.pages:
        draw_page(
            file.page(layout.sheet.width_mm, layout.sheet.height_mm), layout, page
        )
    return file.finish()
