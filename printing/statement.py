"""医疗收费明细（电子）, the itemised statement behind an invoice, as a PDF."""

from printing.drawn import Drawn
from printing.fitting import first_that_fits
from printing.invoice_data import statement_xml
from printing.invoice_document import DoesNotAddUp
from printing.pdf_file import PdfFile
from printing.pdf_metadata import Description
from printing.sheet import Sheet
from printing.statement_document import StatementDocument
from printing.statement_page import SETTINGS, StatementLayout, draw_page
from printing.text import for_paper


def draw_statement(document: StatementDocument, sheet: Sheet = Sheet.A4) -> Drawn:
    """Draw as many pages as the lines need; DoesNotAddUp if their sum is another.

    Too many for the sheet: A4, and then closer rows; DoesNotFit if that is too much.
    """
    if not document.adds_up:
        raise DoesNotAddUp(f"statement of invoice {document.number}")
    file = PdfFile(
        Description(
            title=for_paper(f"{document.title} {document.number}"),
            subject=for_paper(f"{document.code} {document.number}"),
            author=for_paper(document.issuer),
            issued_on=document.issued_on,
            data=statement_xml(document),
        )
    )
    tries = ((sheet, SETTINGS[0]), *((Sheet.A4, setting) for setting in SETTINGS))
    layout = first_that_fits(
        (StatementLayout(document, *each) for each in tries),
        f"statement of invoice {document.number}",
    )
    for page in layout.pages:
        draw_page(
            file.page(layout.sheet.width_mm, layout.sheet.height_mm), layout, page
        )
    return file.finish()
