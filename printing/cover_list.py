"""报销材料目录, the list in front of a reimbursement pack, as a PDF."""

from xml.etree.ElementTree import Element, SubElement, tostring

from printing.cover_document import CoverList
from printing.cover_page import CoverLayout, draw_page
from printing.drawn import Drawn
from printing.fitting import first_that_fits
from printing.pdf_file import PdfFile
from printing.pdf_metadata import Description
from printing.sheet import Sheet
from printing.text import for_paper


def draw_cover_list(document: CoverList, sheet: Sheet = Sheet.A5_LANDSCAPE) -> Drawn:
    """Draw as many pages as the rows need, on A4 if they are too many for the sheet.

    DoesNotFit if they are too many for that.
    """
    printed_on = document.printed_at.date()
    file = PdfFile(
        Description(
            title=document.title,
            subject=f"{document.first.isoformat()} - {document.last.isoformat()}",
            author=for_paper(document.hospital),
            issued_on=printed_on,
            data=_xml(document),
        )
    )
    layout = first_that_fits(
        (CoverLayout(document, each) for each in (sheet, Sheet.A4)), document.title
    )
    width, height = layout.sheet.width_mm, layout.sheet.height_mm
    for page in layout.pages:
        draw_page(file.page(width, height), layout, page)
    return file.finish()


def _xml(document: CoverList) -> str:
    """The rows, with the names that the national e-bill file has."""
    root = Element("EInvoices", TotalAmount=str(document.total))
    for row in document.rows:
        invoice = row.invoice
        line = SubElement(root, "EInvoice")
        for name, text in (
            ("EInvoiceCode", invoice.code),
            ("EInvoiceNumber", invoice.number),
            ("RandomNumber", invoice.check_code),
            ("TotalAmount", str(invoice.amount)),
            ("IssueDate", f"{invoice.issued_on:%Y%m%d}"),
        ):
            SubElement(line, name).text = for_paper(text)
    return tostring(root, encoding="unicode")
